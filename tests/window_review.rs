//! The review, driven as an analyst drives it.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::project::{Edit, Session};
use pressmark::store;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::theme::Look;
use support::coder;
use support::workbench::{TALKS, Window, sample_folder};

/// A highlight without a kind, a stance without anything, and the review of them.
fn reviewed() -> Window {
    let mut window = Window::on_sample();
    tag(&mut window, "slow", None);
    window.press(Key::F10);
    window.settle();
    window
}

fn tag(window: &mut Window, words: &str, kind: Option<&str>) {
    window.mark(words);
    window.ask(Request::Tag(kind.map(Into::into)));
    window.ask(Request::Choose(None));
    window.ask(Request::FocusArticle);
}

fn rows(window: &Window, about: &str) -> Vec<String> {
    let nodes = window.harness.root().children_recursive();
    let rows = nodes.filter(|node| node.accesskit_node().role() == Role::ListBoxOption);
    rows.filter_map(|node| node.accesskit_node().label()).filter(|label| label.contains(about)).collect()
}

fn click(window: &mut Window, label: &str) {
    window.harness.get_by_role_and_label(Role::Button, label).click();
    window.rest(4);
    window.settle();
}

#[test]
fn the_status_line_counts_and_the_list_leads_to_each() {
    let mut window = reviewed();
    window.expect("to review");
    click(&mut window, "Without a kind 2");
    let listed = rows(&window, "Highlight without a kind");
    assert_eq!(listed.len(), 2, "{listed:?}");
    window.press(Key::F10);
    window.settle();
    window.press(Key::Home);
    window.press(Key::Enter);
    assert_eq!(window.chosen().unwrap().quote(), "slow");
    assert_eq!(rows(&window, "Highlight without a kind").len(), 2, "the list stays");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    assert_ne!(window.chosen().unwrap().quote(), "slow");
    window.press(Key::ArrowUp);
    window.press(Key::Enter);
    window.ask(Request::Tag(Some("fact".into())));
    window.settle();
    assert_eq!(rows(&window, "Highlight without a kind"), [listed[1].clone()]);
}

#[test]
fn what_is_right_so_is_not_told_again_and_can_be_taken_back() {
    let mut window = reviewed();
    click(&mut window, "Without a kind 2");
    window.press(Key::F10);
    window.settle();
    window.press(Key::Home);
    window.press(Key::Delete);
    window.settle();
    window.expect("1 dismissed");
    window.expect("Without a kind 1");
    assert_eq!(rows(&window, "Highlight without a kind: slow"), Vec::<String>::new());
    click(&mut window, "1 dismissed");
    let gone = rows(&window, "Highlight without a kind: slow");
    assert!(gone.len() == 1 && gone[0].ends_with("It is right so."), "{gone:?}");
    click(&mut window, "Warn again");
    click(&mut window, "0 dismissed");
    window.expect("Without a kind 2");
}

#[test]
fn what_was_dismissed_is_remembered_by_the_user_and_not_by_the_project() {
    let settings = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    support::copy(&sample_folder(), folder.path());
    let mut window = Window::started(settings.path(), Some(folder.path().to_owned()));
    window.open(TALKS);
    tag(&mut window, "slow", None);
    window.press(Key::F10);
    window.settle();
    let before = rows(&window, ". ").len();
    click(&mut window, "Without a kind 1");
    window.press(Key::F10);
    window.settle();
    window.press(Key::Delete);
    window.settle();
    window.leave();
    let mut window = Window::started(settings.path(), Some(folder.path().to_owned()));
    window.open(TALKS);
    window.press(Key::F10);
    window.settle();
    assert_eq!(rows(&window, ". ").len(), before - 1, "{}", window.told());
    assert!(rows(&window, "Highlight without a kind").is_empty());
}

#[test]
fn all_stories_are_listed_each_under_its_headline() {
    let mut window = reviewed();
    let count = |window: &Window| {
        let told = window.told();
        told.lines().find_map(|line| line.strip_suffix(" findings")?.parse::<usize>().ok()).unwrap()
    };
    let here = count(&window);
    click(&mut window, "All stories");
    let all = count(&window);
    assert!(all > here, "{all} {here}");
    window.press(Key::End);
    window.press(Key::Enter);
    window.settle();
    assert_ne!(window.story(), TALKS);
    assert_eq!(count(&window), all, "the list stays");
    window.press(Key::Escape);
    window.settle();
    assert!(rows(&window, "Highlight without a kind").is_empty(), "the panel is closed");
}

#[test]
fn what_the_code_book_lacks_is_added_from_the_list_in_one_step() {
    let mut project = store::open(&sample_folder()).unwrap().project;
    let (story, kim) = (support::slug(TALKS), coder("kim"));
    let own = project.story(&story).unwrap().work_of(&kim).unwrap().clone();
    let mut strange = own
        .claims
        .values()
        .find(|claim| claim.kind == Some("fact".into()))
        .map(|claim| (**claim).clone())
        .unwrap();
    strange.kind = Some("rumour".into());
    let id = strange.id;
    project.apply(Edit::put(story.clone(), kim.clone(), strange)).unwrap();
    let mut window = Window::on(Session::new(project, kim));
    window.open(TALKS);
    let before = window.project().clone();
    window.press(Key::F10);
    window.settle();
    window.expect("Unknown kind rumour");
    click(&mut window, "Add to code book: Unknown kind rumour");
    let kind = window.project().codebook.kind(&"rumour".into()).map(|kind| kind.name.clone());
    assert_eq!(kind.as_deref(), Some("Rumour"));
    assert!(!window.says("Unknown kind rumour"));
    window.ask(Request::Run(Command::Undo));
    window.settle();
    assert_eq!(*window.project(), before, "one step");
    // By key, from the list.
    click(&mut window, "Unknown name 1");
    window.press(Key::F10);
    window.settle();
    window.press(Key::Home);
    window.press(Key::Insert);
    window.settle();
    assert!(window.project().codebook.kind(&"rumour".into()).is_some());
    assert!(window.work().claim(&coder("kim"), id).is_some());
}

#[test]
fn the_panel_is_drawn() {
    for (look, name) in [(Look::Light, "review-light"), (Look::Dark, "review-dark")] {
        let opened = store::open(&sample_folder()).unwrap();
        let session = Session::new(opened.project, coder("kim"));
        let mut window = Window::sized(session, look, Window::SIZE);
        window.open(TALKS);
        tag(&mut window, "slow", None);
        tag(&mut window, "envoy", Some("stance"));
        window.press(Key::F10);
        window.settle();
        click(&mut window, "All stories");
        let picture = window.harness.render().unwrap();
        assert!(picture.width() > 0);
        if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
            picture.save(std::path::Path::new(&folder).join(format!("{name}.png"))).unwrap();
        }
    }
}
