//! While a project is read its list of stories stands there already, and what is done with it
//! counts once the project is there.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use std::path::Path;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Rect, pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::project::{Project, Session, Status};
use pressmark::store::{self, Preview, Progress, StoryLine};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::settings::SettingsFile;
use pressmark::window::workbench::{Homes, Workbench};
use support::workbench::{SURVEY, TALKS, Window, sample_folder};
use support::{LONG, coder, copy, save_all, shelve, slug, story};

/// The list of the project in `dir`, as its index tells it.
fn preview(dir: &Path) -> Preview {
    let opened = store::open(dir).unwrap();
    opened.index.keep(&opened.folder).unwrap();
    store::preview(dir).unwrap()
}

/// A window in which nothing is open, and the project in `dir` is on its way.
fn expecting(dir: &Path) -> Window {
    let mut window = Window::on(Session::new(Project::new(""), coder("kim")));
    look_forward(&mut window, preview(dir));
    window
}

fn look_forward(window: &mut Window, preview: Preview) {
    look_forward_with(window, preview, Progress::default());
}

fn look_forward_with(window: &mut Window, preview: Preview, progress: Progress) {
    let ctx = window.harness.ctx.clone();
    window.harness.state_mut().look_forward(&ctx, preview, progress);
    window.rest(3);
}

/// The project in `dir` arrives.
fn arrive(window: &mut Window, dir: &Path) {
    let ctx = window.harness.ctx.clone();
    window.harness.state_mut().keep_in(&ctx, store::open(dir).unwrap());
    window.rest(3);
}

fn sample_copy() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy(&sample_folder(), dir.path());
    dir
}

/// A project of this many stories without dates, listed by their numbers.
fn many(count: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let opened = store::create(dir.path(), "many").unwrap();
    let mut project = opened.project;
    for number in 0..count {
        shelve(&mut project, &format!("story-{number:03}"), story(&format!("Story {number:03}")));
    }
    save_all(&opened.folder, &project);
    dir
}

fn row(window: &Window, headline: &str) -> Option<Rect> {
    let label = format!("{headline}, ");
    let found = window.harness.query_by_label_contains(&label);
    found.map(|node| node.rect())
}

#[test]
fn a_story_chosen_from_the_early_list_is_open_when_the_project_is_there() {
    let dir = sample_copy();
    let mut window = expecting(dir.path());
    let headline = store::open(dir.path()).unwrap().project.stories[&slug(SURVEY)].story.headline.clone();
    let place = row(&window, &headline).unwrap();
    window.click(place.center());
    assert!(window.project().stories.is_empty(), "it is not there yet");
    window.rest(30);
    window.expect("Opening");
    window.expect("3 stories");
    arrive(&mut window, dir.path());
    assert_eq!(window.story(), SURVEY);
    assert!(!window.says("Opening"));
    assert_eq!(row(&window, &headline), Some(place), "it stays where it was");
}

#[test]
fn a_start_on_a_project_never_shows_the_page_without_one() {
    let (dir, home) = (sample_copy(), tempfile::tempdir().unwrap());
    let mut window = Window::on(Session::new(Project::new(""), coder("kim")));
    let (file, settings, _) = SettingsFile::open_in(Some(home.path()));
    let (ctx, homes) = (window.harness.ctx.clone(), Homes::under(home.path()));
    let project = Some(dir.path().to_owned());
    *window.harness.state_mut() = Workbench::start(&ctx, file, settings, homes, project);
    let mut frames = 0;
    while window.bench().is_busy() {
        window.harness.step();
        assert!(!window.says("Mark what a news story says"), "in frame {frames}");
        frames += 1;
    }
    assert_eq!((frames > 0, window.project().stories.len()), (true, 3));
}

