//! Every part of a claim is lit wherever the pointer finds one of them.

use egui::{Rect, vec2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{ClaimId, Shape};
use pressmark::story::PictureId;
use pressmark::window::desk::Request;

use super::{differs, fact, keep_picture, place, put};
use crate::support::workbench::Window;

const WORDS: &str = "Washington is in no hurry to negotiate";
/// Words that no other claim rests on.
const FREE: &str = "None of the three wants a return";
const CAPTION: &str = "Lights of East Asia";

/// The claim's card, its words, its region, and its caption, in this order.
fn parts(window: &mut Window, words: &str) -> [Rect; 4] {
    let (from, to) = window.find(words);
    let card = place(window, "2 passages, 1 region");
    let region = place(window, "Region of fact 25");
    let region = Rect::from_min_size(region.min, vec2(12.0, region.height()));
    let caption = place(window, "Caption 2: ");
    [card, Rect::from_two_pos(from, to).expand(8.0), region, caption]
}

/// A window with a claim on these words, on a caption and on a picture, seen with its card.
fn window(words: &str) -> (Window, ClaimId) {
    let mut window = Window::on_sample();
    let claim = fact(&window, &[words, CAPTION], &[("p2", Shape::rectangle((500, 500), (2500, 3500)))]);
    put(&mut window, "kim", &claim);
    window.settle();
    window.find(words);
    window.harness.get_by_label_contains("2 passages, 1 region").scroll_to_me();
    window.rest(10);
    (window, claim.id)
}

/// Nothing is under the pointer.
fn away(window: &mut Window) -> image::RgbaImage {
    window.harness.hover_at(egui::pos2(400.0, 4.0));
    window.rest(4);
    window.harness.render().unwrap()
}

#[test]
fn the_pointer_on_any_part_lights_all_of_them() {
    // Where others rest on the same words the card alone can mean this one.
    for (words, from) in [(WORDS, 1), (FREE, 4)] {
        let (mut window, claim) = window(words);
        let parts = parts(&mut window, words);
        let dark = away(&mut window);
        let within = [
            parts[0].center(),
            parts[1].left_center() + vec2(12.0, 0.0),
            parts[2].left_center() + vec2(6.0, 0.0),
            parts[3].left_top() + vec2(60.0, 15.0),
        ];
        for (from, at) in within.into_iter().enumerate().take(from) {
            window.harness.hover_at(at);
            window.rest(3);
            assert_eq!(window.bench().view().hovered, Some(claim), "part {from}");
            let lit = window.harness.render().unwrap();
            for (part, area) in parts.iter().enumerate() {
                assert!(differs(&dark, &lit, *area), "part {part} is not lit from part {from}");
            }
        }
    }
}

#[test]
fn the_enlarged_picture_and_its_caption_are_lit_too() {
    let (mut window, claim) = window(FREE);
    let card = parts(&mut window, FREE)[0].center();
    window.ask(Request::Enlarge(Some(PictureId("p2".to_owned()))));
    window.settle();
    window.harness.hover_at(card);
    window.rest(3);
    assert_eq!(window.bench().view().hovered, Some(claim));
    let lit = window.harness.render().unwrap();
    keep_picture(&mut window, "lit");
    let dark = away(&mut window);
    let large = |label: &str| {
        let all = window.harness.query_all_by_label_contains(label).map(|node| node.rect());
        all.max_by(|a, b| a.area().total_cmp(&b.area())).unwrap()
    };
    for label in ["Region of fact 25", "Caption 2: "] {
        assert!(differs(&dark, &lit, large(label)), "{label}");
    }
}

#[test]
fn a_click_on_any_part_opens_the_card() {
    let (mut window, claim) = window(FREE);
    let [_, words, region, caption] = parts(&mut window, FREE);
    for at in [
        words.left_center() + vec2(12.0, 0.0),
        region.left_center() + vec2(6.0, 0.0),
        caption.left_top() + vec2(60.0, 15.0),
    ] {
        window.ask(Request::Choose(None));
        window.find(FREE);
        window.click(at);
        assert_eq!(window.bench().view().chosen, Some(claim), "{at:?}");
    }
}

#[test]
fn a_chosen_claim_has_its_picture_in_the_strip() {
    let mut window = Window::on_sample();
    let claim = fact(&window, &[FREE], &[("p5", Shape::point((2000, 2000)))]);
    put(&mut window, "kim", &claim);
    window.settle();
    let claim = claim.id;
    window.harness.hover_at(egui::pos2(400.0, 4.0));
    window.rest(4);
    let foot = |window: &Window| place(window, "Region of fact 25: point on picture 5").bottom();
    let floor = Window::SIZE.y - 40.0;
    assert!(foot(&window) > floor, "it is further down");
    window.ask(Request::ShowClaim(claim));
    window.rest(60);
    assert!(foot(&window) < floor);
}
