//! Links between claims, drawn beside the text: a curve between two passages in view, and a stub
//! with an arrow where the other end is further up or down, or elsewhere.

use std::collections::BTreeMap;

use egui::epaint::CubicBezierShape;
use egui::{Color32, Pos2, Shape, Stroke, Ui, Vec2, pos2, vec2};

use super::Frame;
use super::page::Page;
use super::pieces::Content;
use crate::claims::{ClaimId, Part};
use crate::project::Tie;
use crate::window::claims::tie_words;
use crate::window::desk::Desk;

/// As many links as a frame draws; more could not be told apart.
const MOST: usize = 150;
/// How far the first curve stands out from the text, each further one by a step more.
const OUT: f32 = 12.0;
const STEP: f32 = 4.0;
/// How near the pointer must come to a line.
const NEAR: f32 = 5.0;

/// A link as it is drawn.
struct Drawn {
    line: [Pos2; 4],
    /// The tip of its arrow and where that points.
    arrow: (Pos2, Vec2),
    lit: bool,
    tie: Tie,
}

/// Draws the links of the claims in view and tells the way of the one under the pointer.
pub(super) fn show(ui: &Ui, desk: &Desk<'_>, page: &Page, frame: &Frame<'_>) {
    if !desk.view.links {
        return;
    }
    let drawn = in_view(desk, page, frame);
    let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|_| frame.response.hovered());
    let under = pointer.and_then(|at| drawn.iter().position(|link| link.is_near(at)));
    for (number, link) in drawn.iter().enumerate() {
        let lit = link.lit || under == Some(number);
        let ink = if lit { desk.theme.accent } else { desk.theme.faint };
        let stroke = Stroke::new(if lit { 2.0 } else { 1.2 }, ink);
        let curve = CubicBezierShape::from_points_stroke(link.line, false, Color32::TRANSPARENT, stroke);
        frame.painter.add(curve);
        let (tip, way) = link.arrow;
        let (back, side) = (way * 6.0, way.rot90() * 3.5);
        let head = vec![tip, tip - back + side, tip - back - side];
        frame.painter.add(Shape::convex_polygon(head, ink, Stroke::NONE));
    }
    if let Some(link) = under.and_then(|number| drawn.get(number)) {
        frame.response.clone().on_hover_text_at_pointer(tie_words(desk, &link.tie));
    }
}

fn in_view(desk: &Desk<'_>, page: &Page, frame: &Frame<'_>) -> Vec<Drawn> {
    let (Some(digest), Some((_, work))) = (desk.digest, desk.story()) else { return Vec::new() };
    let x = frame.left + page.width() + 5.0;
    let places = heights(desk, page, frame);
    let mut drawn = Vec::new();
    for (&id, &y) in &places {
        let Some(claim) = digest.claim(id) else { continue };
        for tie in digest.links.of(claim) {
            if drawn.len() == MOST {
                return drawn;
            }
            let lit = |other: ClaimId| {
                [desk.view.chosen, desk.view.hovered].iter().flatten().any(|lit| [id, other].contains(lit))
            };
            let out = OUT + STEP * (drawn.len() % 3) as f32;
            let lit = lit(tie.other);
            match places.get(&tie.other) {
                // From its own end.
                Some(_) if tie.back => {}
                Some(&to) => drawn.push(curve(pos2(x, y), pos2(x, to), out, lit, tie)),
                None => {
                    let other = digest.claim(tie.other).map(|other| other.place(&work.story));
                    let way = match other.map(|other| other < claim.place(&work.story)) {
                        Some(true) => Vec2::UP,
                        Some(false) => Vec2::DOWN,
                        None => Vec2::RIGHT,
                    };
                    drawn.push(stub(pos2(x, y), way, lit, tie));
                }
            }
        }
    }
    drawn
}

/// The height at which each claim in view is seen first.
fn heights(desk: &Desk<'_>, page: &Page, frame: &Frame<'_>) -> BTreeMap<ClaimId, f32> {
    let mut places = BTreeMap::new();
    let Some(digest) = desk.digest else { return places };
    for placed in frame.placed {
        let Content::Text { block, .. } = page.pieces()[placed.index].content else { continue };
        let marks = digest.marks.in_block(block).filter(|mark| mark.range.overlaps(placed.range));
        for mark in marks.filter(|mark| matches!(mark.part, Part::Passage(_))) {
            if places.contains_key(&mark.claim) || digest.claim(mark.claim).is_none() {
                continue;
            }
            let seen = |rect: &egui::Rect| frame.view.y_range().contains(rect.center().y);
            if let Some(rect) = placed.rects(mark.range).into_iter().find(seen) {
                places.insert(mark.claim, rect.center().y);
            }
        }
    }
    places
}

fn curve(from: Pos2, to: Pos2, out: f32, lit: bool, tie: Tie) -> Drawn {
    // Two claims in one row: the way out and back must be seen too.
    let apart = if (from.y - to.y).abs() < 8.0 { 4.0 } else { 0.0 };
    let (from, to) = (from - vec2(0.0, apart), to + vec2(0.0, apart));
    let bow = vec2(out * 4.0 / 3.0, 0.0);
    Drawn { line: [from, from + bow, to + bow, to], arrow: (to, Vec2::LEFT), lit, tie }
}

fn stub(from: Pos2, way: Vec2, lit: bool, tie: Tie) -> Drawn {
    let tip = if way == Vec2::RIGHT { from + vec2(15.0, 0.0) } else { from + vec2(9.0, 0.0) + way * 18.0 };
    let turn = if way == Vec2::RIGHT { from + vec2(5.0, 0.0) } else { from + vec2(9.0, 0.0) };
    // The arrow shows where the other end lies, whichever of the two the link starts from.
    Drawn { line: [from, turn, turn, tip - way * 4.0], arrow: (tip, way), lit, tie }
}

impl Drawn {
    fn is_near(&self, at: Pos2) -> bool {
        let [a, b, c, d] = self.line;
        (0_u8..=24).any(|step| {
            let t = f32::from(step) / 24.0;
            a.lerp(b, t).lerp(b.lerp(c, t), t).lerp(b.lerp(c, t).lerp(c.lerp(d, t), t), t).distance(at)
                <= NEAR
        })
    }
}
