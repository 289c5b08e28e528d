//! The search in the project: opening it, keeping it going, and the way back from it.

use egui::Context;

use super::Workbench;
use crate::window::desk::Request;
use crate::window::view::Whereabouts;

impl Workbench {
    /// Opens the search, with what is selected.
    pub(super) fn open_search(&mut self) {
        if !self.has_project {
            return self.notify("Open or make a project first; its stories are searched.");
        }
        let selected = self.view.selection.is_some_and(|selection| !selection.range().is_empty());
        let words = self.ground().filter(|_| selected).and_then(|ground| ground.copied()).unwrap_or_default();
        let here = self.whereabouts();
        self.panels.review.close();
        self.panels.search.open(&words, here);
    }

    /// Opens the search with a lens of this project.
    pub(super) fn open_lens(&mut self, name: &str) {
        let lenses = &self.settings.project(&self.session.project().id).lenses;
        if let Some(lens) = lenses.iter().find(|lens| lens.name == name).cloned() {
            let here = self.whereabouts();
            self.panels.review.close();
            self.panels.search.look_through(&lens, here);
        }
    }

    /// Goes on searching; the other panels follow what was found.
    pub(super) fn mind_search(&mut self, ctx: &Context) {
        if self.shows_opening() {
            if let Some(waiting) = &self.opening.waiting {
                let early = || (waiting.progress.take_early(), waiting.progress.so_far().1);
                self.panels.search.mind_early(ctx, early);
            }
        } else if self.has_project {
            self.panels.search.mind(ctx, &self.session);
        }
        let sieve = self.panels.search.sieve();
        self.panels.stories.set_sieve(sieve);
        self.panels.claims.set_sieve(sieve);
    }

    /// Goes to the next hit of the search in the project, or the one before; false while the reader
    /// seeks in the story.
    pub(super) fn step_hit(&mut self, ctx: &Context, back: bool) -> bool {
        if self.panels.article.find.is_open() {
            return false;
        }
        self.with_desk(|panels, desk, _| panels.search.step(ctx, desk, back))
    }

    /// Esc in the article leads back to the list of hits it was left from, until a click says that
    /// the reader is somewhere else.
    pub(super) fn mind_way_back(&mut self, ctx: &Context, free: bool) {
        if !self.panels.search.is_away() {
            return;
        }
        if ctx.input(|input| input.pointer.any_pressed()) {
            self.panels.search.come_back(false);
        }
        let other = self.panels.article.find.is_open() || self.view.enlarged.is_some();
        if free
            && !other
            && ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
        {
            self.panels.search.come_back(true);
        }
    }

    pub(super) fn whereabouts(&self) -> Whereabouts {
        Whereabouts {
            story: self.view.story.clone(),
            top: self.panels.article.top_pos(),
            selection: self.view.selection,
            chosen: self.view.chosen,
            enlarged: self.view.enlarged.clone(),
        }
    }

    /// Goes back to where the reader was.
    pub(super) fn return_to(&mut self, ctx: &Context, to: Whereabouts) {
        if let Some(story) = to.story.filter(|story| self.session.project().story(story).is_some()) {
            self.open_story(story);
            self.panels.article.return_to(to.top);
            self.view.selection = to.selection;
            self.view.chosen = to.chosen;
            self.view.enlarged = to.enlarged;
        }
        self.ask(Request::FocusArticle);
        ctx.request_repaint();
    }
}
