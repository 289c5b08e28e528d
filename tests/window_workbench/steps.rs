//! The history: every step, and the way back to any of them.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::project::{Access, Edit, Project, Session, Status};
use pressmark::store;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::theme::Look;

use crate::support::workbench::{SURVEY, TALKS, Window, sample_folder};
use crate::support::{LONG, coder, copy, slug};

/// The steps that are listed, as a screen reader says them, without their times.
fn listed(window: &Window) -> Vec<String> {
    let nodes = window.harness.root().children_recursive();
    let rows = nodes.filter(|node| node.accesskit_node().role() == Role::ListBoxOption);
    let said = rows.filter_map(|node| node.accesskit_node().label());
    // The stories beside it are a list too.
    let said = said.filter_map(|said| {
        let (moment, rest) = said.split_once(", ")?;
        moment.contains(':').then(|| rest.to_owned())
    });
    said.collect()
}

/// Four steps in two stories.
fn at_work() -> (Window, Vec<Project>) {
    let mut window = Window::in_sample();
    let mut states = vec![window.project().clone()];
    window.mark("the preparations alone");
    window.press(Key::Num2);
    window.press(Key::Escape);
    states.push(window.project().clone());
    window.ctrl(Key::D);
    states.push(window.project().clone());
    window.open(SURVEY);
    window.mark("eager to read its results");
    window.press(Key::H);
    states.push(window.project().clone());
    window.ctrl(Key::D);
    states.push(window.project().clone());
    (window, states)
}

#[test]
fn the_history_goes_back_to_a_step_and_undo_brings_everything_back() {
    let (mut window, states) = at_work();
    window.ctrl(Key::H);
    let steps = listed(&window);
    assert_eq!(steps.len(), 4, "{steps:?}");
    assert!(steps[0].starts_with("Mark as done, ") && steps[0].ends_with("you are here"), "{steps:?}");
    assert!(
        steps[3].starts_with("Tag as quote, ") && steps[3].contains("\u{201c}the preparations alone\u{201d}")
    );
    window.expect("this is where the project stands");
    window.press(Key::Enter);
    assert_eq!(window.project(), &states[4], "there is nowhere to go from here");
    for _ in 0..3 {
        window.press(Key::ArrowDown);
    }
    window.expect("takes back 3 steps");
    window.harness.get_by_label("Go back to after this step").click();
    window.rest(4);
    assert_eq!(window.project(), &states[1]);
    assert_eq!(window.session().history().len(), 5, "going back is a step");
    assert_eq!(
        window.session().history().next_undo().map(|label| label.starts_with("go back to ")),
        Some(true)
    );
    window.harness.get_by_label("Undo").click();
    window.rest(4);
    assert_eq!(window.project(), &states[4]);
    window.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.project(), &states[1]);
    assert_eq!(&window.reread(), window.project());

    // What going back took back is still there to go to.
    window.ctrl(Key::H);
    window.press(Key::ArrowDown);
    window.expect("takes back 1 step.");
    window.press(Key::Enter);
    assert_eq!(window.project(), &states[4]);
}

#[test]
fn before_everything_is_the_last_row() {
    let (mut window, states) = at_work();
    window.ctrl(Key::H);
    window.press(Key::End);
    window.expect("Before everything: takes back 4 steps");
    window.expect("Go back to before everything");
    window.press(Key::Home);
    window.expect("Go back to after this step");
    window.press(Key::End);
    window.press(Key::Enter);
    assert_eq!(window.project(), &states[0]);
    window.ctrl(Key::Z);
    assert_eq!(window.project(), &states[4]);
}

#[test]
fn typing_finds_steps_and_undone_ones_are_marked() {
    let (mut window, states) = at_work();
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    window.open(TALKS);
    window.ask(Request::Run(Command::MarkToDo));
    window.ctrl(Key::Z);
    window.ctrl(Key::H);
    let steps = listed(&window);
    assert_eq!(steps.len(), 5);
    assert!(steps[0].ends_with("undone"), "{steps:?}");
    assert!(steps[1].ends_with("set aside") && steps[2].ends_with("set aside"), "{steps:?}");
    assert!(steps[3].ends_with("you are here"));
    window.write("set aside highlight");
    let found = listed(&window);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("Highlight, "));
    window.expect("makes 1 step again");
    window.press(Key::Enter);
    assert_eq!(window.project(), &states[3]);
    window.ctrl(Key::H);
    window.write("nowhere to be found");
    window.expect("No step fits that.");
    window.press(Key::Escape);
    assert!(!window.says("No step fits that."));
}

#[test]
fn an_empty_history_says_what_will_stand_there() {
    let mut window = Window::on_sample();
    window.ctrl(Key::H);
    window.expect("Nothing has been done yet");
    window.press(Key::Enter);
    assert!(!window.says("Nothing has been done yet"));
}

#[test]
fn what_is_typed_is_a_step_and_comes_back_too() {
    let mut window = Window::in_sample();
    window.mark("the preparations alone");
    window.press(Key::Num1);
    window.press(Key::Tab);
    window.write("a late visit");
    let before = window.session().history().len();
    window.ctrl(Key::H);
    window.press(Key::End);
    window.press(Key::Enter);
    assert_eq!(window.session().history().len(), before + 2, "what was typed, and going back");
    window.ctrl(Key::Z);
    let target = window.claims().iter().any(|claim| format!("{claim:?}").contains("a late visit"));
    assert!(target);
}

