//! What stands in for a picture that cannot be shown, or only in part.

use egui::{CornerRadius, Rect, Ui, pos2, vec2};

use super::decode::PictureTrouble;
use super::task::{PictureTask, Spot};
use crate::story::{PictureFile, PictureId};
use crate::window::chrome::availability::availability;
use crate::window::chrome::text::capital;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// Said of a picture that has no file.
pub const CAME_WITHOUT: &str = "The story came without it. Drop or paste it here.";

/// What is wrong and what can be done about it.
pub fn remedy(trouble: &PictureTrouble, file: &PictureFile) -> String {
    match trouble {
        PictureTrouble::Missing => {
            format!("Put {} back into the story\u{2019}s pictures folder as {}.", file.original, file.name)
        }
        PictureTrouble::TooLarge(..) | PictureTrouble::FileTooLarge(_) => {
            format!("{trouble}. A smaller copy can be shown.", trouble = capital(&trouble.to_string()))
        }
        other => format!("{} ({}).", capital(&other.to_string()), file.original),
    }
}

/// Says, in a picture's place, why there is none.
pub fn show(ui: &mut Ui, desk: &Desk, area: Rect, title: &str, reason: &str) {
    let inner = area.shrink2(vec2(12.0, 10.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(inner).id_salt("placeholder"), |ui| {
        ui.set_clip_rect(ui.clip_rect().intersect(area));
        ui.spacing_mut().item_spacing.y = 3.0;
        // Not selectable: a right click on the words is meant for the place they stand on.
        let title = egui::RichText::new(title).font(Face::SansMedium.at(12.5)).color(desk.theme.ink);
        ui.add(egui::Label::new(title).selectable(false));
        let reason = egui::RichText::new(reason).size(12.0).color(desk.theme.faint);
        ui.add(egui::Label::new(reason).selectable(false).wrap());
    });
}

/// The buttons at the foot of a picture's place: one that asks for its file, and one that has the file
/// that should be there read again; says whether that was clicked.
pub fn buttons(ui: &mut Ui, desk: &mut Desk, area: Rect, picture: &PictureId, has_file: bool) -> bool {
    let ink = desk.theme.ink;
    let mut left = area.left() + 10.0;
    let mut button = |ui: &mut Ui, name: &str, hint: &str, width: f32| {
        let rect = Rect::from_min_size(pos2(left, area.bottom() - 30.0), vec2(width, 22.0));
        left += width + 6.0;
        let text = egui::RichText::new(name).size(12.0).color(ink);
        ui.place(rect, egui::Button::new(text)).on_hover_text(hint).clicked()
    };
    let again = has_file && button(ui, "Look again", "Read the file again", 84.0);
    if availability(Command::ReplacePicture, desk).is_ok()
        && button(
            ui,
            "Choose file\u{2026}",
            "Give this picture its file; dropping one here does the same",
            92.0,
        )
    {
        desk.ask(Request::Picture(PictureTask::Choose(Spot::Of(picture.clone()))));
    }
    again
}

/// A line across the lower edge of a picture.
pub fn notice(ui: &mut Ui, desk: &Desk, area: Rect, words: &str) {
    let band = Rect::from_min_max(pos2(area.left(), area.bottom() - 20.0), area.max);
    ui.painter().rect_filled(band, CornerRadius::ZERO, desk.theme.bar.gamma_multiply(0.85));
    let text = egui::RichText::new(words).size(11.0).color(desk.theme.on_bar);
    ui.place(band.shrink2(vec2(8.0, 2.0)), egui::Label::new(text).truncate());
}
