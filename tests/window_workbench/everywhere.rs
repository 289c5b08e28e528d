//! All places of a phrase tagged in one step.

use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::project::Status;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::support::workbench::{SURVEY, Window};

/// The dialog on a phrase, with its places found.
fn asked(window: &mut Window, phrase: &str) {
    window.mark(phrase);
    window.press(Key::T);
    window.until("the search", |window| window.says("Tick none") && !window.says("Stop"));
}

fn on(window: &Window, phrase: &str) -> usize {
    window.claims().iter().filter(|claim| claim.quote() == phrase).count()
}

fn standing(window: &Window, phrase: &str) -> usize {
    let text = window.work().text.as_str().to_owned();
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: usize| {
        !letter(text[..at].chars().next_back()) && !letter(text[at + phrase.len()..].chars().next())
    };
    text.match_indices(phrase).filter(|(at, _)| whole(*at)).count()
}

#[test]
fn every_place_in_the_story_is_tagged_and_one_undo_takes_all_back() {
    let mut window = Window::on_sample();
    let (before, steps) = (window.project().clone(), window.session().history().len());
    let places = standing(&window, "Seoul");
    assert!(places > 2);
    let had = on(&window, "Seoul");
    asked(&mut window, "Seoul");
    window.press(Key::Num3);
    window.press(Key::Enter);
    assert!(on(&window, "Seoul") > had + 1, "{}", window.told());
    assert_eq!(window.session().history().len(), steps + 1);
    let facts = window.claims().into_iter().filter(|claim| claim.quote() == "Seoul");
    assert!(facts.into_iter().all(|claim| claim.kind.as_ref().is_some_and(|kind| kind.as_str() == "fact")));

    // What is marked now is said to be, and is off.
    asked(&mut window, "Seoul");
    window.expect("marked already");
    window.expect("Tag 0 places");
    window.press(Key::Escape);
    window.ctrl(Key::Z);
    assert!(*window.project() == before);
}

#[test]
fn a_place_without_its_tick_is_left_alone() {
    let mut window = Window::on_sample();
    asked(&mut window, "Seoul");
    window.harness.get_by_label("Tick none").click();
    window.rest(3);
    let places = window.harness.query_all_by_role(egui::accesskit::Role::CheckBox);
    let place = places
        .into_iter()
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains("the visit to Seoul")));
    place.unwrap().click();
    window.rest(3);
    window.expect("Tag 1 place");
    window.press(Key::Enter);
    assert_eq!(on(&window, "Seoul"), 1);
}

#[test]
fn the_whole_project_is_tagged_and_stories_to_do_are_begun() {
    let mut window = Window::on_sample();
    window.open(SURVEY);
    window.ask(Request::Run(Command::MarkToDo));
    window.open(crate::support::workbench::TALKS);
    let before = window.project().clone();
    asked(&mut window, "Seoul");
    let here = on(&window, "Seoul");
    window.harness.get_by_label("Whole project").click();
    window.rest(3);
    window.until("the search", |window| window.says("Tick none") && !window.says("Stop"));
    window.press(Key::Enter);
    assert!(on(&window, "Seoul") > here);
    window.open(SURVEY);
    assert!(on(&window, "Seoul") > 0, "{}", window.told());
    assert_eq!(window.status(), Status::InProgress);
    window.ctrl(Key::Z);
    assert!(*window.project() == before);
}

#[test]
fn pictures_of_all_places() {
    let Ok(folder) = std::env::var("PRESSMARK_PICTURES") else { return };
    for (look, command) in [("light", Command::LightLook), ("dark", Command::DarkLook)] {
        let mut window = Window::on_sample();
        window.ask(Request::Run(command));
        asked(&mut window, "Seoul");
        let picture = window.harness.render().unwrap();
        picture.save(std::path::Path::new(&folder).join(format!("everywhere-{look}.png"))).unwrap();
    }
}
