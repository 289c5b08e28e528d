//! The journal: every change, as it is made, added to the end of a file. Only when it grew long is
//! it written anew, as a whole, with its old part drawn together.
//!
//! It serves two ends. A change counts as kept once its line is on the disk, long before the file
//! of its story says the same; after a crash the lines that the files do not reflect are taken
//! from it. And it is the history: undo reaches back through it over any number of runs.
//!
//! There is one for each coder, in `.pressmark/journal/`. Where that cannot be written, or another
//! window has it, a further one is begun, in the last resort in the user's own state folder; the
//! next start takes over what it holds.

mod file;
mod line;
mod names;
mod newer;
mod pack;
mod reach;
mod reading;
mod record;
mod recover;
mod resume;
mod rewrite;
mod search;

pub use resume::{Resumed, pack_history, resume};

use std::path::{Path, PathBuf};

use self::file::{JournalFile, NotBegun, Released};
use self::names::Names;
use self::reach::Reached;
use self::reading::Owner;
use self::record::Record;
use super::create::make_hidden;
use super::marks::Mark;
use super::{Folder, SaveFailure, durable};
use crate::claims::ClaimId;
use crate::project::Change;

/// How large a file of a journal may grow, in bytes, before another one goes on with it: it is read and
/// written anew as a whole.
const PART: u64 = 64 << 20;

/// How long journals that were taken over are kept.
const KEEP_OLD: std::time::Duration = std::time::Duration::from_secs(30 * 24 * 60 * 60);

/// A coder's journal, open for adding to.
#[derive(Debug)]
pub struct Journal {
    folder: Folder,
    /// The folder in which a journal is begun if the project's own cannot be written.
    spare: Option<PathBuf>,
    owner: Owner,
    /// How large a file may grow before the next one is begun.
    part: u64,
    file: Option<JournalFile>,
    /// The file that was written last, which the next one goes on with.
    last: Option<ClaimId>,
    /// The file, where it was let go for the time being.
    released: Option<Released>,
    /// What the files of the project may have to say of it.
    reach: Reached,
    /// Whether changes were added since the files were last known to say all of them.
    unsettled: bool,
    /// Whether some change found no place and could not be put aside: then the journal must go on
    /// saying that it is not in the files.
    never_settles: bool,
    /// Other journals whose changes are now the project's; put away once the files say so.
    taken_over: Vec<TakenOver>,
}

/// Journals that went on with each other and whose changes were taken in.
#[derive(Debug)]
struct TakenOver {
    paths: Vec<PathBuf>,
    ends: Vec<Mark>,
}

impl Journal {
    /// Adds changes. When this returns, they survive a power cut.
    ///
    /// # Errors
    /// If they could be written neither in the project nor in the spare folder. They may be added
    /// again.
    pub(super) fn append(&mut self, changes: &[Change]) -> Result<(), SaveFailure> {
        let records: Vec<Record> = changes.iter().map(Record::of_change).collect();
        self.unsettled = true;
        if let Some(released) = self.released.take() {
            let before = released.next_line();
            self.file = released.take_up();
            if self.file.is_none() {
                self.reach.pass(self.last, before);
            }
        }
        if let Some(file) = self.file.take_if(|file| file.length() > self.part) {
            self.reach.pass(self.last, file.next_line());
            return self.begin(&records);
        }
        if let Some(file) = &mut self.file {
            let before = file.next_line() + records.len() as u64;
            if file.append(&records).is_ok() {
                return Ok(());
            }
            self.reach.pass(self.last, before);
        }
        // The file cannot be trusted any more, so the next one repeats what it may have lost.
        self.file = None;
        self.begin(&records)
    }

    fn begin(&mut self, records: &[Record]) -> Result<(), SaveFailure> {
        let names = Names::of(&self.owner.coder);
        let id = self.reach.next_id();
        let head = self.owner.head_of(id, self.last);
        let home = self.folder.journals();
        let at_home = || {
            make_hidden(&self.folder)
                .and_then(|()| durable::make_folder(self.folder.root(), &home))
                .map_err(NotBegun::from)
                .and_then(|()| JournalFile::begin(&home, &names, &head, records))
        };
        // A disk that hiccups is tried once more: each try is a new file.
        let again =
            |first: NotBegun| at_home().map_err(|error| NotBegun { left: first.left || error.left, ..error });
        let at_home = at_home().or_else(again).map(|file| (file, false));
        let begun = at_home.or_else(|error| match &self.spare {
            None => Err(error),
            Some(spare) => std::fs::create_dir_all(spare)
                .map_err(NotBegun::from)
                .and_then(|()| JournalFile::begin(spare, &names, &head, records))
                .map(|file| (file, true))
                .map_err(|there| NotBegun { left: error.left || there.left, ..error }),
        });
        match begun {
            Ok((file, away)) => {
                self.file = Some(file);
                self.last = Some(id);
                self.reach.begun(away);
                Ok(())
            }
            Err(NotBegun { error, left }) => {
                if left {
                    self.reach.failed(id, records.len() as u64 + 1);
                }
                Err(SaveFailure::of_io(self.folder.shown(&home), &error))
            }
        }
    }

    /// Lets go of the file until something is added: the project is about to be read again.
    pub(super) fn release(&mut self) {
        self.released = self.file.take().map(JournalFile::release).or(self.released.take());
    }

    /// Whether the journal holds changes that the files were not known to hold.
    pub(super) fn is_unsettled(&self) -> bool {
        (self.unsettled || !self.taken_over.is_empty()) && !self.never_settles
    }

    /// Notes that the project's files hold every change. If that note is lost, the next start
    /// finds it out by itself.
    pub(super) fn settle(&mut self) {
        if self.unsettled
            && let Some(file) = &mut self.file
        {
            let before = file.next_line() + 1;
            if file.add(&[Record::Settled]).is_err() {
                self.reach.pass(self.last, before);
                self.file = None;
            }
        }
        self.unsettled = false;
        for TakenOver { paths, ends } in std::mem::take(&mut self.taken_over) {
            let gone: Vec<bool> = paths.iter().map(|path| put_away(path)).collect();
            if gone.contains(&false) {
                self.reach.stay(ends);
            }
        }
    }
}

/// Moves a journal that has done its duty out of the way, and forgets those of long ago. Says whether it
/// is out of the way.
fn put_away(path: &Path) -> bool {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return false };
    let old = folder.join("old");
    let stamp = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ");
    let to = old.join(format!("{stamp}-{}", name.to_string_lossy()));
    // If any of this fails, the journal is looked at once more.
    let moved = durable::make_folder(folder, &old).and_then(|()| durable::move_to(path, &to));
    if let Err(error) = moved {
        log::warn!("{} could not be put away: {error}", path.display());
        return false;
    }
    for entry in std::fs::read_dir(&old).into_iter().flatten().flatten() {
        let long_ago = || {
            let modified = entry.metadata().ok().filter(std::fs::Metadata::is_file)?.modified().ok()?;
            Some(modified.elapsed().ok()? > KEEP_OLD)
        };
        let ours = entry.path().extension().is_some_and(|extension| extension == "jnl");
        if ours && long_ago() == Some(true) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    true
}
