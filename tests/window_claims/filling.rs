//! A form is filled in, mostly by keys.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{ClaimId, Value};
use pressmark::window::desk::Request;

use crate::bench::{Bench, focused, form, harness, keys, press};
use crate::given::{FACT, QUOTE, STANCE, add, claim, passage, project};

#[test]
fn a_known_speaker_costs_few_keys() {
    let mut harness = form(project(), QUOTE);
    assert_eq!(focused(&harness), "Speaker");
    // The tag's own key comes before these.
    let mut count = 1;
    count += keys(&mut harness, "bie");
    count += press(&mut harness, Key::Enter);
    assert_eq!(harness.state().field(QUOTE, "speaker"), Some(&Value::Actor("biegun".into())));
    assert_eq!(harness.state().label(), Some("set speaker"));
    assert_eq!(focused(&harness), "Cue: not coded, offered: the envoy said", "Enter goes on");
    count += press(&mut harness, Key::Escape);
    assert!(count <= 8, "{count} keys");
    assert_eq!(harness.state().asked.last(), Some(&Request::FocusArticle));
    assert!(!harness.state().panel.has_keyboard());
}

#[test]
fn enter_takes_the_offered_cue_and_letters_pick_codes() {
    let mut harness = form(project(), QUOTE);
    keys(&mut harness, "bie");
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Enter);
    assert_eq!(
        harness.state().field(QUOTE, "cue"),
        Some(&Value::Passage(Box::new(passage("the envoy said"))))
    );
    assert_eq!(focused(&harness), "Form");
    keys(&mut harness, "d");
    assert_eq!(harness.state().field(QUOTE, "form"), Some(&Value::Choice("direct".into())));
    assert_eq!(harness.state().label(), Some("set form"));
    assert_eq!(focused(&harness), "Topic", "a picked code goes on");
    keys(&mut harness, "rail");
    press(&mut harness, Key::Tab);
    assert_eq!(harness.state().field(QUOTE, "topic"), Some(&Value::Text("rail".to_owned())));
    assert_eq!(focused(&harness), "Stance");
    keys(&mut harness, "2");
    assert_eq!(harness.state().field(QUOTE, "stance"), Some(&Value::Choice("against".into())));
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().field(QUOTE, "sure"), Some(&Value::Choice("medium".into())));
    assert_eq!(harness.state().asked.last(), Some(&Request::FocusArticle), "past the last field");
}

#[test]
fn a_name_nobody_has_makes_an_actor_in_one_step() {
    let mut harness = form(project(), QUOTE);
    keys(&mut harness, "Lee Nak-yon");
    harness.get_by_label("Add “Lee Nak-yon” as a new actor");
    press(&mut harness, Key::Enter);
    let state = harness.state_mut();
    assert_eq!(state.session.history().len(), 1);
    let Some(Value::Actor(id)) = state.field(QUOTE, "speaker").cloned() else { panic!("no speaker") };
    assert_eq!(state.session.project().actors.name(&id), "Lee Nak-yon");
    state.session.undo().unwrap();
    assert_eq!(state.field(QUOTE, "speaker"), None);
    assert!(state.session.project().actors.get(&id).is_none());
}

#[test]
fn arrows_and_clicks_choose_among_offers() {
    let mut harness = form(project(), QUOTE);
    keys(&mut harness, "o");
    // Moon by its beginning, Stephen Biegun not at all; the last entry makes a new actor.
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowUp);
    harness.get_by_label_contains("Moon Jae-in, president of South Korea").click();
    harness.run();
    assert_eq!(harness.state().field(QUOTE, "speaker"), Some(&Value::Actor("moon".into())));
    assert_eq!(harness.state().session.history().len(), 1);
}

#[test]
fn escape_reverts_what_is_typed() {
    let mut harness = form(project(), STANCE);
    harness.get_by_label("Target").focus();
    harness.run();
    keys(&mut harness, "xyz");
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().field(STANCE, "target"), Some(&Value::Text("quick deal".to_owned())));
    assert!(harness.state().session.history().is_empty());
    assert_eq!(harness.get_by_label("Target").value().as_deref(), Some("quick deal"));
    assert_eq!(harness.state().asked.last(), Some(&Request::FocusArticle));
}

#[test]
fn escape_right_after_the_form_opens_leaves_it() {
    let mut bench = Bench::new(project());
    bench.view.chosen = Some(QUOTE);
    let mut harness = harness(bench);
    harness.state_mut().panel.focus_first_empty();
    harness.step();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().asked.last(), Some(&Request::FocusArticle));
}

