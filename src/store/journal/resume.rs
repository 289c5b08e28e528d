//! Going on with a project where it was left: its history, and what a crash kept from the files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::finding::Damage;
use super::super::folder::is_plain_name;
use super::super::{Finding, Folder, Opened, durable, read};
use super::file::{self, Held, JournalFile};
use super::reading::{self, Entry, Names, Reading};
use super::record::Record;
use super::recover::recover;
use super::{Journal, pack};
use crate::claims::CoderId;
use crate::project::{Access, Change, Edit, Project, Session, StepId};
use crate::story::{StoryId, StoryText, TextHash};

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
    pub on_disk: Project,
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
    let Opened { project, folder, mut findings, .. } = opened;
    if project.access != Access::Write {
        let session = Session::new(project.clone(), coder.clone());
        return Resumed {
            session,
            folder,
            findings,
            on_disk: project,
            journal: None,
            restored: 0,
            restored_steps: BTreeSet::new(),
        };
    }
    let on_disk = project.clone();
    let mut journals = Journals::new(&folder, &project, coder, spare);
    let own = journals.own();
    let others = journals.others();
    findings.append(&mut journals.findings);

    let mut own_entries = own.reading;
    let pending: Vec<Change> = own_entries.pending().cloned().collect();
    let recovery = recover(&project, &pending);
    let mut unplaced = recovery.unplaced;
    let mut restored = recovery.restored;
    let mut restored_steps = recovery.steps;
    let (file, whole) = (own.file, own_entries.whole);
    let path = folder.journals().join(Names::of(coder).numbered(1));
    let (length, next_seq) = (own_entries.length, own_entries.next_seq);
    let resumed = file.map(|file| JournalFile::resume(file, path, whole, length, next_seq));
    let mut journal = Journal {
        folder: folder.clone(),
        spare: journals.spare.clone(),
        project: project.id.clone(),
        coder: coder.clone(),
        file: resumed,
        released: None,
        unsettled: !pending.is_empty(),
        never_settles: false,
        taken_over: Vec::new(),
    };
    if pending.is_empty()
        && let Some(packed) = pack::pack(&own_entries)
    {
        journal.pack(&packed);
        own_entries.entries = packed;
    }
    let mut session = Session::resume(project, coder.clone(), reading::history(&own_entries.entries));
    absorb(&mut session, recovery.edits);

    // What was kept elsewhere is no part of this history; it comes as a step of its own.
    for other in others {
        let pending: Vec<Change> = other.reading.pending().cloned().collect();
        let recovery = recover(session.project(), &pending);
        if !recovery.edits.is_empty() {
            let label = format!("restore {}", counted(recovery.restored));
            if session.perform(label, Edit::Batch(recovery.edits)).is_ok() {
                restored += recovery.restored;
                restored_steps.extend(session.history().current());
            }
        }
        unplaced.extend(recovery.unplaced);
        journal.taken_over.push(other.path);
    }
    if !unplaced.is_empty() {
        findings.push(waiting(&folder, &unplaced));
        journal.put_aside(&unplaced);
    }
    Resumed { session, folder, findings, on_disk, journal: Some(journal), restored, restored_steps }
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

fn waiting(folder: &Folder, unplaced: &[Change]) -> Finding {
    let what = counted(unplaced.len());
    Damage::new(
        format!("holds {what} to a story that is not there or to a file that cannot be read"),
        "They are kept and will be restored when it is back.",
    )
    .of(folder.shown(&folder.journals()))
}

impl Journal {
    /// Writes the history anew, shorter. The old journal is replaced as a whole or not at all.
    fn pack(&mut self, entries: &[Entry]) {
        let Some(file) = &self.file else { return };
        let path = self.folder.journals().join(Names::of(&self.coder).numbered(1));
        let records = entries.iter().map(|entry| match entry {
            Entry::Change(change) => Record::of_change(change),
            Entry::At(step) => Record::At(step.map(|step| step.0)),
        });
        let records: Vec<Record> = records.chain([Record::Settled]).collect();
        match file.rewrite(&path, &self.project, &self.coder, &records) {
            Ok(file) => self.file = Some(file),
            Err(error) => log::warn!("the journal could not be packed: {error}"),
        }
    }

