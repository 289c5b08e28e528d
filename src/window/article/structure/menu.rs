//! What a block's label offers.

use std::ops::RangeInclusive;

use egui::{Button, Ui};

use super::{letter, ties};
use crate::project::structure::{self, Under};
use crate::story::{PictureId, Role, visible};
use crate::window::chrome::availability::availability;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};

/// More pictures than this are told apart by drag.
const LISTED: usize = 12;

/// The menu of the chosen blocks; `block` is the one whose label was clicked.
pub(super) fn menu(ui: &mut Ui, desk: &mut Desk<'_>, blocks: &RangeInclusive<usize>, block: usize) {
    ui.set_min_width(210.0);
    let refused = availability(Command::JoinBlocks, desk).err();
    let Some((_, work)) = desk.story() else { return };
    let one = blocks.start() == blocks.end();
    let roles: Vec<Role> =
        work.story.blocks.get(blocks.clone()).unwrap_or_default().iter().map(|block| block.role).collect();
    for role in Role::ALL {
        let is = roles.iter().all(|other| *other == role);
        let mut name = role.name().to_owned();
        name[..1].make_ascii_uppercase();
        let button = Button::selectable(is, name).shortcut_text(letter(role).name());
        if ui.add_enabled(refused.is_none(), button).on_hover_text(role.meaning()).clicked() {
            if !is {
                desk.ask(Request::Run(Command::MakeRole(role)));
            }
            ui.close();
        }
    }
    ui.separator();
    for (command, name, key) in [
        (Command::SplitBlock, "Split at the caret", "Enter"),
        (Command::JoinBlocks, if one { "Join with next" } else { "Join" }, "J"),
    ] {
        if ui.add_enabled(refused.is_none(), Button::new(name).shortcut_text(key)).clicked() {
            desk.ask(Request::Run(command));
            ui.close();
        }
    }
    if ui.add_enabled(refused.is_none(), Button::new("Correct text\u{2026}").shortcut_text("F2")).clicked() {
        desk.ask(Request::Run(Command::CorrectText));
        ui.close();
    }
    if !one || refused.is_some() {
        return;
    }
    ui.separator();
    let pictures: Vec<(PictureId, String)> = (1..)
        .zip(work.story.pictures.iter().take(LISTED))
        .map(|(number, picture)| {
            let words: String = visible(picture.caption(&work.text)).chars().take(36).collect();
            (picture.id.clone(), format!("Picture {number}  {words}"))
        })
        .collect();
    ui.menu_button("Caption of", |ui| {
        under(ui, &pictures, true, |under| ties::caption(desk, block, under));
    });
    ui.menu_button("Credit of", |ui| {
        under(ui, &pictures, true, |under| ties::credit(desk, block, under));
    });
    if !pictures.is_empty() {
        let at = work.story.blocks[block].range.start;
        ui.menu_button("Move here", |ui| {
            under(ui, &pictures, false, |under| {
                if let Under::Picture(id) = under {
                    desk.change_story("move picture", |work| structure::place(work, id, at));
                }
            });
        });
    }
}

fn under(ui: &mut Ui, pictures: &[(PictureId, String)], others: bool, mut chosen: impl FnMut(&Under)) {
    ui.set_min_width(180.0);
    for (id, name) in pictures {
        if ui.push_id(id, |ui| ui.button(name)).inner.clicked() {
            chosen(&Under::Picture(id.clone()));
            ui.close();
        }
    }
    if others {
        for (under, name) in [(Under::Missing, "A picture that is missing"), (Under::Nothing, "No picture")] {
            if ui.button(name).clicked() {
                chosen(&under);
                ui.close();
            }
        }
    }
}
