//! Plain UTF-8 text.

use std::collections::HashSet;

use super::divide::divide;
use super::script::Tally;
use super::{Draft, ImportError, Manner, NO_HEADLINE, clean, credits, decode, lines, picture, roles};
use crate::story::{Block, Caption, Picture, PictureId, Role, Story, StoryText, TextRange, visible};

/// Makes a story of a plain text.
pub(super) fn understand(name: &str, bytes: &[u8], manner: Manner) -> Result<Draft, ImportError> {
    let file = || visible(name);
    if bytes.len() as u64 > super::LARGEST_TEXT {
        return Err(ImportError::TooLarge { file: file(), limit: super::LARGEST_TEXT });
    }
    let decoded = decode::decode(bytes, None, manner);
    if is_binary(&decoded.text) {
        return Err(ImportError::Binary { file: file() });
    }
    let cleaned = clean::clean(&decoded.text);
    let text = StoryText::from_decoded(&cleaned.text);
    if text.as_str().trim().is_empty() {
        return Err(ImportError::Empty { file: file() });
    }
    let mut draft = draft(name, text);
    draft.story.encoding = Some(decoded.encoding.to_owned());
    draft.unsure = decoded.is_unsure(manner);
    draft.notes.splice(0..0, decoded.note().into_iter().chain(cleaned.note()));
    Ok(draft)
}

/// Whether a decoded text holds what no text does: a NUL, or many control characters.
pub(super) fn is_binary(text: &str) -> bool {
    text.contains('\0') || is_mostly_control(text)
}

/// Whether many of a text's characters are control characters.
pub(super) fn is_mostly_control(text: &str) -> bool {
    let odd = |character: &char| {
        character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
    };
    text.chars().take(1 << 20).filter(odd).count() * 50 > text.len().min(1 << 20)
}

fn draft(name: &str, text: StoryText) -> Draft {
    let pieces = divide(text.as_str());
    let roles = roles::roles(text.as_str(), &pieces);
    let blocks: Vec<Block> =
        pieces.iter().zip(roles).flat_map(|(piece, role)| split(text.as_str(), piece.range, role)).collect();
    let mut notes = Vec::new();
    let headline = first(&blocks, &text, Role::Headline).map(one_line).unwrap_or_else(|| {
        notes.push(NO_HEADLINE.to_owned());
        visible(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
    });
    let authors = first(&blocks, &text, Role::Byline).and_then(lines::byline_names).unwrap_or_default();
    let furniture = blocks.iter().filter(|block| block.role == Role::Furniture).count();
    if furniture > 0 {
        notes.push(format!("lines taken for page furniture and folded away: {furniture}"));
    }
    let date = first(&blocks, &text, Role::Dateline).and_then(lines::published);
    let story = Story {
        authors,
        date,
        language: Tally::of(text.as_str()).language(text.as_str()).map(str::to_owned),
        pictures: captioned(&blocks, &text),
        ..Story::new(&headline, &text, blocks)
    };
    Draft { story, text, notes, media: Vec::new(), unsure: false }
}

/// A block, or two: a caption ends where its credit begins.
fn split(text: &str, range: TextRange, role: Role) -> Vec<Block> {
    let line = &text[range.indices()];
    let caption = credits::split(line).0;
    // A line that is all credit has no caption to part it from.
    if role != Role::Caption || caption.is_empty() || caption.len() == line.len() {
        return vec![Block { role, range }];
    }
    let start = range.start.index();
    let rest = &line[caption.len()..];
    let credit = start + caption.len() + (rest.len() - rest.trim_start().len());
    vec![
        Block { role, range: TextRange::from_indices(start, start + caption.len()) },
        Block { role: Role::Credit, range: TextRange::from_indices(credit, range.end.index()) },
    ]
}

fn first<'a>(blocks: &[Block], text: &'a StoryText, role: Role) -> Option<&'a str> {
    text.slice(blocks.iter().find(|block| block.role == role)?.range)
}

/// A headline as a list shows it.
fn one_line(headline: &str) -> String {
    headline.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The credit that stands right after the caption at `at`, without what parts the two.
fn credit_after(blocks: &[Block], at: usize, text: &StoryText) -> Option<String> {
    let credit = blocks.get(at + 1).filter(|block| block.role == Role::Credit)?;
    let words = text.slice(credit.range)?.trim_matches(['/', '(', ')', '[', ']', '|', ' ', '\u{a0}']);
    Some(credits::name(words).to_owned())
}

/// A picture without a file for every caption; one that is repeated belongs to the same picture.
fn captioned(blocks: &[Block], text: &StoryText) -> Vec<Picture> {
    let mut seen = HashSet::new();
    let mut pictures = Vec::new();
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| block.role == Role::Caption) {
        let words = text.slice(block.range).unwrap_or_default();
        if !seen.insert(roles::plain_caption(words).unwrap_or_else(|| words.to_owned())) {
            continue;
        }
        pictures.push(Picture {
            id: PictureId(String::new()),
            at: block.range.start,
            file: None,
            caption: Some(Caption::InText(block.range)),
            credit: credit_after(blocks, at, text),
            alt: None,
            url: None,
        });
    }
    picture::number(&mut pictures);
    pictures
}
