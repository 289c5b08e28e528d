//! What is dragged to the edge of something that scrolls scrolls it.

use egui::style::ScrollAnimation;
use egui::{Rect, Ui, vec2};

/// How near to an edge what is carried begins to scroll, in points.
pub(super) const NEAR: f32 = 22.0;

/// How far a view moves in this frame, in points, for a pointer that drags; negative towards the
/// beginning. It does so from `near` points before its edge, the faster the farther beyond.
pub(super) fn step(ui: &Ui, view: Rect, near: f32) -> f32 {
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return 0.0 };
    let (top, bottom) = (view.top() + near, view.bottom() - near);
    let beyond = (pointer.y - top).min(0.0) + (pointer.y - bottom).max(0.0);
    if beyond == 0.0 {
        return 0.0;
    }
    ui.ctx().request_repaint();
    // Points per second, so that the speed does not depend on the frame rate.
    let speed = beyond.signum() * (80.0 + beyond.abs() * 12.0).min(2400.0);
    speed * ui.input(|input| input.stable_dt).min(0.1)
}

/// Scrolls the area that `ui` lies in, while something is carried over it.
pub(super) fn scroll(ui: &Ui) {
    let view = ui.clip_rect();
    let over = ui.input(|input| input.pointer.latest_pos()).is_some_and(|at| view.expand(NEAR).contains(at));
    let by = if over { step(ui, view, NEAR) } else { 0.0 };
    if by != 0.0 {
        ui.scroll_with_delta_animation(vec2(0.0, -by), ScrollAnimation::none());
    }
}
