use jiff::Timestamp;

use super::super::folder::Folder;
use super::content::{Content, content};
use super::kept::KeptFile;
use super::shelf::Shelf;
use super::stamp::Stamp;

/// Names one backup of one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BackupId {
    file: KeptFile,
    pub(super) stamp: Stamp,
}

impl BackupId {
    /// Of which file it is a backup.
    #[must_use]
    pub fn file(&self) -> &KeptFile {
        &self.file
    }

    /// When it was taken, to the second.
    #[must_use]
    pub fn taken(&self) -> Timestamp {
        self.stamp.taken
    }
}

/// A backup that was read.
#[derive(Clone, Debug)]
pub struct Backup {
    /// Which one.
    pub id: BackupId,
    /// What it holds, or why it cannot be used, as a clause: "is empty".
    pub content: Result<Content, String>,
}

/// The backups of `file`, the newest first. Each is read when it is asked for, so a long list
/// is never in memory as a whole. For a thread other than the window's.
pub fn backups(folder: &Folder, file: &KeptFile) -> impl Iterator<Item = Backup> {
    let stamps = Shelf::of(folder, file).stamps();
    stamps.into_iter().rev().map(|stamp| {
        let id = BackupId { file: file.clone(), stamp };
        let content = read_backup(folder, &id);
        Backup { id, content }
    })
}

/// What one backup holds.
///
/// # Errors
/// Why it cannot be used, as a clause.
pub fn read_backup(folder: &Folder, id: &BackupId) -> Result<Content, String> {
    match Shelf::of(folder, &id.file).read(id.stamp) {
        Ok(Some(bytes)) => content(folder, &id.file, bytes).map_err(|damage| damage.reason()),
        Ok(None) => Err("is gone".to_owned()),
        Err(damage) => Err(damage.reason()),
    }
}
