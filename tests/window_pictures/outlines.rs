//! Polygons and points: drawn, moved, given and robbed of corners, by mouse and by keyboard.

use std::path::PathBuf;

use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use pressmark::claims::{ClaimId, Region, Shape};
use pressmark::project::Edit;
use pressmark::story::PictureId;
use pressmark::window::commands::Command;
use pressmark::window::desk::Request;
use pressmark::window::theme::{Look, Theme};

use super::{Bench, at, bench, click, drag, enlarged, open, performs};

fn on(picture: &str, shape: Shape) -> Region {
    Region { picture: PictureId(picture.to_owned()), shape }
}

fn shape_of(bench: &Bench, claim: ClaimId, index: usize) -> Shape {
    let work = bench.session.project().story(bench.view.story.as_ref().unwrap()).unwrap();
    work.claim(bench.session.coder(), claim).unwrap().regions[index].shape.clone()
}

/// Gives the claim these regions and nothing else.
fn give(bench: &mut Bench, claim: ClaimId, regions: Vec<Region>) {
    let (story, coder) = (bench.view.story.clone().unwrap(), bench.session.coder().clone());
    let work = bench.session.project().story(&story).unwrap();
    let mut changed = work.claim(&coder, claim).unwrap().as_ref().clone();
    changed.regions = regions.into();
    bench.session.perform("give", Edit::put(story, coder, changed)).unwrap();
}

fn key(harness: &mut Harness<'_, Bench>, key: Key) {
    harness.key_press(key);
    harness.run_steps(3);
}

fn take(harness: &mut Harness<'_, Bench>, command: Command) {
    harness.state_mut().draw(command);
    harness.run_steps(3);
}

fn double(harness: &mut Harness<'_, Bench>, at: egui::Pos2) {
    harness.hover_at(at);
    harness.step();
    for _ in 0..2 {
        harness.drag_at(at);
        harness.drop_at(at);
        harness.step();
    }
    harness.run_steps(8);
}

fn near(shape: &Shape, expected: &[(u16, u16)]) -> bool {
    let corners = shape.corners();
    corners.len() == expected.len()
        && corners
            .iter()
            .zip(expected)
            .all(|(is, wanted)| is.0.abs_diff(wanted.0) < 40 && is.1.abs_diff(wanted.1) < 40)
}

const HOUSE: [(f32, f32); 5] = [(0.1, 0.6), (0.2, 0.5), (0.3, 0.6), (0.3, 0.8), (0.1, 0.8)];

/// The second picture enlarged, with the house as the fact's only region on it, and chosen.
fn house() -> (Harness<'static, Bench>, ClaimId, egui::Rect) {
    let (mut harness, fact, _, picture) = enlarged();
    let corners = HOUSE.map(|(x, y)| ((x * 10_000.0) as u16, (y * 10_000.0) as u16));
    give(harness.state_mut(), fact, vec![on("p2", Shape::Polygon(corners.to_vec()))]);
    harness.state_mut().view.chosen = Some(fact);
    harness.run_steps(3);
    (harness, fact, picture)
}

#[test]
fn clicks_draw_a_polygon_and_its_first_corner_closes_it() {
    let (mut harness, _, _, picture) = enlarged();
    harness.get_by_label("Draw polygons").click();
    harness.run_steps(2);
    for (x, y) in HOUSE {
        click(&mut harness, at(picture, x, y));
    }
    assert_eq!(harness.state().view.drawn, None, "not closed yet");
    click(&mut harness, at(picture, HOUSE[0].0, HOUSE[0].1) + vec2(3.0, -2.0));
    let drawn = harness.state().view.drawn.clone().unwrap();
    let house = [(1000, 6000), (2000, 5000), (3000, 6000), (3000, 8000), (1000, 8000)];
    assert!(near(&drawn.shape, &house), "{drawn:?}");
    harness.get_by_label("Quote").click();
    harness.run_steps(2);
    assert_eq!(harness.state().asked.last(), Some(&Request::Tag(Some("quote".into()))));
}

#[test]
fn enter_closes_backspace_takes_back_and_esc_drops() {
    let (mut harness, _, _, picture) = enlarged();
    take(&mut harness, Command::DrawPolygons);
    for (x, y) in [(0.1, 0.1), (0.2, 0.1), (0.9, 0.9)] {
        click(&mut harness, at(picture, x, y));
    }
    key(&mut harness, Key::Backspace);
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().view.drawn, None, "two corners are no outline");
    click(&mut harness, at(picture, 0.2, 0.2));
    key(&mut harness, Key::Enter);
    let drawn = harness.state().view.drawn.clone().unwrap();
    assert!(near(&drawn.shape, &[(1000, 1000), (2000, 1000), (2000, 2000)]), "{drawn:?}");
    // A new outline drops what was drawn; Esc drops the outline, then the tool, then closes.
    click(&mut harness, at(picture, 0.7, 0.7));
    assert_eq!(harness.state().view.drawn, None);
    key(&mut harness, Key::Escape);
    assert!(harness.state().view.enlarged.is_some());
    key(&mut harness, Key::Enter);
    assert_eq!(harness.state().view.drawn, None);
    key(&mut harness, Key::Escape);
    drag(&mut harness, at(picture, 0.05, 0.7), at(picture, 0.2, 0.9));
    assert!(matches!(harness.state().view.drawn.clone().unwrap().shape, Shape::Rectangle { .. }));
}

