//! What is read: the canonical text of a story, its blocks, its pictures.
//!
//! Plain data and pure functions: no disk, no window.

mod block;
mod gallery;
mod names;
mod picture;
mod position;
mod segment;
mod slug;
mod text;
mod visible;

pub use block::{Block, Role};
pub use names::{composed, folded};
pub use picture::{Caption, Picture, PictureFile, PictureId, bare_credit};
pub use position::{BytePos, TextRange, Unit};
pub use segment::Granularity;
pub(crate) use slug::is_device;
pub use slug::{SlugError, StoryId, slug_from};
pub(crate) use text::TextHasher;
pub use text::{StoryText, TextHash};
pub use visible::{is_hidden, spell_out, visible};

use serde::{Deserialize, Serialize};

/// One article: where it came from, how its text is divided, which pictures it has.
///
/// The text itself is a [`StoryText`], kept in a file of its own and named here by its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The headline as it should be shown in lists.
    pub headline: String,
    /// Who published the story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<jiff::civil::Date>,
    /// BCP 47 tag of the story's language, such as `en` or `zh`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The name of the imported file in the story's `source/` folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The encoding that file was read in, by its name in the WHATWG's standard, such as `EUC-KR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The hash of the canonical text that the blocks and claims refer to.
    pub text: TextHash,
    /// The pictures, in the order of their places in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Picture>,
    /// The blocks, in the order of the text; they do not overlap.
    pub blocks: Vec<Block>,
}

impl Story {
    /// Gives back the memory that its lists have beyond what they hold, for a long stay.
    pub(crate) fn shrink(&mut self) {
        self.authors.shrink_to_fit();
        self.pictures.shrink_to_fit();
        self.blocks.shrink_to_fit();
    }

    /// A story of which only the headline and the text are known.
    #[must_use]
    pub fn new(headline: &str, text: &StoryText, blocks: Vec<Block>) -> Self {
        Self {
            headline: headline.to_owned(),
            outlet: None,
            authors: Vec::new(),
            date: None,
            language: None,
            url: None,
            source: None,
            encoding: None,
            text: text.hash().clone(),
            pictures: Vec::new(),
            blocks,
        }
    }

    /// Whether this is a story of that text: its hash, and blocks that are pieces of it, in order.
    #[must_use]
    pub fn fits(&self, text: &StoryText) -> bool {
        self.text == *text.hash() && self.divides(text)
    }

    /// Whether the blocks are pieces of `text` in its order, none over another.
    #[must_use]
    pub fn divides(&self, text: &StoryText) -> bool {
        self.blocks.iter().all(|block| text.slice(block.range).is_some())
            && self.blocks.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start)
    }

    /// The block at `pos`, or the last one that starts before it.
    #[must_use]
    pub fn block_at(&self, pos: BytePos) -> Option<usize> {
        self.blocks.partition_point(|block| block.range.start <= pos).checked_sub(1)
    }

    /// The picture called `id`.
    #[must_use]
    pub fn picture(&self, id: &PictureId) -> Option<&Picture> {
        self.pictures.iter().find(|picture| &picture.id == id)
    }

    /// The number a reader sees beside the picture called `id`, counted from 1.
    #[must_use]
    pub fn picture_number(&self, id: &PictureId) -> Option<usize> {
        self.pictures.iter().position(|picture| &picture.id == id).map(|index| index + 1)
    }
}
