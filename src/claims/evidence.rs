use serde::{Deserialize, Serialize};

use crate::story::{PictureId, StoryText, TextRange};

/// A passage: a range of the text with its exact quote and the words around it.
///
/// The quote and its context are kept so that the passage can be found again should the text ever
/// differ from the one it was marked in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Where it was marked.
    pub range: TextRange,
    /// The exact text of that range.
    pub quote: String,
    /// Up to [`Passage::CONTEXT`] characters before it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// Up to [`Passage::CONTEXT`] characters after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
}

impl Passage {
    /// How many characters of context are kept on each side.
    pub const CONTEXT: usize = 64;

    /// The passage in `range` of `text`; `None` for an empty range or one that is not in it.
    #[must_use]
    pub fn of(text: &StoryText, range: TextRange) -> Option<Self> {
        let quote = text.slice(range).filter(|quote| !quote.is_empty())?;
        let whole = text.as_str();
        let before = &whole[..range.start.index()];
        let after = &whole[range.end.index()..];
        let from = before.char_indices().rev().nth(Self::CONTEXT - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(Self::CONTEXT).map_or(after.len(), |(at, _)| at);
        Some(Self {
            range,
            quote: quote.to_owned(),
            before: before[from..].to_owned(),
            after: after[..to].to_owned(),
        })
    }

    /// Whether the quote stands at its place in `text`. One that does not needs review; it is
    /// never dropped.
    #[must_use]
    pub fn stands_in(&self, text: &StoryText) -> bool {
        !self.range.is_empty() && text.slice(self.range) == Some(self.quote.as_str())
    }

    /// Gives back the memory that reading it left over.
    pub(super) fn shrink_to_fit(&mut self) {
        for words in [&mut self.quote, &mut self.before, &mut self.after] {
            words.shrink_to_fit();
        }
    }
}

/// An area of a picture.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The picture it lies on.
    pub picture: PictureId,
    /// Its outline.
    pub shape: Shape,
}

/// The length of a picture's side in a region's unit.
pub const FULL_SIDE: u16 = 10_000;

/// The outline of a region, in 1/10000 of the upright picture's width and height.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Shape {
    /// An upright rectangle.
    Rectangle {
        /// The left edge.
        left: u16,
        /// The upper edge.
        top: u16,
        /// The right edge.
        right: u16,
        /// The lower edge.
        bottom: u16,
    },
}

impl Shape {
    /// The rectangle between two corners, kept within the picture.
    #[must_use]
    pub fn rectangle(one: (u16, u16), other: (u16, u16)) -> Self {
        let clamp = |value: u16| value.min(FULL_SIDE);
        Self::Rectangle {
            left: clamp(one.0.min(other.0)),
            top: clamp(one.1.min(other.1)),
            right: clamp(one.0.max(other.0)),
            bottom: clamp(one.1.max(other.1)),
        }
    }

    /// Left, top, right and bottom of the smallest rectangle around the shape.
    #[must_use]
    pub fn bounds(&self) -> [u16; 4] {
        match *self {
            Self::Rectangle { left, top, right, bottom } => [left, top, right, bottom],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_keeps_its_words_and_context() {
        let text = StoryText::from_canonical(format!("{}{}{}", "é".repeat(80), "quote", "漢".repeat(80)));
        let start = text.as_str().find("quote").unwrap();
        let passage = Passage::of(&text, TextRange::from_indices(start, start + 5)).unwrap();
        assert_eq!(passage.before.chars().count(), 64);
        assert_eq!(passage.after.chars().count(), 64);
        assert!(passage.stands_in(&text));
        assert!(!passage.stands_in(&StoryText::from_canonical("another text")));
    }

    #[test]
    fn no_passage_where_there_is_no_text() {
        let text = StoryText::from_canonical("añb");
        assert_eq!(Passage::of(&text, TextRange::from_indices(1, 1)), None);
        assert_eq!(Passage::of(&text, TextRange::from_indices(1, 2)), None);
        assert_eq!(Passage::of(&text, TextRange::from_indices(0, 99)), None);
    }

    #[test]
    fn rectangles_are_put_right_and_kept_inside() {
        let shape = Shape::rectangle((9000, 500), (200, 20_000));
        assert_eq!(shape.bounds(), [200, 500, 9000, 10_000]);
    }
}
