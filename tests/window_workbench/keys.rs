//! Commands get other keys, and show them.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::CodeBook;
use pressmark::window::commands::{Command, Keymap};
use pressmark::window::own_keys::OwnKeys;

use crate::support::copy;
use crate::support::workbench::{TALKS, Window, sample_folder};

fn pick(window: &mut Window, command: &str) {
    window.press(Key::F1);
    // It finds its place within a few frames.
    window.rest(8);
    window.harness.get_by_label(&format!("Change the key of {command}")).click();
    window.rest(3);
    window.expect("Press the new key");
}

fn click(window: &mut Window, button: &str) {
    window.harness.get_by_label(button).click();
    window.rest(3);
}

#[test]
fn a_command_gets_another_key_and_its_own_back() {
    let mut window = Window::on_sample();
    pick(&mut window, "Next claim");
    window.press(Key::E);
    window.press(Key::Escape);
    let chosen = |window: &Window| window.bench().view().chosen;
    window.press(Key::N);
    assert_eq!(chosen(&window), None, "N is free now");
    window.press(Key::E);
    assert!(chosen(&window).is_some());
    window.press(Key::F1);
    click(&mut window, "Reset all keys");
    window.press(Key::Escape);
    let before = chosen(&window);
    window.press(Key::N);
    assert_ne!(chosen(&window), before);
}

#[test]
fn a_key_that_is_taken_is_told_and_swapped() {
    let mut window = Window::on_sample();
    pick(&mut window, "Next claim");
    window.press(Key::H);
    window.expect("H is the key of \u{201c}Highlight\u{201d}.");
    click(&mut window, "Swap the two");
    window.press(Key::Escape);
    window.press(Key::H);
    assert!(window.bench().view().chosen.is_some());
    window.mark("threats of 2017");
    let count = window.claims().len();
    window.press(Key::N);
    assert_eq!(window.claims().len(), count + 1, "N highlights now");
    pick(&mut window, "Next claim");
    window.press(Key::Num2);
    window.expect("That key tags with a kind of the code book");
    window.press(Key::ArrowDown);
    window.expect("moves the caret");
    window.press(Key::Escape);
    window.press(Key::Escape);
    window.mark("practically nil");
    window.press(Key::Num2);
    assert_eq!(window.chosen().unwrap().kind.as_ref().unwrap().as_str(), "quote");
}

#[test]
fn a_key_that_means_something_else_in_places_is_given_and_told() {
    let mut window = Window::on_sample();
    window.press(Key::F1);
    window.expect("In structure (fixed)");
    window.expect("make byline");
    window.press(Key::Escape);
    pick(&mut window, "Next claim");
    window.press(Key::B);
    click(&mut window, "Swap the two");
    window.expect("In structure this key goes on to mean: make byline.");
    window.expect("not \u{201c}Next claim\u{201d} here");
    window.press(Key::Escape);
    window.press(Key::B);
    assert!(window.bench().view().chosen.is_some(), "it is the key of the next claim");
}

#[test]
fn own_keys_are_there_at_the_next_start_and_shown() {
    let settings = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    copy(&sample_folder(), folder.path());
    let start = || {
        let mut window = Window::started(settings.path(), Some(folder.path().to_owned()));
        window.until("the story", |window| window.bench().view().story.is_some());
        window.open(TALKS);
        window
    };
    let mut window = start();
    pick(&mut window, "Highlight");
    window.press(Key::E);
    window.press(Key::Escape);
    window.leave();
    let mut window = start();
    window.mark("threats of 2017");
    assert!(window.harness.query_all_by_label("E").next().is_some(), "{}", window.told());
    window.press(Key::E);
    assert_eq!(window.chosen().unwrap().quote(), "threats of 2017");
}

#[test]
fn a_kinds_key_goes_first_and_an_own_key_before_the_programs() {
    let mut codebook = CodeBook::default();
    codebook.kinds[0].key = Some('n');
    let mut own = OwnKeys::default();
    let highlight = Keymap::new(&codebook).key_of(Command::Highlight).unwrap();
    own.set(Command::ShowClaim, Some(highlight));
    let keymap = Keymap::with(&codebook, &own);
    assert_eq!(keymap.key_text(Command::Tag(0)), "N");
    assert_eq!(keymap.key_text(Command::NextClaim), "");
    assert_eq!(keymap.key_text(Command::ShowClaim), "H");
    assert_eq!(keymap.key_text(Command::Highlight), "");
    for (at, (key, _)) in keymap.bindings().iter().enumerate() {
        assert!(keymap.bindings()[at + 1..].iter().all(|(other, _)| other != key), "{key:?}");
    }
}

#[test]
fn pictures_of_the_keys() {
    let Ok(folder) = std::env::var("PRESSMARK_PICTURES") else { return };
    for (look, command) in [("light", Command::LightLook), ("dark", Command::DarkLook)] {
        let mut window = Window::on_sample();
        window.ask(pressmark::window::desk::Request::Run(command));
        pick(&mut window, "Next claim");
        window.press(Key::H);
        let picture = window.harness.render().unwrap();
        picture.save(std::path::Path::new(&folder).join(format!("keys-{look}.png"))).unwrap();
    }
}

#[test]
fn the_questions_of_the_page_are_answered_by_key() {
    let mut window = Window::on_sample();
    let key = |window: &Window, command| window.bench().keys().key_text(command);
    // Another command has it: Enter swaps the two, for that button has the keyboard.
    pick(&mut window, "Next claim");
    window.press(Key::H);
    window.press(Key::Enter);
    window.rest(2);
    assert_eq!(
        (key(&window, Command::NextClaim), key(&window, Command::Highlight)),
        ("H".into(), "N".into())
    );
    // The line has the keyboard again: Enter changes its key once more, and Tab leads to "No key".
    window.press(Key::Enter);
    window.expect("Press the new key");
    window.press(Key::Tab);
    window.press(Key::Space);
    window.rest(2);
    assert_eq!(key(&window, Command::NextClaim), "");
    // And on to "Reset".
    window.press(Key::Enter);
    window.press(Key::Tab);
    window.press(Key::Tab);
    window.press(Key::Enter);
    window.rest(2);
    assert_eq!(key(&window, Command::NextClaim), "", "Highlight has it");
    // "Leave it" leaves it, and so does Esc, which does not close the page.
    for leave in [&[Key::Tab, Key::Enter][..], &[Key::Escape]] {
        window.press(Key::Enter);
        window.press(Key::J);
        window.expect("J is the key of");
        leave.iter().for_each(|key| window.press(*key));
        window.rest(2);
        assert_eq!(key(&window, Command::ShowClaim), "J");
        window.expect("Find a key");
    }
}
