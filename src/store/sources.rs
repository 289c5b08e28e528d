//! What a story was imported from, in its `source/` folder: read again, and joined by better ones.

use std::path::PathBuf;
use std::sync::Arc;

use super::folder::{Folder, is_plain_name};
use super::read::{self, Sort, locate};
use super::saver::{Attachment, Place};
use crate::story::{StoryId, TextHash};

/// The longest part of a name that is kept before what tells the content, in bytes.
const LONGEST: usize = 80;

/// Where the source called `name` of a story lies.
///
/// # Errors
/// Why it cannot be read, in words: it is not there, or it is no plain file within the project.
pub fn source_path(folder: &Folder, story: &StoryId, name: &str) -> Result<PathBuf, String> {
    if !is_plain_name(name) {
        return Err("the source\u{2019}s name leads out of its folder".to_owned());
    }
    let path = folder.sources(story).join(name);
    match locate(folder.root(), &path, Sort::FileOfAnySize) {
        Ok(Some(real)) => Ok(real),
        Ok(None) => Err(format!("{} is not there", folder.shown(&path))),
        Err(damage) => Err(format!("{} {}", folder.shown(&path), damage.reason())),
    }
}

/// A further source of a story, to be laid beside those it has. Its name tells its content, unless the
/// very same bytes lie there under the plain one, so that no other source is ever replaced.
#[must_use]
pub fn further_source(folder: &Folder, story: &StoryId, name: &str, bytes: Arc<[u8]>) -> Attachment {
    let there = source_path(folder, story, name).ok();
    let there = there.and_then(|path| read::bytes(folder.root(), &path).ok().flatten());
    let name = if there.as_deref() == Some(&*bytes) { name.to_owned() } else { named(name, &bytes) };
    Attachment { place: Place::Source, name, bytes }
}

/// The name with what tells the content before its extension.
fn named(name: &str, bytes: &[u8]) -> String {
    let hash = TextHash::of(bytes);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem = &stem[..stem.floor_char_boundary(LONGEST)];
    let dot = if extension.is_empty() { "" } else { "." };
    format!("{stem}-{}{dot}{extension}", hash.short())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_named_by_its_content_and_none_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::at(dir.path()).unwrap();
        let story = StoryId::try_from("talks".to_owned()).unwrap();
        let sources = folder.sources(&story);
        std::fs::create_dir_all(&sources).unwrap();
        std::fs::write(sources.join("talks.txt"), "old").unwrap();
        let name = |bytes: &[u8]| further_source(&folder, &story, "talks.txt", bytes.into()).name;
        assert_eq!(name(b"old"), "talks.txt");
        let other = name(b"new");
        assert!(other.starts_with("talks-") && other.ends_with(".txt") && other != "talks.txt", "{other}");
        assert_ne!(other, name(b"newer"));
        assert!(source_path(&folder, &story, "../story.ron").is_err());
        assert!(source_path(&folder, &story, "none.txt").is_err());
        assert!(source_path(&folder, &story, "talks.txt").unwrap().ends_with("talks.txt"));
    }
}
