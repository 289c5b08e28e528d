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
    /// The file changed while it was read.
    #[error("{file} is being written by another program; import it once that is done")]
    Changing {
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
    /// The file holds NUL bytes or the like, which no text has.
    #[error(
        "{file} is not a text (it holds bytes that no text has); save the article as a text or a web page"
    )]
    Binary {
        /// Which file.
        file: String,
    },
    /// A saved page without a page in it.
    #[error("{file} holds no web page; it may have been cut off. Save the page anew, or as a text")]
    NoPage {
        /// Which file.
        file: String,
    },
    /// Nothing, or only blanks, on the clipboard.
    #[error("what was pasted holds no words; there is nothing to annotate in it")]
    NothingPasted,
    /// A picture whose file is broken.
    #[error("{file} is damaged and cannot be shown; copy it anew, or give another version")]
    DamagedPicture {
        /// Which file.
        file: String,
    },
    /// A picture with more pixels than can be shown.
    #[error("{file} is too large: {} \u{d7} {} pixels; give a smaller version", .size.0, .size.1)]
    HugePicture {
        /// Which file.
        file: String,
        /// Its width and height in pixels.
        size: (u32, u32),
    },
    /// Not a picture of a known format.
    #[error("{file} is not a picture this version can show; give a PNG, JPEG, WebP, GIF, BMP or TIFF file")]
    NotAPicture {
        /// Which file.
        file: String,
    },
}

/// A path as it can be shown.
pub(super) fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy())
}
