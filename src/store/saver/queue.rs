use std::collections::VecDeque;
use std::time::{Duration, Instant};

use jiff::Zoned;

use super::SaveFailure;
use super::job::Job;
use crate::story::StoryId;

/// How long a failed job rests before it is tried again.
pub(super) const REST: Duration = Duration::from_secs(2);

/// What is still to be written, and how it went so far.
#[derive(Default)]
pub(super) struct Queue {
    waiting: VecDeque<Waiting>,
    /// How long a job waits for others that make it needless.
    delay: Duration,
    /// Whether a job is being done, and whether it brings what is in no journal.
    running: Option<bool>,
    /// When something last reached the disk.
    saved: Option<Zoned>,
}

struct Waiting {
    job: Job,
    /// How much of what others did was known to whoever gave the job.
    seen: u64,
    /// When it shall be done, however many others come meanwhile.
    due: Instant,
    failed: Option<Failed>,
}

/// How a job failed when it was last tried.
#[derive(Clone)]
struct Failed {
    failure: SaveFailure,
    again: Instant,
}

impl Queue {
    /// A queue in which a job waits so long for others that make it needless.
    pub fn with_delay(delay: Duration) -> Self {
        Self { delay, ..Self::default() }
    }

    /// Adds a job, in the place of those it supersedes. It inherits their turn and their failure:
    /// until something is written, what failed still fails.
    pub fn push(&mut self, job: Job, seen: u64, now: Instant) {
        if let Job::Lay(story, _, reply) = &job {
            let failed = |old: &&Waiting| old.failed.is_some() && old.job.story() == Some(story);
            if let Some(failed) = self.waiting.iter().find(failed).and_then(|old| old.failed.as_ref()) {
                let _ = reply.send(Err(failed.failure.clone()));
                return;
            }
        }
        let mut due = if job.is_soon() { now } else { now + self.delay };
        if !self.waits_for(job.story()) {
            // Jobs only ever replace those of their own story; thousands come in with an import.
            self.waiting.push_back(Waiting { job, seen, due, failed: None });
            return;
        }
        let unwritten = matches!(&job, Job::Unshelve(id) if self.has_shelve(id, true));
        // Redo brings a story back whose text and pictures lie nowhere else, so it is written once
        // before it leaves, in the place of the one that left before it; unless that cannot be done.
        let after = matches!(&job, Job::Unshelve(id) if self.has_shelve(id, false)) && !unwritten;
        let mut inherited = None;
        self.waiting.retain(|old| {
            let first = after && matches!(old.job, Job::Shelve(..) | Job::Unshelve(_));
            let needless = (job.supersedes(&old.job) && !first) || (unwritten && is_part(&old.job, &job));
            if needless {
                inherited = inherited.take().or_else(|| old.failed.clone());
                due = due.min(old.due);
            }
            !needless
        });
        self.waiting.push_back(Waiting { job, seen, due, failed: inherited });
    }

    fn has_shelve(&self, story: &StoryId, failed: bool) -> bool {
        let waits = |old: &Waiting| matches!(&old.job, Job::Shelve(id, _) if id == story);
        self.waiting.iter().any(|old| waits(old) && old.failed.is_some() == failed)
    }

    /// Whether a job that must come before the journal waits for its first try.
    pub fn has_urgent(&self) -> bool {
        self.waiting.iter().any(|waiting| waiting.job.is_urgent() && waiting.failed.is_none())
    }

    /// Whether something is not yet written that no journal holds: the text of a story that came, or
    /// a picture.
    pub fn has_more_than_journaled(&self) -> bool {
        self.running == Some(true) || self.waiting.iter().any(|waiting| waiting.job.is_more_than_journaled())
    }

    /// How many stories and files of stories wait, and how many bytes come with them.
    pub fn load(&self) -> (usize, usize) {
        let coming = self.waiting.iter().map(|waiting| &waiting.job);
        let coming = coming.filter(|job| matches!(job, Job::Attach(..) | Job::Bring(..) | Job::Shelve(..)));
        coming.fold((0, 0), |(count, bytes), job| (count + 1, bytes + job.weight()))
    }

