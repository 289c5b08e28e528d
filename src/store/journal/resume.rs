//! Going on with a project where it was left: its history, and what a crash kept from the files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::finding::Damage;
use super::super::marks::Mark;
use super::super::{Finding, Folder, OnDisk, Opened, StoreError, durable};
use super::file::{self, Held, JournalFile, NotBegun};
use super::reach::Reached;
use super::reading::{self, Entry, Names, Owner};
use super::record::Record;
use super::recover::recover;
use super::search::{self, Search};
use super::{Journal, PART, TakenOver, pack, put_away};
use crate::claims::{ClaimId, CoderId};
use crate::project::merge::Note;
use crate::project::{Access, Change, Edit, Session, StepId, Touched};

/// A project, ready to go on with.
#[derive(Debug)]
pub struct Resumed {
    /// The project with its history. What was restored waits in it to be saved.
    pub session: Session,
    /// Where it lies.
    pub folder: Folder,
    /// What is wrong with its files.
    pub findings: Vec<Finding>,
    /// What the files say: they differ from the session where something was restored.
    pub on_disk: OnDisk,
    /// The journal to go on with; `None` if nothing may be written.
    pub journal: Option<Journal>,
    /// How many changes were restored that had not reached the files.
    pub restored: usize,
    /// The steps of the session's history that brought them.
    pub restored_steps: BTreeSet<StepId>,
}

/// Takes up work on a project that was read, as `coder`: with the history of earlier runs, and with
/// every change that their journals hold and the files do not.
///
/// `spare` is a folder of the user's own where journals go when the project's disk is full.
#[must_use]
pub fn resume(opened: Opened, coder: &CoderId, spare: Option<&Path>) -> Resumed {
    let Opened { project, folder, mut findings, marks, .. } = opened;
    if project.access != Access::Write {
        let on_disk = OnDisk::of(&project);
        return Resumed {
            session: Session::new(project, coder.clone()),
            folder,
            findings,
            on_disk,
            journal: None,
            restored: 0,
            restored_steps: BTreeSet::new(),
        };
    }
    let on_disk = OnDisk::of(&project);
    let owner = Owner { project: project.id.clone(), coder: coder.clone() };
    let mut search = Search::new(&folder, (&project, &marks), &owner, spare);
    let (own, others) = search.find();
    let spare = search.spare.take();
    findings.append(&mut search.findings);

    let pending = own.reading.pending().next().is_some();
    let recovery = recover(&project, &own.reading.missing(&marks));
    let mut unplaced = recovery.unplaced;
    let mut restored = recovery.restored;
    let mut restored_steps = recovery.steps;
    let mut entries = own.reading.entries;
    let reach = Reached::of(&own.ends, own.file.is_some(), own.away);
    let mut journal = Journal {
        folder: folder.clone(),
        spare,
        owner,
        part: PART,
        file: own.file,
        last: own.last,
        released: None,
        reach,
        unsettled: pending,
        never_settles: false,
        taken_over: Vec::new(),
    };
    if !pending
        && let Some(packed) = pack::pack(&entries, own.length)
        && journal.pack(&packed, (own.paths, own.length), &own.ends)
    {
        entries = packed;
    }
    let mut session = Session::resume(project, coder.clone(), reading::history(&entries));
    findings.extend(twofold(&folder, recovery.clashes));
    absorb(&mut session, recovery.edits);

    // What was kept elsewhere is no part of this history; it comes as a step of its own.
    for other in others {
        let recovery = recover(session.project(), &other.reading.missing(&marks));
        findings.extend(twofold(&folder, recovery.clashes));
        if !recovery.edits.is_empty() {
            let label = format!("restore {}", counted(recovery.restored));
            if session.perform(label, Edit::Batch(recovery.edits)).is_ok() {
                restored += recovery.restored;
                restored_steps.extend(session.history().current());
            }
        }
        unplaced.extend(recovery.unplaced);
        journal.taken_over.push(TakenOver { paths: other.paths, ends: other.ends });
    }
    findings.extend(search::of_other_coders(&folder, session.project(), &marks, coder));
    if !unplaced.is_empty() {
        findings.push(waiting(&folder, &unplaced));
        journal.put_aside(&unplaced);
    }
    Resumed { session, folder, findings, on_disk, journal: Some(journal), restored, restored_steps }
}

