//! A closed card, and the ground and head that an open one shares with it.

use std::sync::Arc;

use egui::epaint::text::TextWrapping;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};

use super::summary::Summary;
use crate::window::fonts::Face;
use crate::window::theme::{KindInk, Theme, mix};

/// The coloured edge on the left.
pub const EDGE: f32 = 4.0;
/// From the card's sides to its words.
pub const PAD: egui::Vec2 = vec2(14.0, 10.0);
/// The height of the small line with the space under it.
pub const HEAD: f32 = 20.0;
/// The height of a line of the quote.
pub const LINE: f32 = 20.0;
const ROUND: u8 = 7;

/// The face of the quote.
#[must_use]
pub fn quote_face() -> FontId {
    Face::Serif.at(14.5)
}

/// The height of a closed card with so many lines of quote.
#[must_use]
pub fn height(lines: usize) -> f32 {
    2.0 * PAD.y + HEAD + LINE * lines as f32
}

/// Whose card is shown, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct State {
    /// The pointer is over some part of the claim.
    pub lit: bool,
    /// Its form is open.
    pub chosen: bool,
    /// It is chosen with others.
    pub picked: bool,
    /// It has the keyboard.
    pub focused: bool,
}

/// Paints a card's ground with its coloured edge.
pub fn ground(painter: &Painter, rect: Rect, ink: KindInk, theme: &Theme, state: State) {
    let fill = if state.picked {
        theme.selection
    } else if state.lit && !state.chosen {
        mix(theme.paper, ink.strong, 0.07)
    } else {
        theme.paper
    };
    painter.rect_filled(rect, CornerRadius::same(ROUND), ink.strong);
    let inside = Rect::from_min_max(rect.min + vec2(EDGE, 0.0), rect.max);
    painter.rect_filled(inside, CornerRadius { nw: 0, sw: 0, ne: ROUND, se: ROUND }, fill);
    let stroke = match state {
        State { chosen: true, .. } => Stroke::new(2.0, ink.strong),
        State { focused: true, .. } => Stroke::new(2.0, theme.accent),
        State { picked: true, .. } => Stroke::new(1.0, theme.accent),
        State { lit: true, .. } => Stroke::new(1.0, ink.strong),
        _ => Stroke::new(1.0, theme.line),
    };
    painter.rect_stroke(rect, CornerRadius::same(ROUND), stroke, StrokeKind::Inside);
    if !state.chosen {
        // The line went over the edge's colour.
        let edge = Rect::from_min_max(rect.min, pos2(rect.min.x + EDGE, rect.max.y));
        painter.rect_filled(edge, CornerRadius { nw: ROUND, sw: ROUND, ne: 0, se: 0 }, ink.strong);
    }
}

/// The room of the mark of a claim with clashes, at the right of the small line.
const MARK: f32 = 16.0;

/// Where the mark of a claim with clashes stands, in the small line at `pos`.
#[must_use]
pub fn mark_rect(pos: Pos2, width: f32) -> Rect {
    Rect::from_min_size(pos2(pos.x + width - MARK, pos.y), vec2(MARK, HEAD - 4.0))
}

/// Paints the mark of a claim with clashes: two triangles that point away from each other.
fn mark(painter: &Painter, rect: Rect, theme: &Theme) {
    let (centre, size) = (rect.center(), 4.0);
    for side in [-1.0, 1.0] {
        let tip = centre + vec2(side * (size + 2.5), 0.0);
        let base = centre.x + side * 1.5;
        let points = vec![tip, pos2(base, centre.y - size), pos2(base, centre.y + size)];
        painter.add(egui::Shape::convex_polygon(points, theme.alarm, Stroke::NONE));
    }
}

/// Paints the small line at `pos`: kind, chain with arrows, and the rest.
pub fn head(painter: &Painter, pos: Pos2, width: f32, summary: &Summary, theme: &Theme) {
    let mut line = Line { painter, at: pos, right: pos.x + width };
    if summary.clashes > 0 {
        mark(painter, mark_rect(pos, width), theme);
        line.right -= MARK + 4.0;
    }
    line.words(&summary.kind, Face::Sans, theme.faint);
    for (number, part) in summary.chain.iter().enumerate() {
        if number == 0 {
            line.words(" \u{b7} ", Face::Sans, theme.faint);
        } else {
            line.arrow(theme.faint);
        }
        // The link between the two ends is what the eye looks for.
        let link = number == 1 && summary.chain.len() == 3;
        let (face, ink) = if link { (Face::SansStrong, theme.ink) } else { (Face::Sans, theme.faint) };
        line.words(part, face, ink);
    }
    if let Some(alarm) = summary.alarm {
        line.words(" \u{b7} ", Face::Sans, theme.faint);
        line.words(alarm, Face::SansMedium, theme.alarm);
        return;
    }
    for part in &summary.rest {
        line.words(" \u{b7} ", Face::Sans, theme.faint);
        line.words(part, Face::Sans, theme.faint);
    }
}

/// Words laid one after the other until the line is full.
struct Line<'a> {
    painter: &'a Painter,
    at: Pos2,
    right: f32,
}

impl Line<'_> {
    fn words(&mut self, words: &str, face: Face, ink: Color32) {
        let room = self.right - self.at.x;
        if room < 8.0 {
            return;
        }
        let galley = elided(self.painter, words, face.at(11.5), ink, room, 1);
        self.painter.galley(self.at, galley.clone(), ink);
        self.at.x += galley.size().x;
    }

    fn arrow(&mut self, ink: Color32) {
        if self.right - self.at.x < 16.0 {
            return;
        }
        arrow_right(self.painter, self.at + vec2(8.0, 7.5), 3.0, ink);
        self.at.x += 15.0;
    }
}

/// A small filled triangle that points to the right.
pub fn arrow_right(painter: &Painter, centre: Pos2, size: f32, ink: Color32) {
    let points = vec![centre + vec2(-size, -size), centre + vec2(size, 0.0), centre + vec2(-size, size)];
    painter.add(egui::Shape::convex_polygon(points, ink, Stroke::NONE));
}

/// Lays text out in at most `rows` rows of `width`.
#[must_use]
pub fn elided(
    painter: &Painter,
    text: &str,
    font: FontId,
    ink: Color32,
    width: f32,
    rows: usize,
) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    let line_height = (rows > 1).then_some(LINE);
    job.append(text, 0.0, TextFormat { font_id: font, color: ink, line_height, ..TextFormat::default() });
    job.wrap = TextWrapping {
        max_width: width,
        max_rows: rows,
        break_anywhere: rows == 1,
        ..TextWrapping::default()
    };
    painter.layout_job(job)
}

/// Paints a closed card.
pub fn closed(painter: &Painter, rect: Rect, summary: &Summary, ink: KindInk, theme: &Theme, state: State) {
    ground(painter, rect, ink, theme, state);
    let inner = rect.shrink2(PAD);
    head(painter, inner.min, inner.width(), summary, theme);
    let at = inner.min + vec2(0.0, HEAD);
    let rows = ((inner.bottom() - at.y) / LINE).round().max(1.0) as usize;
    let galley = elided(painter, &summary.body, quote_face(), theme.ink, inner.width(), rows.max(2));
    painter.with_clip_rect(painter.clip_rect().intersect(rect)).galley(at, galley, theme.ink);
}
