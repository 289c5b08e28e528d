use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::story::{StoryText, TextHash, TextRange};

/// A passage: a range of the text with its exact quote and the words around it.
///
/// The quote and its context are kept so that the passage can be found again should the text ever
/// differ from the one it was marked in. A project has hundreds of thousands of passages: while one
/// stands in its text, its words are that text's, not a copy of them.
#[derive(Clone)]
pub struct Passage {
    /// Where it stands.
    pub range: TextRange,
    /// What holds the words: the whole text, or just these.
    words: Arc<str>,
    /// Where in it the context begins, the quote begins, the quote ends, the context ends.
    cuts: [u32; 4],
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
        let words = [before, quote, after].concat().into();
        let ends = [0, before.len(), before.len() + quote.len(), before.len() + quote.len() + after.len()];
        Self { range, words, cuts: ends.map(index), origin: None }
    }

    /// The passage in `range` of `text`; `None` for an empty range or one that is not in it.
    #[must_use]
    pub fn of(text: &StoryText, range: TextRange) -> Option<Self> {
        text.slice(range).filter(|quote| !quote.is_empty())?;
        let whole = text.as_str();
        let before = &whole[..range.start.index()];
        let after = &whole[range.end.index()..];
        let from = before.char_indices().rev().nth(Self::CONTEXT - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(Self::CONTEXT).map_or(after.len(), |(at, _)| at);
        let (start, end) = (range.start.index(), range.end.index());
        let cuts = [from, start, end, end + to].map(index);
        Some(Self { range, words: text.shared(), cuts, origin: None })
    }

    /// Makes it use the words of `text` instead of its own, where they are the same.
    pub(crate) fn share(&mut self, text: &StoryText) {
        if let Some(standing) = Self::of(text, self.range)
            && standing.parts() == self.parts()
        {
            (self.words, self.cuts) = (standing.words, standing.cuts);
        }
    }

    /// The same passage with the place it came from.
    #[must_use]
    pub fn from_origin(self, origin: Option<Origin>) -> Self {
        Self { origin: origin.map(Box::new), ..self }
    }

    /// The exact text of its range.
    #[must_use]
    pub fn quote(&self) -> &str {
        self.part(1)
    }

    /// Up to [`Passage::CONTEXT`] characters before it.
    #[must_use]
    pub fn before(&self) -> &str {
        self.part(0)
    }

    /// Up to [`Passage::CONTEXT`] characters after it.
    #[must_use]
    pub fn after(&self) -> &str {
        self.part(2)
    }

    fn part(&self, number: usize) -> &str {
        let [from, to] = [number, number + 1].map(|cut| self.cuts[cut] as usize);
        self.words.get(from..to).unwrap_or_default()
    }

    fn parts(&self) -> [&str; 3] {
        [self.quote(), self.before(), self.after()]
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

/// A place in words that are shorter than any text may be.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Passages are the same if their words are, whatever holds them.
impl PartialEq for Passage {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Passage {}

impl PartialOrd for Passage {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Passage {
    fn cmp(&self, other: &Self) -> Ordering {
        let range = self.range.cmp(&other.range);
        range.then_with(|| self.parts().cmp(&other.parts())).then_with(|| self.origin.cmp(&other.origin))
    }
}

impl fmt::Debug for Passage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [quote, before, after] = self.parts();
        let mut shown = f.debug_struct("Passage");
        shown.field("range", &self.range).field("quote", &quote);
        shown.field("before", &before).field("after", &after).field("origin", &self.origin).finish()
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
    fn a_passage_that_stands_uses_the_words_of_the_text() {
        let text = StoryText::from_canonical(format!("{} quote {}", "é".repeat(80), "漢".repeat(80)));
        let marked = Passage::of(&text, TextRange::from_indices(161, 166)).unwrap();
        let mut read: Passage = ron::from_str(&ron::to_string(&marked).unwrap()).unwrap();
        assert_eq!(read, marked);
        assert!(!Arc::ptr_eq(&read.words, &marked.words));
        read.share(&text);
        assert_eq!(read, marked);
        assert!(Arc::ptr_eq(&read.words, &marked.words));
        let mut lost = Passage::new(marked.range, "other", "", "");
        lost.share(&text);
        assert_eq!(lost.quote(), "other");
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
