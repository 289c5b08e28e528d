//! A registry that is large, one that is odd, and one that a colleague knows as it was.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::claims::{Actor, ActorId, ActorRole, Actors, Claim, Passage, Value};
use pressmark::project::{Edit, Project, Session};
use pressmark::store;
use pressmark::story::{TextRange, is_hidden};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use super::actors::rows;
use crate::support::workbench::{TALKS, Window, sample_folder};
use crate::support::{coder, slug};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn sample() -> Project {
    store::open(&sample_folder()).unwrap().project
}

fn put(actor: Actor) -> Edit {
    Edit::Actor { id: actor.id.clone(), to: Some(Box::new(actor)) }
}

fn window_on(project: Project) -> Window {
    let mut window = Window::on(Session::new(project, coder("kim")));
    window.open(TALKS);
    window
}

/// Nothing that is said or drawn holds a character that hides or turns others; what is typed may.
fn shows_no_hidden_character(window: &Window) {
    for node in window.harness.root().children_recursive() {
        let node = node.accesskit_node();
        if matches!(node.role(), Role::TextRun | Role::TextInput | Role::MultilineTextInput) {
            continue;
        }
        let said = node.label().unwrap_or_default();
        let hidden = |c: char| is_hidden(c) && c != '\n';
        assert!(!said.contains(hidden), "{:?} says {said:?}", node.role());
    }
}

#[test]
fn names_in_any_script_with_hidden_characters_are_spelt_out_wherever_they_show() {
    let mut project = sample();
    let name = "\u{202e}mik\u{2066}\u{7} \u{627}\u{644}\u{633}\u{641}\u{64a}\u{631}\r\u{1b}[31m \u{91d1}";
    let since = |day: &str| Some(day.parse().unwrap());
    let odd = Actor {
        aliases: vec!["Kumsusan\u{202e} Palace".to_owned(), "Kumsusan Palace".to_owned()],
        roles: vec![
            ActorRole { title: "keeper\u{2067} of keys".to_owned(), from: None, until: since("2018-01-01") },
            ActorRole { title: "envoy\u{202d}".to_owned(), from: since("2018-01-02"), until: None },
        ],
        ..Actor::named("odd".into(), name)
    };
    project.apply(put(odd)).unwrap();
    let text = project.story(&slug(TALKS)).unwrap().text.clone();
    let at = text.as_str().find("Kumsusan Palace").unwrap();
    for whose in ["kim", "lee"] {
        let mut claim = Claim::new(Some("quote".into()));
        claim.add_passage(Passage::of(&text, TextRange::from_indices(at, at + 8)).unwrap());
        claim.fields.insert("speaker".into(), Value::Actor("odd".into()));
        project.apply(Edit::put(slug(TALKS), coder(whose), claim)).unwrap();
    }
    let mut window = window_on(project);
    let shown = "\u{2039}U+202E\u{203a}mik";
    // Cards, also of others; the form with the role of the story's day; its list of names.
    window.ask(Request::Run(Command::ToggleOthers));
    let claims = window.claims();
    let claim = claims.iter().find(|claim| claim.actors().any(|id| id.as_str() == "odd")).unwrap();
    window.ask(Request::ShowClaim(claim.id));
    window.rest(6);
    window.expect(shown);
    shows_no_hidden_character(&window);
    window.mark("the preparations alone");
    window.press(Key::Num2);
    window.write("kums");
    assert!(rows(&window)[0].contains(shown), "{:?}", rows(&window));
    shows_no_hidden_character(&window);
    window.press(Key::Enter);
    assert_eq!(window.chosen().unwrap().fields.get(&"speaker".into()), Some(&Value::Actor("odd".into())));
    window.press(Key::Escape);
    // The registry, its page, the question before a merge.
    window.ask(Request::ShowActor("odd".into()));
    window.rest(6);
    window.expect("on 2018-12-24");
    shows_no_hidden_character(&window);
    window.harness.get_by_label("Tick Donald Trump").click();
    window.rest(3);
    window.harness.get_by_label("Merge\u{2026}").click();
    window.rest(4);
    window.expect("Merge these into one");
    shows_no_hidden_character(&window);
    window.press(Key::Escape);
    // The word at a mention.
    window.ask(Request::Run(Command::ToggleMentions));
    let (at, _) = window.find("Kumsusan Palace of the Sun");
    window.send([Event::PointerMoved(at + vec2(3.0, 0.0))]);
    window.until("who that is", |window| {
        window.rest(40);
        window.says("envoy")
    });
    shows_no_hidden_character(&window);
}

