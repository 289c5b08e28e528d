//! Other coders' regions: greyed beside one's own, read and never changed.

use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{Claim, Link, Shape};
use pressmark::story::PictureId;
use pressmark::window::desk::Request;
use pressmark::window::theme::Look;

use super::{differs, fact, keep_picture, now, place, put};
use crate::support::coder;
use crate::support::workbench::{TALKS, Window, sample_folder};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const LABEL: &str = "Region by lee-min: rectangle on picture 2";

/// The sample, in which another coder has a claim on a picture.
fn window(look: Look) -> (Window, Claim) {
    let project = pressmark::store::open(&sample_folder()).unwrap().project;
    let session = pressmark::project::Session::new(project, coder("kim"));
    let mut window = Window::sized(session, look, Window::SIZE);
    window.open(TALKS);
    let shape = Shape::rectangle((5500, 5000), (9000, 9000));
    let corners = vec![(1000, 6000), (3000, 5000), (4000, 8000)];
    let mut claim = fact(&window, &[], &[("p2", shape), ("p1", Shape::Polygon(corners))]);
    claim.note = "the south is bright".to_owned();
    put(&mut window, "lee-min", &claim);
    window.settle();
    (window, claim)
}

#[test]
fn they_stand_greyed_in_the_strip_and_lead_to_their_card() {
    for (look, name) in [(Look::Light, "light"), (Look::Dark, "dark")] {
        let (mut window, claim) = window(look);
        assert!(!window.says(LABEL));
        let without = window.harness.render().unwrap();
        window.key(CTRL_SHIFT, Key::O);
        let region = place(&window, LABEL);
        assert!(differs(&without, &window.harness.render().unwrap(), region));
        window.harness.hover_at(region.center());
        window.rest(40);
        assert_eq!(window.bench().view().hovered, Some(claim.id));
        // Its own words, and not the picture's.
        let told = |window: &Window, words: &str| window.told().matches(words).count();
        assert!(told(&window, "By lee-min: Fact") >= 1, "{}", window.told());
        assert_eq!(told(&window, "Picture 2: "), 1);
        keep_picture(&mut window, &format!("others-regions-{name}"));
        window.click(region.center());
        window.expect("Note: the south is bright");
        assert_eq!(window.bench().view().enlarged, Some(PictureId("p2".to_owned())), "it has no words");
        window.harness.hover_at(egui::pos2(400.0, 4.0));
        window.settle();
        keep_picture(&mut window, &format!("others-viewer-{name}"));
    }
}

#[test]
fn in_the_viewer_nothing_changes_them() {
    let (mut window, claim) = window(Look::Light);
    window.key(CTRL_SHIFT, Key::O);
    window.ask(Request::Enlarge(Some(PictureId("p2".to_owned()))));
    window.settle();
    let all = window.harness.query_all_by_label_contains(LABEL).map(|node| node.rect());
    let region = all.max_by(|a, b| a.area().total_cmp(&b.area())).unwrap();
    window.click(region.center());
    window.expect("Note: the south is bright");
    let own = window.claims().len();
    // A drag in it draws a region of one's own; arrows, Delete and the form's keys find nothing.
    for key in [Key::ArrowRight, Key::ArrowDown, Key::Delete, Key::Backspace, Key::C, Key::I] {
        window.press(key);
    }
    window.ask(Request::Enlarge(Some(PictureId("p2".to_owned()))));
    window.settle();
    window.drag(region.center(), region.right_bottom() - vec2(10.0, 10.0), Modifiers::NONE);
    assert!(window.bench().view().drawn.is_some());
    window.press(Key::Num3);
    assert_eq!(window.claims().len(), own + 1);
    assert_eq!(now(&window, "lee-min", &claim).as_deref(), Some(&claim));
    // One's own is met first where both lie.
    window.press(Key::Escape);
    window.ask(Request::Choose(None));
    window.click(region.center() + vec2(20.0, 20.0));
    assert!(window.bench().view().chosen.is_some());
}

#[test]
fn one_who_is_left_out_is_left_out_on_the_pictures_too() {
    let (mut window, _) = window(Look::Light);
    window.key(CTRL_SHIFT, Key::O);
    window.expect(LABEL);
    window.ask(Request::SiftOther(coder("lee-min")));
    assert!(!window.says(LABEL));
}

#[test]
fn a_link_to_one_of_theirs_opens_its_card() {
    let (mut window, claim) = window(Look::Light);
    let mut own = fact(&window, &["practically nil"], &[]);
    own.add_link(Link { how: "answers".into(), to: claim.id });
    put(&mut window, "kim", &own);
    window.key(CTRL_SHIFT, Key::O);
    window.ask(Request::ShowClaim(own.id));
    window.press(Key::G);
    window.expect("Note: the south is bright");
    assert_eq!(window.bench().view().chosen, None, "it is nothing to be changed");
}
