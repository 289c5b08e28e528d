//! Several claims chosen at once, and what is done to all of them in one step.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{ClaimId, Code, Field, FieldType, Value};
use pressmark::project::{Edit, Session};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::several::Several;
use pressmark::window::theme::Look;

use crate::support::coder;
use crate::support::workbench::{TALKS, Window, sample_folder};

/// The middle of a card that is in view: the panel is right of the article.
fn card(window: &Window, number: usize) -> Pos2 {
    let claims = window.claims();
    let quote: String = claims[number].quote().chars().take(18).collect();
    // Others may begin so too; the cards stand in the order of the claims.
    let before = claims[..number].iter().filter(|claim| claim.quote().contains(&quote)).count();
    let cards = window.harness.query_all_by_label_contains(&quote).map(|node| node.rect());
    let mut cards: Vec<_> = cards.filter(|rect| rect.left() > 1000.0).collect();
    cards.sort_by(|a, b| a.top().total_cmp(&b.top()));
    cards.get(before).unwrap_or_else(|| panic!("no card {number}: {}", window.told())).center()
}

fn click(window: &mut Window, number: usize, modifiers: Modifiers) {
    let pos = card(window, number);
    let button = |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    window.send([Event::ModifiersChanged(modifiers), Event::PointerMoved(pos)]);
    window.send([button(true)]);
    window.send([button(false)]);
    window.send([Event::ModifiersChanged(Modifiers::NONE)]);
    window.rest(3);
}

fn chosen(window: &Window) -> BTreeSet<ClaimId> {
    window.bench().view().several.clone().map(|several| several.claims).unwrap_or_default()
}

fn numbered(window: &Window, numbers: impl IntoIterator<Item = usize>) -> BTreeSet<ClaimId> {
    numbers.into_iter().map(|number| window.claims()[number].id).collect()
}

#[test]
fn ctrl_click_takes_cards_in_and_out_and_shift_click_all_between() {
    let mut window = Window::on_sample();
    click(&mut window, 0, Modifiers::COMMAND);
    assert_eq!(window.bench().view().chosen, Some(window.claims()[0].id), "one alone is opened");
    click(&mut window, 1, Modifiers::COMMAND);
    assert_eq!(chosen(&window), numbered(&window, 0..=1));
    window.expect("2 claims chosen");
    click(&mut window, 3, Modifiers::SHIFT);
    assert_eq!(chosen(&window), numbered(&window, 1..=3), "from the last one on");
    window.expect("3 claims chosen");
    click(&mut window, 2, Modifiers::COMMAND);
    assert_eq!(chosen(&window), numbered(&window, [1, 3]));
    click(&mut window, 3, Modifiers::COMMAND);
    assert!(chosen(&window).is_empty());
    assert_eq!(window.bench().view().chosen, Some(window.claims()[1].id), "what is left is opened");
    click(&mut window, 0, Modifiers::SHIFT);
    assert_eq!(chosen(&window), numbered(&window, 0..=1));
    window.press(Key::Escape);
    assert!(chosen(&window).is_empty());
    assert_eq!(window.bench().view().chosen, None);
}

