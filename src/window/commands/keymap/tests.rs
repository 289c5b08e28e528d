//! The keys of the program's own code book and of others.

use super::*;
use crate::claims::Kind;

#[test]
fn no_key_runs_two_commands() {
    let keymap = Keymap::new(&CodeBook::default());
    for (index, (key, command)) in keymap.bindings.iter().enumerate() {
        for (other, second) in &keymap.bindings[index + 1..] {
            assert!(key != other, "{key:?} runs {command:?} and {second:?}");
        }
        assert!(!key.modifiers.alt, "{command:?}: Alt moves by sentence");
    }
}

#[test]
fn a_more_particular_key_is_asked_first() {
    let keymap = Keymap::new(&CodeBook::default());
    let at = |command| keymap.bindings.iter().position(|(_, bound)| *bound == command);
    assert!(at(Command::Redo) < at(Command::Undo));
    assert!(at(Command::Narrow) < at(Command::Widen));
}

#[test]
fn any_kind_can_have_any_free_key_and_the_first_of_two_has_it() {
    let mut codebook = CodeBook::default();
    for number in 0..40 {
        let (id, key) = (format!("k{number}").into(), None);
        codebook.kinds.push(Kind { id, key, ..codebook.kinds[0].clone() });
    }
    codebook.kinds[30].key = Some('x');
    codebook.kinds[41].key = Some('x');
    codebook.kinds[42].key = Some('0');
    let keymap = Keymap::new(&codebook);
    assert_eq!(keymap.key_text(Command::Tag(30)), "X");
    assert_eq!(keymap.key_text(Command::Tag(41)), "");
    assert_eq!(keymap.key_text(Command::Tag(42)), "0", "a kind goes before a command");
    assert_eq!(keymap.key_of(Command::TagAs), None);
    assert!(Command::all(&codebook).any(|command| command == Command::Tag(20)), "by name");
}

#[test]
fn the_code_books_keys_tag() {
    let keymap = Keymap::new(&CodeBook::default());
    assert_eq!(keymap.key_text(Command::Tag(1)), "2");
    assert_eq!(keymap.key_text(Command::Redo), "Ctrl+Shift+Z");
}
