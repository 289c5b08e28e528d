use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::finding::Damage;
use crate::story::visible;

/// Why a project cannot be opened or made at all. What is wrong within one that opens is a
/// [`Finding`](super::Finding).
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is nothing at this path.
    #[error("there is no folder {}", shown(.0))]
    NoSuchFolder(PathBuf),
    /// The path leads to something else.
    #[error("{} is not a folder; a project is a folder", shown(.0))]
    NotAFolder(PathBuf),
    /// The folder holds no project.
    #[error(
        "{} is not a Pressmark project: it has no project.ron (\u{201c}pressmark new\u{201d} makes one)",
        shown(.0)
    )]
    NotAProject(PathBuf),
    /// A project cannot be made where one is.
    #[error("{} is a project already: open it instead", shown(.0))]
    AlreadyAProject(PathBuf),
    /// A project is only made in a folder of its own.
    #[error("{} is not empty: a new project needs a folder of its own", shown(.0))]
    NotEmpty(PathBuf),
    /// Whoever asked for the project no longer wants it.
    #[error("the project is not opened, as you wished")]
    Cancelled,
    /// The system refused.
    #[error("{} cannot be used: {source}", shown(.path))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A new project's file could not be written.
    #[error(transparent)]
    Save(#[from] SaveFailure),
}

/// Why a file could not be saved. What it said before is still there, and what it should say is
/// still in memory.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file} could not be saved: {reason}. {hint}")]
pub struct SaveFailure {
    /// The file, from the project's folder.
    pub file: String,
    /// What went wrong, as a clause.
    pub reason: String,
    /// The way out, in whole sentences.
    pub hint: String,
}

impl SaveFailure {
    /// What the system's error means to the analyst whose file it was.
    pub(super) fn of_io(file: String, error: &io::Error) -> Self {
        if let Some(damage) = error.get_ref().and_then(|inner| inner.downcast_ref::<Damage>()) {
            let reason = format!("it {}", damage.reason());
            return Self { file, reason, hint: damage.remedy.clone() };
        }
        let (reason, hint) = explain(error);
        Self { file, reason, hint: hint.to_owned() }
    }

    /// The same for a file of so many bytes.
    pub(super) fn of_write(file: String, error: &io::Error, bytes: u64) -> Self {
        use io::ErrorKind as Kind;
        let mut failure = Self::of_io(file, error);
        if matches!(error.kind(), Kind::StorageFull | Kind::QuotaExceeded) {
            failure.reason.push_str(&format!(" ({} kB are needed)", bytes.div_ceil(1000).max(1)));
        }
        failure
    }
}

/// What went wrong, and the way out.
fn explain(error: &io::Error) -> (String, &'static str) {
    use io::ErrorKind as Kind;
    let known = match error.kind() {
        Kind::StorageFull => (
            "the disk is full",
            "Free some space; Pressmark tries again by itself and keeps your work in memory until then.",
        ),
        Kind::QuotaExceeded => (
            "your share of the disk is used up",
            "Free some space or ask for more; Pressmark tries again by itself and keeps your work in memory until then.",
        ),
        Kind::FileTooLarge => (
            "the file would be larger than is allowed here",
            "Copy the project to another disk; your work stays in memory until then.",
        ),
        Kind::ReadOnlyFilesystem => (
            "the disk can only be read",
            "Make it writable; or quit, and save a copy in another folder when Pressmark offers it.",
        ),
        Kind::PermissionDenied => (
            "you may not write here",
            "Give yourself the right to write the file and its folder, and Pressmark tries again by itself; or quit, and save a copy when Pressmark offers it.",
        ),
        Kind::NotFound => {
            ("its folder is gone", "Put the folder back where it was; Pressmark tries again by itself.")
        }
        Kind::StaleNetworkFileHandle
        | Kind::NotConnected
        | Kind::TimedOut
        | Kind::HostUnreachable
        | Kind::NetworkUnreachable
        | Kind::NetworkDown => {
            ("the network drive does not answer", "Connect it again; Pressmark tries again by itself.")
        }
        Kind::ResourceBusy | Kind::ExecutableFileBusy => {
            ("another program is using the file", "Close that program; Pressmark tries again by itself.")
        }
        // Writing over the file instead would risk what it says.
        Kind::CrossesDevices => (
            "the file lies on another disk than its folder",
            "Put the file itself in its place; Pressmark tries again by itself.",
        ),
        _ if is_failing_disk(error) => (
            "the disk is failing",
            "Save a copy on another disk now: quit, and choose that when Pressmark offers it. What was saved before may still be read.",
        ),
        _ if has_no_more_files(error) => {
            ("too many files are open", "Close other programs; Pressmark tries again by itself.")
        }
        _ => {
            let hint = "Pressmark tries again by itself; if this stays, copy the project to another disk.";
            return (visible(&error.to_string()), hint);
        }
    };
    (known.0.to_owned(), known.1)
}

/// EIO and ENXIO, which have no kind of their own; on Windows the device errors.
fn is_failing_disk(error: &io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) { &[23, 483, 1117, 1392] } else { &[5, 6] };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

/// EMFILE and ENFILE.
fn has_no_more_files(error: &io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) { &[4] } else { &[23, 24] };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

fn shown(path: &std::path::Path) -> String {
    visible(&path.to_string_lossy())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn each_trouble_of_the_disk_is_told_with_its_way_out() {
        let told =
            |code| SaveFailure::of_write("a.ron".to_owned(), &io::Error::from_raw_os_error(code), 8200);
        for (name, code, reason, hint) in [
            ("ENOSPC", 28, "the disk is full (9 kB are needed)", "tries again"),
            ("EDQUOT", 122, "share of the disk is used up (9 kB", "tries again"),
            ("EFBIG", 27, "larger than is allowed", "another disk"),
            ("EROFS", 30, "can only be read", "save a copy"),
            ("EACCES", 13, "may not write", "save a copy"),
            ("EPERM", 1, "may not write", "save a copy"),
            ("EIO", 5, "the disk is failing", "on another disk now"),
            ("EMFILE", 24, "too many files", "tries again"),
            ("ENFILE", 23, "too many files", "tries again"),
            ("EXDEV", 18, "another disk than its folder", "in its place"),
            ("EBUSY", 16, "another program", "Close"),
            ("ENOENT", 2, "its folder is gone", "back where it was"),
            ("ESTALE", 116, "network drive", "Connect"),
            ("ENOTCONN", 107, "network drive", "Connect"),
            ("ETIMEDOUT", 110, "network drive", "Connect"),
            ("ELOOP", 40, "symbolic links", "another disk"),
        ] {
            let failure = told(code);
            assert!(failure.reason.contains(reason) && failure.hint.contains(hint), "{name}: {failure}");
        }
    }

    #[test]
    fn what_the_gate_refused_keeps_its_remedy() {
        let damage = Damage::new("is a link", "Take it away.");
        let failure = SaveFailure::of_io("a.ron".to_owned(), &damage.into());
        assert_eq!(failure.to_string(), "a.ron could not be saved: it is a link. Take it away.");
    }
}
