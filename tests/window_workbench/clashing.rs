//! Claims that were changed in two ways are stepped through, and files that were mended are seen.

use std::fs;

use egui::{Key, Modifiers};
use pressmark::claims::{Claim, ClaimId, Clash};
use pressmark::project::{Edit, Session};
use pressmark::store;

use crate::support::workbench::{SURVEY, TALKS, Window, sample_folder};
use crate::support::{coder, slug};

#[test]
fn a_key_leads_from_clash_to_clash_in_every_story() {
    let mut project = store::open(&sample_folder()).unwrap().project;
    let mut clashing: Vec<(&str, ClaimId)> = Vec::new();
    for (story, numbers) in [(SURVEY, &[1][..]), (TALKS, &[2, 7][..])] {
        let work = project.story(&slug(story)).unwrap();
        let order = work.work_of(&coder("kim")).unwrap().in_order(&work.story);
        for number in numbers {
            let mut claim = Claim::clone(&order[*number]);
            claim.add_clash(Clash::Note("another note".to_owned()));
            clashing.push((story, claim.id));
            project.apply(Edit::put(slug(story), coder("kim"), claim)).unwrap();
        }
    }
    let mut window = Window::on(Session::new(project, coder("kim")));
    window.open(TALKS);
    let mut step = |modifiers, at: usize| {
        window.key(modifiers, Key::X);
        window.rest(3);
        let here = (window.story().to_owned(), window.bench().view().chosen);
        assert_eq!(here, (clashing[at].0.to_owned(), Some(clashing[at].1)));
    };
    // The first of the open story, the next, round to the other story, and back.
    for at in [1, 2, 0, 1] {
        step(Modifiers::NONE, at);
    }
    for at in [0, 2] {
        step(Modifiers::SHIFT, at);
    }
    let mut calm = Window::on_sample();
    calm.press(Key::X);
    calm.expect("Nothing waits to be settled");
}

#[test]
fn a_damaged_file_that_another_program_mends_is_taken_in_without_a_new_start() {
    let folder = Window::in_sample().leave().unwrap();
    let file = folder.path().join("stories").join(TALKS).join("kim.claims.ron");
    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, "(").unwrap();
    let mut window = Window::in_folder(folder);
    window.open(TALKS);
    let sealed = |window: &Window| window.work().sealed.contains_key(&coder("kim"));
    assert!(sealed(&window) && window.claims().is_empty());
    // Still damaged, and left alone.
    fs::write(&file, "((").unwrap();
    window.rest(40);
    assert!(sealed(&window));
    assert_eq!(fs::read_to_string(&file).unwrap(), "((");
    fs::write(&file, &whole).unwrap();
    window.until("the claims", |window| !sealed(window));
    assert_eq!(window.claims().len(), 24);
    window.mark("the preparations alone");
    window.press(Key::H);
    assert_eq!(window.claims().len(), 25);
    assert_eq!(&window.reread(), window.project(), "and it can be written again");
}
