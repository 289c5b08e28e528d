mod waiters;

#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use jiff::Zoned;

use self::waiters::{Failed, Waiters, Waiting};
use super::SaveFailure;
use super::job::Job;
use crate::story::StoryId;

/// How long a failed job rests before it is tried again.
pub(super) const REST: Duration = Duration::from_secs(2);

/// What is still to be written, and how it went so far.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Waiters,
    /// How long a job waits for others that make it needless.
    delay: Duration,
    /// Whether a job is being done, and whether it brings what is in no journal.
    running: Option<bool>,
    /// When something last reached the disk.
    saved: Option<Zoned>,
}

impl Queue {
    /// A queue in which a job waits so long for others that make it needless.
    pub fn with_delay(delay: Duration) -> Self {
        Self { delay, ..Self::default() }
    }

    /// Adds a job, in the place of those it supersedes. It inherits their turn and their failure:
    /// until something is written, what failed still fails.
    pub fn push(&mut self, job: Job, seen: u64, now: Instant) {
        if let Job::Lay(story, _, reply) = &job
            && let Some(failed) = self.waiting.line(Some(story)).find_map(|(_, old)| old.failed.as_ref())
        {
            let _ = reply.send(Err(failed.failure.clone()));
            return;
        }
        let mut due = if job.is_soon() { now } else { now + self.delay };
        let unwritten = matches!(&job, Job::Unshelve(id) if self.has_shelve(id, true));
        // Redo brings a story back whose text and pictures lie nowhere else, so it is written once
        // before it leaves, in the place of the one that left before it; unless that cannot be done.
        let after = matches!(&job, Job::Unshelve(id) if self.has_shelve(id, false)) && !unwritten;
        // Jobs only ever replace those of their own line.
        let needless = self.waiting.line(job.story()).filter(|(_, old)| {
            let first = after && matches!(old.job, Job::Shelve(..) | Job::Unshelve(_));
            (job.supersedes(&old.job) && !first) || (unwritten && is_part(&old.job, &job))
        });
        let mut inherited = None;
        for turn in needless.map(|(turn, _)| turn).collect::<Vec<_>>() {
            if let Some(old) = self.waiting.remove(turn) {
                inherited = inherited.or(old.failed);
                due = due.min(old.due);
            }
        }
        self.waiting.push_back(Waiting { job, seen, due, failed: inherited });
    }

    fn has_shelve(&self, story: &StoryId, failed: bool) -> bool {
        let mut line = self.waiting.line(Some(story));
        line.any(|(_, old)| matches!(old.job, Job::Shelve(..)) && old.failed.is_some() == failed)
    }

    /// Whether a job that must come before the journal waits for its first try.
    pub fn has_urgent(&self) -> bool {
        self.waiting.counts().urgent > 0
    }

    /// Whether something is not yet written that no journal holds: the text of a story that came or was
    /// corrected, or a picture.
    pub fn has_more_than_journaled(&self) -> bool {
        self.running == Some(true) || self.waiting.counts().more_than_journaled > 0
    }

    /// How many stories and files of stories wait, and how many bytes come with them.
    pub fn load(&self) -> (usize, usize) {
        let counts = self.waiting.counts();
        (counts.coming, counts.bytes)
    }

    /// Takes the first job that may be done now. The jobs of one story are done in their order:
    /// none overtakes one that failed.
    pub fn take(&mut self, now: Instant) -> Option<(Job, u64)> {
        let Waiting { job, seen, .. } = self.waiting.take(now)?;
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
                let mut line = self.waiting.line(job.story());
                let newer =
                    line.find(|(_, newer)| !stays && newer.job.supersedes(&job)).map(|(turn, _)| turn);
                drop(line);
                match newer {
                    Some(turn) => self.waiting.change(turn, |newer| newer.failed = failed),
                    None => self.waiting.push_front(Waiting { job, seen, due: now, failed }),
                }
            }
        }
    }

    /// Tells those who wait for a file of this story to be laid there that it cannot be: what must come
    /// before it failed, and the analyst is not to wait for an hour and try again meanwhile.
    fn refuse_lays(&mut self, story: &StoryId, failure: &SaveFailure) {
        let lays = self.waiting.line(Some(story)).filter(|(_, old)| matches!(old.job, Job::Lay(..)));
        for turn in lays.map(|(turn, _)| turn).collect::<Vec<_>>() {
            if let Some(Job::Lay(_, _, reply)) = self.waiting.remove(turn).map(|old| old.job) {
                let _ = reply.send(Err(failure.clone()));
            }
        }
    }

    /// How long until there may be something to do.
    pub fn rest(&self, now: Instant) -> Option<Duration> {
        self.waiting.rest(now)
    }

    /// Lets every job be done at once, those too that failed.
    pub fn hurry(&mut self, now: Instant) {
        self.waiting.hurry(now);
    }

    /// Lets every job be done at once that did not fail.
    pub fn hurry_new(&mut self, now: Instant) {
        self.waiting.hurry_new(now);
    }

    /// Whether something of this story waits to be written; of the files at the top, if `None`.
    pub fn waits_for(&self, story: Option<&StoryId>) -> bool {
        self.waiting.line(story).next().is_some()
    }

    /// Whether all is written.
    pub fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.running.is_none()
    }

    /// Whether nothing can be written before failed jobs have rested after `since`.
    pub fn is_stuck(&self, since: Instant) -> bool {
        let rests = |first: &Waiting| first.failed.as_ref().is_some_and(|failed| failed.again > since);
        self.running.is_none() && self.waiting.firsts().all(rests)
    }

    /// The failure that waits longest, if any.
    pub fn failure(&self) -> Option<&SaveFailure> {
        self.waiting.failed().map(|failed| &failed.failure)
    }

    /// When something last reached the disk.
    pub fn saved(&self) -> Option<&Zoned> {
        self.saved.as_ref()
    }
}

/// Whether `part` writes a file of the story that `whole` takes away.
fn is_part(part: &Job, whole: &Job) -> bool {
    part.story() == whole.story() && matches!(part, Job::Story(..) | Job::Work { .. })
}
