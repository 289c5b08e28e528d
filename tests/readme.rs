//! What the README says of keys, verbs and files is so.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fmt::Write as _;
use std::path::Path;

use pressmark::claims::CodeBook;
use pressmark::window::commands::{Command, Keymap};

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The table of every key, as the README must have it.
fn key_table(codebook: &CodeBook) -> String {
    let keymap = Keymap::new(codebook);
    let mut table = String::from("| key | command | what it does |\n| --- | --- | --- |\n");
    for command in Command::all(codebook) {
        let mut keys: Vec<String> = keymap
            .bindings()
            .iter()
            .filter(|(_, bound)| *bound == command)
            .map(|(key, _)| format!("`{}`", key.format(&egui::ModifierNames::NAMES, false)))
            .collect();
        // The key that menus show stands first.
        let first = keymap.key_of(command).map(|key| key.format(&egui::ModifierNames::NAMES, false));
        keys.sort_by_key(|key| Some(key.trim_matches('`')) != first.as_deref());
        if !keys.is_empty() {
            let (name, hint) = (command.name(codebook), command.hint(codebook));
            writeln!(table, "| {} | {name} | {} |", keys.join(" "), hint.trim_end_matches('.')).unwrap();
        }
    }
    table
}

#[test]
fn the_table_of_keys_is_that_of_the_commands() {
    let table = key_table(&CodeBook::default());
    assert!(
        readme().contains(&table),
        "put this table into the README in place of the one that is there:\n\n{table}"
    );
}

#[test]
fn a_key_that_changes_shows() {
    let mut codebook = CodeBook::default();
    let before = key_table(&codebook);
    codebook.kinds[0].key = Some('7');
    assert_ne!(key_table(&codebook), before);
}

#[test]
fn the_files_it_links_to_are_there() {
    let readme = readme();
    let links: Vec<&str> = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|link| !link.contains("://") && !link.starts_with('#'))
        .collect();
    assert!(links.contains(&"assets/window.png") && links.contains(&"LICENSE"), "{links:?}");
    for link in links {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(link).exists(), "{link} is not there");
    }
}

#[test]
fn the_verbs_it_shows_are_those_of_the_program() {
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_pressmark")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let verbs: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(verbs.contains(&"shot"), "{help}");
    let readme = readme();
    for verb in verbs.iter().filter(|verb| **verb != "help") {
        assert!(readme.contains(&format!("`pressmark {verb} ")), "{verb} is not in the README");
    }
    for shown in readme.split("`pressmark ").skip(1).filter_map(|rest| rest.split_whitespace().next()) {
        let is_verb = shown.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!(!is_verb || verbs.contains(&shown), "the README shows the verb {shown}");
    }
}
