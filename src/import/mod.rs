//! A file becomes a story: its text understood, its pictures put at their places.
//!
//! The way of one import: [`group`] says which pictures belong to which text, [`read_story`]
//! reads them, [`understand`] makes a [`Draft`] of the text alone, and [`into_edit`] turns the
//! whole into the one edit that puts it on the shelf. The disk is only read here; writing is the
//! store's work.
//!
//! Many at once: a [`Plan`] says what lies in the files and folders that were given, and a [`Batch`]
//! reads one story after the other, so that no more than one is in memory, and says of each file
//! what became of it: a [`Line`] of the [`Report`].

mod batch;
mod caption_line;
mod clean;
mod compose;
mod credit_words;
mod credits;
mod dates;
mod decode;
mod divide;
mod doubt;
mod encoding;
mod entities;
mod error;
mod format;
mod group;
mod html;
mod lines;
mod markdown;
mod mhtml;
mod months;
mod pasted;
mod picture;
mod plain;
mod progress;
mod read;
mod report;
mod roles;
mod saved;
mod script;
mod shelve;
mod walk;

pub use batch::{Batch, Came, NewStory};
pub use doubt::Doubt;
pub use encoding::{Encoding, Sample, samples};
pub use error::ImportError;
pub use group::{Group, group};
pub use pasted::{PastedAs, is_page_source, keeps_words, pasted_picture, picture_story, read_pasted};
pub use picture::{LARGEST_SIDE, MOST_MEMORY, Source, is_named_picture, picture_reader};
pub use progress::Progress;
pub use read::{LARGEST_PICTURE, LARGEST_TEXT, read_picture, read_sound_picture, read_story, read_story_as};
pub use report::{Fate, Line, Report};
pub use shelve::{Shelving, into_edit, known};
pub use walk::Plan;

use std::sync::Arc;

use crate::story::{Story, StoryText};

/// What is told where the file's name had to stand for the headline.
const NO_HEADLINE: &str = "no headline was found; the file\u{2019}s name stands for it";

/// What an import makes of a text alone, before any picture is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Metadata, blocks, and a picture without a file for every caption.
    pub story: Story,
    /// The canonical text.
    pub text: StoryText,
    /// What the user should be told.
    pub notes: Vec<String>,
    /// The files of pictures that came with the text.
    pub media: Vec<Medium>,
    /// Whether nobody said its encoding and it had to be guessed, or does not fit all of the bytes.
    pub unsure: bool,
}

/// How a file is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// The encoding its text is in, whatever it says or looks like; `None` to find that out.
    pub encoding: Option<Encoding>,
}

/// The file of a picture that came with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Medium {
    /// Which of the story's pictures, by its place in their list.
    pub picture: usize,
    /// Where its file is.
    pub from: Origin,
}

/// Where a picture's file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the text's own file.
    Embedded(OriginalFile),
    /// Beside it: relative paths that do not lead out of its folder, the best first.
    Beside(Vec<String>),
}

/// A story with everything that goes into its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Metadata, blocks and pictures.
    pub story: Story,
    /// The canonical text.
    pub text: StoryText,
    /// The file the text came from, as it came.
    pub source: OriginalFile,
    /// The pictures' files, in the order they were given, each once.
    pub pictures: Vec<OriginalFile>,
    /// What the user should be told.
    pub notes: Vec<String>,
    /// As [`Draft::unsure`].
    pub unsure: bool,
}

/// A file that was given, to be kept beside its story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginalFile {
    /// A name that is safe in any folder on any system.
    pub name: String,
    /// What the file was called where it came from.
    pub original: String,
    /// Its content.
    pub bytes: Arc<[u8]>,
}

/// Makes a story of the `bytes` of a file called `name`, without looking for its pictures.
///
/// # Errors
/// If the bytes are not a text this version can read.
pub fn understand(name: &str, bytes: &[u8]) -> Result<Draft, ImportError> {
    understand_as(name, bytes, Manner::default())
}

/// As [`understand`], in the manner that is wanted.
///
/// # Errors
/// As [`understand`].
pub fn understand_as(name: &str, bytes: &[u8], manner: Manner) -> Result<Draft, ImportError> {
    match format::Format::of(name, bytes) {
        format::Format::Plain => plain::understand(name, bytes, manner),
        format::Format::Page => html::understand_bytes(name, bytes, manner),
        format::Format::Archive => mhtml::understand(name, bytes, manner),
        format::Format::Markdown => markdown::understand(name, bytes, manner),
        format::Format::Picture => picture::understand(name, bytes),
    }
}
