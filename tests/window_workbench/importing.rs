//! Stories come in through the window.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use pressmark::window::desk::Request;

use crate::support::workbench::{SURVEY, Window, sample_folder};
use crate::support::{LONG, files};

const NEWS: &str = "Harbour reopens after the storm\n\nThe harbour opened again on Monday, the mayor said.\n\n\
                    “We lost two weeks,” she told reporters at the quay.\n";

/// A text and two pictures, outside any project.
fn gathered() -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("harbour.txt");
    fs::write(&text, NEWS).unwrap();
    let mut paths = vec![text];
    for (name, bytes) in files(&sample_folder()) {
        if name.contains("/pictures/") && paths.len() < 3 {
            let path = folder.path().join(Path::new(&name).file_name().unwrap());
            fs::write(&path, bytes).unwrap();
            paths.push(path);
        }
    }
    (folder, paths)
}

#[derive(Debug)]
pub(crate) struct Dropped(pub PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn stories_on_disk(window: &Window) -> usize {
    fs::read_dir(window.path().join("stories")).unwrap().count()
}

#[test]
fn an_import_opens_a_story_beside_its_pictures_and_undo_takes_it_away() {
    let mut window = Window::in_sample();
    let (_folder, paths) = gathered();
    let before = window.project().clone();
    window.ask(Request::Import(paths.clone()));
    window.settle();
    window.expect("Harbour reopens after the storm");
    assert_eq!(window.work().story.pictures.len(), 2);
    assert_eq!(window.work().text.as_str(), NEWS);
    let imported = window.story().to_owned();
    assert_eq!(&window.reread(), window.project());
    let home = window.path().join("stories").join(&imported);
    assert_eq!(fs::read_dir(home.join("pictures")).unwrap().count(), 2);
    assert_eq!(fs::read_to_string(home.join("source/harbour.txt")).unwrap(), NEWS);
    assert_eq!(stories_on_disk(&window), 4);

    window.open(SURVEY);
    window.ask(Request::Import(paths));
    window.settle();
    window.expect("is in the project already");
    assert_eq!(window.story(), imported);
    assert_eq!(window.project().stories.len(), 4);

    window.mark("the mayor said");
    window.press(Key::H);
    let end = window.project().clone();
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!(window.project(), &before);
    assert!(!window.says("Harbour reopens"), "{}", window.told());
    assert_eq!(window.reread(), before);
    assert_eq!(stories_on_disk(&window), 3);
    assert!(window.path().join(".pressmark/removed").read_dir().unwrap().next().is_some());

    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.project(), &end);
    assert_eq!(window.story(), imported);
    assert_eq!(window.reread(), end);
    assert_eq!(fs::read_dir(home.join("pictures")).unwrap().count(), 2);
}

#[test]
fn dropped_files_are_imported() {
    let mut window = Window::in_sample();
    let (_folder, paths) = gathered();
    for path in paths {
        window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    }
    window.rest(1);
    window.settle();
    window.expect("Harbour reopens after the storm");
    assert_eq!(window.work().story.pictures.len(), 2);
    assert_eq!(&window.reread(), window.project());
}

#[test]
fn a_dropped_project_is_opened() {
    let mut window = Window::in_sample();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other");
    pressmark::store::create(&path, "Other").unwrap();
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    window.rest(1);
    window.settle();
    assert_eq!(window.project().name, "Other");
    window.expect("No stories yet");
    assert!(!window.says("Harbour"));
}

#[test]
fn what_cannot_be_imported_says_which_why_and_what_to_do() {
    let mut window = Window::in_sample();
    let (folder, mut paths) = gathered();
    let before = files(&window.path());
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    for (path, reason) in [
        (write("torn.mhtml", b"From: somebody"), "holds no web page"),
        (write("empty.txt", b"  \n"), "nothing to annotate"),
        (write("binary.txt", b"ab\0c"), "as a text or a web page"),
        (folder.path().join("gone.txt"), "could not be read"),
    ] {
        window.ask(Request::Import(vec![path.clone()]));
        window.settle();
        window.expect(reason);
        window.expect(path.file_name().unwrap().to_str().unwrap());
    }
    assert_eq!(window.project().stories.len(), 3);
    assert_eq!(files(&window.path()), before);
    // A bad one among good ones does not hold them up.
    paths.insert(0, folder.path().join("torn.mhtml"));
    window.ask(Request::Import(paths));
    window.settle();
    assert_eq!(window.project().stories.len(), 4);
}

