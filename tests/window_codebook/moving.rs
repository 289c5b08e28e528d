//! Rows that are dragged, the page of links, and a field that holds something else.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{FieldType, Kind};
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;

use crate::support::workbench::{TALKS, Window};
use crate::{book, click, click_row, fill, opened, row, with_book};

fn middle(window: &Window, label: &str) -> Pos2 {
    window.harness.get_by_label(&row(window, label)).rect().center()
}

#[test]
fn kinds_and_codes_are_put_in_order_by_dragging() {
    let mut window = opened();
    let before = book(&window).clone();
    let (from, to) = (middle(&window, "Fact"), middle(&window, "Stance"));
    window.drag(from, to, Modifiers::NONE);
    window.rest(4);
    let names = |window: &Window| book(window).kinds.iter().map(|kind| kind.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&window), ["Fact", "Stance", "Quote"]);
    click_row(&mut window, "Stance");
    click(&mut window, "Stance, one code, required");
    let (from, to) = (middle(&window, "unclear"), middle(&window, "for"));
    // Into the lower part of a row: under it.
    window.drag(from, to + vec2(0.0, 8.0), Modifiers::NONE);
    window.rest(4);
    let stance = |window: &Window| {
        book(window).kind(&"stance".into()).unwrap().field(&"stance".into()).unwrap().clone()
    };
    let under = |window: &Window| {
        stance(window).codes().iter().find(|code| code.id.as_str() == "unclear").unwrap().under.clone()
    };
    assert_eq!(under(&window), Some("for".into()));
    for _ in 0..2 {
        window.ask(Request::Run(Command::Undo));
    }
    assert_eq!(*book(&window), before);
}

#[test]
fn a_long_list_scrolls_while_a_row_is_held_at_its_edge() {
    let mut window = Window::on(with_book(|book| {
        for number in 1..=20 {
            let (id, name) = (format!("extra-{number}").as_str().into(), format!("Extra {number}"));
            book.kinds.push(Kind { id, name, key: None, ..book.kinds[2].clone() });
        }
    }));
    window.open(TALKS);
    window.ctrl(Key::B);
    let extra = |window: &Window, number: usize| {
        window.harness.query_by_label(&format!("Extra {number}")).map(|row| row.rect())
    };
    assert_eq!(extra(&window, 20), None, "it is not to be seen yet");
    let from = middle(&window, "Fact");
    let lowest = (1..=20).filter_map(|number| extra(&window, number)).map(|rect| rect.bottom());
    let edge = pos2(from.x, lowest.fold(0.0, f32::max) - 6.0);
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.send([Event::PointerMoved(from)]);
    window.send([button(from, true)]);
    window.send([Event::PointerMoved(from.lerp(edge, 0.5))]);
    window.send([Event::PointerMoved(edge)]);
    window.until("the end of the list", |window| extra(window, 20).is_some());
    window.rest(60);
    let to = extra(&window, 20).unwrap().center();
    window.send([Event::PointerMoved(to)]);
    window.send([button(to, false)]);
    window.rest(4);
    assert_eq!(book(&window).kinds.last().unwrap().name, "Fact");
}

#[test]
fn links_are_added_worded_moved_and_deleted() {
    let mut window = opened();
    let before = book(&window).clone();
    click(&mut window, "Links between claims");
    fill(&mut window, "Add a link", "corrects");
    window.press(Key::Enter);
    fill(&mut window, "From the other end", "is corrected by");
    window.press(Key::Tab);
    let link = book(&window).links.last().unwrap().clone();
    assert_eq!((link.id.as_str(), link.back.as_str()), ("corrects", "is corrected by"));
    click(&mut window, "corrects, is corrected by");
    window.key(Modifiers::ALT, Key::ArrowUp);
    let place = book(&window).links.iter().position(|link| link.id.as_str() == "corrects");
    assert_eq!(place, Some(before.links.len() - 1));
    click(&mut window, "Delete link");
    assert_eq!(*book(&window), before, "no claim is linked so, so nothing is asked");
}

#[test]
fn another_type_of_a_field_says_how_many_values_are_put_aside() {
    let mut window = opened();
    let before = window.project().clone();
    click(&mut window, "Target, text, required");
    click(&mut window, "Holds: text");
    click(&mut window, "a number");
    window.expect("Have Target hold a number");
    window.expect("would fit no longer: put aside with the claim, never dropped.");
    assert_eq!(*window.project(), before);
    click(&mut window, "Change");
    assert_eq!(book(&window).kinds[0].fields[1].holds, FieldType::Number);
    assert!(window.claims().iter().any(|claim| claim.parked.contains_key(&"target".into())));
    // Back again, the values come back too.
    click(&mut window, "Holds: a number");
    click(&mut window, "text");
    click(&mut window, "Change");
    assert_eq!(window.project().stories, before.stories);
    window.ask(Request::Run(Command::Undo));
    window.ask(Request::Run(Command::Undo));
    assert_eq!(*window.project(), before);
}
