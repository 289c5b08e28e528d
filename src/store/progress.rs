use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// How far the reading of a project has come, told to other threads; they can also end it.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    read: AtomicUsize,
    stories: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// How many stories were read, and how many there are: none, while that is not known.
    #[must_use]
    pub fn so_far(&self) -> (usize, usize) {
        (self.0.read.load(Ordering::Relaxed), self.0.stories.load(Ordering::Relaxed))
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

    pub(super) fn begin(&self, stories: usize) {
        self.0.stories.store(stories, Ordering::Relaxed);
    }

    pub(super) fn step(&self) {
        self.0.read.fetch_add(1, Ordering::Relaxed);
    }
}