#[test]
fn stories_go_into_the_project_they_were_imported_into() {
    let mut window = Window::in_sample();
    let (_folder, paths) = gathered();
    let other = tempfile::tempdir().unwrap();
    let path = other.path().join("other");
    window.harness.state_mut().ask(Request::Import(paths));
    window.ask(Request::NewProject { path, name: "朝鲜 谈判".into(), template: 0 });
    window.settle();
    assert_eq!(window.project().name, "朝鲜 谈判");
    assert!(window.project().stories.is_empty(), "nobody asked for a story in this one");
    window.harness.state_mut().finish(LONG).unwrap();
}

#[test]
fn stories_that_come_in_together_differ_in_name_and_text() {
    let mut window = Window::in_sample();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let other = NEWS.replace("Monday", "Tuesday");
    let paths = vec![file("one.txt", NEWS), file("again.txt", NEWS), file("other.txt", &other)];
    let before = window.project().clone();
    window.ask(Request::Import(paths));
    window.settle();
    window.expect("is in the project already");
    assert_eq!(window.project().stories.len(), before.stories.len() + 2);
    assert_eq!(&window.reread(), window.project());
    window.ctrl(Key::Z);
    assert_eq!(window.project(), &before, "all of it was one step");
}

/// A folder with so many stories, which differ.
fn many(stories: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..stories {
        fs::write(folder.path().join(format!("{n:04}.txt")), NEWS.replace("Monday", &format!("day {n}")))
            .unwrap();
    }
    folder
}

#[test]
fn a_dropped_folder_comes_in_as_one_step_with_a_report_that_leads_to_its_stories() {
    let mut window = Window::in_sample();
    let before = window.project().clone();
    let folder = many(40);
    fs::write(folder.path().join("again.txt"), NEWS.replace("Monday", "day 7")).unwrap();
    fs::write(folder.path().join("broken.txt"), b"ab\0c").unwrap();
    fs::write(folder.path().join("table.csv"), b"a,b").unwrap();
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(folder.path().to_owned())));
    window.rest(1);
    window.settle();
    assert_eq!(window.project().stories.len(), before.stories.len() + 40);
    window.expect("40 stories imported. 1 is in the project already. 1 skipped. 1 failed.");
    assert_eq!(&window.reread(), window.project());

    window.open(SURVEY);
    window.ask(Request::ShowImport);
    // A dialog comes to rest at its place.
    window.rest(10);
    window.expect("broken.txt is not a text");
    window.expect("Skipped: it is no text, page or picture");
    window.expect("The same text came in just before: again.txt");
    let headline = "Harbour reopens after the storm";
    let line =
        window.harness.get_all_by_role_and_label(egui::accesskit::Role::Button, headline).next().unwrap();
    line.click();
    window.rest(4);
    assert!(window.story().starts_with("harbour-reopens-after-the-storm"), "{}", window.story());

    window.ctrl(Key::Z);
    assert_eq!(window.project(), &before, "all of it was one step");
    assert_eq!(window.reread(), before);
}

#[test]
fn an_import_that_is_cancelled_leaves_whole_stories_and_says_how_many_were_not_read() {
    let mut window = Window::in_sample();
    let before = window.project().clone();
    let folder = many(400);
    window.harness.state_mut().ask(Request::Import(vec![folder.path().to_owned()]));
    window.until("the first stories", |window| window.says("of 400"));
    window.expect("Cancel the import");
    window.rest(3);
    window.harness.get_by_label("Cancel the import").click();
    window.rest(4);
    assert!(!window.says("Cancel the import"), "nothing is waited for any more");
    let came = window.project().stories.len() - before.stories.len();
    assert!(came < 400, "it was over before it could be cancelled");
    window.expect("not read: cancelled");
    let reread = window.reread();
    assert_eq!(&reread, window.project());
    assert_eq!(stories_on_disk(&window), before.stories.len() + came);
}

#[test]
fn n82_a_very_large_folder_is_counted_and_asked_about() {
    let mut window = Window::in_sample();
    let before = window.project().clone();
    let folder = many(2_001);
    window.harness.state_mut().ask(Request::Import(vec![folder.path().to_owned()]));
    window.until("the question", |window| window.says("This would bring in 2,001 stories."));
    window.expect("Import them all");
    window.rest(3);
    window.harness.get_by_label("Do not import").click();
    window.rest(4);
    assert!(!window.says("This would bring in"), "it is not asked again");
    window.settle();
    assert_eq!(window.project(), &before);
}

#[test]
fn what_is_marked_during_an_import_is_kept_and_undone_apart_from_it() {
    let mut window = Window::in_sample();
    let before = window.project().clone();
    let folder = many(60);
    window.harness.state_mut().ask(Request::Import(vec![folder.path().to_owned()]));
    window.rest(1);
    window.ctrl(Key::D);
    window.settle();
    assert_eq!(window.project().stories.len(), before.stories.len() + 60);
    assert_eq!(&window.reread(), window.project());
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!(window.project(), &before);
}
