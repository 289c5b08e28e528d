//! One finding on one line, with the button that says it is right so.

use egui::{Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

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

/// One finding; says as well whether its button was clicked.
pub(super) fn finding_row(
    ui: &Ui,
    desk: &Desk<'_>,
    story: &StoryId,
    finding: &Finding,
    dismissed: bool,
    at: At,
) -> (Response, bool) {
    let (theme, At { rect, row, .. }) = (desk.theme, at);
    let response = ui.interact(rect, Id::unique(("review row", row)), Sense::CLICK);
    let problem = shown(&finding.words(desk.codebook()), 60);
    let quote = quote(desk, story, finding);
    let remedy = if dismissed { "It is right so." } else { finding.sort().remedy() };
    let label = if quote.is_empty() {
        format!("{problem}. {remedy}")
    } else {
        format!("{problem}: {quote}. {remedy}")
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, at.chosen, &label));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    row_ground(ui, theme, at, response.contains_pointer());
    let ink = if dismissed { theme.faint } else { theme.ink };
    let end = rect.right() - BUTTON;
    let start = rect.left() + 22.0 + PROBLEM.min(rect.width() * 0.34);
    let part = |from: f32, to: f32| {
        painter.with_clip_rect(rect.with_min_x(from).with_max_x(to.max(from)).intersect(ui.clip_rect()))
    };
    let first = part(rect.left(), start - 10.0);
    Words::new(&first, &problem, Face::SansMedium, 12.5, ink).paint(&first, rect.left() + 22.0, rect);
    let remedy = painter.layout_no_wrap(remedy.to_owned(), Face::Sans.at(12.0), theme.faint);
    // What to do is short; where there is no room for both, the words it is about go first.
    let left = (end - remedy.size().x).max(start);
    part(left, end).galley(pos2(left, rect.center().y - remedy.size().y / 2.0), remedy, theme.faint);
    let middle = part(start, left - 14.0);
    Words::new(&middle, &quote, Face::Serif, 13.5, ink).paint(&middle, start, rect);
    (response, button(ui, desk, row, dismissed, at))
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
