//! The little bar at the selection: the kinds, and how to widen.

use egui::{
    Area, Color32, CornerRadius, Frame, Id, Margin, Order, Pos2, Rect, Response, Role, Sense, Stroke, Ui,
    WidgetInfo, vec2,
};

use super::gesture::Gesture;
use super::{Article, Frame as PageFrame};
use crate::window::claims::shown;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::view::Selection;

impl Article {
    /// Shows the bar below the end of what is selected.
    pub(super) fn selection_bar(&self, ui: &Ui, desk: &mut Desk<'_>, frame: &PageFrame<'_>) {
        let Some(range) = desk.view.selection.map(Selection::range).filter(|range| !range.is_empty()) else {
            return;
        };
        // On a hit of the search it would cover what is looked for.
        if !matches!(self.gesture, Gesture::Idle) || self.find.current() == Some(range) {
            return;
        }
        let mut rows = frame.placed.iter().filter_map(|placed| placed.rects(range).last().copied());
        let Some(last) = rows.next_back().filter(|row| frame.view.intersects(*row)) else { return };
        show(ui, desk, last.right_bottom() + vec2(-60.0, 7.0), frame.view.shrink(8.0));
    }
}

/// How tall the bar is, in points.
pub const HEIGHT: f32 = 34.0;

/// Shows the bar with its left upper corner at `place`, or as near to that as it stays inside.
pub fn show(ui: &Ui, desk: &mut Desk<'_>, place: Pos2, inside: Rect) {
    Area::new(Id::unique("selection bar")).order(Order::Middle).fixed_pos(place).constrain_to(inside).show(
        ui.ctx(),
        |ui| {
            let shade =
                egui::Shadow { offset: [0, 3], blur: 10, spread: 0, color: Color32::from_black_alpha(60) };
            Frame::new()
                .fill(desk.theme.bar)
                .corner_radius(CornerRadius::same(7))
                .inner_margin(Margin::symmetric(6, 5))
                .shadow(shade)
                .show(ui, |ui| buttons(ui, desk, inside.width()));
        },
    );
}

/// How many kinds the bar names at most.
const NAMED: usize = 6;
/// The room that is kept for what follows the kinds.
const KEPT: f32 = 270.0;

fn buttons(ui: &mut Ui, desk: &mut Desk<'_>, width: f32) {
    let named = named(ui, desk, width - KEPT);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (tag, kind) in Command::tags(desk.codebook()).take(named) {
            let ink = desk.theme.kind_ink(kind.colour);
            let key = desk.keys.key_text(tag);
            if button(ui, &shown(&kind.name, 30), &key, Some((ink.strong, ink.on_strong)), desk)
                .on_hover_text(shown(&kind.definition, 240))
                .clicked()
            {
                desk.ask(Request::Tag(Some(kind.id.clone())));
            }
        }
        let more = Command::tags(desk.codebook()).count() > named;
        let others =
            [(Command::TagAs, "More\u{2026}"), (Command::Highlight, "Highlight"), (Command::Widen, "Widen")];
        for (command, name) in others.into_iter().filter(|(command, _)| more || *command != Command::TagAs) {
            let key = desk.keys.key_text(command);
            let hint = command.hint(desk.codebook());
            if button(ui, name, &key, None, desk).on_hover_text(hint).clicked() {
                desk.ask(Request::Run(command));
            }
        }
    });
}

/// How many kinds fit into this width.
fn named(ui: &Ui, desk: &Desk<'_>, width: f32) -> usize {
    let mut left = width;
    let wide = |(tag, kind): (Command, &crate::claims::Kind)| {
        let words = format!("{}  {}", shown(&kind.name, 30), desk.keys.key_text(tag));
        ui.painter().layout_no_wrap(words, Face::Sans.at(13.0), Color32::WHITE).size().x + 22.0
    };
    let widths = Command::tags(desk.codebook()).take(NAMED).map(wide);
    widths
        .take_while(|wide| {
            left -= wide;
            left >= 0.0
        })
        .count()
}

/// A button of the bar: its name, its key fainter.
fn button(ui: &mut Ui, name: &str, key: &str, fill: Option<(Color32, Color32)>, desk: &Desk<'_>) -> Response {
    let ink = fill.map_or(desk.theme.on_bar, |(_, ink)| ink);
    let name_galley = ui.painter().layout_no_wrap(name.to_owned(), Face::Sans.at(13.0), ink);
    let key_galley =
        ui.painter().layout_no_wrap(key.to_owned(), Face::Sans.at(12.0), ink.gamma_multiply(0.75));
    let gap = if key.is_empty() { 0.0 } else { 6.0 };
    let size = vec2(name_galley.size().x + gap + key_galley.size().x + 16.0, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if let Some((fill, _)) = fill {
        ui.painter().rect_filled(rect, CornerRadius::same(5), fill);
    }
    if response.hovered() || response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(5),
            Stroke::new(1.5, ink),
            egui::StrokeKind::Inside,
        );
    }
    let top = |height: f32| rect.center().y - height / 2.0;
    let name_at = egui::pos2(rect.left() + 8.0, top(name_galley.size().y));
    let key_at = egui::pos2(name_at.x + name_galley.size().x + gap, top(key_galley.size().y));
    ui.painter().galley(name_at, name_galley, ink);
    ui.painter().galley(key_at, key_galley, ink);
    response
}
