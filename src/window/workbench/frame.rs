//! One frame of the window.

use std::sync::Arc;

use egui::{Context, Ui};

use super::Workbench;
use crate::window::chrome::status::SaveNote;
use crate::window::commands::Keymap;
use crate::window::turns::Turns;

impl Workbench {
    /// One frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.dress(ui);
        self.take_arrivals(ui.ctx());
        self.follow_codebook();
        self.take_keys(ui.ctx());
        self.carry_out(ui.ctx());
        self.mind_links(ui.ctx());
        self.mind_several();
        self.mind_search(ui.ctx());
        self.mind_review(ui.ctx());
        self.mind_others();
        self.mind_tour();
        self.show_panels(ui);
        self.carry_out(ui.ctx());
        self.save_edits();
        self.mind_saved(ui.ctx());
        self.mind_index();
        self.mind_lock(ui.ctx());
        self.mind_opening(ui.ctx());
        self.mind_waiting(ui.ctx());
        self.light_hovered(ui.ctx());
        self.remember(ui.ctx());
        self.mind_leaving(ui.ctx());
    }

    /// The code book's keys are those of the code book, whoever changed it and however.
    pub(super) fn follow_codebook(&mut self) {
        let codebook = &self.session.project().codebook;
        if !Arc::ptr_eq(&self.keyed, codebook) {
            self.keys = Keymap::with(codebook, &self.settings.keys);
            self.keyed = codebook.clone();
        }
    }

    /// Gives egui's widgets the look, when it changed.
    fn dress(&mut self, ui: &mut Ui) {
        if self.dressed != Some(self.theme.look) {
            self.theme.install(ui.ctx());
            // Zooming is a command like any other.
            ui.ctx().options_mut(|options| options.zoom_with_keyboard = false);
            ui.ctx().add_plugin(Turns::default());
            ui.set_style(ui.ctx().global_style());
            self.dressed = Some(self.theme.look);
        }
    }

    /// Lights the claim that was found under the pointer in this frame, in the next one.
    fn light_hovered(&mut self, ctx: &Context) {
        let under = std::mem::take(&mut self.under_pointer);
        if (self.view.hovered, self.view.hovered_end) != under {
            (self.view.hovered, self.view.hovered_end) = under;
            ctx.request_repaint();
        }
    }

    /// Hands what was edited to the saver.
    pub(super) fn save_edits(&mut self) {
        let unsaved = self.session.take_unsaved();
        if let (Some(keeper), false) = (&self.keeper, unsaved.is_empty()) {
            keeper.saver.keep(self.session.project(), unsaved);
            // It may be done before it is looked at.
            self.saving = true;
        }
    }

    /// Once a save is done, pictures that were not there yet may be. A disk that never answers wakes
    /// nobody, so the window looks by itself.
    fn mind_saved(&mut self, ctx: &Context) {
        if let Some(due) = self.keeper.as_ref().and_then(|keeper| keeper.saver.answer_due()) {
            ctx.request_repaint_after(due);
        }
        let saving = matches!(self.save_note(), SaveNote::Saving);
        if std::mem::replace(&mut self.saving, saving) && !saving {
            self.panels.pictures.look_again();
            self.indexing.saved();
        }
    }
}

impl eframe::App for Workbench {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
        if ui.ctx().cumulative_frame_nr() == 0 {
            // Another follows, which says that this one was shown.
            ui.ctx().request_repaint();
        } else if let Some(work) = self.once_shown.take() {
            work();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.leave();
    }
}
