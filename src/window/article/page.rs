//! The page: which pieces there are, how high they are, and which part of it is seen.

use std::sync::Arc;

use egui::{Painter, Pos2, Rect, pos2, vec2};

use super::heights::Heights;
use super::pieces::{self, Content, Furniture, Piece};
use super::setting::Setting;
use super::style::COLUMN;
use crate::project::StoryWork;
use crate::story::{BytePos, Story, StoryText, TextRange};
use crate::window::theme::Theme;

/// A story as a page of pieces, scrolled to some place.
///
/// The place is kept as a piece and an offset into it, never as a distance from the top: heights
/// above may turn from estimates into exact ones without anything on screen moving.
pub(super) struct Page {
    story: Arc<Story>,
    furniture: Furniture,
    text: StoryText,
    pieces: Vec<Piece>,
    heights: Heights,
    /// The width and scale the heights are for.
    measure: (f32, f32),
    /// All heights up to this far from this piece are exact.
    measured: (usize, usize),
    first: usize,
    offset: f64,
}

/// A piece laid out in this frame.
pub(super) struct Placed {
    pub(super) index: usize,
    /// Where its text begins.
    pub(super) origin: Pos2,
    pub(super) setting: Setting,
    /// The range of the text it shows; empty for a masthead or fold.
    pub(super) range: TextRange,
}

impl Placed {
    /// The rows' parts that `range` takes on screen.
    pub(super) fn rects(&self, range: TextRange) -> Vec<Rect> {
        let Some(part) = self.range.intersection(range) else { return Vec::new() };
        let base = self.range.start.index();
        let bytes = part.start.index() - base..part.end.index() - base;
        self.setting.rects(bytes).into_iter().map(|rect| rect.translate(self.origin.to_vec2())).collect()
    }

    /// The screen line at which the caret stands at `pos`.
    pub(super) fn caret(&self, pos: BytePos) -> Rect {
        let byte = pos.index().saturating_sub(self.range.start.index());
        self.setting.caret(byte).translate(self.origin.to_vec2())
    }

    /// The position nearest to a place on screen.
    pub(super) fn pos_at(&self, place: Pos2) -> BytePos {
        BytePos::from_index(self.range.start.index() + self.setting.byte_at(place - self.origin))
    }

    pub(super) fn rect(&self) -> Rect {
        Rect::from_min_size(self.origin, self.setting.size())
    }
}

/// Space above the first piece and below the last.
const TOP: f64 = 26.0;
const BOTTOM: f64 = 120.0;

impl Page {
    pub(super) fn new(work: &StoryWork, furniture: Furniture) -> Self {
        let pieces = pieces::cut(&work.story, &work.text, furniture);
        Self {
            story: Arc::clone(&work.story),
            furniture,
            text: work.text.clone(),
            pieces,
            heights: Heights::default(),
            measure: (0.0, 0.0),
            measured: (0, 0),
            first: 0,
            offset: -TOP,
        }
    }

