use std::collections::BTreeSet;
use std::fs;
use std::io;

use super::super::finding::Damage;
use super::super::folder::Folder;
use super::super::read::{self, Sort, locate};
use super::super::{Finding, SaveFailure, durable};
use super::content::content;
use super::kept::KeptFile;
use super::list::{BackupId, backups};
use super::shelf::{Shelf, make_inside};

/// A damaged file beside its newest good backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The file, as findings call it.
    pub file: String,
    /// Its newest backup that can be read.
    pub backup: BackupId,
    /// How many claims the backup holds; `None` for a file without claims.
    pub claims: Option<usize>,
}

/// The file of a project as it lies there now.
enum State {
    Sound,
    Missing,
    /// What it holds cannot be understood, and an earlier copy would mend that.
    Damaged(Vec<u8>),
    /// Nothing here may replace it: it is a newer program's, holds an unresolved merge, cannot be
    /// read at all, or is no file.
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
        Err(damage) => State::Closed(damage),
    }
}

/// What can be offered for the files that `findings` are about: the newest good backup of each that
/// is damaged or missing. Reads them all, so it is for a thread other than the window's.
#[must_use]
pub fn offers(folder: &Folder, findings: &[Finding]) -> Vec<Offer> {
    let files: BTreeSet<&str> = findings.iter().map(|finding| finding.file.as_str()).collect();
    let offer = |shown: &str| {
        let file = KeptFile::called(shown)?;
        if !matches!(state(folder, &file), State::Missing | State::Damaged(_)) {
            return None;
        }
        backups(folder, &file).find_map(|backup| {
            let claims = backup.content.ok()?.claims();
            Some(Offer { file: shown.to_owned(), backup: backup.id, claims })
        })
    };
    files.into_iter().filter_map(offer).collect()
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
    let path = file.path(folder);
    let refused = |reason: String, hint: &str| SaveFailure {
        file: folder.shown(&path),
        reason,
        hint: format!("The file was left as it is. {hint}"),
    };
    let failed = |error: &io::Error| SaveFailure::of_io(folder.shown(&path), error);
    let unusable = |damage: Damage| refused(format!("the backup {}", damage.reason()), "Choose another.");
    let good = Shelf::of(folder, file).read(backup.stamp).map_err(unusable)?;
    let good = good.ok_or_else(|| unusable(Damage::to_mend("is gone")))?;
    content(folder, file, good.clone()).map_err(unusable)?;
    let aside = match state(folder, file) {
        State::Sound => {
            return Err(refused("it can be read".to_owned(), "Open the project again."));
        }
        State::Closed(damage) => {
            return Err(refused(format!("it {}", damage.reason()), &damage.remedy));
        }
        State::Missing => None,
        State::Damaged(bytes) => Some(put_aside(folder, file, &bytes).map_err(|error| failed(&error))?),
    };
    // A link that leads elsewhere in the project stays one.
    let real = locate(folder.root(), &path, Sort::File).ok().flatten();
    durable::replace(real.as_deref().unwrap_or(&path), &good).map_err(|error| failed(&error))?;
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
