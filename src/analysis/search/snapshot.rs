//! A project as it is now, taken quickly and made ready to be searched elsewhere.

use std::cmp::Reverse;
use std::sync::Arc;

use super::shelved::{Names, Shelved};
use crate::claims::{Actors, CodeBook};
use crate::project::Project;
use crate::story::StoryId;

/// A project, or a story of it, as it is now. Taking one costs a few handles a story, whatever they
/// hold; making it a [`Shelf`] costs more, and is for another thread.
#[derive(Clone, Debug)]
pub struct Snapshot {
    stories: Vec<Arc<Shelved>>,
    codebook: Arc<CodeBook>,
    actors: Arc<Actors>,
}

/// Stories to be searched, in the order in which results are listed, and what names are called.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The stories.
    pub stories: Vec<Arc<Shelved>>,
    /// What actors and codes are called.
    pub names: Arc<Names>,
}

impl Snapshot {
    /// All of a project.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        let stories = project.stories.iter().map(|(id, work)| Arc::new(Shelved::of(id, work)));
        Self::with(project, stories.collect())
    }

    /// One of its stories.
    #[must_use]
    pub fn of_story(project: &Project, id: &StoryId) -> Self {
        let story = project.story(id).map(|work| Arc::new(Shelved::of(id, work)));
        Self::with(project, story.into_iter().collect())
    }

    fn with(project: &Project, stories: Vec<Arc<Shelved>>) -> Self {
        Self { stories, codebook: project.codebook.clone(), actors: project.actors.clone() }
    }

    /// How many stories there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stories.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// The stories ready to be searched, in [`reading_order`](super::reading_order).
    #[must_use]
    pub fn shelve(mut self) -> Shelf {
        fn order(story: &Shelved) -> (Reverse<Option<jiff::civil::Date>>, &str, &StoryId) {
            (Reverse(story.story.date), &story.story.headline, &story.id)
        }
        self.stories.sort_by(|one, other| order(one).cmp(&order(other)));
        Shelf { stories: self.stories, names: Arc::new(Names::of(&self.codebook, &self.actors)) }
    }
}