    /// Whether the page still shows this story in this way.
    pub(super) fn shows(&self, work: &StoryWork, furniture: Furniture) -> bool {
        Arc::ptr_eq(&self.story, &work.story) && self.furniture == furniture && self.text == work.text
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    pub(super) fn text(&self) -> &StoryText {
        &self.text
    }

    /// The width of its text column.
    pub(super) fn width(&self) -> f32 {
        self.measure.0
    }

    /// The width of the text column on a page of `width` points.
    pub(super) fn column(width: f32) -> f32 {
        width.clamp(120.0, COLUMN)
    }

    /// Makes the heights fit a column's width and the screen's scale.
    pub(super) fn measure(&mut self, width: f32, scale: f32) {
        if self.measure != (width, scale) || self.heights.len() != self.pieces.len() {
            self.measure = (width, scale);
            self.measured = (self.first, 0);
            self.heights = Heights::new(self.pieces.iter().map(|piece| piece.estimate(width)));
        }
    }

    /// Lays out piece `index` and notes its exact height.
    pub(super) fn set(&mut self, index: usize, painter: &Painter, theme: &Theme) -> Setting {
        let piece = &self.pieces[index];
        let style = piece.style();
        let fold_text;
        let words = match &piece.content {
            Content::Masthead(line) => line.as_str(),
            Content::Text { range, .. } => self.text.slice(*range).unwrap_or_default(),
            Content::Fold { count, open, .. } => {
                let lines = if *count == 1 { "line" } else { "lines" };
                let done = if *open { "shown" } else { "hidden" };
                fold_text = format!("{count} {lines} of page furniture {done}");
                &fold_text
            }
        };
        let setting = Setting::new(painter, words, style, theme, self.measure.0 - style.indent, piece.lead());
        let height = style.above(piece.opens) + setting.size().y;
        self.heights.set_exact(index, f64::from(height));
        setting
    }

    /// Moves the view by `delta` points, down if positive.
    pub(super) fn scroll_by(&mut self, delta: f64) {
        self.offset += delta;
    }

    /// Moves the view so that its top is `y` points below the page's top.
    pub(super) fn scroll_to(&mut self, y: f64) {
        (self.first, self.offset) = self.heights.at(y);
        if y < 0.0 {
            self.offset = y;
        }
    }

    pub(super) fn scroll_to_beginning(&mut self) {
        (self.first, self.offset) = (0, -TOP);
    }

    /// How far the view's top is below the page's top.
    pub(super) fn scrolled(&self) -> f64 {
        self.heights.top(self.first) + self.offset
    }

    /// The height of the page with its margins.
    pub(super) fn length(&self) -> f64 {
        self.heights.total() + TOP + BOTTOM
    }

    /// Moves the view so that `pos` is `below` points under its top.
    pub(super) fn show_at(&mut self, pos: BytePos, below: f64, painter: &Painter, theme: &Theme) {
        let index = pieces::piece_at(&self.pieces, pos);
        if index >= self.pieces.len() {
            return;
        }
        let setting = self.set(index, painter, theme);
        let piece = &self.pieces[index];
        let start = piece.range().map_or(0, |range| range.start.index());
        let caret = setting.caret(pos.index().saturating_sub(start));
        self.first = index;
        self.offset = f64::from(piece.style().above(piece.opens) + caret.top()) - below;
    }

    /// Lays out what is seen in `view`, with the text column from `left`.
    pub(super) fn lay_out(&mut self, view: Rect, left: f32, painter: &Painter, theme: &Theme) -> Vec<Placed> {
        if self.pieces.is_empty() {
            return Vec::new();
        }
        self.normalise(f64::from(view.height()), painter, theme);
        let mut placed = Vec::new();
        let mut y = f64::from(view.top()) - self.offset;
        let mut index = self.first;
        while index < self.pieces.len() && y < f64::from(view.bottom()) {
            let setting = self.set(index, painter, theme);
            let piece = &self.pieces[index];
            let style = piece.style();
            let origin = pos2(left + style.indent, (y as f32).round() + style.above(piece.opens));
            let range = piece.range().unwrap_or_default();
            placed.push(Placed { index, origin, setting, range });
            y += self.heights.height(index);
            index += 1;
        }
        placed
    }

    /// Brings `first` and `offset` back to a place that exists, laying out what comes into view
    /// above so that it does not jump.
    fn normalise(&mut self, view: f64, painter: &Painter, theme: &Theme) {
        self.first = self.first.min(self.pieces.len() - 1);
        while self.offset < 0.0 && self.first > 0 {
            self.first -= 1;
            if !self.heights.is_exact(self.first) {
                self.set(self.first, painter, theme);
            }
            self.offset += self.heights.height(self.first);
        }
        while self.offset >= self.heights.height(self.first) && self.first + 1 < self.pieces.len() {
            self.offset -= self.heights.height(self.first);
            self.first += 1;
        }
        let furthest = (self.heights.total() + BOTTOM - view).max(-TOP);
        let scrolled = self.scrolled();
        if scrolled < -TOP {
            (self.first, self.offset) = (0, -TOP);
        } else if scrolled > furthest {
            self.scroll_to(furthest);
        }
    }

    /// Lays out pieces whose height is still a guess, nearest to the view first, until `until`, but
    /// always some. Returns whether guesses are left.
    pub(super) fn measure_more(
        &mut self,
        until: std::time::Instant,
        painter: &Painter,
        theme: &Theme,
    ) -> bool {
        // Every call begins where the last one came to: going over what is exact already would, in
        // a very long story, take all the time there is and never reach a guess.
        let (centre, radius) = self.measured;
        let mut radius = radius.saturating_sub(centre.abs_diff(self.first));
        while self.heights.estimated() > 0 && radius < self.pieces.len() {
            let mut laid_out = false;
            for index in
                [self.first.checked_add(radius), self.first.checked_sub(radius)].into_iter().flatten()
            {
                if !self.heights.is_exact(index) {
                    self.set(index, painter, theme);
                    laid_out = true;
                }
            }
            radius += 1;
            if laid_out && std::time::Instant::now() >= until {
                break;
            }
        }
        self.measured = (self.first, radius);
        self.heights.estimated() > 0
    }

    /// The position at the top of the view.
    pub(super) fn top_pos(&self) -> BytePos {
        let from = self.pieces.get(self.first..).unwrap_or_default();
        from.iter().find_map(Piece::range).map_or_else(BytePos::default, |range| range.start)
    }

    /// The position a row below `pos`, or above it, nearest to `x` from the column's left; also the
    /// `x` to go on with. Works where nothing is laid out on screen, too.
    pub(super) fn row_step(
        &mut self,
        pos: BytePos,
        x: Option<f32>,
        down: bool,
        painter: &Painter,
        theme: &Theme,
    ) -> (BytePos, f32) {
        let mut index = pieces::piece_at(&self.pieces, pos);
        if self.pieces.get(index).and_then(Piece::range).is_none() {
            return (pos, x.unwrap_or_default());
        }
        let setting = self.set(index, painter, theme);
        let range = self.pieces[index].range().unwrap_or_default();
        let caret = setting.caret(pos.index() - range.start.index());
        let x = x.unwrap_or(caret.left() + self.pieces[index].style().indent);
        let y = if down { caret.bottom() + caret.height() / 2.0 } else { caret.top() - caret.height() / 2.0 };
        if y > 0.0 && y < setting.size().y {
            let byte = setting.byte_at(vec2(x - self.pieces[index].style().indent, y));
            return (BytePos::from_index(range.start.index() + byte), x);
        }
        loop {
            let next = if down { index.checked_add(1) } else { index.checked_sub(1) };
            let Some(next) = next.filter(|&next| next < self.pieces.len()) else { return (pos, x) };
            index = next;
            let Some(range) = self.pieces[index].range() else { continue };
            let setting = self.set(index, painter, theme);
            let y = if down { 1.0 } else { setting.size().y - 1.0 };
            let byte = setting.byte_at(vec2(x - self.pieces[index].style().indent, y));
            return (BytePos::from_index(range.start.index() + byte), x);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{Block, Role};
    use crate::window::theme::Look;

    #[test]
    fn measuring_gets_to_its_end_however_little_time_it_has() {
        let lines: Vec<String> = (0..200).map(|n| format!("Paragraph {n}")).collect();
        let text = StoryText::from_canonical(lines.join("\n"));
        let mut start = 0;
        let blocks = lines.iter().map(|line| {
            let range = TextRange::from_indices(start, start + line.len());
            start += line.len() + 1;
            Block { role: Role::Paragraph, range }
        });
        let work = StoryWork::new(Story::new("Long", &text, blocks.collect()), text.clone());
        let mut page = Page::new(&work, Furniture::Folded);
        let ctx = egui::Context::default();
        crate::window::fonts::install(&ctx);
        let mut rounds = 0;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            page.measure(500.0, 1.0);
            page.first = 120;
            // Its time is always up already.
            let now = std::time::Instant::now();
            while page.measure_more(now, ui.painter(), &Theme::of(Look::Light)) && rounds < 400 {
                rounds += 1;
            }
        });
        output.textures_delta.clear();
        assert!(rounds < 400, "it goes on for ever");
        assert_eq!(page.heights.estimated(), 0);
    }
}
