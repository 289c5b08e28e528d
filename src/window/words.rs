//! Words on one line, in the order they are read in.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, Galley, Painter, Rect, Vec2, pos2};

use super::article::bidi::{self, BidiSetting};
use super::fonts::Face;

/// Words laid out on one line.
pub(super) enum Words {
    Plain(Arc<Galley>, Color32),
    Mixed(BidiSetting, Color32),
}

impl Words {
    pub(super) fn new(painter: &Painter, text: &str, face: Face, size: f32, ink: Color32) -> Self {
        if bidi::is_needed(text) {
            let format = TextFormat::simple(face.at(size), ink);
            Self::Mixed(BidiSetting::new(painter, text, &format, f32::INFINITY), ink)
        } else {
            Self::Plain(painter.layout_no_wrap(text.to_owned(), face.at(size), ink), ink)
        }
    }

    /// As many of them as there is room for, in points, with an ellipsis for the rest.
    pub(super) fn cut(painter: &Painter, text: &str, face: Face, size: f32, ink: Color32, room: f32) -> Self {
        if bidi::is_needed(text) {
            return Self::new(painter, text, face, size, ink);
        }
        let job = LayoutJob {
            wrap: TextWrapping::truncate_at_width(room.max(0.0)),
            ..LayoutJob::simple_singleline(text.to_owned(), face.at(size), ink)
        };
        Self::Plain(painter.layout_job(job), ink)
    }

    pub(super) fn size(&self) -> Vec2 {
        match self {
            Self::Plain(galley, _) => galley.size(),
            Self::Mixed(setting, _) => setting.size(),
        }
    }

    /// Paints them in the middle of a row's height.
    pub(super) fn paint(self, painter: &Painter, left: f32, row: Rect) {
        let at = pos2(left, row.center().y - self.size().y / 2.0);
        match self {
            Self::Plain(galley, ink) => painter.galley(at, galley, ink),
            Self::Mixed(setting, ink) => setting.paint(painter, at, ink),
        }
    }
}
