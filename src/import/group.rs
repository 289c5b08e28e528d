use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::error::shown;
use super::{ImportError, picture};

/// A text and the pictures that were given with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The story's text.
    pub text: PathBuf,
    /// Its pictures, in the order given.
    pub pictures: Vec<PathBuf>,
}

/// Sorts files into stories: pictures belong to the text before them, those before any text to
/// the first. Where there is no text, each picture is a story of its own.
///
/// A file that cannot be read counts as a text here; [`read_story`](super::read_story) then says
/// why it cannot, and the other stories are not held up.
///
/// # Errors
/// If there is a folder among the files.
pub fn group(files: &[PathBuf]) -> Result<Vec<Group>, ImportError> {
    match files.iter().find(|file| file.is_dir()) {
        Some(folder) => Err(ImportError::Folder { file: shown(folder) }),
        None => Ok(in_order(files)),
    }
}

/// The same of files among which there is no folder.
pub(super) fn in_order(files: &[PathBuf]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut early = Vec::new();
    for file in files {
        if !holds_picture(file) {
            groups.push(Group { text: file.clone(), pictures: std::mem::take(&mut early) });
        } else if let Some(group) = groups.last_mut() {
            group.pictures.push(file.clone());
        } else {
            early.push(file.clone());
        }
    }
    groups.extend(early.into_iter().map(|text| Group { text, pictures: Vec::new() }));
    groups
}

fn holds_picture(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    picture::is_picture(&name, &head(file).unwrap_or_default())
}

/// The first bytes of a regular file; opening a pipe would wait for its writer.
pub(super) fn head(file: &Path) -> Option<Vec<u8>> {
    fs::metadata(file).ok().filter(fs::Metadata::is_file)?;
    let mut head = Vec::with_capacity(picture::HEAD);
    fs::File::open(file).ok()?.take(picture::HEAD as u64).read_to_end(&mut head).ok()?;
    Some(head)
}
