//! Code books that cannot be meant so, and claims that name what the code book lacks.

use std::sync::Arc;

use egui::Key;
use pressmark::claims::{Code, CodeBook, FieldType, KindId, Value};
use pressmark::project::{Edit, Session};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::support::coder;
use crate::support::workbench::{TALKS, Window, sample_folder};
use crate::{book, click, with_book};

#[test]
fn a_hostile_code_book_is_shown_and_kept() {
    let session = with_book(|book| {
        book.kinds[1].key = Some('1');
        book.kinds[0].name = "St\u{202e}ance\u{7}".to_owned();
        let circle =
            |id: &str, under: &str| Code { under: Some(under.into()), ..Code::named(id.into(), "a\u{1b}b") };
        book.kinds[0].fields[2].holds =
            FieldType::Choice(vec![circle("x", "y"), circle("y", "x"), circle("z", "gone")]);
        book.kinds[0].fields[0].holds = FieldType::Choices(
            (0..2000).map(|n| Code::named(format!("c{n}").into(), &format!("code {n}"))).collect(),
        );
    });
    let before = session.project().clone();
    let mut window = Window::on(session);
    window.open(TALKS);
    window.ctrl(Key::B);
    window.expect("St\u{2039}U+202E\u{203a}ance\u{2039}U+0007\u{203a}");
    click(&mut window, "Holder, several codes, required");
    window.expect("Find a code");
    window.expect("code 3");
    assert!(!window.says("code 1500"), "only what is seen is shown");
    click(&mut window, "code 3");
    window.press(Key::End);
    window.expect("code 1999");
    click(&mut window, "Done");
    window.ctrl(Key::B);
    click(&mut window, "Stance, one code, required");
    window.expect("a\u{2039}U+001B\u{203a}b");
    window.press(Key::Escape);
    assert_eq!(*window.project(), before);
}

/// The sample, the chosen claim of which is of a kind, has a field and a code that nobody knows.
pub fn unknown_session() -> Session {
    let mut project = pressmark::store::open(&sample_folder()).unwrap().project;
    let coder = coder("kim");
    let all: Vec<_> = project
        .stories
        .iter()
        .filter_map(|(id, work)| Some((id.clone(), work.work_of(&coder)?.clone())))
        .collect();
    for (story, work) in all {
        for claim in work.claims.values() {
            let mut claim = (**claim).clone();
            match claim.kind.as_ref().map(KindId::as_str) {
                Some("quote") => claim.kind = Some("rumour".into()),
                Some("stance") => {
                    claim.fields.insert("stance".into(), Value::Choice("luke-warm".into()));
                    claim.fields.insert("reach".into(), Value::Text("far".to_owned()));
                }
                _ => {}
            }
            project.apply(Edit::put(story.clone(), coder.clone(), claim)).unwrap();
        }
    }
    Session::new(project, coder)
}

fn unknown() -> Window {
    let mut window = Window::on(unknown_session());
    window.open(TALKS);
    window
}

pub fn choose(window: &mut Window, kind: &str) {
    let claims = window.claims();
    let claim = claims.iter().find(|claim| claim.kind == Some(kind.into())).unwrap();
    window.ask(Request::ShowClaim(claim.id));
    window.rest(6);
}

#[test]
fn what_claims_use_comes_into_the_code_book_from_their_form() {
    let mut window = unknown();
    let before = window.project().clone();
    choose(&mut window, "stance");
    window.expect("\u{201c}luke-warm\u{201d} is not in the code book.");
    click(&mut window, "Add luke-warm to the code book");
    let field = |window: &Window, id: &str| book(window).kinds[0].field(&id.into()).cloned();
    let stance = field(&window, "stance").unwrap();
    assert_eq!(stance.code_name(&"luke-warm".into()), "luke warm");
    assert!(!window.says("is not in the code book."));
    click(&mut window, "Add reach to the code book");
    assert_eq!(field(&window, "reach").unwrap().holds, FieldType::Text);
    window.expect("Reach");
    choose(&mut window, "rumour");
    window.expect("rumour (unknown)");
    click(&mut window, "Add rumour to the code book");
    let rumour = book(&window).kinds.last().unwrap().clone();
    assert_eq!((rumour.name.as_str(), rumour.key), ("Rumour", Some('4')));
    assert!(rumour.field(&"speaker".into()).is_some(), "with the fields its claims hold");
    assert!(!window.says("rumour (unknown)"));
    for _ in 0..3 {
        window.ask(Request::Run(Command::Undo));
    }
    assert_eq!(*window.project(), before);
}

#[test]
fn the_editor_gathers_what_is_used_and_not_known() {
    let mut window = unknown();
    let before = window.project().clone();
    window.ctrl(Key::B);
    window.until("all claims are looked through", |window| window.says("3 names that claims use"));
    window.expect("Kind \u{201c}rumour\u{201d}: used, but not in the code book.");
    let quotes = before.stories.values().filter_map(|work| work.work_of(&coder("kim")));
    let quotes = quotes
        .flat_map(|work| work.claims.values())
        .filter(|claim| claim.kind == Some("rumour".into()))
        .count();
    window.expect(&format!("({quotes} claim"));
    click(&mut window, "Add rumour to the code book");
    assert!(book(&window).kind(&"rumour".into()).is_some());
    window.until("it is told no more", |window| window.says("2 names that claims use"));
    click(&mut window, "Add all to the code book");
    window.until("nothing is left", |window| !window.says("used, but not in the code book."));
    assert_eq!(window.project().stories, before.stories, "claims stay as they are");
    window.ask(Request::Run(Command::Undo));
    window.ask(Request::Run(Command::Undo));
    assert_eq!(*window.project(), before);
}

