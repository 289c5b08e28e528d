//! A passage may be a caption: marked on the page, and under its picture.

use egui::{Key, Modifiers, Pos2, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use pressmark::story::PictureId;
use pressmark::window::desk::Request;

use super::{fact, keep_picture, place, put};
use crate::support::workbench::Window;

const CAPTION: &str = "Lights of East Asia by night";

fn enlarge(window: &mut Window, picture: &str) {
    window.ask(Request::Enlarge(Some(PictureId(picture.to_owned()))));
    window.settle();
}

/// Two clicks at once.
fn double(window: &mut Window, at: Pos2) {
    window.drag(at, at, Modifiers::NONE);
    window.drag(at, at, Modifiers::NONE);
    window.rest(30);
}

/// Within the first word of the enlarged picture's caption.
fn first_word(window: &Window) -> Pos2 {
    let captions = window.harness.query_all_by_label_contains("Caption 2: ");
    let widest = captions.map(|node| node.rect()).max_by(|a, b| a.width().total_cmp(&b.width())).unwrap();
    widest.left_top() + vec2(14.0, 8.0)
}

#[test]
fn a_caption_is_marked_on_the_page_by_drag_double_click_and_keys() {
    let mut window = Window::on_sample();
    window.mark(CAPTION);
    window.press(Key::Num3);
    window.press(Key::Escape);
    assert_eq!(window.chosen().unwrap().quote(), CAPTION);
    let (from, _) = window.find("China and the South");
    double(&mut window, from + vec2(4.0, 0.0));
    assert_eq!(window.selected(), "China");
    window.press(Key::Num2);
    window.press(Key::Escape);
    assert_eq!(window.chosen().unwrap().quote(), "China");
    // By the keyboard: the caret, then words to the right, then the whole sentence.
    let (from, _) = window.find("lies dark");
    window.click(from - vec2(2.0, 0.0));
    for _ in 0..2 {
        window.key(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    }
    let selected = window.selected();
    assert!(selected.trim() == "lies dark", "{selected:?}");
    window.press(Key::Space);
    assert!(window.selected().starts_with("North Korea lies dark"), "{}", window.selected());
    window.press(Key::H);
    assert!(window.chosen().unwrap().kind.is_none());
}

#[test]
fn a_caption_is_marked_under_its_picture() {
    let mut window = Window::on_sample();
    enlarge(&mut window, "p2");
    let first = first_word(&window);
    double(&mut window, first);
    assert_eq!(window.selected(), "Lights");
    window.press(Key::Num3);
    assert_eq!(window.chosen().unwrap().quote(), "Lights");
    assert!(window.bench().view().enlarged.is_some(), "the picture stays");
    window.press(Key::Escape);
    // A word is widened as on the page; Escape lets go of it and not of the picture.
    double(&mut window, first);
    window.press(Key::Space);
    assert!(window.selected().starts_with(CAPTION), "{}", window.selected());
    window.press(Key::Escape);
    assert_eq!(window.selected(), "");
    assert!(window.bench().view().enlarged.is_some());
    // A drag to the end of the row, added to the same claim.
    let claim = window.chosen().unwrap();
    window.drag(first + vec2(60.0, 0.0), first + vec2(150.0, 0.0), Modifiers::COMMAND);
    let quote = window.chosen().unwrap();
    assert_eq!((quote.id, quote.passages.len()), (claim.id, 2));
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert!(window.claims().iter().all(|other| other.id != claim.id));
}

#[test]
fn a_click_on_a_caption_takes_all_of_it_or_the_claim_that_is_there() {
    let mut window = Window::on_sample();
    let claim = fact(&window, &["Lights of East Asia"], &[]);
    enlarge(&mut window, "p2");
    let first = first_word(&window);
    window.click(first);
    assert!(window.selected().starts_with(CAPTION), "{}", window.selected());
    keep_picture(&mut window, "caption-selected");
    window.harness.get_by_label("Quote").click();
    window.rest(3);
    let quote = window.chosen().unwrap();
    assert!(quote.quote().starts_with(CAPTION) && quote.kind == Some("quote".into()));
    window.press(Key::Escape);
    put(&mut window, "kim", &claim);
    window.ask(Request::Choose(None));
    window.harness.hover_at(first);
    window.rest(3);
    assert_eq!(window.bench().view().hovered, Some(claim.id), "the innermost");
    window.click(first);
    assert_eq!(window.bench().view().chosen, Some(claim.id));
    window.click(first);
    assert_eq!(window.bench().view().chosen, Some(quote.id), "then the next");
    keep_picture(&mut window, "caption-claims");
    window.harness.get_by_label("Show caption of picture 2 in the story").click();
    window.rest(4);
    assert_eq!(window.bench().view().enlarged, None);
    window.expect("Show in the text");
}

#[test]
fn the_strip_leads_to_a_captions_claim() {
    let mut window = Window::on_sample();
    let claim = fact(&window, &["Lights of East Asia"], &[]);
    let without = window.harness.render().unwrap();
    put(&mut window, "kim", &claim);
    let with = window.harness.render().unwrap();
    let caption = place(&window, "Caption 2: ");
    assert!(super::differs(&without, &with, caption), "it is seen there");
    let words = pos2(caption.left() + 60.0, caption.top() + 15.0);
    window.harness.hover_at(words);
    window.rest(3);
    assert_eq!(window.bench().view().hovered, Some(claim.id));
    window.click(words);
    assert_eq!(window.bench().view().chosen, Some(claim.id));
}
