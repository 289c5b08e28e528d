//! The search behind the panel: what is sought, and what came of it so far.
//!
//! A query is made ready and the project set up on threads. When the project changes and is then left
//! alone the search is made again, with the old results shown meanwhile. While a project is still
//! being read, what is in so far is searched, and the rest as it comes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::Context;

use super::library::Library;
use super::results::Results;
use crate::analysis::search::{Names, Query, QueryError, Run, Search};
use crate::project::Session;
use crate::store::Early;
use crate::window::pending::{Pending, let_go};

/// More hits than this are not listed.
pub(super) const MOST: usize = 1_000_000;
/// How long the project must have been left alone before it is searched again, in seconds.
const QUIET: f64 = 0.5;
/// How long a frame may take up what was found: two threads find faster than one counts.
const A_WHILE: Duration = Duration::from_millis(4);

/// What is searched, and how far.
#[derive(Default)]
pub(super) struct Engine {
    library: Library,
    asked: Asked,
    run: Option<Run>,
    /// How many of the library's stories the run was given.
    fed: usize,
    searched: usize,
    /// Whether nothing more will come.
    over: Option<End>,
    /// What was found so far.
    coming: Results,
    /// Whether what came earlier is shown until the run is through.
    again: bool,
    shown: Results,
    /// When the project was last seen to change.
    changed: Option<f64>,
}

/// What is sought.
#[derive(Default)]
enum Asked {
    #[default]
    Nothing,
    Preparing(Pending<Result<Box<Search>, QueryError>>),
    Ready(Box<Search>),
    Wrong(QueryError),
}

/// Why nothing more will come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// All was searched.
    Through,
    /// There are more hits than are listed.
    Full,
    /// The analyst stopped it.
    Stopped,
}

impl Engine {
    /// Seeks something else; `None` for nothing.
    pub(super) fn seek(&mut self, ctx: &Context, query: Option<Query>) {
        // An expression that stands for much takes its time to be made ready.
        self.asked = query.map_or(Asked::Nothing, |query| {
            Asked::Preparing(Pending::begin(ctx, move || query.prepare().map(Box::new)))
        });
        self.again = false;
        self.changed = None;
        self.begin();
        self.hide();
    }

    /// What is shown.
    pub(super) fn results(&self) -> &Results {
        if self.again { &self.shown } else { &self.coming }
    }

    /// What names are shown by.
    pub(super) fn names(&self) -> Option<&Arc<Names>> {
        self.library.names()
    }

    /// What is wrong with what is sought.
    pub(super) fn wrong(&self) -> Option<&QueryError> {
        match &self.asked {
            Asked::Wrong(wrong) => Some(wrong),
            _ => None,
        }
    }

    /// How many of how many stories are searched.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.searched, self.library.total())
    }

    /// Why nothing more will come, if nothing will.
    pub(super) fn end(&self) -> Option<End> {
        self.over
    }

    /// Whether something is still to come.
    pub(super) fn is_busy(&self) -> bool {
        match self.asked {
            Asked::Nothing | Asked::Wrong(_) => false,
            Asked::Preparing(_) | Asked::Ready(_) => self.over.is_none() || self.changed.is_some(),
        }
    }

    /// Leaves it at what was found so far.
    pub(super) fn stop(&mut self) {
        self.finish(End::Stopped);
    }

    /// Gives back the memory of a search that is over.
    pub(super) fn put_away(&mut self) {
        let_go(std::mem::take(self));
    }

    /// Takes up what is there to be searched in the project, and what was found.
    pub(super) fn mind(&mut self, ctx: &Context, session: &Session) {
        if matches!(self.asked, Asked::Nothing | Asked::Wrong(_)) {
            return;
        }
        self.follow(ctx, session);
        if !self.library.poll() {
            self.finish(End::Through);
        }
        self.go_on(ctx);
    }

    /// The same of a project of so many stories that is still being read.
    pub(super) fn mind_early(&mut self, ctx: &Context, early: Early, total: usize) {
        if !self.library.is_early() {
            let_go(std::mem::replace(&mut self.library, Library::early()));
            (self.again, self.changed) = (false, None);
            self.begin();
            self.hide();
        }
        self.library.add(early, total);
        self.go_on(ctx);
    }

    /// The project that was being read is not wanted any more.
    pub(super) fn drop_early(&mut self) {
        if self.library.is_early() {
            let_go(std::mem::take(&mut self.library));
            self.begin();
        }
    }

    fn go_on(&mut self, ctx: &Context) {
        self.prepare();
        if self.over.is_some() {
            return;
        }
        if self.run.is_none()
            && let (Asked::Ready(search), Some(names)) = (&self.asked, self.library.names())
        {
            let waker = ctx.clone();
            self.run =
                Some(Run::start(Search::clone(search), names.clone(), move || waker.request_repaint()));
        }
        let (Some(run), Some(names)) = (&mut self.run, self.library.names()) else { return };
        run.feed(&self.library.stories()[self.fed..]);
        self.fed = self.library.stories().len();
        if self.library.is_complete() {
            run.close();
        }
        let until = Instant::now() + A_WHILE;
        while let Some(batch) = run.next_batch() {
            self.searched += batch.searched;
            batch.found.into_iter().for_each(|found| self.coming.add(found, names));
            if self.coming.counts.hits >= MOST {
                return self.finish(End::Full);
            }
            if Instant::now() >= until {
                ctx.request_repaint();
                break;
            }
        }
        if run.is_done() {
            self.finish(End::Through);
        }
    }

    /// Takes up what is sought once it is ready.
    fn prepare(&mut self) {
        let Asked::Preparing(pending) = &mut self.asked else { return };
        pending.poll();
        self.asked = match std::mem::take(&mut self.asked) {
            Asked::Preparing(Pending::Here(Ok(search))) => Asked::Ready(search),
            Asked::Preparing(Pending::Here(Err(wrong))) => Asked::Wrong(wrong),
            Asked::Preparing(Pending::Broken) => Asked::Nothing,
            other => other,
        };
    }

    fn finish(&mut self, end: End) {
        self.over = Some(end);
        self.again = false;
        self.halt();
        self.hide();
    }

    /// Makes the library, and then the search, anew when the project changed and was left alone.
    fn follow(&mut self, ctx: &Context, session: &Session) {
        if self.library.is_of(session) {
            return;
        }
        let same_project = self.library.is_of_project(session);
        let time = ctx.input(|input| input.time);
        if same_project && !self.library.is_early() {
            let since = *self.changed.get_or_insert(time);
            if time - since < QUIET {
                ctx.request_repaint_after(Duration::from_secs_f64(QUIET));
                return;
            }
        }
        self.changed = None;
        if same_project && !self.again {
            self.shown = std::mem::take(&mut self.coming);
        }
        self.again = same_project;
        let_go(std::mem::replace(&mut self.library, Library::of(ctx, session)));
        self.begin();
    }

    /// Begins anew, with nothing found.
    fn begin(&mut self) {
        self.over = None;
        (self.fed, self.searched) = (0, 0);
        self.halt();
        if self.coming.rows() > 0 {
            let_go(std::mem::take(&mut self.coming));
        }
    }

    /// Ends the search; what it found and nobody took goes with it.
    fn halt(&mut self) {
        self.run.take().into_iter().for_each(|run| drop(let_go(run)));
    }

    /// Lets go of what is shown of an earlier search.
    fn hide(&mut self) {
        if self.shown.rows() > 0 {
            let_go(std::mem::take(&mut self.shown));
        }
    }
}
