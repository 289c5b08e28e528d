//! The same project in two windows: the second is told, and nobody's work is in danger.

use std::sync::Arc;

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use pressmark::project::Access;
use pressmark::store::ProjectLock;
use pressmark::window::desk::Request;

use crate::support::workbench::{SURVEY, TALKS, Window, sample_folder};
use crate::support::{coder, copy};

fn two_windows() -> (Window, Window) {
    let first = Window::in_sample();
    let mut second = Window::in_folder(Arc::clone(first.folder.as_ref().unwrap()));
    second.rest(3);
    (first, second)
}

/// A picture to look at, if the environment names a folder for it.
fn look_at(window: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("PRESSMARK_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        window.harness.render().unwrap().save(path).unwrap();
    }
}

fn is_writable(window: &Window) -> bool {
    window.project().access == Access::Write
}

#[test]
fn the_second_window_is_told_who_has_it_and_reads() {
    let (mut first, mut second) = two_windows();
    assert!(is_writable(&first));
    assert!(
        matches!(&second.project().access, Access::ReadOnly(why) if why.starts_with("kim has it open on"))
    );
    second.expect("This project is open elsewhere");
    second.expect("kim has it open on");
    look_at(&mut second, "open-elsewhere");
    second.press(Key::Enter);
    assert!(!second.says("This project is open elsewhere"));
    second.expect("Read only");
    second.open(TALKS);
    second.mark("the preparations alone");
    let claims = second.claims().len();
    second.press(Key::Num2);
    assert_eq!(second.claims().len(), claims, "nothing is changed here");
    look_at(&mut second, "read-only");

    // Still not free: asked again, it says so again.
    second.harness.get_by_label("Try again").click();
    second.rest(2);
    second.settle();
    second.expect("This project is open elsewhere");
    second.press(Key::Escape);
    // Once the first has gone, it is.
    first.mark("the preparations alone");
    first.press(Key::Num2);
    first.press(Key::Escape);
    let made = first.claims();
    drop(first.leave());
    second.harness.get_by_label("Try again").click();
    second.rest(2);
    second.settle();
    assert!(is_writable(&second), "{}", second.told());
    assert!(!second.says("This project is open elsewhere"));
    assert_eq!(second.claims(), made, "with what the other saved meanwhile");
    assert!(!second.says("Read only"));
}

#[test]
fn opened_anyway_both_windows_save() {
    let (mut first, mut second) = two_windows();
    second.harness.get_by_label("Open anyway").click();
    second.rest(2);
    second.settle();
    assert!(is_writable(&second));
    second.open(SURVEY);
    second.mark("eager to read its results");
    second.press(Key::H);
    first.mark("the preparations alone");
    first.press(Key::Num2);
    first.press(Key::Escape);
    let (theirs, ours) = (second.claims(), first.claims());
    second.reread();
    let saved = first.reread();
    let kim = |story: &str| {
        let work = &saved.stories[&crate::support::slug(story)];
        work.coders[&coder("kim")].in_order(&work.story)
    };
    assert_eq!((kim(SURVEY), kim(TALKS)), (theirs, ours));
    // The lock stays with the first.
    drop(second);
    assert!(ProjectLock::holder(&pressmark::store::open(&first.path()).unwrap().folder).is_some());
}

#[test]
fn a_window_opened_anyway_holds_the_lock_as_soon_as_it_is_free() {
    let (first, mut second) = two_windows();
    second.harness.get_by_label("Open anyway").click();
    second.rest(2);
    second.settle();
    let folder = pressmark::store::open(&second.path()).unwrap().folder;
    drop(first.leave());
    assert_eq!(ProjectLock::holder(&folder), None);
    second.until("the lock is its own", |_| ProjectLock::holder(&folder).is_some());
    assert!(is_writable(&second));
    // Opened anyway once more, it stays so.
    second.ask(Request::OpenAgain { anyway: true });
    second.settle();
    assert!(ProjectLock::holder(&folder).is_some());
    let third = Window::in_folder(Arc::clone(second.folder.as_ref().unwrap()));
    assert!(!is_writable(&third), "another one is told");
    drop(second);
    assert_eq!(ProjectLock::holder(&folder), None);
}

#[test]
fn a_window_that_opens_its_own_project_again_stays_its_holder() {
    let mut window = Window::in_sample();
    let folder = pressmark::store::open(&window.path()).unwrap().folder;
    for _ in 0..2 {
        window.ask(Request::OpenProject(window.path()));
        window.settle();
        assert!(is_writable(&window));
        assert!(ProjectLock::holder(&folder).is_some());
    }
    let other = tempfile::tempdir().unwrap();
    window.ask(Request::NewProject { path: other.path().join("new"), name: "New".into(), template: 0 });
    window.settle();
    assert_eq!(window.project().name, "New");
    window.until("it is left for others", |_| ProjectLock::holder(&folder).is_none());
    let new = pressmark::store::open(&other.path().join("new")).unwrap().folder;
    assert!(ProjectLock::holder(&new).is_some());
    drop(window);
    assert_eq!(ProjectLock::holder(&new), None);
}

#[test]
fn a_coder_who_is_here_but_for_case_is_the_same() {
    let mut window = Window::in_sample();
    window.ask(Request::SetCoder(coder("KIM")));
    assert_eq!(window.session().coder(), &coder("kim"));
    window.ask(Request::SetCoder(coder("someone-new")));
    assert_eq!(window.session().coder(), &coder("someone-new"));
    let folder = tempfile::tempdir().unwrap();
    copy(&sample_folder(), folder.path());
    let settings = tempfile::tempdir().unwrap();
    std::fs::write(settings.path().join("settings.ron"), "").unwrap();
    let mut window = Window::started(settings.path(), Some(folder.path().to_owned()));
    window.ask(Request::SetCoder(coder("Kim")));
    window.ask(Request::OpenProject(folder.path().to_owned()));
    window.settle();
    assert_eq!(window.session().coder(), &coder("kim"));
}

#[test]
fn where_there_can_be_no_lock_the_project_is_worked_on_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    copy(&sample_folder(), folder.path());
    std::fs::create_dir_all(folder.path().join(".pressmark/lock")).unwrap();
    let mut window = Window::in_folder(Arc::new(folder));
    assert!(is_writable(&window));
    window.open(TALKS);
    window.mark("the preparations alone");
    window.press(Key::H);
    assert_eq!(&window.reread(), window.project());
}
