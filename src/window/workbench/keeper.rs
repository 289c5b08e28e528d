//! Where the open project is kept, and whether it is.

use egui::Context;

use super::Workbench;
use crate::project::Access;
use crate::store::{Finding, Folder, SaveState, Saver};
use crate::window::chrome::status::SaveNote;

/// The project's folder, and the thread that writes into it.
pub(super) struct Keeper {
    pub(super) folder: Folder,
    pub(super) saver: Saver,
    /// What was found wrong when the project was read.
    pub(super) findings: Vec<Finding>,
}

impl Workbench {
    /// What the status line says of the save: only what the store has confirmed.
    pub(super) fn save_note(&self) -> SaveNote {
        if let Access::ReadOnly(reason) = &self.session.project().access {
            return SaveNote::ReadOnly { reason: reason.clone() };
        }
        let Some(keeper) = &self.keeper else { return SaveNote::Unchanged };
        if self.session.has_unsaved() {
            return SaveNote::Saving;
        }
        match keeper.saver.state() {
            SaveState::Saved { at: None } => SaveNote::Unchanged,
            SaveState::Saved { at: Some(at) } => SaveNote::Saved(at.strftime("%H:%M").to_string()),
            SaveState::Saving => SaveNote::Saving,
            SaveState::Failing(failure) => {
                let reason = format!("{}: {}", failure.file, failure.reason);
                SaveNote::NotSaved { reason, way_out: failure.hint }
            }
        }
    }

    pub(super) fn show_problems(&mut self, ctx: &Context) {
        let findings = self.keeper.iter().flat_map(|keeper| &keeper.findings).cloned().collect();
        let folder = self.keeper.as_ref().map(|keeper| keeper.folder.clone());
        self.panels.dialogs.problems(ctx, findings, folder);
    }
}
