//! Keyword in context: a hit between the words around it.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;

use super::shelved::Names;
use super::sift::{At, Found, Hit};
use super::words;
use crate::story::{Role, visible};

/// How many characters (as a reader counts them) a line has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Before the hit, and after it.
    pub side: usize,
    /// For the hit itself; a longer one is cut.
    pub hit: usize,
}

/// A hit between the words around it, in the order they are read in, fit to be shown on one line:
/// hidden characters are spelt out, and nothing is cut within a character.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// In what it was found, where that is not the text: "note", "caption", the field's name.
    pub place: String,
    /// The words before it, of the same paragraph.
    pub before: String,
    /// The hit.
    pub hit: String,
    /// The words after it, of the same paragraph.
    pub after: String,
    /// Whether the paragraph is read from right to left.
    pub right_to_left: bool,
}

/// A character with its marks is hardly ever longer, in bytes.
const LONG_CHARACTER: usize = 32;

impl Found {
    /// The line of a hit.
    #[must_use]
    pub fn line(&self, hit: Hit, names: &Names, room: Room) -> Line {
        let words = self.words(hit, names);
        let whole: &str = &words;
        let start = whole.floor_char_boundary(hit.range.start.index());
        let end = whole.floor_char_boundary(hit.range.end.index()).max(start);
        let (before, after) = (last(&whole[..start], room.side), first(&whole[end..], room.side));
        let (found, more) = cut(&whole[start..end], room.hit);
        let base = unicode_bidi::get_base_direction(format!("{before}{found}{after}").as_str());
        let mut hit_words = shown(found);
        if more {
            hit_words.push('\u{2026}');
        }
        Line {
            place: self.place(hit, names),
            before: shown(before),
            hit: hit_words,
            after: if more { String::new() } else { shown(after) },
            right_to_left: base == unicode_bidi::Direction::Rtl,
        }
    }

    /// The words that a hit's range is of.
    #[must_use]
    pub fn words<'f>(&'f self, hit: Hit, names: &'f Names) -> Cow<'f, str> {
        let story = &self.story;
        let claim = |which| story.claim(which).map(|(_, claim)| claim);
        let words = match hit.at {
            At::Text | At::Claim(_) => Some(story.text.as_str().into()),
            At::Headline => Some(story.story.headline.as_str().into()),
            At::Caption(number) => {
                let picture = story.story.pictures.get(number as usize);
                picture.map(|picture| picture.caption(&story.text).into())
            }
            At::Note(which) => claim(which).map(|claim| claim.note.as_str().into()),
            At::Field(which, number) => claim(which).and_then(|claim| {
                let (field, value) = claim.fields.iter().nth(number as usize)?;
                Some(words::of(claim, field, value, names))
            }),
        };
        words.unwrap_or_default()
    }

    fn place(&self, hit: Hit, names: &Names) -> String {
        let claim = hit.at.claim().and_then(|which| self.story.claim(which)).map(|(_, claim)| claim);
        let kind = claim.map(|claim| shown(names.codebook.kind_name(claim.kind.as_ref())));
        match hit.at {
            At::Text => self.role(hit).to_owned(),
            At::Headline => "headline".to_owned(),
            At::Caption(_) => "caption".to_owned(),
            At::Claim(_) => kind.unwrap_or_default(),
            At::Note(_) => format!("note, {}", kind.unwrap_or_default()),
            At::Field(_, number) => {
                let field = claim.and_then(|claim| {
                    let (id, _) = claim.fields.iter().nth(number as usize)?;
                    let kind = claim.kind.as_ref().and_then(|kind| names.codebook.kind(kind));
                    let name = kind.and_then(|kind| kind.field(id)).map(|field| field.name.as_str());
                    Some(shown(name.unwrap_or(id.as_str())))
                });
                format!("{}, {}", field.unwrap_or_default(), kind.unwrap_or_default())
            }
        }
    }

    /// The role of the block a hit in the text is in, where it is worth telling.
    fn role(&self, hit: Hit) -> &'static str {
        let story = &self.story.story;
        let block = story.block_at(hit.range.start).and_then(|at| story.blocks.get(at));
        match block.filter(|block| block.range.contains(hit.range.start)).map(|block| block.role) {
            None | Some(Role::Paragraph) => "",
            Some(role) => role.name(),
        }
    }
}

/// The last `room` characters of the paragraph that `text` ends in.
fn last(text: &str, room: usize) -> &str {
    let near = text.len().saturating_sub(room.saturating_mul(LONG_CHARACTER));
    let near = &text[text.ceil_char_boundary(near)..];
    let paragraph = near.rsplit('\n').next().unwrap_or_default();
    let from = paragraph.grapheme_indices(true).rev().take(room).last().map_or(paragraph.len(), |(at, _)| at);
    &paragraph[from..]
}

/// The first `room` characters of the paragraph that `text` begins in.
fn first(text: &str, room: usize) -> &str {
    let near = &text[..text.floor_char_boundary(room.saturating_mul(LONG_CHARACTER))];
    cut(near.split('\n').next().unwrap_or_default(), room).0
}

/// The first `room` characters, and whether there are more.
fn cut(text: &str, room: usize) -> (&str, bool) {
    let near = &text[..text.floor_char_boundary(room.saturating_add(1).saturating_mul(LONG_CHARACTER))];
    match near.grapheme_indices(true).nth(room) {
        Some((at, _)) => (&text[..at], true),
        None => (near, near.len() < text.len()),
    }
}

/// On one line, with hidden characters spelt out.
fn shown(words: &str) -> String {
    let blank = |c| matches!(c, '\n' | '\t');
    if words.contains(blank) { visible(&words.replace(blank, " ")) } else { visible(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_ends_with_its_paragraph_and_never_within_a_character() {
        assert_eq!(last("one\ntwo three", 100), "two three");
        assert_eq!(last("one\n", 100), "");
        assert_eq!(first("one two\nthree", 3), "one");
        let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}";
        assert_eq!(last(&format!("a{family}{family}"), 1), family);
        assert_eq!(first(&format!("{family}a"), 1), family);
        let long = "é\u{301}".repeat(500_000);
        assert_eq!(last(&long, 10), "é\u{301}".repeat(10));
        assert_eq!(first(&long, 10), "é\u{301}".repeat(10));
        assert_eq!(cut(&long, 3), ("é\u{301}".repeat(3).as_str(), true));
        assert_eq!(cut("abc", 3), ("abc", false));
    }

    #[test]
    fn nothing_in_a_line_acts() {
        assert_eq!(shown("a\nb\u{202e}c\u{1b}"), "a b‹U+202E›c‹U+001B›");
    }
}
