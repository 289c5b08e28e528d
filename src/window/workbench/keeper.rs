//! Where the open project is kept, and whether it is.

use std::collections::BTreeSet;

use egui::Context;

use super::Workbench;
use super::locking::Lock;
use crate::project::{Access, StepId};
use crate::store::{Finding, Folder, SaveState, Saver};
use crate::window::chrome::status::SaveNote;

/// The project's folder, and the thread that writes into it.
pub(super) struct Keeper {
    pub(super) saver: Saver,
    pub(super) folder: Folder,
    /// What was found wrong when the project was read.
    pub(super) findings: Vec<Finding>,
    /// The steps that a crash had kept from the files, and that were restored when it was read.
    pub(super) restored: BTreeSet<StepId>,
    pub(super) lock: Lock,
    /// Whether the project is only read because another window has it.
    pub(super) elsewhere: bool,
}

impl Workbench {
    /// What the status line says of the save: only what the store has confirmed.
    pub(super) fn save_note(&self) -> SaveNote {
        if let Some(note) = self.note_while_opening() {
            return note;
        }
        if let Access::ReadOnly(reason) = &self.session.project().access {
            let elsewhere = self.keeper.as_ref().is_some_and(|keeper| keeper.elsewhere);
            return SaveNote::ReadOnly { reason: reason.clone(), elsewhere };
        }
        if !self.has_project {
            return SaveNote::NoProject;
        }
        let Some(keeper) = &self.keeper else { return SaveNote::Unchanged };
        if self.session.has_unsaved() {
            return SaveNote::Saving;
        }
        match keeper.saver.state() {
            SaveState::Saved { at: None } => SaveNote::Unchanged,
            SaveState::Saved { at: Some(at) } => SaveNote::Saved(at.strftime("%H:%M").to_string()),
            SaveState::Saving => SaveNote::Saving,
            SaveState::Failing { failure, kept } => {
                let reason = format!("{}: {}", failure.file, failure.reason);
                let journal = if kept { " Until then the journal keeps your work." } else { "" };
                SaveNote::NotSaved { reason, way_out: format!("{}{journal}", failure.hint) }
            }
        }
    }

    /// Whether every file says what the project says.
    pub(super) fn is_settled(&self) -> bool {
        // A picture whose file is on its way is not named by an edit yet.
        self.picturing.is_at_rest()
            && !self.session.has_unsaved()
            && self.keeper.as_ref().is_none_or(|keeper| keeper.saver.is_settled())
    }

    /// Opens the history, at the steps that fit the filter.
    pub(super) fn show_history(&mut self, filter: &str) {
        let restored = self.keeper.as_ref().map(|keeper| keeper.restored.clone());
        self.panels.dialogs.history(restored.unwrap_or_default(), filter);
    }

    pub(super) fn show_problems(&mut self, ctx: &Context) {
        let findings = self.keeper.iter().flat_map(|keeper| &keeper.findings).cloned().collect();
        let folder = self.keeper.as_ref().map(|keeper| keeper.folder.clone());
        self.panels.dialogs.problems(ctx, findings, folder);
    }
}
