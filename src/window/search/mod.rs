//! Search in the whole project: what is sought above, the hits in their context below it, and what
//! the claims at the hits are beside them.

mod choices;
mod engine;
mod filters;
mod go;
mod head;
mod lenses;
mod library;
mod list;
mod menus;
mod results;
mod row;
mod show;
mod sieve;
mod tally;

pub use lenses::Lens;
pub use sieve::Sieve;

use std::sync::Arc;

use egui::Context;

use self::engine::Engine;
use self::lenses::Lenses;
use self::list::Hits;
use self::menus::Menus;
use self::results::Row;
use self::tally::Tally;
use crate::analysis::search::{Hit, Query};
use crate::project::Session;
use crate::store::Early;
use crate::story::StoryId;
use crate::window::desk::{Desk, Request};
use crate::window::view::Whereabouts;

/// The panel below the article.
#[derive(Default)]
pub struct SearchPanel {
    open: bool,
    /// Whether the field is to get the keyboard.
    focus: bool,
    query: Query,
    /// What is typed as the first and the last day.
    days: [String; 2],
    menus: Menus,
    /// What is told beside the hits.
    tally: Tally,
    sought: Option<Query>,
    engine: Engine,
    hits: Hits,
    /// The chosen hit, to be chosen again when the project was searched once more.
    chosen: Option<(StoryId, Hit)>,
    /// Whether the keyboard went from the list to the article, and Esc leads back.
    away: bool,
    /// Where the reader was when the search was opened.
    from: Option<Whereabouts>,
    lenses: Lenses,
    /// Whether the other panels show only what was found.
    sifting: bool,
    sieve: Option<Arc<Sieve>>,
    /// What the sieve was made of: the number of hits, and whether that was all.
    sieved: Option<(usize, bool)>,
}

/// The least height of the panel, in points.
pub const LEAST: f32 = 150.0;
/// The width of the counts beside the list, in points.
const TALLY: f32 = 236.0;

impl SearchPanel {
    /// Opens the panel with the keyboard in it; a selected word or two become what is sought. `from`
    /// is where Esc leads back to.
    pub fn open(&mut self, selected: &str, from: Whereabouts) {
        if !self.open {
            self.from = Some(from);
        }
        (self.open, self.focus) = (true, true);
        if !selected.is_empty() && selected.len() < 80 && !selected.contains('\n') {
            selected.clone_into(&mut self.query.words);
            self.query.regex = false;
        }
    }

    /// Opens the panel with a lens: what it finds is all that the other panels show.
    pub fn look_through(&mut self, lens: &Lens, from: Whereabouts) {
        self.open("", from);
        self.take_up(lens);
    }

    fn take_up(&mut self, lens: &Lens) {
        self.query = lens.query.clone();
        let filter = &self.query.filter;
        self.days = [filter.from, filter.until].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        self.lenses.on = Some(lens.name.clone());
        self.sifting = true;
    }

    /// Closes the panel; what it lets through stays, if other panels show nothing else.
    pub fn close(&mut self) {
        self.open = false;
        self.away = false;
        self.from = None;
        if !self.sifting {
            self.sought = None;
            self.engine.put_away();
        }
    }

    /// Goes to the next hit, or the one before, with the keyboard: unless the list has it. False if
    /// there is none to go to.
    pub fn step(&mut self, ctx: &Context, desk: &mut Desk<'_>, back: bool) -> bool {
        if !self.open || self.engine.results().rows() == 0 {
            return false;
        }
        self.hits.step(desk, self.engine.results(), if back { -1 } else { 1 });
        self.note_chosen();
        if !self.hits.has_keyboard(ctx) {
            self.away = true;
            desk.ask(Request::FocusArticle);
        }
        true
    }

    /// Whether Esc in the article leads back to the list.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.open && self.away
    }

    /// The keyboard goes back to the list; or, if a click said so, stays where it is for good.
    pub fn come_back(&mut self, with_keyboard: bool) {
        self.away = false;
        if with_keyboard {
            self.hits.take_keyboard();
        }
    }

    /// Whether the panel is there.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Whether a search is under way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.engine.is_busy()
    }

    /// What the other panels show, if it is not everything.
    #[must_use]
    pub fn sieve(&self) -> Option<&Arc<Sieve>> {
        self.sieve.as_ref()
    }

    /// The other panels show everything again.
    pub fn lift_sieve(&mut self) {
        self.sifting = false;
        self.lenses.on = None;
        self.mind_sieve();
        if !self.open {
            self.close();
        }
    }

    /// Goes on searching. To be called in every frame.
    pub fn mind(&mut self, ctx: &Context, session: &Session) {
        self.query.filter.follow_merges(&session.project().actors);
        self.go_on(ctx, |engine| engine.mind(ctx, session));
    }

    /// Goes on searching what was read so far of a project of `total` stories, while it is read.
    pub fn mind_early(&mut self, ctx: &Context, early: impl FnOnce() -> (Early, usize)) {
        if self.open || self.sifting {
            let (early, total) = early();
            self.go_on(ctx, |engine| engine.mind_early(ctx, early, total));
        }
    }

    /// The project that was being read is not wanted any more.
    pub fn drop_early(&mut self) {
        self.engine.drop_early();
        self.sieved = None;
    }

    fn go_on(&mut self, ctx: &Context, mind: impl FnOnce(&mut Engine)) {
        if (self.open || self.sifting) && self.sought.as_ref() != Some(&self.query) {
            self.seek(ctx);
        }
        let before = self.engine.results().counts.hits;
        mind(&mut self.engine);
        let results = self.engine.results();
        let chosen = self.hits.chosen().filter(|row| *row < results.rows());
        let again = || self.chosen.as_ref().and_then(|(story, hit)| results.find(story, hit));
        let now = if before == results.counts.hits { chosen } else { chosen.or_else(again) };
        if now != self.hits.chosen() {
            self.hits.keep(now);
        }
        self.mind_sieve();
    }

    fn seek(&mut self, ctx: &Context) {
        self.sought = Some(self.query.clone());
        self.engine.seek(ctx, (!self.query.is_empty()).then(|| self.query.clone()));
        self.hits.choose(None);
        self.chosen = None;
        self.sieved = None;
    }

    /// The sieve follows the results: what was found so far, and then all of it.
    fn mind_sieve(&mut self) {
        if !self.sifting || self.query.is_empty() || self.engine.wrong().is_some() {
            (self.sieve, self.sieved) = (None, None);
            return;
        }
        let results = self.engine.results();
        let now = (results.counts.hits, self.engine.is_busy());
        // Making one costs as much as all that was found, so it waits until that is all there is.
        if self.sieved != Some(now) && (!now.1 || self.sieve.is_none()) {
            let name = self.lenses.on.clone().unwrap_or_else(|| self.query.words.clone());
            self.sieve = Some(Arc::new(Sieve::of(&name, results)));
            self.sieved = Some(now);
        }
    }

    /// Remembers the chosen hit, to be chosen again when the project was searched once more.
    fn note_chosen(&mut self) {
        if let Some(Row::Hit(found, hit)) = self.hits.chosen().and_then(|row| self.engine.results().row(row))
        {
            self.chosen = Some((found.story.id.clone(), hit));
        }
    }
}
