//! What an import understood of a text, before it is taken: its headline, which can be changed, what is
//! known of it, its blocks with their roles, its pictures, and what was cleaned away.

mod facts;
mod lines;

use egui::{Color32, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::import::Imported;
use crate::window::chrome::text::{counted, plain};
use crate::window::fonts::Face;
use crate::window::theme::Theme;
use lines::Line;

/// A story that was understood and not yet taken.
pub struct Preview {
    imported: Imported,
    lines: Vec<Line>,
    headline: String,
}

impl Preview {
    /// Shows what became of a text.
    #[must_use]
    pub fn new(imported: Imported) -> Self {
        let lines = lines::of(&imported);
        Self { headline: imported.story.headline.clone(), lines, imported }
    }

    /// The story as it was understood.
    #[must_use]
    pub fn imported(&self) -> &Imported {
        &self.imported
    }

    /// The headline as it stands in its field.
    #[must_use]
    pub fn headline(&self) -> &str {
        &self.headline
    }

    /// Whether it can be taken: it needs a headline to be found by.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.headline.trim().is_empty()
    }

    /// The story with its headline as it was changed.
    #[must_use]
    pub fn taken(&self) -> Imported {
        let mut imported = self.imported.clone();
        let words: Vec<&str> = self.headline.split_whitespace().collect();
        imported.story.headline = words.join(" ");
        imported
    }

    /// Shows it, its blocks in `height` points; gives the headline's field.
    pub fn show(&mut self, ui: &mut Ui, theme: &Theme, height: f32) -> egui::Response {
        let label = ui.label(RichText::new("Headline").font(Face::Sans.at(12.0)).color(theme.faint));
        let field = TextEdit::singleline(&mut self.headline)
            .id(egui::Id::unique("headline of the preview"))
            .font(Face::SerifStrong.at(19.0))
            .margin(vec2(9.0, 6.0))
            .desired_width(f32::INFINITY);
        let field = ui.add(field).labelled_by(label.id);
        ui.add_space(6.0);
        facts::show(ui, theme, &self.imported.story);
        for note in &self.imported.notes {
            note_line(ui, theme, note);
        }
        ui.add_space(6.0);
        small(ui, self.summary(), theme.faint);
        let frame = egui::Frame::new()
            .stroke(egui::Stroke::new(1.0, theme.line))
            .corner_radius(6)
            .inner_margin(egui::Margin::symmetric(10, 8));
        frame.show(ui, |ui| {
            let area = ScrollArea::vertical().id_salt("blocks of the preview").max_height(height);
            // As high for a short story, so that the window does not jump between two ways to take it.
            area.auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 5.0;
                for line in &self.lines {
                    line.show(ui, theme);
                }
                let more = self.imported.story.blocks.len().saturating_sub(lines::MOST);
                if more > 0 {
                    small(ui, format!("and {} more", counted(more, "block", "blocks")), theme.faint);
                }
            });
        });
        field
    }

    /// "12 blocks, 2 of them page furniture, and 3 pictures."
    fn summary(&self) -> String {
        let story = &self.imported.story;
        let furniture = story.blocks.iter().filter(|block| block.role == crate::story::Role::Furniture);
        let mut words = counted(story.blocks.len(), "block", "blocks");
        match furniture.count() {
            0 => {}
            count => words.push_str(&format!(", {count} of them page furniture")),
        }
        if !story.pictures.is_empty() {
            words.push_str(&format!(", and {}", counted(story.pictures.len(), "picture", "pictures")));
        }
        words
    }
}

fn note_line(ui: &mut Ui, theme: &Theme, note: &str) {
    small(ui, format!("\u{2022} {}", plain(note)), theme.faint);
}

fn small(ui: &mut Ui, words: impl Into<String>, colour: Color32) {
    let words = RichText::new(words).font(Face::Sans.at(12.0)).color(colour);
    ui.add(egui::Label::new(words).selectable(false).wrap());
}
