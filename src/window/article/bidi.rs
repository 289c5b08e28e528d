//! Right-to-left and mixed text, which egui's own layout puts in the wrong order.
//!
//! The paragraph is resolved by the Unicode bidirectional algorithm (UAX #9), cut into words of one
//! direction, broken into lines, and each line's words are placed in visual order. egui shapes a
//! single word of one direction correctly.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Galley, Painter, Pos2, Rect, Vec2, pos2, vec2};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Whether `text` has characters that read from right to left.
pub(in crate::window) fn is_needed(text: &str) -> bool {
    text.chars().any(|c| {
        c >= '\u{590}'
            && matches!(
                bidi_class(c),
                BidiClass::R
                    | BidiClass::AL
                    | BidiClass::AN
                    | BidiClass::RLE
                    | BidiClass::RLO
                    | BidiClass::RLI
            )
    })
}

/// A paragraph set word by word.
pub(in crate::window) struct BidiSetting {
    words: Vec<Word>,
    size: Vec2,
    end: usize,
    right_to_left: bool,
}

struct Word {
    bytes: Range<usize>,
    rect: Rect,
    galley: Arc<Galley>,
    /// Each character's first byte with its left and right edge, in points from the word's left.
    cells: Vec<(usize, f32, f32)>,
    right_to_left: bool,
}

impl BidiSetting {
    pub(in crate::window) fn new(painter: &Painter, text: &str, format: &TextFormat, width: f32) -> Self {
        let info = BidiInfo::new(text, None);
        let line_height = format.line_height.unwrap_or(format.font_id.size * 1.3);
        let mut words = Vec::new();
        let mut y = 0.0;
        for paragraph in &info.paragraphs {
            let mut line: Vec<Word> = Vec::new();
            let mut used = 0.0;
            for bytes in tokens(&text[paragraph.range.clone()], paragraph.range.start, &info.levels) {
                let word = Word::new(painter, text, bytes, &info.levels, format);
                let blank = text[word.bytes.clone()].trim().is_empty();
                if used + word.rect.width() > width && !line.is_empty() && !blank {
                    place(&mut line, &info, paragraph, y, line_height, width);
                    words.append(&mut line);
                    y += line_height;
                    used = 0.0;
                }
                used += word.rect.width();
                line.push(word);
            }
            place(&mut line, &info, paragraph, y, line_height, width);
            words.append(&mut line);
            y += line_height;
        }
        let right_to_left = info.paragraphs.first().is_some_and(|paragraph| paragraph.level.is_rtl());
        Self { words, size: vec2(width, y.max(line_height)), end: text.len(), right_to_left }
    }

    pub(in crate::window) fn size(&self) -> Vec2 {
        self.size
    }

    pub(in crate::window) fn paint(&self, painter: &Painter, origin: Pos2, ink: Color32) {
        for word in &self.words {
            painter.galley(origin + word.rect.min.to_vec2(), Arc::clone(&word.galley), ink);
        }
    }

    pub(in crate::window) fn byte_at(&self, pos: Vec2) -> usize {
        let distance = |rect: &Rect| {
            let down =
                if rect.y_range().contains(pos.y) { 0.0 } else { (rect.center().y - pos.y).abs() * 1e4 };
            down + (pos.x - pos.x.clamp(rect.left(), rect.right())).abs()
        };
        let nearest = self.words.iter().min_by(|a, b| distance(&a.rect).total_cmp(&distance(&b.rect)));
        nearest.map_or(0, |word| word.byte_at(pos.x - word.rect.left()))
    }

    pub(in crate::window) fn caret(&self, byte: usize) -> Rect {
        let holder = self.words.iter().find(|word| word.bytes.contains(&byte));
        let (word, x) = match (holder, self.words.iter().max_by_key(|word| word.bytes.end)) {
            (Some(word), _) => (word, word.edge_before(byte)),
            (None, Some(last)) => (last, if last.right_to_left { 0.0 } else { last.rect.width() }),
            (None, None) => {
                let x = if self.right_to_left { self.size.x } else { 0.0 };
                return Rect::from_min_max(pos2(x, 0.0), pos2(x, self.size.y));
            }
        };
        let x = word.rect.left() + x;
        Rect::from_min_max(pos2(x, word.rect.top()), pos2(x, word.rect.bottom()))
    }

    pub(in crate::window) fn rects(&self, bytes: Range<usize>) -> Vec<Rect> {
        let bytes = bytes.start..bytes.end.min(self.end);
        let mut rects: Vec<Rect> = Vec::new();
        for word in &self.words {
            let Some((left, right)) = word.span(&bytes) else { continue };
            let rect = Rect::from_min_max(
                pos2(word.rect.left() + left, word.rect.top()),
                pos2(word.rect.left() + right, word.rect.bottom()),
            );
            match rects.last_mut() {
                Some(last) if last.top() == rect.top() && touches(last, &rect) => *last = last.union(rect),
                _ => rects.push(rect),
            }
        }
        rects
    }
}

