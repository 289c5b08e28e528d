//! What can be done about a story's pictures by hand.

use std::path::PathBuf;

use crate::story::PictureId;

/// Where a picture goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// To the reading position, as one more.
    New,
    /// In the place of this picture's file, which may be missing.
    Of(PictureId),
}

/// Something to do about the open story's pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureTask {
    /// Ask for files.
    Choose(Spot),
    /// These files were chosen after that.
    Chosen(Vec<PathBuf>),
    /// Take what lies on the clipboard.
    Paste(Spot),
    /// Take these files.
    Bring(Spot, Vec<PathBuf>),
    /// Take the file of this picture away.
    Remove(PictureId),
}
