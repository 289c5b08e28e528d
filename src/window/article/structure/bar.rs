//! The thin bar above the story: what was understood, and the keys to put it right.

use egui::{Margin, Stroke, Ui, vec2};

use super::{letter, takes_keys};
use crate::project::StoryWork;
use crate::story::{Role, Story, visible};
use crate::window::chrome::parts::{close_button, key_cap, word};
use crate::window::chrome::text::counted;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// Shows the bar while the story is looked over.
pub(in crate::window::article) fn bar(ui: &mut Ui, desk: &mut Desk<'_>, work: &StoryWork) {
    if desk.view.structure.is_none() {
        return;
    }
    let theme = desk.theme;
    let edge = Stroke::new(1.0, theme.line);
    let shown = egui::Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(12, 7)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 5.0;
        ui.set_width(ui.available_width());
        summary_row(ui, desk, &work.story);
        keys_row(ui, desk);
    });
    let rect = shown.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom(), edge);
}

/// What was understood, with the way to the rest of it and out.
fn summary_row(ui: &mut Ui, desk: &mut Desk<'_>, story: &Story) {
    let theme = desk.theme;
    let room = (ui.available_width() - 104.0).max(80.0);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(room);
            ui.add_space(2.0);
            let text = format!("{} Look it over, Esc when it is right.", summary(story));
            let text = egui::RichText::new(text).font(Face::Sans.at(12.5)).color(theme.ink);
            ui.add(egui::Label::new(text).selectable(false).wrap());
        });
        let details = egui::Button::new(egui::RichText::new("Details\u{2026}").font(Face::Sans.at(12.0)));
        let hint = Command::StoryDetails.hint(desk.codebook());
        if ui.add(details.min_size(vec2(64.0, 20.0)).small()).on_hover_text(hint).clicked() {
            desk.ask(Request::Run(Command::StoryDetails));
        }
        if close_button(ui, theme, "Close the structure").on_hover_text("It is right (Esc)").clicked() {
            desk.ask(Request::Run(Command::Structure));
            desk.ask(Request::FocusArticle);
        }
    });
}

/// The keys of this mode; they look idle while words are selected, for then they mark those.
fn keys_row(ui: &mut Ui, desk: &Desk<'_>) {
    let theme = desk.theme;
    let ink = if takes_keys(desk) { theme.faint } else { theme.faint.gamma_multiply(0.55) };
    let roles = Role::ALL.map(|role| (letter(role).name(), role.name()));
    let others = [("Enter", "split"), ("J", "join"), ("0\u{2013}9", "picture of a caption")];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 3.0);
        for (key, what) in roles.into_iter().chain(others) {
            let width = |words: &str, size| {
                ui.painter().layout_no_wrap(words.to_owned(), Face::Sans.at(size), ink).size().x
            };
            // A key and its word stay in one row.
            if width(key, 11.0) + width(what, 11.5) + 30.0 > ui.available_size_before_wrap().x {
                ui.end_row();
            }
            key_cap(ui, theme, key);
            word(ui, what, Face::Sans.at(11.5), ink);
            ui.add_space(5.0);
        }
    });
}

/// "Imported from harbour.txt: headline, 14 paragraphs, 2 pictures, 9 lines of page furniture."
fn summary(story: &Story) -> String {
    let count = |role: Role| story.blocks.iter().filter(|block| block.role == role).count();
    let mut parts = Vec::new();
    parts.push(match count(Role::Headline) {
        0 => "no headline".to_owned(),
        1 => "headline".to_owned(),
        many => format!("{many} headlines"),
    });
    let mut add = |number: usize, one: &str, many: &str| {
        if number > 0 {
            parts.push(counted(number, one, many));
        }
    };
    add(count(Role::Paragraph), "paragraph", "paragraphs");
    add(count(Role::Subhead), "subhead", "subheads");
    let missing = story.pictures.iter().filter(|picture| picture.file.is_none()).count();
    add(story.pictures.len() - missing, "picture", "pictures");
    add(missing, "picture that is missing", "pictures that are missing");
    add(count(Role::Furniture), "line of page furniture", "lines of page furniture");
    let from = story
        .source
        .as_ref()
        .map_or_else(|| "This story".to_owned(), |source| format!("Imported from {}", visible(source)));
    format!("{from}: {}.", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{Block, StoryText, TextRange};

    #[test]
    fn it_counts_what_was_understood() {
        let text = StoryText::from_canonical("a b c d");
        let block = |role, at| Block { role, range: TextRange::from_indices(at, at + 1) };
        let blocks = vec![block(Role::Paragraph, 0), block(Role::Paragraph, 2), block(Role::Furniture, 4)];
        let mut story = Story::new("a", &text, blocks);
        assert_eq!(summary(&story), "This story: no headline, 2 paragraphs, 1 line of page furniture.");
        story.source = Some("a.txt".to_owned());
        story.blocks[0].role = Role::Headline;
        assert_eq!(summary(&story), "Imported from a.txt: headline, 1 paragraph, 1 line of page furniture.");
    }
}