impl Word {
    fn new(
        painter: &Painter,
        text: &str,
        bytes: Range<usize>,
        levels: &[Level],
        format: &TextFormat,
    ) -> Self {
        let right_to_left = levels.get(bytes.start).is_some_and(Level::is_rtl);
        let word = &text[bytes.clone()];
        // egui shapes by the letters it sees; a mark without letters must be turned by hand.
        let shown = if right_to_left && !is_needed(word) {
            word.chars().rev().map(mirrored).collect()
        } else {
            word.to_owned()
        };
        let mut job = LayoutJob::single_section(shown, format.clone());
        job.break_on_newline = false;
        let galley = painter.layout_job(job);
        let width = galley.size().x;
        let starts: Vec<usize> = word.char_indices().map(|(at, _)| bytes.start + at).collect();
        let glyphs = galley.rows.first().map(|row| row.glyphs.as_slice()).unwrap_or_default();
        let count = starts.len();
        let cells = starts.iter().enumerate().map(|(n, &byte)| {
            let visual = if right_to_left { count - 1 - n } else { n };
            match glyphs.get(visual) {
                Some(glyph) if glyphs.len() >= count => {
                    (byte, glyph.pos.x, glyph.pos.x + glyph.advance_width)
                }
                // Characters that share glyphs share the room evenly.
                _ => {
                    let cell = width / count as f32;
                    (byte, cell * visual as f32, cell * (visual + 1) as f32)
                }
            }
        });
        let cells = cells.collect();
        let rect = Rect::from_min_size(Pos2::ZERO, galley.size());
        Self { bytes, rect, galley, cells, right_to_left }
    }

    fn edge_before(&self, byte: usize) -> f32 {
        let cell = self.cells.iter().rev().find(|(start, ..)| *start <= byte);
        cell.map_or(0.0, |&(_, left, right)| if self.right_to_left { right } else { left })
    }

    fn byte_at(&self, x: f32) -> usize {
        let cell = self.cells.iter().find(|(_, left, right)| *left <= x && x < *right);
        match cell {
            Some(&(byte, left, right)) => {
                let second_half = (x > (left + right) / 2.0) != self.right_to_left;
                if second_half { self.after(byte) } else { byte }
            }
            None if (x <= 0.0) == self.right_to_left => self.bytes.end,
            None => self.bytes.start,
        }
    }

    fn after(&self, byte: usize) -> usize {
        self.cells.iter().map(|(start, ..)| *start).find(|&start| start > byte).unwrap_or(self.bytes.end)
    }

    /// The edges of the part of the word that `bytes` takes.
    fn span(&self, bytes: &Range<usize>) -> Option<(f32, f32)> {
        let inside = self.cells.iter().filter(|(start, ..)| bytes.contains(start));
        inside.fold(None, |span, &(_, left, right)| {
            let (low, high) = span.unwrap_or((f32::INFINITY, f32::NEG_INFINITY));
            Some((low.min(left), high.max(right)))
        })
    }
}

fn touches(a: &Rect, b: &Rect) -> bool {
    (a.right() - b.left()).abs() < 0.5 || (b.right() - a.left()).abs() < 0.5
}

/// Words and the blanks between them, cut where the direction changes.
fn tokens(text: &str, base: usize, levels: &[Level]) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut last: Option<(bool, Option<&Level>)> = None;
    for (at, character) in text.char_indices() {
        let start = base + at;
        let sort = (character.is_whitespace(), levels.get(start));
        match tokens.last_mut() {
            Some(token) if last == Some(sort) => token.end = start + character.len_utf8(),
            _ => tokens.push(start..start + character.len_utf8()),
        }
        last = Some(sort);
    }
    tokens
}

/// Gives the words of one line their places in visual order.
fn place(
    line: &mut [Word],
    info: &BidiInfo<'_>,
    paragraph: &unicode_bidi::ParagraphInfo,
    y: f32,
    height: f32,
    width: f32,
) {
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return };
    let (levels, runs) = info.visual_runs(paragraph, first.bytes.start..last.bytes.end);
    let used: f32 = line.iter().map(|word| word.rect.width()).sum();
    let mut x = if paragraph.level.is_rtl() { (width - used).max(0.0) } else { 0.0 };
    for run in runs {
        let mut members: Vec<&mut Word> =
            line.iter_mut().filter(|word| run.contains(&word.bytes.start)).collect();
        if levels.get(run.start).is_some_and(Level::is_rtl) {
            members.reverse();
        }
        for word in members {
            word.rect = Rect::from_min_size(pos2(x, y), vec2(word.rect.width(), height));
            x += word.rect.width();
        }
    }
}

fn mirrored(mark: char) -> char {
    match mark {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        other => other,
    }
}
