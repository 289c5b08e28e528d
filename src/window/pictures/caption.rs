//! What stands under a picture: its icon, number, caption and credit.

use egui::{Pos2, Rect, Ui, Vec2, vec2};

use super::icons::Icon;
use crate::story::{Caption, Picture, StoryText, TextRange};
use crate::window::article::Inset;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// How far the words stand in from the icon, in points.
const INDENT: f32 = 18.0;
/// Between the number and the words.
const GAP: f32 = 6.0;

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

/// The part of the text that the words under a picture begin with, without blanks around it.
fn range_in_text(picture: &Picture, text: &StoryText) -> Option<TextRange> {
    let Some(Caption::InText(range)) = picture.caption else { return None };
    let caption = picture.caption(text);
    let start = range.start.index() + caption.len() - caption.trim_start().len();
    let trimmed = caption.trim().len();
    (trimmed > 0).then(|| TextRange::from_indices(start, start + trimmed))
}

/// A caption laid out, with the number before it.
pub struct Laid {
    /// The words, where they can be marked.
    pub inset: Inset,
    /// "Caption 2: City lights …", to be read out.
    pub label: String,
    /// The picture's number.
    pub number: String,
}

/// Lays the words out in rows of at most `width` points.
pub fn lay_out(ui: &Ui, desk: &Desk, picture: &Picture, number: usize, width: f32) -> Laid {
    let work = desk.story().map(|(_, work)| work);
    let words = work.map_or(String::new(), |work| words(picture, &work.text));
    let range = work.and_then(|work| range_in_text(picture, &work.text));
    let number = number.to_string();
    let lead = ui.painter().layout_no_wrap(number.clone(), font(), desk.theme.faint).size().x + GAP;
    let room = (lead, (width - INDENT).max(20.0));
    let inset = Inset::new(ui.painter(), desk.theme, (&words, range), room);
    Laid { inset, label: format!("Caption {number}: {words}"), number }
}

impl Laid {
    /// Its size in points.
    pub fn size(&self) -> Vec2 {
        self.inset.size() + vec2(INDENT, 0.0)
    }

    /// Where the words begin in `rect`.
    pub fn origin(&self, rect: Rect) -> Pos2 {
        rect.min + vec2(INDENT, 0.0)
    }

    /// Where the icon and the number stand in `rect`.
    pub fn sign(&self, rect: Rect) -> Rect {
        Rect::from_min_size(rect.min, vec2(INDENT + 8.0 * self.number.len() as f32 + GAP / 2.0, 16.0))
    }

    /// Draws the icon, the number and the words with the upper left corner at `rect`'s.
    pub fn paint(&self, ui: &Ui, desk: &Desk, rect: Rect) {
        let icon = Rect::from_min_size(rect.min + vec2(0.0, 1.0), vec2(12.0, 13.0));
        Icon::Picture.paint(ui.painter(), icon, desk.theme.faint);
        let number = ui.painter().layout_no_wrap(self.number.clone(), font(), desk.theme.faint);
        ui.painter().galley(rect.min + vec2(INDENT, 0.0), number, desk.theme.faint);
        self.inset.paint(ui.painter(), desk, self.origin(rect));
    }
}

fn font() -> egui::FontId {
    Face::SansMedium.at(12.0)
}
