//! Reading a file of a project without trusting it.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use super::finding::Damage;

/// The largest file that is read, in bytes; also the largest text an import makes.
pub const LARGEST_FILE: u64 = 64 << 20;

/// What a path inside a project leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A file small enough to be read.
    File,
    /// A file that is only passed on.
    FileOfAnySize,
    Folder,
}

/// Where `path` really lies, if it is of this sort and within `root`; `None` if there is nothing.
///
/// The gate to everything in a project: each part of the path below `root`, which must itself be
/// without links, is looked at, so that no link among them leads outside. Nothing is opened, so
/// neither a pipe nor a device can make the program wait. Someone who swaps a folder for a link
/// between this look and what follows it could do worse with the same rights; that is not met here.
pub(super) fn locate(root: &Path, path: &Path, sort: Sort) -> Result<Option<PathBuf>, Damage> {
    let outside = || Damage::to_mend("does not lie in the project");
    let mut parts = path.strip_prefix(root).map_err(|_| outside())?.components().peekable();
    let mut real = root.to_owned();
    let mut last = if parts.peek().is_none() { look(&real)? } else { None };
    while let Some(part) = parts.next() {
        let Component::Normal(name) = part else { return Err(outside()) };
        real.push(name);
        let Some(metadata) = look(&real)? else { return Ok(None) };
        if !metadata.is_symlink() {
            last = Some(metadata);
            continue;
        }
        real = follow(root, &real).map_err(|damage| match parts.peek() {
            Some(_) => {
                let name = name.to_string_lossy();
                let problem = format!("lies in \u{201c}{name}\u{201d}, and that {}", damage.problem);
                Damage { problem, ..damage }
            }
            None => damage,
        })?;
        last = Some(fs::metadata(&real).map_err(|error| unreadable(&error))?);
    }
    let Some(metadata) = last else { return Ok(None) };
    match sort {
        Sort::Folder if metadata.is_dir() => Ok(Some(real)),
        Sort::Folder => Err(Damage::to_mend("is not a folder, but a folder should be here")),
        _ if metadata.is_dir() => Err(Damage::to_mend("is a folder where a file should be")),
        _ if !metadata.is_file() => Err(Damage::to_mend("is a pipe, socket or device, not a file")),
        Sort::File if metadata.len() > LARGEST_FILE => Err(too_large(LARGEST_FILE)),
        Sort::File | Sort::FileOfAnySize => Ok(Some(real)),
    }
}

/// What lies at `path`, links not followed.
fn look(path: &Path) -> Result<Option<fs::Metadata>, Damage> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(&error)),
    }
}

/// Where the link at `path` ends, which must be within `root`.
fn follow(root: &Path, path: &Path) -> Result<PathBuf, Damage> {
    let end =
        fs::canonicalize(path).map_err(|_| Damage::to_mend("is a link that leads nowhere or in a circle"))?;
    if end.starts_with(root) {
        return Ok(end);
    }
    Err(Damage::new(
        "is a link that leads out of the project",
        "Pressmark does not follow it: put the thing itself in its place.",
    ))
}

/// The bytes of a plain file within `root`; `None` if there is none.
pub(super) fn bytes(root: &Path, path: &Path) -> Result<Option<Vec<u8>>, Damage> {
    bytes_up_to(root, path, LARGEST_FILE)
}

/// As [`bytes`], for a file that may be as large as `most`.
pub(super) fn bytes_up_to(root: &Path, path: &Path, most: u64) -> Result<Option<Vec<u8>>, Damage> {
    let Some(real) = locate(root, path, Sort::FileOfAnySize)? else { return Ok(None) };
    let mut bytes = Vec::new();
    let file = File::open(real).map_err(|error| unreadable(&error))?;
    let known = file.metadata().map_err(|error| unreadable(&error))?.len();
    // The file may have grown since it was looked at.
    if known <= most {
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    }
    if known.max(bytes.len() as u64) > most { Err(too_large(most)) } else { Ok(Some(bytes)) }
}

/// A plain file within `root`, to be read in parts; `None` if there is none, or none that can be read.
pub(super) fn in_parts(root: &Path, path: &Path) -> Option<io::Take<File>> {
    let real = locate(root, path, Sort::File).ok()??;
    // It may have grown since it was looked at.
    File::open(real).ok().map(|file| file.take(LARGEST_FILE))
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

fn too_large(most: u64) -> Damage {
    Damage::to_mend(format!("is larger than {} MiB", most >> 20))
}

fn unreadable(error: &io::Error) -> Damage {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            Damage::new("may not be read", "Give yourself the right to read it, then open the project again.")
        }
        _ => Damage::new(format!("cannot be read: {error}"), "Open the project again once it can be read."),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn no_part_of_a_path_may_lead_outside() {
        let (inside, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = fs::canonicalize(inside.path()).unwrap();
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("a/b/file"), "x").unwrap();
        fs::write(outside.path().join("file"), "x").unwrap();
        symlink(outside.path(), root.join("out")).unwrap();
        symlink("a/b", root.join("in")).unwrap();
        symlink("../../..", root.join("a/up")).unwrap();
        symlink("circle", root.join("circle")).unwrap();
        let file = |path: &str| locate(&root, &root.join(path), Sort::File);
        assert_eq!(file("in/file"), Ok(Some(root.join("a/b/file"))));
        assert_eq!(file("in/none"), Ok(None));
        assert_eq!(file("none/none"), Ok(None));
        for (path, problem) in [
            ("out/file", "\u{201c}out\u{201d}, and that is a link that leads out"),
            ("out/none", "out of the project"),
            ("a/up/file", "out of the project"),
            ("circle/file", "nowhere"),
            ("circle", "nowhere"),
            ("a/../a/b/file", "does not lie in the project"),
            ("../file", "does not lie in the project"),
            ("/etc/passwd", "does not lie in the project"),
            ("a/b/file/x", "cannot be read"),
        ] {
            let damage = file(path).unwrap_err();
            assert!(damage.problem.contains(problem), "{path}: {damage:?}");
        }
        assert!(locate(&root, &root.join("out"), Sort::Folder).is_err());
        assert_eq!(locate(&root, &root, Sort::Folder), Ok(Some(root.clone())));
    }
}