#[test]
fn what_was_read_so_far_is_searched_and_the_rest_when_it_is_there() {
    let dir = sample_copy();
    let mut window = Window::on(Session::new(Project::new(""), coder("kim")));
    // All files are read, but the project is not made up yet.
    let progress = Progress::default();
    store::open_watched(dir.path(), &progress).unwrap();
    look_forward_with(&mut window, preview(dir.path()), progress);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.send([Event::Text("joint survey".to_owned())]);
    window.until("the early search", |window| window.says("Searching\u{2026} 3 of 3 stories, "));
    assert!(window.project().stories.is_empty(), "it is not there yet");
    let found = |window: &Window| {
        window
            .harness
            .query_all_by_role(Role::ListBoxOption)
            .filter_map(|node| node.accesskit_node().label())
            .filter(|label| label.contains("joint survey") && !label.contains(" \u{b7} "))
            .collect::<Vec<_>>()
    };
    let mut early = found(&window);
    assert!(!early.is_empty(), "{}", window.told());
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    arrive(&mut window, dir.path());
    window.settle();
    assert!(!window.says("Searching"), "{}", window.told());
    let mut late = found(&window);
    early.sort();
    late.sort();
    assert_eq!(early, late);
}

#[test]
fn a_search_that_is_stopped_keeps_what_it_found() {
    let dir = sample_copy();
    let mut window = Window::on(Session::new(Project::new(""), coder("kim")));
    let progress = Progress::default();
    store::open_watched(dir.path(), &progress).unwrap();
    look_forward_with(&mut window, preview(dir.path()), progress);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.send([Event::Text("joint survey".to_owned())]);
    window.until("the early search", |window| window.says("3 of 3 stories, "));
    window.harness.get_by_role_and_label(Role::Button, "Stop").click();
    window.rest(3);
    window.expect("Stopped after 3 of 3 stories: ");
}

#[test]
fn enter_on_a_row_chooses_it_too() {
    let dir = many(5);
    let mut window = expecting(dir.path());
    window.harness.get_by_label("Filter stories").focus();
    window.rest(2);
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        window.press(key);
    }
    arrive(&mut window, dir.path());
    assert_eq!(window.story(), "story-002");
}

#[test]
fn the_early_list_says_what_the_full_one_says() {
    let dir = sample_copy();
    let mut window = expecting(dir.path());
    let rows = |window: &Window| -> Vec<String> {
        let told = window.told();
        told.lines()
            .filter(|line| line.contains(" \u{b7} ") && line.contains("20"))
            .map(str::to_owned)
            .collect()
    };
    let early = rows(&window);
    assert_eq!(early.len(), 3, "{}", window.told());
    arrive(&mut window, dir.path());
    let full = rows(&window);
    for line in &early {
        assert!(full.contains(line), "{line:?} is not in {full:?}");
    }
}

#[test]
fn filter_and_place_stay_when_the_project_comes() {
    let dir = many(80);
    let mut window = expecting(dir.path());
    window.wheel(pos2(100.0, 500.0), -1500.0);
    // The wheel runs out softly.
    window.rest(60);
    let seen = (0..80).map(|number| format!("Story {number:03}"));
    let places = |window: &Window| -> Vec<(String, Rect)> {
        seen.clone().filter_map(|headline| Some((headline.clone(), row(window, &headline)?))).collect()
    };
    let before = places(&window);
    assert!(!before.is_empty() && before[0].0 != "Story 000", "{before:?}");
    assert!(before.len() < 40, "only what is seen is drawn: {}", before.len());
    arrive(&mut window, dir.path());
    assert_eq!(places(&window), before);
    // Two windows do not share a project.
    drop(window);

    let mut window = expecting(dir.path());
    window.harness.get_by_label("Filter stories").focus();
    window.rest(2);
    window.write("07");
    let before = places(&window);
    assert_eq!(before.len(), 11, "007 and 070 to 079");
    arrive(&mut window, dir.path());
    assert_eq!(places(&window), before);
}

