//! Links between claims, drawn beside the text: a curve between two passages in view, and a stub
//! with an arrow where the other end is further up or down, or elsewhere.

use std::collections::BTreeMap;

use egui::epaint::CubicBezierShape;
use egui::{Color32, Pos2, Shape, Stroke, Vec2, pos2, vec2};

use super::Frame;
use super::page::Page;
use super::pieces::Content;
use crate::claims::{ClaimId, Part};
use crate::project::{Tie, Use};
use crate::window::claims::{shown, tie_words};
use crate::window::desk::{Desk, Request};

/// As many links as a frame draws; more could not be told apart.
const MOST: usize = 150;
/// How far the first curve stands out from the text, each further one by a step more.
const OUT: f32 = 12.0;
const STEP: f32 = 4.0;
/// How far from the text the links begin: so, and where others' lanes stand there too.
const BESIDE: f32 = 5.0;
const BESIDE_OTHERS: f32 = 24.0;
/// How near the pointer must come to a line.
const NEAR: f32 = 5.0;

/// A link as it is drawn.
pub(super) struct Drawn {
    line: [Pos2; 4],
    /// The tip of its arrow and where that points.
    arrow: (Pos2, Vec2),
    /// The claim in view that it is drawn from.
    claim: ClaimId,
    tie: Tie,
}

/// The links of the claims in view, while they are shown.
pub(super) fn in_view(desk: &Desk<'_>, page: &Page, frame: &Frame<'_>) -> Vec<Drawn> {
    let mut drawn = Vec::new();
    let (Some(digest), Some((_, work))) = (desk.digest.filter(|_| desk.view.links), desk.story()) else {
        return drawn;
    };
    // Beside what others made, if that is shown.
    let beside = if desk.view.others.is_some() { BESIDE_OTHERS } else { BESIDE };
    let x = frame.left + page.width() + beside;
    let places = heights(desk, page, frame);
    for (&id, &y) in &places {
        let Some(claim) = digest.claim(id) else { continue };
        for tie in digest.links.of(claim) {
            if drawn.len() == MOST {
                return drawn;
            }
            let out = OUT + STEP * (drawn.len() % 3) as f32;
            match places.get(&tie.other) {
                // From its own end.
                Some(_) if tie.back => {}
                Some(&to) => drawn.push(curve(pos2(x, y), pos2(x, to), out, id, tie)),
                None => {
                    let other = digest.claim(tie.other).map(|other| other.place(&work.story));
                    let way = match other.map(|other| other < claim.place(&work.story)) {
                        Some(true) => Vec2::UP,
                        Some(false) => Vec2::DOWN,
                        None => Vec2::RIGHT,
                    };
                    drawn.push(stub(pos2(x, y), way, id, tie));
                }
            }
        }
    }
    drawn
}

/// The link at a place on screen: the nearest.
pub(super) fn at(drawn: &[Drawn], place: Pos2) -> Option<&Drawn> {
    let away = drawn.iter().map(|link| (link.away(place), link)).filter(|(away, _)| *away <= NEAR);
    away.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, link)| link)
}

/// Lights both ends of the link under the pointer and tells its way.
pub(super) fn hover(desk: &mut Desk<'_>, frame: &Frame<'_>, link: &Drawn) {
    desk.ask(Request::HoverLink(link.claim, link.tie.other));
    let from = desk.digest.and_then(|digest| Some((digest.claim(link.claim)?, digest.tag(link.claim)?)));
    let from = from.map(|(claim, number)| (desk.codebook().kind_name(claim.kind.as_ref()), number));
    let from = from.map_or_else(String::new, |(kind, number)| format!("{} {number} ", shown(kind, 30)));
    frame.response.clone().on_hover_text_at_pointer(format!("{from}{}", tie_words(desk, &link.tie)));
}

/// Follows a link to the end where one is not; where the other end is gone, to the claim that has it,
/// whose form can let go of it.
pub(super) fn follow(desk: &mut Desk<'_>, link: &Drawn) {
    let Some((story, _)) = desk.story() else { return };
    let here =
        Use { story: story.clone().into(), coder: desk.session.coder().clone().into(), claim: link.claim };
    match &link.tie.at {
        Some(_) if desk.view.chosen == Some(link.tie.other) => desk.ask(Request::Visit(Box::new(here))),
        Some(there) => desk.ask(Request::Visit(Box::new(there.clone()))),
        None => desk.ask(Request::ShowClaim(link.claim)),
    }
}

