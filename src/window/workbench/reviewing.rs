//! The review: opening it, and keeping it true.

use egui::Context;

use super::Workbench;
use crate::window::desk::Request;

impl Workbench {
    /// Opens the review, or closes it; it and the search take turns below the article.
    pub(super) fn toggle_review(&mut self, ctx: &Context) {
        self.panels.review.toggle(ctx);
        if self.panels.review.is_open() {
            self.panels.search.close();
        } else {
            self.ask(Request::FocusArticle);
        }
    }

    /// Goes on looking for what is worth a second look.
    pub(super) fn mind_review(&mut self, ctx: &Context) {
        // What is not read yet cannot be reviewed: it is, once it is there.
        if self.has_project && !self.shows_opening() {
            self.panels.review.mind(ctx, &self.session, self.view.story.as_ref());
        }
    }
}
