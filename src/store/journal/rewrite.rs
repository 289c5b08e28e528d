//! A journal written anew as a whole, once its history was drawn together: in as many parts as it takes.

use std::path::{Path, PathBuf};

use super::super::durable;
use super::super::marks::Mark;
use super::file::{self, Held, JournalFile, NotBegun};
use super::names::Names;
use super::reading::{self, Entry, Owner};
use super::record::Record;
use super::{Journal, TakenOver};
use crate::claims::ClaimId;

impl Journal {
    /// Writes the history anew, shorter, in place of the files of `paths`, which are so long together. The
    /// first is replaced as a whole or not at all; the others have said their part then. Says whether it
    /// is: what is added to the journal goes on with what it holds.
    pub(super) fn pack(
        &mut self,
        entries: &[Entry],
        (mut paths, length): (Vec<PathBuf>, u64),
        ends: &[Mark],
    ) -> bool {
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
}

/// The lines of a journal with these entries, all of which are in the project's files.
pub(super) fn records(entries: &[Entry]) -> Vec<Record> {
    let record = |entry: &Entry| match entry {
        Entry::Change(change) => Record::of_change(change),
        Entry::At(step) => Record::At(step.map(|step| step.0)),
    };
    entries.iter().map(record).chain([Record::Settled]).collect()
}

/// The records of a journal, all of which are in the project's files, in as many parts as its length
/// makes of them, each no longer than `part` if there is more than one record in it.
pub(super) fn in_parts(records: Vec<Record>, length: u64, part: u64) -> std::io::Result<Vec<Vec<Record>>> {
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
pub(super) fn rewrite(
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
    use super::super::resume::{Resumed, resume};
    use super::super::search::{self, Search};
    use super::*;
    use crate::claims::CoderId;
    use crate::project::{Edit, Session};

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
        let crate::store::Opened { marks, .. } = super::super::super::open(dir.path()).unwrap();
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
