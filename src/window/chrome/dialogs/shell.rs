//! What all dialogs have: a ground, a title, a row of buttons, and the way out.

use egui::accesskit::Role;
use egui::{
    Align, Align2, Context, CornerRadius, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Stroke, Ui, vec2,
};

use super::Answer;
use crate::window::chrome::parts::{close_button, shade, word};
use crate::window::desk::Request;
use crate::window::fonts::Face;
use crate::window::theme::Theme;

/// How a dialog goes on after a frame.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// It stays open.
    Stay,
    /// It closes and nothing happens.
    Close,
    /// It closes and asks for this.
    Ask(Request),
    /// It closes with this.
    Answer(Answer),
}

/// The least distance of a dialog from the edge of the window, in points.
const EDGE: f32 = 8.0;

/// A dialog's ground.
pub(super) struct Shell<'a> {
    pub theme: &'a Theme,
    pub id: &'static str,
    pub title: &'a str,
    pub width: f32,
}

impl Shell<'_> {
    /// Shows `contents`; Esc, the cross and a click beside the dialog close it.
    pub(super) fn show(self, ctx: &Context, contents: impl FnOnce(&mut Ui) -> Step) -> Step {
        self.show_with(ctx, |ui| (contents(ui), ())).0
    }

    /// The same, with something more that the contents give.
    pub(super) fn show_with<R>(
        self,
        ctx: &Context,
        contents: impl FnOnce(&mut Ui) -> (Step, R),
    ) -> (Step, R) {
        let (theme, id) = (self.theme, Id::unique(self.id));
        let screen = ctx.content_rect();
        // A little above the middle, but never at the window's edge.
        let height = ctx.memory(|memory| memory.area_rect(id)).map_or(0.0, |rect| rect.height());
        let spare = ((screen.height() - height) / 2.0 - EDGE).max(0.0);
        let area = Modal::default_area(id)
            .anchor(Align2::CENTER_CENTER, vec2(0.0, -spare.min(screen.height() * 0.04)))
            .accessible_name(self.title)
            .role(Role::Dialog);
        let frame = Frame::new()
            .fill(theme.paper)
            .stroke(Stroke::new(1.0, theme.line))
            .corner_radius(CornerRadius::same(9))
            .shadow(ctx.global_style().visuals.popup_shadow)
            .inner_margin(Margin::same(18));
        let modal = Modal::new(id).area(area).frame(frame).backdrop_color(shade(theme));
        let shown = modal.show(ctx, |ui| {
            ui.set_width(self.width.min(screen.width() - 60.0));
            let closed = ui.horizontal(|ui| {
                word(ui, self.title, Face::SansStrong.at(16.0), theme.ink);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    close_button(ui, theme, "Close").clicked()
                })
                .inner
            });
            ui.add_space(8.0);
            let (step, more) = contents(ui);
            (if closed.inner { Step::Close } else { step }, more)
        });
        let close = shown.should_close();
        match shown.inner {
            (Step::Stay, more) if close => (Step::Close, more),
            inner => inner,
        }
    }
}

/// The row at the foot: the first button is what Enter does. Gives the index of the one taken.
pub(super) fn buttons(ui: &mut Ui, theme: &Theme, names: &[&str], first_enabled: bool) -> Option<usize> {
    ui.add_space(12.0);
    let mut taken = None;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        for (index, name) in names.iter().enumerate() {
            let enabled = index > 0 || first_enabled;
            let (fill, ink) =
                if index == 0 && enabled { (theme.accent, theme.on_accent) } else { (theme.well, theme.ink) };
            let text = egui::RichText::new(*name).font(Face::SansMedium.at(13.0)).color(ink);
            let button = egui::Button::new(text).fill(fill).min_size(vec2(76.0, 28.0));
            if ui.add_enabled(enabled, button).clicked() {
                taken = Some(index);
            }
        }
    });
    taken
}

/// Whether Enter was pressed; nothing else in the dialog will see it. Ask before fields are shown,
/// and not while a button has the keyboard, which Enter would press.
pub(super) fn enter(ui: &Ui) -> bool {
    let elsewhere = ui.memory(|memory| memory.focused().is_some()) && !ui.ctx().text_edit_focused();
    !elsewhere && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}

/// Gives a field the keyboard when the dialog opens.
pub(super) fn focus_once(fresh: &mut bool, field: &egui::Response) {
    if std::mem::take(fresh) {
        field.request_focus();
    }
}

/// Contents of a fixed height, so that a dialog does not jump while they come.
pub(super) fn steady<R>(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let room = vec2(ui.available_width(), height);
    let shown = ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(room);
        contents(ui)
    });
    shown.inner
}

/// What is said in the middle of such contents where there is nothing (yet): a name, and a sentence.
pub(super) fn instead(ui: &mut Ui, theme: &Theme, name: &str, about: &str) {
    ui.add_space((ui.available_height() / 2.0 - 40.0).max(8.0));
    ui.vertical_centered(|ui| {
        word(ui, name, Face::SansMedium.at(13.5), theme.ink);
        ui.set_max_width(440.0);
        small(ui, about, theme.faint);
    });
}

/// A sentence in small letters.
pub(super) fn small(ui: &mut Ui, text: impl Into<String>, colour: egui::Color32) {
    let text = egui::RichText::new(text).font(Face::Sans.at(12.0)).color(colour);
    ui.add(egui::Label::new(text).selectable(false).wrap());
}