/// Packs a coder's history, all but its `newest` steps, whatever its size; says whether there was
/// anything to pack. The project must be open nowhere.
///
/// # Errors
/// If the project cannot be opened or another window has the journal.
pub fn pack_history(dir: &Path, coder: &CoderId, newest: usize) -> Result<bool, StoreError> {
    let Opened { project, folder, marks, .. } = super::super::open(dir)?;
    let owner = Owner { project: project.id.clone(), coder: coder.clone() };
    let (own, _) = Search::new(&folder, (&project, &marks), &owner, None).find();
    let Some(path) = own.paths.first() else { return Ok(false) };
    let io = |source| StoreError::Io { path: path.clone(), source };
    if own.file.is_none() || own.reading.pending().next().is_some() {
        return Err(io(std::io::ErrorKind::ResourceBusy.into()));
    }
    let Some(entries) = pack::pack_but(&own.reading.entries, newest) else { return Ok(false) };
    let parts = in_parts(records(&entries), own.length, PART).map_err(io)?;
    rewrite(path, &owner, owner.head(None), parts).map_err(io)?;
    for other in &own.paths[1..] {
        put_away(other);
    }
    Ok(true)
}

/// "1 change", "12 changes".
pub(super) fn counted(changes: usize) -> String {
    if changes == 1 { "1 change".to_owned() } else { format!("{changes} changes") }
}

fn absorb(session: &mut Session, edits: Vec<Edit>) {
    for edit in edits {
        let touched = edit.touches();
        // It was tried on a copy of this project a moment ago.
        let absorbed = session.absorb(edit, touched);
        debug_assert!(absorbed.is_ok(), "a recovered edit was refused: {absorbed:?}");
    }
}

/// Tells of what a journal and the files have in different ways, and no place to keep both.
fn twofold(folder: &Folder, clashes: Vec<(Touched, Note)>) -> Vec<Finding> {
    let tell = |(touched, note): (Touched, Note)| {
        let path = match &touched {
            Touched::Work(story, coder) => folder.claims(story, coder),
            Touched::Text(story) | Touched::Story(story) | Touched::Shelf(story) => folder.story_file(story),
            Touched::Actors => folder.actors(),
            Touched::CodeBook => folder.codebook(),
        };
        let remedy = "One is from the journal, the other one from the file: see that the right one was kept.";
        Damage::new(note.to_string(), remedy).of(folder.shown(&path))
    };
    clashes.into_iter().map(tell).collect()
}

fn waiting(folder: &Folder, unplaced: &[Change]) -> Finding {
    let what = counted(unplaced.len());
    Damage::new(
        format!("holds {what} to a story that is not there or to a file that cannot be read"),
        "They are kept and will be restored when it is back.",
    )
    .of(folder.shown(&folder.journals()))
}

impl Journal {
    /// Writes the history anew, shorter, in place of the files of `paths`, which are so long together. The
    /// first is replaced as a whole or not at all; the others have said their part then. Says whether it
    /// is: what is added to the journal goes on with what it holds.
    fn pack(&mut self, entries: &[Entry], (mut paths, length): (Vec<PathBuf>, u64), ends: &[Mark]) -> bool {
        if self.file.is_none() || paths.is_empty() {
            return false;
        }
        let first = paths.remove(0);
        let (id, head) = self.owner.head(None);
        let mut last = id;
        let parts = in_parts(records(entries), length, self.part);
        match parts.and_then(|parts| rewrite(&first, &self.owner, (id, head), parts)) {
            Ok((file, of)) => (self.file, last) = (Some(file), of),
            Err(error) => {
                log::warn!("the journal could not be packed: {error}");
                // It may be there all the same, as when only the last sync failed. Then what is
                // open is a file that no longer has a name, and nothing may be added to it.
                let root = self.folder.root();
                let now = reading::read(root, &first, &self.owner, &|_, _| None);
                match now {
                    Ok(Some(now)) if now.id == Some(id) => self.file = None,
                    Ok(Some(now)) if now.id.is_some() => return false,
                    _ => {
                        self.file = None;
                        return false;
                    }
                }
            }
        }
        self.last = Some(last);
        self.reach.packed();
        self.taken_over.push(TakenOver { paths, ends: ends.to_vec() });
        true
    }

    /// Keeps changes that have no place yet in a journal of their own, which the next start looks
    /// at again.
    fn put_aside(&mut self, unplaced: &[Change]) {
        let records: Vec<Record> = unplaced.iter().map(Record::of_change).collect();
        let names = Names::of(&self.owner.coder);
        let home = self.folder.journals();
        let head = self.owner.head(None).1;
        if JournalFile::begin(&home, &names, &head, &records).is_err() {
            self.never_settles = true;
        }
    }
}

