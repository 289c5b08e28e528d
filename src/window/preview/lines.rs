//! The blocks and pictures of a story, one under the other, each with what it was taken for.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use crate::import::Imported;
use crate::story::{BytePos, Picture, Role, StoryText};
use crate::window::chrome::text::plain;
use crate::window::fonts::Face;
use crate::window::theme::Theme;

/// So many blocks tell what an import understood; nobody reads thousands here.
pub(super) const MOST: usize = 300;
/// Of a long block its beginning, in characters.
const LONGEST: usize = 700;
/// The width of the column of roles, in points.
const ROLES: f32 = 78.0;

/// A block or a picture.
pub(super) struct Line {
    /// "paragraph", "picture".
    what: &'static str,
    role: Option<Role>,
    words: String,
}

/// The lines of a story in the order of its text, as many as are worth showing.
pub(super) fn of(imported: &Imported) -> Vec<Line> {
    let (story, text) = (&imported.story, &imported.text);
    let mut pictures = story.pictures.iter().peekable();
    let mut lines = Vec::new();
    let mut before = |at: BytePos, lines: &mut Vec<Line>| {
        while let Some(picture) = pictures.next_if(|picture| picture.at <= at) {
            lines.push(of_picture(picture, text));
        }
    };
    for block in story.blocks.iter().take(MOST) {
        before(block.range.start, &mut lines);
        let words = text.slice(block.range).unwrap_or_default();
        lines.push(Line { what: block.role.name(), role: Some(block.role), words: cut(words) });
    }
    if story.blocks.len() <= MOST {
        before(BytePos::from_index(text.as_str().len()), &mut lines);
    }
    lines
}

fn of_picture(picture: &Picture, text: &StoryText) -> Line {
    let where_it_is = match (&picture.file, &picture.url) {
        (Some(_), _) => "comes along".to_owned(),
        (None, Some(url)) => format!("is not here; its address is kept: {url}"),
        (None, None) => "is not here; its place is kept".to_owned(),
    };
    let words = match picture.under(text) {
        ("", "") => where_it_is,
        ("", credit) => format!("{where_it_is} \u{2013} {credit}"),
        (caption, "") => format!("{where_it_is} \u{2013} \u{201c}{caption}\u{201d}"),
        (caption, credit) => format!("{where_it_is} \u{2013} \u{201c}{caption}\u{201d} ({credit})"),
    };
    Line { what: "picture", role: None, words: cut(&words) }
}

fn cut(words: &str) -> String {
    let mut shown: String = words.chars().take(LONGEST).collect();
    if shown.len() < words.len() {
        shown.push('\u{2026}');
    }
    plain(&shown).into_owned()
}

impl Line {
    pub(super) fn show(&self, ui: &mut Ui, theme: &Theme) {
        let (face, ink) = match self.role {
            Some(Role::Headline) => (Face::SerifStrong.at(16.0), theme.ink),
            Some(Role::Subhead) => (Face::SerifStrong.at(14.5), theme.ink),
            Some(Role::Furniture) => (Face::Serif.at(13.0), theme.faint),
            Some(Role::Paragraph) => (Face::Serif.at(14.5), theme.ink),
            Some(Role::Caption | Role::Credit | Role::Byline | Role::Dateline) => {
                (Face::Sans.at(12.5), theme.ink)
            }
            None => (Face::Sans.at(12.5), theme.accent),
        };
        let width = ui.available_width();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let role = RichText::new(self.what).font(Face::Sans.at(11.5)).color(theme.faint);
            ui.allocate_ui_with_layout(vec2(ROLES, 16.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(ROLES);
                ui.add(Label::new(role).selectable(false));
            });
            ui.vertical(|ui| {
                ui.set_max_width(width - ROLES - 16.0);
                ui.add(Label::new(RichText::new(&self.words).font(face).color(ink)).selectable(false).wrap());
            });
        });
    }
}
