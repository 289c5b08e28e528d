//! What lies at a place on screen.

use egui::Pos2;

use super::Frame;
use super::page::{Page, Placed};
use super::pieces::Content;
use crate::claims::ClaimId;
use crate::story::{BytePos, Granularity, TextRange};
use crate::window::desk::Desk;

/// The piece of text at a place on screen, or the nearest one.
pub(super) fn nearest(placed: &[Placed], place: Pos2) -> Option<&Placed> {
    let distance = |placed: &&Placed| {
        let rect = placed.rect();
        (place.y - place.y.clamp(rect.top(), rect.bottom())).abs()
    };
    let texts = placed.iter().filter(|placed| !placed.range.is_empty());
    texts.min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// The claims whose marks lie under a place on screen, innermost first, each once.
pub(super) fn claims_at(desk: &Desk<'_>, page: &Page, frame: &Frame<'_>, place: Pos2) -> Vec<ClaimId> {
    let (Some(digest), Some(placed)) =
        (desk.digest, frame.placed.iter().find(|placed| placed.rect().contains(place)))
    else {
        return Vec::new();
    };
    let Content::Text { block, .. } = page.pieces()[placed.index].content else { return Vec::new() };
    let mut claims = Vec::new();
    let mut marks: Vec<_> =
        digest.marks.in_block(block).filter(|mark| mark.range.overlaps(placed.range)).collect();
    marks.sort_by_key(|mark| mark.range.len());
    for mark in marks {
        let under = || placed.rects(mark.range).iter().any(|rect| rect.contains(place));
        if !claims.contains(&mark.claim) && under() {
            claims.push(mark.claim);
        }
    }
    claims
}

/// The unit of the text around a position; the position alone for single letters.
pub(super) fn unit_at(desk: &Desk<'_>, pos: BytePos, unit: Granularity) -> TextRange {
    let caret = TextRange { start: pos, end: pos };
    let found = desk.story().and_then(|(_, work)| {
        let block = work.story.blocks.get(work.story.block_at(pos)?)?.range;
        if unit == Granularity::Grapheme {
            return None;
        }
        work.text.unit_around(caret, block, unit)
    });
    found.unwrap_or(caret)
}
