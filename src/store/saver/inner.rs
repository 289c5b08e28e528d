use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use jiff::Zoned;

use super::job::Job;
use super::look::Glance;
use super::patience::{PATIENCE, no_answer};
use super::queue::{Queue, REST};
use super::watch::Watch;
use super::{Outside, SaveState};
use crate::project::{Change, Project, Touched, Unsaved};
use crate::store::SaveFailure;

/// What is to be done, and how it went so far.
#[derive(Default)]
pub(super) struct Inner {
    pub queue: Queue,
    /// Whether there is a journal.
    journals: bool,
    /// Changes for the journal, in their order.
    changes: Vec<Change>,
    /// Whether the journal is being written.
    journaling: bool,
    /// Since when something is being done, and how long that may take.
    begun: Option<Instant>,
    pub patience: Duration,
    /// Why the journal could not be written, and when to try again.
    failed: Option<(SaveFailure, Instant)>,
    /// When the journal was last written.
    kept: Option<Zoned>,
    /// Whether the journal holds changes of which it does not say that the files hold them too.
    pub unsettled: bool,
    /// Whether the journal shall be let go once everything is at rest, and whether it was.
    pub release: Release,
    /// Whether what killed programs left is to be removed.
    pub to_sweep: bool,
    /// What to look at.
    pub to_look_at: BTreeSet<Glance>,
    /// Whether something is being looked at.
    pub looking: bool,
    /// Whether something was found since nothing was left to look at.
    pub found: bool,
    /// What is looked at without being asked for.
    pub watch: Watch,
    /// What other programs did, not yet fetched.
    pub outside: Vec<Outside>,
    /// How much of it was fetched so far. Who fetches it takes it into the project before anything
    /// else is given to be saved.
    pub taken: u64,
    /// Whether the saver is gone: the thread ends once it has tried what is left.
    pub closing: bool,
}

/// Whether the journal is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Release {
    /// It is, as long as there may be something to add.
    #[default]
    Held,
    /// It shall be let go.
    Wanted,
    /// It was let go, and nothing was added since.
    Done,
}

/// One thing for the thread to do.
pub(super) enum Task {
    /// Bring a file up to date; the number tells how much of what others did the project knew, and the
    /// word whether there are changes that the journal does not hold yet.
    Write(Job, u64, bool),
    /// Add changes to the journal.
    Journal(Vec<Change>),
    /// Note in the journal that the files say all of it.
    Settle,
    /// See whether another program changed something.
    Look(Glance),
    /// Remove what killed programs left.
    Sweep,
    /// Let go of the journal.
    Release,
}

impl Inner {
    pub fn new(delay: Duration) -> Self {
        let (queue, journals) = (Queue::with_delay(delay), !delay.is_zero());
        Self { queue, journals, patience: PATIENCE, ..Self::default() }
    }

    /// Takes up what an edit changed.
    pub fn take_up(&mut self, project: &Project, unsaved: Unsaved) {
        let now = Instant::now();
        // The journal will tell of these texts, even of one that was taken back already.
        let (before, after) = Job::texts_of(unsaved.changes.iter().map(|change| &change.edit));
        let touched = Job::for_touched(project, &unsaved.touched);
        for job in before.into_iter().chain(touched).chain(after) {
            self.queue.push(job, self.taken, now);
        }
        if self.journals && !unsaved.changes.is_empty() {
            self.changes.extend(unsaved.changes);
            self.release = Release::Held;
        }
    }

    /// The next thing to do now.
    pub fn next(&mut self, now: Instant) -> Option<Task> {
        let task = self.choose(now);
        self.begun = task.is_some().then_some(now);
        task
    }

    fn choose(&mut self, now: Instant) -> Option<Task> {
        let journal_may = self.failed.as_ref().is_none_or(|(_, again)| *again <= now);
        if !self.queue.has_urgent() && !self.changes.is_empty() && journal_may {
            self.journaling = true;
            return Some(Task::Journal(std::mem::take(&mut self.changes)));
        }
        if let Some((job, seen)) = self.queue.take(now) {
            return Some(Task::Write(job, seen, self.journals && !self.changes.is_empty()));
        }
        if self.unsettled && self.is_settled() {
            return Some(Task::Settle);
        }
        if self.release == Release::Wanted && self.is_at_rest() {
            return Some(Task::Release);
        }
        if self.closing {
            return None;
        }
        if std::mem::take(&mut self.to_sweep) {
            return Some(Task::Sweep);
        }
        self.to_look_at.extend(self.watch.take_due(now));
        let glance = self.next_glance()?;
        self.looking = true;
        Some(Task::Look(glance))
    }

