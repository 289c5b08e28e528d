//! What the pointer does in the article: selecting, choosing, moving edges.

use egui::{CursorIcon, Pos2, Ui};

use super::chooser::Chooser;
use super::gesture::Gesture;
use super::hits::{claims_at, nearest, unit_at};
use super::page::Page;
use super::pieces::Content;
use super::{Article, Frame, Grips, links, others, structure};
use crate::claims::{ClaimId, Passage};
use crate::story::{Granularity, TextRange};
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::view::Selection;

impl Article {
    pub(super) fn pointer(
        &mut self,
        ui: &Ui,
        desk: &mut Desk<'_>,
        page: &Page,
        frame: &Frame<'_>,
        grips: &Grips,
    ) {
        let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
        let response = frame.response;
        // A quick click goes down and up within one frame: then it is only told as a click.
        let ours = response.is_pointer_button_down_on() || response.clicked();
        if ours && ui.input(|input| input.pointer.primary_pressed()) {
            self.press(ui, desk, page, frame, grips);
        }
        match self.gesture.clone() {
            Gesture::Selecting { anchor, unit, add } => {
                self.drag_selection(ui, desk, page, frame, pointer, (anchor, unit, add));
            }
            Gesture::Edge { claim, passage, fixed, .. } => {
                ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
                let moving = nearest(frame.placed, pointer).map_or(fixed, |placed| placed.pos_at(pointer));
                if ui.input(|input| input.pointer.primary_down()) {
                    self.gesture = Gesture::Edge { claim, passage, fixed, moving };
                } else {
                    self.gesture = Gesture::Idle;
                    move_edge(desk, claim, passage, TextRange::between(fixed, moving));
                }
            }
            Gesture::Thumb { .. } => {}
            Gesture::Idle if response.hovered() => self.hover(ui, desk, page, frame, grips, pointer),
            Gesture::Idle => {}
        }
    }

    /// A press begins a gesture. It is taken where the button went down: egui tells of a drag only
    /// later, when the pointer is elsewhere.
    fn press(&mut self, ui: &Ui, desk: &mut Desk<'_>, page: &Page, frame: &Frame<'_>, grips: &Grips) {
        let (time, origin, modifiers) =
            ui.input(|input| (input.time, input.pointer.press_origin(), input.modifiers));
        // After a press and release within one frame the origin is forgotten already.
        let Some(origin) = origin.or(frame.response.interact_pointer_pos()) else { return };
        ui.memory_mut(|memory| memory.request_focus(Self::id()));
        self.chooser = None;
        self.goal = None;
        let unit = self.presses.press(time, origin);
        if let Some(handle) = grips.handles.iter().find(|handle| handle.rect.contains(origin)) {
            let range = passage_of(desk, handle.claim, handle.passage);
            if let Some(range) = range {
                let (fixed, moving) =
                    if handle.starts { (range.end, range.start) } else { (range.start, range.end) };
                self.gesture = Gesture::Edge { claim: handle.claim, passage: handle.passage, fixed, moving };
            }
            return;
        }
        if let Some(spot) = grips.spots.iter().find(|spot| spot.rect.contains(origin)) {
            desk.ask(Request::Choose(Some(spot.claim)));
            return;
        }
        if let Some(spot) = grips.others.iter().find(|spot| spot.rect.contains(origin)) {
            desk.ask(Request::ShowOther(Some((spot.coder.clone(), spot.claim))));
            return;
        }
        if let Some(link) = links::at(&grips.links, origin) {
            links::follow(desk, link);
            return;
        }
        let Some(placed) = nearest(frame.placed, origin) else { return };
        if let Some(other) = frame.placed.iter().find(|other| other.rect().expand(4.0).contains(origin))
            && matches!(page.pieces()[other.index].content, Content::Fold { .. })
        {
            desk.ask(Request::Run(Command::ToggleFurniture));
            return;
        }
        let pos = placed.pos_at(origin);
        if modifiers.shift && structure::extend_to(desk, pos) {
            return;
        }
        if modifiers.shift
            && let Some(selection) = desk.view.selection
        {
            let anchor = TextRange { start: selection.anchor, end: selection.anchor };
            self.gesture = Gesture::Selecting { anchor, unit: Granularity::Grapheme, add: false };
            desk.ask(Request::Select(Some(Selection { anchor: selection.anchor, head: pos })));
            return;
        }
        let anchor = unit_at(desk, pos, unit);
        self.gesture = Gesture::Selecting { anchor, unit, add: modifiers.command };
        self.narrower.clear();
        let selection =
            if unit == Granularity::Grapheme { Selection::caret(pos) } else { Selection::of(anchor) };
        desk.ask(Request::Select(Some(selection)));
    }

