//! Which journals of a coder there are, and which of them go on with which.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::super::finding::Damage;
use super::super::folder::is_plain_name;
use super::super::marks::{Mark, Marks};
use super::super::{Finding, Folder, read};
use super::file::{self, Held, JournalFile};
use super::names::Names;
use super::reading::{self, Owner, Reading};
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
    /// How far each of them goes, by its id.
    pub ends: Vec<Mark>,
    /// Whether some of them lie in the spare folder.
    pub away: bool,
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
    marks: &'a Marks,
    pub spare: Option<PathBuf>,
    /// What is wrong with them.
    pub findings: Vec<Finding>,
}

impl<'a> Search<'a> {
    /// A search in a project whose files say `marks` of its journals.
    pub fn new(
        folder: &'a Folder,
        (project, marks): (&'a Project, &'a Marks),
        owner: &'a Owner,
        spare: Option<&Path>,
    ) -> Self {
        // The id comes from a file, so it may be no name at all.
        let spare = spare.filter(|_| is_plain_name(&project.id)).map(|spare| spare.join(&project.id));
        Self { folder, project, owner, marks, spare, findings: Vec::new() }
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
                let free = reading.id.map(|id| self.marks.free_line(id));
                reading.next_seq = reading.next_seq.max(free.unwrap_or_default());
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
pub(super) fn of_other_coders(
    folder: &Folder,
    project: &Project,
    marks: &Marks,
    coder: &CoderId,
) -> Vec<Finding> {
    let entries = std::fs::read_dir(folder.journals()).into_iter().flatten().flatten();
    let coder_of = |name: &str| {
        let stem = name.strip_suffix(".jnl")?.split('.').next()?;
        CoderId::try_from(stem.to_owned()).ok().filter(|other| other != coder)
    };
    let coders: BTreeSet<CoderId> =
        entries.filter_map(|entry| coder_of(entry.file_name().to_str()?)).collect();
    let tell = |coder: CoderId| {
        let owner = Owner { project: project.id.clone(), coder };
        let (own, others) = Search::new(folder, (project, marks), &owner, None).find();
        let found = others.iter().chain([&own]).filter(|found| !found.live);
        let pending: Vec<Change> = found.flat_map(|found| found.reading.missing(marks)).collect();
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
        found.ends.extend(reading.id.map(|journal| Mark { journal, before: next_seq }));
        found.away |= !home;
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
        // Nor do the files hold all of it yet.
        (found.ends, found.away) = (Vec::new(), false);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::CoderId;
    use crate::project::{Change, Deed, Edit, Status, StepId};
    use crate::store::journal::record::Record;

    /// A project in a folder of its own, with journals in it.
    struct World {
        dir: tempfile::TempDir,
        project: Project,
        owner: Owner,
    }

    impl World {
        fn new() -> Self {
            let dir = tempfile::tempdir().unwrap();
            let project = crate::store::create(dir.path(), "search").unwrap().project;
            let owner = Owner { project: project.id.clone(), coder: CoderId::nearest("kim") };
            std::fs::create_dir_all(Folder::at(dir.path()).unwrap().journals()).unwrap();
            Self { dir, project, owner }
        }

        fn folder(&self) -> Folder {
            Folder::at(self.dir.path()).unwrap()
        }

        /// A journal of this number with the step `step`.
        fn journal(&self, number: u32, id: u64, follows: Option<u64>, step: u64) {
            let follows = follows.map(ClaimId);
            let (project, coder) = (self.owner.project.clone(), self.owner.coder.clone());
            let head = Record::Head { project, coder, id: ClaimId(id), follows };
            let (text, _) = file::lines(&head, &[change(step)]).unwrap();
            std::fs::write(self.path(number), text).unwrap();
        }

        fn path(&self, number: u32) -> PathBuf {
            self.folder().journals().join(Names::of(&self.owner.coder).numbered(number))
        }

        /// The steps of the coder's own journal, and of the others.
        fn find(&self) -> (Vec<u64>, Vec<Vec<u64>>) {
            let folder = self.folder();
            let (own, others) =
                Search::new(&folder, (&self.project, &Marks::default()), &self.owner, None).find();
            (steps(&own), others.iter().map(steps).collect())
        }
    }

    fn change(step: u64) -> Record {
        let story = StoryId::try_from("one".to_owned()).unwrap();
        let edit = |to| Edit::Status { story: story.clone(), coder: CoderId::nearest("kim"), to };
        let deed = Deed::Did { id: StepId(step), label: "mark".to_owned(), after: None };
        let at = jiff::Timestamp::UNIX_EPOCH;
        Record::of_change(&Change { at, deed, edit: edit(Status::Done), back: edit(Status::ToDo) })
    }

    fn steps(found: &Found) -> Vec<u64> {
        let step = |change: &Change| match &change.deed {
            Deed::Did { id, .. } => Some(id.0),
            _ => None,
        };
        found.reading.changes().filter_map(step).collect()
    }

    #[test]
    fn files_that_go_on_with_each_other_are_one_whatever_their_numbers() {
        let world = World::new();
        world.journal(1, 10, None, 1);
        world.journal(2, 12, Some(11), 3);
        world.journal(3, 11, Some(10), 2);
        world.journal(4, 20, None, 7);
        world.journal(5, 21, Some(20), 8);
        assert_eq!(world.find(), (vec![1, 2, 3], vec![vec![7, 8]]));
    }

    #[test]
    fn one_whose_beginning_is_gone_stands_alone() {
        let world = World::new();
        world.journal(2, 12, Some(11), 3);
        world.journal(3, 13, Some(12), 4);
        assert_eq!(world.find(), (vec![], vec![vec![3, 4]]));
        world.journal(4, 10, None, 1);
        assert_eq!(world.find(), (vec![1], vec![vec![3, 4]]));
    }

    #[test]
    fn a_circle_a_twin_and_one_that_follows_itself_end_and_lose_nothing() {
        let world = World::new();
        world.journal(1, 10, Some(12), 1);
        world.journal(2, 11, Some(10), 2);
        world.journal(3, 12, Some(11), 3);
        world.journal(4, 30, Some(30), 4);
        // A copy that a sync client left beside it.
        world.journal(5, 10, Some(12), 1);
        let (own, others) = world.find();
        assert_eq!(own, [] as [u64; 0]);
        let mut all: Vec<u64> = others.concat();
        all.sort_unstable();
        assert_eq!(all, [1, 1, 2, 3, 4]);
    }

    #[test]
    fn what_another_window_writes_is_not_gone_on_with_and_not_pending() {
        let world = World::new();
        world.journal(1, 10, None, 1);
        world.journal(2, 11, Some(10), 2);
        world.journal(3, 20, None, 5);
        let held = [2, 3].map(|number| match file::take(&world.path(number)) {
            Ok(Held::Ours(file)) => file,
            _ => panic!("nobody has it"),
        });
        let folder = world.folder();
        let marks = Marks::default();
        let search = || Search::new(&folder, (&world.project, &marks), &world.owner, None);
        let (own, others) = search().find();
        assert_eq!(steps(&own), [1, 2], "it is still the history");
        assert!(own.file.is_none() && own.last.is_none());
        assert_eq!(own.reading.pending().count(), 0);
        assert!(others.is_empty());
        drop((own, held));
        let (own, others) = search().find();
        assert!(own.file.is_some() && own.last == Some(ClaimId(11)));
        assert_eq!((own.reading.pending().count(), others.len()), (2, 1));
    }
}
