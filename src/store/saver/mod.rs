//! Saving, on a thread of its own, so that no slow disk ever holds up the window.
//!
//! What was changed goes to the journal at once, and from then on counts as kept; the files follow
//! within a second. Stories that come or leave are the exception: their texts and pictures are not
//! in the journal, so they are written before it tells of them.

mod inner;
mod job;
mod known;
mod look;
mod memo;
mod merging;
mod outside;
mod patience;
mod porter;
mod queue;
mod shelf;
mod sweep;
mod unseen;
mod watch;
mod writer;

pub use job::{Attachment, Place};
pub use known::OnDisk;
pub use outside::{News, Outside, Turn};
pub use porter::Porter;
pub(super) use writer::Writer;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use self::inner::{Inner, Release, Task};
use self::job::Job;
use self::look::Glance;
use super::{Folder, Journal, SaveFailure, shared};
use crate::project::{Access, Project, Touched, Unsaved};
use crate::story::StoryId;

/// How long a file waits for further edits once the journal holds the first.
const FILES_FOLLOW: Duration = Duration::from_millis(400);

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
    Failing {
        /// What failed.
        failure: SaveFailure,
        /// Whether a journal holds what the file should say: then nothing is lost by a crash.
        kept: bool,
    },
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

impl Saver {
    /// Starts saving into `folder`, whose files say what `on_disk` says, without a journal: what is
    /// kept is what the files say.
    ///
    /// # Panics
    /// If the system cannot start a thread.
    #[must_use]
    pub fn start(folder: Folder, on_disk: Project) -> Self {
        Self::run(Inner::new(Duration::ZERO), Writer::knowing(folder, OnDisk::of(&on_disk)), None, || ())
    }

    /// Goes on with a project that was resumed, whose files say what `on_disk` says. `project` and
    /// `unsaved` are what was restored, to be saved first. `on_change` is called, on the saver's
    /// thread, whenever [`Saver::state`] may have become another, or [`Saver::take_outside`] has news, and
    /// once more when the look that found them is over.
    ///
    /// # Panics
    /// If the system cannot start a thread.
    #[must_use]
    pub fn resume(
        folder: Folder,
        on_disk: OnDisk,
        journal: Option<Journal>,
        (project, unsaved): (&Project, Unsaved),
        on_change: impl Fn() + Send + 'static,
    ) -> Self {
        let delay = if journal.is_some() { FILES_FOLLOW } else { Duration::ZERO };
        let mut inner = Inner::new(delay);
        inner.take_up(project, unsaved);
        Self::run(inner, Writer::knowing(folder, on_disk), journal, on_change)
    }

    fn run(
        mut inner: Inner,
        writer: Writer,
        journal: Option<Journal>,
        on_change: impl Fn() + Send + 'static,
    ) -> Self {
        let hand = Hand { writer, journal };
        inner.unsettled = hand.is_unsettled();
        let shared = Arc::new(Shared { inner: Mutex::new(inner), changed: Condvar::new() });
        let worker = shared.clone();
        std::thread::spawn(move || worker.work(hand, &on_change));
        Self { shared }
    }

    /// Has changes kept, and what they touched written as it is now. Returns at once; the text of
    /// a story and the claims are shared, not copied.
    pub fn keep(&self, project: &Project, unsaved: Unsaved) {
        if project.access != Access::Write {
            return;
        }
        self.shared.lock().take_up(project, unsaved);
        self.shared.changed.notify_all();
    }

    /// Has what was `touched` written as it is now, without a word in the journal.
    pub fn save(&self, project: &Project, touched: &BTreeSet<Touched>) {
        self.keep(project, Unsaved { touched: touched.clone(), changes: Vec::new() });
    }

    /// Has a file written that belongs to a story, before the story itself: call this before the
    /// [`Saver::keep`] that brings the story.
    pub fn attach(&self, story: &StoryId, attachment: Attachment) {
        let job = Job::Attach(story.clone(), attachment);
        let mut inner = self.shared.lock();
        let seen = inner.taken;
        inner.queue.push(job, seen, Instant::now());
        self.shared.changed.notify_all();
    }

