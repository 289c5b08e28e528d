//! A picture that is dropped on the story: on a caption it gets it, elsewhere it gets the place.

use std::sync::Arc;

use egui::{CornerRadius, CursorIcon, DragAndDrop, Rect, Stroke, StrokeKind, Ui, vec2};

use super::super::Frame;
use super::super::page::Page;
use super::super::pieces::Content;
use super::ties::{self, DraggedPicture};
use crate::project::structure::{self, Under};
use crate::story::Role;
use crate::window::desk::Desk;

/// Whether the pointer carries a picture over this part of the window.
pub(in crate::window) fn carries_picture(ui: &Ui, over: Rect) -> bool {
    DragAndDrop::has_payload_of_type::<DraggedPicture>(ui.ctx())
        && ui.input(|input| input.pointer.latest_pos()).is_some_and(|at| over.contains(at))
}

/// Shows what would become of a picture the pointer carries over the page, and does it when it is let go.
pub(in crate::window::article) fn drop_picture(ui: &Ui, desk: &mut Desk<'_>, page: &Page, frame: &Frame<'_>) {
    let carried = carries_picture(ui, frame.view);
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()).filter(|_| carried) else { return };
    let texts = frame.placed.iter().filter_map(|placed| match page.pieces()[placed.index].content {
        Content::Text { block, role, .. } => Some((placed, block, role)),
        _ => None,
    });
    let distance = |rect: Rect| (pointer.y - pointer.y.clamp(rect.top(), rect.bottom())).abs();
    let Some((placed, block, role)) =
        texts.min_by(|a, b| distance(a.0.rect()).total_cmp(&distance(b.0.rect())))
    else {
        return;
    };
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    let (rect, stroke) = (placed.rect(), Stroke::new(2.0, desk.theme.accent));
    let takes_caption = matches!(role, Role::Caption);
    if takes_caption {
        let around = rect.with_max_x(rect.right().max(rect.left() + 120.0)).expand2(vec2(7.0, 4.0));
        frame.painter.rect_stroke(around, CornerRadius::same(4), stroke, StrokeKind::Inside);
    } else {
        frame.painter.hline(frame.left..=frame.left + page.width(), rect.top() - 4.0, stroke);
    }
    let dropped: Option<Arc<DraggedPicture>> =
        ui.input(|input| input.pointer.any_released()).then(|| DragAndDrop::take_payload(ui.ctx())).flatten();
    let Some(DraggedPicture(picture)) = dropped.as_deref() else { return };
    if takes_caption {
        ties::caption(desk, block, &Under::Picture(picture.clone()));
    } else if let Some(start) =
        desk.story().and_then(|(_, work)| Some(work.story.blocks.get(block)?.range.start))
    {
        desk.change_story("move picture", |work| structure::place(work, picture, start));
    }
}
