//! The index: what the list of stories shows of each, kept in `.pressmark/index.ron` so that the
//! list is there long before the stories are read.
//!
//! It is a cache and never trusted over the files. Each line says beside a story what its files
//! looked like when they were read: their names, lengths and times. A line whose files look
//! otherwise is read anew; a file that is damaged, of another project or of another format counts
//! for nothing, and is written again once the project was read. Whatever the index says,
//! [`open`](super::open) follows and decides.

mod file;
mod line;
mod preview;
mod stamp;

pub use line::{CoderLine, StoryLine};
pub use preview::{Preview, preview};

use std::fs;
use std::io;

use self::file::{Entry, Head, Lines};
pub(super) use self::stamp::Stamp;
use super::create::make_hidden;
use super::folder::Folder;
use super::load::{in_shares, read_project_file};
use super::read::{Sort, locate};
use super::{durable, load};
use crate::project::StoryWork;
use crate::story::StoryId;

/// What the list of stories says of a project, as its files were when they were read: the text to
/// be written, for held as records it would take as much memory as the stories themselves.
#[derive(Clone, Debug, Default)]
pub struct Index {
    project: String,
    /// When the reading began, in nanoseconds since 1970.
    made: i64,
    lines: Lines,
    /// When the youngest of the stories' files changed; `None` where that cannot be told of one.
    youngest: Option<i64>,
}

impl Index {
    /// An index to which the stories that are read from now on are added.
    pub(super) fn begun(project: &str) -> Self {
        Self {
            project: project.to_owned(),
            made: stamp::now(),
            lines: Lines::default(),
            youngest: Some(i64::MIN),
        }
    }

    /// Adds a story that was read after its files looked like `stamp`. They come by name.
    pub(super) fn add(&mut self, id: &StoryId, work: &StoryWork, stamp: Option<Stamp>) {
        self.add_entry(&Entry { line: StoryLine::of(id, work), stamp });
    }

    fn add_entry(&mut self, entry: &Entry) {
        let changed = entry.stamp.as_ref().map(Stamp::youngest);
        self.youngest = self.youngest.zip(changed).map(|(youngest, changed)| youngest.max(changed));
        // A story left out is read at the next start, no more.
        if let Ok(line) = ron::to_string(entry) {
            self.lines.push(&line);
        }
    }

    /// Writes the index into the project's folder, unless the one there says the same.
    /// True if it was written.
    ///
    /// # Errors
    /// What the system says. Nothing is lost then but time at the next start.
    pub fn keep(&self, folder: &Folder) -> io::Result<bool> {
        // Lines that were too young to be trusted may be old enough by now.
        let settled = |made| self.youngest.is_some_and(|changed| stamp::is_settled(changed, made));
        if file::made_with(folder, &self.project, &self.lines).is_some_and(settled) {
            return Ok(false);
        }
        make_hidden(folder)?;
        let Ok(Some(hidden)) = locate(folder.root(), &folder.hidden(), Sort::Folder) else {
            // It leads out of the project; nothing is written there.
            return Ok(false);
        };
        durable::sweep(&hidden);
        let head = Head::new(self.project.clone(), self.made);
        durable::replace_with(&hidden.join(file::NAME), |file| file::write(file, &head, &self.lines))?;
        Ok(true)
    }
}

/// Makes the index true to the files, reading those stories anew whose files changed: for the end
/// of a session, and now and then in a long one. True if it was written.
///
/// # Errors
/// As [`Index::keep`].
pub fn refresh_index(folder: &Folder) -> io::Result<bool> {
    let Some(head) = read_project_file(folder) else { return Ok(false) };
    let mut index = Index::begun(&head.id);
    let there = file::read(folder, &head.id).unwrap_or_default();
    let names = names(folder);
    let entries = in_shares(&names, |id| {
        let known = there.entries.get(id).filter(|entry| entry.is_true(folder, there.made));
        known.cloned().or_else(|| read_anew(folder, id))
    });
    entries.flatten().for_each(|entry| index.add_entry(&entry));
    index.keep(folder)
}

/// A story's line from its files; `None` if they are no story that can be read.
fn read_anew(folder: &Folder, id: &StoryId) -> Option<Entry> {
    let stamp = Stamp::of(folder, id);
    let work = load::read_story(folder, id)?;
    Some(Entry { line: StoryLine::of(id, &work), stamp })
}

/// The names of the folders that may be stories, in order. What they are shows when they are read.
fn names(folder: &Folder) -> Vec<StoryId> {
    let Ok(Some(stories)) = locate(folder.root(), &folder.stories(), Sort::Folder) else { return Vec::new() };
    let Ok(entries) = fs::read_dir(stories) else { return Vec::new() };
    let name = |entry: fs::DirEntry| StoryId::try_from(entry.file_name().into_string().ok()?).ok();
    let mut names: Vec<StoryId> = entries.flatten().filter_map(name).collect();
    names.sort();
    names
}
