use std::io;
use std::path::PathBuf;

use thiserror::Error;

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
        use io::ErrorKind as Kind;
        let (reason, hint) = match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => (
                "the disk is full".to_owned(),
                "Free some space; Pressmark tries again by itself and keeps your work in memory until then.",
            ),
            Kind::ReadOnlyFilesystem => (
                "the disk can only be read".to_owned(),
                "Make it writable, or copy the project to another disk and work there.",
            ),
            Kind::PermissionDenied => (
                "you may not write here".to_owned(),
                "Give yourself the right to write the file and its folder; Pressmark tries again by itself.",
            ),
            Kind::NotFound => (
                "its folder is gone".to_owned(),
                "Put the folder back where it was; Pressmark tries again by itself.",
            ),
            Kind::StaleNetworkFileHandle | Kind::NotConnected | Kind::TimedOut => (
                "the network drive does not answer".to_owned(),
                "Connect it again; Pressmark tries again by itself.",
            ),
            _ => (
                visible(&error.to_string()),
                "Pressmark tries again by itself; if this stays, copy the project to another disk.",
            ),
        };
        Self { file, reason, hint: hint.to_owned() }
    }
}

fn shown(path: &std::path::Path) -> String {
    visible(&path.to_string_lossy())
}
