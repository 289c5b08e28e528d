//! Which key runs which command: the code book's keys, the analyst's own, the program's.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::Command;
use crate::claims::CodeBook;
use crate::window::own_keys::OwnKeys;

/// Moving by sentence uses these, so no command may.
pub const SENTENCE: Modifiers = Modifiers::ALT;

/// Which keys run which command.
#[derive(Clone, Debug, PartialEq)]
pub struct Keymap {
    bindings: Vec<(KeyboardShortcut, Command)>,
    /// The same in the order in which a command's keys are given.
    shown: Vec<(KeyboardShortcut, Command)>,
    own: OwnKeys,
}

impl Keymap {
    /// The program's keys and those of the code book's kinds.
    #[must_use]
    pub fn new(codebook: &CodeBook) -> Self {
        Self::with(codebook, &OwnKeys::default())
    }

    /// The same with the analyst's own keys. A kind's key goes before any other, and an own key before
    /// one of the program's.
    #[must_use]
    pub fn with(codebook: &CodeBook, own: &OwnKeys) -> Self {
        let kinds = Command::tags(codebook).filter_map(|(command, kind)| {
            let key = Key::from_name(&kind.key?.to_uppercase().to_string())?;
            Some((KeyboardShortcut::new(Modifiers::NONE, key), command))
        });
        let mut bindings: Vec<(KeyboardShortcut, Command)> = Vec::new();
        for (key, command) in kinds {
            // Of two kinds with one key the first has it.
            if bindings.iter().all(|(taken, _)| *taken != key) {
                bindings.push((key, command));
            }
        }
        let others = || Command::all(codebook).filter(|command| !matches!(command, Command::Tag(_)));
        let chosen = others().filter_map(|command| Some((own.of(command)??, command)));
        let given = others().filter(|command| own.of(*command).is_none()).flat_map(|command| {
            let keys = command.spec().map_or(&[][..], |spec| spec.keys);
            keys.iter().map(move |key| (*key, command))
        });
        for (key, command) in chosen.chain(given) {
            if bindings.iter().all(|(taken, _)| *taken != key) {
                bindings.push((key, command));
            }
        }
        let shown = bindings.clone();
        // egui lets Ctrl+Z match Ctrl+Shift+Z, so the more particular binding is asked first.
        bindings.sort_by_key(|(key, _)| {
            std::cmp::Reverse(u8::from(key.modifiers.shift) + u8::from(key.modifiers.alt))
        });
        Self { bindings, shown, own: own.clone() }
    }

    /// All bindings, the most particular first.
    #[must_use]
    pub fn bindings(&self) -> &[(KeyboardShortcut, Command)] {
        &self.bindings
    }

    /// The key shown beside a command: its first.
    #[must_use]
    pub fn key_of(&self, command: Command) -> Option<KeyboardShortcut> {
        self.shown.iter().find(|(_, bound)| *bound == command).map(|(key, _)| *key)
    }

    /// The analyst's own keys among them.
    #[must_use]
    pub fn own(&self) -> &OwnKeys {
        &self.own
    }

    /// The same as text: "Ctrl+Z"; empty for a command without a key.
    #[must_use]
    pub fn key_text(&self, command: Command) -> String {
        let names = egui::ModifierNames::NAMES;
        let text = |key: KeyboardShortcut| key.format(&names, cfg!(target_os = "macos"));
        // What stands on the key cap, not its name.
        let cap = |text: String| text.replace("Comma", ",").replace("Period", ".");
        self.key_of(command).map(text).map_or_else(String::new, cap)
    }
}

/// Whether a key reaches its command while a text field has the keyboard: bare letters do not.
#[must_use]
pub fn works_in_fields(key: &KeyboardShortcut) -> bool {
    let function = matches!(
        key.logical_key,
        Key::F1 | Key::F3 | Key::F6 | Key::F7 | Key::F8 | Key::F9 | Key::F10 | Key::F11
    );
    // Fields have their own undo, copy, paste and the like.
    let editing = matches!(key.logical_key, Key::C | Key::V | Key::Z | Key::Y);
    function || (key.modifiers.command && !editing)
}

#[cfg(test)]
mod tests;
