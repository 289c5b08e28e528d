//! Plain UTF-8 text.

use std::collections::HashSet;

use super::divide::divide;
use super::script::Tally;
use super::{Draft, ImportError, picture, roles};
use crate::story::{Block, Caption, Picture, PictureId, Role, Story, StoryText, visible};

/// Makes a story of a plain text.
pub(super) fn understand(name: &str, bytes: &[u8]) -> Result<Draft, ImportError> {
    let file = || visible(name);
    if bytes.len() as u64 > super::LARGEST_TEXT {
        return Err(ImportError::TooLarge { file: file(), limit: super::LARGEST_TEXT });
    }
    // Valid UTF-8 first: of a UTF-16 text with its many NULs the mark at its start is more telling.
    let decoded = std::str::from_utf8(bytes)
        .map_err(|error| ImportError::NotUtf8 { file: file(), at: error.valid_up_to() })?;
    if bytes.contains(&0) {
        return Err(ImportError::Binary { file: file() });
    }
    let text = StoryText::from_decoded(decoded);
    if text.as_str().trim().is_empty() {
        return Err(ImportError::Empty { file: file() });
    }
    Ok(draft(name, text))
}

fn draft(name: &str, text: StoryText) -> Draft {
    let pieces = divide(text.as_str());
    let roles = roles::roles(text.as_str(), &pieces);
    let blocks: Vec<Block> =
        pieces.iter().zip(roles).map(|(piece, role)| Block { role, range: piece.range }).collect();
    let mut notes = Vec::new();
    let headline = first(&blocks, &text, Role::Headline).map(one_line).unwrap_or_else(|| {
        notes.push("no headline was found; the file\u{2019}s name stands for it".to_owned());
        visible(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
    });
    let authors = first(&blocks, &text, Role::Byline).and_then(roles::byline_names).unwrap_or_default();
    let furniture = blocks.iter().filter(|block| block.role == Role::Furniture).count();
    if furniture > 0 {
        notes.push(format!("lines taken for page furniture and folded away: {furniture}"));
    }
    let story = Story {
        authors,
        language: Tally::of(text.as_str()).language(text.as_str()).map(str::to_owned),
        pictures: captioned(&blocks, &text),
        ..Story::new(&headline, &text, blocks)
    };
    Draft { story, text, notes }
}

fn first<'a>(blocks: &[Block], text: &'a StoryText, role: Role) -> Option<&'a str> {
    text.slice(blocks.iter().find(|block| block.role == role)?.range)
}

/// A headline as a list shows it.
fn one_line(headline: &str) -> String {
    headline.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A picture without a file for every caption; one that is repeated belongs to the same picture.
fn captioned(blocks: &[Block], text: &StoryText) -> Vec<Picture> {
    let mut seen = HashSet::new();
    let mut pictures = Vec::new();
    for block in blocks.iter().filter(|block| block.role == Role::Caption) {
        let words = text.slice(block.range).unwrap_or_default();
        if !seen.insert(roles::plain_caption(words).unwrap_or_else(|| words.to_owned())) {
            continue;
        }
        pictures.push(Picture {
            id: PictureId(String::new()),
            at: block.range.start,
            file: None,
            caption: Some(Caption::InText(block.range)),
            credit: roles::agency(words).map(str::to_owned),
            alt: None,
        });
    }
    picture::number(&mut pictures);
    pictures
}
