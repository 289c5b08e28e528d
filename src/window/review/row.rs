//! One finding on one line, with the button that says it is right so, and where the code book lacks
//! something the one that adds it.

use egui::{Align2, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::adding::can_add;
use crate::analysis::review::Finding;
use crate::story::StoryId;
use crate::window::chrome::parts::{cross, tick};
use crate::window::claims::shown;
use crate::window::desk::Desk;
use crate::window::fonts::Face;
use crate::window::list::{At, row_ground};
use crate::window::words::Words;

/// The width of what is said first, in points.
const PROBLEM: f32 = 250.0;
/// The room of the button at a row's right end, in points.
const BUTTON: f32 = 34.0;

/// What of a row was clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    Nothing,
    Line,
    /// It is right so, or not any more.
    Right,
    /// What it names is to come into the code book.
    Add,
}

/// One finding; says what of it was clicked.
pub(super) fn finding_row(
    ui: &Ui,
    desk: &Desk<'_>,
    story: &StoryId,
    finding: &Finding,
    dismissed: bool,
    at: At,
) -> Taken {
    let (theme, At { rect, row, .. }) = (desk.theme, at);
    let response = ui.interact(rect, Id::unique(("review row", row)), Sense::CLICK);
    let problem = shown(&finding.words(desk.codebook()), 60);
    let quote = quote(desk, story, finding);
    let remedy = match (dismissed, can_add(desk, finding)) {
        (true, _) => "It is right so.",
        (false, true) => "Choose another, or add it.",
        (false, false) => finding.sort().remedy(),
    };
    let label = if quote.is_empty() {
        format!("{problem}. {remedy}")
    } else {
        format!("{problem}: {quote}. {remedy}")
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, at.chosen, &label));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    row_ground(ui, theme, at, response.contains_pointer());
    let ink = if dismissed { theme.faint } else { theme.ink };
    let adds = can_add(desk, finding).then(|| add_button(ui, desk, finding, at));
    let end = adds.map_or(rect.right() - BUTTON, |(left, _)| left - 10.0);
    let start = rect.left() + 22.0 + PROBLEM.min(rect.width() * 0.34);
    let part = |from: f32, to: f32| {
        painter.with_clip_rect(rect.with_min_x(from).with_max_x(to.max(from)).intersect(ui.clip_rect()))
    };
    let first = part(rect.left(), start - 10.0);
    let room = start - 10.0 - rect.left() - 22.0;
    Words::cut(&first, &problem, Face::SansMedium, 12.5, ink, room).paint(&first, rect.left() + 22.0, rect);
    let remedy = painter.layout_no_wrap(remedy.to_owned(), Face::Sans.at(12.0), theme.faint);
    // What to do is short; where there is no room for both, the words it is about go first.
    let left = (end - remedy.size().x).max(start);
    part(left, end).galley(pos2(left, rect.center().y - remedy.size().y / 2.0), remedy, theme.faint);
    let middle = part(start, left - 14.0);
    let room = left - 14.0 - start;
    Words::cut(&middle, &quote, Face::Serif, 13.5, ink, room).paint(&middle, start, rect);
    if button(ui, desk, row, dismissed, at) {
        Taken::Right
    } else if adds.is_some_and(|(_, clicked)| clicked) {
        Taken::Add
    } else if response.clicked() {
        Taken::Line
    } else {
        Taken::Nothing
    }
}

/// The button that adds what the finding names to the code book: where it begins, and whether it was
/// clicked.
fn add_button(ui: &Ui, desk: &Desk<'_>, finding: &Finding, at: At) -> (f32, bool) {
    let theme = desk.theme;
    let galley = ui.painter().layout_no_wrap("Add to code book".to_owned(), Face::Sans.at(12.0), theme.ink);
    let right = at.rect.right() - BUTTON;
    let place = at.rect.with_max_x(right).with_min_x(right - galley.size().x - 16.0).shrink2(vec2(0.0, 1.5));
    let response = ui.interact(place, Id::unique(("review add", at.row)), Sense::CLICK);
    let name = format!("Add to code book: {}", finding.words(desk.codebook()));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let fill = if response.hovered() { theme.hover } else { theme.well };
    ui.painter().rect(place, 5.0, fill, Stroke::new(1.0, theme.line), StrokeKind::Inside);
    let text = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), place);
    ui.painter().galley(text.min, galley, theme.ink);
    let tip = "For every claim that uses it, in one step (Insert)";
    (place.left(), response.on_hover_text(tip).clicked())
}

/// The tick that says it is right so, or the cross that takes that back.
fn button(ui: &Ui, desk: &Desk<'_>, row: usize, dismissed: bool, at: At) -> bool {
    let theme = desk.theme;
    let place = at.rect.with_min_x(at.rect.right() - BUTTON).shrink2(vec2(4.0, 1.0));
    let response = ui.interact(place, Id::unique(("review right", row)), Sense::CLICK);
    let name = if dismissed { "Warn again" } else { "It is right so" };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(place, 4.0, theme.well);
    }
    if response.hovered() || at.chosen || dismissed {
        let icon = Rect::from_center_size(place.center(), vec2(9.0, 9.0));
        if dismissed {
            cross(ui.painter(), icon.shrink(1.0), theme.faint)
        } else {
            tick(ui.painter(), icon, theme.accent)
        }
    }
    response.on_hover_text(format!("{name} (Delete)")).clicked()
}

/// The words it is about.
fn quote(desk: &Desk<'_>, story: &StoryId, finding: &Finding) -> String {
    let Some(work) = desk.project().story(story) else { return String::new() };
    let claim = finding.claim.and_then(|id| work.claim(desk.session.coder(), id));
    let words = finding.range.and_then(|range| work.text.slice(range));
    let lost = || claim.and_then(|claim| Some(claim.passages.first()?.quote()));
    shown(words.or_else(lost).unwrap_or_default(), 140)
}
