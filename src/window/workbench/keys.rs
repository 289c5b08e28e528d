//! Keys become commands.

use egui::{Context, Event, Key, KeyboardShortcut};

use super::Workbench;
use crate::window::article::{Article, structure};
use crate::window::commands::{self, Command, Keymap};
use crate::window::desk::Request;

impl Workbench {
    /// Asks for the commands whose keys were pressed. Bare letters are the text field's while one
    /// has the keyboard, and Space and Enter a focused button's.
    pub(super) fn take_keys(&mut self, ctx: &Context) {
        let focused = ctx.memory(egui::Memory::focused);
        let on_picture = self.view.enlarged.is_some() && self.panels.pictures.has_keyboard(ctx);
        let free = on_picture || focused.is_none_or(|id| id == Article::id());
        let closed = !self.panels.dialogs.is_open() && !self.panels.palette.is_open();
        self.take_paste(ctx, free && closed && !ctx.any_popup_open());
        if ctx.any_popup_open() || self.panels.dialogs.is_open() || self.panels.palette.is_open() {
            return;
        }
        if self.is_pointing() && ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape))
        {
            self.stop_pointing();
        }
        self.mind_way_back(ctx, free);
        // A form from which Escape has taken the keyboard is to see the key first.
        let in_form = focused.is_none() && self.panels.claims.has_keyboard();
        if self.view.enlarged.is_some() && !in_form {
            self.with_desk(|panels, desk, _| panels.pictures.keys(ctx, desk));
        }
        if free && self.view.enlarged.is_none() && self.view.structure.is_some() {
            self.with_desk(|_, desk, _| structure::keys(ctx, desk));
        }
        // Undoing a tag must not need a way out of the form that the tag opened.
        let undo = self.panels.claims.waits_for_keys() || !ctx.text_edit_focused();
        // In the order they were pressed; what follows a key that gives the keyboard away is typed.
        let cards = self.view.several.is_some() && self.panels.claims.on_card();
        let mut reach = Reach { bare: free, undo: undo || cards, cards };
        let mut from = 0;
        while let Some((at, command)) =
            ctx.input_mut(|input| take(&mut input.events, from, &self.keys, reach))
        {
            from = at;
            reach.bare &= !gives_keyboard_away(command);
            self.requests.push(Request::Run(command));
        }
        // Copying comes as an event of its own.
        if free && ctx.input(|input| input.events.contains(&egui::Event::Copy)) {
            self.requests.push(Request::Run(Command::Copy));
        }
    }
}

/// Which keys reach their commands now.
#[derive(Clone, Copy, Debug)]
struct Reach {
    /// All of them, bare letters too.
    bare: bool,
    /// Undo and redo.
    undo: bool,
    /// What is done to several claims, whose cards have the keyboard.
    cards: bool,
}

/// Whether a command is one that is done to several claims.
fn is_for_several(command: Command) -> bool {
    matches!(command, Command::Tag(_) | Command::TagAs | Command::DeleteClaim | Command::SetField)
}

/// Whether a command may move the keyboard into a field.
fn gives_keyboard_away(command: Command) -> bool {
    matches!(
        command,
        Command::Tag(_)
            | Command::TagAs
            | Command::RepeatSpeaker
            | Command::RepeatKind
            | Command::TagEverywhere
            | Command::EditClaim
            | Command::Find
            | Command::SearchProject
            | Command::Palette
            | Command::LinkTo
    )
}

/// Takes the first press of a command's key, from event `from` on, out of the frame's events, with
/// what the key writes: the form that a tag opens has the keyboard in the same frame, and would
/// begin with the "2" that opened it. Gives the place where the key was.
fn take(events: &mut Vec<Event>, from: usize, keys: &Keymap, reach: Reach) -> Option<(usize, Command)> {
    let bound = |event: &Event| {
        let reaches = |key: &KeyboardShortcut, command: Command| {
            let undoes = reach.undo && matches!(command, Command::Undo | Command::Redo);
            reach.bare || undoes || (reach.cards && is_for_several(command)) || commands::works_in_fields(key)
        };
        let binding = keys.bindings().iter().find(|(key, run)| reaches(key, *run) && is_press(event, key));
        binding.map(|(_, command)| *command)
    };
    let found = events.iter().enumerate().skip(from).find_map(|(at, event)| Some((at, bound(event)?)));
    let (at, command) = found?;
    events.remove(at);
    if matches!(events.get(at), Some(Event::Text(_))) {
        events.remove(at);
    }
    Some((at, command))
}

/// Whether this is a press of the shortcut with exactly its modifiers: Shift+N must not run what N
/// does.
fn is_press(event: &Event, shortcut: &KeyboardShortcut) -> bool {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
    let wanted = shortcut.modifiers;
    // On many keyboards "+" is itself typed with Shift.
    let shift_fits = modifiers.shift == wanted.shift || *key == Key::Plus;
    *key == shortcut.logical_key
        && modifiers.matches_logically(wanted)
        && shift_fits
        && modifiers.alt == wanted.alt
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::CodeBook;
    use egui::Modifiers;

    const ALL: Reach = Reach { bare: true, undo: true, cards: false };
    const NONE: Reach = Reach { bare: false, undo: false, cards: false };

    fn press(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    #[test]
    fn a_key_is_taken_with_what_it_writes_and_nothing_else() {
        let keys = Keymap::new(&CodeBook::default());
        let (two, n) = (Event::Text("2".into()), Event::Text("n".into()));
        let later = press(Key::N, Modifiers::NONE);
        let mut events = vec![press(Key::Num2, Modifiers::NONE), two, later.clone(), n.clone()];
        assert_eq!(take(&mut events, 0, &keys, ALL), Some((0, Command::Tag(1))));
        assert_eq!(events, [later, n]);
        assert_eq!(take(&mut events, 0, &keys, NONE), None, "the form has the keyboard now");
        assert_eq!(take(&mut events, 0, &keys, ALL), Some((0, Command::NextClaim)));
        assert!(events.is_empty());
    }

    #[test]
    fn other_modifiers_are_another_shortcut() {
        let keys = Keymap::new(&CodeBook::default());
        let taken = |modifiers| take(&mut vec![press(Key::N, modifiers)], 0, &keys, ALL);
        assert_eq!(taken(Modifiers::SHIFT), Some((0, Command::PreviousClaim)));
        assert_eq!(taken(Modifiers::ALT), None);
        assert_eq!(taken(Modifiers::COMMAND), None);
    }
}
