use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::StoreError;
use super::read::{Sort, locate};
use crate::claims::CoderId;
use crate::story::{PictureFile, StoryId, TextHash, is_device};

/// Where a project lies on disk, and where each of its files is.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    /// Folders among the stories that could not be read, and so must not be written either.
    closed: Arc<BTreeSet<StoryId>>,
}

impl Folder {
    /// The folder `dir`, which must exist.
    pub(super) fn at(dir: &Path) -> Result<Self, StoreError> {
        let root = fs::canonicalize(dir).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => StoreError::NoSuchFolder(dir.to_owned()),
            _ => StoreError::Io { path: dir.to_owned(), source },
        })?;
        if !root.is_dir() {
            return Err(StoreError::NotAFolder(dir.to_owned()));
        }
        Ok(Self { root, closed: Arc::default() })
    }

    pub(super) fn closing(self, stories: BTreeSet<StoryId>) -> Self {
        Self { closed: Arc::new(stories), ..self }
    }

    /// The project's folder, without links in its path.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether `path` leads to this folder.
    #[must_use]
    pub fn is_at(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|real| real == self.root)
    }

    /// Whether a new story may not have this name, because something of that name lies on disk;
    /// it need not be a story that could be read.
    #[must_use]
    pub fn is_taken(&self, story: &StoryId) -> bool {
        self.is_closed(story) || fs::symlink_metadata(self.story(story)).is_ok()
    }

    /// Whether the story's folder was there but could not be read.
    pub(super) fn is_closed(&self, story: &StoryId) -> bool {
        self.closed.contains(story)
    }

    /// The stories' folders that were there but could not be read.
    pub(super) fn closed(&self) -> impl Iterator<Item = &StoryId> {
        self.closed.iter()
    }

    /// The file of a story's picture; `None` if there is no plain file of that name in the story's
    /// `pictures/`, or if the name leads out of the project.
    #[must_use]
    pub fn picture_path(&self, story: &StoryId, file: &PictureFile) -> Option<PathBuf> {
        if !is_plain_name(&file.name) {
            return None;
        }
        locate(&self.root, &self.pictures(story).join(&file.name), Sort::File).ok().flatten()
    }

    pub(super) fn project_file(&self) -> PathBuf {
        self.root.join("project.ron")
    }

    pub(super) fn codebook(&self) -> PathBuf {
        self.root.join("codebook.ron")
    }

    pub(super) fn actors(&self) -> PathBuf {
        self.root.join("actors.ron")
    }

    /// What belongs to the program, not to the analyst; git ignores it.
    pub(super) fn hidden(&self) -> PathBuf {
        self.root.join(".pressmark")
    }

    /// Where the journals lie, one for each coder.
    pub(super) fn journals(&self) -> PathBuf {
        self.hidden().join("journal")
    }

    /// Where stories go that are taken off the shelf.
    pub(super) fn removed(&self) -> PathBuf {
        self.hidden().join("removed")
    }

    /// The folders in which a story of this name lies that was taken off the shelf.
    pub(super) fn removed_places(&self, id: &StoryId) -> impl Iterator<Item = PathBuf> + use<> {
        let removed = self.removed();
        let prefix = format!("{id}-");
        let is_one = move |name: &str| {
            name.strip_prefix(&prefix).is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
        };
        let entries = fs::read_dir(removed).into_iter().flatten().flatten();
        entries.filter(move |entry| entry.file_name().to_str().is_some_and(&is_one)).map(|entry| entry.path())
    }

    pub(super) fn stories(&self) -> PathBuf {
        self.root.join("stories")
    }

    pub(super) fn story(&self, id: &StoryId) -> PathBuf {
        self.stories().join(id.as_str())
    }

    pub(super) fn story_file(&self, id: &StoryId) -> PathBuf {
        self.story(id).join("story.ron")
    }

    pub(super) fn text(&self, id: &StoryId, hash: &TextHash) -> PathBuf {
        self.story(id).join(Self::text_name(hash))
    }

    /// The name of a text's file.
    pub(super) fn text_name(hash: &TextHash) -> String {
        format!("text-{}.txt", hash.short())
    }

    /// Where new stories are made, before they come into the project as a whole.
    pub(super) fn all_incoming(&self) -> PathBuf {
        self.hidden().join("incoming")
    }

    pub(super) fn claims(&self, id: &StoryId, coder: &CoderId) -> PathBuf {
        self.story(id).join(format!("{coder}{CLAIMS}"))
    }

    pub(super) fn pictures(&self, id: &StoryId) -> PathBuf {
        self.story(id).join("pictures")
    }

    pub(super) fn sources(&self, id: &StoryId) -> PathBuf {
        self.story(id).join("source")
    }

    /// `path` as messages name it: from the project's folder, with `/` between its parts.
    pub(super) fn shown(&self, path: &Path) -> String {
        let inner = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }
}

/// How the name of a claims file ends.
pub(super) const CLAIMS: &str = ".claims.ron";

/// The longest name of a file in bytes; systems take 255, temporary names add 22.
const LONGEST_NAME: usize = 220;

/// Whether `name` is the name of a file, on every system, and nothing else.
pub(super) fn is_plain_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    !name.is_empty()
        && name.len() <= LONGEST_NAME
        && !name.starts_with('.')
        && !name.ends_with(['.', ' '])
        && !name.contains(odd)
        && !is_device(stem.to_lowercase().trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_are_not_plain() {
        for bad in [
            "",
            ".",
            "..",
            "../x",
            "a/b",
            "a\\b",
            "C:x",
            "con.png",
            "a\n",
            "a\0",
            "a.",
            "a ",
            ".hidden",
            "aux.ron",
            "com\u{b9}.png",
            "con .txt",
        ] {
            assert!(!is_plain_name(bad), "{bad:?}");
        }
        assert!(!is_plain_name(&"a".repeat(221)));
        for good in ["5f0c9a1e5f0c9a1e.jpg", "Koreas US slow-down.txt", "新闻.html"] {
            assert!(is_plain_name(good), "{good:?}");
        }
    }
}
