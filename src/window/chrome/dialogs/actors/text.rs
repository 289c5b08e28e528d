//! Words in the rows of the dialog.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, FontId, Rect, Ui};

/// Text in one line, cut off where its room ends; says where it stands.
pub(super) fn text(ui: &Ui, words: &str, face: FontId, colour: Color32, room: Rect, align: Align2) -> Rect {
    let job = LayoutJob {
        wrap: TextWrapping::truncate_at_width(room.width().max(0.0)),
        ..LayoutJob::simple_singleline(words.to_owned(), face, colour)
    };
    let galley = ui.painter().layout_job(job);
    let at = align.align_size_within_rect(galley.size(), room);
    ui.painter().galley(at.min, galley, colour);
    at
}

/// The end of a text at the right of its room, cut off where it begins.
pub(super) fn text_end(ui: &Ui, words: &str, face: FontId, colour: Color32, room: Rect) {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), face, colour);
    let at = Align2::RIGHT_CENTER.align_size_within_rect(galley.size(), room);
    let inside = ui.painter().with_clip_rect(room.intersect(ui.clip_rect()));
    inside.galley(at.min, galley, colour);
}
