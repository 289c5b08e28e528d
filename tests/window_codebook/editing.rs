//! Kinds, fields and codes are added, moved, merged and taken away.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Claim, FieldType, Value};
use pressmark::project::Session;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::support::coder;
use crate::support::workbench::{TALKS, Window, sample_folder};
use crate::{book, categories, click, click_row, fill, opened, row};

#[test]
fn a_kind_is_added_named_and_filled_by_keys() {
    let mut window = opened();
    let before = book(&window).clone();
    fill(&mut window, "Add a kind", "Rumour");
    window.press(Key::Enter);
    assert_eq!(book(&window).kinds.last().unwrap().key, Some('4'));
    fill(&mut window, "Definition", "Heard, not seen.");
    fill(&mut window, "Name of the kind", "Hearsay");
    window.press(Key::Tab);
    let kind = book(&window).kinds.last().unwrap();
    assert_eq!((kind.id.as_str(), kind.name.as_str()), ("rumour", "Hearsay"), "the id stays");
    assert_eq!(kind.definition, "Heard, not seen.");
    fill(&mut window, "Add a field", "Reach");
    window.press(Key::Enter);
    assert_eq!(book(&window).kinds.last().unwrap().fields[0].holds, FieldType::Text);
    // What is typed is kept also when the editor is closed.
    fill(&mut window, "Help while coding", "How far it got.");
    window.press(Key::Escape);
    window.rest(3);
    if window.says("Help while coding") {
        window.press(Key::Escape);
    }
    assert_eq!(book(&window).kinds.last().unwrap().fields[0].help, "How far it got.");
    assert!(!window.says("Help while coding"), "closed");
    for _ in 0..5 {
        window.ask(Request::Run(Command::Undo));
    }
    assert_eq!(*book(&window), before);
}

#[test]
fn a_key_has_one_kind_and_no_command() {
    let mut window = opened();
    fill(&mut window, "Key that tags with it", "2");
    window.press(Key::Tab);
    window.expect("2 is the key of \u{201c}Quote\u{201d} already.");
    fill(&mut window, "Key that tags with it", "h");
    window.press(Key::Tab);
    window.expect("H is the key of \u{201c}Highlight\u{201d}.");
    assert_eq!(book(&window).kinds[0].key, Some('1'));
    fill(&mut window, "Key that tags with it", "7");
    window.press(Key::Tab);
    assert_eq!(book(&window).kinds[0].key, Some('7'));
    fill(&mut window, "Colour as digits", "a23b7");
    window.press(Key::Tab);
    window.expect("Six hexadecimal digits");
    click(&mut window, "Colour 0f7686");
    assert_eq!(String::from(book(&window).kinds[0].colour), "0f7686");
}

#[test]
fn merging_kinds_tells_the_claims_and_undo_brings_them_back() {
    let mut window = opened();
    let before = window.project().clone();
    click(&mut window, "Merge kind into\u{2026}");
    click(&mut window, "Look at the claims");
    window.expect("Merge Stance into Quote");
    window.expect("of yours in");
    click(&mut window, "Change");
    assert!(
        window
            .project()
            .stories
            .values()
            .filter_map(|work| work.work_of(&coder("kim")))
            .all(|work| { work.claims.values().all(|claim| claim.kind != Some("stance".into())) })
    );
    window.expect("Fields");
    window.ask(Request::Run(Command::Undo));
    assert_eq!(*window.project(), before);
}

#[test]
fn what_a_change_touches_is_counted_beside_it_and_listed() {
    let mut window = opened();
    let all = || window.project().stories.values().flat_map(|work| work.coders.values());
    let claims: Vec<_> = all().flat_map(|own| own.claims.values().cloned()).collect();
    let number = |fits: &dyn Fn(&Claim) -> bool| claims.iter().filter(|claim| fits(claim)).count();
    let stances = number(&|claim| claim.kind == Some("stance".into()));
    let code = |claim: &Claim| {
        claim.kind == Some("stance".into())
            && claim.fields.get(&"stance".into()) == Some(&Value::Choice("for".into()))
    };
    let coded = number(&code);
    assert!(coded > 1 && stances > coded);
    assert_eq!(row(&window, "Stance"), format!("Stance, {stances} claims \u{b7} 1"));
    window.expect(&format!("{stances} claims are of this kind, and stay so when it is renamed"));
    click(&mut window, "Stance, one code, required");
    click_row(&mut window, "for");
    window.expect(&format!(
        "{coded} claims have this code, and keep it when it is renamed, moved or out of use."
    ));
    click(&mut window, "Show claims with the code \u{201c}for\u{201d}");
    window.until("they are gathered", |window| window.says(&format!("{coded} claims")));
    let listed = |window: &Window| {
        let told = window.told();
        told.lines().filter(|line| line.starts_with("Stance") && line.contains(" \u{b7} ")).count()
    };
    assert_eq!(listed(&window), coded.min(12), "{}", window.told());
    click(&mut window, "Back");
    window.expect("Meaning");
    // A merge lists every claim it touches, not some of them.
    click(&mut window, "Merge code into\u{2026}");
    click(&mut window, "Look at the claims");
    window.expect("of yours in");
    assert!(listed(&window) >= coded.min(8), "{}", window.told());
    window.expect("Go to claim");
    click(&mut window, "Back");
    // Out of use, it is there for its claims, and the number stays.
    click(&mut window, "Code out of use");
    window.rest(4);
    assert_eq!(row(&window, "for"), format!("for, {coded} claims \u{b7} out of use"));
    click(&mut window, "Show claims with the code \u{201c}for\u{201d}");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    window.rest(4);
    assert!(!window.says("Code book"), "the editor is left for the claim");
    assert!(window.chosen().is_some_and(|claim| code(&claim)), "{}", window.told());
}

