//! The line that is there while stories are imported: how far it is, and the way to end it.

use egui::accesskit::Role;
use egui::{Align, Layout, ProgressBar, Ui, vec2};

use super::parts::word;
use super::text::{counted, plain};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// The height of the line.
pub const HEIGHT: f32 = 30.0;

/// How far an import is.
pub struct ImportLine {
    /// How many files are done with.
    pub done: usize,
    /// How many there are; none while that is not known.
    pub all: usize,
    /// The file or folder that is being read.
    pub current: String,
    /// How many stories it would bring, while the analyst is asked whether to.
    pub asked: Option<usize>,
    /// How many further imports wait.
    pub waiting: usize,
}

impl ImportLine {
    /// Shows the line.
    pub fn show(&self, ui: &mut Ui, desk: &mut Desk) {
        let theme = desk.theme;
        let size = vec2(ui.available_width(), HEIGHT);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            let button = |ui: &mut Ui, name: &str| {
                let text = egui::RichText::new(name).font(Face::SansMedium.at(12.0)).color(theme.accent);
                ui.add(egui::Button::new(text).small()).clicked()
            };
            let cancel = if self.asked.is_some() { "Do not import" } else { "Cancel the import" };
            if button(ui, cancel) {
                desk.ask(Request::CancelImports);
            }
            if self.asked.is_some() && button(ui, "Import them all") {
                desk.ask(Request::GoOnImporting);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(8.0);
                if self.all > 0 && self.asked.is_none() {
                    let bar = ProgressBar::new(self.done as f32 / self.all as f32)
                        .desired_width(160.0)
                        .desired_height(6.0)
                        .fill(theme.accent);
                    let bar = ui.add(bar);
                    ui.ctx().accesskit_node_builder(bar.id, |node| {
                        node.set_role(Role::ProgressIndicator);
                        node.set_label("Import");
                    });
                    ui.add_space(4.0);
                }
                let ink = if self.asked.is_some() { theme.ink } else { theme.faint };
                word(ui, self.words(), Face::Sans.at(12.0), ink);
                if self.asked.is_none() {
                    let name = egui::RichText::new(plain(&self.current));
                    let name = name.font(Face::Sans.at(12.0)).color(theme.faint);
                    ui.add(egui::Label::new(name).selectable(false).truncate());
                }
            });
        });
    }

    fn words(&self) -> String {
        if let Some(stories) = self.asked {
            return format!("This would bring in {}.", counted(stories, "story", "stories"));
        }
        let more = match self.waiting {
            0 => String::new(),
            waiting => format!(" ({} after it)", counted(waiting, "import", "imports")),
        };
        match self.all {
            0 => format!("Looking for stories{more}"),
            all => format!("Importing {} of {all}{more}", (self.done + 1).min(all)),
        }
    }
}
