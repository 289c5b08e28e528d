//! What is known of a story besides its words.

use egui::{Grid, Label, RichText, Ui};

use crate::story::Story;
use crate::window::chrome::text::plain;
use crate::window::fonts::Face;
use crate::window::theme::Theme;

/// Shows them by name; what is not known is said to be so, for it may be looked for in the text.
pub(super) fn show(ui: &mut Ui, theme: &Theme, story: &Story) {
    let authors = (!story.authors.is_empty()).then(|| story.authors.join(", "));
    let date = story.date.map(|date| date.strftime("%-d %B %Y").to_string());
    let facts = [
        ("Authors", authors),
        ("Date", date),
        ("Outlet", story.outlet.clone()),
        ("Language", story.language.clone()),
        ("Address", story.url.clone()),
    ];
    Grid::new("facts of the preview").num_columns(4).spacing([14.0, 3.0]).show(ui, |ui| {
        for (index, (name, value)) in facts.iter().enumerate() {
            ui.label(RichText::new(*name).font(Face::Sans.at(12.0)).color(theme.faint));
            let (words, ink) = match value {
                Some(value) => (plain(value).into_owned(), theme.ink),
                None => ("not found".to_owned(), theme.faint),
            };
            let words = RichText::new(words).font(Face::Sans.at(12.5)).color(ink);
            ui.scope(|ui| {
                ui.set_width(if index % 2 == 0 { 300.0 } else { 220.0 });
                ui.add(Label::new(words).truncate().selectable(false));
            });
            if index % 2 == 1 {
                ui.end_row();
            }
        }
    });
}
