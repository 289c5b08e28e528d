//! Making claims: how few keys it takes, and whose the keys are.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::Value;
use pressmark::story::PictureId;
use pressmark::window::article::Article;
use pressmark::window::desk::Request;

use crate::support::workbench::{SURVEY, Window};

fn in_article(window: &Window) -> bool {
    window.harness.ctx.memory(|memory| memory.focused().is_none_or(|id| id == Article::id()))
}

#[test]
fn a_claim_by_a_known_speaker_costs_at_most_eight_keys() {
    let mut window = Window::on_sample();
    window.mark("expected to sit down with Kim");
    let before = window.claims().len();
    let mut keys = 0;
    for key in [Key::Num2, Key::T, Key::R, Key::U, Key::Enter, Key::Escape] {
        window.press(key);
        keys += 1;
    }
    assert!(keys <= 8);
    assert!(in_article(&window));
    assert_eq!(window.claims().len(), before + 1);
    let claim = window.chosen().unwrap();
    assert_eq!(claim.quote(), "expected to sit down with Kim");
    assert_eq!(claim.kind.as_ref().unwrap().as_str(), "quote");
    assert_eq!(claim.fields.get(&"speaker".into()), Some(&Value::Actor("donald-trump".into())));
    // The caret is there at once.
    let head = window.bench().view().selection.unwrap().head;
    window.press(Key::ArrowRight);
    assert_eq!(window.bench().view().selection.unwrap().head.index(), head.index() + 1);
}

