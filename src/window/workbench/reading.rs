//! Reading a project on a thread of its own: its list of stories first, from the index; then all of
//! it; then, with nobody waiting any more, the index for the next start.

use std::path::{Path, PathBuf};

use egui::Context;

use super::errands::{Arrival, Errands};
use crate::project::Access;
use crate::store::{self, Folder, Index, Opened, Progress, StoreError};

impl Errands {
    /// Reads the project at `path`, telling `progress` how far it is.
    pub(super) fn open(&mut self, ctx: &Context, path: PathBuf, progress: Progress) {
        let early = self.teller(ctx);
        self.send_project(ctx, move || {
            if let Some(preview) = store::preview(&path) {
                early(Arrival::Preview(progress.clone(), Box::new(preview)));
            }
            let opened = store::open_watched(&path, &progress);
            (path, progress, opened)
        });
    }

    /// Makes a project called `name` at `path`.
    pub(super) fn create(&mut self, ctx: &Context, path: PathBuf, name: String, progress: Progress) {
        self.send_project(ctx, move || {
            let opened = store::create(&path, &name);
            (path, progress, opened)
        });
    }

    fn send_project(
        &mut self,
        ctx: &Context,
        read: impl FnOnce() -> (PathBuf, Progress, Result<Opened, StoreError>) + Send + 'static,
    ) {
        self.send_then(ctx, super::errands::Errand::Project, move || {
            let (path, progress, mut opened) = read();
            let index = opened.as_mut().ok().and_then(index_of);
            let arrival = Arrival::Project(path, progress, opened.map(Box::new));
            let keep = move || index.into_iter().for_each(|(index, folder)| keep(&index, &folder));
            (arrival, keep)
        });
    }
}

/// Takes the index of a project that may be written to, with its folder.
fn index_of(opened: &mut Opened) -> Option<(Index, Folder)> {
    let index = std::mem::take(&mut opened.index);
    (opened.project.access == Access::Write).then(|| (index, opened.folder.clone()))
}

fn keep(index: &Index, folder: &Folder) {
    if let Err(error) = index.keep(folder) {
        // It costs time at the next start, and nothing else.
        log::info!("the index could not be written: {error}");
    }
}

/// Makes a project's index true to its files, on the thread that asks.
pub(super) fn refresh(folder: &Folder) {
    if let Err(error) = store::refresh_index(folder) {
        log::info!("the index could not be written: {error}");
    }
}

/// What the folder of a project is called.
pub(super) fn name_of(path: &Path) -> String {
    crate::window::chrome::text::plain(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
        .into_owned()
}
