//! Words of the story that stand elsewhere than on the page: a caption under its picture. They show
//! the same marks, and are selected and chosen as on the page.

use egui::{CornerRadius, CursorIcon, Painter, Pos2, Rect, Response, Stroke, Ui, Vec2};

use super::gesture::Presses;
use super::hits::unit_at;
use super::paint;
use super::setting::{Setting, letters};
use super::style::Style;
use crate::claims::{ClaimId, CoderId, Mark, MarkIndex, Part};
use crate::story::{BytePos, Granularity, TextRange};
use crate::window::desk::{Desk, Request};
use crate::window::theme::Theme;
use crate::window::view::Selection;

/// Some words, laid out for this frame.
pub struct Inset {
    setting: Setting,
    style: Style,
    /// The part of the story's text that the words begin with; empty of words that are not of the text.
    range: TextRange,
}

impl Inset {
    /// Lays `words` out in rows of at most `width` points, of which the first leaves `lead` free. They
    /// begin with what stands in the text at `range`, if that is given.
    #[must_use]
    pub fn new(
        painter: &Painter,
        theme: &Theme,
        (words, range): (&str, Option<TextRange>),
        (lead, width): (f32, f32),
    ) -> Self {
        let style = Style::under_picture();
        let setting = Setting::new(painter, words, style, theme, width, lead);
        Self { setting, style, range: range.unwrap_or_default() }
    }

    /// Its size in points.
    #[must_use]
    pub fn size(&self) -> Vec2 {
        self.setting.size()
    }

    /// The part of the story's text it shows; empty if none.
    #[must_use]
    pub fn range(&self) -> TextRange {
        self.range
    }

    /// The rows' parts that `range` takes, with the left upper corner at `origin`.
    #[must_use]
    pub fn rects(&self, origin: Pos2, range: TextRange) -> Vec<Rect> {
        let Some(part) = self.range.intersection(range) else { return Vec::new() };
        let base = self.range.start.index();
        let bytes = part.start.index() - base..part.end.index() - base;
        self.setting.rects(bytes).into_iter().map(|rect| rect.translate(origin.to_vec2())).collect()
    }

    /// The place in the text nearest to a place on screen; `None` of words that are not of the text.
    fn pos_at(&self, origin: Pos2, place: Pos2) -> Option<BytePos> {
        let byte = self.setting.byte_at(place - origin).min(self.range.len() as usize);
        (!self.range.is_empty()).then(|| BytePos::from_index(self.range.start.index() + byte))
    }

    /// Its marks among these.
    fn marks<'m>(&self, desk: &Desk<'_>, marks: &'m MarkIndex) -> Vec<&'m Mark> {
        let blocks = desk.story().map_or(&[][..], |(_, work)| &work.story.blocks);
        let first = blocks.partition_point(|block| block.range.end <= self.range.start);
        let here = (first..blocks.len()).take_while(|at| blocks[*at].range.start < self.range.end);
        let mut marks: Vec<&Mark> = here
            .flat_map(|block| marks.in_block(block))
            .filter(|mark| mark.range.overlaps(self.range))
            .collect();
        // Longer ones first, so that what lies within them is seen on top; of several on the same words
        // the lit one last.
        marks.sort_by_key(|mark| (std::cmp::Reverse(mark.range.len()), desk.view.is_lit(mark.claim)));
        marks
    }

    /// The coder's claims under a place on screen, the innermost first, each once.
    #[must_use]
    pub fn claims_at(&self, desk: &Desk<'_>, origin: Pos2, place: Pos2) -> Vec<ClaimId> {
        let mut claims = Vec::new();
        let Some(digest) = desk.digest else { return claims };
        for mark in self.marks(desk, &digest.marks).into_iter().rev() {
            let under = || self.rects(origin, mark.range).iter().any(|rect| rect.contains(place));
            if !claims.contains(&mark.claim) && under() {
                claims.push(mark.claim);
            }
        }
        claims
    }

    /// The other coder's claim under a place on screen, while those are shown.
    #[must_use]
    pub fn other_at(&self, desk: &Desk<'_>, origin: Pos2, place: Pos2) -> Option<(CoderId, ClaimId)> {
        let under = |mark: &&Mark| self.rects(origin, mark.range).iter().any(|rect| rect.contains(place));
        desk.view.others.as_ref()?.shown().find_map(|other| {
            let mark = self.marks(desk, &other.marks).into_iter().rev().find(under)?;
            Some((other.coder.clone(), mark.claim))
        })
    }

    /// Lights the claim under the pointer.
    pub fn hover(&self, desk: &mut Desk<'_>, origin: Pos2, place: Pos2) {
        let own = self.claims_at(desk, origin, place).first().copied();
        if let Some(claim) = own.or_else(|| self.other_at(desk, origin, place).map(|(_, claim)| claim)) {
            desk.ask(Request::Hover(claim));
        }
    }

