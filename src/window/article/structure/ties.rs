//! Giving captions, credits and places to pictures, by menu and by drag.

use egui::{Button, Ui};

use crate::project::structure::{self, Under};
use crate::story::PictureId;
use crate::window::desk::{Desk, Request};

/// A picture on its way to another place or caption, as the pointer carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DraggedPicture(pub(crate) PictureId);

/// Gives the words of a block to a picture, as its caption.
pub(super) fn caption(desk: &mut Desk<'_>, block: usize, under: &Under) {
    let label = if *under == Under::Nothing { "take caption away" } else { "give caption" };
    if !desk.change_story(label, |work| structure::caption_of(work, block, under)) {
        desk.ask(Request::Notify("That is so already.".to_owned()));
    }
}

/// Gives the words of a block to a picture, as its credit.
pub(super) fn credit(desk: &mut Desk<'_>, block: usize, under: &Under) {
    let label = if *under == Under::Nothing { "take credit away" } else { "give credit" };
    if !desk.change_story(label, |work| structure::credit_of(work, block, under)) {
        desk.ask(Request::Notify("That is so already.".to_owned()));
    }
}

/// What can be done with a picture: whose caption it has, and where it stands.
pub(crate) fn picture_menu(ui: &mut Ui, desk: &mut Desk<'_>, picture: &PictureId) {
    let Some((_, work)) = desk.story() else { return };
    ui.set_max_width(320.0);
    let captioned = work.story.picture(picture).is_some_and(|picture| picture.caption.is_some());
    let at = desk.view.reading_at;
    if ui.button("Place at the reading position").clicked() {
        desk.change_story("move picture", |work| structure::place(work, picture, at));
        ui.close();
    }
    if let Some(block) = desk.view.selection.and_then(|selection| work.story.block_at(selection.head)) {
        if ui.button("Take the block at the caret as caption").clicked() {
            caption(desk, block, &Under::Picture(picture.clone()));
            ui.close();
        }
        if ui.button("Take the block at the caret as credit").clicked() {
            credit(desk, block, &Under::Picture(picture.clone()));
            ui.close();
        }
    }
    if ui.add_enabled(captioned, Button::new("No caption")).clicked() {
        desk.change_story("take caption away", |work| structure::uncaption(work, picture));
        ui.close();
    }
}