    /// A way for another thread to have stories made aside that come into the project later.
    #[must_use]
    pub fn porter(&self) -> Porter {
        Porter::new(self.shared.clone())
    }

    /// Lays a file into the folder of a story that is there, and tells once it would survive a power
    /// cut: what names it, an edit, is to be made only then. Tried once; if it fails, nothing is there
    /// by half and nothing waits.
    #[must_use]
    pub fn lay(&self, story: &StoryId, attachment: Attachment) -> Receiver<Result<(), SaveFailure>> {
        let (reply, answer) = channel();
        let mut inner = self.shared.lock();
        let seen = inner.taken;
        inner.queue.push(Job::Lay(story.clone(), attachment, reply), seen, Instant::now());
        self.shared.changed.notify_all();
        answer
    }

    /// Whether everything is kept; true at the moment it is asked.
    #[must_use]
    pub fn state(&self) -> SaveState {
        self.shared.lock().state(Instant::now())
    }

    /// How long until [`Saver::state`] may tell of a disk that does not answer: nobody else would wake
    /// who waits for it. `None` if nothing is to be saved, or if it tells so already.
    #[must_use]
    pub fn answer_due(&self) -> Option<Duration> {
        self.shared.lock().answer_due(Instant::now())
    }

    /// Whether every file says what the project says, so that the journal is not needed.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.shared.lock().is_settled()
    }

    /// What other programs made of the project's files since it was last asked: to be taken into
    /// the project before anything else is given to be saved.
    #[must_use]
    pub fn take_outside(&self) -> Vec<Outside> {
        let mut inner = self.shared.lock();
        let outside = std::mem::take(&mut inner.outside);
        inner.taken += outside.len() as u64;
        outside
    }

    /// Has the files that `touched` names looked at: whether another program changed them.
    pub fn look(&self, touched: impl IntoIterator<Item = Touched>) {
        let mut inner = self.shared.lock();
        inner.to_look_at.extend(touched.into_iter().map(Glance::File));
        self.shared.changed.notify_all();
    }

    /// Has everything in one story's folder looked at, the files of new coders too.
    pub fn look_in(&self, story: &StoryId) {
        self.shared.lock().to_look_at.insert(Glance::Story(story.clone()));
        self.shared.changed.notify_all();
    }

    /// Has all of the project looked at: every story, those that came and those that vanished.
    pub fn look_around(&self) {
        self.shared.lock().to_look_at.insert(Glance::Top);
        self.shared.changed.notify_all();
    }

    /// Whether something still waits to be looked at.
    #[must_use]
    pub fn is_looking(&self) -> bool {
        self.shared.lock().is_looking()
    }

    /// Has removed what killed programs left half written, once nothing is to be saved. To be asked for
    /// only by who may write and holds the project's lock.
    pub fn sweep(&self) {
        self.shared.lock().to_sweep = true;
        self.shared.changed.notify_all();
    }

    /// Has the journal let go once everything is written, so that the project can be opened once
    /// more from this very window. Says whether it is; something new takes it up again.
    #[must_use]
    pub fn release(&self) -> bool {
        let mut inner = self.shared.lock();
        if inner.release == Release::Done {
            return true;
        }
        inner.release = Release::Wanted;
        inner.hurry_new();
        self.shared.changed.notify_all();
        false
    }

    /// Has everything written that waits, and jobs that failed tried again at once.
    pub fn hurry(&self) {
        self.shared.lock().hurry(Instant::now());
        self.shared.changed.notify_all();
    }

    /// Waits until every file says what the project says, trying failed jobs once more at once. The
    /// saver goes on afterwards, whatever the result.
    ///
    /// # Errors
    /// Why not everything is saved: as soon as that is certain, at the latest after `timeout`.
    pub fn finish(&self, timeout: Duration) -> Result<(), SaveFailure> {
        let begun = Instant::now();
        let mut inner = self.shared.lock();
        inner.hurry(begun);
        self.shared.changed.notify_all();
        loop {
            if inner.is_at_rest() {
                return Ok(());
            }
            let left = timeout.saturating_sub(begun.elapsed());
            if inner.is_stuck(begun) || left.is_zero() {
                let slow = || SaveFailure {
                    file: "The project".to_owned(),
                    reason: "the disk is slow and not all is written yet".to_owned(),
                    hint: "Wait a moment and try again.".to_owned(),
                };
                return Err(inner.failure().cloned().unwrap_or_else(slow));
            }
            // What came meanwhile is not to wait either.
            inner.hurry_new();
            inner = self.shared.wait(inner, Some(left));
        }
    }
}

