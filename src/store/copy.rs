use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

use super::create::create_from;
use super::finding::Damage;
use super::folder::CLAIMS;
use super::read::{Sort, locate};
use super::{Folder, Saver, StoreError, durable};
use crate::claims::{ClaimId, CoderId};
use crate::project::{Project, StoryWork, Touched};

/// How long a copy may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(600);

/// Saves `project`, as it is in memory, as a new project in `to`, with the pictures, sources, older
/// texts and unreadable files that lie in `from`. Once this returns, a power cut does not take it back. The
/// copy has an id of its own: by that it is told which journal outside the project belongs to which.
///
/// # Errors
/// If `to` is not empty or cannot be written, or if a file of `from` could not be copied; then
/// everything else has been.
pub fn copy(project: &Project, from: &Folder, to: &Path) -> Result<(), StoreError> {
    let id = ClaimId::fresh().to_string();
    let opened = create_from(to, Project { id, ..project.clone() })?;
    let mut trouble = None;
    // Stories that could not be read are copied as they lie there.
    for id in project.stories.keys().chain(from.closed()) {
        let (source, target) = (from.story(id), opened.folder.story(id));
        let work = project.story(id);
        for part in ["", "pictures", "source"] {
            // What the project says is written below, and may be newer than what lies there.
            let written = |name: &str| part.is_empty() && work.is_some_and(|work| is_written(work, name));
            let to = (&opened.folder, &*target.join(part));
            let copied = copy_files(from, &source.join(part), to, written);
            trouble = trouble.or(copied.err().map(|error| (source.join(part), error)));
        }
    }
    let writable = Project { access: crate::project::Access::Write, ..project.clone() };
    let everything: BTreeSet<Touched> =
        project.stories.keys().cloned().map(Touched::Shelf).chain([Touched::Actors]).collect();
    let saver = Saver::start(opened.folder, opened.project);
    saver.save(&writable, &everything);
    saver.finish(PATIENCE)?;
    match trouble {
        Some((path, source)) => Err(StoreError::Io { path, source }),
        None => Ok(()),
    }
}

/// Whether a file of the story's folder says what the project says.
fn is_written(work: &StoryWork, name: &str) -> bool {
    let coder = |coder: &CoderId| name.strip_suffix(CLAIMS) == Some(coder.as_str());
    (name == "story.ron" && work.locked.is_none())
        || work.coders.keys().any(|known| coder(known) && !work.sealed.contains_key(known))
}

/// Copies the files of a folder of the project `project`, if it is there, but for those that are to
/// be left out. All others are tried; what lies outside the project, or is no file, is not copied
/// but told.
fn copy_files(
    project: &Folder,
    from: &Path,
    (copy, to): (&Folder, &Path),
    left_out: impl Fn(&str) -> bool,
) -> std::io::Result<()> {
    let Some(real) = locate(project.root(), from, Sort::Folder)? else { return Ok(()) };
    durable::make_folder(copy.root(), to)?;
    let mut trouble = None;
    for entry in fs::read_dir(real)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() || entry.file_name().to_str().is_some_and(&left_out) {
            continue;
        }
        let copied = copy_file(project, &entry.path(), &to.join(entry.file_name()));
        trouble = trouble.or(copied.err());
    }
    trouble.map_or(Ok(()), Err)
}

fn copy_file(project: &Folder, from: &Path, to: &Path) -> std::io::Result<()> {
    match locate(project.root(), from, Sort::FileOfAnySize) {
        Ok(Some(real)) => durable::replace_with(to, |to| {
            let mut from = File::open(real)?;
            std::io::copy(&mut from, to)?;
            to.set_permissions(from.metadata()?.permissions())
        }),
        // It went away since the folder was listed.
        Ok(None) => Ok(()),
        // A link to a folder of the project: the story's own are copied by name.
        Err(_) if locate(project.root(), from, Sort::Folder).is_ok() => Ok(()),
        Err(damage) => {
            let name = from.file_name().unwrap_or_default().to_string_lossy();
            let problem = format!("{name} {}", damage.problem);
            Err(Damage { problem, ..damage }.into())
        }
    }
}
