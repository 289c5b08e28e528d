use std::path::Path;

use super::super::files::{ActorsFile, ClaimsFile, CodeBookFile, StoryFile};
use super::super::folder::Folder;
use super::super::{SaveFailure, format};
use super::kept::KeptFile;
use super::take::Backups;
use crate::claims::CoderId;
use crate::project::{CoderWork, Part, StoryWork};
use crate::story::{Story, StoryId};

/// Keeps `coder`'s work on a story as it is in memory, which may be newer than the file: before a
/// restore puts another in its place. For a thread other than the window's.
///
/// # Errors
/// Why it could not be kept; then nothing should be restored.
pub fn back_up_now(
    folder: &Folder,
    id: &StoryId,
    story: &StoryWork,
    coder: &CoderId,
) -> Result<(), SaveFailure> {
    let Some(work) = story.work_of(coder).filter(|work| **work != CoderWork::default()) else {
        return Ok(());
    };
    keep(folder, &folder.claims(id, coder), &ClaimsFile::of(coder, work, &story.story))
}

/// Keeps what `file` says as it is in memory, as [`back_up_now`] does with claims.
///
/// # Errors
/// As there.
pub fn back_up_part_now(folder: &Folder, file: &KeptFile, now: &Part) -> Result<(), SaveFailure> {
    let path = file.path(folder);
    match now {
        Part::Story(story) => keep(folder, &path, &StoryFile::from(Story::clone(story))),
        Part::CodeBook(book) => keep(folder, &path, &CodeBookFile::of(book)),
        Part::Actors(actors) => keep(folder, &path, &ActorsFile::of(actors)),
    }
}

fn keep<F: format::Record>(folder: &Folder, path: &Path, file: &F) -> Result<(), SaveFailure> {
    let text = format::canonical(file).map_err(|error| SaveFailure {
        file: folder.shown(path),
        reason: format!("a fault in Pressmark: {error}"),
        hint: "Nothing was changed. Please report this.".to_owned(),
    })?;
    Backups::new(folder.clone()).now(path, text.as_bytes())
}
