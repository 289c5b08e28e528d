//! The queue against one that looks through all that wait, as it once did.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::collections::VecDeque;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::job::{Attachment, Place};
use super::*;
use crate::claims::{Actors, CoderId};
use crate::project::{CoderWork, StoryWork};
use crate::story::{Story, StoryText};

/// The law of the order, written as plainly as it can be.
#[derive(Default)]
struct Naive {
    waiting: VecDeque<Held>,
    /// How long a job waits for others that make it needless.
    delay: Duration,
    /// Whether a job is being done, and whether it brings what is in no journal.
    running: Option<bool>,
}

struct Held {
    job: Job,
    /// How much of what others did was known to whoever gave the job.
    seen: u64,
    /// When it shall be done, however many others come meanwhile.
    due: Instant,
    failed: Option<Failed>,
}

impl Naive {
    /// A queue in which a job waits so long for others that make it needless.
    fn with_delay(delay: Duration) -> Self {
        Self { delay, ..Self::default() }
    }

    /// Adds a job, in the place of those it supersedes. It inherits their turn and their failure:
    /// until something is written, what failed still fails.
    fn push(&mut self, job: Job, seen: u64, now: Instant) {
        let mut due = if job.is_soon() { now } else { now + self.delay };
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
        self.waiting.push_back(Held { job, seen, due, failed: inherited });
    }

    fn has_shelve(&self, story: &StoryId, failed: bool) -> bool {
        let waits = |old: &Held| matches!(&old.job, Job::Shelve(id, _) if id == story);
        self.waiting.iter().any(|old| waits(old) && old.failed.is_some() == failed)
    }

    /// Whether a job that must come before the journal waits for its first try.
    fn has_urgent(&self) -> bool {
        let urgent = self.waiting.iter().enumerate().filter(|(_, waiting)| waiting.job.is_urgent());
        urgent.into_iter().any(|(index, waiting)| {
            let mut line = self.waiting.range(..=index).filter(|it| it.job.story() == waiting.job.story());
            line.all(|it| it.failed.is_none())
        })
    }

    /// Whether something is not yet written that no journal holds: the text of a story that came, or
    /// a picture.
    fn has_more_than_journaled(&self) -> bool {
        self.running == Some(true) || self.waiting.iter().any(|waiting| waiting.job.is_more_than_journaled())
    }

    /// How many stories and files of stories wait, and how many bytes come with them.
    fn load(&self) -> (usize, usize) {
        let coming = self.waiting.iter().map(|waiting| &waiting.job);
        let coming = coming.filter(|job| matches!(job, Job::Attach(..) | Job::Bring(..) | Job::Shelve(..)));
        coming.fold((0, 0), |(count, bytes), job| (count + 1, bytes + job.weight()))
    }

    /// Takes the first job that may be done now. The jobs of one story are done in their order:
    /// none overtakes one that failed.
    fn take(&mut self, now: Instant) -> Option<(Job, u64)> {
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
        let Held { job, seen, .. } = self.waiting.remove(index)?;
        self.running = Some(job.is_more_than_journaled());
        Some((job, seen))
    }

    /// Notes how the job that was taken went. One that failed waits again, before the other jobs
    /// of its story, unless a newer job has made it needless meanwhile.
    fn done(&mut self, (job, seen): (Job, u64), result: Result<(), SaveFailure>, now: Instant) {
        self.running = None;
        match result {
            Ok(()) => {}
            Err(failure) => {
                let failed = Some(Failed { failure, again: now + REST });
                // A story that could not leave stands in the way of what comes between.
                let stays = matches!(job, Job::Unshelve(_));
                match self.waiting.iter_mut().find(|newer| !stays && newer.job.supersedes(&job)) {
                    Some(newer) => newer.failed = failed,
                    None => self.waiting.push_front(Held { job, seen, due: now, failed }),
                }
            }
        }
    }

    /// Lets every job be done at once, those too that failed.
    fn hurry(&mut self, now: Instant) {
        for waiting in &mut self.waiting {
            waiting.due = now;
            if let Some(failed) = &mut waiting.failed {
                failed.again = now;
            }
        }
    }

    /// Lets every job be done at once that did not fail.
    fn hurry_new(&mut self, now: Instant) {
        for waiting in &mut self.waiting {
            waiting.due = waiting.due.min(now);
        }
    }

    /// Whether something of this story waits to be written; of the files at the top, if `None`.
    fn waits_for(&self, story: Option<&StoryId>) -> bool {
        self.waiting.iter().any(|waiting| waiting.job.story() == story)
    }

