//! One row of the list: a day, a step, or the beginning.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, Color32, CornerRadius, FontId, Id, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::lines::Line;
use super::when;
use crate::project::Standing;
use crate::window::fonts::Face;
use crate::window::theme::Theme;

/// The height of a row, in points.
pub(super) const ROW: f32 = 29.0;
/// Where a row's columns begin.
const TIME: f32 = 24.0;
const WHAT: f32 = 70.0;
const PLACE: f32 = 262.0;

/// What is said of a step that is set aside.
const ASIDE: &str =
    "It was undone, and then something else was done. You can still go back to it: nothing is lost.";

/// The name of a day.
pub(super) fn day(ui: &mut Ui, theme: &Theme, name: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let room = rect.with_min_x(rect.left() + 8.0).with_min_y(rect.top() + 6.0);
    text(ui, name, Face::SansStrong.at(11.5), theme.faint, room, Align2::LEFT_CENTER);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, name));
}

/// The row of a step. `said` is what a screen reader says of it.
pub(super) fn step(ui: &mut Ui, theme: &Theme, line: &Line, chosen: bool, said: &str) -> Response {
    let (rect, response) = ground(ui, theme, Id::unique(("history step", line.step)), chosen);
    let in_force = line.standing == Standing::Done;
    // On the ground of what is chosen, faint letters would be too faint.
    let ink = if in_force || chosen { theme.ink } else { theme.faint };
    let aside = if chosen { theme.ink } else { theme.faint };
    let spot = pos2(rect.left() + 13.0, rect.center().y);
    match line.standing {
        Standing::Done if line.current => {
            ui.painter().circle_filled(spot, 4.0, theme.accent);
        }
        Standing::Done => {
            ui.painter().circle_filled(spot, 2.2, theme.line);
        }
        Standing::Undone => {
            ui.painter().circle_stroke(spot, 3.0, Stroke::new(1.0, aside));
        }
        Standing::Aside => branch(ui, spot, aside),
    }
    let inner = rect.with_max_x(rect.right() - 10.0);
    let column = |from: f32, to: f32| inner.with_min_x(rect.left() + from).with_max_x(to);
    let clock = when::clock(line.at);
    text(ui, &clock, Face::Sans.at(12.0), aside, column(TIME, rect.left() + WHAT), Align2::LEFT_CENTER);
    let mut right = inner.right();
    for (mark, colour) in [
        (line.mark(), aside),
        (line.restored.then_some("restored"), theme.accent),
        (line.current.then_some("you are here"), theme.accent),
    ] {
        let Some(mark) = mark else { continue };
        // The accent does not stand out from the ground of what is chosen in every look.
        let colour = if chosen { theme.ink } else { colour };
        let room = column(PLACE, right);
        right = text(ui, mark, Face::SansMedium.at(11.5), colour, room, Align2::RIGHT_CENTER).left() - 12.0;
    }
    let what = column(WHAT, rect.left() + PLACE - 10.0);
    text(ui, &line.what, Face::SansMedium.at(13.0), ink, what, Align2::LEFT_CENTER);
    let mut place = column(PLACE, right);
    if !line.quote.is_empty() {
        let quote = format!("\u{201c}{}\u{201d}", line.quote);
        // The quote gets what the headline leaves, but never less than half.
        let half = place.with_max_x(place.left() + place.width() * 0.5 - 5.0);
        let said = text(ui, &line.place, Face::Sans.at(12.5), ink, half, Align2::LEFT_CENTER);
        place = place.with_min_x(said.right() + 10.0);
        text(ui, &quote, Face::Serif.at(13.0), aside, place, Align2::LEFT_CENTER);
    } else {
        text(ui, &line.place, Face::Sans.at(12.5), ink, place, Align2::LEFT_CENTER);
    }
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), chosen, said));
    if line.standing == Standing::Aside { response.on_hover_text(ASIDE) } else { response }
}

/// The row for going back to before every step.
pub(super) fn beginning(ui: &mut Ui, theme: &Theme, chosen: bool) -> Response {
    let (rect, response) = ground(ui, theme, Id::unique("history beginning"), chosen);
    let room = rect.with_min_x(rect.left() + TIME);
    let name = "Before everything: as it was before the first of these steps";
    let ink = if chosen { theme.ink } else { theme.faint };
    text(ui, name, Face::SansMedium.at(13.0), ink, room, Align2::LEFT_CENTER);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), chosen, name));
    response
}

/// A row's place, with what shows that it is chosen or pointed at. The keyboard stays in the filter.
fn ground(ui: &mut Ui, theme: &Theme, id: Id, chosen: bool) -> (Rect, Response) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, id, Sense::CLICK);
    let fill = match (chosen, response.hovered()) {
        (true, _) => theme.selection,
        (false, true) => theme.hover,
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
    (rect, response)
}

/// A twig that leads off: a way that was left.
fn branch(ui: &Ui, spot: egui::Pos2, colour: Color32) {
    let stroke = Stroke::new(1.2, colour);
    let painter = ui.painter();
    painter.line_segment([spot + vec2(-4.0, 5.0), spot + vec2(-4.0, -5.0)], stroke);
    painter.line_segment([spot + vec2(-4.0, 2.0), spot + vec2(3.0, -3.0)], stroke);
    painter.circle_filled(spot + vec2(3.5, -3.5), 1.8, colour);
}

/// Text in one line, cut off where its room ends; says where it stands.
fn text(ui: &Ui, words: &str, face: FontId, colour: Color32, room: Rect, align: Align2) -> Rect {
    let job = LayoutJob {
        wrap: TextWrapping::truncate_at_width(room.width().max(0.0)),
        ..LayoutJob::simple_singleline(words.to_owned(), face, colour)
    };
    let galley = ui.painter().layout_job(job);
    let at = align.align_size_within_rect(galley.size(), room);
    ui.painter().galley(at.min, galley, colour);
    at
}
