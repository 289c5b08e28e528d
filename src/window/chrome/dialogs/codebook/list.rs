//! A list to choose from and to put in order: by keys, or by dragging.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Color32, CornerRadius, EventFilter, Id, Key, Modifiers, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::claims::Shift;
use crate::window::edge_scroll;
use crate::window::fonts::Face;
use crate::window::theme::{KindInk, Theme};

const ROW: f32 = 26.0;
const INDENT: f32 = 16.0;

/// What a row says.
pub(in super::super) struct Entry {
    pub name: String,
    pub detail: String,
    pub depth: usize,
    /// Out of use.
    pub faint: bool,
    pub badge: Option<(char, KindInk)>,
}

/// What is done with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Act {
    /// It is chosen.
    Pick(usize),
    /// The chosen one is moved.
    Shift(Shift),
    /// One is dropped on another: before it, or under it.
    Drop { from: usize, to: usize, under: bool },
}

/// A list to show; only the rows that are seen are asked for.
pub(in super::super) struct List<'a> {
    pub id: &'static str,
    pub name: &'a str,
    pub count: usize,
    pub chosen: Option<usize>,
    pub rows: usize,
    /// Whether a row can stand under another.
    pub tree: bool,
    pub enabled: bool,
}

impl List<'_> {
    /// How high it is with so many rows in view, in points.
    pub(in super::super) fn height(&self, rows: usize) -> f32 {
        ROW * rows as f32 + 4.0
    }

    pub(in super::super) fn show(
        &self,
        ui: &mut Ui,
        theme: &Theme,
        entry: impl Fn(usize) -> Entry,
    ) -> Option<Act> {
        let id = Id::unique(("code book list", self.id));
        let width = ui.available_width();
        let height = ROW * self.rows.min(self.count.max(1)) as f32;
        let frame = Rect::from_min_size(ui.cursor().min, vec2(width, height + 4.0));
        let group = ui.interact(frame, id, Sense::click());
        group.widget_info(|| WidgetInfo::labeled(egui::Role::List, true, self.name));
        let focused = group.has_focus();
        let mut act = if focused { self.keys(ui, id) } else { None };
        let moved = act.is_some();
        let chosen = match act {
            Some(Act::Pick(at)) => Some(at),
            _ => self.chosen,
        };
        ui.painter().rect_filled(frame, CornerRadius::same(5), theme.well);
        let mut bring = moved;
        let seen = id.with("seen");
        let last: Option<Option<usize>> = ui.data(|data| data.get_temp(seen));
        bring |= last != Some(self.chosen);
        ui.data_mut(|data| data.insert_temp(seen, self.chosen));
        let inner = frame.shrink(2.0);
        ui.scope_builder(egui::UiBuilder::new().max_rect(inner), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = ScrollArea::vertical().id_salt(self.id).max_height(height).auto_shrink([false, false]);
            area.animated(false).show_rows(ui, ROW, self.count, |ui, shown| {
                let top = ui.min_rect().top();
                let place = |row: usize| top + (row as f32 - shown.start as f32) * ROW;
                for row in shown.clone() {
                    let one = entry(row);
                    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
                    if let Some(done) = self.row(ui, theme, id, (row, rect), &one, chosen == Some(row)) {
                        act = Some(done);
                    }
                    if focused && chosen == Some(row) {
                        let at = id.with(row).accesskit_id();
                        ui.ctx().accesskit_node_builder(id, |node| node.set_active_descendant(at));
                    }
                }
                if let Some(dropped) = self.dragged(ui, theme, id, &place) {
                    act = Some(dropped);
                }
                if let Some(row) = chosen.filter(|_| bring) {
                    let left = ui.min_rect().left();
                    let rect = Rect::from_min_max(pos2(left, place(row)), pos2(left + 1.0, place(row + 1)));
                    ui.scroll_to_rect(rect, None);
                }
            });
        });
        let edge = if focused { Stroke::new(1.5, theme.accent) } else { Stroke::new(1.0, theme.line) };
        ui.painter().rect_stroke(frame, CornerRadius::same(5), edge, StrokeKind::Inside);
        if let Some(Act::Pick(_)) = act {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        act.filter(|act| self.enabled || matches!(act, Act::Pick(_)))
    }

    fn keys(&self, ui: &Ui, id: Id) -> Option<Act> {
        let filter =
            EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        for (key, shift) in [
            (Key::ArrowUp, Shift::Up),
            (Key::ArrowDown, Shift::Down),
            (Key::ArrowRight, Shift::In),
            (Key::ArrowLeft, Shift::Out),
        ] {
            if pressed(Modifiers::ALT, key) {
                return Some(Act::Shift(shift));
            }
        }
        let last = self.count.checked_sub(1)?;
        let now = self.chosen;
        let page = self.rows.max(2) - 1;
        for (key, to) in [
            (Key::ArrowDown, now.map_or(0, |at| at + 1)),
            (Key::ArrowUp, now.map_or(last, |at| at.saturating_sub(1))),
            (Key::PageDown, now.map_or(0, |at| at + page)),
            (Key::PageUp, now.map_or(last, |at| at.saturating_sub(page))),
            (Key::Home, 0),
            (Key::End, last),
        ] {
            if pressed(Modifiers::NONE, key) {
                return Some(Act::Pick(to.min(last)));
            }
        }
        None
    }

    fn row(
        &self,
        ui: &Ui,
        theme: &Theme,
        id: Id,
        (row, rect): (usize, Rect),
        entry: &Entry,
        chosen: bool,
    ) -> Option<Act> {
        let response = ui.interact(rect, id.with(row), Sense::CLICK | Sense::DRAG);
        let ground = match (chosen, response.hovered()) {
            (true, _) => theme.selection,
            (false, true) => theme.hover,
            _ => Color32::TRANSPARENT,
        };
        let painter = ui.painter();
        painter.rect_filled(rect, CornerRadius::same(4), ground);
        let mut left = rect.left() + 8.0 + INDENT * entry.depth.min(12) as f32;
        if let Some((letter, ink)) = &entry.badge {
            let badge = Rect::from_center_size(pos2(left + 8.0, rect.center().y), vec2(17.0, 17.0));
            painter.rect_filled(badge, CornerRadius::same(4), ink.strong);
            let at = egui::Align2::CENTER_CENTER;
            painter.text(badge.center(), at, letter, Face::SansStrong.at(11.0), ink.on_strong);
            left += 24.0;
        }
        let ink = if entry.faint { theme.faint } else { theme.ink };
        let line = |words: &str, size, ink, width: f32| {
            let mut job = LayoutJob::simple_singleline(words.to_owned(), Face::Sans.at(size), ink);
            job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
            painter.layout_job(job)
        };
        let detail = line(&entry.detail, 11.5, theme.faint, rect.width() * 0.6);
        let end = rect.right() - 8.0 - detail.size().x;
        painter.galley(pos2(end, rect.center().y - detail.size().y / 2.0), detail, theme.faint);
        let words = line(&entry.name, 13.0, ink, end - 6.0 - left);
        painter.galley(pos2(left, rect.center().y - words.size().y / 2.0), words, ink);
        let label = if entry.detail.is_empty() {
            entry.name.clone()
        } else {
            format!("{}, {}", entry.name, entry.detail)
        };
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &label));
        if response.drag_started() {
            ui.data_mut(|data| data.insert_temp(id.with("dragged"), row));
        }
        response.clicked().then_some(Act::Pick(row))
    }

    /// Shows where a dragged row would go, and tells where it was dropped.
    fn dragged(&self, ui: &Ui, theme: &Theme, id: Id, place: &dyn Fn(usize) -> f32) -> Option<Act> {
        let key = id.with("dragged");
        let from: usize = ui.data(|data| data.get_temp(key))?;
        let pointer = ui.input(|input| input.pointer.interact_pos());
        let released = ui.input(|input| input.pointer.any_released());
        if released {
            ui.data_mut(|data| data.remove::<usize>(key));
        } else {
            edge_scroll::scroll(ui);
        }
        let y = pointer?.y - place(0);
        let to = ((y / ROW).max(0.0) as usize).min(self.count.saturating_sub(1));
        let under = self.tree && y - to as f32 * ROW > ROW * 0.4;
        if to == from || y < -ROW || y > (self.count as f32 + 1.0) * ROW {
            return None;
        }
        let rect =
            Rect::from_min_size(pos2(ui.min_rect().left(), place(to)), vec2(ui.min_rect().width(), ROW));
        if under {
            let stroke = Stroke::new(1.5, theme.accent);
            ui.painter().rect_stroke(rect, CornerRadius::same(4), stroke, StrokeKind::Inside);
        } else {
            let y = if !self.tree && to > from { rect.bottom() } else { rect.top() };
            ui.painter().hline(rect.x_range(), y, Stroke::new(2.0, theme.accent));
        }
        (released && self.enabled).then_some(Act::Drop { from, to, under })
    }
}