    fn drag_selection(
        &mut self,
        ui: &Ui,
        desk: &mut Desk<'_>,
        page: &Page,
        frame: &Frame<'_>,
        pointer: Pos2,
        (anchor, unit, add): (TextRange, Granularity, bool),
    ) {
        ui.ctx().set_cursor_icon(CursorIcon::Text);
        let moved = ui.input(|input| input.pointer.is_decidedly_dragging());
        let held = ui.input(|input| input.pointer.primary_down());
        if moved && let Some(placed) = nearest(frame.placed, pointer) {
            let pos = page.text().floor(placed.pos_at(pointer));
            let reached = if unit == Granularity::Grapheme {
                TextRange { start: pos, end: pos }
            } else {
                unit_at(desk, pos, unit)
            };
            let selection = if reached.start < anchor.start {
                Selection { anchor: anchor.end, head: reached.start }
            } else {
                Selection { anchor: anchor.start, head: reached.end.max(anchor.end) }
            };
            if desk.view.selection != Some(selection) {
                desk.ask(Request::Select(Some(selection)));
            }
            if !held && add && desk.view.chosen.is_some() {
                desk.ask(Request::AddPassage(selection.range()));
            }
        }
        if !held {
            self.gesture = Gesture::Idle;
            let clicked = unit == Granularity::Grapheme && !moved && !add;
            if clicked {
                self.click(desk, page, frame, pointer);
            }
        }
    }

    /// A click chooses the claim under it; under several it offers a choice, and clicking on goes
    /// through them.
    fn click(&mut self, desk: &mut Desk<'_>, page: &Page, frame: &Frame<'_>, pointer: Pos2) {
        let claims = claims_at(desk, page, frame, pointer);
        let chosen = desk.view.chosen.and_then(|chosen| claims.iter().position(|claim| *claim == chosen));
        match (claims.as_slice(), chosen) {
            ([], _) => {
                desk.ask(Request::Choose(None));
                if let Some(other) = others::at(desk, page, frame, pointer) {
                    desk.ask(Request::ShowOther(Some(other)));
                }
            }
            ([only], _) => desk.ask(Request::Choose(Some(*only))),
            (several, now) => {
                let next = now.map_or(0, |now| (now + 1) % several.len());
                desk.ask(Request::Choose(Some(several[next])));
                self.chooser = Some(Chooser::new(pointer, claims));
            }
        }
    }

    fn hover(
        &self,
        ui: &Ui,
        desk: &mut Desk<'_>,
        page: &Page,
        frame: &Frame<'_>,
        grips: &Grips,
        pointer: Pos2,
    ) {
        if grips.handles.iter().any(|handle| handle.rect.contains(pointer)) {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            return;
        }
        if let Some(spot) = grips.spots.iter().find(|spot| spot.rect.contains(pointer)) {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            desk.ask(Request::Hover(spot.claim));
            return;
        }
        if let Some(spot) = grips.others.iter().find(|spot| spot.rect.contains(pointer)) {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            others::hover(desk, frame, spot);
            return;
        }
        if let Some(link) = links::at(&grips.links, pointer) {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            links::hover(desk, frame, link);
            return;
        }
        let over = frame.placed.iter().find(|placed| placed.rect().contains(pointer));
        match over.map(|placed| &page.pieces()[placed.index].content) {
            Some(Content::Fold { .. }) => ui.ctx().set_cursor_icon(CursorIcon::PointingHand),
            Some(Content::Text { .. }) => ui.ctx().set_cursor_icon(CursorIcon::Text),
            _ => {}
        }
        if let Some(claim) = claims_at(desk, page, frame, pointer).first() {
            desk.ask(Request::Hover(*claim));
        } else if let Some((_, claim)) = others::at(desk, page, frame, pointer) {
            desk.ask(Request::Hover(claim));
        }
    }
}

fn passage_of(desk: &Desk<'_>, claim: ClaimId, passage: usize) -> Option<TextRange> {
    Some(desk.digest?.claim(claim)?.passages.get(passage)?.range)
}

/// Asks for a passage of a claim to become `range`; its fields stay.
fn move_edge(desk: &mut Desk<'_>, claim: ClaimId, passage: usize, range: TextRange) {
    let Some(moved) = desk.story().and_then(|(_, work)| Passage::of(&work.text, range)) else { return };
    desk.change_claim(claim, "move edge", |claim| {
        if let Some(place) = claim.passages.get_mut(passage).filter(|place| place.range != range) {
            *place = moved;
            claim.passages.sort();
        }
    });
}
