use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::claims::{Actors, CodeBook, CoderId};
use crate::project::{CoderWork, Project, StoryWork};
use crate::story::{Story, StoryId, StoryText};

/// What a project's files say, as far as is known: from when they were last read or written.
///
/// It shares what the project has in memory, so that it costs little more than the maps.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    actors: Arc<Actors>,
    codebook: Option<Arc<CodeBook>>,
    stories: BTreeMap<StoryId, KnownStory>,
}

/// What is known of a story's files.
#[derive(Debug, Default, PartialEq, Eq)]
struct KnownStory {
    story: Option<Arc<Story>>,
    text: Option<StoryText>,
    /// Each coder's file, by coder: a list, for of thousands of stories a map of each costs more.
    works: Vec<(CoderId, CoderWork)>,
    /// Coders' files that could not be read when the project was opened.
    sealed: BTreeSet<CoderId>,
    /// Whether the story could be read only in part.
    locked: bool,
}

impl Known {
    pub fn of(project: &Project) -> Self {
        let (actors, codebook) = (project.actors.clone(), Some(project.codebook.clone()));
        let mut known = Self { actors, codebook, ..Self::default() };
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
        self.stories.get(id)?.story.clone()
    }

    /// Every story.
    pub fn stories(&self) -> impl Iterator<Item = &StoryId> {
        self.stories.iter().filter(|(_, known)| known.story.is_some()).map(|(id, _)| id)
    }

    pub fn set_story(&mut self, id: &StoryId, story: Arc<Story>) {
        self.known(id).story = Some(story);
    }

    /// What a coder's file says: nothing, where there is none.
    pub fn work(&self, id: &StoryId, coder: &CoderId) -> CoderWork {
        let works = self.stories.get(id).map(|known| known.works.as_slice()).unwrap_or_default();
        works.iter().find(|(whose, _)| whose == coder).map(|(_, work)| work.clone()).unwrap_or_default()
    }

    /// The coders who have a file on this story.
    pub fn coders(&self, id: &StoryId) -> impl Iterator<Item = &CoderId> {
        self.stories.get(id).into_iter().flat_map(|known| &known.works).map(|(coder, _)| coder)
    }

    pub fn set_work(&mut self, id: &StoryId, coder: &CoderId, work: CoderWork) {
        let works = &mut self.known(id).works;
        match works.binary_search_by(|(whose, _)| whose.cmp(coder)) {
            Ok(at) => works[at].1 = work,
            Err(at) => works.insert(at, (coder.clone(), work)),
        }
    }

    /// Whether a coder's file was found unreadable when the project was opened, which was told then, and
    /// was not mended since.
    pub fn is_sealed(&self, id: &StoryId, coder: &CoderId) -> bool {
        self.stories.get(id).is_some_and(|known| known.locked || known.sealed.contains(coder))
    }

    /// A coder's file can be read again, and says this.
    pub fn unseal(&mut self, id: &StoryId, coder: &CoderId, work: CoderWork) {
        self.known(id).sealed.remove(coder);
        self.set_work(id, coder, work);
    }

    /// Notes what of a story could not be read.
    pub fn seal(&mut self, id: &StoryId, work: &StoryWork) {
        if work.locked.is_some() {
            self.known(id).locked = true;
        }
        if !work.sealed.is_empty() {
            self.known(id).sealed = work.sealed.keys().cloned().collect();
        }
    }

    /// Whether the story could be read only in part.
    pub fn is_locked(&self, id: &StoryId) -> bool {
        self.stories.get(id).is_some_and(|known| known.locked)
    }

    /// A story came.
    pub fn take_in(&mut self, id: &StoryId, work: &StoryWork) {
        self.seal(id, work);
        let known = self.known(id);
        known.works = work.coders.iter().map(|(coder, work)| (coder.clone(), work.clone())).collect();
        known.story = Some(work.story.clone());
        known.text = Some(work.text.clone());
    }

    /// A story's text; the file it lies in never changes.
    pub fn text(&self, id: &StoryId) -> Option<StoryText> {
        self.stories.get(id)?.text.clone()
    }

    /// A story left.
    pub fn forget(&mut self, id: &StoryId) {
        self.stories.remove(id);
    }

    fn known(&mut self, id: &StoryId) -> &mut KnownStory {
        self.stories.entry(id.clone()).or_default()
    }
}

/// What a project's files say, for a [`Saver`](super::Saver) to begin from. It shares what the project
/// has in memory.
#[derive(Debug, PartialEq, Eq)]
pub struct OnDisk(pub(super) Known);

impl OnDisk {
    /// Files that say what `project` says.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        Self(Known::of(project))
    }
}
