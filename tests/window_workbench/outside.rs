//! What other programs make of the project's files while it is open shows, and costs nothing here.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::Key;
use pressmark::claims::{Claim, Value};
use pressmark::project::{Access, Edit, Project, Status, StoryWork};
use pressmark::store::{self, Saver};
use pressmark::window::desk::Request;

use crate::support::workbench::{SURVEY, TALKS, Window};
use crate::support::{LONG, coder, give, slug, story};
use egui_kittest::kittest::Queryable as _;

/// Another program's view of the window's project.
struct Other {
    project: Project,
    saver: Saver,
}

impl Other {
    fn of(window: &mut Window) -> Self {
        window.harness.state_mut().finish(LONG).unwrap();
        let opened = store::open(&window.path()).unwrap();
        Self { saver: Saver::start(opened.folder, opened.project.clone()), project: opened.project }
    }

    fn does(&mut self, edit: Edit) {
        let touched = edit.touches();
        self.project.apply(edit).unwrap();
        self.saver.save(&self.project, &touched);
        self.saver.finish(LONG).unwrap();
    }

    /// Makes something of the first claim of a coder on a story.
    fn changes(&mut self, story: &str, whose: &str, change: impl FnOnce(&mut Claim)) {
        let claims = &self.project.story(&slug(story)).unwrap().coders[&coder(whose)].claims;
        let mut claim = Claim::clone(claims.values().next().unwrap());
        change(&mut claim);
        self.does(Edit::put(slug(story), coder(whose), claim));
    }
}

fn file(window: &Window, story: &str, name: &str) -> PathBuf {
    window.path().join("stories").join(story).join(name)
}

/// The analyst was in another program, and comes back.
fn come_back(window: &mut Window) {
    window.harness.input_mut().focused = false;
    window.rest(2);
    window.harness.input_mut().focused = true;
    window.rest(1);
}

fn note_of_first(project: &Project, story: &str, whose: &str) -> String {
    let work = project.story(&slug(story)).unwrap().work_of(&coder(whose));
    work.and_then(|work| work.claims.values().next()).map(|claim| claim.note.clone()).unwrap_or_default()
}

#[test]
fn what_another_program_wrote_shows_within_seconds() {
    let mut window = Window::in_sample();
    let mut other = Other::of(&mut window);
    other.changes(TALKS, "kim", |claim| claim.note = "seen elsewhere".to_owned());
    window.until("the change", |window| note_of_first(window.project(), TALKS, "kim") == "seen elsewhere");
    window.until("a word", |window| window.says("kim.claims.ron of this story was changed outside"));
    assert_eq!(window.session().history().len(), 0, "it is no step of the analyst\u{2019}s");
    assert_eq!(window.reread(), other.project);
}

/// Frames until the window wants no more of them.
fn come_to_rest(window: &mut Window) {
    window.until("rest", |window| {
        let delays = window.harness.output().viewport_output.values().map(|output| output.repaint_delay);
        delays.min() == Some(Duration::MAX) && !window.harness.ctx.has_requested_repaint()
    });
}

/// Whether the window comes to sleep and then sleeps on, longer than the files are left unlooked at.
/// What it had begun before may be done late on a busy machine and wake it once; what wakes it again
/// and again does not end.
fn sleeps(window: &mut Window) -> bool {
    (0..4).any(|_| {
        come_to_rest(window);
        !is_woken(window, Duration::from_secs(3))
    })
}

