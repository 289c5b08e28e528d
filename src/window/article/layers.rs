//! What is painted, layer by layer: grounds, marks, what is selected, the text, the margin.

use std::collections::BTreeMap;

use egui::{Ui, vec2};

use super::gesture::Gesture;
use super::page::Page;
use super::paint::{self, MarginSpot};
use super::pieces::Content;
use super::{Article, Frame};
use crate::story::TextRange;
use crate::window::desk::Desk;

impl Article {
    /// What lies behind the marks: folds and rules.
    pub(super) fn paint_ground(&self, desk: &Desk<'_>, page: &Page, frame: &Frame<'_>, ui: &Ui) {
        let pointer = ui.input(|input| input.pointer.hover_pos());
        for placed in frame.placed {
            let piece = &page.pieces()[placed.index];
            let hovered = frame.response.hovered() && pointer.is_some_and(|at| placed.rect().contains(at));
            paint::dress(frame.painter, desk.theme, placed, piece, hovered);
        }
    }

    /// The marks, what is selected, the text, and the margin; returns where the margin can be clicked.
    pub(super) fn paint_text(&self, desk: &Desk<'_>, page: &Page, frame: &Frame<'_>) -> Vec<MarginSpot> {
        let mut brackets = BTreeMap::new();
        for placed in frame.placed {
            let piece = &page.pieces()[placed.index];
            if let Content::Text { block, .. } = piece.content {
                paint::marks(frame.painter, desk, placed, piece.style(), block, &mut brackets);
            }
        }
        self.paint_over(desk, page, frame);
        self.mentions.paint(desk, page, frame);
        for placed in frame.placed {
            placed.setting.paint(frame.painter, placed.origin, desk.theme);
        }
        paint::margin_lanes(frame.painter, desk, frame.left, brackets)
    }

    /// The hits of the search and what is selected, with the marks below showing through.
    fn paint_over(&self, desk: &Desk<'_>, page: &Page, frame: &Frame<'_>) {
        let selection = match &self.gesture {
            Gesture::Edge { fixed, moving, .. } => Some(TextRange::between(*fixed, *moving)),
            _ => desk.view.selection.map(crate::window::view::Selection::range),
        };
        for placed in frame.placed {
            let style = page.pieces()[placed.index].style();
            for hit in self.find.hits_in(placed.range) {
                let strength = if self.find.current() == Some(hit) { 1.0 } else { 0.7 };
                paint::fill(frame.painter, placed, style, hit, desk.theme.hit.gamma_multiply(strength));
            }
            if let Some(range) = selection.filter(|range| range.overlaps(placed.range)) {
                paint::fill(frame.painter, placed, style, range, desk.theme.selection.gamma_multiply(0.85));
            }
        }
    }

    /// The caret, while the article has the keyboard.
    pub(super) fn caret(&self, desk: &Desk<'_>, frame: &Frame<'_>, ui: &Ui) {
        let Some(selection) = desk.view.selection else { return };
        let focused = ui.memory(|memory| memory.focused().is_none_or(|id| id == Self::id()));
        if !focused {
            return;
        }
        let holder = frame.placed.iter().find(|placed| {
            !placed.range.is_empty()
                && placed.range.start <= selection.head
                && selection.head <= placed.range.end
        });
        if let Some(placed) = holder {
            let line = placed.caret(selection.head);
            let line = line.with_max_x(line.left() + 1.5).shrink2(vec2(0.0, 3.0));
            frame.painter.rect_filled(line, 0.0, desk.theme.accent);
        }
    }
}
