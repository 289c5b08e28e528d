//! What stands under a picture: its icon, number, caption and credit.

use std::sync::Arc;

use egui::{Galley, Pos2, Rect, Ui, Vec2, vec2};

use super::icons::Icon;
use crate::story::{Caption, Picture, StoryText, TextRange};
use crate::window::article::Inset;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// How far the words stand in from the icon, in points.
const INDENT: f32 = 18.0;
/// Between the number and the words.
const GAP: f32 = 6.0;
/// Between the caption, which may be underlined, and its credit.
const CREDIT_GAP: f32 = 3.0;

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

/// The part of the text that `shown` is, which a caption begins with; none if it is given beside the
/// text.
fn range_in_text(picture: &Picture, text: &StoryText, shown: &str) -> Option<TextRange> {
    let Some(Caption::InText(range)) = picture.caption else { return None };
    let caption = picture.caption(text);
    let start = range.start.index() + caption.len() - caption.trim_start().len();
    let is_its = !shown.is_empty() && caption.trim_start().starts_with(shown);
    is_its.then(|| TextRange::from_indices(start, start + shown.len()))
}

/// A caption laid out, with the number before it and the credit below it.
pub struct Laid {
    /// The words, where they can be marked.
    pub inset: Inset,
    /// "Caption 2: City lights … (NASA)", to be read out.
    pub label: String,
    /// The picture's number.
    pub number: String,
    /// A size smaller, as the article has it.
    credit: Option<Arc<Galley>>,
}

/// Lays the words out in rows of at most `width` points.
pub fn lay_out(ui: &Ui, desk: &Desk, picture: &Picture, number: usize, width: f32) -> Laid {
    let work = desk.story().map(|(_, work)| work);
    let (caption, credit) = work.map_or(("", ""), |work| words(picture, &work.text));
    let (shown, below) = if caption.is_empty() { (credit, "") } else { (caption, credit) };
    let range = work.and_then(|work| range_in_text(picture, &work.text, caption));
    let number = number.to_string();
    let lead = ui.painter().layout_no_wrap(number.clone(), font(), desk.theme.faint).size().x + GAP;
    let room = (width - INDENT).max(20.0);
    let inset = Inset::new(ui.painter(), desk.theme, (shown, range), (lead, room));
    let credit = (!below.is_empty())
        .then(|| ui.painter().layout(below.to_owned(), Face::Sans.at(11.0), desk.theme.faint, room));
    let line = work.map_or(String::new(), |work| line(picture, &work.text));
    Laid { inset, label: format!("Caption {number}: {line}"), number, credit }
}

impl Laid {
    /// Its size in points.
    pub fn size(&self) -> Vec2 {
        let credit = self.credit.as_ref().map_or(Vec2::ZERO, |credit| credit.size());
        let words = self.inset.size();
        let gap = if self.credit.is_some() { CREDIT_GAP } else { 0.0 };
        vec2(words.x.max(credit.x) + INDENT, words.y + gap + credit.y)
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
        if let Some(credit) = &self.credit {
            let below = self.origin(rect) + vec2(0.0, self.inset.size().y + CREDIT_GAP);
            ui.painter().galley(below, credit.clone(), desk.theme.faint);
        }
    }
}

fn font() -> egui::FontId {
    Face::SansMedium.at(12.0)
}
