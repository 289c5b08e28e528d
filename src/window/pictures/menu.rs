//! What a right click on a picture, or on the place of one, offers.

use egui::{Response, Ui};

use super::task::{PictureTask, Spot};
use crate::story::Picture;
use crate::window::chrome::availability::availability;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};

/// Shows the menu after a right click on `response`. `missing` says that the picture has no file, or
/// that its file is gone.
pub fn show(response: &Response, desk: &mut Desk, picture: &Picture, missing: bool) {
    response.context_menu(|ui| {
        let here = || Spot::Of(picture.id.clone());
        let (choose, paste) = if missing {
            ("Choose its file\u{2026}", "Paste it here")
        } else {
            ("Replace picture\u{2026}", "Replace by the pasted one")
        };
        entry(ui, desk, choose, Command::ReplacePicture, PictureTask::Choose(here()));
        entry(ui, desk, paste, Command::ReplacePicture, PictureTask::Paste(here()));
        if picture.file.is_some() {
            let remove = PictureTask::Remove(picture.id.clone());
            entry(ui, desk, "Remove picture", Command::RemovePicture, remove);
        }
        ui.separator();
        entry(ui, desk, "Add picture\u{2026}", Command::AddPicture, PictureTask::Choose(Spot::New));
    });
}

/// One line, which can be chosen while its command can be run.
fn entry(ui: &mut Ui, desk: &mut Desk, name: &str, like: Command, task: PictureTask) {
    let refused = availability(like, desk).err();
    let button = ui.add_enabled(refused.is_none(), egui::Button::new(name));
    let button = button.on_disabled_hover_text(refused.unwrap_or_default());
    if button.clicked() {
        desk.ask(Request::Picture(task));
        ui.close();
    }
}
