//! Which journals of a coder there are, and which of them go on with which.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::super::finding::Damage;
use super::super::folder::is_plain_name;
use super::super::{Finding, Folder, read};
use super::file::{self, Held, JournalFile};
use super::reading::{self, Names, Owner, Reading};
use super::recover::recover;
use super::resume::counted;
use crate::claims::{ClaimId, CoderId};
use crate::project::{Change, Project};
use crate::story::{StoryId, StoryText, TextHash};

/// A run of files, each of which goes on with the one before.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What they say, one after the other.
    pub reading: Reading,
    pub paths: Vec<PathBuf>,
    /// How long they are together, in bytes.
    pub length: u64,
    /// The last file, if it can be gone on with.
    pub file: Option<JournalFile>,
    /// The last file's id, for one that goes on with it.
    pub last: Option<ClaimId>,
    /// Whether another window is writing the last of them.
    live: bool,
}

/// One file.
struct Piece {
    path: PathBuf,
    home: bool,
    /// `None` if another window has it, or if it may not be written.
    file: Option<File>,
    another: bool,
    reading: Reading,
}

/// The search for a coder's journals.
pub(super) struct Search<'a> {
    folder: &'a Folder,
    project: &'a Project,
    owner: &'a Owner,
    pub spare: Option<PathBuf>,
    /// What is wrong with them.
    pub findings: Vec<Finding>,
}

impl<'a> Search<'a> {
    pub fn new(folder: &'a Folder, project: &'a Project, owner: &'a Owner, spare: Option<&Path>) -> Self {
        // The id comes from a file, so it may be no name at all.
        let spare = spare.filter(|_| is_plain_name(&project.id)).map(|spare| spare.join(&project.id));
        Self { folder, project, owner, spare, findings: Vec::new() }
    }

    /// The coder's own journal, which is the history, and others that were begun beside it.
    pub fn find(&mut self) -> (Found, Vec<Found>) {
        let mut pieces = self.pieces();
        // Usually the first; where that is none of ours, the one that was begun instead.
        let root = pieces.iter().position(|piece| piece.home && piece.reading.follows.is_none());
        let own = root.map(|at| pieces.remove(at)).map(|first| chain(first, &mut pieces));
        let mut others = Vec::new();
        while !pieces.is_empty() {
            let known: Vec<Option<ClaimId>> = pieces.iter().map(|piece| piece.reading.id).collect();
            let begins =
                |piece: &Piece| piece.reading.follows.is_none_or(|before| !known.contains(&Some(before)));
            // Files that go on with each other in a circle were not written by us.
            let at = pieces.iter().position(begins).unwrap_or_default();
            let first = pieces.remove(at);
            let other = chain(first, &mut pieces);
            if !other.live {
                others.push(other);
            }
        }
        (own.unwrap_or_default(), others)
    }

    fn pieces(&mut self) -> Vec<Piece> {
        let home = self.folder.journals();
        let mut places = vec![(self.folder.root().to_owned(), home.clone())];
        places.extend(self.spare.clone().map(|spare| (spare.clone(), spare)));
        let names = Names::of(&self.owner.coder);
        let mut pieces = Vec::new();
        for (root, place) in places {
            let root = std::fs::canonicalize(&root).unwrap_or(root);
            let inside = if place == home { place.clone() } else { root.clone() };
            for (_, path) in names.list(&inside) {
                let Some(reading) = self.read(&root, &path) else { continue };
                let held = file::take(&path);
                let another = matches!(held, Ok(Held::Another));
                let file = match held {
                    Ok(Held::Ours(file)) => Some(file),
                    _ => None,
                };
                pieces.push(Piece { path, home: place == home, file, another, reading });
            }
        }
        pieces
    }

    fn read(&mut self, root: &Path, path: &Path) -> Option<Reading> {
        let texts = |id: &StoryId, hash: &TextHash| text_of(self.folder, self.project, id, hash);
        let shown = self.folder.shown(path);
        match reading::read(root, path, self.owner, &texts) {
            Ok(reading) => {
                let mut reading = reading?;
                let damage = std::mem::take(&mut reading.damage);
                self.findings.extend(damage.into_iter().map(|damage| damage.of(shown.clone())));
                Some(reading)
            }
            Err(strange) => {
                self.findings.push(strange.damage().of(shown));
                None
            }
        }
    }
}

/// Tells of journals that hold what the files do not, and that only their own coders may restore: a
/// coder's file is never written by another.
pub(super) fn of_other_coders(folder: &Folder, project: &Project, coder: &CoderId) -> Vec<Finding> {
    let entries = std::fs::read_dir(folder.journals()).into_iter().flatten().flatten();
    let coder_of = |name: &str| {
        let stem = name.strip_suffix(".jnl")?.split('.').next()?;
        CoderId::try_from(stem.to_owned()).ok().filter(|other| other != coder)
    };
    let coders: BTreeSet<CoderId> =
        entries.filter_map(|entry| coder_of(entry.file_name().to_str()?)).collect();
    let tell = |coder: CoderId| {
        let owner = Owner { project: project.id.clone(), coder };
        let (own, others) = Search::new(folder, project, &owner, None).find();
        let found = others.iter().chain([&own]).filter(|found| !found.live);
        let pending: Vec<Change> = found.flat_map(|found| found.reading.pending()).cloned().collect();
        let restored = recover(project, &pending).restored;
        let problem = format!("holds {} that did not reach the files", counted(restored));
        let remedy =
            format!("They are kept. Work as {} once (File > Change coder) to restore them.", owner.coder);
        let path = folder.journals().join(Names::of(&owner.coder).numbered(1));
        (restored > 0).then(|| Damage::new(problem, remedy).of(folder.shown(&path)))
    };
    coders.into_iter().filter_map(tell).collect()
}

/// A file with all that go on with it, taken out of `pieces`.
fn chain(first: Piece, pieces: &mut Vec<Piece>) -> Found {
    let mut found = Found::default();
    let mut next = Some(first);
    while let Some(piece) = next {
        let Piece { path, home, file, another, reading } = piece;
        found.live |= another;
        let (whole, length, next_seq) = (reading.whole, reading.length, reading.next_seq);
        found.length += length;
        found.last = reading.id;
        found.file = file
            .filter(|_| home)
            .map(|file| JournalFile::resume(file, path.clone(), whole, length, next_seq));
        found.paths.push(path);
        let id = reading.id;
        found.reading.go_on(reading);
        let follows = |piece: &Piece| id.is_some() && piece.reading.follows == id;
        next = pieces.iter().position(follows).map(|at| pieces.remove(at));
    }
    if found.live {
        // What another window has it will bring to the files itself.
        found.reading = std::mem::take(&mut found.reading).all_settled();
        (found.file, found.last) = (None, None);
    }
    found
}

/// The text of a story that came or left: from the project, or from where its folder may lie.
fn text_of(folder: &Folder, project: &Project, id: &StoryId, hash: &TextHash) -> Option<StoryText> {
    if let Some(work) = project.story(id).filter(|work| work.text.hash() == hash) {
        return Some(work.text.clone());
    }
    let name = Folder::text_name(hash);
    let homes = std::iter::once(folder.story(id)).chain(folder.removed_places(id));
    homes
        .filter_map(|home| read::text(folder.root(), &home.join(&name)).ok().flatten())
        .map(StoryText::from_canonical)
        .find(|text| text.hash() == hash)
}
