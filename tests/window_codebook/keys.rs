//! Any kind can have any free key, and is found by its name.

use egui::Key;
use pressmark::claims::{CodeBook, Kind};
use pressmark::project::Session;

use crate::support::workbench::{TALKS, Window};
use crate::{book, click, fill, with_book};

/// The sample with forty kinds more, none of which has a key.
fn many() -> Session {
    with_book(|book: &mut CodeBook| {
        for number in 0..40 {
            let (id, name) = (format!("k{number}").into(), format!("Sort {number}"));
            book.kinds.push(Kind { id, name, key: None, ..book.kinds[0].clone() });
        }
    })
}

#[test]
fn a_kind_far_down_gets_a_key_in_the_editor_and_tags_with_it() {
    let mut window = Window::on(many());
    window.open(TALKS);
    window.ctrl(Key::B);
    click(&mut window, "Sort 1");
    window.press(Key::End);
    fill(&mut window, "Key that tags with it", "y");
    window.press(Key::Tab);
    assert_eq!(book(&window).kinds.last().unwrap().key, Some('y'));
    click(&mut window, "Done");
    window.mark("nuclear talks");
    window.press(Key::Y);
    assert_eq!(window.chosen().unwrap().kind, Some("k39".into()));
}

#[test]
fn the_chooser_finds_a_kind_without_a_key() {
    let mut window = Window::on(many());
    window.open(TALKS);
    window.mark("nuclear talks");
    window.press(Key::Num0);
    window.rest(3);
    window.expect("Find a kind");
    window.write("sort 27");
    window.press(Key::Enter);
    window.rest(3);
    assert_eq!(window.chosen().unwrap().kind, Some("k27".into()));
    window.expect("more\u{2026}");
    // The palette knows it too, and the chosen claim becomes another kind.
    window.ctrl(Key::K);
    window.write("tag as sort 31");
    window.press(Key::Enter);
    window.rest(3);
    assert_eq!(window.chosen().unwrap().kind, Some("k31".into()));
}