/// Whether somebody asks for a frame within this time. None is made.
fn is_woken(window: &Window, within: Duration) -> bool {
    let end = Instant::now() + within;
    while !window.harness.ctx.has_requested_repaint() {
        if Instant::now() >= end {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    true
}

#[test]
fn a_window_that_nobody_touches_sleeps_until_there_is_news() {
    let mut window = Window::in_sample();
    let mut other = Other::of(&mut window);
    window.mark("the preparations alone");
    window.press(Key::H);
    window.harness.state_mut().finish(LONG).unwrap();
    assert!(sleeps(&mut window), "it is woken for nothing");
    other.changes(TALKS, "lee", |claim| claim.note = "seen elsewhere".to_owned());
    assert!(is_woken(&window, LONG), "it sleeps through what happens");
    window.until("the change", |window| note_of_first(window.project(), TALKS, "lee") == "seen elsewhere");
    window.until("a word", |window| window.says("of this story was changed outside"));
}

#[test]
fn nothing_is_looked_at_while_another_window_is_worked_in() {
    let mut window = Window::in_sample();
    let mut other = Other::of(&mut window);
    window.harness.input_mut().focused = false;
    window.rest(2);
    other.changes(SURVEY, "kim", |claim| claim.note = "seen elsewhere".to_owned());
    other.changes(TALKS, "kim", |claim| claim.note = "seen elsewhere".to_owned());
    assert!(sleeps(&mut window), "the open story is looked at");
    assert_eq!(note_of_first(window.project(), TALKS, "kim"), "");
    assert_eq!(note_of_first(window.project(), SURVEY, "kim"), "");
    window.harness.input_mut().focused = true;
    window.until("the change", |window| note_of_first(window.project(), SURVEY, "kim") == "seen elsewhere");
}

#[test]
fn coders_and_stories_that_were_not_known_come_in_and_are_told_at_once() {
    let mut window = Window::in_sample();
    let mut other = Other::of(&mut window);
    for id in [TALKS, SURVEY] {
        let edit = Edit::Status { story: slug(id), coder: coder("zoe"), to: Status::Done };
        other.does(edit);
    }
    let mut work = story("Came by sync");
    let claim = crate::support::claim(&work, 7, "said");
    give(&mut work, "zoe", [claim]);
    other.does(Edit::Shelf { id: slug("came-by-sync"), to: Some(Box::new(work)) });
    come_back(&mut window);
    window.until("the story", |window| window.project().story(&slug("came-by-sync")).is_some());
    window.until("a word", |window| window.says("came in from outside"));
    window.expect("2 files were changed outside, 1 of them of this story");
    assert_eq!(window.project(), &other.project);
    assert_eq!(window.reread(), other.project);
}

#[test]
fn what_vanished_stays_here_and_is_told_once() {
    let mut window = Window::in_sample();
    window.harness.state_mut().finish(LONG).unwrap();
    let before = window.project().clone();
    let (claims, away) = (file(&window, TALKS, "kim.claims.ron"), window.path().join("away"));
    fs::remove_file(&claims).unwrap();
    fs::rename(window.path().join("stories").join(SURVEY), &away).unwrap();
    come_back(&mut window);
    window.until("a word", |window| window.says("kim.claims.ron is missing; what it said stays here"));
    window.until("a word", |window| window.says(&format!("The folder stories/{SURVEY} is missing")));
    assert_eq!(window.project(), &before);
    while window.says("is missing") {
        window.harness.get_all_by_label("Close this message").next().unwrap().click();
        window.rest(3);
    }
    come_back(&mut window);
    window.rest(60 * 6);
    assert!(!window.says("is missing"), "it is told once");
    fs::rename(&away, window.path().join("stories").join(SURVEY)).unwrap();
    window.mark("the preparations alone");
    window.press(Key::H);
    assert_eq!(&window.reread(), window.project(), "the file is written again");
    assert!(claims.exists());
}

#[test]
fn a_half_written_file_is_waited_for_and_then_told() {
    let mut window = Window::in_sample();
    window.harness.state_mut().finish(LONG).unwrap();
    let before = window.project().clone();
    let path = file(&window, TALKS, "kim.claims.ron");
    let whole = fs::read_to_string(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    come_back(&mut window);
    window.rest(20);
    assert!(!window.says("another program changed the file"), "whoever writes it may not be done");
    window.until("a word", |window| window.says("another program changed the file"));
    window.expect("What it said before stays here.");
    assert_eq!(window.project(), &before);
    fs::write(&path, whole.replace("status: InProgress", "status: Done")).unwrap();
    window.until("the change", |window| window.status() == Status::Done);
}

#[test]
fn a_true_clash_is_told_and_leads_to_the_claim() {
    let mut window = Window::in_sample();
    let mut other = Other::of(&mut window);
    let id = *other.project.story(&slug(SURVEY)).unwrap().coders[&coder("kim")].claims.keys().next().unwrap();
    other.changes(SURVEY, "kim", |claim| claim.note = "theirs".to_owned());
    let mine = window.project().story(&slug(SURVEY)).unwrap().claim(&coder("kim"), id).unwrap();
    let mut mine = Claim::clone(mine);
    mine.note = "mine".to_owned();
    window.ask(Request::Perform("edit note".to_owned(), Edit::put(slug(SURVEY), coder("kim"), mine)));
    come_back(&mut window);
    window.until("a word", |window| window.says("1 claim was changed here and outside in different ways"));
    window.harness.get_by_label("Show").click();
    window.rest(4);
    assert_eq!((window.story(), window.bench().view().chosen), (SURVEY, Some(id)));
    let claim = window.chosen().unwrap();
    assert_eq!(claim.open_clashes().count(), 1, "both notes are kept");
    assert_eq!(&window.reread(), window.project());
}

#[test]
fn a_project_open_for_reading_only_follows_the_disk() {
    let mut window = Window::in_sample();
    let mut other = Other::of(&mut window);
    let mut opened = store::open(&window.path()).unwrap();
    opened.project.access = Access::ReadOnly("another window has it".to_owned());
    let ctx = window.harness.ctx.clone();
    window.harness.state_mut().keep_in(&ctx, opened);
    window.open(TALKS);
    window.rest(3);
    other.changes(TALKS, "kim", |claim| claim.note = "seen elsewhere".to_owned());
    window.until("the change", |window| note_of_first(window.project(), TALKS, "kim") == "seen elsewhere");
    fs::remove_file(file(&window, TALKS, "kim.claims.ron")).unwrap();
    window.until("a word", |window| window.says("kim.claims.ron is missing; what it said stays here."));
    window.ctrl(Key::D);
    window.expect("open for reading only");
    window.harness.state_mut().finish(LONG).unwrap();
    assert!(!file(&window, TALKS, "kim.claims.ron").exists(), "nothing is written");
}

#[test]
fn what_is_chosen_selected_and_typed_stays() {
    let mut window = Window::in_sample();
    window.mark("the preparations alone");
    window.press(Key::Num1);
    window.press(Key::Tab);
    let mut other = Other::of(&mut window);
    let id = window.bench().view().chosen.unwrap();
    window.write("a late");
    let selection = window.bench().view().selection;
    let reading = window.bench().view().reading_at;
    let theirs = other.project.story(&slug(TALKS)).unwrap().claim(&coder("kim"), id).unwrap();
    let mut theirs = Claim::clone(theirs);
    theirs.fields.insert("target".into(), Value::Text("theirs".into()));
    theirs.note = "theirs too".to_owned();
    other.does(Edit::put(slug(TALKS), coder("kim"), theirs));
    window.until("the change", |window| window.chosen().is_some_and(|claim| claim.note == "theirs too"));
    window.write(" visit");
    window.press(Key::Tab);
    let view = window.bench().view();
    assert_eq!((view.chosen, view.selection, view.reading_at), (Some(id), selection, reading));
    let target = window.chosen().unwrap().fields.get(&"target".into()).cloned();
    assert_eq!(target, Some(Value::Text("a late visit".into())), "what was typed is what counts");
}

#[test]
fn a_claim_that_is_typed_into_is_not_deleted_from_outside() {
    let mut window = Window::in_sample();
    window.mark("the preparations alone");
    window.press(Key::Num1);
    window.press(Key::Tab);
    let mut other = Other::of(&mut window);
    let id = window.bench().view().chosen.unwrap();
    window.write("a late visit");
    other.does(Edit::Claim { story: slug(TALKS), coder: coder("kim"), id, to: None });
    window.until("a word", |window| window.says("1 claim was changed here and outside in different ways"));
    let claim = window.chosen().unwrap();
    assert_eq!(claim.fields.get(&"target".into()), Some(&Value::Text("a late visit".into())));
}

#[test]
fn cards_stay_where_they_are_read() {
    let mut window = Window::in_sample();
    let mut other = Other::of(&mut window);
    let last = window.claims().last().unwrap().clone();
    window.ask(Request::ShowClaim(last.id));
    window.rest(10);
    let at = |window: &Window| window.harness.get_by_label_contains("Show in the text: ").rect().top();
    let before = at(&window);
    let work: &StoryWork = other.project.story(&slug(TALKS)).unwrap();
    let headline: String = work.text.as_str().split_whitespace().next().unwrap().to_owned();
    let new = Arc::unwrap_or_clone(crate::support::claim(work, 77, &headline));
    other.does(Edit::put(slug(TALKS), coder("kim"), new));
    let count = window.claims().len();
    window.until("the new claim", |window| window.claims().len() == count + 1);
    window.rest(5);
    assert_eq!(window.bench().view().chosen, Some(last.id));
    assert!((at(&window) - before).abs() < 2.0, "{before} {}", at(&window));
}

#[test]
fn actors_that_another_program_merged_are_one_here_too() {
    let mut window = Window::in_sample();
    let mut other = Other::of(&mut window);
    let (kept, away) = ("united-states".into(), "south-korea".into());
    let union = other.project.union(&coder("lee"), &kept, std::slice::from_ref(&away)).unwrap();
    other.does(union.edit);
    come_back(&mut window);
    window.until("the merge", |window| window.project().actors.exactly(&away).is_none());
    assert_eq!(window.project().actors.name(&away), "United States");
    let named = window
        .claims()
        .iter()
        .flat_map(|claim| claim.actors().cloned().collect::<Vec<_>>())
        .collect::<Vec<_>>();
    assert!(named.contains(&away), "kim's claims keep the id, which leads on");
    assert_eq!(window.reread().actors, other.project.actors);
}

fn with_kind(project: &Project, id: &str) -> Edit {
    let mut book = (*project.codebook).clone();
    let mut kind = book.kinds[0].clone();
    (kind.id, kind.name, kind.key) = (id.into(), id.to_owned(), None);
    book.kinds.push(kind);
    Edit::CodeBook(Arc::new(book))
}

fn renamed(project: &Project, name: &str) -> Edit {
    let mut book = (*project.codebook).clone();
    book.kinds[0].name = name.to_owned();
    Edit::CodeBook(Arc::new(book))
}

#[test]
fn undo_leaves_what_others_wrote_and_tells_where_they_wrote_the_same() {
    let mut window = Window::in_sample();
    let rename = renamed(window.project(), "Standpoint");
    window.ask(Request::Perform("rename kind".to_owned(), rename));
    let mut other = Other::of(&mut window);
    let added = with_kind(&other.project, "theirs");
    other.does(added);
    window.until("the kind", |window| {
        window.project().codebook.kinds.iter().any(|kind| kind.id.as_str() == "theirs")
    });
    window.ctrl(Key::Z);
    let book = window.project().codebook.clone();
    assert_ne!(book.kinds[0].name, "Standpoint");
    assert_eq!(book.kinds.last().map(|kind| kind.id.as_str()), Some("theirs"));
    assert_eq!(window.reread().codebook, book);

    let rename = renamed(window.project(), "Standpoint");
    window.ask(Request::Perform("rename kind".to_owned(), rename));
    let mut other = Other::of(&mut window);
    let named = renamed(&other.project, "Posture");
    other.does(named);
    window.until("the name", |window| window.project().codebook.kinds[0].name == "Posture");
    window.ctrl(Key::Z);
    assert_eq!(window.project().codebook.kinds[0].name, "Posture");
    window.until("a word", |window| window.says("Undo: the name of the kind"));
}

#[test]
fn what_was_renamed_here_and_outside_is_told() {
    let mut window = Window::in_sample();
    let mut other = Other::of(&mut window);
    // Both before either has looked.
    let named = renamed(&other.project, "Posture");
    let rename = renamed(window.project(), "Standpoint");
    other.does(named);
    window.ask(Request::Perform("rename kind".to_owned(), rename));
    window.until("a word", |window| window.says("was changed in two ways"));
}
