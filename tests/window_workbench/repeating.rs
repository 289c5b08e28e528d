//! The last claim once more, with one key.

use egui::{Key, Modifiers};
use pressmark::claims::Value;
use pressmark::window::article::Article;

use crate::support::workbench::Window;

/// A stance of Cheong Wa Dae with a target and a value.
fn coded() -> Window {
    let mut window = Window::on_sample();
    window.mark("practically nil");
    for key in [Key::Num1, Key::C, Key::H, Key::E, Key::O, Key::Enter] {
        window.press(key);
    }
    window.write("the visit");
    window.press(Key::Enter);
    window.press(Key::Num2);
    window.press(Key::Escape);
    assert_eq!(window.chosen().unwrap().fields.len(), 3);
    window
}

fn speaker(window: &Window) -> Option<Value> {
    window.chosen().unwrap().fields.get(&"speaker".into()).cloned()
}

fn cheong() -> Option<Value> {
    Some(Value::Actor("cheong-wa-dae".into()))
}

fn in_article(window: &Window) -> bool {
    window.harness.ctx.memory(|memory| memory.focused().is_none_or(|id| id == Article::id()))
}

#[test]
fn all_of_the_last_claim_is_repeated_onto_a_selection_with_one_key() {
    let mut window = coded();
    let (first, steps) = (window.chosen().unwrap(), window.session().history().len());
    let before = window.project().clone();
    window.mark("the preparations alone");
    window.key(Modifiers::SHIFT, Key::R);
    let again = window.chosen().unwrap();
    assert_ne!(again.id, first.id);
    assert_eq!(again.quote(), "the preparations alone");
    assert_eq!((&again.kind, &again.fields), (&first.kind, &first.fields));
    assert!(in_article(&window), "nothing is left to be filled in");
    assert_eq!(window.session().history().len(), steps + 1);
    window.ctrl(Key::Z);
    assert!(*window.project() == before);
}

#[test]
fn the_cue_of_a_claim_is_its_own() {
    let mut window = coded();
    window.mark("the preparations alone");
    window.press(Key::C);
    assert!(window.chosen().unwrap().fields.contains_key(&"cue".into()));
    window.mark("threats of 2017");
    window.key(Modifiers::SHIFT, Key::R);
    let again = window.chosen().unwrap();
    assert_eq!(again.quote(), "threats of 2017");
    assert!(!again.fields.contains_key(&"cue".into()));
    assert_eq!(again.fields.len(), 3);
}

#[test]
fn the_last_speaker_goes_onto_a_selection_or_the_chosen_claim() {
    let mut window = coded();
    window.mark("the preparations alone");
    window.press(Key::R);
    let claim = window.chosen().unwrap();
    assert_eq!(claim.kind.as_ref().unwrap().as_str(), "stance");
    assert_eq!(speaker(&window), cheong());
    assert_eq!(claim.fields.len(), 1);
    assert!(!in_article(&window), "the form waits at what is still empty");
    window.write("talks");
    window.press(Key::Enter);
    window.press(Key::Escape);
    assert_eq!(window.chosen().unwrap().fields.get(&"target".into()), Some(&Value::Text("talks".into())));

    window.mark("threats of 2017");
    window.press(Key::Num3);
    window.press(Key::Escape);
    assert_eq!(speaker(&window), None);
    window.press(Key::R);
    assert_eq!(speaker(&window), cheong(), "the chosen claim's source");
    assert_eq!(window.chosen().unwrap().kind.as_ref().unwrap().as_str(), "fact");
    window.ctrl(Key::Z);
    assert_eq!(speaker(&window), None);
}

#[test]
fn the_last_kind_tags_a_selection_or_a_highlight() {
    let mut window = coded();
    window.mark("the preparations alone");
    window.press(Key::H);
    window.press(Key::K);
    let claim = window.chosen().unwrap();
    assert_eq!(claim.quote(), "the preparations alone");
    assert_eq!(claim.kind.as_ref().unwrap().as_str(), "stance");
    window.mark("threats of 2017");
    let count = window.claims().len();
    window.press(Key::K);
    assert_eq!(window.claims().len(), count + 1);
    assert_eq!(window.chosen().unwrap().kind.as_ref().unwrap().as_str(), "stance");
}

#[test]
fn what_was_undone_is_not_repeated() {
    let mut window = coded();
    window.mark("the preparations alone");
    window.press(Key::Num3);
    window.press(Key::Escape);
    window.ctrl(Key::Z);
    window.mark("the preparations alone");
    window.press(Key::K);
    assert_eq!(window.chosen().unwrap().kind.as_ref().unwrap().as_str(), "stance");
}

#[test]
fn a_claim_made_before_the_start_is_repeated_too() {
    let mut window = Window::on_sample();
    window.mark("the preparations alone");
    window.key(Modifiers::SHIFT, Key::R);
    let again = window.chosen().unwrap();
    assert!(again.kind.is_some() && !again.fields.is_empty());
}

#[test]
fn the_words_of_the_last_claim_are_offered_first() {
    let mut window = coded();
    let used = Value::Text("the visit".into());
    window.mark("the preparations alone");
    for key in [Key::Num1, Key::C, Key::H, Key::E, Key::O, Key::Enter, Key::ArrowDown, Key::Enter] {
        window.press(key);
    }
    let claim = window.chosen().unwrap();
    assert_eq!(claim.quote(), "the preparations alone");
    assert_eq!(claim.fields.get(&"target".into()), Some(&used));
}
