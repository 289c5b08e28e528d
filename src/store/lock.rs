//! Who has a project open, so that a second window can say so.
//!
//! The lock makes nothing safe by itself: some network drives have none, and the analyst may go on
//! without it. Safety comes from each save looking at what is on the disk first.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use super::create::make_hidden;
use super::read::{self, Sort, locate};
use super::{Folder, Opened, Progress, StoreError, durable, format, open_watched};
use crate::claims::CoderId;
use crate::story::visible;

/// A project's lock, held until the last of its owners drops it. The system frees it when the
/// program ends, however it ends.
#[derive(Debug)]
pub struct ProjectLock {
    root: PathBuf,
    /// Locked as long as it is open. Never one of the project's own files: on Windows a locked file
    /// can be read by nobody else.
    _file: File,
    /// Where it is said who holds the lock, and how.
    note: PathBuf,
    says: String,
}

/// What came of asking for a project's lock.
#[derive(Debug)]
pub enum Taken {
    /// It is held now.
    Ours(Arc<ProjectLock>),
    /// Another window holds it.
    Theirs(Holder),
    /// There can be no lock here, for the reason given; that is no reason not to work.
    Impossible(String),
}

/// Who holds a lock, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// The coder at work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coder: Option<CoderId>,
    /// The machine's name in its network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The program's number on that machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process: Option<u32>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
}

/// Opens a project to work on it: as [`open_watched`], but takes its lock before anything is read, so that
/// what is read stays as it is. `held` is the lock of the project that is open in this window
/// already: if it is the same project, that lock is handed on.
///
/// # Errors
/// As [`open_watched`]. That another window has the project is no error.
pub fn open_locked(
    dir: &Path,
    coder: &CoderId,
    held: Option<Arc<ProjectLock>>,
    progress: &Progress,
) -> Result<(Opened, Taken), StoreError> {
    let folder = Folder::at(dir)?;
    // Nothing is made in a folder that is no project.
    if fs::symlink_metadata(folder.project_file()).is_err() {
        return Err(StoreError::NotAProject(dir.to_owned()));
    }
    let taken = match held.filter(|lock| lock.root == folder.root()) {
        Some(lock) => Taken::Ours(lock),
        None => ProjectLock::take(&folder, coder),
    };
    Ok((open_watched(dir, progress)?, taken))
}

impl ProjectLock {
    /// Asks for the lock of the project in `folder`, for a window in which `coder` works.
    #[must_use]
    pub fn take(folder: &Folder, coder: &CoderId) -> Taken {
        let file = match make_hidden(folder).and_then(|()| lock_file(folder)) {
            Ok(file) => file,
            Err(error) => return Taken::Impossible(visible(&error.to_string())),
        };
        match file.try_lock() {
            Ok(()) => Taken::Ours(Arc::new(Self::note_down(folder, coder, file))),
            Err(TryLockError::WouldBlock) => Taken::Theirs(Holder::of(folder)),
            Err(TryLockError::Error(error)) => Taken::Impossible(visible(&error.to_string())),
        }
    }

    /// Who has the project in `folder` open, if anyone. Makes nothing and takes no lock.
    #[must_use]
    pub fn holder(folder: &Folder) -> Option<Holder> {
        let path = locate(folder.root(), &lock_path(folder), Sort::File).ok().flatten()?;
        let held = matches!(File::open(path).ok()?.try_lock_shared(), Err(TryLockError::WouldBlock));
        held.then(|| Holder::of(folder))
    }

    /// The folder of the project whose lock this is.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn note_down(folder: &Folder, coder: &CoderId, file: File) -> Self {
        let holder = Holder {
            coder: Some(coder.clone()),
            host: gethostname::gethostname().into_string().ok().filter(|name| !name.is_empty()),
            process: Some(std::process::id()),
            since: Some(Timestamp::now()),
        };
        let note = holder_path(folder);
        let says = format::canonical(&holder).unwrap_or_default();
        // Without it the second window knows less; the lock is the same. A link is replaced.
        if let Err(error) = durable::replace(&note, says.as_bytes()) {
            log::warn!("who has the project open could not be written down: {error}");
        }
        Self { root: folder.root().to_owned(), _file: file, note, says }
    }
}

