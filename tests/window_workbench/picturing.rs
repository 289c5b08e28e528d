//! Pictures come to a story by hand, and leave it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Event, Pos2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Claim, Region, Shape};
use pressmark::project::Edit;
use pressmark::story::{Picture, PictureId};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::pictures::{PictureTask, Spot};

use super::importing::Dropped;
use crate::support::workbench::{TALKS, Window};
use crate::support::{coder, files, slug};

/// A picture's file of one colour.
fn picture(folder: &Path, name: &str, red: u8) -> PathBuf {
    let path = folder.join(name);
    image::RgbImage::from_pixel(40, 30, image::Rgb([red, 10, 10])).save(&path).unwrap();
    path
}

fn drop_at(window: &mut Window, at: Option<Pos2>, paths: &[PathBuf]) {
    window.send([at.map_or(Event::PointerGone, Event::PointerMoved)]);
    for path in paths {
        window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
    }
    window.rest(3);
    window.settle();
}

/// A window in which the first picture of the sample's first story is missing, with a region on it.
fn with_missing() -> (Window, PictureId) {
    let mut window = Window::in_sample();
    let mut story = (*window.work().story).clone();
    let picture = &mut story.pictures[0];
    picture.file = None;
    picture.url = Some("https://news.example/a.jpg".to_owned());
    let id = picture.id.clone();
    window.ask(Request::Perform("lose".to_owned(), Edit::Story { id: slug(TALKS), to: Arc::new(story) }));
    let mut claim = Claim::new(None);
    claim.regions.push(Region { picture: id.clone(), shape: Shape::rectangle((100, 100), (900, 900)) });
    window.ask(Request::Perform("mark".to_owned(), Edit::put(slug(TALKS), coder("kim"), claim)));
    window.settle();
    (window, id)
}

fn shown(window: &Window, id: &PictureId) -> Picture {
    window.work().story.picture(id).unwrap().clone()
}

fn right_click(window: &mut Window, at: Pos2) {
    let button = |pressed| Event::PointerButton {
        pos: at,
        button: egui::PointerButton::Secondary,
        pressed,
        modifiers: egui::Modifiers::NONE,
    };
    window.send([Event::PointerMoved(at)]);
    window.send([button(true)]);
    window.send([button(false)]);
}

fn place(window: &Window) -> Pos2 {
    window.harness.get_by_label_contains("Place of picture 1").rect().center()
}

#[test]
fn a_picture_dropped_on_an_empty_place_fills_it() {
    let (mut window, id) = with_missing();
    let before = window.project().clone();
    let was = shown(&window, &id);
    let folder = tempfile::tempdir().unwrap();
    let path = picture(folder.path(), "quay.png", 200);
    let at = place(&window);
    drop_at(&mut window, Some(at), std::slice::from_ref(&path));
    window.until("the picture", |window| shown(window, &id).file.is_some());
    let now = shown(&window, &id);
    let file = now.file.clone().unwrap();
    assert_eq!(file.original, "quay.png");
    assert_eq!(now, Picture { file: now.file.clone(), ..was }, "caption and address stay");
    assert_eq!(
        window.claims().iter().filter(|claim| claim.regions.iter().any(|one| one.picture == id)).count(),
        {
            let kim = &before.stories[&slug(TALKS)].coders[&coder("kim")];
            kim.claims.values().filter(|claim| claim.regions.iter().any(|one| one.picture == id)).count()
        }
    );
    let stored = window.path().join("stories").join(TALKS).join("pictures").join(&file.name);
    assert_eq!(fs::read(&stored).unwrap(), fs::read(&path).unwrap());
    assert_eq!(&window.reread(), window.project());
    window.harness.get_by_label("Undo").click();
    window.rest(3);
    assert_eq!(window.project(), &before);
}

#[test]
fn dropped_elsewhere_pictures_are_added_at_the_reading_position() {
    let mut window = Window::in_sample();
    let before = window.project().clone();
    let had = window.work().story.pictures.len();
    let folder = tempfile::tempdir().unwrap();
    let paths = [picture(folder.path(), "a.png", 1), picture(folder.path(), "b.jpg", 2)];
    drop_at(&mut window, Some(egui::pos2(500.0, 400.0)), &paths);
    window.until("the pictures", |window| window.work().story.pictures.len() == had + 2);
    window.until("the notice", |window| window.says("2 pictures were added"));
    let reading = window.bench().view().reading_at;
    let added: Vec<_> =
        window.work().story.pictures.iter().filter(|picture| picture.id.0.starts_with("p-")).collect();
    assert_eq!(
        added.iter().map(|one| one.file.as_ref().unwrap().original.as_str()).collect::<Vec<_>>(),
        ["a.png", "b.jpg"]
    );
    assert!(added.iter().all(|picture| picture.at <= reading.max(window.work().story.blocks[0].range.start)));
    window.ctrl(egui::Key::Z);
    assert_eq!(window.project(), &before, "one step");
    // Nobody knows where they were dropped: the story that is open takes them.
    drop_at(&mut window, None, &paths);
    window.until("the pictures", |window| window.work().story.pictures.len() == had + 2);
}