#[test]
fn a_claim_is_made_with_the_keyboard_alone() {
    let mut window = Window::on_sample();
    let (at, _) = window.find("practically nil");
    window.click(at);
    window.key(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    window.key(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(window.selected(), "practically nil");
    for key in [Key::Num1, Key::C, Key::H, Key::E, Key::O, Key::Enter, Key::Escape] {
        window.press(key);
    }
    let claim = window.chosen().unwrap();
    assert_eq!(claim.fields.get(&"speaker".into()), Some(&Value::Actor("cheong-wa-dae".into())));
    assert!(in_article(&window));
}

#[test]
fn letters_and_digits_in_the_form_are_the_forms() {
    let mut window = Window::on_sample();
    window.mark("the preparations alone");
    window.press(Key::Num1);
    let before = window.claims();
    let chosen = window.bench().view().chosen;
    window.write("nhj 123 p");
    window.press(Key::Delete);
    window.press(Key::Space);
    assert_eq!(window.claims(), before, "nothing was tagged, deleted or stepped to");
    assert_eq!(window.bench().view().chosen, chosen);
    assert_eq!(window.bench().view().enlarged, None);
    assert!(window.says("nhj 123 p"), "{}", window.told());
    window.press(Key::Escape);
    assert!(in_article(&window));
    window.press(Key::N);
    assert_ne!(window.bench().view().chosen, chosen, "in the article N is a command again");
}

#[test]
fn the_key_that_tags_does_not_end_up_in_the_form() {
    let mut window = Window::on_sample();
    window.mark("the preparations alone");
    window.press(Key::Num1);
    window.press(Key::Tab);
    let claim = window.chosen().unwrap();
    assert!(claim.fields.is_empty(), "{:?}", claim.fields);
    assert!(claim.parked.is_empty());
    let actors = window.project().actors.clone();
    assert!(actors.called("1").is_none());
}

#[test]
fn keys_that_come_in_one_slow_frame_go_where_they_would_have_gone() {
    let mut window = Window::on_sample();
    window.mark("the preparations alone");
    let press =
        |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    let typed = [(Key::Num1, "1"), (Key::N, "n"), (Key::O, "o"), (Key::R, "r"), (Key::T, "t"), (Key::H, "h")];
    let events = typed.map(|(key, text)| [press(key, Modifiers::NONE), Event::Text(text.into())]);
    window.send(events.into_iter().flatten());
    window.rest(3);
    window.press(Key::Enter);
    let claim = window.chosen().unwrap();
    assert_eq!(claim.quote(), "the preparations alone");
    assert_eq!(claim.fields.get(&"speaker".into()), Some(&Value::Actor("north-korea".into())));
}

#[test]
fn what_is_typed_reaches_enter_and_tab_in_every_field() {
    let mut window = Window::on_sample();
    window.mark("the preparations alone");
    for key in [Key::Num1, Key::M, Key::O, Key::O, Key::Enter] {
        window.press(key);
    }
    window.write("the visit");
    window.press(Key::Enter);
    window.press(Key::Num2);
    window.press(Key::Escape);
    let claim = window.chosen().unwrap();
    assert_eq!(claim.fields.get(&"speaker".into()), Some(&Value::Actor("moon-jae-in".into())));
    assert_eq!(claim.fields.get(&"target".into()), Some(&Value::Text("the visit".into())));
    assert_eq!(claim.fields.get(&"stance".into()), Some(&Value::Choice("against".into())));
}

#[test]
fn a_new_tag_keeps_the_fields_and_undo_brings_all_of_a_deleted_claim_back() {
    let mut window = Window::on_sample();
    let (at, _) = window.find("Pyongyang wants");
    window.click(at);
    window.press(Key::N);
    window.press(Key::P);
    window.press(Key::Escape);
    let claim =
        window.claims().into_iter().find(|claim| claim.quote().starts_with("Pyongyang wants")).unwrap();
    window.ask(Request::ShowClaim(claim.id));
    window.ask(Request::Select(None));
    window.press(Key::Num3);
    let fact = window.chosen().unwrap();
    assert_eq!(fact.id, claim.id);
    assert_eq!(fact.kind.as_ref().unwrap().as_str(), "fact");
    assert_eq!(fact.fields.get(&"speaker".into()), claim.fields.get(&"speaker".into()));
    assert_eq!(fact.fields.len() + fact.parked.len(), claim.fields.len() + claim.parked.len());
    window.press(Key::Num1);
    assert_eq!(window.chosen().unwrap(), claim, "and back again without loss");
    window.press(Key::Delete);
    assert!(window.claims().iter().all(|other| other.id != claim.id));
    assert_eq!(window.bench().view().chosen, None);
    window.ctrl(Key::Z);
    assert_eq!(window.chosen(), Some(claim));
}

#[test]
fn a_claim_gets_another_passage_by_key_and_by_drag() {
    let mut window = Window::on_sample();
    let claim =
        window.claims().into_iter().find(|claim| claim.quote() == "in no hurry").map(|claim| claim.id);
    let claim = claim.unwrap_or(window.claims()[0].id);
    window.ask(Request::ShowClaim(claim));
    window.mark("threats of 2017");
    window.press(Key::A);
    assert!(window.chosen().unwrap().quote().ends_with("threats of 2017"));
    let (from, to) = window.find("quietly been");
    window.drag(from, to, Modifiers::COMMAND);
    let claim = window.chosen().unwrap();
    assert_eq!(claim.passages.len(), 3);
    assert!(claim.quote().ends_with("quietly been"));
    // What was added is no longer selected, and without a selection H changes nothing.
    let before = window.project().clone();
    window.press(Key::H);
    assert!(*window.project() == before);
}

#[test]
fn a_region_is_drawn_on_an_enlarged_picture_and_tagged_by_key() {
    let mut window = Window::in_sample();
    window.settle();
    window.ask(Request::Enlarge(Some(PictureId("p2".into()))));
    window.settle();
    let canvas = window.harness.get_by_role(Role::Canvas).rect();
    let middle = canvas.center();
    window.drag(middle - vec2(60.0, 40.0), middle + vec2(40.0, 50.0), Modifiers::NONE);
    assert!(window.bench().view().drawn.is_some());
    let before = window.claims().len();
    window.press(Key::Num3);
    assert_eq!(window.claims().len(), before + 1);
    let claim = window.chosen().unwrap();
    assert_eq!(claim.regions.len(), 1);
    assert_eq!(claim.regions[0].picture, PictureId("p2".into()));
    assert!(claim.passages.is_empty());
    window.press(Key::Escape);
    window.drag(middle + vec2(60.0, 60.0), middle + vec2(110.0, 90.0), Modifiers::NONE);
    window.press(Key::A);
    assert_eq!(window.chosen().unwrap().regions.len(), 2, "another region for the chosen claim");
    window.press(Key::Escape);
    window.press(Key::Escape);
    window.press(Key::Escape);
    assert_eq!(window.bench().view().enlarged, None);
    let saved = window.reread();
    assert_eq!(&saved, window.project());
}

#[test]
fn hovering_a_card_lights_its_claim_everywhere() {
    let mut window = Window::on_sample();
    let claim = window.claims()[1].clone();
    let quote: String = claim.quote().chars().take(20).collect();
    let cards: Vec<_> = window
        .harness
        .query_all_by_label_contains(&quote)
        .map(|node| node.rect())
        .filter(|rect| rect.left() > 1000.0)
        .collect();
    let card = cards.first().unwrap_or_else(|| panic!("no card: {}", window.told())).center();
    window.send([Event::PointerMoved(card)]);
    window.rest(2);
    assert_eq!(window.bench().view().hovered, Some(claim.id));
    window.send([Event::PointerMoved(pos2(700.0, 3.0))]);
    window.rest(2);
    assert_eq!(window.bench().view().hovered, None);
}

#[test]
fn another_story_opens_without_the_old_ones_choice() {
    let mut window = Window::on_sample();
    window.mark("the preparations alone");
    window.press(Key::H);
    window.mark("practically nil");
    window.open(SURVEY);
    let view = window.bench().view();
    assert_eq!((view.selection, view.chosen), (None, None));
}
