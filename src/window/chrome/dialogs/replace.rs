//! A file stands where one is to be written.

use std::path::PathBuf;

use egui::Context;

use super::Purpose;
use super::shell::{Shell, Step, buttons, small};
use crate::window::chrome::text::path_text;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};

/// The dialog that asks whether the file may go.
pub(super) struct Replace {
    purpose: Purpose,
    path: PathBuf,
}

impl Replace {
    pub(super) fn new(purpose: Purpose, path: PathBuf) -> Self {
        Self { purpose, path }
    }

    pub(super) fn show(&self, ctx: &Context, desk: &Desk) -> Step {
        let theme = desk.theme;
        let shell = Shell { theme, id: "replace a file", title: "There is a file already", width: 500.0 };
        shell.show(ctx, |ui| {
            small(ui, path_text(&self.path), theme.ink);
            ui.add_space(4.0);
            small(ui, "Nothing was written. Replaced, what stands in it now is gone.", theme.faint);
            let again = match self.purpose {
                Purpose::SaveBookPage => Command::SaveBookPage,
                _ => Command::SaveBook,
            };
            // Enter does nothing here: what is gone does not come back with undo.
            match buttons(ui, theme, &["Choose another name", "Replace it", "Cancel"], true) {
                Some(0) => Step::Ask(Request::Run(again)),
                Some(1) => {
                    let (purpose, path) = (self.purpose, self.path.clone());
                    Step::Ask(Request::SaveBook { purpose, path, replace: true })
                }
                Some(_) => Step::Close,
                None => Step::Stay,
            }
        })
    }
}
