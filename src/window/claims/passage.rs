//! The field that holds a passage of the story, such as the cue of a quote.

use egui::{CornerRadius, Role, Sense, Stroke, StrokeKind, WidgetInfo, vec2};

use super::card;
use super::form::Form;
use super::keys::{self, ALL_KEYS, Step};
use super::line::small_button;
use super::row::Row;
use super::shown::shown;
use crate::claims::{Passage, Value};
use crate::story::TextRange;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

impl Form {
    /// Shows the passage's words, or offers those that attribute the claim's own passage.
    pub(super) fn passage(&mut self, ui: &mut egui::Ui, desk: &mut Desk, row: &Row) -> Step {
        let held = match row.claim.fields.get(&row.field.id) {
            Some(Value::Passage(passage)) => Some(passage),
            _ => None,
        };
        let offer = if held.is_none() && !row.locked {
            row.attribution(desk).map(|(_, found)| found.cue)
        } else {
            None
        };
        let work = desk.story().map(|(_, work)| work);
        let moved = held.is_some_and(|passage| work.is_some_and(|work| !passage.stands_in(&work.text)));
        let offered = offer.and_then(|range| work?.text.slice(range)).map(|words| shown(words, 80));
        let (words, aside) = match (held, &offered) {
            (Some(passage), _) if moved => (shown(passage.quote(), 80), "not at its place"),
            (Some(passage), _) => (shown(passage.quote(), 80), "from text"),
            (None, Some(words)) => (words.clone(), if row.focused { "Enter takes it" } else { "offered" }),
            (None, None) => (String::new(), if row.focused { "select it, then press Space" } else { "" }),
        };
        let response = face(ui, desk, row, &words, aside, held.is_some(), moved);
        if response.clicked() {
            match (held, offer) {
                (Some(passage), _) => desk.ask(Request::Reveal(passage.range)),
                (None, Some(range)) => take(desk, row, range),
                (None, None) => response.request_focus(),
            }
        }
        let selected = desk.view.selection.map(crate::window::view::Selection::range);
        // Right after a tag the claim's own words are still selected; they are no cue.
        let own = |range: &TextRange| row.claim.passages.iter().any(|passage| passage.range == *range);
        let selected = selected.filter(|range| !range.is_empty() && !row.locked && !own(range));
        if let Some(range) = selected
            && held.is_none_or(|passage| passage.range != range)
        {
            let button = ui.add(small_button("Take selection"));
            let name = format!("{}: take selection", row.field.name);
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(name.as_str()));
            if button.clicked() {
                take(desk, row, range);
            }
        }
        if !row.focused || row.locked {
            return row.keys.into();
        }
        if keys::erased(ui) {
            row.set(desk, None);
            return Step::Stay;
        }
        if let Some(range) = selected.filter(|_| keys::typed_space(ui)) {
            take(desk, row, range);
            return Step::Next;
        }
        if row.keys.enter
            && let Some(range) = offer
        {
            take(desk, row, range);
        }
        row.keys.into()
    }
}

fn take(desk: &mut Desk, row: &Row, range: TextRange) {
    let passage = desk.story().and_then(|(_, work)| Passage::of(&work.text, range));
    if let Some(passage) = passage {
        row.set(desk, Some(Value::Passage(Box::new(passage))));
    }
}

/// A box in the shape of a field that takes the keyboard but no text.
fn face(
    ui: &mut egui::Ui,
    desk: &Desk,
    row: &Row,
    words: &str,
    aside: &str,
    held: bool,
    moved: bool,
) -> egui::Response {
    let theme = desk.theme;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 24.0));
    let sense = if row.locked { Sense::hover() } else { Sense::click() };
    let response = ui.interact(rect, row.id, sense);
    if row.focused {
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, ALL_KEYS));
    }
    let spoken = if held {
        words.to_owned()
    } else if words.is_empty() {
        "not coded".to_owned()
    } else {
        format!("not coded, offered: {words}")
    };
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, !row.locked, format!("{}: {spoken}", row.field.name))
    });
    let painter = ui.painter();
    let stroke = if row.focused { Stroke::new(1.5, theme.accent) } else { Stroke::new(1.0, theme.line) };
    let fill = if response.hovered() && !row.locked { theme.hover } else { theme.well };
    painter.rect_filled(rect, CornerRadius::same(5), fill);
    painter.rect_stroke(rect, CornerRadius::same(5), stroke, StrokeKind::Inside);
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let ink = if held && !row.locked { theme.ink } else { theme.faint };
    let right = card::elided(
        painter,
        aside,
        Face::Sans.at(11.5),
        if moved { theme.alarm } else { theme.faint },
        inner.width(),
        1,
    );
    let room = inner.width() - right.size().x - if aside.is_empty() { 0.0 } else { 8.0 };
    let left = card::elided(painter, words, Face::Sans.at(13.0), ink, room.max(40.0), 1);
    let left_end = inner.left() + left.size().x + if words.is_empty() { 0.0 } else { 8.0 };
    painter.galley(egui::pos2(inner.left(), rect.center().y - left.size().y / 2.0), left, ink);
    painter.galley(egui::pos2(left_end, rect.center().y - right.size().y / 2.0), right, theme.faint);
    response
}
