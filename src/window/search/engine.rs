//! The search behind the panel: what it looks through, and what came of it so far.
//!
//! The snapshot of the project is taken a part in each frame, and is kept for the next search until
//! the project changes. Then the search is made again, with the old results shown meanwhile.

use std::sync::Arc;

use egui::Context;

use super::results::Results;
use crate::analysis::search::{Names, Run, Search, Shelved, reading_order};
use crate::project::Session;
use crate::story::StoryId;

/// How many stories are taken up in one frame: less than a millisecond's work.
const PER_FRAME: usize = 800;
/// More hits than this are not listed.
pub(super) const MOST: usize = 1_000_000;
/// How long the project must have been left alone before it is searched again, in seconds.
const QUIET: f64 = 0.5;

/// What is searched, and how far.
#[derive(Default)]
pub(super) struct Engine {
    library: Library,
    search: Option<Search>,
    run: Option<Run>,
    /// How many of the library's stories the run was given.
    fed: usize,
    searched: usize,
    /// What was found so far.
    coming: Results,
    /// Whether what came earlier is shown until the run is through.
    again: bool,
    shown: Results,
    /// When the project was last seen to change.
    changed: Option<f64>,
}

/// The stories as they were when the library was made.
#[derive(Default)]
struct Library {
    made_for: Option<(String, u64)>,
    order: Vec<StoryId>,
    taken: usize,
    stories: Vec<Arc<Shelved>>,
    names: Option<Arc<Names>>,
}

impl Engine {
    /// Seeks something else; `None` for nothing.
    pub(super) fn seek(&mut self, search: Option<Search>) {
        self.run = None;
        self.search = search;
        self.again = false;
        self.changed = None;
        self.shown = Results::default();
        self.begin();
    }

    /// What is shown.
    pub(super) fn results(&self) -> &Results {
        if self.again { &self.shown } else { &self.coming }
    }

    /// What names are shown by.
    pub(super) fn names(&self) -> Option<&Arc<Names>> {
        self.library.names.as_ref()
    }

    /// Whether it is still under way, and how many of how many stories are searched.
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        (self.search.is_some() && self.run.is_some()).then_some((self.searched, self.library.order.len()))
    }

    /// Whether something is still to come.
    pub(super) fn is_busy(&self) -> bool {
        self.search.is_some() && (self.run.is_some() || self.changed.is_some())
    }

    /// Gives back the memory of a search that is over.
    pub(super) fn put_away(&mut self) {
        *self = Self::default();
    }

    /// Takes up what is there to be searched, and what was found.
    pub(super) fn mind(&mut self, ctx: &Context, session: &Session) {
        if self.search.is_none() {
            return;
        }
        self.follow(ctx, session);
        if self.changed.is_none() {
            self.library.take(session);
        }
        if self.run.is_none() && self.fed == 0 && self.library.names.is_some() && self.coming.counts.hits == 0
        {
            self.start(ctx);
        }
        let Some(run) = &mut self.run else { return };
        run.feed(&self.library.stories[self.fed..]);
        self.fed = self.library.stories.len();
        if self.library.is_complete() {
            run.close();
        } else {
            ctx.request_repaint();
        }
        while let Some(batch) = run.next_batch() {
            self.searched += batch.searched;
            batch.found.into_iter().for_each(|found| self.coming.add(found));
            if self.coming.counts.hits >= MOST {
                break;
            }
        }
        if run.is_done() || self.coming.counts.hits >= MOST {
            self.run = None;
            self.again = false;
            self.shown = Results::default();
            // So that nobody begins once more.
            self.fed = self.fed.max(1);
        }
    }

    /// Makes the library, and then the search, anew when the project changed and was left alone.
    fn follow(&mut self, ctx: &Context, session: &Session) {
        let now = (session.project().id.clone(), session.revision());
        if self.library.made_for.as_ref() == Some(&now) {
            return;
        }
        let same_project = self.library.made_for.as_ref().is_some_and(|(id, _)| *id == now.0);
        let time = ctx.input(|input| input.time);
        if same_project {
            let since = *self.changed.get_or_insert(time);
            if time - since < QUIET {
                ctx.request_repaint_after(std::time::Duration::from_secs_f64(QUIET));
                return;
            }
        }
        self.changed = None;
        if same_project && !self.again {
            self.shown = std::mem::take(&mut self.coming);
        }
        self.again = same_project;
        self.library = Library::of(session, now);
        self.begin();
    }

    fn begin(&mut self) {
        self.run = None;
        (self.fed, self.searched) = (0, 0);
        self.coming = Results::default();
    }

    fn start(&mut self, ctx: &Context) {
        if let (Some(search), Some(names)) = (self.search.clone(), self.library.names.clone()) {
            let ctx = ctx.clone();
            self.run = Some(Run::start(search, names, move || ctx.request_repaint()));
        }
    }
}

impl Library {
    fn of(session: &Session, made_for: (String, u64)) -> Self {
        let project = session.project();
        Self {
            made_for: Some(made_for),
            order: reading_order(project),
            taken: 0,
            stories: Vec::new(),
            names: Some(Arc::new(Names::of(&project.codebook, &project.actors))),
        }
    }

    /// Takes up some more stories.
    fn take(&mut self, session: &Session) {
        let some = self.order[self.taken..].iter().take(PER_FRAME);
        let shelved = |id: &StoryId| Some(Arc::new(Shelved::of(id, session.project().story(id)?)));
        self.stories.extend(some.filter_map(shelved));
        self.taken = (self.taken + PER_FRAME).min(self.order.len());
    }

    fn is_complete(&self) -> bool {
        self.taken == self.order.len()
    }
}
