//! What the page of keys is made of.

use egui::{Key, KeyboardShortcut, Modifiers, Ui};

use crate::window::chrome::parts::{key_cap, word};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// Why a key can be no command's; empty if it can.
pub(super) fn refusal(key: KeyboardShortcut, held: Modifiers) -> &'static str {
    let plain = matches!(
        key.logical_key,
        Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::Home | Key::End | Key::Tab
    ) || (matches!(key.logical_key, Key::PageUp | Key::PageDown) && !held.command);
    match () {
        () if held.alt => "Keys with Alt move by sentence.",
        () if plain => "That key moves the caret or the keyboard.",
        () if held.command && key.logical_key == Key::A => "Ctrl+A selects all.",
        () => "",
    }
}

/// A key as it stands on its cap.
pub(super) fn text(key: KeyboardShortcut) -> String {
    let text = key.format(&egui::ModifierNames::NAMES, cfg!(target_os = "macos"));
    // What stands on the key cap, not its name.
    text.replace("Comma", ",").replace("Period", ".")
}

pub(super) fn heading(ui: &mut Ui, desk: &Desk, text: &str) {
    ui.add_space(6.0);
    word(ui, text, Face::SansStrong.at(13.0), desk.theme.ink);
}

/// A key, or several with “or” between them, and what it does.
pub(super) fn line(ui: &mut Ui, desk: &Desk, key: &str, what: &str, waits: bool) -> egui::Response {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let room = 104.0;
        let left = ui.cursor().left();
        for (index, key) in key.split("  or  ").filter(|key| !key.is_empty()).enumerate() {
            if index > 0 {
                word(ui, "or", Face::Sans.at(11.5), desk.theme.faint);
            }
            key_cap(ui, desk.theme, key);
        }
        ui.add_space((left + room - ui.cursor().left()).max(0.0));
        let ink = if waits { desk.theme.accent } else { desk.theme.ink };
        let text = egui::RichText::new(what).font(Face::Sans.at(12.0)).color(ink);
        ui.add(egui::Label::new(text).selectable(false).truncate());
    })
    .response
}
