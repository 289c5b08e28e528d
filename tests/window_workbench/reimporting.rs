//! A story imported again: from a better file, and from its own source in another encoding.

use std::fs;

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use pressmark::project::waiting;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::support::workbench::Window;
use crate::support::{LONG, slug};

/// The open story's text in a file of its own, changed.
fn better(window: &Window, change: impl FnOnce(&str) -> String) -> std::path::PathBuf {
    let file = window.path().join("better.txt");
    fs::write(&file, change(window.work().text.as_str())).unwrap();
    file
}

fn button(window: &mut Window, name: &str) {
    // The dialog grows to its height.
    window.rest(20);
    window.harness.get_all_by_label(name).next().unwrap().click();
    window.rest(6);
}

#[test]
fn a_better_source_is_looked_at_taken_and_taken_back() {
    let mut window = Window::in_sample();
    let before = window.project().clone();
    let story = slug(window.story());
    let old_source = window.work().story.source.clone();
    let file = better(&window, |text| text.replace("nuclear", "atomic"));
    window.ask(Request::ImportAgain(file));
    window.until("the preview", |window| window.says("Take it"));
    window.expect("Read as UTF-8.");
    window.expect("Pictures: 5 stay, 0 new.");
    assert_eq!(*window.project(), before, "nothing is changed by looking");
    button(&mut window, "Take it");
    assert!(window.work().text.as_str().contains("atomic"));
    assert_ne!(window.work().story.source, old_source);
    let ids = |work: &pressmark::project::StoryWork| {
        work.story
            .pictures
            .iter()
            .filter(|p| p.file.is_some())
            .map(|p| p.id.clone())
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(ids(window.work()), ids(&before.stories[&story]), "every picture with its file is there");
    window.harness.state_mut().finish(LONG).unwrap();
    let saved = window.reread();
    assert_eq!(saved.stories[&story].text, window.work().text);
    let sources = window.path().join("stories").join(window.story()).join("source");
    let source = window.work().story.source.clone().unwrap();
    assert!(sources.join(source).is_file(), "the new source lies beside the old");
    assert!(old_source.is_none_or(|old| sources.join(old).is_file()));
    window.ctrl(Key::Z);
    assert_eq!(*window.project(), before);
}

#[test]
fn a_passage_whose_words_are_gone_is_moved_by_hand_or_left_for_later() {
    let mut window = Window::in_sample();
    window.mark("the preparations alone");
    window.press(Key::Num2);
    window.press(Key::Escape);
    let file = better(&window, |text| text.replace("the preparations alone", "nothing whatsoever about it"));
    window.ask(Request::ImportAgain(file.clone()));
    window.until("the preview", |window| window.says("Take it"));
    window.expect("left as it is");
    button(&mut window, "Move\u{2026}");
    window.ctrl(Key::A);
    window.send([egui::Event::Text("nothing whatsoever".to_owned())]);
    button(&mut window, "Move here");
    window.expect("moved by hand");
    button(&mut window, "Take it");
    let coder = window.session().coder().clone();
    assert_eq!(waiting(window.work(), &coder, []), []);
    let claim = window.claims().iter().find(|claim| claim.quote() == "nothing whatsoever").unwrap().id;
    window.ask(Request::ShowClaim(claim));
    window.rest(20);
    window.expect("moved by hand from an earlier text");
}

#[test]
fn its_own_source_is_read_in_another_encoding() {
    let mut window = Window::in_sample();
    let folder = window.path();
    let file = folder.join("тихо.txt");
    let text = "Тихо\n\nПосол сказал, что переговоры идут медленно.\n";
    // windows-1251: from U+0410 on, the letters follow each other.
    let byte = |c: char| if c.is_ascii() { c as u8 } else { u8::try_from(c as u32 - 0x410 + 0xc0).unwrap() };
    fs::write(&file, text.chars().map(byte).collect::<Vec<u8>>()).unwrap();
    window.ask(Request::Import(vec![file]));
    window.until("it asks", |window| window.says("The words are right"));
    button(&mut window, "The words are right");
    window.until("the story", |window| {
        window.project().stories.len() > 2 && window.work().text.as_str().len() < 200
    });
    window.harness.state_mut().finish(LONG).unwrap();
    window.ask(Request::Run(Command::ReadSourceAgain));
    window.until("the preview", |window| window.says("there is nothing to take"));
    button(&mut window, "Read as\u{2026}");
    button(&mut window, "windows-1252");
    window.until("the other reading", |window| window.says("Read as windows-1252."));
    button(&mut window, "Take it");
    assert!(window.work().text.as_str().starts_with("Òèõî"), "{}", window.work().text.as_str());
    assert_eq!(window.work().story.encoding.as_deref(), Some("windows-1252"));
    window.ask(Request::Run(Command::ReadSourceAgain));
    window.until("the preview", |window| window.says("Read as windows-1252."));
    button(&mut window, "Read as\u{2026}");
    button(&mut window, "windows-1251");
    window.until("the first reading", |window| window.says("Take it"));
    button(&mut window, "Take it");
    assert_eq!(window.work().text.as_str(), text);
}

#[test]
fn what_was_left_stays_left_at_the_next_opening_and_can_be_taken_up() {
    let mut window = Window::in_sample();
    window.mark("the preparations alone");
    window.press(Key::Num2);
    window.press(Key::Escape);
    let file = better(&window, |text| text.replace("the preparations alone", "nothing whatsoever about it"));
    window.ask(Request::ImportAgain(file));
    window.until("the preview", |window| window.says("Take it"));
    button(&mut window, "Take it");
    window.ask(Request::Run(Command::ReviewPassages));
    window.until("the list", |window| window.says("Leave"));
    button(&mut window, "Leave");
    window.until("it is left", |window| window.says("left as they were"));
    window.harness.state_mut().finish(LONG).unwrap();
    let name = window.story().to_owned();
    let folder = window.folder.clone().unwrap();
    drop(window);
    let mut window = Window::in_folder(folder);
    window.open(&name);
    window.ask(Request::Run(Command::ReviewPassages));
    window.until("it is still left", |window| window.says("left as they were"));
    window.expect("Nothing waits");
    button(&mut window, "Take up again");
    window.until("it is asked of", |window| !window.says("left as they were"));
}