#[test]
fn a_double_click_closes_also_zoomed_and_panned() {
    let (mut harness, _, _, _) = enlarged();
    let canvas = harness.get_by_role(egui::Role::Canvas).rect();
    key(&mut harness, Key::Plus);
    key(&mut harness, Key::Plus);
    harness.key_down(Key::Space);
    harness.step();
    drag(&mut harness, canvas.center(), canvas.center() + vec2(-60.0, -50.0));
    harness.key_up(Key::Space);
    harness.run_steps(2);
    take(&mut harness, Command::DrawPolygons);
    let centre = canvas.center();
    click(&mut harness, centre);
    click(&mut harness, centre + vec2(80.0, 0.0));
    double(&mut harness, centre + vec2(80.0, 60.0));
    let drawn = harness.state().view.drawn.clone().unwrap();
    assert_eq!(drawn.shape.name(), "polygon of 3 corners");
    // Where it was drawn there it is taken hold of.
    drag(&mut harness, centre + vec2(60.0, 20.0), centre + vec2(30.0, 30.0));
    let moved = harness.state().view.drawn.clone().unwrap();
    assert_eq!(moved.shape.double_area(), drawn.shape.double_area());
    assert_ne!(moved, drawn);
}

#[test]
fn a_click_draws_a_point_which_moves_and_goes() {
    let (mut harness, fact, _, picture) = enlarged();
    take(&mut harness, Command::DrawPoints);
    click(&mut harness, at(picture, 0.8, 0.3));
    let drawn = harness.state().view.drawn.clone().unwrap();
    assert!(near(&drawn.shape, &[(8000, 3000)]), "{drawn:?}");
    harness.state_mut().view.chosen = Some(fact);
    harness.run_steps(3);
    harness.get_by_label("Add to chosen claim").click();
    harness.run_steps(3);
    assert_eq!(harness.state().regions(fact).len(), 3);
    take(&mut harness, Command::DrawRectangles);
    click(&mut harness, at(picture, 0.8, 0.3) + vec2(4.0, 4.0));
    drag(&mut harness, at(picture, 0.8, 0.3), at(picture, 0.7, 0.4));
    assert!(near(&shape_of(harness.state(), fact, 2), &[(7000, 4000)]));
    key(&mut harness, Key::Delete);
    assert_eq!(harness.state().regions(fact).len(), 2);
    assert_eq!(performs(harness.state()), ["add region", "move region", "remove region"]);
}

#[test]
fn corners_move_come_and_go_by_mouse_each_as_one_step() {
    let (mut harness, fact, picture) = house();
    drag(&mut harness, at(picture, 0.2, 0.5), at(picture, 0.25, 0.4));
    let moved = [(1000, 6000), (2500, 4000), (3000, 6000), (3000, 8000), (1000, 8000)];
    assert!(near(&shape_of(harness.state(), fact, 0), &moved));
    double(&mut harness, at(picture, 0.2, 0.8));
    assert_eq!(shape_of(harness.state(), fact, 0).corners().len(), 6);
    double(&mut harness, at(picture, 0.25, 0.4));
    let less = [(1000, 6000), (3000, 6000), (3000, 8000), (2000, 8000), (1000, 8000)];
    assert!(near(&shape_of(harness.state(), fact, 0), &less), "{:?}", shape_of(harness.state(), fact, 0));
    drag(&mut harness, at(picture, 0.2, 0.7), at(picture, 0.3, 0.7));
    assert_eq!(performs(harness.state()), ["move corner", "add corner", "remove corner", "move region"]);
    for _ in 0..4 {
        harness.state_mut().session.undo().unwrap();
    }
    assert_eq!(shape_of(harness.state(), fact, 0).corners()[1], (2000, 5000));
}

#[test]
fn corners_move_come_and_go_by_keyboard() {
    let (mut harness, fact, _) = house();
    key(&mut harness, Key::C);
    key(&mut harness, Key::C);
    key(&mut harness, Key::ArrowUp);
    key(&mut harness, Key::I);
    let shape = shape_of(harness.state(), fact, 0);
    assert!(near(
        &Shape::Polygon(shape.corners()[..3].to_vec()),
        &[(1000, 6000), (2000, 4950), (2500, 5475)]
    ));
    key(&mut harness, Key::Delete);
    key(&mut harness, Key::ArrowRight);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    harness.run_steps(3);
    let shape = shape_of(harness.state(), fact, 0);
    assert_eq!(shape.bounds(), [1050, 4950, 3100, 8000]);
    let labels = ["move corner", "add corner", "remove corner", "move region", "resize region"];
    assert_eq!(performs(harness.state()), labels);
    // A corner more than three is not to be had.
    give(harness.state_mut(), fact, vec![on("p2", Shape::polygon([(0, 0), (9, 0), (900, 900)]).unwrap())]);
    harness.run_steps(2);
    key(&mut harness, Key::C);
    key(&mut harness, Key::Delete);
    assert_eq!(shape_of(harness.state(), fact, 0).corners().len(), 3);
}

