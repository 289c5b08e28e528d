//! Writing that survives a crash at any moment: a file says either what it said before or what it
//! should say now, and once a function here returns, a power cut no longer changes that.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;

use super::read::{Sort, locate};
use super::turn::Turn;
use crate::claims::ClaimId;

/// Makes `target` hold `bytes`.
///
/// # Errors
/// What the system says. The old file is then still there whole, unless only the last step failed:
/// then either of the two may be there, whole.
pub(super) fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_if(target, bytes, || true).map(|_| ())
}

/// As [`replace`], for bytes that are written in parts.
///
/// # Errors
/// As [`replace`], and what `write` says.
pub(super) fn replace_with(target: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    put(target, write, || true).map(|_| ())
}

/// As [`replace`], if `still` says at the last moment, when the bytes are on the disk and only the
/// rename is left, that the file may go. Says whether it did.
///
/// # Errors
/// As [`replace`].
pub(super) fn replace_if(target: &Path, bytes: &[u8], still: impl FnOnce() -> bool) -> io::Result<bool> {
    put(target, |file| file.write_all(bytes), still)
}

fn put(
    target: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
    still: impl FnOnce() -> bool,
) -> io::Result<bool> {
    let (Some(parent), Some(name)) = (target.parent(), target.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let old = match fs::metadata(target) {
        Ok(metadata) => Some(metadata.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    // A rename would not ask, but a file was made read-only for a reason.
    if old.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut temporary_name = std::ffi::OsString::from(".");
    temporary_name.push(name);
    temporary_name.push(format!(".{}.tmp", ClaimId::fresh()));
    let temporary = parent.join(temporary_name);
    let written = write_new(&temporary, write, old).and_then(|()| {
        // Two programs that write one file both look first: while one does so and renames, the other waits.
        let _turn = Turn::take(parent);
        let may = still();
        if may { rename(&temporary, target).map(|()| true) } else { Ok(false) }
    });
    if !matches!(written, Ok(true)) {
        // After a failed sync the bytes cannot be trusted, whatever a second sync says. If even
        // this fails, `sweep` finds the file another day.
        let _ = fs::remove_file(&temporary);
    }
    if written? {
        sync_folder(parent)?;
        return Ok(true);
    }
    Ok(false)
}

/// A new file with what `write` writes, on the disk itself.
fn write_new(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
    permissions: Option<fs::Permissions>,
) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    write(&mut file)?;
    file.sync_all()
}

/// Renames, waiting a little where Windows' virus scanners and synchronisers hold a file.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    for wait in [10, 25, 50, 100, 200, 400] {
        match fs::rename(from, to) {
            Err(error) if cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33)) => {
                std::thread::sleep(Duration::from_millis(wait));
            }
            result => return result,
        }
    }
    fs::rename(from, to)
}

/// Moves a file or folder.
///
/// # Errors
/// What the system says; it is then still in one of the two places.
pub(super) fn move_to(from: &Path, to: &Path) -> io::Result<()> {
    rename(from, to)?;
    for parent in [to.parent(), from.parent()].into_iter().flatten() {
        sync_folder(parent)?;
    }
    Ok(())
}

/// Makes the folder `path` and those missing between it and `root`, which must exist.
///
/// # Errors
/// What the system says, or what is wrong with a part of the path, such as a link that leads out
/// of `root`.
pub(super) fn make_folder(root: &Path, path: &Path) -> io::Result<()> {
    let there = locate(root, path, Sort::Folder).map_err(|damage| {
        let folder = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        damage.in_the_way(&folder)
    })?;
    if there.is_some() {
        return Ok(());
    }
    let Some(parent) = path.parent().filter(|parent| path != root && parent.starts_with(root)) else {
        return Err(io::ErrorKind::NotFound.into());
    };
    make_folder(root, parent)?;
    fs::create_dir(path)?;
    // One that may not last is taken away again, so that the next try makes it anew.
    sync_folder(parent).inspect_err(|_| drop(fs::remove_dir(path)))
}

/// Puts a folder's list of names on the disk.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(windows) {
        // A folder cannot be opened there; the file system logs renames itself.
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Some network drives have no such operation; there is then nothing more to be done.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        result => result,
    }
}

/// Removes what a killed [`replace`] left in `folder` more than a day ago.
pub(super) fn sweep(folder: &Path) {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let old = || {
            let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(metadata.modified().ok()?.elapsed().ok()? > DAY)
        };
        if entry.file_name().to_str().is_some_and(is_temporary) && old() == Some(true) {
            // Clutter, not damage: if it cannot go now, it goes another day.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether [`replace`] gives such a name to its temporary files.
fn is_temporary(name: &str) -> bool {
    let inner = name.strip_prefix('.').and_then(|name| name.strip_suffix(".tmp"));
    inner
        .and_then(|inner| inner.rsplit_once('.'))
        .is_some_and(|(_, random)| ClaimId::try_from(random.to_owned()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_and_leaves_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        replace(&file, b"one").unwrap();
        replace(&file, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    /// Each adds one to what the file says, if it still says what was read.
    #[test]
    fn of_two_that_write_one_file_neither_overwrites_what_it_has_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        replace(&file, b"0").unwrap();
        let read = || fs::read_to_string(&file).unwrap();
        let add = || {
            let mut added = 0_u32;
            for _ in 0..100 {
                let was = read();
                let next = (was.parse::<u32>().unwrap() + 1).to_string();
                added += u32::from(replace_if(&file, next.as_bytes(), || read() == was).unwrap());
            }
            added
        };
        let added = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..3).map(|_| scope.spawn(add)).collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).sum::<u32>()
        });
        assert_eq!(read(), added.to_string());
    }

    #[cfg(unix)]
    #[test]
    fn keeps_the_mode_and_respects_read_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        replace(&file, b"one").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        replace(&file, b"two").unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
        assert_eq!(replace(&file, b"three").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read(&file).unwrap(), b"two");
    }

    #[test]
    fn a_failed_rename_leaves_the_old_and_no_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.ron");
        fs::create_dir_all(target.join("not-empty")).unwrap();
        assert!(replace(&target, b"one").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn makes_folders_only_below_one_that_is_there() {
        let folder = tempfile::tempdir().unwrap();
        make_folder(folder.path(), &folder.path().join("a/b")).unwrap();
        assert!(folder.path().join("a/b").is_dir());
        let gone = folder.path().join("gone");
        assert!(make_folder(&gone, &gone.join("a")).is_err());
        assert!(!gone.exists());
    }

    #[test]
    fn sweeps_only_its_own_old_files() {
        let folder = tempfile::tempdir().unwrap();
        let long_ago = std::time::SystemTime::now() - Duration::from_secs(48 * 60 * 60);
        let names = [".a.ron.00000000000000ff.tmp", ".swap.tmp", "a.ron"];
        for name in names {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(long_ago).unwrap();
        }
        File::create(folder.path().join(".b.ron.00000000000000ff.tmp")).unwrap();
        sweep(folder.path());
        let left = |name: &str| folder.path().join(name).exists();
        assert!(!left(names[0]) && left(names[1]) && left(names[2]));
        assert!(left(".b.ron.00000000000000ff.tmp"), "a fresh one may be in use");
    }
}
