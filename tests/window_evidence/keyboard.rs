//! Whose keys are whose over an enlarged picture: the form's, the picture's and the commands'.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pressmark::claims::{Region, Shape, Value};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::own_keys::OwnKeys;

use crate::support::workbench::Window;

/// The picture at the reading line enlarged, with a rectangle drawn in the middle of it.
fn drawn() -> Window {
    let mut window = Window::on_sample();
    window.press(Key::P);
    window.settle();
    draw(&mut window);
    window
}

fn draw(window: &mut Window) {
    window.press(Key::B);
    assert!(region(window).is_some(), "{}", window.told());
}

fn region(window: &Window) -> Option<Region> {
    window.bench().view().drawn.clone()
}

fn focused(window: &Window) -> String {
    let node = window.harness.root().children_recursive().find(|node| node.is_focused());
    node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

fn field(window: &Window, name: &str) -> Option<Value> {
    window.chosen().unwrap().fields.get(&name.into()).cloned()
}

#[test]
fn a_form_over_an_enlarged_picture_has_its_keys_and_the_claim_keeps_its_region() {
    let mut window = drawn();
    window.press(Key::Num1);
    window.write("biegun");
    window.press(Key::Enter);
    window.write("talks");
    window.press(Key::Enter);
    assert_eq!(focused(&window), "Stance");
    let made = window.chosen().unwrap();
    for key in [Key::Delete, Key::Backspace, Key::ArrowDown] {
        window.press(key);
        assert_eq!(window.chosen().as_ref(), Some(&made), "{key:?}");
    }
    window.press(Key::ArrowRight);
    window.press(Key::ArrowRight);
    window.press(Key::Space);
    assert_eq!(field(&window, "stance"), Some(Value::Choice("against".into())));
    assert!(focused(&window).starts_with("Cue"), "{}", focused(&window));
    window.press(Key::Delete);
    window.press(Key::Escape);
    assert!(window.bench().view().enlarged.is_some(), "Esc was the form\u{2019}s");
    assert_eq!(window.chosen().unwrap().regions, made.regions);
    // Out of the form, they are the picture's again.
    window.press(Key::ArrowRight);
    window.rest(3);
    assert_ne!(window.chosen().unwrap().regions, made.regions);
    window.press(Key::Escape);
    window.press(Key::Escape);
    assert_eq!(window.bench().view().enlarged, None);
}

#[test]
fn escape_in_a_form_that_has_just_opened_is_the_forms() {
    let mut window = drawn();
    window.quick_key(Modifiers::NONE, Key::Num1);
    window.quick_key(Modifiers::NONE, Key::Escape);
    window.rest(3);
    assert!(window.bench().view().enlarged.is_some());
    assert_eq!(window.chosen().unwrap().regions.len(), 1);
}

#[test]
fn a_card_over_an_enlarged_picture_has_its_keys() {
    let mut window = drawn();
    window.press(Key::Num3);
    window.press(Key::Escape);
    let made = window.chosen().unwrap();
    let card = window.harness.query_all_by_label_contains("Stance 2").next().unwrap();
    card.focus();
    window.rest(3);
    window.press(Key::ArrowDown);
    assert_eq!(window.chosen().unwrap().regions, made.regions, "the arrows lead from card to card");
    window.press(Key::Backspace);
    assert_eq!(window.chosen(), Some(made));
}

#[test]
fn what_is_drawn_is_given_what_the_last_claim_has_by_one_key() {
    let mut window = Window::on_sample();
    window.mark("practically nil");
    window.press(Key::Num2);
    window.write("biegun");
    window.press(Key::Enter);
    window.press(Key::Escape);
    let last = window.chosen().unwrap();
    window.press(Key::P);
    window.settle();
    for (modifiers, key) in [(Modifiers::NONE, Key::R), (Modifiers::SHIFT, Key::R), (Modifiers::NONE, Key::K)]
    {
        draw(&mut window);
        window.expect("same speaker");
        let shape = region(&window).unwrap();
        window.key(modifiers, key);
        let made = window.chosen().unwrap();
        assert_eq!(*made.regions, [shape], "{modifiers:?} {key:?}");
        assert_eq!(made.kind, last.kind);
        if key == Key::R {
            assert_eq!(made.fields, last.fields);
        }
        window.press(Key::Escape);
        assert!(window.bench().view().enlarged.is_some());
    }
    draw(&mut window);
    window.press(Key::Num0);
    window.expect("Tag as");
    window.write("fact");
    window.press(Key::Enter);
    assert_eq!(window.chosen().unwrap().kind, Some("fact".into()));
    // With nothing drawn, R is about the chosen claim here as elsewhere.
    window.press(Key::Escape);
    window.press(Key::R);
    assert_eq!(field(&window, "speaker"), last.fields.get(&"speaker".into()).cloned());
}

#[test]
fn a_tool_asked_for_again_never_replaces_what_was_drawn() {
    let mut window = drawn();
    for _ in 0..3 {
        window.press(Key::ArrowRight);
    }
    window.rest(3);
    let moved = region(&window);
    window.press(Key::B);
    window.expect("Tag what is drawn first");
    window.press(Key::S);
    window.press(Key::S);
    assert_eq!(region(&window), moved);
}

#[test]
fn the_tools_are_commands_and_can_have_other_keys() {
    let mut window = Window::on_sample();
    window.press(Key::S);
    window.expect("Enlarge a picture first");
    let mut own = OwnKeys::default();
    let key = egui::KeyboardShortcut::new(Modifiers::NONE, Key::W);
    own.set(Command::DrawPolygons, Some(key));
    window.ask(Request::SetKeys(Box::new(own)));
    window.press(Key::P);
    window.settle();
    window.press(Key::W);
    window.press(Key::W);
    assert!(matches!(region(&window).unwrap().shape, Shape::Polygon(_)));
}
