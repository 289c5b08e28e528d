use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};

use super::super::SaveFailure;
use super::super::job::Job;
use crate::story::StoryId;

/// A job's place among all that wait.
pub(super) type Turn = i64;

/// A job that waits to be done.
pub(super) struct Waiting {
    pub job: Job,
    /// How much of what others did was known to whoever gave the job.
    pub seen: u64,
    /// When it shall be done, however many others come meanwhile.
    pub due: Instant,
    pub failed: Option<Failed>,
}

/// How a job failed when it was last tried.
#[derive(Clone)]
pub(super) struct Failed {
    pub failure: SaveFailure,
    pub again: Instant,
}

/// All jobs that wait, in their order, and what is asked of them again and again, so that nothing looks
/// through thousands of them: an import brings as many.
#[derive(Default)]
pub(super) struct Waiters {
    all: BTreeMap<Turn, Waiting>,
    /// The turns of each story's jobs: they are done one after the other.
    lines: HashMap<StoryId, BTreeSet<Turn>>,
    /// The turns of the files at the top, which wait for nobody.
    top: BTreeSet<Turn>,
    /// Those that need only their time to come, by that time, and those whose time has come.
    resting: BTreeSet<(Instant, Turn)>,
    ready: BTreeSet<Turn>,
    failed: BTreeSet<Turn>,
    /// Those held back for others that might make them needless.
    delayed: BTreeSet<Turn>,
    counts: Counts,
}

/// How many jobs of some sorts wait.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    /// That must come before the journal, and were not tried yet nor stand behind one that failed: what
    /// a full disk does not take must not keep everything else out of the journal.
    pub urgent: usize,
    /// That bring what no journal holds.
    pub more_than_journaled: usize,
    /// That bring stories and files of stories.
    pub coming: usize,
    /// The bytes that come with them.
    pub bytes: usize,
}

impl Waiters {
    pub fn push_back(&mut self, waiting: Waiting) {
        let turn = self.all.last_key_value().map_or(0, |(last, _)| last + 1);
        self.put(turn, waiting);
    }

    pub fn push_front(&mut self, waiting: Waiting) {
        let turn = self.all.first_key_value().map_or(0, |(first, _)| first - 1);
        self.put(turn, waiting);
    }

    fn put(&mut self, turn: Turn, waiting: Waiting) {
        let story = waiting.job.story().cloned();
        self.in_line(story.as_ref(), |this| {
            match &story {
                Some(id) => this.lines.entry(id.clone()).or_default().insert(turn),
                None => this.top.insert(turn),
            };
            this.count(turn, &waiting, true);
            this.all.insert(turn, waiting);
        });
    }

    pub fn remove(&mut self, turn: Turn) -> Option<Waiting> {
        let story = self.all.get(&turn)?.job.story().cloned();
        self.in_line(story.as_ref(), |this| {
            match &story {
                Some(id) => {
                    if let Some(line) = this.lines.get_mut(id) {
                        line.remove(&turn);
                        if line.is_empty() {
                            this.lines.remove(id);
                        }
                    }
                }
                None => {
                    this.top.remove(&turn);
                }
            }
            let waiting = this.all.remove(&turn)?;
            this.count(turn, &waiting, false);
            Some(waiting)
        })
    }

    /// Changes how one waits.
    pub fn change(&mut self, turn: Turn, change: impl FnOnce(&mut Waiting)) {
        let Some(story) = self.all.get(&turn).map(|waiting| waiting.job.story().cloned()) else { return };
        self.in_line(story.as_ref(), |this| {
            let Some(mut waiting) = this.all.remove(&turn) else { return };
            this.count(turn, &waiting, false);
            change(&mut waiting);
            this.count(turn, &waiting, true);
            this.all.insert(turn, waiting);
        });
    }

