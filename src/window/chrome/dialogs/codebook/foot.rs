//! The foot of the editor: undo, the page, and the way out.

use egui::{Align, Layout, Ui, vec2};

use super::super::shell::Step;
use super::spots::{Spots, locked};
use crate::window::chrome::text::plain;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

pub(super) fn footer(ui: &mut Ui, desk: &mut Desk, spots: &mut Spots) -> Step {
    ui.add_space(12.0);
    let mut step = Step::Stay;
    ui.horizontal(|ui| {
        let undo = desk.session.history().next_undo().map(|what| format!("Undo {}", plain(what)));
        let button = egui::Button::new(undo.clone().unwrap_or_else(|| "Undo".to_owned())).truncate();
        let room = ui.available_width() - 330.0;
        let clicked = ui
            .allocate_ui_with_layout(vec2(room.max(80.0), 28.0), Layout::left_to_right(Align::Center), |ui| {
                ui.add_enabled(undo.is_some() && !locked(desk), button).clicked()
            })
            .inner;
        let key = !ui.ctx().text_edit_focused()
            && ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, egui::Key::Z));
        if clicked || key {
            desk.ask(Request::Run(Command::Undo));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text =
                egui::RichText::new("Done").font(Face::SansMedium.at(13.0)).color(desk.theme.on_accent);
            let close = egui::Button::new(text).fill(desk.theme.accent).min_size(vec2(76.0, 28.0));
            if ui.add(close).clicked() {
                step = Step::Close;
            }
            if ui.add(egui::Button::new("Save as page\u{2026}").min_size(vec2(0.0, 28.0))).clicked() {
                spots.commit(desk);
                desk.ask(Request::Run(Command::SaveBookPage));
            }
        });
    });
    step
}
