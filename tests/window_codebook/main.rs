//! The code book's editor, and the fields of the claim form, driven as an analyst does.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod beginning;
mod completion;
mod editing;
mod files;
mod keys;
mod moving;
mod pictures;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Event, Key};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::claims::{CodeBook, templates};
use pressmark::project::{Edit, Session};
use support::coder;
use support::workbench::{TALKS, Window, sample_folder};

fn opened() -> Window {
    let mut window = Window::on_sample();
    window.ctrl(Key::B);
    window.expect("Code book");
    window
}

fn click(window: &mut Window, label: &str) {
    window.harness.get_by_label(label).click();
    window.rest(14);
}

/// What the row of a kind or a code is called, with the number of its claims.
fn row(window: &Window, name: &str) -> String {
    let counted = format!("{name}, ");
    let rows = window.harness.query_all_by_role(Role::ListBoxOption);
    let mut labels = rows.filter_map(|node| node.accesskit_node().label());
    let fits = |label: &String| label == name || (label.starts_with(&counted) && label.contains(" claim"));
    labels.find(fits).unwrap_or_else(|| panic!("no row {name}: {}", window.told()))
}

fn click_row(window: &mut Window, name: &str) {
    let label = row(window, name);
    click(window, &label);
}

/// Types over what stands in a field.
fn fill(window: &mut Window, label: &str, words: &str) {
    let text = |role| window.harness.query_by_role_and_label(role, label);
    text(Role::TextInput).or_else(|| text(Role::MultilineTextInput)).unwrap().focus();
    window.rest(2);
    window.ctrl(Key::A);
    window.send([Event::Text(words.to_owned())]);
    window.rest(2);
}

fn book(window: &Window) -> &CodeBook {
    &window.project().codebook
}

fn with_book(change: impl FnOnce(&mut CodeBook)) -> Session {
    let mut project = pressmark::store::open(&sample_folder()).unwrap().project;
    let mut book = (*project.codebook).clone();
    change(&mut book);
    project.apply(Edit::CodeBook(Arc::new(book))).unwrap();
    Session::new(project, coder("kim"))
}

/// The sample with the political claim's categories in the kind of its chosen claim.
fn categories() -> Window {
    let session = with_book(|book| {
        let field = templates()[4].book.kinds[0].field(&"categories".into()).unwrap().clone();
        book.kinds.iter_mut().for_each(|kind| kind.fields.insert(0, field.clone()));
    });
    let mut window = Window::on(session);
    window.open(TALKS);
    window.press(Key::N);
    window.press(Key::Enter);
    window.rest(4);
    window
}
