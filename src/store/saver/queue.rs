use std::collections::VecDeque;
use std::time::{Duration, Instant};

use jiff::Zoned;

use super::job::Job;
use super::{SaveFailure, SaveState};
use crate::story::StoryId;

/// How long a failed job rests before it is tried again.
const REST: Duration = Duration::from_secs(2);

/// What is still to be written, and how it went so far.
#[derive(Default)]
pub(super) struct Queue {
    waiting: VecDeque<Waiting>,
    /// The story of the job being done; `Some(None)` for one that is of no story.
    running: Option<Option<StoryId>>,
    /// When something last reached the disk.
    saved: Option<Zoned>,
}

struct Waiting {
    job: Job,
    failed: Option<Failed>,
}

/// How a job failed when it was last tried.
#[derive(Clone)]
struct Failed {
    failure: SaveFailure,
    again: Instant,
}

impl Queue {
    /// Adds a job, in the place of those it supersedes. It inherits their failure: until
    /// something is written, what failed still fails.
    pub fn push(&mut self, job: Job) {
        let unwritten = matches!(&job, Job::Unshelve(id) if self.has_shelve(id));
        let mut inherited = None;
        self.waiting.retain(|old| {
            let needless = job.supersedes(&old.job) || (unwritten && is_part(&old.job, &job));
            if needless {
                inherited = inherited.take().or_else(|| old.failed.clone());
            }
            !needless
        });
        self.waiting.push_back(Waiting { job, failed: inherited });
    }

    fn has_shelve(&self, story: &StoryId) -> bool {
        self.waiting.iter().any(|old| matches!(&old.job, Job::Shelve(id, _) if id == story))
    }

    /// Takes the first job that may be done now. The jobs of one story are done in their order:
    /// none overtakes one that failed.
    pub fn take(&mut self, now: Instant) -> Option<Job> {
        let ready = |index: &usize| {
            let this = &self.waiting[*index];
            let held = self
                .waiting
                .iter()
                .take(*index)
                .any(|earlier| earlier.job.story().is_some() && earlier.job.story() == this.job.story());
            !held && this.failed.as_ref().is_none_or(|failed| failed.again <= now)
        };
        let index = (0..self.waiting.len()).find(ready)?;
        let job = self.waiting.remove(index)?.job;
        self.running = Some(job.story().cloned());
        Some(job)
    }

    /// Notes how the job that was taken went. One that failed waits again, before the other jobs
    /// of its story, unless a newer job has made it needless meanwhile.
    pub fn done(&mut self, job: Job, result: Result<(), SaveFailure>, now: Instant) {
        self.running = None;
        match result {
            Ok(()) => self.saved = Some(Zoned::now()),
            Err(failure) => {
                let failed = Some(Failed { failure, again: now + REST });
                match self.waiting.iter_mut().find(|newer| newer.job.supersedes(&job)) {
                    Some(newer) => newer.failed = failed,
                    None => self.waiting.push_front(Waiting { job, failed }),
                }
            }
        }
    }

    /// How long until a failed job shall be tried again.
    pub fn rest(&self, now: Instant) -> Option<Duration> {
        self.failures().map(|failed| failed.again.saturating_duration_since(now)).min()
    }

    /// Lets failed jobs be tried at once.
    pub fn hurry(&mut self, now: Instant) {
        for failed in self.waiting.iter_mut().filter_map(|waiting| waiting.failed.as_mut()) {
            failed.again = now;
        }
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

    pub fn state(&self) -> SaveState {
        match self.failure() {
            Some(failure) => SaveState::Failing(failure.clone()),
            None if self.is_done() => SaveState::Saved { at: self.saved.clone() },
            None => SaveState::Saving,
        }
    }

    fn failures(&self) -> impl Iterator<Item = &Failed> {
        self.waiting.iter().filter_map(|waiting| waiting.failed.as_ref())
    }
}

/// Whether `part` writes a file of the story that `whole` takes away.
fn is_part(part: &Job, whole: &Job) -> bool {
    part.story() == whole.story() && matches!(part, Job::Story(..) | Job::Work { .. })
}
