//! By what one tells, without reading them, that a story's files are still those that were read.

use std::fs::{self, Metadata};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::super::folder::{CLAIMS, Folder};
use crate::story::StoryId;

/// What a story's files looked like.
///
/// The time of the folder tells that a file came, went or was replaced; length and time of each
/// file that one was changed where it is. The pictures are left out, for no line speaks of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// When the folder changed last, in nanoseconds since 1970.
    folder: i64,
    /// Name, length in bytes, and when it changed last, by name.
    files: Vec<(String, u64, i64)>,
}

/// A file that changed no longer than this before it was looked at may change again without its
/// time showing it: the coarsest file systems count in steps of two seconds.
const COARSE: i64 = 2_000_000_000;

/// A folder of more files than this is not worth a stamp.
const MOST: usize = 64;

impl Stamp {
    /// What the story's files look like; `None` if that tells nothing, as where there are links.
    pub fn of(folder: &Folder, id: &StoryId) -> Option<Self> {
        let home = folder.story(id);
        let when = changed(&fs::symlink_metadata(&home).ok().filter(Metadata::is_dir)?)?;
        let mut files = Vec::new();
        for entry in fs::read_dir(home).ok()? {
            let entry = entry.ok()?;
            let Some(name) = entry.file_name().to_str().filter(|name| counts(name)).map(str::to_owned) else {
                continue;
            };
            let metadata = entry.metadata().ok().filter(Metadata::is_file)?;
            files.push((name, metadata.len(), changed(&metadata)?));
            if files.len() > MOST {
                return None;
            }
        }
        files.sort();
        Some(Self { folder: when, files })
    }

    /// Whether the story's files look like this now.
    pub fn holds(&self, folder: &Folder, id: &StoryId) -> bool {
        let home = folder.story(id);
        let dir = fs::symlink_metadata(&home).ok().filter(Metadata::is_dir);
        dir.as_ref().and_then(changed) == Some(self.folder)
            && self.files.iter().all(|(name, length, when)| {
                let file = fs::symlink_metadata(home.join(name)).ok().filter(Metadata::is_file);
                file.is_some_and(|file| file.len() == *length && changed(&file) == Some(*when))
            })
    }

    /// When the last of all this changed.
    pub fn youngest(&self) -> i64 {
        let times = self.files.iter().map(|(_, _, when)| *when);
        times.fold(self.folder, i64::max)
    }
}

/// Whether what changed at `when` had rested long enough before `made` for a later change to show.
/// Of a file from the future that is never so.
pub(super) fn is_settled(when: i64, made: i64) -> bool {
    when.saturating_add(COARSE) <= made
}

/// Whether the file of this name has a part in what is read of a story.
fn counts(name: &str) -> bool {
    let text = || name.starts_with("text-") && name.ends_with(".txt");
    name == "story.ron" || (name.ends_with(CLAIMS) && !name.starts_with('.')) || text()
}

/// When it changed last, in nanoseconds since 1970; `None` where the system cannot say or the time
/// is centuries off.
fn changed(metadata: &Metadata) -> Option<i64> {
    nanoseconds(metadata.modified().ok()?)
}

fn nanoseconds(time: SystemTime) -> Option<i64> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).ok(),
        Err(before) => i64::try_from(before.duration().as_nanos()).ok()?.checked_neg(),
    }
}

/// The time now, in nanoseconds since 1970. A clock that is centuries off makes every file look
/// too young to be trusted.
pub(super) fn now() -> i64 {
    nanoseconds(SystemTime::now()).unwrap_or(i64::MIN)
}