#[test]
fn a_project_open_for_reading_only_shows_its_steps_and_stays() {
    let mut session = many(3);
    let mut project = session.project().clone();
    project.access = Access::ReadOnly("kim has it open".to_owned());
    let history = session.history().clone();
    session = Session::resume(project.clone(), coder("kim"), history);
    let mut window = Window::on(session);
    window.ctrl(Key::H);
    window.press(Key::End);
    window.expect("This project is open for reading only: kim has it open");
    window.press(Key::Enter);
    assert_eq!(window.project(), &project);
}

/// A session with so many steps.
fn many(count: usize) -> Session {
    let opened = store::open(&sample_folder()).unwrap();
    let mut session = Session::new(opened.project, coder("kim"));
    for number in 0..count {
        let story = slug([TALKS, SURVEY][number % 2]);
        let to = if (number / 2) % 2 == 0 { Status::ToDo } else { Status::Done };
        session.perform(format!("step {number}"), Edit::Status { story, coder: coder("kim"), to }).unwrap();
    }
    session
}

#[test]
fn only_the_rows_in_view_are_made_of_many() {
    let mut window = Window::on(many(20_000));
    window.ctrl(Key::H);
    assert!(listed(&window).len() < 40);
    window.press(Key::PageDown);
    window.expect("takes back 14 steps");
    window.press(Key::End);
    window.expect("takes back 20,000 steps");
    window.rest(3);
    assert!(listed(&window).iter().any(|row| row.starts_with("Step 0, ")), "{:?}", listed(&window));
    window.press(Key::ArrowUp);
    window.press(Key::Enter);
    assert_eq!(window.session().history().len(), 20_001);
}

/// A copy of the sample whose journal holds work that a kill kept from the files.
fn killed() -> Arc<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    copy(&sample_folder(), folder.path());
    let opened = store::open(folder.path()).unwrap();
    let as_it_was = crate::support::files(folder.path());
    let resumed = store::resume(opened, &coder("kim"), None);
    let mut session = resumed.session;
    let begin = (session.project(), pressmark::project::Unsaved::default());
    let saver = store::Saver::resume(resumed.folder, resumed.on_disk, resumed.journal, begin, || ());
    for (story, to) in [(TALKS, Status::Done), (SURVEY, Status::Done), (SURVEY, Status::ToDo)] {
        let edit = Edit::Status { story: slug(story), coder: coder("kim"), to };
        session.perform(format!("mark as {}", to.name()), edit).unwrap();
        let unsaved = session.take_unsaved();
        saver.keep(session.project(), unsaved);
    }
    let begun = std::time::Instant::now();
    while !matches!(saver.state(), store::SaveState::Saved { at: Some(_) }) {
        assert!(begun.elapsed() < LONG);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let journal = folder.path().join(".pressmark/journal");
    let lines: Vec<_> = std::fs::read_dir(&journal).unwrap().map(|entry| entry.unwrap().path()).collect();
    let kept = std::fs::read(&lines[0]).unwrap();
    saver.finish(LONG).unwrap();
    drop(saver);
    // The files as they were before, and the journal as it was at the kill: without the word that
    // the files say it too.
    let after = tempfile::tempdir().unwrap();
    for (name, bytes) in as_it_was {
        let path = after.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let place = after.path().join(".pressmark/journal");
    std::fs::create_dir_all(&place).unwrap();
    std::fs::write(place.join(lines[0].file_name().unwrap()), kept).unwrap();
    Arc::new(after)
}

#[test]
fn what_was_restored_is_told_until_it_is_looked_at() {
    let mut window = Window::in_folder(killed());
    window.expect("changes restored that had not reached the files.");
    window.rest(60 * 10);
    window.expect("changes restored that had not reached the files.");
    window.harness.get_by_label("Show them").click();
    window.rest(4);
    let steps = listed(&window);
    assert!(!steps.is_empty() && steps.iter().all(|step| step.contains("restored")), "{steps:?}");
    assert!(steps.iter().any(|step| step.starts_with("Mark as done, ")), "{steps:?}");
    window.press(Key::Escape);
    assert!(!window.says("changes restored"), "the notice is answered");
}

/// Not a check: leaves pictures to look at where `PRESSMARK_PICTURES` says.
#[test]
fn pictures_of_the_history() {
    let Some(folder) = std::env::var_os("PRESSMARK_PICTURES").map(std::path::PathBuf::from) else { return };
    for (look, name) in [(Look::Light, "light"), (Look::Dark, "dark"), (Look::Contrast, "contrast")] {
        let (mut window, _) = at_work();
        window.ctrl(Key::Z);
        window.ctrl(Key::Z);
        window.ask(Request::Run(Command::Highlight));
        window.open(TALKS);
        window.ask(Request::Run(Command::MarkToDo));
        window.mark("practically nil");
        window.press(Key::Num3);
        window.press(Key::Escape);
        window.ctrl(Key::Z);
        let mut session = window.session().clone();
        session.undo().unwrap();
        let mut window = Window::sized(session, look, egui::vec2(1200.0, 760.0));
        window.ctrl(Key::H);
        window.press(Key::ArrowDown);
        let save = |window: &mut Window, name: String| {
            window.harness.render().unwrap().save(folder.join(format!("{name}.png"))).unwrap();
        };
        save(&mut window, format!("history-{name}"));
        let mut window = Window::in_folder(killed());
        let command = if look == Look::Dark { Command::DarkLook } else { Command::LightLook };
        window.ask(Request::Run(command));
        save(&mut window, format!("restored-notice-{name}"));
        window.ask(Request::ShowRestored);
        save(&mut window, format!("restored-history-{name}"));
    }
}
