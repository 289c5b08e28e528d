//! What comes back at the next start.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::view::Panels;

use crate::support::workbench::{SURVEY, TALKS, Window, sample_folder};
use crate::support::{copy, files, place_of};

#[test]
fn a_start_comes_back_to_where_it_was_left() {
    let settings = tempfile::tempdir().unwrap();
    let project = tempfile::tempdir().unwrap();
    copy(&sample_folder(), project.path());
    let mut window = Window::started(settings.path(), Some(project.path().to_owned()));
    window.ask(Request::SetCoder(crate::support::coder("kim")));
    // Another coder's project is read anew.
    window.settle();
    window.open(TALKS);
    let claim = window.bench().claim_number(20).unwrap();
    window.ask(Request::ShowClaim(claim));
    window.wheel(Window::SIZE.to_pos2() / 2.0, -60.0);
    for command in [Command::DarkLook, Command::ZoomIn, Command::TogglePictures, Command::ToggleFurniture] {
        window.ask(Request::Run(command));
    }
    window.rest(10);
    let quote: String = window.chosen().unwrap().quote().chars().take(12).collect();
    let (at, _) = place_of(&window.harness, &quote);
    let zoom = window.harness.ctx.zoom_factor();
    assert!(zoom > 1.0);
    let view = window.bench().view().clone();
    drop(window.leave());

    let window = Window::started(settings.path(), None);
    assert_eq!(window.story(), TALKS, "the last project, its story");
    assert_eq!(window.bench().view().chosen, Some(claim));
    assert_eq!(window.bench().view().panels, Panels { pictures: false, ..Panels::default() });
    assert_eq!(window.bench().view().panels, view.panels);
    assert!(window.bench().view().furniture);
    assert_eq!(window.harness.ctx.zoom_factor(), zoom);
    assert!(window.harness.ctx.global_style().visuals.dark_mode);
    assert_eq!(window.session().coder().as_str(), "kim");
    let (again, _) = place_of(&window.harness, &quote);
    assert!((again.y - at.y).abs() < 200.0, "{at:?} {again:?}");
    window.expect("Saved");
}

#[test]
fn each_story_comes_back_to_its_own_place() {
    let settings = tempfile::tempdir().unwrap();
    let project = tempfile::tempdir().unwrap();
    copy(&sample_folder(), project.path());
    let mut window = Window::started(settings.path(), Some(project.path().to_owned()));
    window.open(TALKS);
    let middle = Window::SIZE.to_pos2() / 2.0;
    window.wheel(middle, -1500.0);
    let far = window.bench().view().reading_at;
    assert!(far.index() > 1500, "{far:?}");
    window.open(SURVEY);
    assert!(window.bench().view().reading_at.index() < 1000);
    // Leaving right after a change of story must not note the one story's place for the other.
    window.harness.state_mut().ask(Request::OpenStory(crate::support::slug(TALKS)));
    window.rest(1);
    drop(window.leave());
    let mut window = Window::started(settings.path(), None);
    assert_eq!(window.story(), TALKS);
    window.rest(3);
    let back = window.bench().view().reading_at;
    assert!(back.index().abs_diff(far.index()) < 500, "{back:?} {far:?}");
    window.open(SURVEY);
    window.rest(3);
    assert!(window.bench().view().reading_at.index() < 1000);
}

#[test]
fn the_first_start_opens_a_copy_of_the_sample_and_goes_on_with_it() {
    let home = tempfile::tempdir().unwrap();
    let copy = home.path().join("sample/korea-talks");
    let mut window = Window::started(home.path(), None);
    assert!(copy.join(".pressmark/lock").exists(), "it is open where it is the analyst's own");
    assert_eq!(window.project().stories.len(), 3);
    window.open(TALKS);
    window.ask(Request::Run(Command::MarkDone));
    drop(window.leave());
    let window = Window::started(home.path(), None);
    assert_eq!(window.status(), pressmark::project::Status::Done, "it is the analyst's own");
    drop(window.leave());
    // Without it the last project is gone, and that is told; the sample can be had again.
    std::fs::remove_dir_all(&copy).unwrap();
    let mut window = Window::started(home.path(), None);
    window.expect("korea-talks");
    window.expect("dropped here");
    assert!(!window.says("Saved"), "there is nothing to be saved");
    window.harness.get_by_label_contains("Sample project").click();
    window.rest(2);
    window.settle();
    assert_eq!(window.project().stories.len(), 3);
    window.expect("Saved");
}

#[test]
fn recent_projects_come_back_and_one_that_is_gone_is_told() {
    let settings = tempfile::tempdir().unwrap();
    let one = tempfile::tempdir().unwrap();
    copy(&sample_folder(), one.path());
    let two = tempfile::tempdir().unwrap();
    let other = two.path().join("other");
    let mut window = Window::started(settings.path(), Some(one.path().to_owned()));
    window.ask(Request::NewProject { path: other.clone(), name: "Other".into(), template: 3 });
    window.settle();
    assert_eq!(window.project().name, "Other");
    assert_eq!(window.project().codebook.kinds[0].id.as_str(), "attribution", "its template");
    drop(window.leave());
    let text = std::fs::read_to_string(settings.path().join("settings.ron")).unwrap();
    let at = |path: &std::path::Path| text.find(&path.display().to_string());
    assert!(at(&other) < at(one.path()), "{text}");
    drop(two);
    let mut window = Window::started(settings.path(), Some(other));
    window.expect("other");
    assert!(window.bench().view().story.is_none());
    window.ask(Request::OpenProject(one.path().to_owned()));
    window.settle();
    assert_eq!(window.project().stories.len(), 3);
}

#[test]
fn without_a_settings_folder_nothing_is_written() {
    let folder = {
        let mut window = Window::in_sample();
        window.ask(Request::Run(Command::DarkLook));
        window.press(Key::F9);
        window.leave().unwrap()
    };
    assert_eq!(files(folder.path()), files(&sample_folder()));
}
