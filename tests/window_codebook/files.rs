//! Code books that go into files and come from them.

use std::path::PathBuf;

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Code, FieldType, LinkKind};
use pressmark::store;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::support::coder;
use crate::support::workbench::Window;
use crate::{book, click, click_row, fill, opened};

/// Says where a file goes, in the built-in dialog.
fn save_as(window: &mut Window, command: Command, path: &std::path::Path) {
    window.ask(Request::Run(command));
    window.rest(3);
    fill(window, "File", &path.display().to_string());
    window.press(Key::Enter);
}

fn files(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn a_code_book_is_saved_under_a_name_and_nothing_is_replaced_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::on_sample();
    let path = folder.path().join("team");
    save_as(&mut window, Command::SaveBook, &path);
    window.until("it is written", |window| window.says("The code book was saved as"));
    let path = folder.path().join("team.ron");
    assert_eq!(files(folder.path()), std::slice::from_ref(&path), "with its ending");
    assert_eq!(store::read_codebook(&path).unwrap(), *book(&window));
    std::fs::write(&path, "my own").unwrap();
    for name in ["team", "team.ron"] {
        save_as(&mut window, Command::SaveBook, &folder.path().join(name));
        window.until("it asks", |window| window.says("There is a file already"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "my own");
        click(&mut window, "Cancel");
    }
    save_as(&mut window, Command::SaveBook, &path);
    window.until("it asks", |window| window.says("There is a file already"));
    click(&mut window, "Replace it");
    window.until("it is written", |_| store::read_codebook(&path).is_ok());
    let page = folder.path().join("page.html");
    save_as(&mut window, Command::SaveBookPage, &page);
    window.until("the page is written", |_| {
        std::fs::read_to_string(&page).is_ok_and(|page| page.contains("Stance"))
    });
}

#[test]
fn the_editor_is_back_as_it_was_once_the_file_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("team.ron");
    let mut window = opened();
    click_row(&mut window, "Fact");
    click(&mut window, "Save as file\u{2026}");
    window.expect("Save the code book as a file");
    window.press(Key::Escape);
    window.expect("Add kinds from a template");
    click(&mut window, "Save as file\u{2026}");
    fill(&mut window, "File", &path.display().to_string());
    window.press(Key::Enter);
    window.until("it is written", |window| window.says("The code book was saved as"));
    window.expect("Add kinds from a template");
    assert_eq!(store::read_codebook(&path).unwrap(), *book(&window));
    click(&mut window, "Save as file\u{2026}");
    fill(&mut window, "File", &path.display().to_string());
    window.press(Key::Enter);
    window.until("it asks", |window| window.says("There is a file already"));
    click(&mut window, "Cancel");
    click(&mut window, "From a file\u{2026}");
    fill(&mut window, "File", &path.display().to_string());
    window.press(Key::Enter);
    window.until("it is read", |window| window.says("Take what is ticked"));
    click(&mut window, "Back");
    let name = window.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Name of the kind");
    assert_eq!(name.value().as_deref(), Some("Fact"), "at the same kind");
    window.press(Key::Escape);
    assert!(!window.says("Add kinds from a template"), "and nothing comes back after that");
    window.ask(Request::Run(Command::History));
    window.press(Key::Escape);
    assert!(!window.says("Add kinds from a template"));
}

#[test]
fn a_folder_that_is_not_there_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::on_sample();
    save_as(&mut window, Command::SaveBook, &folder.path().join("gone/book.ron"));
    window.until("it is refused", |window| window.says("There is no such folder."));
    save_as(&mut window, Command::SaveBook, folder.path());
    window
        .until("it is refused", |window| window.says("That is a folder. Say what the file in it is called."));
}

#[test]
fn taking_kinds_tells_what_would_change_and_is_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("theirs.ron");
    let mut window = opened();
    let before = window.project().clone();
    let mut theirs = book(&window).clone();
    theirs.kinds[0].fields[1].holds = FieldType::Number;
    if let FieldType::Choice(codes) = &mut theirs.kinds[0].fields[2].holds {
        codes.push(Code::named("lukewarm".into(), "lukewarm"));
    }
    let mut new = theirs.kinds[2].clone();
    (new.id, new.name) = ("rumour".into(), "Rumour".to_owned());
    theirs.kinds.push(new);
    theirs.links[0].back = "is backed by".to_owned();
    theirs.links.push(LinkKind {
        id: "mocks".into(),
        name: "makes fun of".to_owned(),
        back: "is made fun of by".to_owned(),
    });
    store::save_codebook(&path, &theirs).unwrap();
    click(&mut window, "From a file\u{2026}");
    fill(&mut window, "File", &path.display().to_string());
    window.press(Key::Enter);
    window.until("it is read", |window| window.says("Take what is ticked"));
    window.expect("new, ");
    window.expect("the same here");
    window.expect("Target holds a number instead of text; Stance: 1 code new or other");
    window.expect("new link: \u{201c}makes fun of\u{201d}");
    window.expect("link worded otherwise: \u{201c}supports\u{201d}, \u{201c}is backed by\u{201d}");
    assert!(!window.says("is contradicted by"), "what is the same here needs no tick");
    window.expect("No claim is touched by it.");
    click(&mut window, "supports");
    click(&mut window, "Stance");
    let own = before.stories.values().filter_map(|work| work.work_of(&coder("kim")));
    let stances: Vec<_> =
        own.flat_map(|own| own.claims.values()).filter(|claim| claim.kind == Some("stance".into())).collect();
    window.expect(&format!("{} claims of yours", stances.len()));
    let targets = stances.iter().filter(|claim| claim.fields.contains_key(&"target".into())).count();
    window.expect(&format!("{targets} value"));
    assert_eq!(*window.project(), before, "nothing is done yet");
    click(&mut window, "Take what is ticked");
    let now = book(&window).clone();
    assert_eq!(now.kinds.len(), 4);
    assert_eq!(now.links, theirs.links, "the new link was ticked, the other by hand");
    assert_eq!(now.kinds[0].fields[1].holds, FieldType::Number);
    assert!(now.kinds[0].fields[2].codes().iter().any(|code| code.id.as_str() == "lukewarm"));
    let parked = window.claims().iter().filter(|claim| claim.parked.contains_key(&"target".into())).count();
    assert!(parked > 0);
    window.ask(Request::Run(Command::Undo));
    assert_eq!(*window.project(), before, "one step");
}
