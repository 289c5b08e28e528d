use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::folder::Folder;
use super::super::load::{in_shares, read_project_file};
use super::file::Entry;
use super::{StoryLine, file, names, read_anew};
use crate::story::StoryId;

/// How many stories are read for a preview at most; what changed beyond them shows as it was.
const READ_AT_MOST: usize = 200;

/// The list of a project's stories, before they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The project's id.
    pub project: String,
    /// What the analyst calls the project.
    pub name: String,
    /// The stories, by name.
    pub stories: Vec<StoryLine>,
    /// Those of them whose files changed since the index was made and are not read yet: what is
    /// said of them may be old, or nothing but their name.
    pub unread: BTreeSet<StoryId>,
}

/// The list of stories of the project in `dir`, from its index; `None` if there is none that can
/// be used.
///
/// What it says of a story is what the story's files say, but for those in [`Preview::unread`].
#[must_use]
pub fn preview(dir: &Path) -> Option<Preview> {
    let folder = Folder::at(dir).ok()?;
    let head = read_project_file(&folder)?;
    let index = file::read(&folder, &head.id)?;
    let budget = AtomicUsize::new(READ_AT_MOST);
    let rows = in_shares(&names(&folder), |id| {
        let known = index.entries.get(id);
        row(&folder, id, known, index.made, &budget)
    });
    let mut preview =
        Preview { project: head.id, name: head.name, stories: Vec::new(), unread: BTreeSet::new() };
    for (line, read) in rows.flatten() {
        if !read {
            preview.unread.insert(line.id.clone());
        }
        preview.stories.push(line);
    }
    Some(preview)
}

/// A story's line, and whether it says what the files say; `None` if the files are no story.
fn row(
    folder: &Folder,
    id: &StoryId,
    known: Option<&Entry>,
    made: i64,
    budget: &AtomicUsize,
) -> Option<(StoryLine, bool)> {
    if let Some(entry) = known.filter(|entry| entry.is_true(folder, made)) {
        return Some((entry.line.clone(), true));
    }
    let left = budget.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
    if left.is_ok() {
        return read_anew(folder, id).map(|entry| (entry.line, true));
    }
    Some((known.map_or_else(|| StoryLine::named(id), |entry| entry.line.clone()), false))
}
