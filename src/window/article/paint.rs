//! What is painted behind, under and beside the text.

use std::collections::BTreeMap;

use egui::{Align2, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use super::page::Placed;
use super::pieces::{Content, Piece};
use super::setting::letters;
use super::style::Style;
use crate::claims::{ClaimId, Mark, Part};
use crate::story::TextRange;
use crate::window::desk::Desk;
use crate::window::fonts::Face;
use crate::window::theme::{KindInk, Theme};

/// A passage's bracket in the margin, gathered over the pieces it runs through.
pub(super) struct Bracket {
    pub(super) claim: ClaimId,
    pub(super) lane: u16,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Whether the passage begins on screen: only there stands its letter.
    pub(super) begins: bool,
}

/// Lanes further out than this share the last one.
const LANES: u16 = 8;
/// The room for all lanes: the more there are, the closer they stand. It is always kept free, so
/// that the text does not move when a lane is added.
const LANES_ROOM: f32 = 26.0;
const LETTER: f32 = 15.0;

/// How wide the margin beside the text is, in points.
pub(super) const MARGIN: f32 = 60.0;

/// Paints the marks of one piece behind its text; gathers the brackets of its passages.
pub(super) fn marks(
    painter: &Painter,
    desk: &Desk<'_>,
    placed: &Placed,
    style: Style,
    block: usize,
    brackets: &mut BTreeMap<(ClaimId, usize), Bracket>,
) {
    let Some(digest) = desk.digest else { return };
    let mut marks: Vec<&Mark> =
        digest.marks.in_block(block).filter(|mark| mark.range.overlaps(placed.range)).collect();
    // Longer ones first, so that what lies within them is seen on top; of several on the same words the
    // lit one last.
    marks.sort_by_key(|mark| (std::cmp::Reverse(mark.range.len()), desk.view.is_lit(mark.claim)));
    let mut lines = Vec::new();
    for mark in marks {
        let Some(claim) = digest.claim(mark.claim) else { continue };
        let ink = desk.theme.claim_ink(claim, desk.codebook());
        let chosen = desk.view.is_chosen(mark.claim);
        let lit = chosen || desk.view.is_hovered(mark.claim);
        let rects = placed.rects(mark.range);
        match &mark.part {
            Part::Passage(number) => {
                tint(painter, &rects, style, ink, lit, chosen);
                underline(&mut lines, &rects, style, ink, mark.lane, lit);
                if let (Some(first), Some(last)) = (rects.first(), rects.last()) {
                    // One letter a claim: at its first passage.
                    let begins = *number == 0 && placed.range.contains(mark.range.start);
                    let bracket = brackets.entry((mark.claim, *number)).or_insert(Bracket {
                        claim: mark.claim,
                        lane: mark.lane,
                        top: first.top(),
                        bottom: last.bottom(),
                        begins,
                    });
                    bracket.bottom = last.bottom();
                }
            }
            Part::Field(_) => dotted(&mut lines, &rects, style, ink, lit),
        }
    }
    painter.extend(lines);
}

pub(super) fn tint(painter: &Painter, rects: &[Rect], style: Style, ink: KindInk, lit: bool, chosen: bool) {
    let round = CornerRadius::same(3);
    for rect in rects {
        let rect = letters(*rect, style).expand2(vec2(1.0, 1.0));
        painter.rect_filled(rect, round, if lit { ink.tint_lit } else { ink.tint });
        if chosen {
            painter.rect_stroke(rect, round, Stroke::new(1.0, ink.strong), StrokeKind::Inside);
        }
    }
}

/// Overlapping passages have their lines one below the other.
pub(super) fn underline(
    lines: &mut Vec<Shape>,
    rects: &[Rect],
    style: Style,
    ink: KindInk,
    lane: u16,
    lit: bool,
) {
    let below = f32::from(lane % 3) * 2.5;
    for rect in rects {
        let y = letters(*rect, style).bottom() + 1.0 + below;
        let stroke = Stroke::new(if lit { 2.5 } else { 1.5 }, ink.strong);
        lines.push(Shape::hline(rect.x_range(), y, stroke));
    }
}

pub(super) fn dotted(lines: &mut Vec<Shape>, rects: &[Rect], style: Style, ink: KindInk, lit: bool) {
    for rect in rects {
        let y = letters(*rect, style).bottom() + 0.5;
        let ends = [pos2(rect.left(), y), pos2(rect.right(), y)];
        let stroke = Stroke::new(if lit { 2.0 } else { 1.2 }, ink.strong);
        lines.extend(Shape::dashed_line(&ends, stroke, 2.0, 2.5));
    }
}

/// Fills what is selected, or found, behind the text.
pub(super) fn fill(
    painter: &Painter,
    placed: &Placed,
    style: Style,
    range: TextRange,
    colour: egui::Color32,
) {
    for rect in placed.rects(range) {
        let rect = letters(rect, style).expand2(vec2(0.5, 1.5));
        painter.rect_filled(rect, CornerRadius::same(2), colour);
    }
}

/// Where a bracket and its letter are on screen.
pub(super) struct MarginSpot {
    pub(super) claim: ClaimId,
    pub(super) rect: Rect,
}

/// Paints the brackets with their kinds' letters; returns where they can be clicked.
pub(super) fn margin_lanes(
    painter: &Painter,
    desk: &Desk<'_>,
    text_left: f32,
    brackets: BTreeMap<(ClaimId, usize), Bracket>,
) -> Vec<MarginSpot> {
    let Some(digest) = desk.digest else { return Vec::new() };
    let spacing = (LANES_ROOM / f32::from(digest.marks.lanes().clamp(1, LANES))).min(8.0);
    let mut spots = Vec::new();
    let mut letters_at: Vec<Pos2> = Vec::new();
    let mut brackets: Vec<Bracket> = brackets.into_values().collect();
    brackets.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.lane.cmp(&b.lane)));
    for bracket in brackets {
        let Some(claim) = digest.claim(bracket.claim) else { continue };
        let ink = desk.theme.claim_ink(claim, desk.codebook());
        let lit = desk.view.is_lit(bracket.claim);
        let x = text_left - 12.0 - f32::from(bracket.lane.min(LANES - 1)) * spacing;
        let line = Rect::from_min_max(pos2(x - 1.5, bracket.top + 3.0), pos2(x + 1.5, bracket.bottom - 3.0));
        let line = if lit { line.expand2(vec2(0.7, 0.0)) } else { line };
        painter.rect_filled(line, CornerRadius::same(1), ink.strong);
        let mut spot = line.expand2(vec2(2.5, 0.0));
        if bracket.begins {
            let mut centre = pos2(text_left - 20.0 - LANES_ROOM, bracket.top + 13.0);
            // Letters that would cover each other move down, then they are still in reading order.
            while letters_at.iter().any(|other| (other.y - centre.y).abs() < LETTER + 1.0) {
                centre.y += 1.0;
            }
            letters_at.push(centre);
            let letter = claim
                .kind
                .as_ref()
                .map_or('H', |kind| desk.codebook().kind(kind).map_or('?', |kind| kind.letter));
            badge(painter, centre, letter, ink);
            spots.push(MarginSpot {
                claim: bracket.claim,
                rect: Rect::from_center_size(centre, vec2(LETTER, LETTER)),
            });
        }
        spot = spot.expand2(vec2(0.5, 0.0));
        spots.push(MarginSpot { claim: bracket.claim, rect: spot });
    }
    spots
}

