//! One story of the list, and how high each is.

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Galley, Id, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::early::Facts;
use super::list::Row;
use crate::project::Status;
use crate::window::chrome::parts;
use crate::window::chrome::text::counted;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

const LEFT: f32 = 17.0;
const RIGHT: f32 = 12.0;
const ABOVE: f32 = 7.0;
const BETWEEN: f32 = 3.0;
const LINE: f32 = 19.0;
const META: f32 = 16.0;

/// The heights of the rows: guessed from the length of the headline, exact once a row was drawn.
#[derive(Default)]
pub(super) struct Heights {
    key: (u64, u32, usize),
    heights: Vec<f32>,
    /// `tops[n]` is where row `n` begins; one more than there are rows.
    tops: Vec<f32>,
    learnt: bool,
}

impl Heights {
    /// Guesses anew when other rows are listed or the panel has another width.
    pub(super) fn prepare(&mut self, ui: &Ui, width: f32, rows: &[Row], stamp: u64) {
        let key = (stamp, (width * ui.ctx().pixels_per_point()).round() as u32, rows.len());
        if self.key == key && self.tops.len() == rows.len() + 1 {
            return;
        }
        self.key = key;
        let room = (width - LEFT - RIGHT).max(40.0);
        let guess = |row: &Row| {
            // A Han character is about twice as wide as a letter.
            let units: usize = row.headline.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum();
            let lines = (units as f32 * 7.0 / room).ceil().clamp(1.0, 3.0);
            ABOVE * 2.0 + lines * LINE + BETWEEN + META
        };
        self.heights = rows.iter().map(guess).collect();
        self.add_up();
    }

    /// Takes note of a row's height as it was drawn.
    pub(super) fn learn(&mut self, index: usize, exact: f32) {
        if let Some(height) = self.heights.get_mut(index).filter(|height| (**height - exact).abs() > 0.5) {
            *height = exact;
            self.learnt = true;
        }
    }

    /// Makes the tops true to what was learnt; says whether anything was.
    pub(super) fn settle(&mut self) -> bool {
        let learnt = std::mem::take(&mut self.learnt);
        if learnt {
            self.add_up();
        }
        learnt
    }

    fn add_up(&mut self) {
        self.tops.clear();
        self.tops.push(0.0);
        let mut top = 0.0;
        self.tops.extend(self.heights.iter().map(|height| {
            top += height;
            top
        }));
    }

    pub(super) fn total(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0)
    }

    pub(super) fn top(&self, index: usize) -> f32 {
        self.tops.get(index).copied().unwrap_or_else(|| self.total())
    }

    pub(super) fn of(&self, index: usize) -> f32 {
        self.heights.get(index).copied().unwrap_or(0.0)
    }

    /// The rows between two heights.
    pub(super) fn visible(&self, top: f32, bottom: f32) -> Range<usize> {
        let first = self.tops.partition_point(|at| *at <= top).saturating_sub(1);
        let end = self.tops.partition_point(|at| *at < bottom);
        first..end.min(self.heights.len())
    }
}

/// Draws a row; gives its response and the height it should have.
pub(super) fn show(
    ui: &mut Ui,
    desk: &Desk,
    row: &Row,
    facts: Facts,
    open: bool,
    rect: Rect,
    id: Id,
) -> (Response, f32) {
    let theme = desk.theme;
    let response = ui.interact(rect, id, Sense::click());
    if open {
        ui.painter().rect_filled(rect, 0.0, theme.paper);
        ui.painter().rect_filled(rect.with_max_x(rect.left() + 3.0), 0.0, theme.accent);
    } else if response.hovered() || response.context_menu_opened() {
        ui.painter().rect_filled(rect, 0.0, theme.hover);
    }
    parts::focus_ring(ui, theme, &response);

    let Facts { status, claims, pictures, unread } = facts;
    let mut facts: Vec<String> = Vec::new();
    facts.extend((!row.date.is_empty()).then(|| row.date.to_string()));
    if unread {
        facts.push("reading\u{2026}".to_owned());
    } else {
        if claims > 0 {
            facts.push(counted(claims, "claim", "claims"));
        } else if pictures > 0 {
            facts.push(counted(pictures, "picture", "pictures"));
        }
        facts.push(status.name().to_owned());
    }
    let room = (rect.width() - LEFT - RIGHT).max(40.0);
    let broken = broken_between(&facts, room, |words| {
        ui.painter().layout_no_wrap(words.to_owned(), Face::Sans.at(11.5), theme.faint).size().x
    });
    let facts = facts.join(BETWEEN_FACTS);

    let lines = |text: &str, face: egui::FontId, colour, most: usize| -> Arc<Galley> {
        let wrap = TextWrapping { max_width: room, max_rows: most, ..TextWrapping::default() };
        let mut job = LayoutJob::simple(text.to_owned(), face, colour, room);
        job.wrap = wrap;
        ui.painter().layout_job(job)
    };
    let headline = lines(&row.headline, Face::SansMedium.at(13.0), theme.ink, 3);
    let facts_shown = lines(&broken, Face::Sans.at(11.5), theme.faint, 3);
    let headline_height = headline.size().y.max(LINE - 3.0);
    let at = pos2(rect.left() + LEFT, rect.top() + ABOVE);
    ui.painter().galley(at, headline, theme.ink);
    let at = at + vec2(0.0, headline_height + BETWEEN);
    let facts_height = facts_shown.size().y;
    if status == Status::Done
        && !unread
        && let Some(last) = facts_shown.rows.last()
    {
        let end = last.rect();
        let side = 9.0;
        let left = (at.x + end.right() + 5.0).min(rect.right() - side - 2.0);
        let tick = Rect::from_min_size(pos2(left, at.y + end.center().y - side / 2.0), vec2(side, side));
        parts::tick(ui.painter(), tick, theme.faint);
    }
    ui.painter().galley(at, facts_shown, theme.faint);

    let label = format!("{}, {facts}", row.headline);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), open, &label));
    (response, ABOVE * 2.0 + headline_height + BETWEEN + facts_height)
}

/// What stands between two facts in a line.
const BETWEEN_FACTS: &str = " \u{b7} ";

/// Facts in lines no wider than `room`, none of them torn: "in progress" stays in one piece.
fn broken_between(facts: &[String], room: f32, width: impl Fn(&str) -> f32) -> String {
    let mut lines: Vec<String> = Vec::new();
    for fact in facts {
        let longer = lines.last().map(|line| format!("{line}{BETWEEN_FACTS}{fact}"));
        match (longer.filter(|line| width(line) <= room), lines.last_mut()) {
            (Some(longer), Some(line)) => *line = longer,
            _ => lines.push(fact.clone()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_facts_is_broken_between_them() {
        let facts = ["24 Dec 2018", "14 claims", "in progress"].map(str::to_owned);
        let broken = |room: f32| broken_between(&facts, room, |words| words.chars().count() as f32);
        assert_eq!(broken(60.0), "24 Dec 2018 \u{b7} 14 claims \u{b7} in progress");
        assert_eq!(broken(30.0), "24 Dec 2018 \u{b7} 14 claims\nin progress");
        assert_eq!(broken(14.0), "24 Dec 2018\n14 claims\nin progress");
        assert_eq!(broken(1.0), "24 Dec 2018\n14 claims\nin progress");
    }
}