#[test]
fn two_kinds_with_one_key_are_told_and_the_first_keeps_it() {
    let mut window = Window::on(with_book(|book| book.kinds[1].key = Some('1')));
    window.open(TALKS);
    let claims = window.claims().len();
    window.mark("nuclear talks");
    window.press(Key::Num1);
    assert_eq!(window.claims().len(), claims + 1);
    assert_eq!(window.chosen().unwrap().kind, Some("stance".into()));
    window.ctrl(Key::B);
    window.expect("\u{201c}Stance\u{201d} and \u{201c}Quote\u{201d} have the same key 1.");
    assert_eq!(book(&window).kinds.len(), 3, "neither is dropped");
    click(&mut window, "Another key for Quote");
    assert_eq!((book(&window).kinds[0].key, book(&window).kinds[1].key), (Some('1'), Some('2')));
    assert!(!window.says("have the same key"));
}

#[test]
fn codes_in_a_circle_are_told_and_put_at_the_top() {
    let under = |id: &str, under: &str| Code { under: Some(under.into()), ..Code::named(id.into(), id) };
    let codes = vec![under("x", "y"), under("y", "x"), under("z", "gone"), under("w", "x")];
    let mut window = Window::on(with_book(|book| book.kinds[0].fields[2].holds = FieldType::Choice(codes)));
    window.open(TALKS);
    let before = book(&window).clone();
    window.ctrl(Key::B);
    window.expect("Codes stand under each other in a circle: x, y.");
    window.expect("Code \u{201c}z\u{201d} stands under \u{201c}gone\u{201d}, which is not there.");
    click(&mut window, "Put the codes of Stance \u{203a} Stance at the top");
    click(&mut window, "Put the code z at the top");
    let parents: Vec<Option<String>> = book(&window).kinds[0].fields[2]
        .codes()
        .iter()
        .map(|code| code.under.as_ref().map(ToString::to_string))
        .collect();
    assert_eq!(parents, [None, None, None, Some("x".to_owned())], "what stood rightly stays");
    window.ask(Request::Run(Command::Undo));
    window.ask(Request::Run(Command::Undo));
    assert_eq!(*book(&window), before);
}

#[test]
fn a_project_whose_code_book_is_at_fault_says_so_when_it_opens() {
    let folder = tempfile::tempdir().unwrap();
    crate::support::copy(&sample_folder(), folder.path());
    let path = folder.path().join("codebook.ron");
    let words = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, words.replace("key: Some('2')", "key: Some('1')")).unwrap();
    let mut window = Window::in_folder(Arc::new(folder));
    window.expect("Two kinds have the same key 1; the first keeps it.");
    click(&mut window, "Open the code book");
    window.expect("have the same key 1.");
}

#[test]
fn of_two_thousand_codes_only_those_in_view_are_built() {
    let codes = || (0..2000).map(|n| Code::named(format!("c{n}").into(), &format!("code {n}"))).collect();
    let mut window = Window::on(with_book(|book: &mut CodeBook| {
        book.kinds.iter_mut().for_each(|kind| kind.fields[0].holds = FieldType::Choices(codes()));
    }));
    window.open(TALKS);
    let built = |window: &Window| window.told().lines().filter(|line| line.starts_with("code ")).count();
    window.press(Key::N);
    window.press(Key::Enter);
    window.rest(4);
    window.write("code 1");
    assert!((1..=9).contains(&built(&window)), "{}", built(&window));
    window.press(Key::Escape);
    window.ctrl(Key::B);
    click(&mut window, "Holder, several codes, required");
    assert!((5..40).contains(&built(&window)), "{}", built(&window));
    click(&mut window, "code 2");
    click(&mut window, "Merge code into\u{2026}");
    assert!((5..40).contains(&built(&window)), "{}", built(&window));
}

#[test]
fn of_twenty_thousand_actors_only_the_offers_are_built() {
    let mut project = pressmark::store::open(&sample_folder()).unwrap().project;
    for number in 0..20_000 {
        let id: pressmark::claims::ActorId = format!("p{number}").into();
        let actor = pressmark::claims::Actor::named(id.clone(), &format!("Person {number}"));
        project.apply(Edit::Actor { id, to: Some(Box::new(actor)) }).unwrap();
    }
    let mut window = Window::on(Session::new(project, coder("kim")));
    window.open(TALKS);
    window.mark("nuclear talks");
    window.press(Key::Num2);
    window.write("person 1");
    let built = window.told().lines().filter(|line| line.starts_with("Person 1")).count();
    assert_eq!(built, 8, "{}", window.told());
}
