//! From one thing that is to be done to the next, by key.

use egui::{Key, Modifiers};
use pressmark::analysis::review::{Bench, Case};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::support::workbench::{SURVEY, TALKS, Window};

#[test]
fn u_goes_from_untagged_highlight_to_untagged_highlight() {
    let mut window = Window::on_sample();
    window.mark("threats of 2017");
    window.press(Key::H);
    let open: Vec<_> =
        window.claims().iter().filter(|claim| claim.kind.is_none()).map(|claim| claim.id).collect();
    assert!(open.len() > 1);
    let first = open.iter().position(|id| Some(*id) == window.bench().view().chosen).unwrap();
    window.press(Key::U);
    assert_eq!(window.bench().view().chosen, Some(open[(first + 1) % open.len()]));
    window.key(Modifiers::SHIFT, Key::U);
    assert_eq!(window.bench().view().chosen, Some(open[first]));
    for id in open {
        window.ask(Request::ShowClaim(id));
        window.ask(Request::Select(None));
        window.press(Key::Num3);
        window.press(Key::Escape);
    }
    window.press(Key::U);
    window.expect("Every highlight of this story is tagged.");
}

#[test]
fn i_goes_to_what_something_is_missing_from() {
    let mut window = Window::on_sample();
    window.mark("threats of 2017");
    window.press(Key::Num1);
    window.press(Key::Escape);
    let empty = window.chosen().unwrap();
    window.press(Key::N);
    window.press(Key::I);
    let mut met = Vec::new();
    while !met.contains(&window.bench().view().chosen) {
        met.push(window.bench().view().chosen);
        window.press(Key::I);
    }
    assert!(met.contains(&Some(empty.id)));
    assert!(met.len() < window.claims().len(), "whole claims are passed over");
    // They are the very claims that the review names.
    let (project, coder) = (window.project(), window.session().coder());
    let findings = Bench::of(project).review(&Case::of(window.work(), window.work().work_of(coder)));
    let mut named: Vec<_> =
        findings.into_iter().map(|finding| finding.claim).filter(Option::is_some).collect();
    named.sort();
    named.dedup();
    met.sort();
    assert_eq!(met, named);
}

#[test]
fn the_next_story_to_do_is_found_past_those_that_are_begun() {
    let mut window = Window::on_sample();
    let both = Modifiers::COMMAND | Modifiers::SHIFT;
    let stories: Vec<String> = window.project().stories.keys().map(|id| id.as_str().to_owned()).collect();
    for story in &stories {
        window.open(story);
        window.ask(Request::Run(Command::MarkDone));
    }
    window.key(both, Key::PageDown);
    window.expect("No other story of the list is to do.");
    window.open(SURVEY);
    window.ask(Request::Run(Command::MarkToDo));
    window.open(TALKS);
    window.key(both, Key::PageDown);
    assert_eq!(window.story(), SURVEY);
    window.open(TALKS);
    window.key(both, Key::PageUp);
    assert_eq!(window.story(), SURVEY);
}
