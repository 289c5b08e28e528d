//! A field for a path, with what is in the folder below it.

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, Id, Key, Modifiers, Rect, Response, Sense, TextEdit, Ui, WidgetInfo, vec2,
};

use super::listing::{Entry, Listing, complete, expand, matching, split};
use super::shell::{focus_once, small};
use crate::window::chrome::parts;
use crate::window::chrome::text::plain;
use crate::window::fonts::Face;
use crate::window::theme::Theme;

const ROW: f32 = 25.0;

/// A typed path and its surroundings.
pub(super) struct PathField {
    pub typed: String,
    pub fresh: bool,
    listing: Listing,
    marked: Option<usize>,
}

/// How the field is shown.
pub(super) struct Manner<'a> {
    pub id: &'static str,
    pub name: &'a str,
    pub folders_only: bool,
    /// Entries that are ticked.
    pub ticked: &'a [PathBuf],
    pub rows: usize,
}

/// A folder's path with a separator at its end, so that typing goes on inside it.
pub(super) fn folder_text(folder: &Path) -> String {
    let mut text = folder.display().to_string();
    if !text.ends_with(std::path::is_separator) {
        text.push(std::path::MAIN_SEPARATOR);
    }
    text
}

impl PathField {
    pub(super) fn new(start: Option<PathBuf>) -> Self {
        let start = start.unwrap_or_else(|| expand("~"));
        Self { typed: folder_text(&start), fresh: true, listing: Listing::default(), marked: None }
    }

    /// The path that is typed.
    pub(super) fn path(&self) -> PathBuf {
        expand(&self.typed)
    }

    /// Goes into a folder.
    pub(super) fn enter(&mut self, folder: &Path) {
        self.typed = folder_text(folder);
        self.marked = None;
        self.fresh = true;
    }

    /// Shows field and list. Gives the entry that was clicked, or that is marked when Enter was
    /// pressed (`entered`).
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        manner: &Manner,
        entered: bool,
    ) -> Option<Entry> {
        let id = Id::unique(manner.id);
        let focused = ui.memory(|memory| memory.has_focus(id));
        let pressed = |key| focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let (tab, down, up) = (pressed(Key::Tab), pressed(Key::ArrowDown), pressed(Key::ArrowUp));
        let (folder, stem) = split(&self.typed);
        let listed = self.listing.of(ui.ctx(), &folder);
        let found = match listed {
            Some(Ok(entries)) => matching(entries, &stem, manner.folders_only),
            _ => Vec::new(),
        };
        let mut completed = None;
        if tab && !stem.is_empty() {
            completed = complete(&found, &stem);
        }
        if !found.is_empty() && (down || up) {
            let last = found.len() - 1;
            self.marked = Some(match self.marked {
                None => 0,
                Some(at) if down => (at + 1).min(last),
                Some(at) => at.saturating_sub(1).min(last),
            });
        }
        let marked = self.marked.filter(|at| *at < found.len());
        let text = TextEdit::singleline(&mut self.typed)
            .id(id)
            .font(Face::Sans.at(13.5))
            .margin(vec2(8.0, 6.0))
            .event_filter(egui::EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: false,
            })
            .desired_width(f32::INFINITY);
        let field = ui.add(text).accessible_name(manner.name);
        if field.changed() {
            self.marked = None;
        }
        if self.fresh {
            cursor_to_end(ui, id, self.typed.chars().count());
        }
        focus_once(&mut self.fresh, &field);
        if let Some(name) = completed {
            self.typed.truncate(self.typed.len() - stem.len());
            self.typed.push_str(&name);
            self.fresh = true;
            ui.ctx().request_repaint();
        } else if tab {
            // Nothing to complete: Tab does what it does everywhere.
            field.surrender_focus();
            ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next));
        }
        ui.add_space(6.0);
        let clicked = list(ui, theme, manner, &found, marked, down || up);
        match listed {
            Some(Err(reason)) => small(ui, plain(reason), theme.alarm),
            None => small(ui, "Reading\u{2026}", theme.faint),
            Some(Ok(_)) if found.is_empty() => small(ui, "Nothing here is called that.", theme.faint),
            Some(Ok(_)) => {}
        }
        let taken = clicked.or(marked.filter(|_| entered));
        taken.and_then(|at| found.get(at)).map(|entry| (*entry).clone())
    }
}

fn cursor_to_end(ui: &Ui, id: Id, chars: usize) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let end = egui::text::CCursor::new(chars);
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
    TextEdit::store_state(ui.ctx(), id, state);
}

fn list(
    ui: &mut Ui,
    theme: &Theme,
    manner: &Manner,
    found: &[&Entry],
    marked: Option<usize>,
    moved: bool,
) -> Option<usize> {
    let mut clicked = None;
    let height = ROW * manner.rows as f32;
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = egui::ScrollArea::vertical().id_salt((manner.id, "list")).auto_shrink([false, false]);
    area.max_height(height).min_scrolled_height(height).show_rows(ui, ROW, found.len(), |ui, shown| {
        let top = ui.cursor().top();
        for index in shown.clone() {
            let entry = found[index];
            let ticked = manner.ticked.contains(&entry.path);
            if row(ui, theme, entry, marked == Some(index), ticked).clicked() {
                clicked = Some(index);
            }
        }
        if let Some(at) = marked.filter(|_| moved) {
            let top = top + (at as f32 - shown.start as f32) * ROW;
            ui.scroll_to_rect(
                Rect::from_min_size(egui::pos2(ui.min_rect().left(), top), vec2(1.0, ROW)),
                None,
            );
        }
    });
    ui.spacing_mut().item_spacing.y = 6.0;
    clicked
}

fn row(ui: &mut Ui, theme: &Theme, entry: &Entry, marked: bool, ticked: bool) -> Response {
    let width = ui.available_width();
    let (_, rect) = ui.allocate_space(vec2(width, ROW));
    let response = ui.interact(rect, Id::unique(("path row", &entry.path)), Sense::click());
    let ground = match (marked || ticked, response.hovered() || response.has_focus()) {
        (true, _) => theme.selection,
        (false, true) => theme.hover,
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(4), ground);
    let icon = Rect::from_center_size(rect.left_center() + vec2(15.0, 0.0), vec2(14.0, 11.0));
    let painter = ui.painter();
    match (ticked, entry.folder) {
        (true, _) => parts::tick(painter, icon, theme.accent),
        (false, true) => parts::folder(painter, icon, if entry.project { theme.accent } else { theme.faint }),
        (false, false) => parts::sheet(painter, icon.expand2(vec2(0.0, 1.5)), theme.faint),
    }
    let name = plain(&entry.name).into_owned();
    let face = if entry.project { Face::SansMedium } else { Face::Sans };
    let mut left = rect.left() + 30.0;
    let at = painter.with_clip_rect(rect).text(
        egui::pos2(left, rect.center().y),
        Align2::LEFT_CENTER,
        &name,
        face.at(13.0),
        theme.ink,
    );
    left = at.right() + 10.0;
    if entry.project {
        let at = egui::pos2(left, rect.center().y);
        painter.with_clip_rect(rect).text(
            at,
            Align2::LEFT_CENTER,
            "project",
            Face::Sans.at(11.5),
            theme.accent,
        );
    }
    let label = match (entry.project, entry.folder) {
        (true, _) => format!("{name}, project"),
        (false, true) => format!("{name}, folder"),
        _ => name,
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, ticked || marked, &label));
    response
}
