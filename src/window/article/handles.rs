//! The handles at the edges of the chosen claim's passages.

use egui::Rect;

use super::page::Placed;
use super::{Frame, paint};
use crate::claims::ClaimId;
use crate::story::TextRange;
use crate::window::desk::Desk;

/// A handle on screen: which claim's passage, which end, where.
pub(super) struct Handle {
    pub(super) claim: ClaimId,
    pub(super) passage: usize,
    pub(super) starts: bool,
    pub(super) rect: Rect,
}

/// Shows the handles in view; returns where they can be taken hold of.
pub(super) fn show(desk: &Desk<'_>, frame: &Frame<'_>) -> Vec<Handle> {
    let mut handles = Vec::new();
    let Some(claim) = desk.digest.zip(desk.view.chosen).and_then(|(digest, id)| digest.claim(id)) else {
        return handles;
    };
    let ink = desk.theme.claim_ink(claim, desk.codebook());
    for (passage, part) in claim.passages.iter().enumerate() {
        for (starts, pos) in [(true, part.range.start), (false, part.range.end)] {
            let holds = |placed: &&Placed| {
                let range = placed.range;
                if starts { range.contains(pos) } else { range.start < pos && pos <= range.end }
            };
            let Some(placed) = frame.placed.iter().find(holds) else { continue };
            if desk.story().is_none_or(|(_, work)| !part.stands_in(&work.text)) {
                continue;
            }
            // The caret after the last letter of a row stands at that row's end, not at the
            // beginning of the next.
            let caret = if starts { placed.caret(pos) } else { end_of(placed, part.range) };
            let rect = paint::handle(frame.painter, caret, starts, ink);
            handles.push(Handle { claim: claim.id, passage, starts, rect });
        }
    }
    handles
}

fn end_of(placed: &Placed, range: TextRange) -> Rect {
    placed.rects(range).last().map_or_else(
        || placed.caret(range.end),
        |row| Rect::from_min_max(row.right_top(), row.right_bottom()),
    )
}
