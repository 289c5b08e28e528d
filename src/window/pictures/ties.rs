//! A picture of the strip is taken up, and let go on another's caption or on the story.

use egui::{CornerRadius, CursorIcon, Id, LayerId, Order, Response, Stroke, StrokeKind, Ui, vec2};

use crate::project::structure::{self, Under};
use crate::story::{Caption, Picture};
use crate::window::article::structure::{DraggedPicture, picture_menu};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// Lets the picture of this card be carried to a caption or a place; its menu does the same.
pub fn take_up(ui: &Ui, desk: &mut Desk, response: &Response, picture: &Picture, number: usize) {
    response.dnd_set_drag_payload(DraggedPicture(picture.id.clone()));
    response.context_menu(|ui| picture_menu(ui, desk, &picture.id));
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()).filter(|_| response.dragged()) else {
        return;
    };
    // What is carried, at the pointer.
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("carried picture")));
    let words = format!("Picture {number}");
    let galley = painter.layout_no_wrap(words, Face::SansMedium.at(12.0), desk.theme.on_bar);
    let rect = egui::Rect::from_min_size(pointer + vec2(14.0, 10.0), galley.size() + vec2(16.0, 8.0));
    painter.rect_filled(rect, CornerRadius::same(5), desk.theme.bar);
    painter.galley(rect.min + vec2(8.0, 4.0), galley, desk.theme.on_bar);
}

/// Lets another picture be dropped on this one's caption, which it then gets; offers the same menu.
pub fn take_caption(ui: &Ui, desk: &mut Desk, response: &Response, picture: &Picture) {
    response.context_menu(|ui| picture_menu(ui, desk, &picture.id));
    let other = |dragged: &DraggedPicture| dragged.0 != picture.id;
    // In the frame in which it is let go it hovers still.
    if let Some(dragged) = response.dnd_release_payload::<DraggedPicture>() {
        if other(&dragged) {
            give(desk, picture, &dragged);
        }
        return;
    }
    if !response.dnd_hover_payload::<DraggedPicture>().is_some_and(|dragged| other(&dragged)) {
        return;
    }
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    let stroke = Stroke::new(2.0, desk.theme.accent);
    ui.painter().rect_stroke(response.rect, CornerRadius::same(5), stroke, StrokeKind::Inside);
}

fn give(desk: &mut Desk, from: &Picture, DraggedPicture(to): &DraggedPicture) {
    desk.change_story("give caption", |work| match &from.caption {
        Some(Caption::InText(range)) => {
            let block = work.story.blocks.iter().position(|block| block.range.overlaps(*range))?;
            structure::caption_of(work, block, &Under::Picture(to.clone()))
        }
        Some(Caption::Apart(_)) => structure::swap_captions(work, &from.id, to),
        None => None,
    });
}