/// The lines of a journal with these entries, all of which are in the project's files.
fn records(entries: &[Entry]) -> Vec<Record> {
    let record = |entry: &Entry| match entry {
        Entry::Change(change) => Record::of_change(change),
        Entry::At(step) => Record::At(step.map(|step| step.0)),
    };
    entries.iter().map(record).chain([Record::Settled]).collect()
}

/// The records of a journal, all of which are in the project's files, in as many parts as its length
/// makes of them, each no longer than `part` if there is more than one record in it.
fn in_parts(records: Vec<Record>, length: u64, part: u64) -> std::io::Result<Vec<Vec<Record>>> {
    // What is packed is no longer than it was.
    if length <= part {
        return Ok(vec![records]);
    }
    let (mut parts, mut last, mut filled) = (Vec::new(), Vec::new(), 0);
    for record in records {
        let long = ron::to_string(&record).map_err(std::io::Error::other)?.len() as u64;
        if !last.is_empty() && filled + long > part {
            // Each says for itself that nothing of it is missing: it may be found alone.
            last.push(Record::Settled);
            parts.push(std::mem::take(&mut last));
            filled = 0;
        }
        filled += long;
        last.push(record);
    }
    parts.push(last);
    Ok(parts)
}

/// Replaces the journal at `path`, which must be ours, by one with these records. Where they are in
/// parts, the others are begun beside it before, for nothing leads to them until the first is in its
/// place. Gives the last part and its id.
fn rewrite(
    path: &Path,
    owner: &Owner,
    (id, head): (ClaimId, Record),
    parts: Vec<Vec<Record>>,
) -> std::io::Result<(JournalFile, ClaimId)> {
    let mut parts = parts.into_iter();
    let (text, next_seq) = file::lines(&head, &parts.next().unwrap_or_default())?;
    let folder = path.parent().unwrap_or(path);
    let mut begun: Vec<(JournalFile, ClaimId)> = Vec::new();
    let drop_all = |begun: Vec<(JournalFile, ClaimId)>| begun.into_iter().for_each(|(file, _)| file.remove());
    for records in parts {
        let before = begun.last().map_or(id, |(_, before)| *before);
        let (next, head) = owner.head(Some(before));
        match JournalFile::begin(folder, &Names::of(&owner.coder), &head, &records) {
            Ok(file) => begun.push((file, next)),
            Err(NotBegun { error, .. }) => {
                drop_all(begun);
                return Err(error);
            }
        }
    }
    if let Err(error) = durable::replace(path, text.as_bytes()) {
        // It may be there all the same. Then the others are needed, and if a power cut takes it away, what
        // is added to the last of them is found in that alone.
        let is_there = std::fs::read(path).is_ok_and(|now| now == text.as_bytes());
        if begun.is_empty() || !is_there {
            drop_all(begun);
            return Err(error);
        }
    }
    if let Some(last) = begun.pop() {
        return Ok(last);
    }
    match file::take(path)? {
        Held::Ours(file) => {
            let length = text.len() as u64;
            Ok((JournalFile::resume(file, path.to_owned(), length, length, next_seq), id))
        }
        Held::Another => Err(std::io::ErrorKind::WouldBlock.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::ClaimId;
    use crate::project::Session;

    #[test]
    fn where_it_cannot_be_packed_the_journal_goes_on_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let opened = super::super::super::create(dir.path(), "pack").unwrap();
        let coder = CoderId::nearest("kim");
        let mut journal = resume(opened, &coder, None).journal.unwrap();
        let mut session = Session::new(super::super::super::open(dir.path()).unwrap().project, coder.clone());
        for name in ["a", "b"] {
            let actor = crate::claims::Actor::named(name.into(), name);
            let edit = Edit::Actor { id: name.into(), to: Some(Box::new(actor)) };
            session.perform(name, edit).unwrap();
        }
        let changes = session.take_unsaved().changes;
        journal.append(&changes).unwrap();
        let path = journal.folder.journals().join("kim.jnl");
        let last = journal.last;

        // Replaced behind its back, as when the last sync of packing failed.
        let hidden = path.with_extension("aside");
        std::fs::rename(&path, &hidden).unwrap();
        std::fs::create_dir(&path).unwrap();
        assert!(!journal.pack(&[], (vec![path.clone()], 0), &[]), "there is a folder in its place");
        assert!(journal.file.is_none() && journal.last == last);
        std::fs::remove_dir(&path).unwrap();
        std::fs::rename(&hidden, &path).unwrap();
        journal.append(&changes[1..]).unwrap();
        assert_ne!(journal.last, last, "a new file goes on with it");
        assert_ne!(journal.last, None::<ClaimId>);
        drop(journal);
        let again = resume(super::super::super::open(dir.path()).unwrap(), &coder, None);
        assert_eq!(again.session.project(), session.project());
        assert_eq!(again.session.history().len(), 2);
    }

    /// The numbers of kim's journals in the project's folder.
    fn numbers(journals: &Path) -> Vec<u32> {
        let names = Names::of(&CoderId::nearest("kim"));
        names.list(journals).into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn a_long_journal_goes_on_in_further_files_and_is_packed_into_as_many_as_it_needs() {
        let dir = tempfile::tempdir().unwrap();
        super::super::super::create(dir.path(), "long").unwrap();
        let coder = CoderId::nearest("kim");
        let resume = || resume(super::super::super::open(dir.path()).unwrap(), &coder, None);
        let Resumed { mut session, journal, folder, .. } = resume();
        let mut journal = journal.unwrap();
        journal.part = 1_000;
        for number in 0..20 {
            let actor = crate::claims::Actor::named("a".into(), &format!("{number} {}", "x".repeat(100)));
            let edit = Edit::Actor { id: "a".into(), to: Some(Box::new(actor)) };
            session.perform(format!("name {number}"), edit).unwrap();
            journal.append(&session.take_unsaved().changes).unwrap();
        }
        drop(journal);
        let (project, history) = (session.project().clone(), session.history().clone());
        let files = numbers(&folder.journals());
        assert!(files.len() > 3, "{files:?}");
        assert_eq!((resume().session.project(), resume().session.history()), (&project, &history));

        // As if all of it were in the files, it is written anew, in parts.
        let Opened { marks, .. } = super::super::super::open(dir.path()).unwrap();
        let owner = Owner { project: project.id.clone(), coder: coder.clone() };
        let (own, others) = Search::new(&folder, (&project, &marks), &owner, None).find();
        assert!(others.is_empty());
        let search::Found { reading, paths, length, ends, file, .. } = own;
        drop(file);
        let entries = reading.entries;
        let mut journal = resume().journal.unwrap();
        journal.part = 2_500;
        assert!(journal.pack(&entries, (paths, length), &ends));
        journal.settle();
        let files = numbers(&folder.journals());
        assert!((2..5).contains(&files.len()), "{files:?}");
        let edit = Edit::Actor { id: "a".into(), to: None };
        session.perform("remove", edit).unwrap();
        journal.append(&session.take_unsaved().changes).unwrap();
        drop(journal);
        let again = resume();
        assert_eq!(again.session.history(), session.history());
        assert_eq!(again.restored, 0, "the change before has no effect on an empty registry");
        assert!(again.findings.is_empty(), "{:?}", again.findings);
        let read: Vec<u64> = numbers(&folder.journals())
            .iter()
            .filter_map(|number| {
                let path = folder.journals().join(Names::of(&coder).numbered(*number));
                std::fs::metadata(path).ok().map(|is| is.len())
            })
            .collect();
        assert!(read.iter().all(|length| *length < 5_000), "{read:?}");
    }

    #[test]
    fn parts_that_nothing_leads_to_hold_nothing_new() {
        let dir = tempfile::tempdir().unwrap();
        super::super::super::create(dir.path(), "parts").unwrap();
        let coder = CoderId::nearest("kim");
        let resume = || resume(super::super::super::open(dir.path()).unwrap(), &coder, None);
        let Resumed { mut session, journal, folder, .. } = resume();
        let mut journal = journal.unwrap();
        for number in 0..6 {
            let actor = crate::claims::Actor::named("a".into(), &format!("{number}"));
            let edit = Edit::Actor { id: "a".into(), to: Some(Box::new(actor)) };
            session.perform("name", edit).unwrap();
        }
        journal.append(&session.take_unsaved().changes).unwrap();
        let first = folder.journals().join(Names::of(&coder).numbered(1));
        let before = std::fs::read(&first).unwrap();
        let entries = {
            let root = folder.root();
            reading::read(root, &first, &journal.owner, &|_, _| None).unwrap().unwrap().entries
        };
        let length = before.len() as u64;
        journal.part = 500;
        assert!(journal.pack(&entries, (vec![first.clone()], length), &[]));
        drop(journal);
        assert!(numbers(&folder.journals()).len() > 1);
        // The program was killed before the first part took its place.
        std::fs::write(&first, before).unwrap();
        let again = resume();
        assert_eq!(again.session.history(), session.history(), "nothing of it is there twice");
        assert_eq!(again.restored, 6);
    }
}
