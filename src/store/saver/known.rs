use std::collections::BTreeMap;
use std::sync::Arc;

use crate::claims::{Actors, CodeBook, CoderId};
use crate::project::{CoderWork, Project, StoryWork};
use crate::story::{Story, StoryId};

/// What a project's files say, as far as is known: from when they were last read or written.
///
/// It shares what the project has in memory, so that it costs little more than the maps.
#[derive(Debug, Default)]
pub(super) struct Known {
    actors: Arc<Actors>,
    codebook: Option<Arc<CodeBook>>,
    stories: BTreeMap<StoryId, Arc<Story>>,
    works: BTreeMap<(StoryId, CoderId), CoderWork>,
}

impl Known {
    pub fn of(project: Project) -> Self {
        let mut known = Self { actors: project.actors, codebook: Some(project.codebook), ..Self::default() };
        for (id, work) in &project.stories {
            known.add(id, work);
        }
        known
    }

    pub fn actors(&self) -> &Arc<Actors> {
        &self.actors
    }

    pub fn set_actors(&mut self, actors: Arc<Actors>) {
        self.actors = actors;
    }

    /// The code book; an empty one where none was ever read.
    pub fn codebook(&self) -> Arc<CodeBook> {
        self.codebook.clone().unwrap_or_else(|| Arc::new(CodeBook { kinds: Vec::new() }))
    }

    pub fn set_codebook(&mut self, codebook: Arc<CodeBook>) {
        self.codebook = Some(codebook);
    }

    pub fn story(&self, id: &StoryId) -> Option<Arc<Story>> {
        self.stories.get(id).cloned()
    }

    pub fn set_story(&mut self, id: &StoryId, story: Arc<Story>) {
        self.stories.insert(id.clone(), story);
    }

    /// What a coder's file says: nothing, where there is none.
    pub fn work(&self, id: &StoryId, coder: &CoderId) -> CoderWork {
        self.works.get(&(id.clone(), coder.clone())).cloned().unwrap_or_default()
    }

    pub fn set_work(&mut self, id: &StoryId, coder: &CoderId, work: CoderWork) {
        self.works.insert((id.clone(), coder.clone()), work);
    }

    /// Who has a file in a story.
    pub fn coders(&self, id: &StoryId) -> impl Iterator<Item = &CoderId> {
        self.works.keys().filter(move |(story, _)| story == id).map(|(_, coder)| coder)
    }

    /// A story came.
    pub fn add(&mut self, id: &StoryId, work: &StoryWork) {
        for (coder, coded) in &work.coders {
            self.set_work(id, coder, coded.clone());
        }
        self.set_story(id, work.story.clone());
    }

    /// A story left.
    pub fn forget(&mut self, id: &StoryId) {
        self.stories.remove(id);
        self.works.retain(|(story, _), _| story != id);
    }
}
