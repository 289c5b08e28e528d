//! Saving, on a thread of its own, so that no slow disk ever holds up the window.

mod job;
mod queue;
mod writer;

pub use job::{Attachment, Place};
pub(super) use writer::Writer;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use self::job::Job;
use self::queue::Queue;
use super::{Folder, SaveFailure};
use crate::project::{Access, Project, Touched};
use crate::story::StoryId;

/// Whether the disk says what the project says.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveState {
    /// It does, and would after a power cut.
    Saved {
        /// Since when; `None` if nothing had to be saved yet.
        at: Option<jiff::Zoned>,
    },
    /// Not yet.
    Saving,
    /// Not yet, and the last try failed. It is tried again and again.
    Failing(SaveFailure),
}

/// Writes what edits touched.
///
/// What it was given is written sooner or later, in order, and never lost to a later failure:
/// a job that fails is tried again every two seconds. Only the newest state of a file is written.
pub struct Saver {
    shared: Arc<Shared>,
}

struct Shared {
    inner: Mutex<Inner>,
    /// Signalled whenever `inner` changes.
    changed: Condvar,
}

#[derive(Default)]
struct Inner {
    queue: Queue,
    /// Whether the saver is gone: the thread ends once it has tried what is left.
    closing: bool,
}

impl Saver {
    /// Starts saving into `folder`.
    ///
    /// # Panics
    /// If the system cannot start a thread.
    #[must_use]
    pub fn start(folder: Folder) -> Self {
        Self::start_with(folder, || ())
    }

    /// Starts saving into `folder`; `on_change` is called, on the saver's thread, whenever
    /// [`Saver::state`] may have become another.
    ///
    /// # Panics
    /// If the system cannot start a thread.
    #[must_use]
    pub fn start_with(folder: Folder, on_change: impl Fn() + Send + 'static) -> Self {
        let shared = Arc::new(Shared { inner: Mutex::default(), changed: Condvar::new() });
        let worker = shared.clone();
        std::thread::spawn(move || worker.work(Writer::new(folder), &on_change));
        Self { shared }
    }

    /// Has what was `touched` written as it is now. Returns at once; the text of a story and the
    /// claims are shared, not copied.
    pub fn save(&self, project: &Project, touched: &BTreeSet<Touched>) {
        if project.access != Access::Write {
            return;
        }
        self.push(Job::for_touched(project, touched));
    }

    /// Has a file written that belongs to a story, before the story itself: call this before the
    /// [`Saver::save`] that brings the story.
    pub fn attach(&self, story: &StoryId, attachment: Attachment) {
        self.push(vec![Job::Attach(story.clone(), attachment)]);
    }

    fn push(&self, jobs: Vec<Job>) {
        let mut inner = self.shared.lock();
        for job in jobs {
            inner.queue.push(job);
        }
        self.shared.changed.notify_all();
    }

    /// Whether everything is on the disk; true at the moment it is asked.
    #[must_use]
    pub fn state(&self) -> SaveState {
        self.shared.lock().queue.state()
    }

    /// Has jobs that failed tried again at once.
    pub fn hurry(&self) {
        self.shared.lock().queue.hurry(Instant::now());
        self.shared.changed.notify_all();
    }

    /// Waits until everything is on the disk, trying failed jobs once more at once. The saver goes
    /// on afterwards, whatever the result.
    ///
    /// # Errors
    /// Why not everything is saved: as soon as that is certain, at the latest after `timeout`.
    pub fn finish(&self, timeout: Duration) -> Result<(), SaveFailure> {
        let begun = Instant::now();
        let mut inner = self.shared.lock();
        inner.queue.hurry(begun);
        self.shared.changed.notify_all();
        loop {
            if inner.queue.is_done() {
                return Ok(());
            }
            let left = timeout.saturating_sub(begun.elapsed());
            if inner.queue.is_stuck(begun) || left.is_zero() {
                let slow = || SaveFailure {
                    file: "The project".to_owned(),
                    reason: "the disk is slow and not all is written yet".to_owned(),
                    hint: "Wait a moment and try again.".to_owned(),
                };
                return Err(inner.queue.failure().cloned().unwrap_or_else(slow));
            }
            inner = self.shared.wait(inner, Some(left));
        }
    }
}

impl Drop for Saver {
    /// Lets the thread write what is left, but does not wait for it: [`Saver::finish`] does.
    fn drop(&mut self) {
        self.shared.lock().closing = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        // The queue is only ever changed by whole steps, so even a panic leaves it sound.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, guard: MutexGuard<'a, Inner>, limit: Option<Duration>) -> MutexGuard<'a, Inner> {
        match limit {
            Some(limit) => self.changed.wait_timeout(guard, limit).unwrap_or_else(PoisonError::into_inner).0,
            None => self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// The thread's whole life.
    fn work(&self, mut writer: Writer, on_change: &dyn Fn()) {
        writer.sweep();
        let mut inner = self.lock();
        loop {
            let now = Instant::now();
            if let Some(job) = inner.queue.take(now) {
                drop(inner);
                let result = catch_unwind(AssertUnwindSafe(|| writer.run(&job))).unwrap_or_else(|_| {
                    Err(SaveFailure {
                        file: "The project".to_owned(),
                        reason: "a fault in Pressmark stopped the save".to_owned(),
                        hint: "The files on disk stay as they were. Please report this.".to_owned(),
                    })
                });
                inner = self.lock();
                inner.queue.done(job, result, Instant::now());
                drop(inner);
                self.changed.notify_all();
                on_change();
                inner = self.lock();
            } else if inner.closing {
                return;
            } else {
                let rest = inner.queue.rest(now);
                inner = self.wait(inner, rest);
            }
        }
    }
}
