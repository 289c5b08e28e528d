use super::super::files::ClaimsFile;
use super::super::folder::Folder;
use super::super::{SaveFailure, format};
use super::take::Backups;
use crate::claims::CoderId;
use crate::project::{CoderWork, StoryWork};
use crate::story::StoryId;

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
    let path = folder.claims(id, coder);
    let text =
        format::canonical(&ClaimsFile::of(coder, work, &story.story)).map_err(|error| SaveFailure {
            file: folder.shown(&path),
            reason: format!("a fault in Pressmark: {error}"),
            hint: "Nothing was changed. Please report this.".to_owned(),
        })?;
    Backups::new(folder.clone()).now(&path, text.as_bytes())
}
