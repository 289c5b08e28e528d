//! A hit between the words around it, on one line.

use egui::{Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::search::Line;
use crate::window::desk::Desk;
use crate::window::fonts::Face;
use crate::window::list::{At, ROW, row_ground};
use crate::window::words::Words;

/// Which part of the width stands before the hits.
const BEFORE: f32 = 0.40;
/// The room at a row's right end for what a hit was found in, in points.
const PLACE: f32 = 150.0;

pub(super) fn hit_row(ui: &Ui, desk: &Desk<'_>, line: &Line, at: At) -> Response {
    let (theme, rect) = (desk.theme, at.rect);
    let response = ui.interact(rect, Id::unique(("search row", at.row)), Sense::CLICK);
    let label = format!("{}{}{}", line.before, line.hit, line.after);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, at.chosen, &label));
    let painter = ui.painter();
    row_ground(ui, theme, at, response.hovered());
    let row_clip = rect.intersect(ui.clip_rect());
    let hit = Words::new(painter, &line.hit, Face::SansStrong, 13.0, theme.ink);
    let room = rect.with_max_x(rect.right() - PLACE);
    let share = if line.right_to_left { 1.0 - BEFORE } else { BEFORE };
    let width = hit.size().x.min(room.width() * 0.5);
    let start = room.left() + room.width() * share - if line.right_to_left { width } else { 0.0 };
    // What is read first stands left, or right where one reads from there.
    let (left, right) =
        if line.right_to_left { (&line.after, &line.before) } else { (&line.before, &line.after) };
    let set = |text: &str| Words::new(painter, text, Face::Sans, 13.0, theme.faint);
    let (mut left, mut right) = (set(left), set(right));
    if !line.right_to_left {
        // Whole words, as many as there is room for.
        let room_left = start - rect.left() - 12.0;
        if left.size().x > room_left {
            left = set(&ending(&line.before, room_left / left.size().x));
        }
        let room_right = room.right() - 8.0 - start - width;
        if right.size().x > room_right {
            right = set(&beginning(&line.after, room_right / right.size().x));
        }
    }
    let ground = Rect::from_min_size(pos2(start - 1.0, rect.top() + 3.0), vec2(width + 2.0, ROW - 6.0));
    painter.rect_filled(ground, 2.0, theme.hit);
    let at = start - left.size().x;
    left.paint(&painter.with_clip_rect(row_clip.with_max_x(start).with_min_x(rect.left() + 12.0)), at, rect);
    hit.paint(&painter.with_clip_rect(row_clip.with_max_x(start + width)), start, rect);
    let after = Rect { max: pos2(room.right() - 8.0, rect.bottom()), ..row_clip };
    right.paint(&painter.with_clip_rect(after.intersect(row_clip)), start + width, rect);
    if !line.place.is_empty() {
        let place = painter.layout_no_wrap(line.place.clone(), Face::Sans.at(11.5), theme.faint);
        let at = pos2(
            (rect.right() - 12.0 - place.size().x).max(room.right()),
            rect.center().y - place.size().y / 2.0,
        );
        painter.with_clip_rect(row_clip.with_min_x(room.right())).galley(at, place, theme.faint);
    }
    response
}

/// The last words of a text, about as many as make this part of it.
fn ending(words: &str, part: f32) -> String {
    let kept = room(words, part);
    let from = words.char_indices().rev().nth(kept).map_or(0, |(at, _)| at);
    let whole = words[from..].split_once(' ').map_or("", |(_, whole)| whole);
    format!("\u{2026} {whole}")
}

/// The first words of a text, about as many as make this part of it.
fn beginning(words: &str, part: f32) -> String {
    let kept = room(words, part);
    let to = words.char_indices().nth(kept).map_or(words.len(), |(at, _)| at);
    let whole = words[..to].rsplit_once(' ').map_or("", |(whole, _)| whole);
    format!("{whole} \u{2026}")
}

/// How many characters make this part of a text, with room for three more.
fn room(words: &str, part: f32) -> usize {
    ((words.chars().count() as f32 * part.max(0.0)) as usize).saturating_sub(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_cut_between_words() {
        let words = "whose ministry led the joint survey of ";
        assert_eq!(ending(words, 0.6), "\u{2026} the joint survey of ");
        assert_eq!(beginning(words, 0.6), "whose ministry led \u{2026}");
        assert_eq!(ending("首尔与平壤", 0.5), "\u{2026} ", "there is no place to cut");
        assert_eq!(beginning("", 0.0), " \u{2026}");
    }
}
