//! Regions in the whole window: drawn and tagged by keys, changed, and all of it undone.

use egui::{Key, Modifiers, Rect, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Claim, Shape};
use pressmark::story::PictureId;
use pressmark::window::desk::Request;

use super::{fact, keep_picture, now, put};
use crate::support::workbench::Window;

const HOUSE: [(u16, u16); 5] = [(1000, 6000), (2000, 5000), (3000, 6000), (3000, 8000), (1000, 8000)];

/// The second picture enlarged, with a region of this shape, which is chosen.
fn window(shape: Shape) -> (Window, Claim) {
    let mut window = Window::on_sample();
    let claim = fact(&window, &["practically nil"], &[("p2", shape)]);
    put(&mut window, "kim", &claim);
    window.ask(Request::Choose(Some(claim.id)));
    window.ask(Request::Enlarge(Some(PictureId("p2".to_owned()))));
    window.settle();
    (window, claim)
}

fn shape(window: &Window, claim: &Claim) -> Shape {
    now(window, "kim", claim).unwrap().regions[0].shape.clone()
}

/// Where the region lies in the viewer.
fn region(window: &Window) -> Rect {
    let all = window.harness.query_all_by_label_contains("Region of fact 25").map(|node| node.rect());
    all.max_by(|a, b| a.area().total_cmp(&b.area())).unwrap()
}

#[test]
fn a_point_set_by_a_click_is_tagged_by_key() {
    let mut window = Window::on_sample();
    window.ask(Request::Enlarge(Some(PictureId("p2".to_owned()))));
    window.settle();
    let before = window.claims().len();
    let canvas = window.harness.get_by_role(egui::Role::Canvas).rect();
    window.press(Key::D);
    window.click(canvas.center() + vec2(40.0, 30.0));
    assert!(matches!(window.bench().view().drawn.as_ref().unwrap().shape, Shape::Point { .. }));
    window.press(Key::Num3);
    assert_eq!(window.claims().len(), before + 1);
    assert_eq!(window.chosen().unwrap().kind, Some("fact".into()));
    window.ctrl(Key::Z);
    assert_eq!(window.claims().len(), before);
}

#[test]
fn a_polygon_is_moved_resized_and_given_corners_by_key_and_each_is_undone() {
    let house = Shape::Polygon(HOUSE.to_vec());
    let (mut window, claim) = window(house.clone());
    let mut was = vec![house];
    // Move; resize; a corner moved; a corner put in; a corner taken out.
    let steps: [&[(Modifiers, Key)]; 5] = [
        &[(Modifiers::NONE, Key::ArrowRight)],
        &[(Modifiers::SHIFT, Key::ArrowDown)],
        &[(Modifiers::NONE, Key::C), (Modifiers::NONE, Key::ArrowUp)],
        &[(Modifiers::NONE, Key::I)],
        &[(Modifiers::NONE, Key::Delete)],
    ];
    for keys in steps {
        for (modifiers, key) in keys {
            window.key(*modifiers, *key);
            window.rest(3);
        }
        let is = shape(&window, &claim);
        assert_ne!(Some(&is), was.last(), "{keys:?}");
        was.push(is);
    }
    let corners: Vec<usize> = was.iter().map(|shape| shape.corners().len()).collect();
    assert_eq!(corners, [5, 5, 5, 5, 6, 5]);
    for shape_before in was.iter().rev().skip(1) {
        window.ctrl(Key::Z);
        assert_eq!(shape(&window, &claim), *shape_before);
    }
}

#[test]
fn a_polygon_is_resized_as_a_whole_by_its_handle() {
    let (mut window, claim) = window(Shape::Polygon(HOUSE.to_vec()));
    window.settle();
    keep_picture(&mut window, "polygon-handle");
    let rect = region(&window);
    let handle = rect.right_bottom() + vec2(12.0, 12.0);
    window.drag(handle, handle + rect.size(), Modifiers::NONE);
    let is = shape(&window, &claim);
    let expected = [1000, 5000, 5000, 10_000];
    assert!(is.bounds().iter().zip(expected).all(|(a, b)| a.abs_diff(b) < 150), "{is:?}");
    assert_eq!(is.corners().len(), 5);
    window.ctrl(Key::Z);
    assert_eq!(shape(&window, &claim), Shape::Polygon(HOUSE.to_vec()));
}

#[test]
fn a_right_click_removes_a_region_or_a_corner() {
    let (mut window, claim) = window(Shape::Polygon(HOUSE.to_vec()));
    let rect = region(&window);
    let menu = |window: &mut Window, at| {
        for pressed in [true, false] {
            let (button, modifiers) = (egui::PointerButton::Secondary, Modifiers::NONE);
            let event = egui::Event::PointerButton { pos: at, button, pressed, modifiers };
            window.send([egui::Event::PointerMoved(at), event]);
        }
        window.rest(4);
    };
    // The roof's corner.
    menu(&mut window, pos2(rect.center().x, rect.top()));
    window.harness.get_by_label("Remove corner").click();
    window.rest(4);
    assert_eq!(shape(&window, &claim).corners().len(), 4);
    let rect = region(&window);
    menu(&mut window, rect.center());
    window.harness.get_by_label("Remove region").click();
    window.rest(4);
    assert!(now(&window, "kim", &claim).unwrap().regions.is_empty());
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!(shape(&window, &claim), Shape::Polygon(HOUSE.to_vec()));
}
