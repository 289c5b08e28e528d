//! Other coders' passages: a thin grey line under the words, and a lane on the far side of the page
//! with whose they are.

use std::collections::BTreeMap;

use egui::{Align2, CornerRadius, Pos2, Rect, Stroke, pos2, vec2};

use super::Frame;
use super::page::Page;
use super::pieces::Content;
use super::setting::letters;
use crate::claims::{ClaimId, CoderId, Mark, Part};
use crate::window::claims::other_words;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// Where another coder's claim can be taken hold of beside the text.
pub(super) struct OtherSpot {
    pub(super) coder: CoderId,
    pub(super) claim: ClaimId,
    pub(super) rect: Rect,
}

/// Lanes further out than this share the last one.
const LANES: u16 = 2;
/// From one lane to the next, in points.
const SPACING: f32 = 2.5;

/// Paints a line under every passage of the others in view, and its lane; returns where those are.
pub(super) fn paint(desk: &Desk<'_>, page: &Page, frame: &Frame<'_>) -> Vec<OtherSpot> {
    let Some(others) = &desk.view.others else { return Vec::new() };
    let mut spots = Vec::new();
    let mut words_at: Vec<f32> = Vec::new();
    for other in others.shown() {
        let mut brackets: BTreeMap<(ClaimId, usize), (u16, f32, f32)> = BTreeMap::new();
        for placed in frame.placed {
            let Content::Text { block, .. } = page.pieces()[placed.index].content else { continue };
            let style = page.pieces()[placed.index].style();
            for mark in other.marks.in_block(block).filter(|mark| mark.range.overlaps(placed.range)) {
                let Part::Passage(number) = mark.part else { continue };
                let lit = desk.view.is_lit(mark.claim);
                let rects = placed.rects(mark.range);
                for rect in &rects {
                    let words = letters(*rect, style);
                    if lit {
                        let ground = desk.theme.faint.gamma_multiply(0.14);
                        frame.painter.rect_filled(words.expand(1.0), CornerRadius::same(3), ground);
                    }
                    let stroke = Stroke::new(if lit { 2.0 } else { 1.0 }, desk.theme.faint);
                    frame.painter.hline(rect.x_range(), words.bottom() + 4.5, stroke);
                }
                if let (Some(first), Some(last)) = (rects.first(), rects.last()) {
                    let place = (mark.lane.min(LANES - 1), first.top(), last.bottom());
                    brackets.entry((mark.claim, number)).or_insert(place).2 = last.bottom();
                }
            }
        }
        let mut brackets: Vec<_> = brackets.into_iter().collect();
        brackets.sort_by(|a, b| a.1.1.total_cmp(&b.1.1));
        for ((claim, _), (lane, top, bottom)) in brackets {
            let x = frame.left + page.width() + 3.0 + f32::from(lane) * SPACING;
            let wide = if desk.view.is_lit(claim) { 1.3 } else { 0.8 };
            let line = Rect::from_min_max(pos2(x - wide, top + 4.0), pos2(x + wide, bottom - 4.0));
            frame.painter.rect_filled(line, 1.0, desk.theme.faint);
            // Names that would cover each other are left out: the line above has one.
            let centre = pos2(frame.left + page.width() + 3.0 + f32::from(LANES) * SPACING, top + 13.0);
            if words_at.iter().all(|y| (y - centre.y).abs() > 9.0) {
                words_at.push(centre.y);
                let font = Face::SansMedium.at(9.0);
                frame.painter.text(centre, Align2::LEFT_CENTER, &other.initials, font, desk.theme.faint);
            }
            let rect = line.expand2(vec2(2.0, 0.0)).union(Rect::from_center_size(centre, vec2(14.0, 12.0)));
            spots.push(OtherSpot { coder: other.coder.clone(), claim, rect });
        }
    }
    spots
}

/// Lights the claim whose lane is under the pointer, and tells whose it is.
pub(super) fn hover(desk: &mut Desk<'_>, frame: &Frame<'_>, spot: &OtherSpot) {
    desk.ask(Request::Hover(spot.claim));
    let words = desk.view.others.as_ref().and_then(|others| others.claim(&spot.coder, spot.claim));
    if let Some(words) = words.map(|(other, claim)| other_words(desk, other, claim)) {
        frame.response.clone().on_hover_text_at_pointer(words);
    }
}

/// The other coder's claim at a place of the text: the one with the fewest words.
pub(super) fn at(desk: &Desk<'_>, page: &Page, frame: &Frame<'_>, place: Pos2) -> Option<(CoderId, ClaimId)> {
    let others = desk.view.others.as_ref()?;
    let placed = frame.placed.iter().find(|placed| placed.rect().contains(place))?;
    let Content::Text { block, .. } = page.pieces()[placed.index].content else { return None };
    let under = |mark: &Mark| {
        mark.range.overlaps(placed.range) && placed.rects(mark.range).iter().any(|rect| rect.contains(place))
    };
    let found = others.shown().flat_map(|other| {
        let marks = other.marks.in_block(block).filter(|mark| matches!(mark.part, Part::Passage(_)));
        marks.filter(|mark| under(mark)).map(|mark| (mark.range.len(), other.coder.clone(), mark.claim))
    });
    found.min_by_key(|(length, ..)| *length).map(|(_, coder, claim)| (coder, claim))
}