    /// Keeps changes that have no place yet in a journal of their own, which the next start looks
    /// at again.
    fn put_aside(&mut self, unplaced: &[Change]) {
        let records: Vec<Record> = unplaced.iter().map(Record::of_change).collect();
        let names = Names::of(&self.coder);
        let home = self.folder.journals();
        // Number 1 is for going on with; an unused one must not be taken for it.
        if self.file.is_none() {
            self.never_settles = true;
            return;
        }
        if JournalFile::begin(&home, &names, &self.project, &self.coder, &records).is_err() {
            self.never_settles = true;
        }
    }
}

/// The coder's own journal of the project, as far as there is one.
#[derive(Default)]
struct Own {
    reading: Reading,
    file: Option<std::fs::File>,
}

/// A journal that was begun because the coder's own could not be used.
struct Other {
    path: PathBuf,
    reading: Reading,
}

struct Journals<'a> {
    folder: &'a Folder,
    project: &'a Project,
    coder: &'a CoderId,
    names: Names,
    spare: Option<PathBuf>,
    findings: Vec<Finding>,
}

impl<'a> Journals<'a> {
    fn new(folder: &'a Folder, project: &'a Project, coder: &'a CoderId, spare: Option<&Path>) -> Self {
        // The id comes from a file, so it may be no name at all.
        let spare = spare.filter(|_| is_plain_name(&project.id)).map(|spare| spare.join(&project.id));
        Self { folder, project, coder, names: Names::of(coder), spare, findings: Vec::new() }
    }

    fn own(&mut self) -> Own {
        let path = self.folder.journals().join(self.names.numbered(1));
        let Some(reading) = self.read(self.folder.root(), &path) else { return Own::default() };
        match file::take(&path) {
            Ok(Held::Ours(file)) => Own { reading, file: Some(file) },
            // Its history is ours too, but what it will say next is the other window's.
            Ok(Held::Another) => Own { reading: reading.all_settled(), file: None },
            // It may be read but not written, so a further one will be begun.
            Err(_) => Own { reading, file: None },
        }
    }

    fn others(&mut self) -> Vec<Other> {
        let home = self.folder.journals();
        let mut places = vec![(self.folder.root().to_owned(), home)];
        places.extend(self.spare.clone().map(|spare| (spare.clone(), spare)));
        let mut found = Vec::new();
        for (root, place) in places {
            let root = std::fs::canonicalize(&root).unwrap_or(root);
            for (number, path) in self.names.list(&place) {
                if (number == 1 && place == self.folder.journals())
                    || matches!(file::take(&path), Ok(Held::Another))
                {
                    continue;
                }
                found.extend(self.read(&root, &path).map(|reading| Other { path, reading }));
            }
        }
        found
    }

    fn read(&mut self, root: &Path, path: &Path) -> Option<Reading> {
        let texts = |id: &StoryId, hash: &TextHash| text_of(self.folder, self.project, id, hash);
        let shown = self.folder.shown(path);
        match reading::read(root, path, &self.project.id, self.coder, &texts) {
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

/// The text of a story that came or left: from the project, or from where its folder may lie.
fn text_of(folder: &Folder, project: &Project, id: &StoryId, hash: &TextHash) -> Option<StoryText> {
    if let Some(work) = project.story(id).filter(|work| work.text.hash() == hash) {
        return Some(work.text.clone());
    }
    let name = format!("text-{}.txt", hash.short());
    let homes = std::iter::once(folder.story(id)).chain(folder.removed_places(id));
    homes
        .filter_map(|home| read::text(folder.root(), &home.join(&name)).ok().flatten())
        .map(StoryText::from_canonical)
        .find(|text| text.hash() == hash)
}

impl JournalFile {
    /// Replaces the journal at `path`, which is this one, by one with these records.
    fn rewrite(
        &self,
        path: &Path,
        project: &str,
        coder: &CoderId,
        records: &[Record],
    ) -> std::io::Result<Self> {
        let (text, next_seq) = file::lines(project, coder, records)?;
        durable::replace(path, text.as_bytes())?;
        match file::take(path)? {
            Held::Ours(file) => {
                let length = text.len() as u64;
                Ok(Self::resume(file, path.to_owned(), length, length, next_seq))
            }
            Held::Another => Err(std::io::ErrorKind::WouldBlock.into()),
        }
    }
}
