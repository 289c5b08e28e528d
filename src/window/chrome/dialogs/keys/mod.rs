//! Every key and gesture on one page, with a field to find one; a click on a command gives it another
//! key.

mod fixed;
mod layout;
mod parts;

use egui::{
    Context, Event, FocusDirection, Id, Key, KeyboardShortcut, Modifiers, Sense, Stroke, StrokeKind,
    TextEdit, Ui, vec2,
};

use self::fixed::{Mode, warning};
use self::layout::{COLUMN, Part, columns};
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
    /// The first of the buttons above the list is to get the keyboard.
    to_buttons: bool,
    /// One of them has it: keys press it then.
    on_button: bool,
    /// The command that waited last: its line gets the keyboard back.
    back: Option<Command>,
}

impl KeysPage {
    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        let width = (ctx.content_rect().width() - 110.0).min(1320.0);
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
                let parts = columns(((ui.available_width() / COLUMN) as usize).clamp(1, 4));
                ui.columns(parts.len(), |columns| {
                    for (column, parts) in columns.iter_mut().zip(parts) {
                        parts.iter().for_each(|part| self.part(column, desk, *part));
                    }
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
            match self.ask(ui, (has, theme.alarm), ["Swap the two", "Leave it"]) {
                Some(0) => self.swap(desk, command, key, other),
                Some(_) => self.leave(),
                None => {}
            }
            return;
        }
        let words =
            format!("Press the new key of \u{201c}{name}\u{201d}; Esc leaves it, Tab leads to the buttons.");
        if let Some(button) = self.ask(ui, (words, theme.ink), ["No key", "Reset"]) {
            let mut own = desk.keys.own().clone();
            match button {
                0 => own.set(command, None),
                _ => own.reset(command),
            }
            desk.ask(Request::SetKeys(Box::new(own)));
            self.leave();
        }
        if !self.refusal.is_empty() {
            small(ui, self.refusal, theme.alarm);
        }
    }

    /// Says something with two buttons behind it; gives the one that was pressed.
    fn ask(&mut self, ui: &mut Ui, (words, ink): (String, egui::Color32), names: [&str; 2]) -> Option<usize> {
        self.on_button = false;
        ui.horizontal(|ui| {
            small(ui, words, ink);
            let mut pressed = None;
            for (number, name) in names.into_iter().enumerate() {
                let button = ui.small_button(name);
                if std::mem::take(&mut self.to_buttons) {
                    button.request_focus();
                }
                self.on_button |= button.has_focus();
                pressed = button.clicked().then_some(number).or(pressed);
            }
            pressed
        })
        .inner
    }

    /// Takes the key that was pressed for the command that waits. While a button has the keyboard, or a
    /// question is open, keys are theirs.
    fn read(&mut self, ui: &Ui, desk: &mut Desk) {
        let Some(command) = self.waiting else { return };
        if self.taken.is_some() || self.on_button {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                self.leave();
            }
            return;
        }
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
        if key == Key::Tab && !held.command && !held.alt {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            self.to_buttons = true;
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
            Some((_, other)) => {
                self.taken = Some((key, *other));
                self.to_buttons = true;
            }
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
        *self = Self { opened: true, sought, back: self.waiting, ..Self::default() };
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

    fn part(&mut self, ui: &mut Ui, desk: &Desk, part: Part) {
        match part {
            Part::Of(menu) => self.group(ui, desk, menu),
            Part::Article => {
                heading(ui, desk, "In the article");
                for (key, what) in GESTURES.iter().filter(|(key, what)| self.fits(key, what)) {
                    line(ui, desk, key, what, false);
                }
            }
            Part::Fixed(mode) => self.fixed(ui, desk, mode),
        }
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
            // By its name, so that it stays the same whatever is told above the list.
            let response = ui.interact(response.rect, Id::unique(("key of", command)), Sense::click());
            let spoken = format!("Change the key of {name}");
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
            if self.back.take_if(|back| *back == command).is_some() {
                response.request_focus();
            }
            if response.has_focus() {
                let stroke = Stroke::new(1.0, desk.theme.accent);
                ui.painter().rect_stroke(response.rect.expand(1.0), 4.0, stroke, StrokeKind::Outside);
            }
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                self.leave();
                (self.waiting, self.back) = (Some(command), None);
            }
        }
    }
}
