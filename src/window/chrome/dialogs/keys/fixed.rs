//! Keys that are no command's: they mean something while blocks are looked over, or on an enlarged
//! picture, and go before any command there. They cannot be given away.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::story::Role;
use crate::window::article::structure;
use crate::window::commands::{Command, Keymap};

/// Where such keys hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// While the blocks of a story are looked over.
    Structure,
    /// On an enlarged picture.
    Picture,
}

/// A key with what it does there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fixed {
    pub(super) mode: Mode,
    /// As it stands on the page.
    pub(super) cap: String,
    pub(super) what: String,
    /// The keys themselves, as far as a command could have them.
    keys: Vec<KeyboardShortcut>,
}

impl Mode {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Structure => "In structure (fixed)",
            Self::Picture => "On a picture (fixed)",
        }
    }

    fn place(self) -> &'static str {
        match self {
            Self::Structure => "In structure",
            Self::Picture => "On an enlarged picture",
        }
    }
}

/// All of them, in the order in which they are shown.
pub(super) fn all() -> Vec<Fixed> {
    let bare = |key| KeyboardShortcut::new(Modifiers::NONE, key);
    let shifted = |key| KeyboardShortcut::new(Modifiers::SHIFT, key);
    let fixed = |mode, cap: &str, what: &str, keys: &[KeyboardShortcut]| Fixed {
        mode,
        cap: cap.to_owned(),
        what: what.to_owned(),
        keys: keys.to_vec(),
    };
    let mut all = Vec::new();
    for role in Role::ALL {
        let key = structure::letter(role);
        all.push(fixed(Mode::Structure, key.name(), &format!("make {}", role.name()), &[bare(key)]));
    }
    all.extend([
        fixed(Mode::Structure, "Enter", "split the block at the caret", &[bare(Key::Enter)]),
        fixed(Mode::Structure, "J", "join blocks", &[bare(Key::J)]),
        // Elsewhere than on a caption a digit tags as ever, so that none is a clash.
        fixed(Mode::Structure, "0 \u{2013} 9", "the picture of a caption or credit", &[]),
    ]);
    all.extend([
        fixed(Mode::Picture, "C", "next corner of a polygon", &[bare(Key::C), shifted(Key::C)]),
        fixed(Mode::Picture, "I", "add a corner after it", &[]),
        fixed(Mode::Picture, "Arrows", "move a region or corner", &[]),
        fixed(Mode::Picture, "Delete", "remove a region or corner", &[]),
        fixed(Mode::Picture, "+  or  -", "larger or smaller", &[bare(Key::Plus), bare(Key::Minus)]),
        fixed(Mode::Picture, "0", "the whole picture", &[bare(Key::Num0)]),
        fixed(Mode::Picture, "PageDown", "next picture", &[bare(Key::PageDown), bare(Key::PageUp)]),
    ]);
    all
}

impl Fixed {
    /// The command of the analyst's own key, or the tag of the code book's, that cannot be reached by
    /// it here.
    pub(super) fn hides(&self, keys: &Keymap) -> Option<Command> {
        let chosen = |command: Command| match command {
            Command::Tag(_) => true,
            other => keys.own().of(other).is_some(),
        };
        let hidden =
            |(key, command): &&(KeyboardShortcut, Command)| self.keys.contains(key) && chosen(*command);
        keys.bindings().iter().find(hidden).map(|(_, command)| *command)
    }
}

/// What is said of a key that was given to a command and means something else in places.
pub(super) fn warning(key: KeyboardShortcut) -> Option<String> {
    let clash = all().into_iter().find(|fixed| fixed.keys.contains(&key))?;
    Some(format!("{} this key goes on to mean: {}.", clash.mode.place(), clash.what))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::CodeBook;
    use crate::window::own_keys::OwnKeys;

    #[test]
    fn a_key_of_ones_own_that_is_hidden_somewhere_is_told() {
        let book = CodeBook::default();
        let keys = Keymap::new(&book);
        assert!(
            all().iter().all(|fixed| fixed.hides(&keys).is_none()),
            "the program's keys are thought over"
        );
        let mut own = OwnKeys::default();
        let key = KeyboardShortcut::new(Modifiers::NONE, Key::B);
        own.set(Command::NextClaim, Some(key));
        let keys = Keymap::with(&book, &own);
        let hiding: Vec<_> = all().into_iter().filter(|fixed| fixed.hides(&keys).is_some()).collect();
        assert_eq!(hiding.len(), 1);
        assert_eq!((hiding[0].mode, hiding[0].cap.as_str()), (Mode::Structure, "B"));
        assert_eq!(warning(key).unwrap(), "In structure this key goes on to mean: make byline.");
        assert_eq!(warning(KeyboardShortcut::new(Modifiers::COMMAND, Key::B)), None);
    }
}