#[test]
fn every_sort_can_be_drawn_without_a_mouse() {
    let sorts = [
        (Command::DrawRectangles, "rectangle"),
        (Command::DrawPolygons, "polygon of 4 corners"),
        (Command::DrawPoints, "point"),
    ];
    for (command, sort) in sorts {
        let (mut harness, ..) = enlarged();
        take(&mut harness, command);
        if command != Command::DrawRectangles {
            // Rectangles are in hand from the beginning.
            assert_eq!(harness.state().view.drawn, None);
            take(&mut harness, command);
        }
        let drawn = harness.state().view.drawn.clone().unwrap();
        assert_eq!(drawn.shape.name(), sort);
        key(&mut harness, Key::ArrowDown);
        let moved = harness.state().view.drawn.clone().unwrap();
        assert_eq!(moved.shape, drawn.shape.moved(0, 50));
    }
}

#[test]
fn a_polygon_is_met_inside_and_not_in_its_bay() {
    let (mut harness, fact, stance, picture) = enlarged();
    let bay = Shape::Polygon(vec![
        (1000, 1000),
        (3000, 1000),
        (3000, 7000),
        (7000, 7000),
        (7000, 1000),
        (9000, 1000),
        (9000, 9000),
        (1000, 9000),
    ]);
    give(harness.state_mut(), fact, vec![on("p2", bay)]);
    harness.run_steps(3);
    click(&mut harness, at(picture, 0.45, 0.4));
    assert_eq!(harness.state().view.chosen, Some(stance));
    click(&mut harness, at(picture, 0.2, 0.4));
    assert_eq!(harness.state().view.chosen, Some(fact));
    let label = ": polygon of 8 corners on picture 2";
    assert_eq!(harness.get_all_by_label_contains(label).count(), 2, "in the strip and in the viewer");
}

#[test]
fn outlines_that_no_gesture_makes_are_shown_and_kept() {
    let odd = [
        Shape::Polygon(vec![]),
        Shape::Polygon(vec![(2000, 2000)]),
        Shape::Polygon(vec![(2000, 2000), (5000, 5000)]),
        Shape::Polygon(vec![(0, 0), (60_000, 100), (5000, 65_535)]),
        Shape::Rectangle { left: 9000, top: 9000, right: 10, bottom: 20 },
        Shape::Point { x: 40_000, y: 3 },
    ];
    let (mut harness, fact, _, picture) = enlarged();
    let regions: Vec<Region> = odd.iter().cloned().map(|shape| on("p2", shape)).collect();
    give(harness.state_mut(), fact, regions.clone());
    for at in [at(picture, 0.2, 0.2), at(picture, 0.3, 0.3), at(picture, 0.0, 0.0)] {
        click(&mut harness, at);
    }
    for (number, shape) in odd.into_iter().enumerate() {
        assert_eq!(shape_of(harness.state(), fact, number), shape);
    }
    harness.key_press(Key::ArrowRight);
    harness.run_steps(3);
    harness.render().unwrap();
}

/// Not a check: leaves pictures to look at where `PRESSMARK_PICTURES` says.
#[test]
fn outlines_to_look_at() {
    let Ok(folder) = std::env::var("PRESSMARK_PICTURES") else { return };
    for look in Look::ALL {
        let (mut bench, fact, stance) = bench();
        bench.theme = Theme::of(look);
        bench.view.enlarged = Some(PictureId("p2".to_owned()));
        let star = [
            (5000, 1000),
            (6000, 3500),
            (8800, 3600),
            (6600, 5400),
            (7400, 8200),
            (5000, 6500),
            (3600, 7400),
        ];
        give(
            &mut bench,
            fact,
            vec![on("p2", Shape::Polygon(star.to_vec())), on("p2", Shape::point((1500, 8000)))],
        );
        let three = [(700, 1500), (2600, 900), (2200, 4200)];
        give(
            &mut bench,
            stance,
            vec![on("p2", Shape::Polygon(three.to_vec())), on("p2", Shape::point((9000, 9000)))],
        );
        bench.view.chosen = Some(fact);
        let mut harness = open(bench, vec2(1000.0, 760.0));
        let save = |harness: &mut Harness<'_, Bench>, name: &str| {
            let path = PathBuf::from(&folder).join(format!("{name}-{look:?}.png"));
            harness.render().unwrap().save(path).unwrap();
        };
        key(&mut harness, Key::C);
        save(&mut harness, "outlines");
        take(&mut harness, Command::DrawPolygons);
        let canvas = harness.get_by_role(egui::Role::Canvas).rect();
        for (x, y) in [(0.4, 0.6), (0.6, 0.55), (0.7, 0.8)] {
            click(&mut harness, canvas.min + canvas.size() * vec2(x, y));
        }
        harness.hover_at(canvas.min + canvas.size() * vec2(0.5, 0.9));
        harness.run_steps(2);
        save(&mut harness, "drawing");
    }
}
