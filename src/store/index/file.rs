//! The file of the index: a head, one story a line, and last the hash of all that.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::folder::Folder;
use super::super::load::in_shares;
use super::super::read::{self, Sort, locate};
use super::{Stamp, StoryLine, stamp};
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
    fn is_settled(&self, made: i64) -> bool {
        self.stamp.as_ref().is_some_and(|stamp| stamp::is_settled(stamp.youngest(), made))
    }

    /// Whether the story's files are still those that were read for it.
    pub fn is_true(&self, folder: &Folder, made: i64) -> bool {
        self.is_settled(made) && self.stamp.as_ref().is_some_and(|stamp| stamp.holds(folder, &self.line.id))
    }
}

/// An index that was read.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// When the reading for it began, in nanoseconds since 1970.
    pub made: i64,
    pub entries: BTreeMap<StoryId, Entry>,
}

/// The file's text, of lines that each end as one.
pub(super) fn text(head: &Head, lines: &str) -> Result<String, ron::Error> {
    let mut text = ron::to_string(head)?;
    text.push('\n');
    text.push_str(lines);
    let sum = TextHash::of(text.as_bytes());
    text.push_str(SUM);
    text.push_str(&sum.0);
    text.push('\n');
    Ok(text)
}

/// The index in the project's folder, if there is one that was made for this project and is whole.
pub(super) fn read(folder: &Folder, project: &str) -> Option<Table> {
    let text = whole(folder)?;
    let (made, lines) = open(&text, project)?;
    let lines: Vec<&str> = lines.lines().take(MOST + 1).collect();
    if lines.len() > MOST {
        return None;
    }
    let entries: Option<Vec<Entry>> =
        in_shares(&lines, |line| ron::from_str(line).ok()).into_iter().collect();
    let entries = entries?.into_iter().map(|entry: Entry| (entry.line.id.clone(), entry)).collect();
    Some(Table { made, entries })
}

/// When the reading for the index in the project's folder began, if that one has just these lines.
pub(super) fn made_with(folder: &Folder, project: &str, lines: &str) -> Option<i64> {
    let text = whole(folder)?;
    open(&text, project).filter(|(_, there)| *there == lines).map(|(made, _)| made)
}

fn whole(folder: &Folder) -> Option<String> {
    let hidden = locate(folder.root(), &folder.hidden(), Sort::Folder).ok()??;
    read::text(folder.root(), &hidden.join(NAME)).ok()?
}

/// When it was made and its lines, if it was made for this project and is whole.
fn open<'t>(text: &'t str, project: &str) -> Option<(i64, &'t str)> {
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
    Some((head.made, lines))
}