fn badge(painter: &Painter, centre: Pos2, letter: char, ink: KindInk) {
    let rect = Rect::from_center_size(centre, vec2(LETTER, LETTER));
    painter.rect_filled(rect, CornerRadius::same(3), ink.strong);
    painter.text(centre, Align2::CENTER_CENTER, letter, Face::SansStrong.at(10.0), ink.on_strong);
}

/// What stands around a piece's text: a caption's rule and number, a fold's pill.
pub(super) fn dress(painter: &Painter, theme: &Theme, placed: &Placed, piece: &Piece, hovered: bool) {
    let rect = placed.rect();
    match &piece.content {
        Content::Text { role: crate::story::Role::Caption, picture, .. } => {
            let x = rect.left() - 11.0;
            painter.vline(x, rect.top()..=rect.bottom(), Stroke::new(2.0, theme.line));
            if let Some(number) = picture {
                let row = rect.left_top() + vec2(6.0, 10.0);
                picture_icon(painter, row, theme);
                painter.text(
                    row + vec2(10.0, 0.0),
                    Align2::LEFT_CENTER,
                    number,
                    Face::Sans.at(13.0),
                    theme.faint,
                );
            }
        }
        Content::Text { .. } if piece.under_caption => {
            // The caption's rule goes on, over the space between the two.
            let top = rect.top() - piece.style().above(piece.opens);
            painter.vline(rect.left() - 11.0, top..=rect.bottom(), Stroke::new(2.0, theme.line));
        }
        Content::Fold { open, .. } => {
            let width = placed.setting.rects(0..usize::MAX).iter().map(|row| row.width()).fold(0.0, f32::max);
            let pill = Rect::from_min_size(rect.min, vec2(width + 34.0, rect.height()));
            if hovered {
                painter.rect_filled(pill, CornerRadius::same(4), theme.hover);
            }
            let edge =
                [pill.left_top(), pill.right_top(), pill.right_bottom(), pill.left_bottom(), pill.left_top()];
            painter.extend(Shape::dashed_line(&edge, Stroke::new(1.0, theme.line), 3.0, 3.0));
            triangle(painter, pos2(pill.left() + 13.0, pill.center().y), *open, theme);
        }
        _ => {}
    }
}

