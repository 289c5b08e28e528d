use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::super::durable;
use super::line;
use super::names::Names;
use super::record::Record;

/// A journal that is being written.
#[derive(Debug)]
pub(super) struct JournalFile {
    file: File,
    path: PathBuf,
    /// Where a line that was never finished begins: it is cut off before anything is added.
    torn_at: Option<u64>,
    next_seq: u64,
}

/// Why a journal could not be begun.
#[derive(Debug)]
pub(super) struct NotBegun {
    pub error: io::Error,
    /// Whether what was written of it may still be found.
    pub left: bool,
}

impl From<io::Error> for NotBegun {
    fn from(error: io::Error) -> Self {
        Self { error, left: false }
    }
}

/// A journal that another window is writing, or not.
pub(super) enum Held {
    Ours(File),
    Another,
}

/// Takes the journal at `path` for this window. Where the system knows no locks, it is ours.
pub(super) fn take(path: &Path) -> io::Result<Held> {
    let file = OpenOptions::new().append(true).open(path)?;
    Ok(match file.try_lock() {
        Err(TryLockError::WouldBlock) => Held::Another,
        Ok(()) | Err(TryLockError::Error(_)) => Held::Ours(file),
    })
}

impl JournalFile {
    /// Goes on with a journal of which the first `whole` of `length` bytes are sound.
    pub fn resume(file: File, path: PathBuf, whole: u64, length: u64, next_seq: u64) -> Self {
        Self { file, path, torn_at: (whole < length).then_some(whole), next_seq }
    }

    /// The number of the next line.
    pub fn next_line(&self) -> u64 {
        self.next_seq
    }

    /// How long it is, in bytes, as far as the system tells.
    pub fn length(&self) -> u64 {
        self.file.metadata().map_or(0, |is| is.len())
    }

    /// Takes away a journal that nothing depends on.
    pub fn remove(self) {
        if let Err(error) = fs::remove_file(&self.path) {
            log::warn!("{} could not be removed: {error}", self.path.display());
        }
    }

    /// Lets go of the file, so that another may take it.
    pub fn release(self) -> Released {
        Released {
            length: self.file.metadata().map(|is| is.len()).ok(),
            path: self.path,
            next_seq: self.next_seq,
        }
    }

    /// Begins a journal in `folder`, under the first free name, with these records. Only when all
    /// of it is on the disk is there a file.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(folder: &Path, names: &Names, head: &Record, records: &[Record]) -> Result<Self, NotBegun> {
        let (lines, next_seq) = lines(head, records)?;
        let (path, mut file) = create(folder, names)?;
        // Another window that looks now must see whose it is.
        let _ = file.try_lock();
        let written = file
            .write_all(lines.as_bytes())
            .and_then(|()| file.sync_all())
            .and_then(|()| durable::sync_folder(folder));
        if let Err(error) = written {
            let removed = fs::remove_file(&path).and_then(|()| durable::sync_folder(folder));
            return Err(NotBegun { error, left: removed.is_err() });
        }
        Ok(Self { file, path, torn_at: None, next_seq })
    }

    /// Adds records. When this returns, they are on the disk.
    ///
    /// # Errors
    /// What the system says. What the file holds beyond the records of earlier calls is then not
    /// known, and it must not be written again: a second sync may claim what the first one lost.
    pub fn append(&mut self, records: &[Record]) -> io::Result<()> {
        self.add(records)?;
        self.file.sync_data()
    }

    /// As [`JournalFile::append`], but the records may reach the disk later. For those that nothing
    /// depends on.
    ///
    /// # Errors
    /// As [`JournalFile::append`].
    pub fn add(&mut self, records: &[Record]) -> io::Result<()> {
        let mut lines = String::new();
        let mut next_seq = self.next_seq;
        for record in records {
            lines.push_str(&encode(next_seq, record)?);
            next_seq += 1;
        }
        if let Some(torn_at) = self.torn_at {
            self.file.set_len(torn_at)?;
            self.torn_at = None;
        }
        self.file.write_all(lines.as_bytes())?;
        self.next_seq = next_seq;
        Ok(())
    }
}

/// A whole journal with these records, and the number of its next line.
pub(super) fn lines(head: &Record, records: &[Record]) -> io::Result<(String, u64)> {
    let mut lines = String::new();
    let mut next_seq = 0;
    for record in std::iter::once(head).chain(records) {
        lines.push_str(&encode(next_seq, record)?);
        next_seq += 1;
    }
    Ok((lines, next_seq))
}

/// A journal that was let go.
#[derive(Debug)]
pub(super) struct Released {
    path: PathBuf,
    length: Option<u64>,
    next_seq: u64,
}

impl Released {
    /// The number of the next line, when it was let go.
    pub fn next_line(&self) -> u64 {
        self.next_seq
    }

    /// Takes the journal up again; `None` if another has it or has written to it.
    pub fn take_up(self) -> Option<JournalFile> {
        let Held::Ours(file) = take(&self.path).ok()? else { return None };
        let length = file.metadata().ok()?.len();
        let as_left = Some(length) == self.length;
        as_left.then(|| JournalFile::resume(file, self.path, length, length, self.next_seq))
    }
}

fn encode(seq: u64, record: &Record) -> io::Result<String> {
    let record = ron::to_string(record).map_err(io::Error::other)?;
    Ok(line::encode(seq, &record))
}

/// Makes a new file under the first free name.
fn create(folder: &Path, names: &Names) -> io::Result<(PathBuf, File)> {
    for number in 1..u32::MAX {
        let path = folder.join(names.numbered(number));
        match OpenOptions::new().append(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|file| (path, file)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
