use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use super::create::create_from;
use super::{Folder, Saver, StoreError};
use crate::project::{Project, Touched};

/// How long a copy may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(600);

/// Saves `project`, as it is in memory, as a new project in `to`, with the pictures, sources, older
/// texts and unreadable files that lie in `from`.
///
/// # Errors
/// If `to` is not empty or cannot be written, or if a file of `from` could not be copied; then
/// everything else has been.
pub fn copy(project: &Project, from: &Folder, to: &Path) -> Result<(), StoreError> {
    let opened = create_from(to, project.clone())?;
    let mut trouble = None;
    // Stories that could not be read are copied as they lie there.
    for id in project.stories.keys().chain(from.closed()) {
        let (source, target) = (from.story(id), opened.folder.story(id));
        if !fs::symlink_metadata(&source).is_ok_and(|there| there.is_dir()) {
            continue;
        }
        for part in ["", "pictures", "source"] {
            let copied = copy_files(&source.join(part), &target.join(part));
            trouble = trouble.or(copied.err().map(|error| (source.join(part), error)));
        }
    }
    let writable = Project { access: crate::project::Access::Write, ..project.clone() };
    let everything: BTreeSet<Touched> =
        project.stories.keys().cloned().map(Touched::Shelf).chain([Touched::Actors]).collect();
    let saver = Saver::start(opened.folder);
    saver.save(&writable, &everything);
    saver.finish(PATIENCE)?;
    match trouble {
        Some((path, source)) => Err(StoreError::Io { path, source }),
        None => Ok(()),
    }
}

/// Copies the plain files of a folder, if it is there; links are not followed.
fn copy_files(from: &Path, to: &Path) -> std::io::Result<()> {
    let entries = match fs::read_dir(from) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    fs::create_dir_all(to)?;
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