impl Drop for Saver {
    /// Lets the thread write what is left, but does not wait for it: [`Saver::finish`] does.
    fn drop(&mut self) {
        let mut inner = self.shared.lock();
        inner.closing = true;
        inner.hurry(Instant::now());
        self.shared.changed.notify_all();
    }
}

/// What the thread writes with.
struct Hand {
    writer: Writer,
    journal: Option<Journal>,
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
    fn work(&self, mut hand: Hand, on_change: &dyn Fn()) {
        let mut inner = self.lock();
        loop {
            let now = Instant::now();
            if let Some(task) = inner.next(now) {
                drop(inner);
                let done = hand.do_it(&task);
                inner = self.lock();
                let found = !done.outside.is_empty();
                inner.outside.extend(done.outside);
                inner.to_look_at.extend(done.then_look_at);
                let look = matches!(task, Task::Look(_) | Task::Sweep);
                inner.done(task, done.result, Instant::now());
                inner.unsettled = hand.is_unsettled();
                // A look that found nothing must not wake the window, nor a sweep.
                let news = inner.is_news(look, found);
                drop(inner);
                self.changed.notify_all();
                if news {
                    on_change();
                }
                inner = self.lock();
            } else if inner.closing {
                return;
            } else {
                let rest = inner.rest(now);
                inner = self.wait(inner, rest);
            }
        }
    }
}

/// How a task went.
struct Done {
    result: Result<(), SaveFailure>,
    outside: Vec<Outside>,
    then_look_at: Vec<Glance>,
}

impl Hand {
    fn is_unsettled(&self) -> bool {
        self.journal.as_ref().is_some_and(Journal::is_unsettled)
    }

    /// Does one task. A fault of ours is told as a failure: the thread must go on.
    fn do_it(&mut self, task: &Task) -> Done {
        let fault = |_| {
            Err(SaveFailure {
                file: "The project".to_owned(),
                reason: "a fault in Pressmark stopped the save".to_owned(),
                hint: "The files on disk stay as they were. Please report this.".to_owned(),
            })
        };
        let (writer, journal) = (&mut self.writer, &mut self.journal);
        let mut then_look_at = Vec::new();
        let result = catch_unwind(AssertUnwindSafe(|| match task {
            Task::Write(job, seen, ahead) => {
                let reach = journal.as_ref().map(|journal| journal.reach(*ahead));
                writer.run(job, *seen, reach.unwrap_or_default())
            }
            Task::Look(glance) => {
                then_look_at = writer.look(glance);
                Ok(())
            }
            Task::Journal(changes) => journal.as_mut().map_or(Ok(()), |journal| journal.append(changes)),
            Task::Settle => {
                journal.iter_mut().for_each(Journal::settle);
                Ok(())
            }
            Task::Sweep => {
                writer.sweep();
                Ok(())
            }
            Task::Release => {
                journal.iter_mut().for_each(Journal::release);
                Ok(())
            }
        }));
        Done { result: result.unwrap_or_else(fault), outside: self.writer.take_outside(), then_look_at }
    }
}
