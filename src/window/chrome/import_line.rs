//! The line that is there while stories are imported: how far it is, and the way to end it.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Align, Layout, ProgressBar, Ui, vec2};

use super::parts::word;
use super::text::{counted, plain};
use crate::import::{Doubt, Encoding};
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
    /// The text whose encoding the analyst is asked of.
    pub doubt: Option<Arc<Doubt>>,
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
            let waits = self.asked.is_some() || self.doubt.is_some();
            let cancel = if self.asked.is_some() { "Do not import" } else { "Cancel the import" };
            if button(ui, cancel) {
                desk.ask(Request::CancelImports);
            }
            if self.asked.is_some() && button(ui, "Import them all") {
                desk.ask(Request::GoOnImporting);
            }
            if let Some(doubt) = &self.doubt {
                if button(ui, "Read as\u{2026}") {
                    desk.ask(Request::ChooseEncoding(doubt.clone()));
                }
                if button(ui, "The words are right") {
                    desk.ask(Request::ReadImportAs(None));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(8.0);
                if self.all > 0 && !waits {
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
                let ink = if waits { theme.ink } else { theme.faint };
                word(ui, self.words(), Face::Sans.at(12.0), ink);
                if let Some(doubt) = &self.doubt {
                    let words = egui::RichText::new(plain(doubt.words())).font(Face::Serif.at(13.5));
                    ui.add(egui::Label::new(words).selectable(false).truncate());
                } else if self.asked.is_none() {
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
        if let Some(doubt) = &self.doubt {
            let file = doubt.file.rsplit(['/', '\\']).next().unwrap_or_default();
            let read = doubt.encoding.map_or("an unknown encoding", Encoding::name);
            return format!("{} seems to be {read}:", plain(file));
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
