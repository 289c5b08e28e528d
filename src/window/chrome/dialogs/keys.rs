//! Every key and gesture on one page.

use egui::{Context, Ui};

use super::shell::{Shell, Step, buttons, enter};
use crate::window::chrome::parts::{key_cap, word};
use crate::window::commands::{Command, Menu};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// What the pointer and the caret do in the article; no command stands for these.
const GESTURES: [(&str, &str); 9] = [
    ("Drag", "select a passage"),
    ("Double click", "select a word"),
    ("Triple click", "select a sentence"),
    ("Shift click", "extend the selection"),
    ("Ctrl drag", "add a passage to the chosen claim"),
    ("Shift arrows", "extend the selection by a character"),
    ("Ctrl Shift arrows", "extend it by a word"),
    ("Alt Shift arrows", "extend it by a sentence"),
    ("Ctrl wheel", "larger or smaller"),
];

pub(super) fn show(ctx: &Context, desk: &Desk) -> Step {
    let theme = desk.theme;
    Shell { theme, id: "keys", title: "Keys", width: 700.0 }.show(ctx, |ui| {
        let entered = enter(ui);
        let height = (ui.ctx().content_rect().height() - 190.0).clamp(120.0, 900.0);
        egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            ui.columns(2, |columns| {
                let [left, right] = columns else { return };
                for menu in [Menu::Claim, Menu::Help] {
                    group(left, desk, menu);
                }
                heading(left, desk, "In the article");
                for (key, what) in GESTURES {
                    line(left, desk, key, what);
                }
                for menu in [Menu::File, Menu::Edit, Menu::View, Menu::Story] {
                    group(right, desk, menu);
                }
            });
        });
        let taken = buttons(ui, theme, &["Close"], true);
        if taken.is_some() || entered { Step::Close } else { Step::Stay }
    })
}

fn group(ui: &mut Ui, desk: &Desk, menu: Menu) {
    heading(ui, desk, menu.name());
    for command in Command::all(desk.codebook()).filter(|command| command.menu() == menu) {
        let names = egui::ModifierNames::NAMES;
        let bound = desk.keys.bindings().iter().filter(|(_, bound)| *bound == command);
        let first = desk.keys.key_text(command);
        let mut keys: Vec<String> =
            bound.map(|(key, _)| key.format(&names, cfg!(target_os = "macos"))).collect();
        // The one shown beside the command goes first.
        keys.sort_by_key(|key| *key != first);
        if !keys.is_empty() {
            line(ui, desk, &keys.join("  or  ").replace('+', " "), &command.name(desk.codebook()));
        }
    }
}

fn heading(ui: &mut Ui, desk: &Desk, text: &str) {
    ui.add_space(6.0);
    word(ui, text, Face::SansStrong.at(13.0), desk.theme.ink);
}

fn line(ui: &mut Ui, desk: &Desk, key: &str, what: &str) {
    ui.horizontal(|ui| {
        let room = 132.0;
        let left = ui.cursor().left();
        for (index, key) in key.split("  or  ").enumerate() {
            if index > 0 {
                word(ui, "or", Face::Sans.at(11.5), desk.theme.faint);
            }
            key_cap(ui, desk.theme, key);
        }
        ui.add_space((left + room - ui.cursor().left()).max(0.0));
        let text = egui::RichText::new(what).font(Face::Sans.at(13.0)).color(desk.theme.ink);
        ui.add(egui::Label::new(text).selectable(false).wrap());
    });
}
