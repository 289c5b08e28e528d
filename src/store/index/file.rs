//! The file of the index: a head, one story a line, and last the hash of all that.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Take, Write as _};

use serde::{Deserialize, Serialize};

use super::super::folder::Folder;
use super::super::load::in_shares;
use super::super::read::{self, Sort, locate};
use super::{Stamp, StoryLine, stamp};
use crate::story::{StoryId, TextHasher};

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

/// The lines below the head, in pieces: as one text, those of a large project would be copied while
/// they grow, and would need as much memory again wherever they are compared or written.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(Vec<String>);

/// How long a piece is, in bytes, unless one line is longer.
const PIECE: usize = 256 << 10;

impl Lines {
    /// Adds a line.
    pub fn push(&mut self, line: &str) {
        let length = line.len() + 1;
        if self.0.last().is_none_or(|piece| piece.len() + length > PIECE) {
            self.0.push(String::with_capacity(PIECE.max(length)));
        }
        if let Some(piece) = self.0.last_mut() {
            piece.push_str(line);
            piece.push('\n');
        }
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|piece| piece.split_inclusive('\n'))
    }
}

/// Writes the file.
pub(super) fn write(file: &mut File, head: &Head, lines: &Lines) -> io::Result<()> {
    let head = ron::to_string(head).map_err(io::Error::other)? + "\n";
    let mut sum = TextHasher::default();
    for part in std::iter::once(&head).chain(&lines.0) {
        sum.update(part.as_bytes());
        file.write_all(part.as_bytes())?;
    }
    writeln!(file, "{SUM}{}", sum.finish().0)
}

/// The index in the project's folder, if there is one that was made for this project and is whole.
pub(super) fn read(folder: &Folder, project: &str) -> Option<Table> {
    let mut file = Reading::begin(folder, project)?;
    let mut table = Table { made: file.made, entries: BTreeMap::new() };
    while let Some(piece) = file.next_piece()? {
        let lines: Vec<&str> = piece.lines().collect();
        for entry in in_shares(&lines, |line| ron::from_str::<Entry>(line).ok()) {
            let entry = entry?;
            table.entries.insert(entry.line.id.clone(), entry);
        }
        if table.entries.len() > MOST {
            return None;
        }
    }
    Some(table)
}

/// When the reading for the index in the project's folder began, if that one has just these lines.
pub(super) fn made_with(folder: &Folder, project: &str, lines: &Lines) -> Option<i64> {
    let mut file = Reading::begin(folder, project)?;
    let mut lines = lines.iter();
    while let Some(piece) = file.next_piece()? {
        if !piece.split_inclusive('\n').all(|line| lines.next() == Some(line)) {
            return None;
        }
    }
    lines.next().is_none().then_some(file.made)
}

/// A file that is being read, a piece at a time. What it said is only to be relied on when its end was
/// reached.
struct Reading {
    file: BufReader<Take<File>>,
    /// When it was made.
    made: i64,
    sum: TextHasher,
    piece: String,
    ended: bool,
}

impl Reading {
    /// Opens the file, if it was made for this project.
    fn begin(folder: &Folder, project: &str) -> Option<Self> {
        let hidden = locate(folder.root(), &folder.hidden(), Sort::Folder).ok()??;
        let mut file = BufReader::new(read::in_parts(folder.root(), &hidden.join(NAME))?);
        let mut line = String::new();
        file.read_line(&mut line).ok()?;
        let head: Head = ron::from_str(&line).ok()?;
        // An index from the future says nothing of what was young when it was made.
        if head.format != FORMAT || head.project != project || head.made > stamp::now() {
            return None;
        }
        let mut sum = TextHasher::default();
        sum.update(line.as_bytes());
        Some(Self { file, made: head.made, sum, piece: String::new(), ended: false })
    }

    /// The next lines; `Some(None)` at the end of a file that is whole, and `None` if it is not.
    #[expect(clippy::option_option, reason = "the end and damage are different things")]
    fn next_piece(&mut self) -> Option<Option<&str>> {
        self.piece.clear();
        while !self.ended && self.piece.len() < PIECE {
            let start = self.piece.len();
            if self.file.read_line(&mut self.piece).ok()? == 0 {
                // It ends before its hash.
                return None;
            }
            let line = &self.piece[start..];
            match line.strip_prefix(SUM) {
                Some(sum) => {
                    let whole = std::mem::take(&mut self.sum).finish().0 == sum.trim_end_matches('\n');
                    if !whole || !self.file.fill_buf().ok()?.is_empty() {
                        return None;
                    }
                    self.piece.truncate(start);
                    self.ended = true;
                }
                None => self.sum.update(line.as_bytes()),
            }
        }
        Some(Some(self.piece.as_str()).filter(|piece| !piece.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_of_many_pieces_is_read_as_it_was_written() {
        let dir = tempfile::tempdir().unwrap();
        crate::store::create(dir.path(), "Large").unwrap();
        let folder = Folder::at(dir.path()).unwrap();
        let path = folder.hidden().join(NAME);
        std::fs::create_dir_all(folder.hidden()).unwrap();
        let id = |number: usize| StoryId::try_from(format!("story-{number:05}")).unwrap();
        let of = |count: usize| {
            let mut lines = Lines::default();
            for number in 0..count {
                let entry = Entry { line: StoryLine::named(&id(number)), stamp: None };
                lines.push(&ron::to_string(&entry).unwrap());
            }
            lines
        };
        let lines = of(12_000);
        assert!(lines.0.len() > 1, "it is longer than a piece");
        write(&mut File::create(&path).unwrap(), &Head::new("large".to_owned(), 7), &lines).unwrap();
        let table = read(&folder, "large").unwrap();
        assert_eq!(table.made, 7);
        assert!(table.entries.keys().cloned().eq((0..12_000).map(id)));
        assert_eq!(made_with(&folder, "large", &lines), Some(7));
        assert_eq!(made_with(&folder, "large", &of(11_999)), None);
        assert_eq!(made_with(&folder, "large", &of(12_001)), None);
        assert!(read(&folder, "another").is_none());

        let bytes = std::fs::read(&path).unwrap();
        for (what, changed) in [
            ("cut off after a piece", bytes[..PIECE].to_vec()),
            ("cut off before its hash", bytes[..bytes.len() - 75].to_vec()),
            ("longer than it was", [&bytes[..], b"\n"].concat()),
        ] {
            std::fs::write(&path, changed).unwrap();
            assert!(read(&folder, "large").is_none(), "{what}");
            assert_eq!(made_with(&folder, "large", &lines), None, "{what}");
        }
    }
}
