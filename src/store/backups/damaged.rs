use std::collections::BTreeSet;
use std::fs;
use std::io;

use super::super::finding::Damage;
use super::super::folder::Folder;
use super::super::read::{self, Sort, locate};
use super::super::unmerged::{self, Settled};
use super::super::{Finding, SaveFailure, durable};
use super::content::content;
use super::kept::KeptFile;
use super::list::{BackupId, backups};
use super::shelf::{Shelf, make_inside};
use crate::project::merge::Note;

/// A file that cannot be read beside what can take its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The file, as findings call it.
    pub file: String,
    /// What can take its place.
    pub instead: Instead,
    /// How many claims that holds; `None` for a file without claims.
    pub claims: Option<usize>,
}

/// What can take the place of a file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    /// Its newest backup that can be read.
    Backup(BackupId),
    /// Both sides of the merge that git left in it, merged.
    Merge {
        /// The file.
        file: KeptFile,
        /// How many claims then wait to be settled.
        clashing: usize,
    },
}

/// What became of a file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// Where its bytes were put, as messages name it; `None` if there was no file.
    pub aside: Option<String>,
    /// What a merge found no place for.
    pub notes: Vec<Note>,
}

/// The file of a project as it lies there now.
enum State {
    Sound,
    Missing,
    /// What it holds cannot be understood, and an earlier copy would mend that.
    Damaged(Vec<u8>),
    /// It holds both sides of a merge, which come to this.
    Unmerged(Vec<u8>, Settled),
    /// Nothing here may replace it: it is a newer program's, holds a merge of which a side makes no
    /// sense, cannot be read at all, or is no file.
    Closed(Damage),
}

fn state(folder: &Folder, file: &KeptFile) -> State {
    let bytes = match read::bytes(folder.root(), &file.path(folder)) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return State::Missing,
        Err(damage) => return State::Closed(damage),
    };
    match content(folder, file, bytes.clone()) {
        Ok(_) => State::Sound,
        Err(damage) if damage.by_copy => State::Damaged(bytes),
        Err(damage) => match unmerged(folder, file, &bytes) {
            Some(settled) => State::Unmerged(bytes, settled),
            None => State::Closed(damage),
        },
    }
}

fn unmerged(folder: &Folder, file: &KeptFile, bytes: &[u8]) -> Option<Settled> {
    let text = read::ron_text(bytes.to_vec()).ok()?;
    unmerged::first_mark(&text)?;
    unmerged::settle(folder, file, &text).ok()
}

/// What can be offered for the files that `findings` are about: the newest good backup of each that
/// is damaged or missing, and both sides of each in which git left a merge. Reads them all, so it is
/// for a thread other than the window's.
#[must_use]
pub fn offers(folder: &Folder, findings: &[Finding]) -> Vec<Offer> {
    let files: BTreeSet<&str> = findings.iter().map(|finding| finding.file.as_str()).collect();
    let offer = |shown: &str| {
        let file = KeptFile::called(shown)?;
        match state(folder, &file) {
            State::Missing | State::Damaged(_) => backups(folder, &file).find_map(|backup| {
                let claims = backup.content.ok()?.claims();
                Some(Offer { file: shown.to_owned(), instead: Instead::Backup(backup.id), claims })
            }),
            State::Unmerged(_, Settled { claims, clashing, .. }) => {
                Some(Offer { file: shown.to_owned(), instead: Instead::Merge { file, clashing }, claims })
            }
            State::Sound | State::Closed(_) => None,
        }
    };
    files.into_iter().filter_map(offer).collect()
}

/// Puts what was offered in the place of its file. The project must be read again afterwards.
///
/// # Errors
/// Why the file was left as it is.
pub fn mend(folder: &Folder, instead: &Instead) -> Result<Mended, SaveFailure> {
    match instead {
        Instead::Backup(backup) => {
            take_backup(folder, backup).map(|aside| Mended { aside, notes: Vec::new() })
        }
        Instead::Merge { file, .. } => match state(folder, file) {
            State::Unmerged(bytes, settled) => {
                let aside = swap(folder, file, Some(&bytes), settled.text.as_bytes())?;
                Ok(Mended { aside, notes: settled.notes })
            }
            _ => Err(left(folder, file, "it was changed meanwhile".to_owned(), "Open the project again.")),
        },
    }
}

/// Puts a backup in the place of its file, which is damaged or missing. The damaged file is first
/// copied into `.pressmark/damaged/`, and then replaced as a whole: whenever this is cut off, one
/// of the two lies in its place and the damaged bytes are still there. Says where they were put, as
/// messages name it. The project must be read again afterwards.
///
/// # Errors
/// Why the file was left as it is.
pub fn take_backup(folder: &Folder, backup: &BackupId) -> Result<Option<String>, SaveFailure> {
    let file = backup.file();
    let refused = |reason: String, hint: &str| left(folder, file, reason, hint);
    let unusable = |damage: Damage| refused(format!("the backup {}", damage.reason()), "Choose another.");
    let good = Shelf::of(folder, file).read(backup.stamp).map_err(unusable)?;
    let good = good.ok_or_else(|| unusable(Damage::to_mend("is gone")))?;
    content(folder, file, good.clone()).map_err(unusable)?;
    match state(folder, file) {
        State::Sound => Err(refused("it can be read".to_owned(), "Open the project again.")),
        State::Closed(damage) => Err(refused(format!("it {}", damage.reason()), &damage.remedy)),
        State::Unmerged(..) => {
            Err(refused("it holds both sides of a merge".to_owned(), "Have them merged instead."))
        }
        State::Missing => swap(folder, file, None, &good),
        State::Damaged(bytes) => swap(folder, file, Some(&bytes), &good),
    }
}

/// Why a file was left as it is.
fn left(folder: &Folder, file: &KeptFile, reason: String, hint: &str) -> SaveFailure {
    let file = folder.shown(&file.path(folder));
    SaveFailure { file, reason, hint: format!("The file was left as it is. {hint}") }
}

/// Puts `good` in the place of a file once the bytes that lie there are safe elsewhere; says where.
fn swap(
    folder: &Folder,
    file: &KeptFile,
    there: Option<&[u8]>,
    good: &[u8],
) -> Result<Option<String>, SaveFailure> {
    let path = file.path(folder);
    let failed = |error: &io::Error| SaveFailure::of_io(folder.shown(&path), error);
    let aside =
        there.map(|bytes| put_aside(folder, file, bytes)).transpose().map_err(|error| failed(&error))?;
    // A link that leads elsewhere in the project stays one.
    let real = locate(folder.root(), &path, Sort::File).ok().flatten();
    durable::replace(real.as_deref().unwrap_or(&path), good).map_err(|error| failed(&error))?;
    Ok(aside)
}

/// Copies the bytes of a damaged file to a place of their own.
fn put_aside(folder: &Folder, file: &KeptFile, bytes: &[u8]) -> io::Result<String> {
    let home = folder.hidden().join("damaged");
    make_inside(folder, &home)?;
    for number in 1..u32::MAX {
        let path = home.join(format!("{}-{}-{number}", file.group(), file.name()));
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                durable::replace(&path, bytes)?;
                return Ok(folder.shown(&path));
            }
            Err(error) => return Err(error),
            // An earlier try was cut off after this step.
            Ok(_) if read::bytes(folder.root(), &path).ok().flatten().as_deref() == Some(bytes) => {
                return Ok(folder.shown(&path));
            }
            Ok(_) => {}
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
