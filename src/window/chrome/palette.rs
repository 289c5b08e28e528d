//! The command palette: any command, story or recent project by a few letters of its name.

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, Id, Key, Modal, Modifiers, Response, Sense, TextEdit, Ui, WidgetInfo, vec2,
};

use super::palette_entries::{Choice, Entry, entries};
use super::parts::{shade, word};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::theme::Theme;

const ROW: f32 = 30.0;
const ROWS: usize = 11;
/// How many choices of late are remembered.
const LATE: usize = 8;

/// The palette; closed until [`Palette::open`].
#[derive(Default)]
pub struct Palette {
    open: bool,
    fresh: bool,
    typed: String,
    marked: usize,
    late: Vec<Choice>,
}

impl Palette {
    /// Opens it, with nothing typed.
    pub fn open(&mut self) {
        self.open = true;
        self.fresh = true;
        self.typed.clear();
        self.marked = 0;
    }

    /// Whether it has the keyboard.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Shows it, if it is open.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk, recent: &[PathBuf]) {
        if !self.open {
            return;
        }
        let screen = ui.ctx().content_rect();
        let area = Modal::default_area(Id::unique("palette"))
            .anchor(Align2::CENTER_TOP, vec2(0.0, (screen.height() * 0.1).min(90.0)))
            .accessible_name("Find a command")
            .role(Role::Dialog);
        let shade = shade(desk.theme);
        let modal = Modal::new(Id::unique("palette")).area(area).backdrop_color(shade);
        let shown = modal.show(ui.ctx(), |ui| {
            ui.set_width((screen.width() - 40.0).clamp(200.0, 560.0));
            self.contents(ui, desk, recent)
        });
        if let Some(choice) = shown.inner.clone() {
            self.late.retain(|late| *late != choice);
            self.late.insert(0, choice.clone());
            self.late.truncate(LATE);
            self.open = false;
            // Before the choice itself, which may want the keyboard elsewhere.
            desk.ask(Request::FocusArticle);
            desk.ask(choice.request());
        } else if shown.should_close() {
            self.open = false;
            desk.ask(Request::FocusArticle);
        }
    }

    fn contents(&mut self, ui: &mut Ui, desk: &Desk, recent: &[PathBuf]) -> Option<Choice> {
        let theme = desk.theme;
        let taken = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let enter = taken(Key::Enter);
        let step = if taken(Key::ArrowDown) {
            1
        } else if taken(Key::ArrowUp) {
            -1
        } else if taken(Key::PageDown) {
            ROWS as isize - 1
        } else if taken(Key::PageUp) {
            1 - ROWS as isize
        } else {
            0
        };
        let field = TextEdit::singleline(&mut self.typed)
            .id(Id::unique("palette field"))
            .hint_text("Type a command, a headline or a project")
            .font(Face::Sans.at(15.0))
            .margin(vec2(10.0, 8.0))
            .desired_width(f32::INFINITY);
        let field = ui.add(field).accessible_name("Find a command");
        if std::mem::take(&mut self.fresh) || !field.has_focus() {
            field.request_focus();
        }
        let entries = entries(&self.typed, desk, recent, &self.late);
        if field.changed() {
            self.marked = 0;
        }
        self.marked = self.marked.saturating_add_signed(step).min(entries.len().saturating_sub(1));
        ui.add_space(4.0);
        let mut chosen = None;
        if entries.is_empty() {
            word(ui, "Nothing is called that.", Face::Sans.at(13.0), theme.faint);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        egui::ScrollArea::vertical().max_height(ROW * ROWS as f32).show_rows(
            ui,
            ROW,
            entries.len(),
            |ui, shown| {
                for index in shown.clone() {
                    let marked = index == self.marked;
                    let response = row(ui, theme, &entries[index], marked, index);
                    if marked && step != 0 {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() && entries[index].refused.is_none() {
                        chosen = Some(entries[index].choice.clone());
                    }
                }
                if step != 0 && !shown.contains(&self.marked) {
                    let top = ui.min_rect().top() + (self.marked as f32 - shown.start as f32) * ROW;
                    let rect =
                        egui::Rect::from_min_size(egui::pos2(ui.min_rect().left(), top), vec2(1.0, ROW));
                    ui.scroll_to_rect(rect, None);
                }
            },
        );
        let marked = entries.get(self.marked).filter(|entry| entry.refused.is_none());
        chosen.or_else(|| marked.filter(|_| enter).map(|entry| entry.choice.clone()))
    }
}

fn row(ui: &mut Ui, theme: &Theme, entry: &Entry, marked: bool, index: usize) -> Response {
    let width = ui.available_width();
    let (_, rect) = ui.allocate_space(vec2(width, ROW));
    let response = ui.interact(rect, Id::unique(("palette row", index)), Sense::click());
    let ground = match (marked, response.hovered()) {
        (true, _) => theme.selection,
        (false, true) => theme.hover,
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(4), ground);
    let enabled = entry.refused.is_none();
    let ink = if enabled { theme.ink } else { theme.faint };
    let note = entry.refused.unwrap_or(entry.place);
    let aside = if marked { theme.ink } else { theme.faint };
    let inner = rect.shrink2(vec2(10.0, 0.0));
    let paint = |text: &str, face: egui::FontId, colour, room: egui::Rect, align: Align2| {
        let job = egui::text::LayoutJob {
            wrap: egui::text::TextWrapping::truncate_at_width(room.width().max(0.0)),
            ..egui::text::LayoutJob::simple_singleline(text.to_owned(), face, colour)
        };
        let galley = ui.painter().layout_job(job);
        let at = align.align_size_within_rect(galley.size(), room);
        ui.painter().galley(at.min, galley, colour);
        at
    };
    let key_room = inner.with_min_x(inner.right() - 92.0);
    paint(&entry.key, Face::Sans.at(12.0), aside, key_room, Align2::RIGHT_CENTER);
    let note_room = inner.with_max_x(key_room.left() - 6.0).with_min_x(inner.left() + inner.width() * 0.32);
    let note_at = paint(note, Face::Sans.at(11.5), aside, note_room, Align2::RIGHT_CENTER);
    paint(
        &entry.name,
        Face::Sans.at(13.5),
        ink,
        inner.with_max_x(note_at.left() - 10.0),
        Align2::LEFT_CENTER,
    );
    let label = match entry.refused {
        Some(reason) => format!("{}: {reason}", entry.name),
        None => entry.name.clone(),
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, enabled, marked, &label));
    response
}