fn triangle(painter: &Painter, centre: Pos2, down: bool, theme: &Theme) {
    let r = 3.5;
    let points = if down {
        vec![centre + vec2(-r, -r * 0.6), centre + vec2(r, -r * 0.6), centre + vec2(0.0, r)]
    } else {
        vec![centre + vec2(-r * 0.6, -r), centre + vec2(r, 0.0), centre + vec2(-r * 0.6, r)]
    };
    painter.add(Shape::convex_polygon(points, theme.faint, Stroke::NONE));
}

/// A small drawn picture: a frame with a hill in it.
pub(super) fn picture_icon(painter: &Painter, centre: Pos2, theme: &Theme) {
    let frame = Rect::from_center_size(centre, vec2(12.0, 10.0));
    painter.rect_stroke(frame, CornerRadius::same(2), Stroke::new(1.0, theme.faint), StrokeKind::Inside);
    let hill = vec![
        frame.left_bottom() + vec2(2.0, -2.0),
        frame.center() + vec2(-0.5, -0.5),
        frame.right_bottom() + vec2(-2.0, -2.0),
    ];
    painter.add(Shape::convex_polygon(hill, theme.faint, Stroke::NONE));
}

/// The handles at the ends of a passage of the chosen claim: where to press, and where to draw.
pub(super) fn handle(painter: &Painter, caret: Rect, starts: bool, ink: KindInk) -> Rect {
    let centre =
        if starts { caret.center_top() + vec2(0.0, 3.0) } else { caret.center_bottom() + vec2(0.0, -1.0) };
    painter.vline(caret.center().x, caret.y_range().shrink(3.0), Stroke::new(1.5, ink.strong));
    painter.circle(centre, 4.5, ink.strong, Stroke::new(1.0, ink.on_strong));
    Rect::from_center_size(caret.center(), vec2(12.0, caret.height()))
        .union(Rect::from_center_size(centre, vec2(14.0, 14.0)))
}
