//! What can be done to several chosen claims: a bar above the cards.

use egui::{CornerRadius, Frame, Margin, RichText, Ui};

use super::line::small_button;
use super::shown::shown;
use crate::window::chrome::text::counted;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::several::Several;

/// Shows the bar.
pub fn show(ui: &mut Ui, desk: &mut Desk, several: &Several) {
    let theme = desk.theme;
    let frame = Frame::new().fill(theme.selection).corner_radius(CornerRadius::same(6));
    ui.add_space(6.0);
    frame.inner_margin(Margin::symmetric(8, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let words = format!("{} chosen", counted(several.claims.len(), "claim", "claims"));
            let text = RichText::new(words).font(Face::SansMedium.at(12.5)).color(theme.ink);
            let label = ui.add(egui::Label::new(text).selectable(false));
            ui.ctx().accesskit_node_builder(label.id, |node| {
                node.set_live(egui::accesskit::Live::Polite);
            });
            retag(ui, desk, several);
            for (command, name) in
                [(Command::SetField, "Set field\u{2026}"), (Command::DeleteClaim, "Delete")]
            {
                let key = desk.keys.key_text(command);
                if ui.add(small_button(name)).on_hover_text(format!("For all of them ({key})")).clicked() {
                    desk.ask(Request::Run(command));
                }
            }
            if ui.add(small_button("Esc")).on_hover_text("Choose none").clicked() {
                desk.ask(Request::Choose(None));
                desk.ask(Request::FocusArticle);
            }
        });
    });
}

/// The kinds, to tag all of them with; not what is selected in the text, as the keys would.
fn retag(ui: &mut Ui, desk: &mut Desk, several: &Several) {
    let button = small_button("Retag\u{2026}");
    egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        let kinds = desk.codebook().kinds.iter().filter(|kind| !kind.retired);
        let kinds = kinds.map(|kind| (Some(&kind.id), shown(&kind.name, 40)));
        let highlight = (None, "Highlight".to_owned());
        for (kind, name) in kinds.chain([highlight]) {
            if ui.button(name).clicked() {
                let Some((story, _)) = desk.story() else { return };
                if let Some((label, edit)) = several.retag(desk.session, story, kind) {
                    desk.ask(Request::Perform(label, edit));
                }
                ui.close();
            }
        }
    });
}