    /// Does what may change whose turn it is in one line.
    fn in_line<R>(&mut self, story: Option<&StoryId>, change: impl FnOnce(&mut Self) -> R) -> R {
        self.counts.urgent -= self.urgent(story);
        for turn in self.foremost(story) {
            if let Some(waiting) = self.all.get(&turn) {
                self.resting.remove(&(waiting.when(), turn));
                self.ready.remove(&turn);
            }
        }
        let done = change(self);
        for turn in self.foremost(story) {
            if let Some(waiting) = self.all.get(&turn) {
                self.resting.insert((waiting.when(), turn));
            }
        }
        self.counts.urgent += self.urgent(story);
        done
    }

    /// How many of a line are urgent and can be tried: what stands behind one that failed cannot.
    fn urgent(&self, story: Option<&StoryId>) -> usize {
        let tried = self.line(story).map(|(_, waiting)| waiting);
        tried.take_while(|waiting| waiting.failed.is_none()).filter(|waiting| waiting.job.is_urgent()).count()
    }

    /// Those of a line that no other one holds up.
    fn foremost(&self, story: Option<&StoryId>) -> Vec<Turn> {
        match story {
            Some(id) => self.lines.get(id).and_then(BTreeSet::first).copied().into_iter().collect(),
            None => self.top.iter().copied().collect(),
        }
    }

    fn count(&mut self, turn: Turn, waiting: &Waiting, is_there: bool) {
        let tally = |count: &mut usize, of: usize| *count = if is_there { *count + of } else { *count - of };
        let (job, counts) = (&waiting.job, &mut self.counts);
        tally(&mut counts.more_than_journaled, usize::from(job.is_more_than_journaled()));
        if matches!(job, Job::Attach(..) | Job::Bring(..) | Job::Shelve(..)) {
            tally(&mut counts.coming, 1);
            tally(&mut counts.bytes, job.weight());
        }
        let mark = |turns: &mut BTreeSet<Turn>, is_one: bool| {
            if is_there && is_one {
                turns.insert(turn);
            } else {
                turns.remove(&turn);
            }
        };
        mark(&mut self.failed, waiting.failed.is_some());
        mark(&mut self.delayed, waiting.failed.is_none() && !job.is_soon());
    }

    /// Takes the first that nothing holds up and whose time has come.
    pub fn take(&mut self, now: Instant) -> Option<Waiting> {
        while let Some((_, turn)) = self.resting.first().filter(|(when, _)| *when <= now) {
            self.ready.insert(*turn);
            self.resting.pop_first();
        }
        self.remove(*self.ready.first()?)
    }

    /// How long until there may be one to take.
    pub fn rest(&self, now: Instant) -> Option<Duration> {
        if !self.ready.is_empty() {
            return Some(Duration::ZERO);
        }
        self.resting.first().map(|(when, _)| when.saturating_duration_since(now))
    }

    /// The jobs of a story, of the files at the top if `None`, in their order.
    pub fn line(&self, story: Option<&StoryId>) -> impl Iterator<Item = (Turn, &Waiting)> {
        let turns = story.map_or(Some(&self.top), |id| self.lines.get(id));
        turns.into_iter().flatten().filter_map(|turn| Some((*turn, self.all.get(turn)?)))
    }

    /// The first of each line.
    pub fn firsts(&self) -> impl Iterator<Item = &Waiting> {
        let lines = self.lines.values().chain(std::iter::once(&self.top));
        lines.filter_map(|line| self.all.get(line.first()?))
    }

    /// The first that failed.
    pub fn failed(&self) -> Option<&Failed> {
        self.all.get(self.failed.first()?)?.failed.as_ref()
    }

    /// Holds none of them back any longer for others that might make it needless.
    pub fn hurry_new(&mut self, now: Instant) {
        for turn in std::mem::take(&mut self.delayed) {
            self.change(turn, |waiting| waiting.due = waiting.due.min(now));
            self.delayed.remove(&turn);
        }
    }

    /// Holds none of them back, not even those that failed.
    pub fn hurry(&mut self, now: Instant) {
        self.hurry_new(now);
        for turn in self.failed.clone() {
            self.change(turn, |waiting| waiting.failed.iter_mut().for_each(|failed| failed.again = now));
        }
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

impl Waiting {
    /// When it may be done.
    fn when(&self) -> Instant {
        self.failed.as_ref().map_or(self.due, |failed| failed.again)
    }
}