#[test]
fn what_was_open_is_out_of_reach_and_comes_back_on_cancel() {
    let other = many(4);
    for key in [None, Some(Key::Escape)] {
        let mut window = Window::in_sample();
        window.mark("Trump");
        let (revision, name) = (window.session().revision(), window.project().name.clone());
        look_forward(&mut window, preview(other.path()));
        window.press(Key::Num1);
        window.ask(Request::Run(Command::Undo));
        window.ask(Request::Run(Command::MarkDone));
        assert!(window.bench().view().story.is_none());
        window.rest(30);
        match key {
            None => window.harness.get_by_label("Cancel").click(),
            Some(key) => {
                window.harness.ctx.memory_mut(egui::Memory::stop_text_input);
                window.press(key);
            }
        }
        window.rest(3);
        assert_eq!((window.session().revision(), &window.project().name), (revision, &name), "{key:?}");
        assert_eq!(window.story(), TALKS);
        assert!(row(&window, "Story 001").is_none());
        window.settle();
        // And it is worked on as before.
        window.ask(Request::Run(Command::MarkDone));
        assert_eq!(window.status(), Status::Done);
        assert_eq!(window.reread().stories[&slug(TALKS)].status(&coder("kim")), Status::Done);
    }
}

#[test]
fn a_story_of_the_early_list_that_is_gone_opens_nothing_wrong() {
    let dir = many(3);
    let mut window = expecting(dir.path());
    window.ask(Request::OpenStory(slug("story-001")));
    std::fs::remove_dir_all(dir.path().join("stories/story-001")).unwrap();
    arrive(&mut window, dir.path());
    assert_eq!(window.story(), "story-000");
}

#[test]
fn stories_that_are_not_read_yet_say_so() {
    let dir = many(3);
    let mut early = preview(dir.path());
    early.unread.insert(slug("story-001"));
    let mut window = Window::on(Session::new(Project::new(""), coder("kim")));
    look_forward(&mut window, early);
    window.expect("Story 001, reading");
    window.expect("Story 002, to do");
    arrive(&mut window, dir.path());
    window.expect("Story 001, to do");
}

#[test]
fn a_window_keeps_the_index_of_the_project_it_has_open() {
    let settings = tempfile::tempdir().unwrap();
    let dir = sample_copy();
    let truth = || -> Vec<StoryLine> {
        let project = store::open(dir.path()).unwrap().project;
        project.stories.iter().map(|(id, work)| StoryLine::of(id, work)).collect()
    };
    let mut window = Window::started(settings.path(), Some(dir.path().to_owned()));
    window.until("the index", |_| store::preview(dir.path()).is_some());
    window.open(SURVEY);
    window.ask(Request::Run(Command::MarkDone));
    window.harness.state_mut().finish(LONG).unwrap();
    window.rest(3);
    let file = dir.path().join(".pressmark/index.ron");
    std::fs::write(&file, "damaged").unwrap();
    drop(window.leave());
    let early = store::preview(dir.path()).unwrap();
    assert_eq!(early.stories, truth(), "made true on the way out");
    assert!(early.stories.iter().any(|line| line.coders.values().any(|own| own.status == Status::Done)));
    // With a damaged index the window opens all the same, and makes it again.
    std::fs::write(&file, "damaged").unwrap();
    let mut window = Window::started(settings.path(), None);
    assert_eq!(window.story(), SURVEY);
    window.until("the index", |_| store::preview(dir.path()).is_some());
}

#[test]
fn a_project_that_is_cancelled_never_comes() {
    let (dir, other) = (sample_copy(), many(30));
    let _ = preview(other.path());
    let mut window = Window::in_folder(Arc::new(dir));
    let name = window.project().name.clone();
    window.ask(Request::OpenProject(other.path().to_owned()));
    // Asked for again, the first is let go: only one comes, whichever was read first.
    window.ask(Request::OpenProject(window.path()));
    window.settle();
    assert_eq!(window.project().name, name);
}