/// Does what was asked of a plain list: moves one entry; says where it is then.
pub(super) fn reorder<T>(list: &mut Vec<T>, chosen: Option<usize>, act: Act) -> Option<usize> {
    let (from, to) = match act {
        Act::Shift(Shift::Up) => (chosen?, chosen?.checked_sub(1)?),
        Act::Shift(Shift::Down) => (chosen?, chosen? + 1),
        Act::Drop { from, to, .. } => (from, to),
        Act::Shift(_) | Act::Pick(_) => return None,
    };
    if from >= list.len() || to >= list.len() {
        return None;
    }
    let one = list.remove(from);
    list.insert(to, one);
    Some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_move_and_stop_at_the_ends() {
        let mut list = vec!['a', 'b', 'c'];
        assert_eq!(reorder(&mut list, Some(0), Act::Shift(Shift::Up)), None);
        assert_eq!(reorder(&mut list, Some(2), Act::Shift(Shift::Down)), None);
        assert_eq!(reorder(&mut list, Some(0), Act::Shift(Shift::Down)), Some(1));
        assert_eq!(list, ['b', 'a', 'c']);
        assert_eq!(reorder(&mut list, None, Act::Drop { from: 0, to: 2, under: false }), Some(2));
        assert_eq!(list, ['a', 'c', 'b']);
    }
}
