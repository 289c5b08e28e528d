use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::super::create::make_hidden;
use super::super::durable;
use super::super::finding::Damage;
use super::super::folder::Folder;
use super::super::read::{self, Sort, locate};
use super::kept::KeptFile;
use super::stamp::Stamp;
use super::thin::superfluous;

/// Where the backups of one file lie.
pub(super) struct Shelf<'a> {
    folder: &'a Folder,
    path: PathBuf,
}

impl<'a> Shelf<'a> {
    pub fn of(folder: &'a Folder, file: &KeptFile) -> Self {
        let path = folder.hidden().join("backups").join(file.group()).join(file.name());
        Self { folder, path }
    }

    /// The backups there are, the oldest first.
    pub fn stamps(&self) -> Vec<Stamp> {
        let Ok(Some(real)) = locate(self.folder.root(), &self.path, Sort::Folder) else { return Vec::new() };
        let plain = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|sort| sort.is_file());
        let mut stamps: Vec<Stamp> = fs::read_dir(real)
            .into_iter()
            .flatten()
            .flatten()
            .filter(plain)
            .filter_map(|entry| Stamp::called(entry.file_name().to_str()?))
            .collect();
        stamps.sort_unstable();
        stamps
    }

    pub fn path(&self, stamp: Stamp) -> PathBuf {
        self.path.join(stamp.name())
    }

    /// What a backup holds; `None` if it is gone.
    pub fn read(&self, stamp: Stamp) -> Result<Option<Vec<u8>>, Damage> {
        read::bytes(self.folder.root(), &self.path(stamp))
    }

    /// Puts one more backup here, durably, and lets go what is superfluous after it. The newest may
    /// say the same already; then it is the backup.
    pub fn add(&self, bytes: &[u8], now: Timestamp) -> io::Result<()> {
        let stamps = self.stamps();
        let newest = stamps.last().and_then(|stamp| self.read(*stamp).ok().flatten());
        if newest.as_deref() == Some(bytes) {
            return Ok(());
        }
        make_inside(self.folder, &self.path)?;
        let first = Stamp::at(now);
        let free = |stamp: &Stamp| fs::symlink_metadata(self.path(*stamp)).is_err();
        let stamp = (0..=u16::MAX).map(|number| Stamp { number, ..first }).find(free);
        let stamp = stamp.ok_or(io::ErrorKind::AlreadyExists)?;
        durable::replace(&self.path(stamp), bytes)?;
        // What a killed backup left here.
        durable::sweep(&self.path);
        for old in superfluous(&self.stamps(), now) {
            // Clutter, not damage: if it cannot go now, it goes after the next backup.
            let _ = fs::remove_file(self.path(old));
        }
        Ok(())
    }
}

/// Makes a folder below `.pressmark`, unless a link on the way leads out of the project.
pub(super) fn make_inside(folder: &Folder, path: &Path) -> io::Result<()> {
    let there = path.ancestors().find_map(|part| fs::canonicalize(part).ok());
    if !there.is_some_and(|there| there.starts_with(folder.root())) {
        return Err(io::Error::other("a link in .pressmark leads out of the project"));
    }
    make_hidden(folder)?;
    durable::make_folder(folder.root(), path)
}
