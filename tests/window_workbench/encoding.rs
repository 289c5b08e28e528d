//! The encoding of a text is asked for where it is uncertain, before there is a story.

use std::fs;
use std::path::PathBuf;

use egui_kittest::kittest::Queryable as _;
use pressmark::window::desk::Request;

use crate::support::workbench::Window;

fn asked(window: &mut Window) {
    window.until("it asks", |window| window.says("The words are right"));
    // The line comes to its height.
    window.rest(20);
}

/// Left to be looked at where `PRESSMARK_PICTURES` says.
fn picture(window: &mut Window, what: &str) {
    if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES").map(PathBuf::from) {
        window.harness.render().unwrap().save(folder.join(format!("encoding-{what}.png"))).unwrap();
    }
}

fn press(window: &mut Window, button: &str) {
    window.harness.get_by_label(button).click();
    window.rest(20);
}

/// A Russian text whose bytes fit many encodings.
const RUSSIAN: &str = "Гавань снова открыта\n\nГавань открылась в понедельник, сказал мэр.\n";

/// Texts in `encoding`, which no file says; each of its own words.
fn unmarked(count: usize, encoding: &'static encoding_rs::Encoding) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let path = |number: usize| folder.path().join(format!("{number}.txt"));
    for number in 1..=count {
        let words = format!("{RUSSIAN}\nЧасть {number}.\n");
        fs::write(path(number), encoding.encode(&words).0).unwrap();
    }
    let paths = (1..=count).map(path).collect();
    (folder, paths)
}

#[test]
fn an_uncertain_encoding_is_asked_for_before_there_is_a_story() {
    let mut window = Window::in_sample();
    let (_folder, paths) = unmarked(2, encoding_rs::WINDOWS_1251);
    window.ask(Request::Import(paths));
    asked(&mut window);
    assert_eq!(window.project().stories.len(), 3, "nothing is in yet");
    window.expect("1.txt seems to be windows-1251:");
    picture(&mut window, "line");
    press(&mut window, "Read as…");
    picture(&mut window, "list");
    // It makes other letters of the same bytes. Both are read so, and it is asked once.
    press(&mut window, "windows-1252");
    window.until("both stories", |window| window.project().stories.len() == 5);
    let read: Vec<_> = window.project().stories.values().map(|work| work.story.encoding.clone()).collect();
    assert_eq!(read.iter().filter(|name| name.as_deref() == Some("windows-1252")).count(), 2);
    assert!(!window.work().text.as_str().contains("Гавань"));
    assert_eq!(&window.reread(), window.project());
}

#[test]
fn a_guess_that_is_right_is_taken_and_an_import_that_asks_can_be_ended() {
    let mut window = Window::in_sample();
    let (_folder, paths) = unmarked(1, encoding_rs::WINDOWS_1251);
    window.ask(Request::Import(paths.clone()));
    asked(&mut window);
    press(&mut window, "Cancel the import");
    window.until("its end", |window| !window.says("Cancel the import"));
    assert_eq!(window.project().stories.len(), 3);
    window.ask(Request::Import(paths));
    asked(&mut window);
    press(&mut window, "The words are right");
    window.until("the story", |window| window.project().stories.len() == 4);
    window.expect("Гавань снова открыта");
    assert_eq!(window.work().story.encoding.as_deref(), Some("windows-1251"));
}