#[test]
fn tab_and_shift_tab_walk_the_form() {
    let mut harness = form(project(), QUOTE);
    press(&mut harness, Key::Tab);
    press(&mut harness, Key::Tab);
    assert_eq!(focused(&harness), "Form");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run();
    assert_eq!(focused(&harness), "Speaker");
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run();
    assert_eq!(focused(&harness), "Kind");
    assert!(harness.state().session.history().is_empty(), "walking changes nothing");
}

#[test]
fn a_retag_keeps_what_fits_and_parks_the_rest() {
    let mut harness = form(project(), STANCE);
    harness.get_by_label("Kind: Quote").click();
    harness.run();
    let state = harness.state();
    assert_eq!(state.label(), Some("retag as quote"));
    assert_eq!(state.field(STANCE, "speaker"), Some(&Value::Actor("us-president".into())));
    assert_eq!(state.claim(STANCE).parked.get(&"target".into()), Some(&Value::Text("quick deal".to_owned())));
    harness.get_by_label("Discard parked Target").click();
    harness.run();
    assert!(harness.state().claim(STANCE).parked.is_empty());
}

#[test]
fn clearing_a_choice_is_not_coded() {
    let mut harness = form(project(), STANCE);
    harness.get_by_label("Stance: against").click();
    harness.run();
    assert_eq!(harness.state().field(STANCE, "stance"), None);
    assert_eq!(harness.state().label(), Some("clear stance"));
    harness.state_mut().session.undo().unwrap();
    harness.run();
    harness.get_by_label("Stance").focus();
    harness.run();
    press(&mut harness, Key::Backspace);
    assert_eq!(harness.state().field(STANCE, "stance"), None);
}

#[test]
fn numbers_keep_what_is_typed_and_refuse_what_is_none() {
    let mut harness = form(project(), FACT);
    harness.get_by_label("Figure").focus();
    harness.run();
    keys(&mut harness, "1,0x");
    press(&mut harness, Key::Enter);
    assert_eq!(focused(&harness), "Figure");
    harness.get_by_label_contains("Not a number");
    press(&mut harness, Key::Backspace);
    keys(&mut harness, "00");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().field(FACT, "figure"), Some(&Value::Number("1,000".to_owned())));
    assert_eq!(focused(&harness), "Can be checked");
    keys(&mut harness, "y");
    assert_eq!(harness.state().field(FACT, "checkable"), Some(&Value::YesNo(true)));
}

#[test]
fn typed_text_is_committed_when_another_claim_is_chosen() {
    let mut harness = form(project(), STANCE);
    harness.get_by_label("Note").focus();
    harness.run();
    keys(&mut harness, "see p. 3");
    harness.state_mut().view.chosen = Some(QUOTE);
    harness.run();
    assert_eq!(harness.state().claim(STANCE).note, "see p. 3");
    assert_eq!(harness.state().label(), Some("edit note"));
    harness.state_mut().view.story = None;
    harness.run();
    assert_eq!(harness.state().session.history().len(), 1);
}

#[test]
fn half_a_name_is_parked_at_the_last_moment_and_a_draft_falls_to_undo() {
    let mut harness = form(project(), QUOTE);
    keys(&mut harness, "bieg");
    harness.state_mut().commit();
    assert!(harness.state().claim(QUOTE).parked.is_empty(), "it is still being typed");
    harness.state_mut().flush();
    assert_eq!(harness.state().field(QUOTE, "speaker"), None);
    assert_eq!(harness.state().claim(QUOTE).parked.len(), 1, "neither lost nor taken for an actor");
    harness.state_mut().session.undo().unwrap();
    harness.run();

    keys(&mut harness, "bieg");
    press(&mut harness, Key::Enter);
    harness.get_by_label("Topic").focus();
    harness.run();
    keys(&mut harness, "old");
    press(&mut harness, Key::Tab);
    harness.get_by_label("Topic").focus();
    harness.run();
    keys(&mut harness, "er");
    harness.state_mut().session.undo().unwrap();
    harness.run();
    assert_eq!(harness.get_by_label("Topic").value().as_deref(), Some(""), "the draft went with its ground");
}

#[test]
fn what_is_parked_last_stands_beside_what_was_parked_before() {
    let mut project = project();
    let mut before = claim(9, Some("quote"), &["Washington gave its support"]);
    before.parked.insert("speaker".into(), Value::Text("the second envoy".to_owned()));
    add(&mut project, before);
    let mut harness = form(project, ClaimId(9));
    keys(&mut harness, "bieg");
    harness.state_mut().flush();
    let parked = &harness.state().claim(ClaimId(9)).parked;
    let parked: Vec<&Value> = parked.iter().map(|(_, value)| value).collect();
    let text = |words: &str| Value::Text(words.to_owned());
    assert_eq!(parked, [&text("the second envoy"), &text("bieg")]);
}
