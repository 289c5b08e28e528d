//! What is found in the stories, kept true while they change.
//!
//! A story is looked at on a thread, and again only when its work changed: which did is seen by what
//! it shares with what was looked at. The open story goes first; the others follow a part in each
//! frame, while somebody wants to know.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::Context;

use crate::analysis::review::{Bench, Case, Finding};
use crate::claims::CoderId;
use crate::project::{Session, Status};
use crate::story::StoryId;

/// How many stories are asked about in one frame whether they changed.
const PER_FRAME: usize = 1_000;
/// How many stories the thread may have before it, so that the open one never waits long.
const AHEAD: usize = 500;

/// What was found so far.
#[derive(Default)]
pub(super) struct Engine {
    made_for: Option<MadeFor>,
    seen: BTreeMap<StoryId, Seen>,
    worker: Option<Worker>,
    /// The work on which the thread is, and how much of it.
    ticket: u64,
    under_way: usize,
    /// The last story that was asked about, and the revision of the project this is for.
    scan: Option<(u64, Option<StoryId>)>,
    /// The revision that was asked about to the end.
    scanned: Option<u64>,
    /// The open story as it was last asked about.
    asked: Option<(u64, StoryId)>,
    /// Grows whenever something else was found.
    version: u64,
    /// Grows whenever a story came, went, or is described otherwise.
    stories: u64,
}

struct MadeFor {
    project: String,
    coder: CoderId,
    bench: Bench,
}

struct Seen {
    case: Case,
    ticket: u64,
    findings: Option<Vec<Finding>>,
}

struct Worker {
    jobs: Sender<Job>,
    answers: Receiver<Answer>,
}

struct Job {
    story: StoryId,
    ticket: u64,
    case: Case,
    bench: Bench,
}

struct Answer {
    story: StoryId,
    ticket: u64,
    findings: Vec<Finding>,
}

impl Engine {
    /// Keeps the open story's findings true, and everybody's if `all`.
    pub(super) fn mind(&mut self, ctx: &Context, session: &Session, open: Option<&StoryId>, all: bool) {
        self.take_answers();
        self.follow(session);
        let revision = session.revision();
        if let Some(open) = open
            && self.asked.as_ref().is_none_or(|(at, story)| *at != revision || story != open)
        {
            self.asked = Some((revision, open.clone()));
            self.look(ctx, session, open);
        }
        if all {
            self.scan(ctx, session, revision);
        }
    }

    /// What was found in a story, and whether it is marked as done.
    pub(super) fn of(&self, story: &StoryId) -> Option<(&[Finding], bool)> {
        let seen = self.seen.get(story)?;
        Some((seen.findings.as_deref()?, seen.case.status == Status::Done))
    }

    /// Grows whenever a story came, went, or is described otherwise.
    pub(super) fn stories(&self) -> u64 {
        self.stories
    }

    /// Grows whenever something else was found.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Whether something is still to come.
    pub(super) fn is_busy(&self) -> bool {
        self.under_way > 0 || self.scan.is_some()
    }

    /// How many stories were looked at.
    pub(super) fn looked_at(&self) -> usize {
        self.seen.len() - self.under_way.min(self.seen.len())
    }

    /// Other names and rules, another project or coder: everything is looked at anew.
    fn follow(&mut self, session: &Session) {
        let project = session.project();
        let same = self.made_for.as_ref().is_some_and(|made_for| {
            made_for.project == project.id
                && made_for.coder == *session.coder()
                && made_for.bench.is_of(project)
        });
        if !same {
            let (worker, under_way, ticket) = (self.worker.take(), self.under_way, self.ticket);
            let (version, stories) = (self.version + 1, self.stories + 1);
            *self = Self { worker, under_way, ticket, version, stories, ..Self::default() };
            let bench = Bench::of(project);
            self.made_for =
                Some(MadeFor { project: project.id.clone(), coder: session.coder().clone(), bench });
        }
    }

    fn scan(&mut self, ctx: &Context, session: &Session, revision: u64) {
        if self.scanned == Some(revision) {
            return;
        }
        let from = match self.scan.take() {
            Some((at, last)) if at == revision => last,
            _ => None,
        };
        let stories = &session.project().stories;
        let bounds = (from.as_ref().map_or(Bound::Unbounded, Bound::Excluded), Bound::Unbounded);
        let mut last = from.clone();
        for (id, _) in stories.range::<StoryId, _>(bounds).take(PER_FRAME) {
            if self.under_way >= AHEAD {
                self.scan = Some((revision, last));
                // The thread's answers wake the window.
                return;
            }
            self.look(ctx, session, id);
            last = Some(id.clone());
        }
        if last.as_ref() == stories.keys().next_back() {
            self.scanned = Some(revision);
            let before = self.seen.len();
            self.seen.retain(|id, _| stories.contains_key(id));
            let some_went = u64::from(self.seen.len() != before);
            self.version += some_went;
            self.stories += some_went;
        } else {
            self.scan = Some((revision, last));
            ctx.request_repaint();
        }
    }

    /// Has a story looked at, if its work is not what was looked at last.
    fn look(&mut self, ctx: &Context, session: &Session, id: &StoryId) {
        let (Some(work), Some(made_for)) = (session.project().story(id), &self.made_for) else { return };
        let own = work.work_of(&made_for.coder);
        if self.seen.get(id).is_some_and(|seen| seen.case.is_still(work, own)) {
            return;
        }
        self.ticket += 1;
        let (case, ticket) = (Case::of(work, own), self.ticket);
        let job = Job { story: id.clone(), ticket, case: case.clone(), bench: made_for.bench.clone() };
        let worker = self.worker.get_or_insert_with(|| Worker::start(ctx.clone()));
        if worker.jobs.send(job).is_ok() {
            self.under_way += 1;
        }
        // Until the answer is there, what was found before is shown.
        let before = self.seen.remove(id);
        let described = before.as_ref().is_some_and(|seen| Arc::ptr_eq(&seen.case.story, &case.story));
        self.stories += u64::from(!described);
        let findings = before.and_then(|seen| seen.findings);
        self.seen.insert(id.clone(), Seen { case, ticket, findings });
    }

    fn take_answers(&mut self) {
        let Some(worker) = &self.worker else { return };
        while let Ok(answer) = worker.answers.try_recv() {
            self.under_way -= 1;
            if let Some(seen) = self.seen.get_mut(&answer.story).filter(|seen| seen.ticket == answer.ticket) {
                seen.findings = Some(answer.findings);
                self.version += 1;
            }
        }
    }
}

impl Worker {
    /// The thread ends when the engine does. Should there be none, nothing is ever found.
    fn start(ctx: Context) -> Self {
        let (jobs, inbox) = channel::<Job>();
        let (outbox, answers) = channel();
        let work = move || {
            for job in inbox {
                let findings = job.bench.review(&job.case);
                if outbox.send(Answer { story: job.story, ticket: job.ticket, findings }).is_err() {
                    return;
                }
                ctx.request_repaint();
            }
        };
        if let Err(error) = std::thread::Builder::new().name("review".to_owned()).spawn(work) {
            log::warn!("nothing can be reviewed: {error}");
        }
        Self { jobs, answers }
    }
}
