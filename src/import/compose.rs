//! Builds the canonical text of a story from pieces, for formats that are no running text.

use super::picture;
use crate::story::{Block, BytePos, Caption, Picture, PictureFile, PictureId, Role, TextRange};

/// A text that grows block by block, an empty line between each two.
#[derive(Debug, Default)]
pub(super) struct Composer {
    pub text: String,
    pub blocks: Vec<Block>,
    pub pictures: Vec<Picture>,
}

/// What is known of a picture when its place is reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub alt: Option<String>,
    pub url: Option<String>,
    pub file: Option<PictureFile>,
}

impl Composer {
    /// Adds a block; nothing where the words are blank.
    pub fn add(&mut self, role: Role, words: &str) -> Option<TextRange> {
        let words = words.trim();
        if words.is_empty() {
            return None;
        }
        let start = self.next();
        while self.text.len() < start {
            self.text.push('\n');
        }
        self.text.push_str(&words.replace('\r', "\n"));
        let range = TextRange::from_indices(start, self.text.len());
        self.blocks.push(Block { role, range });
        Some(range)
    }

    /// Adds a picture here, its caption and its credit as blocks of the text.
    pub fn show(&mut self, shown: Shown) {
        let at = BytePos::from_index(self.next());
        let caption = shown.caption.and_then(|words| self.add(Role::Caption, &words));
        if let Some(credit) = &shown.credit {
            self.add(Role::Credit, credit);
        }
        self.pictures.push(Picture {
            id: PictureId(String::new()),
            at,
            file: shown.file,
            caption: caption.map(Caption::InText),
            credit: shown.credit,
            alt: shown.alt,
            url: shown.url,
        });
    }

    /// Ends the text; a picture after the last words stands at the last block.
    pub fn finish(mut self) -> Self {
        let last = self.blocks.last().map(|block| block.range.start).unwrap_or_default();
        for picture in &mut self.pictures {
            if picture.at.index() >= self.text.len() {
                picture.at = last;
            }
        }
        self.text.push_str(if self.text.is_empty() { "" } else { "\n" });
        picture::number(&mut self.pictures);
        self
    }

    /// Where the next block will begin.
    fn next(&self) -> usize {
        if self.text.is_empty() { 0 } else { self.text.len() + 2 }
    }
}