#[test]
fn on_the_list_of_stories_a_picture_becomes_a_story() {
    let mut window = Window::in_sample();
    let stories = window.project().stories.len();
    let folder = tempfile::tempdir().unwrap();
    let path = picture(folder.path(), "quay.png", 200);
    let at = window.harness.get_by_label("Filter stories").rect().center();
    drop_at(&mut window, Some(at), &[path]);
    window.until("the story", |window| window.project().stories.len() == stories + 1);
    assert_eq!(window.work().story.headline, "quay");
}

#[test]
fn the_menu_chooses_replaces_and_removes() {
    let mut window = Window::in_sample();
    let first = window.work().story.pictures[0].clone();
    let folder = tempfile::tempdir().unwrap();
    let path = picture(folder.path(), "better.png", 77);
    window.ask(Request::Enlarge(Some(first.id.clone())));
    window.ask(Request::Run(Command::ReplacePicture));
    window.expect("Choose a picture");
    window.press(egui::Key::Escape);
    assert!(!window.says("Choose a picture"));
    assert_eq!(
        window.bench().view().enlarged.as_ref(),
        Some(&first.id),
        "the dialog was closed, not the picture"
    );
    window.ask(Request::Picture(PictureTask::Chosen(vec![path])));
    window.until("the picture", |window| shown(window, &first.id).file != first.file);
    assert_eq!(shown(&window, &first.id).file.unwrap().original, "better.png");
    window.ask(Request::Run(Command::RemovePicture));
    let now = shown(&window, &first.id);
    assert_eq!((now.file, now.caption), (None, first.caption.clone()), "its caption stays");
    window.ask(Request::Run(Command::RemovePicture));
    window.expect("has no file");
    window.ctrl(egui::Key::Z);
    window.ctrl(egui::Key::Z);
    assert_eq!(shown(&window, &first.id), first);
    assert_eq!(&window.reread(), window.project());
}

#[test]
fn a_right_click_offers_what_can_be_done() {
    let (mut window, id) = with_missing();
    let at = place(&window);
    right_click(&mut window, at);
    window.rest(3);
    for name in ["Choose its file…", "Paste it here", "Add picture…"] {
        window.expect(name);
    }
    window.harness.get_by_label("Paste it here").click();
    window.settle();
    window.expect("The clipboard holds nothing");
    assert_eq!(shown(&window, &id).file, None);
}

#[test]
fn what_is_no_sound_picture_is_refused_and_leaves_nothing() {
    let (mut window, id) = with_missing();
    window.reread();
    let (project, before) = (window.project().clone(), files(&window.path()));
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let whole = fs::read(picture(folder.path(), "whole.png", 3)).unwrap();
    // A bitmap that says it has 60,000 by 60,000 pixels.
    let mut huge = b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    huge.extend(60_000_u32.to_le_bytes());
    huge.extend(60_000_u32.to_le_bytes());
    huge.extend([1, 0, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    huge.extend([0; 40]);
    for (path, reason) in [
        (write("page.png", b"<html>"), "page.png is not a picture"),
        (write("torn.png", &whole[..whole.len() / 2]), "torn.png is damaged"),
        (write("huge.bmp", &huge), "huge.bmp is too large: 60000 × 60000 pixels"),
        (folder.path().join("gone.png"), "gone.png could not be read"),
    ] {
        window.ask(Request::Picture(PictureTask::Bring(Spot::Of(id.clone()), vec![path])));
        window.settle();
        window.expect(reason);
    }
    assert_eq!(window.project(), &project);
    window.reread();
    assert_eq!(files(&window.path()), before);
}

#[test]
fn a_picture_that_cannot_be_kept_is_not_named() {
    let mut window = Window::in_sample();
    let project = window.project().clone();
    let folder = tempfile::tempdir().unwrap();
    let path = picture(folder.path(), "quay.png", 200);
    // A file where the folder should be stops even root.
    let home = window.path().join("stories").join(TALKS);
    let aside = window.path().join("aside");
    fs::rename(home.join("pictures"), &aside).unwrap();
    fs::write(home.join("pictures"), "in the way").unwrap();
    window.ask(Request::Picture(PictureTask::Bring(Spot::New, vec![path.clone()])));
    window.until("the refusal", |window| window.says("The picture was not taken"));
    assert_eq!(window.project(), &project);
    fs::remove_file(home.join("pictures")).unwrap();
    fs::rename(&aside, home.join("pictures")).unwrap();
    window.ask(Request::Picture(PictureTask::Bring(Spot::New, vec![path])));
    window.until("the picture", |window| window.project() != &project);
    assert_eq!(&window.reread(), window.project());
}

/// Not a check: leaves a picture to look at where `PRESSMARK_PICTURES` says.
#[test]
fn pictures_of_an_empty_place() {
    let Some(folder) = std::env::var_os("PRESSMARK_PICTURES").map(PathBuf::from) else { return };
    let (mut window, _) = with_missing();
    let at = place(&window);
    right_click(&mut window, at);
    window.rest(20);
    window.harness.render().unwrap().save(folder.join("empty-place.png")).unwrap();
}
