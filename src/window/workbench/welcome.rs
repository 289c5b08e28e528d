//! What stands in the middle while no story does.

use std::path::{Path, PathBuf};

use egui::{Align2, Button, Color32, Order, RichText, Ui, Vec2, vec2};

use crate::import::is_named_picture;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// The size of a button that begins something, in points.
const WAY: Vec2 = vec2(260.0, 32.0);

/// No project is open: make one, open one, or go on with a recent one.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, recent: &[PathBuf]) {
    centred(ui, |ui| {
        heading(ui, desk, "Pressmark", "Mark what a news story says, beside its pictures.");
        for command in [Command::NewProject, Command::OpenProject, Command::Sample] {
            let name = command.name(desk.codebook());
            let key = egui::RichText::new(desk.keys.key_text(command)).color(desk.theme.faint);
            let button = Button::new(name.as_ref()).shortcut_text(key).min_size(WAY);
            if ui.add(button).on_hover_text(command.hint(desk.codebook()).as_ref()).clicked() {
                desk.ask(Request::Run(command));
            }
            ui.add_space(2.0);
        }
        ui.add_space(8.0);
        let drop = "A project\u{2019}s folder can also be dropped here.";
        ui.label(RichText::new(drop).font(Face::Sans.at(12.5)).color(desk.theme.faint));
        if !recent.is_empty() {
            ui.add_space(14.0);
            ui.label(
                RichText::new("Recent projects").font(Face::SansStrong.at(11.5)).color(desk.theme.faint),
            );
            for path in recent.iter().take(6) {
                if ui.link(name_of(path)).on_hover_text(path.display().to_string()).clicked() {
                    desk.ask(Request::OpenProject(path.clone()));
                }
            }
        }
    });
}

/// A project is open, but no story: the list has one, or stories are to be imported.
pub(super) fn no_story(ui: &mut Ui, desk: &mut Desk<'_>) {
    let empty = desk.project().stories.is_empty();
    centred(ui, |ui| {
        if empty {
            heading(
                ui,
                desk,
                "No stories yet",
                "Drop texts, saved pages, pictures or whole folders here, or import them.",
            );
            if ui.button("Import stories\u{2026}").clicked() {
                desk.ask(Request::Run(Command::Import));
            }
        } else {
            heading(ui, desk, "No story is open", "Choose one from the list on the left.");
        }
    });
}

/// Files are held over the window: says what dropping them does.
pub(super) fn drop_hint(ui: &Ui, story_open: bool) {
    let (held, pictures) = ui.input(|input| {
        let files = &input.raw.hovered_files;
        let is_picture = |file: &egui::HoveredFile| file.path.as_deref().is_some_and(is_named_picture);
        (files.len(), files.iter().all(is_picture))
    });
    if held == 0 {
        return;
    }
    let layer = egui::LayerId::new(Order::Foreground, egui::Id::unique("drop hint"));
    let painter = ui.ctx().layer_painter(layer);
    let room = ui.ctx().content_rect();
    painter.rect_filled(room, 0.0, Color32::from_black_alpha(120));
    let noun = if held == 1 { "file" } else { "files" };
    // White on a darkened window, in every look.
    let (words, more) = if story_open && pictures {
        let words =
            if held == 1 { "Drop the picture on this story" } else { "Drop the pictures on this story" };
        (words.to_owned(), "or on the place of a missing one; on the list of stories it becomes a story")
    } else {
        (format!("Drop {held} {noun} to import them"), "")
    };
    let middle = room.center();
    painter.text(middle, Align2::CENTER_CENTER, words, Face::SansStrong.at(20.0), Color32::WHITE);
    let below = middle + egui::vec2(0.0, 28.0);
    painter.text(below, Align2::CENTER_CENTER, more, Face::Sans.at(14.0), Color32::WHITE);
}

pub(super) fn centred(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.3).max(20.0));
        contents(ui);
    });
}

pub(super) fn heading(ui: &mut Ui, desk: &Desk<'_>, title: &str, hint: &str) {
    ui.label(RichText::new(title).font(Face::SerifStrong.at(26.0)).color(desk.theme.ink));
    ui.label(RichText::new(hint).font(Face::Sans.at(13.5)).color(desk.theme.faint));
    ui.add_space(14.0);
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