    /// What to look at next. What is about to be written is merged then; looking at it before would
    /// only hide from that what the file had said.
    fn next_glance(&mut self) -> Option<Glance> {
        while let Some(glance) = self.to_look_at.pop_first() {
            let waits = match &glance {
                Glance::File(
                    Touched::Work(id, _) | Touched::Story(id) | Touched::Text(id) | Touched::Shelf(id),
                )
                | Glance::Story(id) => self.queue.waits_for(Some(id)),
                Glance::File(Touched::Actors | Touched::CodeBook) => self.queue.waits_for(None),
                Glance::Top => false,
            };
            if !waits {
                return Some(glance);
            }
        }
        None
    }

    /// Notes how a task went.
    pub fn done(&mut self, task: Task, result: Result<(), SaveFailure>, now: Instant) {
        self.begun = None;
        match (task, result) {
            (Task::Write(job, seen, _), result) => self.queue.done((job, seen), result, now),
            (Task::Journal(_), Ok(())) => {
                self.journaling = false;
                self.failed = None;
                self.kept = Some(Zoned::now());
            }
            (Task::Journal(mut changes), Err(failure)) => {
                self.journaling = false;
                changes.append(&mut self.changes);
                self.changes = changes;
                self.failed = Some((failure, now + REST));
                // What the journal cannot keep the files must.
                self.queue.hurry(now);
            }
            (Task::Release, _) => {
                // Something may have come meanwhile.
                if self.release == Release::Wanted {
                    self.release = Release::Done;
                }
            }
            (Task::Look(_), _) => self.looking = false,
            (Task::Settle | Task::Sweep, _) => {}
        }
    }

    /// Whether something is being looked at, or waits to be.
    pub fn is_looking(&self) -> bool {
        self.looking || !self.to_look_at.is_empty()
    }

    /// Whether the window is to know of what was just done. Of a look it wants to hear what was
    /// `found`, and after that when all the looking is over.
    pub fn is_news(&mut self, look: bool, found: bool) -> bool {
        self.found |= found;
        let over = self.found && !self.is_looking();
        self.found &= !over;
        !look || found || over
    }

    /// How long until there may be something to do.
    pub fn rest(&self, now: Instant) -> Option<Duration> {
        let journal = self.failed.as_ref().map(|(_, again)| again.saturating_duration_since(now));
        journal.into_iter().chain(self.queue.rest(now)).chain(self.watch.rest(now)).min()
    }

    pub fn hurry(&mut self, now: Instant) {
        self.queue.hurry(now);
        if let Some((_, again)) = &mut self.failed {
            *again = now;
        }
    }

    /// Lets what came in the meantime be written at once; what failed rests.
    pub fn hurry_new(&mut self) {
        self.queue.hurry_new(Instant::now());
    }

    /// Whether the journal holds every change, and the files what it cannot hold.
    fn is_kept(&self) -> bool {
        let journaled = self.changes.is_empty() && !self.journaling && !self.queue.has_urgent();
        self.journals && journaled && !self.queue.has_more_than_journaled()
    }

    /// Whether every file says what the project says. A journal that cannot be written does not
    /// matter then: only undo would not reach back over the next start.
    pub fn is_settled(&self) -> bool {
        let journaled = (self.changes.is_empty() && !self.journaling) || self.failed.is_some();
        self.queue.is_done() && journaled
    }

    /// Whether there is nothing left to do at all.
    pub fn is_at_rest(&self) -> bool {
        self.is_settled() && !self.unsettled
    }

    /// Whether nothing can be written before what failed has rested after `since`.
    pub fn is_stuck(&self, since: Instant) -> bool {
        let journal =
            self.changes.is_empty() || self.failed.as_ref().is_some_and(|(_, again)| *again > since);
        journal && !self.journaling && self.queue.is_stuck(since) && !self.is_settled()
    }

    /// What failed and was not yet made good.
    pub fn failure(&self) -> Option<&SaveFailure> {
        self.queue.failure().or(self.failed.as_ref().map(|(failure, _)| failure))
    }

    /// How long until a disk that does not answer is to be told of, as long as something is to be saved.
    pub fn answer_due(&self, now: Instant) -> Option<Duration> {
        let left = (self.begun.unwrap_or(now) + self.patience).saturating_duration_since(now);
        (!self.is_settled() && !left.is_zero()).then_some(left)
    }

    pub fn state(&self, now: Instant) -> SaveState {
        if let Some(failure) = self.queue.failure() {
            return SaveState::Failing { failure: failure.clone(), kept: self.is_kept() };
        }
        // Nothing else can be done before what was begun is over, so even what the journal keeps will not
        // reach the files.
        if self.begun.is_some_and(|begun| begun + self.patience <= now) && !self.is_settled() {
            return SaveState::Failing { failure: no_answer(), kept: self.is_kept() };
        }
        if self.is_kept() || self.is_settled() {
            let at = [self.queue.saved(), self.kept.as_ref()].into_iter().flatten().max();
            return SaveState::Saved { at: at.cloned() };
        }
        SaveState::Saving
    }
}
