use std::fs;
use std::path::Path;

use thiserror::Error;

use super::files::CodeBookFile;
use super::read::LARGEST_FILE;
use super::{SaveFailure, durable, format};
use crate::claims::CodeBook;
use crate::story::visible;

/// Writes a file that belongs to no project, such as a page to hand on: whole or not at all.
///
/// # Errors
/// Why it could not be written; what stood there is still there.
pub fn save_elsewhere(path: &Path, bytes: &[u8]) -> Result<(), SaveFailure> {
    durable::replace(path, bytes).map_err(|error| SaveFailure {
        hint: "Choose another folder.".to_owned(),
        ..SaveFailure::of_io(crate::story::visible(&path.display().to_string()), &error)
    })
}

/// Why a file could not be read as a code book.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file} {problem}")]
pub struct BookError {
    /// The file.
    pub file: String,
    /// What is wrong with it, as a clause.
    pub problem: String,
}

/// Reads a code book from any file that holds one: a project's, or one that was saved.
///
/// # Errors
/// What is wrong with the file, and in which line.
pub fn read_codebook(path: &Path) -> Result<CodeBook, BookError> {
    let wrong = |problem: String| BookError { file: visible(&path.display().to_string()), problem };
    let unreadable =
        |error: std::io::Error| wrong(format!("cannot be read: {}", visible(&error.to_string())));
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() || metadata.len() > LARGEST_FILE {
        return Err(wrong("is no code book: not a file, or far too large".to_owned()));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|_| wrong("is no code book: it is not text".to_owned()))?;
    let file: CodeBookFile = format::parse(&text).map_err(|damage| wrong(damage.reason()))?;
    match file.into_codebook() {
        (book, None) => Ok(book),
        (_, Some(damage)) => Err(wrong(damage.reason())),
    }
}

/// Whether something stands at a path outside a project where a file is to be written.
#[must_use]
pub fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Writes a code book as a file that other projects can take it from.
///
/// # Errors
/// Why it could not be written; what stood there is still there.
pub fn save_codebook(path: &Path, book: &CodeBook) -> Result<(), SaveFailure> {
    if path.with_file_name("project.ron").exists() {
        // The file is the project's own, which only its saver writes.
        return Err(SaveFailure {
            file: "The code book".to_owned(),
            reason: "the folder is a project, and has its own".to_owned(),
            hint: "Choose another folder.".to_owned(),
        });
    }
    let text = format::canonical(&CodeBookFile::of(book)).map_err(|error| SaveFailure {
        file: visible(&path.display().to_string()),
        reason: visible(&error.to_string()),
        hint: "Please report this.".to_owned(),
    })?;
    save_elsewhere(path, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_book_goes_out_and_comes_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("codebook.ron");
        let mut book = CodeBook::default();
        book.kinds[0].name = "odd\u{202e}".to_owned();
        save_codebook(&path, &book).unwrap();
        assert_eq!(read_codebook(&path), Ok(book));
    }

    #[test]
    fn a_bad_file_gets_a_clear_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.ron");
        let problem = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            read_codebook(&path).unwrap_err().problem
        };
        assert!(problem(b"\xff\xfe").contains("not text"));
        assert!(problem(b"(format: 4, kinds: [)").contains("does not make sense"));
        assert!(problem(b"(format: 99, kinds: [])").contains("newer Pressmark"));
        fs::write(folder.path().join("project.ron"), "()").unwrap();
        assert!(save_codebook(&path, &CodeBook::default()).unwrap_err().reason.contains("is a project"));
        fs::remove_file(folder.path().join("project.ron")).unwrap();
        let twice = CodeBook { kinds: vec![CodeBook::default().kinds[0].clone(); 2], links: vec![] };
        save_codebook(&path, &twice).unwrap();
        assert!(read_codebook(&path).unwrap_err().problem.contains("twice"));
        assert!(read_codebook(folder.path()).unwrap_err().problem.contains("not a file"));
        assert!(read_codebook(&folder.path().join("none")).unwrap_err().problem.contains("cannot be read"));
    }
}
