//! A text field of the form.

use egui::text_edit::TextEditState;
use egui::text_selection::CCursorRange;
use egui::{Color32, Id, Margin, Rect, RichText, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo, vec2};

use super::card;
use super::keys::ALL_KEYS;
use crate::window::fonts::Face;
use crate::window::theme::Theme;

/// Longer texts are shown but not edited in a field: laying one out would cost frames.
pub const EDITABLE: usize = 20_000;

/// A text field to show.
#[derive(Debug)]
pub struct Line<'a> {
    /// The widget's id.
    pub id: Id,
    /// Its name for screen readers.
    pub name: &'a str,
    /// Shown while it is empty.
    pub hint: &'a str,
    /// Whether it can be changed.
    pub enabled: bool,
    /// Whether it grows with its text.
    pub multiline: bool,
}

/// What became of it.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// Where it stands.
    pub rect: Rect,
    /// Whether its text was changed.
    pub changed: bool,
    /// Where its text ends.
    pub text_end: f32,
}

impl Line<'_> {
    /// Shows the field.
    pub fn show(&self, ui: &mut Ui, theme: &Theme, text: &mut String) -> Shown {
        let edit = if self.multiline { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
        let edit = edit
            .id(self.id)
            .desired_width(f32::INFINITY)
            .desired_rows(1)
            .font(Face::Sans.at(13.0))
            .margin(Margin::symmetric(8, 4))
            .hint_text(RichText::new(self.hint).color(theme.faint))
            .interactive(self.enabled)
            .text_color(if self.enabled { theme.ink } else { theme.faint })
            .event_filter(ALL_KEYS);
        let edit = if self.multiline { edit } else { edit.return_key(None) };
        let output = edit.show(ui);
        let response = &output.response.response;
        ui.ctx().accesskit_node_builder(self.id, |node| node.set_label(self.name));
        Shown {
            rect: response.rect,
            changed: response.changed(),
            text_end: output.galley_pos.x + output.galley.size().x,
        }
    }
}

/// Writes something faint behind a field's text, if there is room.
pub fn aside(ui: &Ui, theme: &Theme, shown: Shown, words: &str) {
    let room = shown.rect.right() - shown.text_end - 16.0;
    if room < 30.0 || words.is_empty() {
        return;
    }
    let galley = card::elided(ui.painter(), words, Face::Sans.at(11.5), theme.faint, room, 1);
    let at = egui::pos2(shown.text_end + 8.0, shown.rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, theme.faint);
}

/// Selects all of a field's text, so that typing replaces it.
pub fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::select_all_str(text)));
    state.store(ui.ctx(), id);
}

/// Shows words that cannot be edited here in the shape of a field. It takes the keyboard as a field
/// does, or the next keys would be commands.
pub fn fixed(ui: &mut Ui, theme: &Theme, id: Id, name: &str, words: &str) -> egui::Response {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 24.0));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}: {words}")));
    if response.clicked() {
        response.request_focus();
    }
    let focused = response.has_focus();
    if focused {
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, ALL_KEYS));
    }
    let painter = ui.painter();
    let round = egui::CornerRadius::same(5);
    let stroke = if focused { Stroke::new(1.5, theme.accent) } else { Stroke::new(1.0, theme.line) };
    painter.rect_filled(rect, round, theme.well);
    painter.rect_stroke(rect, round, stroke, egui::StrokeKind::Inside);
    let galley = card::elided(painter, words, Face::Sans.at(13.0), theme.faint, rect.width() - 16.0, 1);
    painter.galley(
        egui::pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0),
        galley,
        theme.faint,
    );
    response
}

/// A small button for a thing done now and then.
pub fn small_button(words: &str) -> egui::Button<'_> {
    egui::Button::new(RichText::new(words).font(Face::Sans.at(11.5))).small().min_size(vec2(0.0, 19.0))
}
/// The width of such a button, in points.
pub fn small_width(ui: &Ui, words: &str) -> f32 {
    let font = Face::Sans.at(11.5);
    let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(words.to_owned(), font, Color32::PLACEHOLDER));
    galley.size().x + 2.0 * ui.spacing().button_padding.x
}