    /// Takes the first job that may be done now. The jobs of one story are done in their order:
    /// none overtakes one that failed.
    pub fn take(&mut self, now: Instant) -> Option<(Job, u64)> {
        let ready = |index: &usize| {
            let this = &self.waiting[*index];
            let held = self
                .waiting
                .iter()
                .take(*index)
                .any(|earlier| earlier.job.story().is_some() && earlier.job.story() == this.job.story());
            !held && this.when() <= now
        };
        let index = (0..self.waiting.len()).find(ready)?;
        let Waiting { job, seen, .. } = self.waiting.remove(index)?;
        self.running = Some(job.is_more_than_journaled());
        Some((job, seen))
    }

    /// Notes how the job that was taken went. One that failed waits again, before the other jobs
    /// of its story, unless a newer job has made it needless meanwhile.
    pub fn done(&mut self, (job, seen): (Job, u64), result: Result<(), SaveFailure>, now: Instant) {
        self.running = None;
        if let Job::Lay(_, _, reply) = &job {
            if result.is_ok() {
                self.saved = Some(Zoned::now());
            }
            // Nobody may listen any more; the file then lies there unnamed, which harms nobody.
            let _ = reply.send(result);
            return;
        }
        match result {
            Ok(()) => self.saved = Some(Zoned::now()),
            Err(failure) => {
                if let Some(story) = job.story() {
                    self.refuse_lays(story, &failure);
                }
                let failed = Some(Failed { failure, again: now + REST });
                // A story that could not leave stands in the way of what comes between.
                let stays = matches!(job, Job::Unshelve(_));
                match self.waiting.iter_mut().find(|newer| !stays && newer.job.supersedes(&job)) {
                    Some(newer) => newer.failed = failed,
                    None => self.waiting.push_front(Waiting { job, seen, due: now, failed }),
                }
            }
        }
    }

    /// Tells those who wait for a file of this story to be laid there that it cannot be: what must come
    /// before it failed, and the analyst is not to wait for an hour and try again meanwhile.
    fn refuse_lays(&mut self, story: &StoryId, failure: &SaveFailure) {
        self.waiting.retain(|waiting| match &waiting.job {
            Job::Lay(id, _, reply) if id == story => {
                let _ = reply.send(Err(failure.clone()));
                false
            }
            _ => true,
        });
    }

    /// How long until there may be something to do.
    pub fn rest(&self, now: Instant) -> Option<Duration> {
        self.waiting.iter().map(|waiting| waiting.when().saturating_duration_since(now)).min()
    }

    /// Lets every job be done at once, those too that failed.
    pub fn hurry(&mut self, now: Instant) {
        for waiting in &mut self.waiting {
            waiting.due = now;
            if let Some(failed) = &mut waiting.failed {
                failed.again = now;
            }
        }
    }

    /// Lets every job be done at once that did not fail.
    pub fn hurry_new(&mut self, now: Instant) {
        for waiting in &mut self.waiting {
            waiting.due = waiting.due.min(now);
        }
    }

    /// Whether something of this story waits to be written; of the files at the top, if `None`.
    pub fn waits_for(&self, story: Option<&StoryId>) -> bool {
        self.waiting.iter().any(|waiting| waiting.job.story() == story)
    }

    /// Whether all is written.
    pub fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.running.is_none()
    }

    /// Whether nothing can be written before failed jobs have rested after `since`.
    pub fn is_stuck(&self, since: Instant) -> bool {
        self.running.is_none()
            && self.waiting.iter().all(|waiting| {
                let first = self.waiting.iter().find(|other| other.job.story() == waiting.job.story());
                first.and_then(|first| first.failed.as_ref()).is_some_and(|failed| failed.again > since)
            })
    }

    /// The failure that waits longest, if any.
    pub fn failure(&self) -> Option<&SaveFailure> {
        self.failures().next().map(|failed| &failed.failure)
    }

    /// When something last reached the disk.
    pub fn saved(&self) -> Option<&Zoned> {
        self.saved.as_ref()
    }

    fn failures(&self) -> impl Iterator<Item = &Failed> {
        self.waiting.iter().filter_map(|waiting| waiting.failed.as_ref())
    }
}

impl Waiting {
    /// When it may be done.
    fn when(&self) -> Instant {
        self.failed.as_ref().map_or(self.due, |failed| failed.again)
    }
}

/// Whether `part` writes a file of the story that `whole` takes away.
fn is_part(part: &Job, whole: &Job) -> bool {
    part.story() == whole.story() && matches!(part, Job::Story(..) | Job::Work { .. })
}