#[test]
fn of_twenty_thousand_few_rows_are_made_and_any_is_found_by_key_and_in_the_text() {
    let mut project = sample();
    let edits = (0..20_000).map(|number| {
        put(Actor::named(format!("a{number}").into(), &format!("Delegate {number} of the talks")))
    });
    project.apply(Edit::Batch(edits.collect())).unwrap();
    let mut window = window_on(project);
    window.key(CTRL_SHIFT, Key::A);
    window.expect("20,015 actors");
    assert!(rows(&window).len() < 60, "only what is seen is made");
    window.write("19999");
    assert_eq!(rows(&window), ["Delegate 19999 of the talks, unsorted, 0 claims"]);
    window.press(Key::Escape);
    // Completion in the form.
    window.mark("the preparations alone");
    window.press(Key::Num2);
    window.write("delegate 1234");
    assert!(rows(&window).len() <= 12, "few are offered");
    window.press(Key::Enter);
    let speaker = |window: &Window| window.chosen().unwrap().fields.get(&"speaker".into()).cloned();
    assert_eq!(speaker(&window), Some(Value::Actor("a1234".into())));
    window.press(Key::Escape);
    // Mentions, each taken with one key.
    window.ask(Request::Run(Command::ToggleMentions));
    let (at, _) = window.find("Korean Central News Agency");
    window.send([Event::PointerMoved(at + vec2(3.0, 0.0))]);
    // They are looked for on another thread; a key that comes before is told so.
    window.until("the mention", |window| {
        window.press(Key::M);
        window.rest(4);
        speaker(window) == Some(Value::Actor("kcna".into()))
    });
}

#[test]
fn a_colleague_who_still_names_a_merged_actor_is_shown_the_union() {
    let mut project = sample();
    let agency = project.actors.exactly(&"kcna".into()).unwrap().clone();
    let other = Actor::named("party-daily".into(), "The party daily");
    project.apply(put(other)).unwrap();
    let text = project.story(&slug(TALKS)).unwrap().text.clone();
    let mut claim = Claim::new(Some("quote".into()));
    claim.add_passage(Passage::of(&text, TextRange::from_indices(310, 330)).unwrap());
    claim.fields.insert("speaker".into(), Value::Actor("party-daily".into()));
    let id = claim.id;
    project.apply(Edit::put(slug(TALKS), coder("lee"), claim)).unwrap();
    let union = project.union(&coder("kim"), &agency.id, &["party-daily".into()]).unwrap();
    project.apply(union.edit).unwrap();
    let actors: Arc<Actors> = project.actors.clone();
    assert_eq!(actors.exactly(&agency.id).unwrap().was, [ActorId::from("party-daily")]);
    let mut window = window_on(project);
    window.ask(Request::Run(Command::ToggleOthers));
    window.rest(6);
    let cards =
        || window.harness.query_all_by_role(Role::Button).filter_map(|card| card.accesskit_node().label());
    let of_lee = cards().filter(|label| label.contains("KCNA")).count();
    assert!(of_lee > 0, "{}", window.told());
    assert!(!window.says("party-daily") && !window.says("The party daily"), "{}", window.told());
    // It is counted there, and the colleague's file is as it was.
    let lees = window.work().claim(&coder("lee"), id).unwrap().clone();
    assert_eq!(lees.actors().next(), Some(&ActorId::from("party-daily")));
    window.ask(Request::ShowActor("kcna".into()));
    window.until("both claims", |window| window.says("KCNA, organisation, 2 claims"));
    window.expect("party-daily: claims that name it name this actor.");
}
