//! Keys become commands.

use egui::{Context, Event, KeyboardShortcut};

use super::Workbench;
use crate::window::article::Article;
use crate::window::commands::{self};
use crate::window::desk::Request;

impl Workbench {
    /// Asks for the commands whose keys were pressed. Bare letters are the text field's while one
    /// has the keyboard, and Space and Enter a focused button's.
    pub(super) fn take_keys(&mut self, ctx: &Context) {
        let focused = ctx.memory(egui::Memory::focused);
        let free = focused.is_none_or(|id| id == Article::id());
        if ctx.any_popup_open() || self.panels.dialogs.is_open() || self.panels.palette.is_open() {
            return;
        }
        if self.view.enlarged.is_some() {
            self.with_desk(|panels, desk, _| panels.pictures.keys(ctx, desk));
        }
        for (key, command) in self.keys.bindings() {
            if !free && !commands::works_in_fields(key) {
                continue;
            }
            while ctx.input_mut(|input| take(&mut input.events, key)) {
                self.requests.push(Request::Run(*command));
            }
        }
        // Copying comes as an event of its own.
        if free && ctx.input(|input| input.events.contains(&egui::Event::Copy)) {
            self.requests.push(Request::Run(commands::Command::Copy));
        }
    }
}

/// Takes one press of a shortcut out of the frame's events, with what the key writes: the form that
/// a tag opens has the keyboard in the same frame, and would begin with the "2" that opened it.
fn take(events: &mut Vec<Event>, shortcut: &KeyboardShortcut) -> bool {
    let wanted = shortcut.modifiers;
    let at = events.iter().position(|event| match event {
        // Exactly these modifiers: Shift+N must not run what N does.
        Event::Key { key, pressed: true, modifiers, .. } => {
            *key == shortcut.logical_key
                && modifiers.matches_logically(wanted)
                && (modifiers.shift, modifiers.alt) == (wanted.shift, wanted.alt)
        }
        _ => false,
    });
    let Some(at) = at else { return false };
    events.remove(at);
    if matches!(events.get(at), Some(Event::Text(_))) {
        events.remove(at);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Key, Modifiers};

    fn press(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    #[test]
    fn a_key_is_taken_with_what_it_writes_and_nothing_else() {
        let shortcut = KeyboardShortcut::new(Modifiers::NONE, Key::Num2);
        let (two, t) = (Event::Text("2".into()), Event::Text("t".into()));
        let later = press(Key::T, Modifiers::NONE);
        let mut events = vec![press(Key::Num2, Modifiers::NONE), two, later.clone(), t.clone()];
        assert!(take(&mut events, &shortcut));
        assert_eq!(events, [later, t]);
        assert!(!take(&mut events, &shortcut));
    }

    #[test]
    fn other_modifiers_are_another_shortcut() {
        let shortcut = KeyboardShortcut::new(Modifiers::NONE, Key::N);
        for modifiers in [Modifiers::SHIFT, Modifiers::ALT, Modifiers::COMMAND] {
            assert!(!take(&mut vec![press(Key::N, modifiers)], &shortcut));
        }
    }
}
