use std::path::Path;

use thiserror::Error;

use crate::story::visible;

/// Why something was not imported: which file, what is wrong with it, what to do instead.
///
/// File names are kept with their control characters made visible, so that they can be shown and
/// printed as they are.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file could not be read.
    #[error("{file} could not be read: {reason}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the system says.
        reason: std::io::Error,
    },
    /// A folder was given.
    #[error("{file} is a folder; give the files in it that belong to the story")]
    Folder {
        /// Which folder.
        file: String,
    },
    /// A pipe, a socket or a device was given.
    #[error("{file} is not a regular file; copy its content into one and import that")]
    Special {
        /// Which file.
        file: String,
    },
    /// The file is larger than the program takes.
    #[error("{file} is larger than {} MiB; split it, or give a smaller version", .limit >> 20)]
    TooLarge {
        /// Which file.
        file: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// The text holds no words.
    #[error("{file} holds no text; there is nothing to annotate in it")]
    Empty {
        /// Which file.
        file: String,
    },
    /// The text is not UTF-8.
    #[error("{file} is not UTF-8 text (byte {at} does not fit); save it as UTF-8 and import it again")]
    NotUtf8 {
        /// Which file.
        file: String,
        /// The first byte that does not fit, counted from 0.
        at: usize,
    },
    /// The file holds NUL bytes, which no text has.
    #[error("{file} is not a text (it holds a NUL byte); save the article as plain UTF-8 text")]
    Binary {
        /// Which file.
        file: String,
    },
    /// A web page: a format of a later version.
    #[error("{file} is a web page, which this version cannot read; save the article as plain UTF-8 text")]
    WebPage {
        /// Which file.
        file: String,
    },
    /// A picture stands where a text is needed.
    #[error("{file} is a picture; give the story's text file too, before its pictures")]
    PictureForText {
        /// Which file.
        file: String,
    },
    /// Not a picture of a known format.
    #[error("{file} is not a picture this version can show; give a PNG, JPEG, WebP, GIF, BMP or TIFF file")]
    NotAPicture {
        /// Which file.
        file: String,
    },
    /// Only pictures were given.
    #[error("only pictures were given, starting with {file}; give the story's text file too")]
    OnlyPictures {
        /// The first of them.
        file: String,
    },
}

/// A path as it can be shown.
pub(super) fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy())
}
