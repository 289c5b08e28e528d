use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::story::{StoryText, TextHash, TextRange};

/// A passage: a range of the text with its exact quote and the words around it.
///
/// The quote and its context are kept so that the passage can be found again should the text ever
/// differ from the one it was marked in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Where it stands.
    pub range: TextRange,
    /// Context, quote and context in one piece: a project has hundreds of thousands of passages.
    words: Box<str>,
    /// Where the quote begins in it.
    from: u32,
    /// Where the quote ends in it.
    to: u32,
    origin: Option<Box<Origin>>,
}

/// Where a passage was marked first, if it was carried over to another text since.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The text it was marked in.
    pub text: TextHash,
    /// Its place there.
    pub range: TextRange,
    /// Its words there.
    pub quote: String,
    /// How it came to its present place.
    pub how: Method,
    /// How well the place fits, in percent.
    pub score: u8,
}

/// How a passage came from one text to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Method {
    /// What changed did not touch it.
    Shifted,
    /// By what a comparison of both texts leaves of its words.
    Compared,
    /// By a search for its words.
    Searched,
    /// The coder put it there.
    ByHand,
}

impl Passage {
    /// How many characters of context are kept on each side.
    pub const CONTEXT: usize = 64;

    /// A passage of these words.
    #[must_use]
    pub fn new(range: TextRange, quote: &str, before: &str, after: &str) -> Self {
        let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let words = [before, quote, after].concat().into_boxed_str();
        Self { range, words, from: index(before.len()), to: index(before.len() + quote.len()), origin: None }
    }

    /// The passage in `range` of `text`; `None` for an empty range or one that is not in it.
    #[must_use]
    pub fn of(text: &StoryText, range: TextRange) -> Option<Self> {
        let quote = text.slice(range).filter(|quote| !quote.is_empty())?;
        let whole = text.as_str();
        let before = &whole[..range.start.index()];
        let after = &whole[range.end.index()..];
        let from = before.char_indices().rev().nth(Self::CONTEXT - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(Self::CONTEXT).map_or(after.len(), |(at, _)| at);
        Some(Self::new(range, quote, &before[from..], &after[..to]))
    }

    /// The same passage with the place it came from.
    #[must_use]
    pub fn from_origin(self, origin: Option<Origin>) -> Self {
        Self { origin: origin.map(Box::new), ..self }
    }

    /// The exact text of its range.
    #[must_use]
    pub fn quote(&self) -> &str {
        self.words.get(self.from as usize..self.to as usize).unwrap_or_default()
    }

    /// Up to [`Passage::CONTEXT`] characters before it.
    #[must_use]
    pub fn before(&self) -> &str {
        self.words.get(..self.from as usize).unwrap_or_default()
    }

    /// Up to [`Passage::CONTEXT`] characters after it.
    #[must_use]
    pub fn after(&self) -> &str {
        self.words.get(self.to as usize..).unwrap_or_default()
    }

    /// Where it was marked first, if it was carried over since.
    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_deref()
    }

    /// Whether the quote stands at its place in `text`. One that does not needs review; it is
    /// never dropped.
    #[must_use]
    pub fn stands_in(&self, text: &StoryText) -> bool {
        !self.range.is_empty() && text.slice(self.range) == Some(self.quote())
    }
}

/// A passage as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Passage", deny_unknown_fields)]
struct Record<'a> {
    range: TextRange,
    #[serde(borrow)]
    quote: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    before: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    after: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<Cow<'a, Origin>>,
}

impl Serialize for Passage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = Record {
            range: self.range,
            quote: self.quote().into(),
            before: self.before().into(),
            after: self.after().into(),
            origin: self.origin().map(Cow::Borrowed),
        };
        record.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Passage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Record { range, quote, before, after, origin } = Record::deserialize(deserializer)?;
        Ok(Self::new(range, &quote, &before, &after).from_origin(origin.map(Cow::into_owned)))
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
        assert_eq!(passage.quote(), "quote");
        assert_eq!(passage.before(), "é".repeat(64));
        assert_eq!(passage.after(), "漢".repeat(64));
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
    fn it_is_written_in_parts() {
        let passage = Passage::new(TextRange::from_indices(3, 6), "two 漢\"\n", "one ", "");
        let written = ron::to_string(&passage).unwrap();
        assert_eq!(written, "(range:(start:3,end:6),quote:\"two 漢\\\"\\n\",before:\"one \")");
        assert_eq!(ron::from_str::<Passage>(&written).unwrap(), passage);
        let origin = Origin {
            text: TextHash::of(b"old"),
            range: TextRange::from_indices(1, 4),
            quote: "tow".to_owned(),
            how: Method::Compared,
            score: 83,
        };
        let moved = passage.from_origin(Some(origin));
        assert_eq!(ron::from_str::<Passage>(&ron::to_string(&moved).unwrap()).unwrap(), moved);
    }
}
