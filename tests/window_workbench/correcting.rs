//! Correcting the text, and seeing to the passages that lost their place.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use pressmark::project::waiting;
use pressmark::story::{BytePos, TextRange};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::view::Selection;

use crate::support::workbench::Window;
use crate::support::{LONG, slug};

/// How many of the coder's passages are not at their place.
fn lost(window: &Window) -> usize {
    waiting(window.work(), window.session().coder(), []).len()
}

/// Opens the dialog at some words and makes others of the whole block.
fn correct(window: &mut Window, at: &str, words: impl FnOnce(&str) -> String) {
    let start = BytePos::from_index(window.work().text.as_str().find(at).unwrap());
    window.ask(Request::Select(Some(Selection::caret(start))));
    window.press(Key::F2);
    window.until("the dialog", |window| window.says("Nothing is changed yet"));
    let work = window.work();
    let range = work.story.blocks[work.story.block_at(start).unwrap()].range;
    let words = words(work.text.slice(range).unwrap());
    window.ctrl(Key::A);
    window.send([Event::Text(words)]);
    window.until("the outcome", |window| window.says("placed,"));
}

#[test]
fn a_block_is_corrected_the_passages_go_along_and_one_undo_takes_it_back() {
    let mut window = Window::in_sample();
    window.mark("the preparations alone");
    window.press(Key::Num2);
    window.press(Key::Escape);
    let before = window.project().clone();
    let steps = window.session().history().len();
    correct(&mut window, "the preparations", |words| format!("To begin with, {words}"));
    window.expect("0 to review, 0 whose words are gone");
    window.key(Modifiers::COMMAND, Key::Enter);
    assert!(!window.says("Correct text"), "the dialog is closed");
    assert!(window.work().text.as_str().contains("To begin with, "));
    assert_eq!(lost(&window), 0, "every passage is at its place");
    assert_eq!(window.session().history().len(), steps + 1);
    window.harness.state_mut().finish(LONG).unwrap();
    let saved = window.reread();
    let saved = saved.story(&slug(window.story())).unwrap();
    assert_eq!(saved.text, window.work().text);
    assert_eq!(saved.coders, window.work().coders);
    window.ctrl(Key::Z);
    assert_eq!(*window.project(), before);
}

#[test]
fn passages_without_a_place_are_reviewed_one_by_one() {
    let mut window = Window::in_sample();
    window.mark("the preparations alone");
    window.press(Key::Num2);
    window.press(Key::Escape);
    assert_eq!(lost(&window), 0);
    correct(&mut window, "the preparations", |_| "Zzz qqq xxxx.".to_owned());
    window.harness.get_by_label("Apply").click();
    window.rest(3);
    window.until("the list", |window| window.says("its words are gone"));
    let before = lost(&window);
    assert!(before > 0);
    window.expect("the preparations alone");
    // Left for now: nothing changes, and the card stays marked.
    window.press(Key::Escape);
    window.expect("needs review");
    // Moved to what is selected.
    let at = window.work().text.as_str().find("qqq").unwrap();
    let range = TextRange::from_indices(at, at + 3);
    window.ask(Request::Select(Some(Selection::of(range))));
    window.ask(Request::Run(Command::ReviewPassages));
    window.until("the list", |window| window.says("its words are gone"));
    // The dialog grows to the list's height.
    window.rest(20);
    window.harness.get_all_by_label("Move to selection").next().unwrap().click();
    window.rest(6);
    assert_eq!(lost(&window), before - 1);
    assert!(window.claims().iter().any(|claim| claim.all_passages().any(|passage| passage.quote() == "qqq")));
    window.press(Key::Escape);
    window.ctrl(Key::Z);
    assert_eq!(lost(&window), before);
    window.ctrl(Key::Z);
    assert_eq!(lost(&window), 0);
}

#[test]
fn a_caret_that_the_text_no_longer_reaches_is_no_trap() {
    let mut window = Window::in_sample();
    let end = window.work().text.end();
    window.ask(Request::Select(Some(Selection::caret(end))));
    let last = window.work().story.blocks.len() - 1;
    let (coder, work) = (window.session().coder().clone(), window.work());
    let correction = pressmark::project::Correction::of_block(work, &coder, last, "é").unwrap();
    let story = slug(window.story());
    let edit = correction.into_edit(&story, &coder);
    window.ask(Request::Perform("correct the text".into(), edit));
    window.rest(3);
    window.press(Key::H);
    window.press(Key::Space);
    window.press(Key::F2);
    window.rest(3);
    window.press(Key::Escape);
    assert!(window.work().text.slice(window.work().story.blocks[last].range) == Some("é"));
}

#[test]
fn the_caret_stands_at_the_word_and_what_was_left_is_there_again() {
    let mut window = Window::in_sample();
    let text = window.work().text.as_str().to_owned();
    let at = text.find("second summit").unwrap();
    window.ask(Request::Select(Some(Selection::caret(BytePos::from_index(at)))));
    window.press(Key::F2);
    window.until("the dialog", |window| window.says("Nothing is changed yet"));
    window.expect("new line");
    window.send([Event::Text("long-awaited ".to_owned())]);
    window.until("the outcome", |window| window.says("placed,"));
    window.press(Key::Escape);
    assert!(!window.says("Correct text"), "it was left");
    assert_eq!(window.work().text.as_str(), text);
    window.press(Key::F2);
    window.until("the outcome", |window| window.says("placed,"));
    window.expect("as you left them here");
    window.key(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.work().text.as_str(), text.replacen("second", "long-awaited second", 1));
    window.press(Key::F2);
    window.until("the dialog", |window| window.says("Nothing is changed yet"));
    assert!(!window.says("as you left them here"), "it was applied");
}
