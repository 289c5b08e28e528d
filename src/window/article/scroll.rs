//! Moving the page: wheel, bar, keys, and places to reveal.

use egui::{CornerRadius, Id, Painter, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::gesture::Gesture;
use super::page::Page;
use super::{Article, Reveal, structure};
use crate::story::BytePos;
use crate::window::desk::Desk;
use crate::window::edge_scroll;
use crate::window::theme::Theme;

/// The width of the scroll bar, in points.
pub(super) const BAR: f32 = 11.0;

impl Article {
    /// The bar at the right edge of `room`.
    pub(super) fn scroll_bar(&mut self, ui: &Ui, page: &mut Page, room: Rect, theme: &Theme) {
        let track = Rect::from_min_max(pos2(room.right() - BAR, room.top()), room.max);
        let seen = f64::from(room.height());
        let length = page.length();
        if length <= seen {
            return;
        }
        let share = (seen / length) as f32;
        let thumb_height = (track.height() * share).max(28.0);
        let way = track.height() - thumb_height;
        let at = (page.scrolled() / (length - seen)).clamp(0.0, 1.0) as f32;
        let thumb = Rect::from_min_size(
            pos2(track.left() + 2.0, track.top() + way * at),
            vec2(BAR - 4.0, thumb_height),
        );
        let response = ui.interact(track, Id::unique("article scroll bar"), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, "Scroll the story"));
        if response.is_pointer_button_down_on()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            let grip = match self.gesture {
                Gesture::Thumb { grip } => grip,
                _ if thumb.y_range().contains(pointer.y) => pointer.y - thumb.top(),
                _ => thumb_height / 2.0,
            };
            self.gesture = Gesture::Thumb { grip };
            let to = ((pointer.y - grip - track.top()) / way.max(1.0)).clamp(0.0, 1.0);
            page.scroll_to(f64::from(to) * (length - seen));
        } else if matches!(self.gesture, Gesture::Thumb { .. }) {
            self.gesture = Gesture::Idle;
        }
        let busy = response.hovered() || matches!(self.gesture, Gesture::Thumb { .. });
        let colour = theme.faint.gamma_multiply(if busy { 0.8 } else { 0.35 });
        ui.painter().rect_filled(thumb, CornerRadius::same(4), colour);
    }

    /// Moves the view by the wheel, to what is to be revealed, and along with a drag beyond it.
    pub(super) fn move_view(
        &mut self,
        ui: &Ui,
        desk: &Desk<'_>,
        page: &mut Page,
        painter: &Painter,
        view: Rect,
        response: &Response,
    ) {
        if let Some(reveal) = self.reveal.take() {
            reveal_in(reveal, page, painter, desk.theme, view);
        }
        if response.contains_pointer() {
            let delta = ui.input(egui::InputState::smooth_scroll_delta);
            page.scroll_by(-f64::from(delta.y));
        }
        let dragging = matches!(self.gesture, Gesture::Selecting { .. } | Gesture::Edge { .. });
        if dragging {
            page.scroll_by(f64::from(edge_scroll::step(ui, view, 0.0)));
        } else if structure::carries_picture(ui, view) {
            page.scroll_by(f64::from(edge_scroll::step(ui, view, edge_scroll::NEAR)));
        }
    }
}

fn reveal_in(reveal: Reveal, page: &mut Page, painter: &Painter, theme: &Theme, view: Rect) {
    match reveal {
        Reveal::Top(BytePos(0)) => page.scroll_to_beginning(),
        Reveal::Top(pos) => page.show_at(pos, 0.0, painter, theme),
        Reveal::Near(range) => {
            let before = page.scrolled();
            let height = f64::from(view.height());
            page.show_at(range.start, height / 3.0, painter, theme);
            // What is well within the view stays where it is.
            let moved = page.scrolled() - before;
            let place = height / 3.0 + moved;
            if place > height * 0.03 && place < height * 0.92 {
                page.scroll_to(before);
            }
        }
    }
}