    /// Whether all is written.
    fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.running.is_none()
    }

    /// Whether nothing can be written before failed jobs have rested after `since`.
    fn is_stuck(&self, since: Instant) -> bool {
        self.running.is_none()
            && self.waiting.iter().all(|waiting| {
                let first = self.waiting.iter().find(|other| other.job.story() == waiting.job.story());
                first.and_then(|first| first.failed.as_ref()).is_some_and(|failed| failed.again > since)
            })
    }

    /// The failure that waits longest, if any.
    fn failure(&self) -> Option<&SaveFailure> {
        self.failures().next().map(|failed| &failed.failure)
    }

    fn failures(&self) -> impl Iterator<Item = &Failed> {
        self.waiting.iter().filter_map(|waiting| waiting.failed.as_ref())
    }
}

impl Held {
    /// When it may be done.
    fn when(&self) -> Instant {
        self.failed.as_ref().map_or(self.due, |failed| failed.again)
    }
}

/// One thing that happens to a queue.
#[derive(Clone, Debug)]
enum Happens {
    Push { sort: usize, story: usize },
    Take,
    Done { well: bool },
    Hurry,
    HurryNew,
    Later(u64),
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        6 => (0..9_usize, 0..3_usize).prop_map(|(sort, story)| Happens::Push { sort, story }),
        5 => Just(Happens::Take),
        4 => any::<bool>().prop_map(|well| Happens::Done { well }),
        1 => Just(Happens::Hurry),
        1 => Just(Happens::HurryNew),
        2 => (0..3000_u64).prop_map(Happens::Later),
    ]
}

fn slug(number: usize) -> StoryId {
    StoryId::try_from(format!("story-{number}")).unwrap()
}

fn job(sort: usize, story: usize) -> Job {
    let text = StoryText::from_canonical("Talks\n");
    let work = || Box::new(StoryWork::new(Story::new("Talks", &text, Vec::new()), text.clone()));
    let file =
        |name: &str| Attachment { place: Place::Source, name: name.to_owned(), bytes: Arc::from([1; 7]) };
    let id = slug(story);
    match sort {
        0 => Job::Actors(Arc::new(Actors::default())),
        1 => Job::Text(id, text),
        2 => Job::Story(id, work().story),
        3 => {
            let coder = CoderId::nearest("kim");
            Job::Work { id, coder, story: work().story, work: CoderWork::default() }
        }
        4 => Job::Shelve(id, work()),
        5 => Job::Unshelve(id),
        6 => Job::Attach(id, file("a")),
        7 => Job::Attach(id, file("b")),
        _ => Job::Bring(id, work(), vec![file("a"), file("b")]),
    }
}

fn failure() -> SaveFailure {
    SaveFailure { file: "a".to_owned(), reason: "b".to_owned(), hint: "c".to_owned() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_is_that_of_one_who_looks_through_all(all in vec(happens(), 1..60)) {
        let delay = Duration::from_millis(400);
        let (mut queue, mut naive) = (Queue::with_delay(delay), Naive::with_delay(delay));
        let begun = Instant::now();
        let mut now = begun;
        let mut running = None;
        for (number, one) in (0..).zip(all) {
            match one {
                Happens::Push { sort, story } => {
                    queue.push(job(sort, story), number, now);
                    naive.push(job(sort, story), number, now);
                }
                Happens::Take if running.is_none() => {
                    let (one, other) = (queue.take(now), naive.take(now));
                    // Each was given with a number of its own.
                    prop_assert_eq!(one.as_ref().map(|one| one.1), other.as_ref().map(|other| other.1));
                    if one.is_none() {
                        prop_assert!(queue.rest(now).is_none_or(|rest| !rest.is_zero()), "it would not rest");
                    }
                    running = one.zip(other);
                }
                Happens::Done { well } => {
                    if let Some((one, other)) = running.take() {
                        let went = || if well { Ok(()) } else { Err(failure()) };
                        queue.done(one, went(), now);
                        naive.done(other, went(), now);
                    }
                }
                Happens::Hurry => {
                    queue.hurry(now);
                    naive.hurry(now);
                }
                Happens::HurryNew => {
                    queue.hurry_new(now);
                    naive.hurry_new(now);
                }
                Happens::Later(by) => now += Duration::from_millis(by),
                Happens::Take => {}
            }
            prop_assert_eq!(queue.has_urgent(), naive.has_urgent());
            prop_assert_eq!(queue.has_more_than_journaled(), naive.has_more_than_journaled());
            prop_assert_eq!(queue.load(), naive.load());
            prop_assert_eq!(queue.is_done(), naive.is_done());
            prop_assert_eq!(queue.is_stuck(begun), naive.is_stuck(begun));
            prop_assert_eq!(queue.is_stuck(now), naive.is_stuck(now));
            prop_assert_eq!(queue.failure().is_some(), naive.failure().is_some());
            for story in [None, Some(&slug(0)), Some(&slug(1))] {
                prop_assert_eq!(queue.waits_for(story), naive.waits_for(story));
            }
        }
    }
}
