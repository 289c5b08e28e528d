//! What a right click on a picture, or on the place of one, offers.

use egui::{Response, Ui};

use super::edits::{self, Target};
use super::task::{PictureTask, Spot};
use super::tool;
use crate::story::Picture;
use crate::window::chrome::availability::availability;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};

/// Shows the menu after a right click on `response`. `missing` says that the picture has no file, or
/// that its file is gone.
pub fn show(response: &Response, desk: &mut Desk, picture: &Picture, missing: bool) {
    show_held(response, desk, picture, missing, None);
}

/// The same with what can be done about a region of the picture, or one of its corners, that was
/// clicked. Says whether one was taken away.
pub fn show_held(
    response: &Response,
    desk: &mut Desk,
    picture: &Picture,
    missing: bool,
    held: Option<(Target, Option<usize>)>,
) -> bool {
    let mut removed = false;
    response.context_menu(|ui| {
        if let Some((target, corner)) = held {
            let refused = match target {
                Target::Drawn => None,
                Target::Of(..) => availability(Command::DeleteClaim, desk).err(),
            };
            let mut asked = |ui: &mut Ui, name: &str| {
                let button = ui.add_enabled(refused.is_none(), egui::Button::new(name));
                let clicked = button.on_disabled_hover_text(refused.unwrap_or_default()).clicked();
                if clicked {
                    ui.close();
                }
                removed |= clicked;
                clicked
            };
            if let Some(corner) = corner.filter(|_| asked(ui, "Remove corner")) {
                tool::remove_corner(desk, &picture.id, target, corner);
            }
            if asked(ui, "Remove region") {
                edits::remove(desk, target);
            }
            ui.separator();
        }
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
    removed
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
