//! Reading a file of a project without trusting it.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::finding::Damage;

/// The largest file that is read, in bytes; also the largest text an import makes.
pub const LARGEST_FILE: u64 = 64 << 20;

/// What a path inside a project leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    File,
    Folder,
}

/// Where `path` really lies, if it is of this sort and within `root`; `None` if there is nothing.
///
/// Nothing is opened, so neither a pipe nor a device can make the program wait.
pub(super) fn locate(root: &Path, path: &Path, sort: Sort) -> Result<Option<PathBuf>, Damage> {
    let mut real = path.to_owned();
    let mut metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&error)),
    };
    if metadata.is_symlink() {
        real = fs::canonicalize(path)
            .map_err(|_| Damage::to_mend("is a link that leads nowhere or in a circle"))?;
        if !real.starts_with(root) {
            return Err(Damage::new(
                "is a link that leads out of the project",
                "Pressmark does not follow it: put the thing itself in its place.",
            ));
        }
        metadata = fs::metadata(&real).map_err(|error| unreadable(&error))?;
    }
    match sort {
        Sort::File if metadata.is_dir() => Err(Damage::to_mend("is a folder where a file should be")),
        Sort::File if !metadata.is_file() => Err(Damage::to_mend("is a pipe, socket or device, not a file")),
        Sort::Folder if !metadata.is_dir() => {
            Err(Damage::to_mend("is not a folder, but a folder should be here"))
        }
        Sort::File if metadata.len() > LARGEST_FILE => Err(too_large()),
        _ => Ok(Some(real)),
    }
}

/// The bytes of a plain file within `root`; `None` if there is none.
pub(super) fn bytes(root: &Path, path: &Path) -> Result<Option<Vec<u8>>, Damage> {
    let Some(real) = locate(root, path, Sort::File)? else { return Ok(None) };
    let mut bytes = Vec::new();
    let file = File::open(real).map_err(|error| unreadable(&error))?;
    // The file may have grown since it was looked at.
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > LARGEST_FILE { Err(too_large()) } else { Ok(Some(bytes)) }
}

/// The characters of a plain file within `root`, without its byte order mark; `None` if there is
/// none. The file may be empty.
pub(super) fn text(root: &Path, path: &Path) -> Result<Option<String>, Damage> {
    bytes(root, path)?.map(decode).transpose()
}

/// The characters of a RON file, which cannot be empty.
pub(super) fn ron(root: &Path, path: &Path) -> Result<Option<String>, Damage> {
    bytes(root, path)?.map(ron_text).transpose()
}

/// The characters of a RON file whose bytes these are.
pub(super) fn ron_text(bytes: Vec<u8>) -> Result<String, Damage> {
    if bytes.is_empty() {
        return Err(Damage::to_mend("is empty"));
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return Err(Damage::to_mend("holds nothing but zeros: what it said was lost in a crash"));
    }
    let text = decode(bytes)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn decode(bytes: Vec<u8>) -> Result<String, Damage> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Damage::new("is UTF-16 text", "Save it again as UTF-8.").or_by_copy());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..at];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let problem = format!("is not UTF-8 text: byte {} is wrong", at + 1);
        Damage::new(problem, "Save it again as UTF-8.").or_by_copy().on_line(line)
    })
}

fn too_large() -> Damage {
    Damage::to_mend(format!("is larger than {} MiB", LARGEST_FILE >> 20))
}

fn unreadable(error: &io::Error) -> Damage {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            Damage::new("may not be read", "Give yourself the right to read it, then open the project again.")
        }
        _ => Damage::new(format!("cannot be read: {error}"), "Open the project again once it can be read."),
    }
}
