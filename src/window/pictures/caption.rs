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

/// The caption and the credit under a picture; its file's name where it has neither.
fn words<'a>(picture: &'a Picture, text: &'a StoryText) -> (&'a str, &'a str) {
    match picture.under(text) {
        ("", "") => (picture.file.as_ref().map_or("", |file| &file.original), ""),
        parted => parted,
    }
}

/// The same in one line.
pub fn line(picture: &Picture, text: &StoryText) -> String {
    match words(picture, text) {
        (caption, "") => caption.to_owned(),
        ("", credit) => credit.to_owned(),
        (caption, credit) => format!("{caption} ({credit})"),
    }
}

/// What a picture is called where it cannot be seen: its alt text, else what stands under it.
pub fn name(picture: &Picture, number: usize, text: &StoryText) -> String {
    let alt = picture.alt.clone().filter(|alt| !alt.trim().is_empty());
    format!("Picture {number}: {}", alt.unwrap_or_else(|| line(picture, text)))
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
    let (caption, credit) = desk.story().map_or(("", ""), |(_, work)| words(picture, &work.text));
    let mut job = LayoutJob::default();
    job.wrap.max_width = (width - INDENT).max(20.0);
    let format = |face: Face, size: f32| TextFormat::simple(face.at(size), desk.theme.faint);
    job.append(&number.to_string(), 0.0, format(Face::SansMedium, 12.0));
    job.append(caption, 6.0, format(Face::Sans, 12.0));
    if !credit.is_empty() {
        // Below the caption and a size smaller, as the article has it.
        let (sign, lead) = if caption.is_empty() { ("", 6.0) } else { ("\n", 0.0) };
        job.append(&format!("{sign}{credit}"), lead, format(Face::Sans, 11.0));
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Draws the icon and the words with the upper left corner at `rect`'s.
pub fn paint(ui: &Ui, desk: &Desk, galley: Arc<Galley>, rect: Rect) {
    let icon = Rect::from_min_size(rect.min + vec2(0.0, 1.0), vec2(12.0, 13.0));
    Icon::Picture.paint(ui.painter(), icon, desk.theme.faint);
    ui.painter().galley(rect.min + vec2(INDENT, 0.0), galley, desk.theme.faint);
}
