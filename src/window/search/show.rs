//! How the panel is laid out: the head, the list, and the counts beside it.

use egui::{Frame, Layout, Margin, Ui, UiBuilder, vec2};

use super::list::Wish;
use super::{Lens, SearchPanel, TALLY, head};
use crate::window::chrome::parts::word;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

impl SearchPanel {
    /// Shows the panel; `lenses` are those of the project.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, lenses: &mut Vec<Lens>) {
        // A panel is as high as what it shows, and this one must not shrink with its results.
        ui.set_min_size(ui.available_size());
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        let inset = Frame::new().inner_margin(Margin { left: 12, right: 10, top: 8, bottom: 2 });
        let mut wish = inset.show(ui, |ui| self.head(ui, desk, lenses)).inner;
        let room = ui.available_rect_before_wrap();
        let tally = (room.width() > 620.0 && self.engine.results().counts.hits > 0).then_some(TALLY);
        let list = room.with_max_x(room.right() - tally.unwrap_or_default());
        let below = wish_of(&mut wish);
        ui.scope_builder(UiBuilder::new().max_rect(list), |ui| {
            ui.set_clip_rect(list.intersect(ui.clip_rect()));
            ui.painter().rect_filled(list, 0.0, desk.theme.paper);
            if self.engine.results().rows() == 0 {
                self.nothing(ui, desk);
            } else if let Some(names) = self.engine.names().cloned() {
                if below {
                    self.hits.enter(desk, self.engine.results());
                }
                self.away &= !self.hits.has_keyboard(ui.ctx());
                match self.hits.show(ui, desk, self.engine.results(), &names) {
                    Wish::Back => wish = head::Wish::Back,
                    Wish::Away => self.away = true,
                    Wish::Nothing => {}
                }
            }
        });
        if tally.is_some() {
            let beside = room.with_min_x(list.right());
            ui.scope_builder(
                UiBuilder::new().max_rect(beside).layout(Layout::top_down(egui::Align::Min)),
                |ui| {
                    let choices = self.menus.choices(desk);
                    self.tally.show(ui, desk, self.engine.results(), &choices, &mut self.query.filter);
                },
            );
        }
        self.note_chosen();
        match wish {
            head::Wish::Back => {
                match self.from.take() {
                    Some(from) => desk.ask(Request::Return(Box::new(from))),
                    None => desk.ask(Request::FocusArticle),
                }
                self.close();
            }
            head::Wish::Close => {
                self.close();
                desk.ask(Request::FocusArticle);
            }
            head::Wish::Nothing | head::Wish::Enter => {}
        }
        // What was typed or clicked now is sought in the next frame.
        if self.sought.as_ref() != Some(&self.query) {
            ui.ctx().request_repaint();
        }
    }

    fn nothing(&self, ui: &mut Ui, desk: &Desk<'_>) {
        let words = if self.engine.wrong().is_some() || self.is_busy() {
            ""
        } else if self.query.is_empty() {
            "Type words, or choose a kind, an actor or a code to list claims."
        } else if self.query.places.is_empty() {
            "Choose where to look."
        } else if desk.project().stories.is_empty() {
            "The project has no stories."
        } else {
            "Nothing found."
        };
        Frame::new().inner_margin(Margin::symmetric(14, 12)).show(ui, |ui| {
            word(ui, words, Face::Sans.at(12.5), desk.theme.faint);
        });
    }
}

/// Whether the list is to get the keyboard.
fn wish_of(wish: &mut head::Wish) -> bool {
    let enter = *wish == head::Wish::Enter;
    if enter {
        *wish = head::Wish::Nothing;
    }
    enter
}
