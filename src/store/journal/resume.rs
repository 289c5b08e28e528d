//! Going on with a project where it was left: its history, and what a crash kept from the files.

use std::collections::BTreeSet;
use std::path::Path;

use super::super::finding::Damage;
use super::super::{Finding, Folder, OnDisk, Opened, StoreError};
use super::file::JournalFile;
use super::names::Names;
use super::reach::Reached;
use super::reading::{self, Owner};
use super::record::Record;
use super::recover::recover;
use super::rewrite::{in_parts, records, rewrite};
use super::search::{self, Search};
use super::{Journal, PART, TakenOver, pack, put_away};
use crate::claims::CoderId;
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