/// The first three cards, chosen by keys from the first on.
fn three() -> Window {
    let mut window = Window::on_sample();
    window.ask(Request::Choose(None));
    click(&mut window, 0, Modifiers::COMMAND);
    // It is open now; the second card joins it.
    click(&mut window, 1, Modifiers::COMMAND);
    assert_eq!(chosen(&window), numbered(&window, [0, 1]));
    window.ask(Request::ChooseSeveral(pressmark::window::several::Several {
        anchor: window.claims()[0].id,
        claims: numbered(&window, [0, 1]),
    }));
    window.key(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(chosen(&window), numbered(&window, 0..=2));
    window
}

#[test]
fn keys_in_the_panel_choose_tag_and_delete_several_in_one_step_each() {
    let mut window = three();
    window.key(Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(chosen(&window), numbered(&window, 0..=1));
    window.key(Modifiers::SHIFT, Key::ArrowDown);
    let (ids, before, steps) = (chosen(&window), window.project().clone(), window.session().history().len());
    window.press(Key::Num3);
    let facts = |window: &Window| {
        let of = window.claims().into_iter().filter(|claim| ids.contains(&claim.id));
        of.filter(|claim| claim.kind.as_ref().is_some_and(|kind| kind.as_str() == "fact")).count()
    };
    assert_eq!(facts(&window), 3);
    assert_eq!(window.session().history().len(), steps + 1);
    assert_eq!(chosen(&window), ids, "they stay chosen");
    window.press(Key::Delete);
    assert!(window.claims().iter().all(|claim| !ids.contains(&claim.id)));
    assert_eq!(window.session().history().len(), steps + 2);
    assert_eq!(window.session().history().next_undo(), Some("delete 3 claims"));
    window.ctrl(Key::Z);
    assert_eq!(facts(&window), 3);
    window.ctrl(Key::Z);
    assert!(*window.project() == before);
}

#[test]
fn all_listed_claims_are_chosen_and_get_a_speaker_in_one_step() {
    let mut window = three();
    window.ctrl(Key::A);
    assert_eq!(chosen(&window).len(), window.claims().len());
    assert_eq!(window.selected(), "", "Ctrl+A was the panel's");
    let steps = window.session().history().len();
    window.press(Key::F);
    window.expect("Set a field of");
    window.write("moon");
    window.press(Key::Enter);
    assert_eq!(window.session().history().len(), steps + 1, "{}", window.told());
    let moon = Value::Actor("moon-jae-in".into());
    let tagged = window.claims().into_iter().filter(|claim| claim.kind.is_some());
    assert!(tagged.clone().count() > 3);
    for claim in tagged {
        assert_eq!(claim.fields.get(&"speaker".into()), Some(&moon), "{}", claim.quote());
    }
    assert!(!chosen(&window).is_empty());
}

#[test]
fn a_choice_is_set_and_cleared_for_those_whose_kind_has_it() {
    let mut window = three();
    window.ctrl(Key::A);
    window.press(Key::F);
    window.harness.get_by_label("Sure").click();
    window.rest(3);
    window.harness.get_by_label("medium").click();
    window.rest(3);
    window.press(Key::Enter);
    let sure = |window: &Window| {
        let medium = Value::Choice("medium".into());
        window.claims().iter().filter(|claim| claim.fields.get(&"sure".into()) == Some(&medium)).count()
    };
    assert!(sure(&window) > 3, "{}", window.told());
    window.press(Key::F);
    window.harness.get_by_label("Sure").click();
    window.rest(3);
    window.harness.get_by_label("Clear").click();
    window.rest(3);
    assert_eq!(sure(&window), 0);
}

/// All claims of the story chosen, in kinds whose first two fields are a choice of 2,000 codes and one
/// of several of them.
fn with_many_codes(look: Look) -> Window {
    let mut project = pressmark::store::open(&sample_folder()).unwrap().project;
    let mut book = (*project.codebook).clone();
    let codes = || (0..2000).map(|n| Code::named(format!("c{n}").into(), &format!("code {n}"))).collect();
    for kind in &mut book.kinds {
        let field = |id: &str, holds| Field {
            id: id.into(),
            name: id.to_uppercase(),
            holds,
            required: false,
            help: String::new(),
        };
        kind.fields.insert(0, field("several", FieldType::Choices(codes())));
        kind.fields.insert(0, field("one", FieldType::Choice(codes())));
    }
    project.apply(Edit::CodeBook(Arc::new(book))).unwrap();
    let mut window = Window::sized(Session::new(project, coder("kim")), look, Window::SIZE);
    window.open(TALKS);
    let claims = window.claims();
    window.ask(Request::ChooseSeveral(Several {
        anchor: claims[0].id,
        claims: claims.iter().map(|claim| claim.id).collect(),
    }));
    window.ask(Request::Run(Command::SetField));
    window.rest(4);
    window
}

#[test]
fn one_of_two_thousand_codes_is_found_by_typing() {
    let mut window = with_many_codes(Look::Light);
    let built = |window: &Window| window.told().lines().filter(|line| line.starts_with("code ")).count();
    assert!((5..12).contains(&built(&window)), "{}", window.told());
    let set = window.harness.get_by_label("Set").rect();
    assert!(window.harness.ctx.content_rect().contains_rect(set), "its buttons are on the screen");
    window.write("code 15");
    window.press(Key::ArrowDown);
    window.expect("code 150");
    window.expect("This will set one of");
    window.press(Key::Enter);
    let coded = |window: &Window, field: &str, value: Value| {
        let kinds = window.claims().into_iter().filter(|claim| claim.kind.is_some());
        kinds.filter(|claim| claim.fields.get(&field.into()) == Some(&value)).count()
    };
    assert!(coded(&window, "one", Value::Choice("c150".into())) > 3, "{}", window.told());

    // Several: Enter takes what was typed, and with nothing typed it sets them.
    window.ask(Request::Run(Command::SetField));
    window.harness.get_by_label("SEVERAL").click();
    window.rest(3);
    for words in ["code 1999", "code 7", "code 21"] {
        window.write(words);
        window.press(Key::Enter);
    }
    window.expect("Leave out code 7");
    window.harness.get_by_label("Leave out code 7").click();
    window.rest(3);
    let row = window.harness.get_by_role_and_label(egui::accesskit::Role::ListBoxOption, "code 3");
    row.click();
    window.rest(3);
    window.press(Key::Enter);
    let codes = ["c1999", "c21", "c3"].map(Into::into).to_vec();
    assert!(coded(&window, "several", Value::Choices(codes)) > 3, "{}", window.told());
}

#[test]
fn a_drag_with_ctrl_in_the_article_still_adds_a_passage() {
    let mut window = Window::on_sample();
    let claim = window.claims()[0].clone();
    window.ask(Request::ShowClaim(claim.id));
    let (from, to) = window.find("quietly been");
    window.drag(from, to, Modifiers::COMMAND);
    assert_eq!(window.chosen().unwrap().passages.len(), claim.passages.len() + 1);
    assert!(chosen(&window).is_empty());
}

#[test]
fn pictures_of_several_chosen_claims() {
    let Ok(folder) = std::env::var("PRESSMARK_PICTURES") else { return };
    for look in ["light", "dark"] {
        let mut window = three();
        if look == "dark" {
            window.ask(Request::Run(pressmark::window::commands::Command::DarkLook));
        }
        let save = |window: &mut Window, name: &str| {
            let picture = window.harness.render().unwrap();
            picture.save(std::path::Path::new(&folder).join(format!("{name}-{look}.png"))).unwrap();
        };
        save(&mut window, "several");
        window.press(Key::F);
        window.write("mo");
        save(&mut window, "set-field");
        let mut window = with_many_codes(if look == "dark" { Look::Dark } else { Look::Light });
        window.write("code 15");
        save(&mut window, "set-one-code");
        window.harness.get_by_label("SEVERAL").click();
        window.rest(3);
        for words in ["code 1999", "code 7"] {
            window.write(words);
            window.press(Key::Enter);
        }
        save(&mut window, "set-several-codes");
    }
}