impl Drop for ProjectLock {
    /// Takes the note away before the lock is freed; a note without a lock is ignored anyway.
    fn drop(&mut self) {
        // Another project may lie here by now, with a note of its own.
        if read::ron(&self.root, &self.note).is_ok_and(|note| note.as_ref() == Some(&self.says)) {
            let _ = fs::remove_file(&self.note);
        }
    }
}

fn lock_path(folder: &Folder) -> PathBuf {
    folder.hidden().join("lock")
}

/// Beside the lock, not in it, for a locked file cannot be read on Windows.
fn holder_path(folder: &Folder) -> PathBuf {
    folder.hidden().join("holder.ron")
}

fn lock_file(folder: &Folder) -> io::Result<File> {
    let path = lock_path(folder);
    let real = locate(folder.root(), &path, Sort::File)?.unwrap_or(path);
    File::options().read(true).write(true).create(true).truncate(false).open(real)
}

impl Holder {
    /// What the holder of a lock wrote down.
    fn of(folder: &Folder) -> Self {
        let text = read::ron(folder.root(), &holder_path(folder)).ok().flatten();
        // A newer program may say more; what is not understood is never written back.
        text.and_then(|text| ron::from_str(&text).ok()).unwrap_or_default()
    }
}

/// "kim has it open on desk-3 since 10:42".
impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let who = self.coder.as_ref().map_or("another window", CoderId::as_str);
        write!(f, "{} has it open", visible(who))?;
        if let Some(host) = &self.host {
            write!(f, " on {}", visible(host))?;
        }
        if let Some(since) = self.since {
            let since = since.to_zoned(TimeZone::system());
            let today = since.date() == Zoned::now().date();
            write!(f, " since {}", since.strftime(if today { "%H:%M" } else { "%-d %B %Y, %H:%M" }))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::create;

    fn kim() -> CoderId {
        CoderId::nearest("kim")
    }

    fn project(dir: &Path) -> Folder {
        create(dir, "locked").unwrap().folder
    }

    fn ours(taken: Taken) -> Arc<ProjectLock> {
        match taken {
            Taken::Ours(lock) => lock,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_second_is_told_who_has_it_until_the_first_goes() {
        let dir = tempfile::tempdir().unwrap();
        let folder = project(dir.path());
        assert_eq!(ProjectLock::holder(&folder), None);
        let lock = ours(ProjectLock::take(&folder, &kim()));
        let Taken::Theirs(holder) = ProjectLock::take(&folder, &CoderId::nearest("lee")) else {
            panic!("taken twice")
        };
        assert_eq!((holder.coder, holder.process), (Some(kim()), Some(std::process::id())));
        let says = ProjectLock::holder(&folder).unwrap().to_string();
        assert!(says.starts_with("kim has it open on "), "{says}");
        let second = lock.clone();
        drop(lock);
        assert!(ProjectLock::holder(&folder).is_some(), "one owner is left");
        drop(second);
        assert_eq!(ProjectLock::holder(&folder), None);
        assert!(!holder_path(&folder).exists());
        drop(ours(ProjectLock::take(&folder, &kim())));
    }

    #[test]
    fn a_note_that_a_crash_left_is_ignored() {
        let dir = tempfile::tempdir().unwrap();
        let folder = project(dir.path());
        fs::write(holder_path(&folder), "(coder: Some(\"lee\"))").unwrap();
        fs::write(lock_path(&folder), "").unwrap();
        assert_eq!(ProjectLock::holder(&folder), None);
        let lock = ours(ProjectLock::take(&folder, &kim()));
        assert_eq!(ProjectLock::holder(&folder).unwrap().coder, Some(kim()));
        // A note that makes no sense, and one of a newer program.
        fs::write(holder_path(&folder), "(((").unwrap();
        assert_eq!(ProjectLock::holder(&folder).unwrap().to_string(), "another window has it open");
        fs::write(holder_path(&folder), "(coder: Some(\"lee\"), mood: \"\\u{1b}\", host: Some(\"a\\nb\"))")
            .unwrap();
        let holder = ProjectLock::holder(&folder).unwrap();
        assert!(!holder.to_string().contains('\n') && holder.coder == Some(CoderId::nearest("lee")));
        drop(lock);
        assert!(holder_path(&folder).exists(), "it is not ours any more");
    }

    #[test]
    fn a_window_does_not_lock_itself_out() {
        let dir = tempfile::tempdir().unwrap();
        let folder = project(dir.path());
        let lock = ours(open_locked(dir.path(), &kim(), None, &Progress::default()).unwrap().1);
        assert!(matches!(
            open_locked(dir.path(), &kim(), None, &Progress::default()).unwrap().1,
            Taken::Theirs(_)
        ));
        let again =
            ours(open_locked(dir.path(), &kim(), Some(lock.clone()), &Progress::default()).unwrap().1);
        drop(lock);
        assert!(ProjectLock::holder(&folder).is_some());
        let other = tempfile::tempdir().unwrap();
        project(other.path());
        let lock = ours(open_locked(other.path(), &kim(), Some(again), &Progress::default()).unwrap().1);
        assert_eq!(lock.root(), fs::canonicalize(other.path()).unwrap());
        assert_eq!(ProjectLock::holder(&folder), None);
    }

    #[test]
    fn where_there_is_no_project_nothing_is_made() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(
            open_locked(dir.path(), &kim(), None, &Progress::default()),
            Err(StoreError::NotAProject(_))
        ));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        project(dir.path());
        fs::remove_dir_all(dir.path().join(".pressmark")).unwrap();
        drop(ours(open_locked(dir.path(), &kim(), None, &Progress::default()).unwrap().1));
        assert!(dir.path().join(".pressmark/.gitignore").exists());
    }

    /// Another program that holds the lock, as the system sees it, and is then killed.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_killed_program_leaves_no_lock_behind() {
        use std::process::Command;
        use std::time::{Duration, Instant};
        let dir = tempfile::tempdir().unwrap();
        let folder = project(dir.path());
        let path = lock_path(&folder);
        let Ok(mut other) = Command::new("flock").arg("--no-fork").arg(&path).args(["sleep", "60"]).spawn()
        else {
            println!("skipped: there is no flock(1) here");
            return;
        };
        let begun = Instant::now();
        while ProjectLock::holder(&folder).is_none() && begun.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(matches!(ProjectLock::take(&folder, &kim()), Taken::Theirs(_)));
        other.kill().unwrap();
        other.wait().unwrap();
        drop(ours(ProjectLock::take(&folder, &kim())));
    }

    #[cfg(unix)]
    #[test]
    fn no_pipe_makes_anyone_wait() {
        let dir = tempfile::tempdir().unwrap();
        let folder = project(dir.path());
        let pipe = |path: PathBuf| {
            let _ = fs::remove_file(&path);
            assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
        };
        pipe(folder.hidden().join(".gitignore"));
        let lock = ours(ProjectLock::take(&folder, &kim()));
        pipe(holder_path(&folder));
        assert_eq!(ProjectLock::holder(&folder), Some(Holder::default()));
        drop(lock);
        pipe(lock_path(&folder));
        assert!(matches!(ProjectLock::take(&folder, &kim()), Taken::Impossible(_)));
        assert_eq!(ProjectLock::holder(&folder), None);
    }

    #[test]
    fn without_a_lock_the_project_opens_all_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let folder = project(dir.path());
        fs::create_dir(lock_path(&folder)).unwrap();
        assert!(matches!(
            open_locked(dir.path(), &kim(), None, &Progress::default()).unwrap().1,
            Taken::Impossible(_)
        ));
        assert_eq!(ProjectLock::holder(&folder), None);
        #[cfg(unix)]
        {
            let outside = tempfile::tempdir().unwrap();
            fs::remove_dir_all(folder.hidden()).unwrap();
            std::os::unix::fs::symlink(outside.path(), folder.hidden()).unwrap();
            let Taken::Impossible(why) = ProjectLock::take(&folder, &kim()) else { panic!("followed") };
            assert!(why.contains("out of the project"), "{why}");
            assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
        }
    }
}