/// Draws the links.
pub(super) fn paint(desk: &Desk<'_>, frame: &Frame<'_>, drawn: &[Drawn]) {
    let known = desk.digest.is_some_and(|digest| digest.links.is_settled());
    for link in drawn {
        let pointed = desk.view.hovered == Some(link.claim) && desk.view.hovered_end == Some(link.tie.other);
        let of = |lit: Option<ClaimId>| [link.claim, link.tie.other].map(Some).contains(&lit);
        // Where one link is pointed at, no other one of its claims.
        let lit = pointed || (desk.view.hovered_end.is_none() && lit_ends(desk).into_iter().any(of));
        let gone = known && link.tie.at.is_none();
        let ink = match lit {
            _ if gone => desk.theme.alarm,
            true => desk.theme.accent,
            false => desk.theme.faint,
        };
        let stroke = Stroke::new(if lit { 2.0 } else { 1.2 }, ink);
        let curve = CubicBezierShape::from_points_stroke(link.line, false, Color32::TRANSPARENT, stroke);
        frame.painter.add(curve);
        let (tip, way) = link.arrow;
        if gone {
            for arm in [vec2(3.5, 3.5), vec2(3.5, -3.5)] {
                frame.painter.line_segment([tip - arm, tip + arm], stroke);
            }
            continue;
        }
        let (back, side) = (way * 6.0, way.rot90() * 3.5);
        let head = vec![tip, tip - back + side, tip - back - side];
        frame.painter.add(Shape::convex_polygon(head, ink, Stroke::NONE));
    }
}

/// The claims whose links are lit.
fn lit_ends(desk: &Desk<'_>) -> [Option<ClaimId>; 2] {
    // `None` is no claim, and so at no end.
    [desk.view.chosen, desk.view.hovered]
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

fn curve(from: Pos2, to: Pos2, out: f32, claim: ClaimId, tie: Tie) -> Drawn {
    // Two claims in one row: the way out and back must be seen too.
    let apart = if (from.y - to.y).abs() < 8.0 { 4.0 } else { 0.0 };
    let (from, to) = (from - vec2(0.0, apart), to + vec2(0.0, apart));
    let bow = vec2(out * 4.0 / 3.0, 0.0);
    Drawn { line: [from, from + bow, to + bow, to], arrow: (to, Vec2::LEFT), claim, tie }
}

fn stub(from: Pos2, way: Vec2, claim: ClaimId, tie: Tie) -> Drawn {
    let tip = if way == Vec2::RIGHT { from + vec2(15.0, 0.0) } else { from + vec2(9.0, 0.0) + way * 18.0 };
    let turn = if way == Vec2::RIGHT { from + vec2(5.0, 0.0) } else { from + vec2(9.0, 0.0) };
    // The arrow shows where the other end lies, whichever of the two the link starts from.
    Drawn { line: [from, turn, turn, tip - way * 4.0], arrow: (tip, way), claim, tie }
}

impl Drawn {
    /// How far a place is from the line or its arrow.
    fn away(&self, at: Pos2) -> f32 {
        let [a, b, c, d] = self.line;
        let place = |t: f32| {
            let (one, two, three) = (a.lerp(b, t), b.lerp(c, t), c.lerp(d, t));
            one.lerp(two, t).lerp(two.lerp(three, t), t)
        };
        let pieces = (0_u8..24).map(|step| (f32::from(step) / 24.0, f32::from(step + 1) / 24.0));
        let line = pieces.map(|(from, to)| distance(place(from), place(to), at)).fold(f32::MAX, f32::min);
        line.min(self.arrow.0.distance(at))
    }
}

/// How far a place is from a piece of a line.
fn distance(from: Pos2, to: Pos2, at: Pos2) -> f32 {
    let way = to - from;
    let share = ((at - from).dot(way) / way.length_sq().max(f32::MIN_POSITIVE)).clamp(0.0, 1.0);
    (from + way * share).distance(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_curve_is_met_all_along_and_the_nearest_is_meant() {
        let tie = || Tie { how: "supports".into(), back: false, other: ClaimId(2), at: None };
        let long = curve(pos2(600.0, 0.0), pos2(600.0, 900.0), 12.0, ClaimId(1), tie());
        for y in 0_u8..=90 {
            let y = f32::from(y) * 10.0;
            assert!((0_u8..24).any(|x| long.away(pos2(598.0 + f32::from(x), y)) < 1.0), "{y}");
        }
        let near = stub(pos2(600.0, 450.0), Vec2::RIGHT, ClaimId(3), tie());
        let drawn = [long, near];
        assert_eq!(at(&drawn, pos2(603.0, 451.0)).map(|link| link.claim), Some(ClaimId(3)));
        assert_eq!(at(&drawn, pos2(612.0, 500.0)).map(|link| link.claim), Some(ClaimId(1)));
        assert!(at(&drawn, pos2(580.0, 450.0)).is_none());
    }
}
