//! Every key and gesture on one page, with a field to find one; a click on a command gives it another
//! key.

mod fixed;
mod parts;

use egui::{Context, Event, Id, Key, KeyboardShortcut, Modifiers, Sense, TextEdit, Ui, vec2};

use self::fixed::{Mode, warning};
use self::parts::{heading, line, refusal, text};

use super::shell::{Shell, Step, buttons, enter, small};
use crate::window::commands::{Command, Menu};
use crate::window::desk::{Desk, Request};

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

/// The page of keys.
#[derive(Debug, Default)]
pub(super) struct KeysPage {
    /// Whether it was shown before.
    opened: bool,
    /// Only what has these words in it is shown.
    sought: String,
    /// The command that waits for its new key.
    waiting: Option<Command>,
    /// The key that was pressed for it, which another command has.
    taken: Option<(KeyboardShortcut, Command)>,
    /// Why the last key could not be taken.
    refusal: &'static str,
    /// Where the key that was given last means something else.
    warning: Option<String>,
}

impl KeysPage {
    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        let width = (ctx.content_rect().width() - 110.0).min(1200.0);
        Shell { theme, id: "keys", title: "Keys", width }.show(ctx, |ui| {
            self.read(ui, desk);
            let field = TextEdit::singleline(&mut self.sought)
                .id(Id::unique("find a key"))
                .hint_text("Find a key or what it does")
                .desired_width(260.0);
            let field = ui.add(field).accessible_name("Find a key");
            if !std::mem::replace(&mut self.opened, true) {
                field.request_focus();
            }
            let entered = self.waiting.is_none() && enter(ui);
            self.told(ui, desk);
            let height = (ui.ctx().content_rect().height() - 210.0).clamp(120.0, 760.0);
            // As high from the first frame on as it will be.
            let area = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
            area.auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 1.0);
                ui.columns(4, |columns| {
                    let [first, second, third, fourth] = columns else { return };
                    self.group(first, desk, Menu::Claim);
                    heading(second, desk, "In the article");
                    for (key, what) in GESTURES.iter().filter(|(key, what)| self.fits(key, what)) {
                        line(second, desk, key, what, false);
                    }
                    let [structure, picture] = Mode::ALL;
                    for (column, menus) in [
                        (&mut *second, &[Menu::File, Menu::Help][..]),
                        (&mut *third, &[Menu::Story]),
                        (fourth, &[Menu::Edit, Menu::View]),
                    ] {
                        menus.iter().for_each(|menu| self.group(column, desk, *menu));
                    }
                    self.fixed(second, desk, structure);
                    self.fixed(third, desk, picture);
                });
            });
            let names: &[&str] =
                if desk.keys.own().is_empty() { &["Close"] } else { &["Close", "Reset all keys"] };
            match buttons(ui, theme, names, true) {
                Some(0) => Step::Close,
                Some(_) => {
                    self.leave();
                    desk.ask(Request::SetKeys(Box::default()));
                    Step::Stay
                }
                None if entered => Step::Close,
                None => Step::Stay,
            }
        })
    }

    /// What stands above the list: how to change a key, or what became of the one just pressed.
    fn told(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let theme = desk.theme;
        let Some(command) = self.waiting else {
            match &self.warning {
                Some(warning) => small(ui, format!("The key is given. {warning}"), theme.alarm),
                None => small(ui, "Click a command to give it another key.", theme.faint),
            }
            return;
        };
        let name = command.name(desk.codebook());
        if let Some((key, other)) = self.taken {
            let has = format!("{} is the key of \u{201c}{}\u{201d}.", text(key), other.name(desk.codebook()));
            ui.horizontal(|ui| {
                small(ui, has, theme.alarm);
                if ui.small_button("Swap the two").clicked() {
                    self.swap(desk, command, key, other);
                }
                if ui.small_button("Leave it").clicked() {
                    self.leave();
                }
            });
            return;
        }
        ui.horizontal(|ui| {
            small(ui, format!("Press the new key of \u{201c}{name}\u{201d}; Esc leaves it."), theme.ink);
            for (button, reset) in [("No key", false), ("Reset", true)] {
                if ui.small_button(button).clicked() {
                    let mut own = desk.keys.own().clone();
                    if reset {
                        own.reset(command)
                    } else {
                        own.set(command, None)
                    }
                    desk.ask(Request::SetKeys(Box::new(own)));
                    self.leave();
                }
            }
        });
        if !self.refusal.is_empty() {
            small(ui, self.refusal, theme.alarm);
        }
    }

    /// Takes the key that was pressed for the command that waits.
    fn read(&mut self, ui: &Ui, desk: &mut Desk) {
        let Some(command) = self.waiting else { return };
        let pressed = ui.input_mut(|input| {
            let at =
                input.events.iter().position(|event| matches!(event, Event::Key { pressed: true, .. }))?;
            match input.events.remove(at) {
                Event::Key { key, modifiers, .. } => Some((key, modifiers)),
                _ => None,
            }
        });
        let Some((key, held)) = pressed else { return };
        if key == Key::Escape {
            self.leave();
            return;
        }
        let mut modifiers = if held.shift { Modifiers::SHIFT } else { Modifiers::NONE };
        if held.command {
            modifiers |= Modifiers::COMMAND;
        }
        let key = KeyboardShortcut::new(modifiers, key);
        self.taken = None;
        self.refusal = refusal(key, held);
        if !self.refusal.is_empty() {
            return;
        }
        match desk.keys.bindings().iter().find(|(bound, other)| *bound == key && *other != command) {
            Some((_, Command::Tag(_))) => {
                self.refusal = "That key tags with a kind of the code book, which goes first.";
            }
            Some((_, other)) => self.taken = Some((key, *other)),
            None => {
                let mut own = desk.keys.own().clone();
                own.set(command, Some(key));
                desk.ask(Request::SetKeys(Box::new(own)));
                self.leave();
                self.warning = warning(key);
            }
        }
    }

    /// No command waits for a key any more.
    fn leave(&mut self) {
        let sought = std::mem::take(&mut self.sought);
        *self = Self { opened: true, sought, ..Self::default() };
    }

    fn fits(&self, key: &str, what: &str) -> bool {
        let words = self.sought.trim().to_lowercase().replace('+', " ");
        key.to_lowercase().contains(&words) || what.to_lowercase().contains(&words)
    }

    fn swap(&mut self, desk: &mut Desk, command: Command, key: KeyboardShortcut, other: Command) {
        let mut own = desk.keys.own().clone();
        own.set(other, desk.keys.key_of(command));
        own.set(command, Some(key));
        desk.ask(Request::SetKeys(Box::new(own)));
        self.leave();
        self.warning = warning(key);
    }

    /// Keys that no command can have, and whose command of the analyst's own they hide there.
    fn fixed(&self, ui: &mut Ui, desk: &Desk, mode: Mode) {
        let rows: Vec<_> = fixed::all().into_iter().filter(|fixed| fixed.mode == mode).collect();
        if !rows.iter().any(|fixed| self.fits(&fixed.cap, &fixed.what)) {
            return;
        }
        heading(ui, desk, mode.name());
        for fixed in rows.iter().filter(|fixed| self.fits(&fixed.cap, &fixed.what)) {
            line(ui, desk, &fixed.cap, &fixed.what, false);
            if let Some(hidden) = fixed.hides(desk.keys) {
                small(
                    ui,
                    format!("not \u{201c}{}\u{201d} here", hidden.name(desk.codebook())),
                    desk.theme.alarm,
                );
            }
        }
    }

    fn group(&mut self, ui: &mut Ui, desk: &Desk, menu: Menu) {
        heading(ui, desk, menu.name());
        for command in Command::all(desk.codebook()).filter(|command| command.menu() == menu) {
            let bound = desk.keys.bindings().iter().filter(|(_, bound)| *bound == command);
            let first = desk.keys.key_of(command);
            let mut keys: Vec<KeyboardShortcut> = bound.map(|(key, _)| *key).collect();
            // The one shown beside the command goes first.
            keys.sort_by_key(|key| Some(*key) != first);
            let keys: Vec<String> = keys.into_iter().map(text).collect();
            let waits = self.waiting == Some(command);
            let name = command.name(desk.codebook());
            let keys = keys.join("  or  ").replace('+', " ");
            if !waits && !self.fits(&keys, &name) {
                continue;
            }
            let response = line(ui, desk, &keys, &name, waits);
            // The code book says which key tags; copying is the system's.
            if matches!(command, Command::Tag(_) | Command::Copy) {
                continue;
            }
            let response = response.interact(Sense::click());
            let spoken = format!("Change the key of {name}");
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                self.leave();
                self.waiting = Some(command);
            }
        }
    }
}
