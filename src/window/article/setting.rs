//! A piece of text laid out in rows, and the ways between its bytes and the page.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{CCursor, CharIndex, LayoutJob, TextFormat, TextWrapping};
use egui::{Galley, Painter, Pos2, Rect, Vec2, pos2, vec2};
use unicode_segmentation::GraphemeCursor;

use super::bidi::BidiSetting;
use super::style::Style;
use crate::window::theme::Theme;

/// A piece laid out for this frame. It is asked for anew each frame (egui caches it), because a
/// kept galley may outlive the glyph atlas it points into.
pub(super) struct Setting {
    text: String,
    kind: Kind,
}

enum Kind {
    /// egui's own layout: one glyph a character, left to right.
    Plain(Arc<Galley>),
    /// Words set one by one where egui's layout would have them in the wrong order.
    Bidi(BidiSetting),
}

impl Setting {
    /// Lays out `text` in rows of at most `width` points; the first leaves `lead` points free.
    pub(super) fn new(
        painter: &Painter,
        text: &str,
        style: Style,
        theme: &Theme,
        width: f32,
        lead: f32,
    ) -> Self {
        let format = TextFormat {
            line_height: Some(style.line_height),
            ..TextFormat::simple(style.font(), style.colour(theme))
        };
        if super::bidi::is_needed(text) {
            let bidi = BidiSetting::new(painter, text, &format, width);
            return Self { text: text.to_owned(), kind: Kind::Bidi(bidi) };
        }
        let mut job = LayoutJob::single_section(text.to_owned(), format.clone());
        job.wrap = TextWrapping::wrap_at_width(width);
        if let Some(section) = job.sections.first_mut() {
            section.leading_space = lead;
        }
        job.break_on_newline = true;
        let galley = painter.layout_job(job);
        // Characters and glyphs must go together one by one, or every position would be off.
        let glyphs: usize = galley.rows.iter().map(|row| row.char_count_including_newline().0).sum();
        if glyphs != text.chars().count() {
            let bidi = BidiSetting::new(painter, text, &format, width);
            return Self { text: text.to_owned(), kind: Kind::Bidi(bidi) };
        }
        Self { text: text.to_owned(), kind: Kind::Plain(galley) }
    }

    /// Its size in points.
    pub(super) fn size(&self) -> Vec2 {
        match &self.kind {
            Kind::Plain(galley) => galley.size(),
            Kind::Bidi(bidi) => bidi.size(),
        }
    }

    /// The galley, for AccessKit; `None` for right-to-left text, which is exposed as a whole.
    pub(super) fn galley(&self) -> Option<&Arc<Galley>> {
        match &self.kind {
            Kind::Plain(galley) => Some(galley),
            Kind::Bidi(_) => None,
        }
    }

    pub(super) fn paint(&self, painter: &Painter, origin: Pos2, theme: &Theme) {
        match &self.kind {
            Kind::Plain(galley) => {
                painter.galley(origin, Arc::clone(galley), theme.ink);
            }
            Kind::Bidi(bidi) => bidi.paint(painter, origin, theme.ink),
        }
    }

    /// The byte whose character begins nearest to `pos`, both relative to the piece: never one
    /// inside what a reader takes for a single character, such as a letter with its accents.
    pub(super) fn byte_at(&self, pos: Vec2) -> usize {
        let byte = match &self.kind {
            Kind::Plain(galley) => self.byte_of(galley.cursor_from_pos(pos).index),
            Kind::Bidi(bidi) => bidi.byte_at(pos),
        };
        self.cluster_start(byte)
    }

    /// Where the grapheme cluster that `byte` lies in begins; `byte` itself between two clusters.
    fn cluster_start(&self, byte: usize) -> usize {
        let mut cursor = GraphemeCursor::new(byte.min(self.text.len()), self.text.len(), true);
        match cursor.is_boundary(&self.text, 0) {
            // The whole text is at hand, so the cursor never asks for more of it.
            Ok(false) => cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0),
            Ok(true) | Err(_) => byte,
        }
    }

    /// The upright line at which the caret stands before the character at `byte`.
    pub(super) fn caret(&self, byte: usize) -> Rect {
        match &self.kind {
            Kind::Plain(galley) => {
                let index = self.index_of(byte);
                let cursor = CCursor { index, prefer_next_row: true };
                galley.pos_from_cursor(cursor)
            }
            Kind::Bidi(bidi) => bidi.caret(byte),
        }
    }

    /// The rows' parts that `bytes` takes, top to bottom.
    pub(super) fn rects(&self, bytes: Range<usize>) -> Vec<Rect> {
        match &self.kind {
            Kind::Plain(galley) => self.plain_rects(galley, bytes),
            Kind::Bidi(bidi) => bidi.rects(bytes),
        }
    }

    fn plain_rects(&self, galley: &Galley, bytes: Range<usize>) -> Vec<Rect> {
        let (from, to) = (self.index_of(bytes.start).0, self.index_of(bytes.end).0);
        let mut rects = Vec::new();
        let mut first = 0;
        for row in &galley.rows {
            let letters = row.char_count_excluding_newline().0;
            let (start, end) = (from.max(first), to.min(first + letters));
            if start < end {
                // A blank at the end of a row takes room but shows nothing.
                let blank =
                    |at: usize| row.glyphs.get(at - first).is_some_and(|glyph| glyph.chr.is_whitespace());
                let shown =
                    if end == first + letters && end - start > 1 && blank(end - 1) { end - 1 } else { end };
                let left = row.pos.x + row.x_offset(CharIndex(start - first));
                let right = row.pos.x + row.x_offset(CharIndex(shown - first));
                rects.push(Rect::from_min_max(pos2(left, row.min_y()), pos2(right, row.max_y())));
            }
            first += row.char_count_including_newline().0;
        }
        rects
    }

    fn index_of(&self, byte: usize) -> CharIndex {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        CharIndex(self.text[..byte].chars().count())
    }

    fn byte_of(&self, index: CharIndex) -> usize {
        self.text.char_indices().nth(index.0).map_or(self.text.len(), |(at, _)| at)
    }
}

/// The rectangle of a row's letters within the full height of its line.
pub(super) fn letters(row: Rect, style: Style) -> Rect {
    let height = style.letter_height().min(row.height());
    Rect::from_center_size(row.center(), vec2(row.width(), height))
}
