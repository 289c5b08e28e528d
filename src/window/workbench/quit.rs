//! Leaving: not before everything is on the disk, or the analyst says so.

use std::path::PathBuf;
use std::time::Duration;

use egui::{Context, ViewportCommand};

use super::Workbench;
use crate::window::chrome::status::SaveNote;
use crate::window::desk::Request;
use crate::window::pending::let_go;

/// How long the way out waits for the disk, once the window is gone.
const LAST_WAIT: Duration = Duration::from_secs(5);

/// Whether the analyst is on the way out.
#[derive(Default)]
pub(super) struct Leaving {
    wants: bool,
    asked: bool,
    anyway: bool,
    /// A folder chosen for a copy, to be made in the next frame.
    pub(super) copy_to: Option<PathBuf>,
}

impl Leaving {
    /// Leave although something is not saved.
    pub(super) fn anyway(&mut self, ctx: &Context) {
        self.anyway = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    /// Stay, and go on trying.
    pub(super) fn stay(&mut self) {
        *self = Self::default();
    }
}

impl Workbench {
    /// Holds the window open until what was edited is saved; if that fails, asks what to do.
    pub(super) fn mind_leaving(&mut self, ctx: &Context) {
        if let Some(folder) = self.leaving.copy_to.take() {
            self.copy_project(ctx, folder);
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.leaving.wants {
            self.leaving.wants = true;
            // What is typed and not yet committed is kept too.
            self.commit_typed(ctx);
            self.cancel_imports();
            self.save_edits();
        }
        if !self.leaving.wants || self.leaving.anyway {
            return;
        }
        match self.save_note() {
            SaveNote::Unchanged | SaveNote::NoProject | SaveNote::Saved(_) | SaveNote::ReadOnly { .. }
                if self.errands.is_copying() =>
            {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                if !std::mem::replace(&mut self.leaving.asked, true) {
                    self.notify("Pressmark closes as soon as the copy is made.");
                }
            }
            // The journal would do, but a colleague's sync takes the files.
            SaveNote::Unchanged | SaveNote::NoProject | SaveNote::Saved(_) | SaveNote::ReadOnly { .. }
                if !self.is_settled() =>
            {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                if let Some(keeper) = &self.keeper {
                    keeper.saver.hurry();
                }
            }
            SaveNote::Unchanged | SaveNote::NoProject | SaveNote::Saved(_) | SaveNote::ReadOnly { .. } => {
                self.leaving.anyway = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            SaveNote::Saving => ctx.send_viewport_cmd(ViewportCommand::CancelClose),
            SaveNote::NotSaved { reason, way_out } => {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                if !self.leaving.asked {
                    self.leaving.asked = true;
                    self.panels.dialogs.quit_unsaved(&format!("{reason}. {way_out}"));
                }
            }
        }
    }

    /// The last thing done: the window is gone already, so waiting holds nobody up.
    pub(super) fn leave(&mut self) {
        self.cancel_opening();
        // A window that is closed without being asked first has not kept what is typed yet.
        self.with_desk(|panels, desk, _| panels.claims.flush(desk));
        for request in std::mem::take(&mut self.requests) {
            if let Request::Perform(label, edit) = request {
                self.perform(label, edit);
            }
        }
        self.cancel_imports();
        self.note_place();
        match self.finish(LAST_WAIT) {
            Ok(()) => self.finish_index(),
            Err(failure) => {
                log::error!("{failure}");
                // A disk that does not answer must not keep the program from ending either.
                let_go(self.keeper.take());
            }
        }
        if let Some(mut file) = self.settings_file.take()
            && let Err(error) = file.save_now(&self.settings)
        {
            log::warn!("the settings could not be written: {error}");
        }
    }

    /// Saves a copy of the project as it is in memory.
    pub(super) fn copy_project(&mut self, ctx: &Context, folder: PathBuf) {
        self.leaving.stay();
        let Some(keeper) = &self.keeper else { return };
        let name = self.root().and_then(std::path::Path::file_name).unwrap_or_default();
        let to = folder.join(format!("{} copy", name.to_string_lossy()));
        self.errands.copy(ctx, self.session.project().clone(), keeper.folder.clone(), to);
    }
}
