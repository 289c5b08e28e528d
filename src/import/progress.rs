use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How far an import has come, told to other threads; they can also end it.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    done: AtomicUsize,
    all: AtomicUsize,
    current: Mutex<String>,
    cancelled: Mutex<bool>,
}

impl Progress {
    /// How many stories are done with, and how many there are: none, while that is not known.
    #[must_use]
    pub fn so_far(&self) -> (usize, usize) {
        (self.0.done.load(Ordering::Relaxed), self.0.all.load(Ordering::Relaxed))
    }

    /// The name of the file that is being read, its control characters made visible.
    #[must_use]
    pub fn current(&self) -> String {
        lock(&self.0.current).clone()
    }

    /// Has the import end soon. What it gave out by now is whole, and nothing comes after it: a
    /// [`Progress::unless_cancelled`] that has begun is waited for.
    pub fn cancel(&self) {
        *lock(&self.0.cancelled) = true;
    }

    /// Whether the import is to end.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        *lock(&self.0.cancelled)
    }

    /// Does something that must not be done once the import was cancelled, and is done to its end
    /// if it has begun; `None` if it was cancelled.
    pub fn unless_cancelled<R>(&self, act: impl FnOnce() -> R) -> Option<R> {
        let cancelled = lock(&self.0.cancelled);
        (!*cancelled).then(act)
    }

    pub(super) fn begin(&self, all: usize) {
        self.0.all.store(all, Ordering::Relaxed);
    }

    pub(super) fn at(&self, file: String) {
        *lock(&self.0.current) = file;
    }

    pub(super) fn step(&self) {
        self.0.done.fetch_add(1, Ordering::Relaxed);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Whole values are put in, so a panic elsewhere leaves them sound.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
