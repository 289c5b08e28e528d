use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::claims::{Actors, CodeBook, CoderId};
use crate::project::{CoderWork, StoryWork};
use crate::story::{Story, StoryId, StoryText};

/// How far the reading of a project has come, told to other threads; they can also end it.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    read: AtomicUsize,
    stories: AtomicUsize,
    cancelled: AtomicBool,
    early: Mutex<Early>,
}

/// What was read of a project before all of it is: as its files say it, without what only the
/// journal knows.
#[derive(Clone, Debug, Default)]
pub struct Early {
    /// The code book and the actors, once they were read.
    pub names: Option<(Arc<CodeBook>, Arc<Actors>)>,
    /// The stories that came since the last time, in no order.
    pub stories: Vec<EarlyStory>,
}

/// A story that was read; all in it is shared with the project that is to be.
#[derive(Clone, Debug)]
pub struct EarlyStory {
    /// Its name.
    pub id: StoryId,
    /// Its metadata, blocks and pictures.
    pub story: Arc<Story>,
    /// Its text.
    pub text: StoryText,
    /// Each coder's claims, by name.
    pub coders: Vec<(CoderId, CoderWork)>,
}

impl Progress {
    /// How many stories were read, and how many there are: none, while that is not known.
    #[must_use]
    pub fn so_far(&self) -> (usize, usize) {
        (self.0.read.load(Ordering::Relaxed), self.0.stories.load(Ordering::Relaxed))
    }

    /// What was read since this was asked last. All of it shares what the project will have.
    #[must_use]
    pub fn take_early(&self) -> Early {
        let mut early = self.early();
        Early { names: early.names.clone(), stories: std::mem::take(&mut early.stories) }
    }

    /// Has the reading end soon, with [`StoreError::Cancelled`](super::StoreError::Cancelled).
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the reading is to end.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// Whether both tell of the same reading.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub(super) fn begin(&self, stories: usize, codebook: &Arc<CodeBook>, actors: &Arc<Actors>) {
        self.0.stories.store(stories, Ordering::Relaxed);
        self.early().names = Some((codebook.clone(), actors.clone()));
    }

    /// One more story was read, or could not be.
    pub(super) fn step(&self, id: &StoryId, work: Option<&StoryWork>) {
        self.0.read.fetch_add(1, Ordering::Relaxed);
        if let Some(work) = work {
            let coders = work.coders.iter().map(|(coder, own)| (coder.clone(), own.clone())).collect();
            let (story, text) = (work.story.clone(), work.text.clone());
            self.early().stories.push(EarlyStory { id: id.clone(), story, text, coders });
        }
    }

    fn early(&self) -> std::sync::MutexGuard<'_, Early> {
        self.0.early.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
