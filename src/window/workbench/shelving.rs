//! A story that the analyst has seen comes on the shelf, under a name that nothing else has: the disk is
//! asked for that too, for the project's folder may hold stories that could not be read.

use std::path::{Path, PathBuf};

use egui::Context;

use super::Workbench;
use super::errands::{Arrival, Errand, Errands};
use crate::import::{self, Imported, Shelving};
use crate::project::Project;
use crate::store::Folder;

/// A story that got a name.
pub(super) struct Named {
    /// The project's folder.
    root: PathBuf,
    /// The session's revision at that time.
    revision: u64,
    imported: Imported,
    shelving: Shelving,
}

impl Errands {
    fn name(
        &mut self,
        ctx: &Context,
        folder: Folder,
        (project, revision): (Project, u64),
        imported: Imported,
    ) {
        self.send(ctx, Errand::Shelving, move || {
            let shelving = import::into_edit(&project, imported.clone(), |id| folder.is_taken(id));
            let root = folder.root().to_owned();
            Arrival::Named(Box::new(Named { root, revision, imported, shelving }))
        });
    }
}

impl Workbench {
    /// Puts a story on the shelf that the analyst has seen, and opens it.
    pub(super) fn take_story(&mut self, ctx: &Context, imported: Imported) {
        match &self.keeper {
            Some(keeper) => {
                let folder = keeper.folder.clone();
                let now = (self.session.project().clone(), self.session.revision());
                self.errands.name(ctx, folder, now, imported);
            }
            None => self.open_shelved(import::into_edit(self.session.project(), imported, |_| false)),
        }
    }

    /// A story got a name: in the project as it was when it was asked for.
    pub(super) fn named(&mut self, ctx: &Context, named: Named) {
        let Named { root, revision, imported, shelving } = named;
        if self.root().map(Path::to_owned) != Some(root) {
            let message =
                "The story was not taken, for another project was opened meanwhile. Paste it again.";
            self.panels.notices.error(message.to_owned());
        } else if revision != self.session.revision() {
            // The name may be another story's by now.
            self.take_story(ctx, imported);
        } else {
            self.open_shelved(shelving);
        }
    }

    fn open_shelved(&mut self, shelving: Shelving) {
        match shelving {
            Shelving::Known { id } => {
                self.notify("This story is in the project already.");
                self.open_story(id);
            }
            Shelving::New { id, edit, files, .. } => {
                let made = self.session.perform("paste story", edit);
                // The edit first: a project that refuses it must get no files either.
                if !self.tell_refusal(made) {
                    return;
                }
                if let Some(keeper) = &self.keeper {
                    files.into_iter().for_each(|file| keeper.saver.attach(&id, file));
                }
                self.open_story(id);
                self.look_over_import();
            }
        }
    }
}
