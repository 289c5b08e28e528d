//! Code books that come from files and go into them.

use std::path::PathBuf;

use egui::Context;

use super::Workbench;
use super::errands::{Arrival, Errand};
use crate::export;
use crate::store;
use crate::window::chrome::dialogs::Purpose;

impl Workbench {
    /// Reads a code book from a file, to take kinds from.
    pub(super) fn read_book(&mut self, ctx: &Context, file: PathBuf) {
        self.errands.send(ctx, Errand::Book, move || {
            let read = store::read_codebook(&file);
            Arrival::Book(file, read)
        });
    }

    /// Writes the code book as a file for other projects or as a page to read. A file that stands there
    /// is replaced only if that was asked for.
    pub(super) fn save_book(&mut self, ctx: &Context, purpose: Purpose, path: PathBuf, replace: bool) {
        let project = self.session.project();
        let (name, book) = (project.name.clone(), project.codebook.clone());
        self.errands.send(ctx, Errand::Book, move || {
            let (path, as_it_was) = purpose.with_ending(path);
            // With an ending of ours it is another file than the one that was asked about.
            if !(replace && as_it_was) && store::is_taken(&path) {
                return Arrival::Taken(purpose, path);
            }
            let written = if purpose == Purpose::SaveBook {
                store::save_codebook(&path, &book)
            } else {
                export::save_codebook_page(&path, &name, &book)
            };
            Arrival::Page(path, written)
        });
    }
}
