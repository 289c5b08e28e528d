//! Reading a project on a thread of its own: its list of stories first, from the index; then all of
//! it; then, with nobody waiting any more, the index for the next start.

use std::path::{Path, PathBuf};

use egui::Context;

use super::errands::{Arrival, Errands, Fetched, Who};
use crate::claims::templates;
use crate::project::Access;
use crate::store::{self, Folder, Index, Progress, StoreError};

impl Errands {
    /// Reads the project at `path` and takes its lock, telling `progress` how far it is.
    pub(super) fn open(&mut self, ctx: &Context, path: PathBuf, mut who: Who, progress: Progress) {
        let early = self.teller(ctx);
        self.send_project(ctx, path, progress, move |path, progress| {
            if let Some(preview) = store::preview(path) {
                early(Arrival::Preview(progress.clone(), Box::new(preview)));
            }
            let (opened, taken) = who.open(path, progress)?;
            Ok(who.resume(opened, taken, false))
        });
    }

    /// Reads the project at `path`, whoever has its lock; takes that if it is free by now.
    pub(super) fn open_anyway(&mut self, ctx: &Context, path: PathBuf, mut who: Who, progress: Progress) {
        self.send_project(ctx, path, progress, move |path, progress| {
            let (opened, taken) = who.open(path, progress)?;
            Ok(who.resume(opened, taken, true))
        });
    }

    /// Makes a project called `name` at `path`, and takes its lock.
    pub(super) fn create(
        &mut self,
        ctx: &Context,
        path: PathBuf,
        (name, template): (String, usize),
        who: Who,
        progress: Progress,
    ) {
        self.send_project(ctx, path, progress, move |path, _| {
            let book = templates().get(template).map(|template| template.book.clone()).unwrap_or_default();
            Ok(who.resume_locked(store::create_with(path, &name, book)?))
        });
    }

    /// Reads the copy of the sample at `path`, which is laid there first if need be.
    pub(super) fn open_sample(&mut self, ctx: &Context, path: PathBuf, mut who: Who, progress: Progress) {
        self.send_project(ctx, path, progress, move |path, progress| {
            store::lay_sample(path)?;
            let (opened, taken) = who.open(path, progress)?;
            Ok(who.resume(opened, taken, false))
        });
    }

    fn send_project(
        &mut self,
        ctx: &Context,
        path: PathBuf,
        progress: Progress,
        fetch: impl FnOnce(&Path, &Progress) -> Result<Box<Fetched>, StoreError> + Send + 'static,
    ) {
        self.send_then(ctx, super::errands::Errand::Project, move || {
            let mut fetched = fetch(&path, &progress);
            let index = fetched.as_mut().ok().and_then(|fetched| index_of(fetched));
            let arrival = Arrival::Project(path, progress, fetched);
            let keep = move || index.into_iter().for_each(|(index, folder)| keep(&index, &folder));
            (arrival, keep)
        });
    }
}

/// Takes the index of a project that may be written to, with its folder.
fn index_of(fetched: &mut Fetched) -> Option<(Index, Folder)> {
    let index = std::mem::take(&mut fetched.index);
    let writable = fetched.resumed.session.project().access == Access::Write;
    writable.then(|| (index, fetched.resumed.folder.clone()))
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
