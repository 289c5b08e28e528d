//! The keyboard in the article: the caret, and pages.

use egui::{EventFilter, Key, Modifiers, Ui};

use super::page::Page;
use super::{Article, Frame, structure};
use crate::story::{BytePos, Granularity, TextRange};
use crate::window::commands::{Command, SENTENCE};
use crate::window::desk::{Desk, Request};
use crate::window::view::Selection;

/// A movement of the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    By(Granularity, Back),
    Row(Back),
    RowEdge(Back),
    TextEdge(Back),
    Page(Back),
}

/// Towards the beginning, if true.
type Back = bool;

const MOVES: &[(Modifiers, Key, Move)] = &[
    (SENTENCE, Key::ArrowLeft, Move::By(Granularity::Sentence, true)),
    (SENTENCE, Key::ArrowRight, Move::By(Granularity::Sentence, false)),
    (Modifiers::COMMAND, Key::ArrowLeft, Move::By(Granularity::Word, true)),
    (Modifiers::COMMAND, Key::ArrowRight, Move::By(Granularity::Word, false)),
    (Modifiers::COMMAND, Key::Home, Move::TextEdge(true)),
    (Modifiers::COMMAND, Key::End, Move::TextEdge(false)),
    (Modifiers::NONE, Key::ArrowLeft, Move::By(Granularity::Grapheme, true)),
    (Modifiers::NONE, Key::ArrowRight, Move::By(Granularity::Grapheme, false)),
    (Modifiers::NONE, Key::ArrowUp, Move::Row(true)),
    (Modifiers::NONE, Key::ArrowDown, Move::Row(false)),
    (Modifiers::NONE, Key::Home, Move::RowEdge(true)),
    (Modifiers::NONE, Key::End, Move::RowEdge(false)),
    (Modifiers::NONE, Key::PageUp, Move::Page(true)),
    (Modifiers::NONE, Key::PageDown, Move::Page(false)),
];

impl Article {
    pub(super) fn keyboard(&mut self, ui: &Ui, desk: &mut Desk<'_>, page: &mut Page, frame: &Frame<'_>) {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(Self::id(), filter));
        let ours = ui.memory(|memory| {
            // Under a dialog the keys, Escape above all, are the dialog's.
            memory.allows_interaction(ui.layer_id()) && memory.focused().is_none_or(|id| id == Self::id())
        });
        if !ours || ui.ctx().any_popup_open() {
            return;
        }
        if let Some(walked) = structure::walk(ui, desk) {
            desk.ask(Request::Walk(walked));
            return;
        }
        let mut selection = desk.view.selection;
        for (modifiers, key, movement) in MOVES {
            for extend in [true, false] {
                let shift = if extend { Modifiers::SHIFT } else { Modifiers::NONE };
                let times = ui.input_mut(|input| input.count_and_consume_key(*modifiers | shift, *key));
                for _ in 0..times {
                    selection = Some(self.moved(desk, page, frame, selection, *movement, extend));
                }
            }
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
            selection = Some(Selection::of(TextRange { start: BytePos(0), end: page.text().end() }));
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            match selection {
                _ if self.find.is_open() => self.find.close(),
                Some(now) if !now.range().is_empty() => selection = Some(Selection::caret(now.head)),
                _ if desk.view.structure.is_some() && desk.view.chosen.is_none() => {
                    desk.ask(Request::Run(Command::Structure));
                }
                _ => desk.ask(Request::Choose(None)),
            }
        }
        if selection != desk.view.selection {
            self.narrower.clear();
            desk.ask(Request::Select(selection));
            if let Some(now) = selection {
                self.reveal(TextRange { start: now.head, end: now.head });
            }
        }
    }

    fn moved(
        &mut self,
        desk: &Desk<'_>,
        page: &mut Page,
        frame: &Frame<'_>,
        from: Option<Selection>,
        movement: Move,
        extend: bool,
    ) -> Selection {
        let now = match (from, movement) {
            (Some(now), _) => now,
            // Ways that lead far away need no caret to begin at.
            (None, Move::TextEdge(_) | Move::Page(_)) => Selection::caret(page.top_pos()),
            // Without a caret the first key puts one where the reader is.
            (None, _) => return Selection::caret(page.top_pos()),
        };
        let range = now.range();
        let goal = self.goal.take();
        let mut by_rows = |down: bool, times: usize| {
            let mut place = (now.head, goal);
            for _ in 0..times {
                let (pos, x) = page.row_step(place.0, place.1, down, frame.painter, desk.theme);
                place = (pos, Some(x));
            }
            place
        };
        let (head, x) = match movement {
            // An arrow without Shift first goes to the selection's end.
            Move::By(Granularity::Grapheme, back) if !extend && !range.is_empty() => {
                (if back { range.start } else { range.end }, None)
            }
            Move::By(unit, back) => (page.text().step(now.head, unit, back), None),
            Move::Row(back) => by_rows(!back, 1),
            Move::Page(back) => {
                let rows = (frame.view.height() / 27.0 - 2.0).max(1.0) as usize;
                by_rows(!back, rows)
            }
            Move::TextEdge(back) => (if back { BytePos(0) } else { page.text().end() }, None),
            Move::RowEdge(back) => (row_edge(frame, now.head, back), None),
        };
        self.goal = x;
        Selection { anchor: if extend { now.anchor } else { head }, head }
    }
}

fn row_edge(frame: &Frame<'_>, pos: BytePos, back: bool) -> BytePos {
    let holds = |range: TextRange| !range.is_empty() && range.start <= pos && pos <= range.end;
    let Some(placed) = frame.placed.iter().find(|placed| holds(placed.range)) else { return pos };
    let mut at = placed.caret(pos).center();
    at.x = if back { placed.rect().left() - 1e4 } else { placed.rect().right() + 1e4 };
    placed.pos_at(at)
}