#[test]
fn deleting_keeps_the_claims() {
    let mut window = opened();
    let claims = window.claims();
    click(&mut window, "Delete kind");
    window.expect("show it as unknown");
    click(&mut window, "Delete");
    assert!(book(&window).kind(&"stance".into()).is_none());
    assert_eq!(window.claims(), claims);
    click(&mut window, "Done");
    window.expect("stance (unknown)");
}

#[test]
fn codes_move_as_a_tree_by_keys() {
    let mut window = opened();
    click(&mut window, "Stance, one code, required");
    click_row(&mut window, "neutral");
    window.key(Modifiers::ALT, Key::ArrowUp);
    window.key(Modifiers::ALT, Key::ArrowRight);
    let codes = book(&window).kinds[0].field(&"stance".into()).unwrap().codes().to_vec();
    let neutral = codes.iter().find(|code| code.id.as_str() == "neutral").unwrap();
    assert_eq!(neutral.under, Some("for".into()));
    fill(&mut window, "Add a code", "mostly for");
    window.press(Key::Enter);
    fill(&mut window, "Name of the code", "rather for");
    window.press(Key::Tab);
    click(&mut window, "Code out of use");
    let codes = book(&window).kinds[0].field(&"stance".into()).unwrap().codes().to_vec();
    let code = codes.last().unwrap();
    assert_eq!((code.id.as_str(), code.name.as_str(), code.retired), ("mostly-for", "rather for", true));
    assert_eq!(code.under, Some("for".into()), "beside the chosen one");
}

#[test]
fn kinds_come_from_templates() {
    let mut window = opened();
    click(&mut window, "Add kinds from a template\u{2026}");
    window.harness.get_by_role_and_label(Role::CheckBox, "Attribution").click();
    window.rest(3);
    click(&mut window, "Add what is ticked");
    let added = book(&window).kinds.last().unwrap();
    assert_eq!((added.id.as_str(), added.key), ("attribution", Some('4')), "1 is taken");
}

#[test]
fn codes_are_found_by_typing_and_added_without_leaving() {
    let mut window = categories();
    let before = window.project().clone();
    window.expect("Every category the action belongs to");
    window.write("asyl");
    window.expect("102 Asylum procedure");
    window.press(Key::Enter);
    window.write("100");
    window.press(Key::Enter);
    let coded = |window: &Window| window.chosen().unwrap().fields.get(&"categories".into()).cloned();
    assert_eq!(coded(&window), Some(Value::Choices(vec!["100".into(), "102".into()])));
    window.expect("Remove 102 Asylum procedure");
    window.write("gossip");
    window.expect("Add code \u{201c}gossip\u{201d}");
    window.press(Key::Enter);
    assert_eq!(coded(&window), Some(Value::Choices(vec!["100".into(), "102".into(), "gossip".into()])));
    window.ask(Request::Run(Command::Undo));
    assert_eq!(coded(&window), Some(Value::Choices(vec!["100".into(), "102".into()])), "one step for both");
    assert_eq!(window.project().codebook, before.codebook);
    window.press(Key::Backspace);
    assert_eq!(coded(&window), Some(Value::Choices(vec!["100".into()])));
}

#[test]
fn a_short_choice_gets_a_new_code_with_a_plus() {
    let mut window = Window::on_sample();
    window.press(Key::N);
    window.press(Key::Enter);
    for _ in 0..6 {
        if window.says("+ adds a code.") {
            break;
        }
        window.press(Key::Tab);
    }
    window.expect("+ adds a code.");
    window.send([Event::Text("+".to_owned())]);
    window.rest(3);
    window.write("rumoured");
    window.expect("Add code \u{201c}rumoured\u{201d}");
    window.press(Key::Enter);
    let claim = window.chosen().unwrap();
    assert!(
        claim.fields.values().any(|value| *value == Value::Choice("rumoured".into())),
        "{:?}",
        claim.fields
    );
}

#[test]
fn a_read_only_code_book_can_be_read() {
    let mut project = pressmark::store::open(&sample_folder()).unwrap().project;
    project.access = pressmark::project::Access::ReadOnly("in a test".to_owned());
    let mut window = Window::on(Session::new(project, coder("kim")));
    window.open(TALKS);
    window.ctrl(Key::B);
    window.expect("Definition");
    window.harness.get_by_label("Delete kind").click();
    window.rest(3);
    assert!(!window.says("Undo brings all of it back."));
}
