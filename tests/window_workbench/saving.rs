//! What the window shows is what the disk says, and what may not be written is not.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use egui::{Key, ViewportEvent, ViewportId};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::Value;
use pressmark::project::Access;
use pressmark::window::desk::Request;

use crate::support::workbench::{SURVEY, TALKS, Window, sample_folder};
use crate::support::{LONG, copy, files};

fn copy_of_sample() -> Arc<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    copy(&sample_folder(), folder.path());
    Arc::new(folder)
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from));
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn what_was_done_is_what_is_read_again() {
    let mut window = Window::in_sample();
    let untouched = files(&window.path());
    assert_eq!(files(&sample_folder()), untouched, "opening writes nothing");
    window.expect("Saved");
    window.mark("the preparations alone");
    window.press(Key::Num2);
    window.write("somebody new");
    window.press(Key::Enter);
    window.press(Key::Escape);
    window.open(SURVEY);
    window.mark("eager to read its results");
    window.press(Key::H);
    assert_eq!(&window.reread(), window.project());
    window.until("the status line", |window| window.says("Saved "));
    assert!(window.project().actors.called("somebody new").is_some());
}

#[test]
fn typed_text_is_kept_when_another_story_opens_or_the_window_closes() {
    let mut window = Window::in_sample();
    window.mark("the preparations alone");
    window.press(Key::Num1);
    window.write("donald trump");
    window.press(Key::Tab);
    window.write("a late visit");
    let first = window.bench().view().chosen.unwrap();
    window.open(SURVEY);
    window.mark("eager to read its results");
    window.press(Key::Num1);
    window.press(Key::Tab);
    window.write("the survey");
    let second = window.bench().view().chosen.unwrap();
    let close = |window: &mut Window| {
        let viewports = &mut window.harness.input_mut().viewports;
        viewports.get_mut(&ViewportId::ROOT).unwrap().events.push(ViewportEvent::Close);
    };
    close(&mut window);
    window.rest(2);
    let coder = window.session().coder().clone();
    let saved = window.reread();
    let value = |story: &str, claim| {
        let work = saved.story(&crate::support::slug(story)).unwrap();
        work.claim(&coder, claim).unwrap().fields.get(&"target".into()).cloned()
    };
    assert_eq!(value(TALKS, first), Some(Value::Text("a late visit".into())));
    assert_eq!(value(SURVEY, second), Some(Value::Text("the survey".into())));
}

#[test]
fn typed_text_is_kept_when_the_window_is_gone_without_asking() {
    let mut window = Window::in_sample();
    window.mark("the preparations alone");
    window.press(Key::Num1);
    window.press(Key::Tab);
    window.write("a late visit");
    let (claim, coder) = (window.bench().view().chosen.unwrap(), window.session().coder().clone());
    let folder = window.leave().unwrap();
    let saved = pressmark::store::open(folder.path()).unwrap().project;
    let work = saved.story(&crate::support::slug(TALKS)).unwrap();
    let target = work.claim(&coder, claim).unwrap().fields.get(&"target".into()).cloned();
    assert_eq!(target, Some(Value::Text("a late visit".into())));
}

#[test]
fn a_newer_format_is_read_only_and_says_so() {
    let folder = copy_of_sample();
    replace(&folder.path().join("project.ron"), "format: 4", "format: 999");
    let before = files(folder.path());
    let mut window = Window::in_folder(folder.clone());
    window.open(TALKS);
    window.expect("Read only");
    assert!(matches!(window.project().access, Access::ReadOnly(_)));
    let project = window.project().clone();
    window.mark("the preparations alone");
    window.press(Key::Num2);
    window.expect("open for reading only");
    window.ctrl(Key::D);
    window.ask(Request::Import(vec![folder.path().join("project.ron")]));
    assert_eq!(window.project(), &project);
    window.harness.state_mut().finish(LONG).unwrap();
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_damaged_claims_file_is_told_and_left_alone() {
    let folder = copy_of_sample();
    let path = folder.path().join("stories").join(TALKS).join("kim.claims.ron");
    replace(&path, "status: InProgress,", "status: InProgress");
    let before = files(folder.path());
    let mut window = Window::in_folder(folder.clone());
    window.open(TALKS);
    window.expect("1 problem in the project");
    window.mark("the preparations alone");
    let claims = window.claims();
    window.press(Key::Num2);
    window.expect("could not be read");
    assert_eq!(window.claims(), claims);
    assert_eq!(window.session().history().len(), 0);
    window.harness.get_by_label_contains("1 file could not be read").click();
    window.rest(4);
    window.expect("kim.claims.ron");
    window.press(Key::Escape);
    // The rest of the project goes on.
    window.open(SURVEY);
    window.mark("eager to read its results");
    window.press(Key::H);
    window.harness.state_mut().finish(LONG).unwrap();
    let after = files(folder.path());
    let changed: Vec<_> = after.iter().filter(|(name, bytes)| before.get(*name) != Some(bytes)).collect();
    assert_eq!(changed.len(), 1, "only the other story's claims");
    assert!(changed[0].0.contains(SURVEY));
}

#[test]
fn opening_the_open_project_again_waits_for_what_is_being_saved() {
    let mut window = Window::in_sample();
    for words in ["the preparations alone", "practically nil", "quietly been", "threats of 2017"] {
        window.ask(Request::Choose(None));
        window.mark(words);
        window.press(Key::H);
        let count = window.claims().len();
        let path = window.path();
        window.ask(Request::OpenProject(path));
        window.settle();
        assert_eq!(window.claims().len(), count);
    }
    assert_eq!(&window.reread(), window.project());
}
