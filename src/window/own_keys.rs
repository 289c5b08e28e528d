//! The keys an analyst gave to commands, in place of the program's own.

use std::collections::BTreeMap;

use egui::{Key, KeyboardShortcut, Modifiers};
use serde::{Deserialize, Serialize};

use super::commands::Command;

/// Which commands have another key than the program gives them, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OwnKeys(BTreeMap<String, Option<String>>);

impl OwnKeys {
    /// The key given to a command: the inner `None` says that it shall have none, the outer one that it
    /// has the program's. So does a key that cannot be read.
    #[must_use]
    pub fn of(&self, command: Command) -> Option<Option<KeyboardShortcut>> {
        match self.0.get(&name(command))? {
            Some(written) => read(written).map(Some),
            None => Some(None),
        }
    }

    /// Gives a command this key, or none.
    pub fn set(&mut self, command: Command, key: Option<KeyboardShortcut>) {
        self.0.insert(name(command), key.map(written));
    }

    /// Gives a command the program's keys back.
    pub fn reset(&mut self, command: Command) {
        self.0.remove(&name(command));
    }

    /// Whether every command has the program's keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A command's name in the settings.
fn name(command: Command) -> String {
    format!("{command:?}")
}

fn written(key: KeyboardShortcut) -> String {
    let held = [
        (key.modifiers.command || key.modifiers.ctrl, "Ctrl+"),
        (key.modifiers.alt, "Alt+"),
        (key.modifiers.shift, "Shift+"),
    ];
    let held: String = held.iter().filter(|(held, _)| *held).map(|(_, name)| *name).collect();
    format!("{held}{}", key.logical_key.name())
}

fn read(written: &str) -> Option<KeyboardShortcut> {
    let (mut rest, mut modifiers) = (written, Modifiers::NONE);
    for (name, held) in
        [("Ctrl+", Modifiers::COMMAND), ("Alt+", Modifiers::ALT), ("Shift+", Modifiers::SHIFT)]
    {
        if let Some(after) = rest.strip_prefix(name) {
            (rest, modifiers) = (after, modifiers | held);
        }
    }
    Some(KeyboardShortcut::new(modifiers, Key::from_name(rest)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_back() {
        for key in Key::ALL {
            for modifiers in [Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND | Modifiers::SHIFT] {
                let key = KeyboardShortcut::new(modifiers, *key);
                assert_eq!(read(&written(key)), Some(key));
            }
        }
        assert_eq!(read("Ctrl+Nonsense"), None);
    }

    #[test]
    fn no_key_and_the_programs_key_are_told_apart() {
        let mut keys = OwnKeys::default();
        assert_eq!(keys.of(Command::NextClaim), None);
        keys.set(Command::NextClaim, None);
        assert_eq!(keys.of(Command::NextClaim), Some(None));
        keys.reset(Command::NextClaim);
        assert!(keys.is_empty());
    }
}