    /// Paints the marks, what is selected, and the words over them.
    pub fn paint(&self, painter: &Painter, desk: &Desk<'_>, origin: Pos2) {
        let mut lines = Vec::new();
        for mark in desk.digest.map(|digest| self.marks(desk, &digest.marks)).unwrap_or_default() {
            let Some(claim) = desk.digest.and_then(|digest| digest.claim(mark.claim)) else { continue };
            let ink = desk.theme.claim_ink(claim, desk.codebook());
            let (lit, chosen) = (desk.view.is_lit(mark.claim), desk.view.is_chosen(mark.claim));
            let rects = self.rects(origin, mark.range);
            if let Part::Passage(_) = mark.part {
                paint::tint(painter, &rects, self.style, ink, lit, chosen);
                // The rows are too close for lines one below the other.
                paint::underline(&mut lines, &rects, self.style, ink, 0, lit);
            } else {
                paint::dotted(&mut lines, &rects, self.style, ink, lit);
            }
        }
        painter.extend(lines);
        for other in desk.view.others.iter().flat_map(|others| others.shown()) {
            for mark in self.marks(desk, &other.marks) {
                let width = if desk.view.is_lit(mark.claim) { 2.0 } else { 1.0 };
                for rect in self.rects(origin, mark.range) {
                    let y = letters(rect, self.style).bottom() + 1.5;
                    painter.hline(rect.x_range(), y, Stroke::new(width, desk.theme.faint));
                }
            }
        }
        let selected = desk.view.selection.map(Selection::range).unwrap_or_default();
        for rect in self.rects(origin, selected) {
            let rect = letters(rect, self.style).expand2(egui::vec2(0.5, 1.0));
            painter.rect_filled(rect, CornerRadius::same(2), desk.theme.selection.gamma_multiply(0.85));
        }
        self.setting.paint(painter, origin, desk.theme);
    }
}

/// Words of an [`Inset`] being marked with the pointer.
#[derive(Default)]
pub struct Marking {
    presses: Presses,
    /// The unit that was pressed, what the selection snaps to, and whether it goes to the chosen claim.
    under_way: Option<(TextRange, Granularity, bool)>,
}

impl Marking {
    /// Whether words are being selected just now.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.under_way.is_some()
    }

    /// Follows the pointer over the words at `origin`: a drag, a double or a triple click selects; a
    /// click chooses the claim under it, in turn where there are several, or else selects all of them.
    pub fn pointer(
        &mut self,
        ui: &Ui,
        desk: &mut Desk<'_>,
        response: &Response,
        inset: &Inset,
        origin: Pos2,
    ) {
        let input = ui.input(|input| {
            let pointer = &input.pointer;
            (pointer.press_origin(), pointer.primary_pressed(), pointer.primary_down(), input.time)
        });
        let (press_origin, pressed, held, time) = input;
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::Text);
        }
        // A quick click goes down and up within one frame: then it is only told as a click.
        let ours = response.is_pointer_button_down_on() || response.clicked();
        if let Some(at) = press_origin.or(response.interact_pointer_pos()).filter(|_| ours && pressed) {
            let Some(pos) = inset.pos_at(origin, at) else { return };
            response.request_focus();
            let unit = self.presses.press(time, at);
            let anchor = unit_at(desk, pos, unit);
            self.under_way = Some((anchor, unit, ui.input(|input| input.modifiers.command)));
            if unit != Granularity::Grapheme {
                desk.ask(Request::Select(Some(Selection::of(anchor))));
            }
        } else if response.clicked() && !pressed && self.under_way.is_none() && press_origin.is_none() {
            // By the keyboard.
            desk.ask(Request::Select(Some(Selection::of(inset.range()))));
        }
        let Some((anchor, unit, add)) = self.under_way else { return };
        let moved = ui.input(|input| input.pointer.is_decidedly_dragging());
        let at = ui.input(|input| input.pointer.latest_pos()).or(press_origin);
        if let Some(pos) = at.filter(|_| moved).and_then(|at| inset.pos_at(origin, at)) {
            let reached = unit_at(desk, pos, unit);
            let selection = if reached.start < anchor.start {
                Selection { anchor: anchor.end, head: reached.start }
            } else {
                Selection { anchor: anchor.start, head: reached.end.max(anchor.end) }
            };
            desk.ask(Request::Select(Some(selection)));
            if !held && add && desk.view.chosen.is_some() {
                desk.ask(Request::AddPassage(selection.range()));
            }
        }
        if !held {
            self.under_way = None;
            if let Some(at) = at.filter(|_| !moved && unit == Granularity::Grapheme) {
                click(desk, inset, origin, at);
            }
        }
    }
}

fn click(desk: &mut Desk<'_>, inset: &Inset, origin: Pos2, at: Pos2) {
    let claims = inset.claims_at(desk, origin, at);
    let now = desk.view.chosen.and_then(|chosen| claims.iter().position(|claim| *claim == chosen));
    let next = now.map_or(0, |now| (now + 1) % claims.len());
    match (claims.get(next), inset.other_at(desk, origin, at)) {
        (Some(claim), _) => {
            desk.ask(Request::Select(None));
            desk.ask(Request::Choose(Some(*claim)));
        }
        (None, Some(other)) => desk.ask(Request::ShowOther(Some(other))),
        (None, None) => desk.ask(Request::Select(Some(Selection::of(inset.range())))),
    }
}
