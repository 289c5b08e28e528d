use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::claims::{Actors, CodeBook, CoderId};
use crate::project::{CoderWork, Project, StoryWork};
use crate::story::{Story, StoryId, StoryText};

/// What a project's files say, as far as is known: from when they were last read or written.
///
/// It shares what the project has in memory, so that it costs little more than the maps.
#[derive(Debug, Default)]
pub(super) struct Known {
    actors: Arc<Actors>,
    codebook: Option<Arc<CodeBook>>,
    stories: BTreeMap<StoryId, Arc<Story>>,
    texts: BTreeMap<StoryId, StoryText>,
    works: BTreeMap<StoryId, BTreeMap<CoderId, CoderWork>>,
    /// Coders' files that could not be read when the project was opened.
    sealed: BTreeMap<StoryId, BTreeSet<CoderId>>,
    /// Stories that could be read only in part.
    locked: BTreeSet<StoryId>,
}

impl Known {
    pub fn of(project: Project) -> Self {
        let mut known = Self { actors: project.actors, codebook: Some(project.codebook), ..Self::default() };
        for (id, work) in &project.stories {
            known.take_in(id, work);
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
        self.codebook.clone().unwrap_or_else(|| Arc::new(CodeBook { kinds: Vec::new(), links: Vec::new() }))
    }

    pub fn set_codebook(&mut self, codebook: Arc<CodeBook>) {
        self.codebook = Some(codebook);
    }

    pub fn story(&self, id: &StoryId) -> Option<Arc<Story>> {
        self.stories.get(id).cloned()
    }

    /// Every story.
    pub fn stories(&self) -> impl Iterator<Item = &StoryId> {
        self.stories.keys()
    }

    pub fn set_story(&mut self, id: &StoryId, story: Arc<Story>) {
        self.stories.insert(id.clone(), story);
    }

    /// What a coder's file says: nothing, where there is none.
    pub fn work(&self, id: &StoryId, coder: &CoderId) -> CoderWork {
        self.works.get(id).and_then(|works| works.get(coder)).cloned().unwrap_or_default()
    }

    /// The coders who have a file on this story.
    pub fn coders(&self, id: &StoryId) -> impl Iterator<Item = &CoderId> {
        self.works.get(id).into_iter().flat_map(BTreeMap::keys)
    }

    pub fn set_work(&mut self, id: &StoryId, coder: &CoderId, work: CoderWork) {
        self.works.entry(id.clone()).or_default().insert(coder.clone(), work);
    }

    /// Whether a coder's file was found unreadable when the project was opened. That was told then,
    /// and nothing of it is taken in before the project is opened again.
    pub fn is_sealed(&self, id: &StoryId, coder: &CoderId) -> bool {
        self.is_locked(id) || self.sealed.get(id).is_some_and(|coders| coders.contains(coder))
    }

    /// Notes what of a story could not be read.
    pub fn seal(&mut self, id: &StoryId, work: &StoryWork) {
        if work.locked.is_some() {
            self.locked.insert(id.clone());
        }
        if !work.sealed.is_empty() {
            self.sealed.insert(id.clone(), work.sealed.keys().cloned().collect());
        }
    }

    /// Whether the story could be read only in part.
    pub fn is_locked(&self, id: &StoryId) -> bool {
        self.locked.contains(id)
    }

    /// A story came.
    pub fn take_in(&mut self, id: &StoryId, work: &StoryWork) {
        self.seal(id, work);
        self.works.insert(id.clone(), work.coders.clone());
        self.stories.insert(id.clone(), work.story.clone());
        self.texts.insert(id.clone(), work.text.clone());
    }

    /// A story's text; the file it lies in never changes.
    pub fn text(&self, id: &StoryId) -> Option<StoryText> {
        self.texts.get(id).cloned()
    }

    /// A story left.
    pub fn forget(&mut self, id: &StoryId) {
        self.stories.remove(id);
        self.texts.remove(id);
        self.works.remove(id);
        self.sealed.remove(id);
        self.locked.remove(id);
    }
}
