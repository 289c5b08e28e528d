//! The file of the index: a head, one story a line, and last the hash of all that.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::folder::Folder;
use super::super::load::in_shares;
use super::super::read::{self, Sort, locate};
use super::{Index, Stamp, StoryLine, stamp};
use crate::story::{StoryId, TextHash};

/// The file's name in the project's `.pressmark/`.
pub(super) const NAME: &str = "index.ron";

/// The number of this form of the file. A file of any other is written anew: it is only a cache.
const FORMAT: u32 = 1;

/// A project of more stories than this has no index: one that long is not ours.
const MOST: usize = 1_000_000;

/// What stands before the hash in the last line.
const SUM: &str = "// sha256 ";

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    format: u32,
    project: String,
    made: i64,
}

impl Head {
    pub fn new(project: String, made: i64) -> Self {
        Self { format: FORMAT, project, made }
    }
}

/// Any further line: a story, and what its files looked like when they were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub line: StoryLine,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamp: Option<Stamp>,
}

impl Entry {
    /// Whether its stamp, taken in or before `made`, can be relied on.
    pub fn is_settled(&self, made: i64) -> bool {
        self.stamp.as_ref().is_some_and(|stamp| stamp.is_settled(made))
    }

    /// Whether the story's files are still those that were read for it.
    pub fn is_true(&self, folder: &Folder, made: i64) -> bool {
        self.is_settled(made) && self.stamp.as_ref().is_some_and(|stamp| stamp.holds(folder, &self.line.id))
    }
}

/// The file's text.
pub(super) fn text<'a>(head: &Head, entries: impl Iterator<Item = &'a Entry>) -> Result<String, ron::Error> {
    let mut text = ron::to_string(head)?;
    text.push('\n');
    for entry in entries {
        text.push_str(&ron::to_string(entry)?);
        text.push('\n');
    }
    let sum = TextHash::of(text.as_bytes());
    text.push_str(SUM);
    text.push_str(&sum.0);
    text.push('\n');
    Ok(text)
}

/// The index in the project's folder, if there is one that was made for this project and is whole.
pub(super) fn read(folder: &Folder, project: &str) -> Option<Index> {
    let hidden = locate(folder.root(), &folder.hidden(), Sort::Folder).ok()??;
    parse(&read::text(folder.root(), &hidden.join(NAME)).ok()??, project)
}

fn parse(text: &str, project: &str) -> Option<Index> {
    let (body, sum) = text.trim_end_matches('\n').rsplit_once(SUM)?;
    if TextHash::of(body.as_bytes()).0 != sum {
        return None;
    }
    let (head, lines) = body.split_once('\n')?;
    let head: Head = ron::from_str(head).ok()?;
    // An index from the future says nothing of what was young when it was made.
    if head.format != FORMAT || head.project != project || head.made > stamp::now() {
        return None;
    }
    let lines: Vec<&str> = lines.lines().take(MOST + 1).collect();
    if lines.len() > MOST {
        return None;
    }
    let entries: Option<Vec<Entry>> =
        in_shares(&lines, |line| ron::from_str(line).ok()).into_iter().collect();
    let entries: BTreeMap<StoryId, Entry> =
        entries?.into_iter().map(|entry: Entry| (entry.line.id.clone(), entry)).collect();
    Some(Index { project: head.project, made: head.made, entries })
}
