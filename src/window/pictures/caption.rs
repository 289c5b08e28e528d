//! What stands under a picture: its icon, number, caption and credit.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Galley, Rect, Ui, vec2};

use super::icons::Icon;
use crate::story::{Caption, Picture, StoryText, TextRange};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// How far the words stand in from the icon, in points.
const INDENT: f32 = 18.0;

/// The words under a picture: caption and credit; its file's name where it has neither.
pub fn words(picture: &Picture, text: &StoryText) -> String {
    let caption = picture.caption(text).trim();
    let credit = picture.credit.as_deref().unwrap_or_default().trim();
    match (caption.is_empty(), credit.is_empty()) {
        // A caption often ends in its credit, in the outlet's words: "… / AP-Yonhap".
        (false, false) if caption.contains(credit) || caption.contains(" / ") => caption.to_owned(),
        (false, false) => format!("{caption} / {credit}"),
        (false, true) => caption.to_owned(),
        (true, false) => credit.to_owned(),
        (true, true) => picture.file.as_ref().map_or(String::new(), |file| file.original.clone()),
    }
}

/// What a picture is called where it cannot be seen: its alt text, else what stands under it.
pub fn name(picture: &Picture, number: usize, text: &StoryText) -> String {
    let alt = picture.alt.clone().filter(|alt| !alt.trim().is_empty());
    format!("Picture {number}: {}", alt.unwrap_or_else(|| words(picture, text)))
}

/// The place in the text a picture belongs to.
pub fn place(picture: &Picture, desk: &Desk) -> TextRange {
    let block = || {
        let (_, work) = desk.story()?;
        Some(work.story.blocks.get(work.story.block_at(picture.at)?)?.range)
    };
    match &picture.caption {
        Some(Caption::InText(range)) => *range,
        _ => block().unwrap_or(TextRange::between(picture.at, picture.at)),
    }
}

/// Lays the words out with the number before them.
pub fn lay_out(ui: &Ui, desk: &Desk, picture: &Picture, number: usize, width: f32) -> Arc<Galley> {
    let words = desk.story().map_or(String::new(), |(_, work)| words(picture, &work.text));
    let mut job = LayoutJob::default();
    job.wrap.max_width = (width - INDENT).max(20.0);
    let format = |face: Face| TextFormat::simple(face.at(12.0), desk.theme.faint);
    job.append(&number.to_string(), 0.0, format(Face::SansMedium));
    job.append(&words, 6.0, format(Face::Sans));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Draws the icon and the words with the upper left corner at `rect`'s.
pub fn paint(ui: &Ui, desk: &Desk, galley: Arc<Galley>, rect: Rect) {
    let icon = Rect::from_min_size(rect.min + vec2(0.0, 1.0), vec2(12.0, 13.0));
    Icon::Picture.paint(ui.painter(), icon, desk.theme.faint);
    ui.painter().galley(rect.min + vec2(INDENT, 0.0), galley, desk.theme.faint);
}
