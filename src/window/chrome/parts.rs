//! Small drawn things that the bars and dialogs share.

use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::window::fonts::Face;
use crate::window::theme::{Look, Theme};

/// A word of the interface that cannot be selected.
pub(crate) fn word(ui: &mut Ui, text: impl Into<String>, face: FontId, colour: Color32) -> Response {
    let rich = egui::RichText::new(text).font(face).color(colour);
    ui.add(egui::Label::new(rich).selectable(false))
}

/// A key as it is printed on a keyboard: text in a small frame.
pub(crate) fn key_cap(ui: &mut Ui, theme: &Theme, key: &str) -> Response {
    let galley = ui.painter().layout_no_wrap(key.to_owned(), Face::Sans.at(11.0), theme.faint);
    let size = vec2((galley.size().x + 11.0).max(18.0), 17.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect(
        rect,
        CornerRadius::same(4),
        theme.paper,
        Stroke::new(1.0, theme.line),
        StrokeKind::Inside,
    );
    let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect);
    ui.painter().galley(at.min, galley, theme.faint);
    let label = key.to_owned();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
    response
}

/// What lies over the window while a dialog is open: darker in every look.
pub(crate) fn shade(theme: &Theme) -> Color32 {
    match theme.look {
        Look::Dark => theme.paper.gamma_multiply(0.6),
        Look::Light | Look::Contrast => theme.ink.gamma_multiply(0.14),
    }
}

/// A tick, in a square the size of a letter.
pub(crate) fn tick(painter: &Painter, rect: Rect, colour: Color32) {
    let at = |x: f32, y: f32| pos2(rect.left() + x * rect.width(), rect.top() + y * rect.height());
    let stroke = Stroke::new((rect.height() / 7.0).max(1.2), colour);
    painter.line(vec![at(0.12, 0.55), at(0.4, 0.82), at(0.9, 0.2)], stroke);
}

/// A cross, for closing.
pub(crate) fn cross(painter: &Painter, rect: Rect, colour: Color32) {
    let stroke = Stroke::new(1.3, colour);
    painter.line_segment([rect.left_top(), rect.right_bottom()], stroke);
    painter.line_segment([rect.right_top(), rect.left_bottom()], stroke);
}

/// A folder, in a rectangle a little wider than high.
pub(crate) fn folder(painter: &Painter, rect: Rect, colour: Color32) {
    let stroke = Stroke::new(1.2, colour);
    let body = Rect::from_min_max(pos2(rect.left(), rect.top() + rect.height() * 0.25), rect.max);
    painter.rect_stroke(body, CornerRadius::same(2), stroke, StrokeKind::Inside);
    let flap = rect.left() + rect.width() * 0.45;
    painter.line(
        vec![
            body.left_top(),
            rect.left_top() + vec2(1.0, 0.0),
            pos2(flap, rect.top()),
            pos2(flap + 2.0, body.top()),
        ],
        stroke,
    );
}

/// A sheet of paper.
pub(crate) fn sheet(painter: &Painter, rect: Rect, colour: Color32) {
    let page = Rect::from_center_size(rect.center(), vec2(rect.height() * 0.75, rect.height()));
    painter.rect_stroke(page, CornerRadius::same(1), Stroke::new(1.2, colour), StrokeKind::Inside);
    for part in [0.35, 0.6] {
        let y = page.top() + page.height() * part;
        painter.hline(page.left() + 3.0..=page.right() - 3.0, y, Stroke::new(1.0, colour));
    }
}

/// A button that is only a drawn cross, with a name.
pub(crate) fn close_button(ui: &mut Ui, theme: &Theme, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(4), theme.hover);
    }
    focus_ring(ui, theme, &response);
    cross(ui.painter(), Rect::from_center_size(rect.center(), vec2(7.0, 7.0)), theme.faint);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response
}

/// The line around whatever our own widgets have the keyboard in.
pub(crate) fn focus_ring(ui: &Ui, theme: &Theme, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, theme.accent);
        ui.painter().rect_stroke(
            response.rect.shrink(1.0),
            CornerRadius::same(4),
            stroke,
            StrokeKind::Inside,
        );
    }
}
