use serde::{Deserialize, Serialize};

/// A UTF-8 byte offset into a story's canonical text, at most 4 GiB.
///
/// Positions the program makes lie on character boundaries. Those read from a file may not:
/// [`StoryText::slice`](super::StoryText::slice) tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BytePos(pub u32);

impl BytePos {
    /// The offset as an index into a `str`.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The position of a `str` index; texts are limited to 64 MiB at import, so it always fits.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// A half-open range of a story's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRange {
    /// The first byte.
    pub start: BytePos,
    /// One past the last byte.
    pub end: BytePos,
}

impl TextRange {
    /// The range between two positions, whichever comes first.
    #[must_use]
    pub fn between(one: BytePos, other: BytePos) -> Self {
        Self { start: one.min(other), end: one.max(other) }
    }

    /// The range of two `str` indices.
    #[must_use]
    pub fn from_indices(start: usize, end: usize) -> Self {
        Self { start: BytePos::from_index(start), end: BytePos::from_index(end) }
    }

    /// Its length in bytes; 0 where the ends are the wrong way round.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end.0.saturating_sub(self.start.0)
    }

    /// Whether it holds no text.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `pos` lies in it.
    #[must_use]
    pub fn contains(self, pos: BytePos) -> bool {
        self.start <= pos && pos < self.end
    }

    /// Whether all of `other` lies in it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The part both share, if any.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let common = Self { start: self.start.max(other.start), end: self.end.min(other.end) };
        (!common.is_empty()).then_some(common)
    }

    /// The range as indices into a `str`.
    #[must_use]
    pub fn indices(self) -> std::ops::Range<usize> {
        self.start.index()..self.end.index()
    }
}

/// The unit in which another format counts text. The only place positions are converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// UTF-8 bytes: Pressmark itself.
    Bytes,
    /// Unicode code points: QDPX, brat, Python.
    CodePoints,
    /// UTF-16 code units: JavaScript, Java, Hypothesis.
    Utf16,
}

impl Unit {
    /// Where `pos` stands in `text`, counted in this unit; a position inside a character or
    /// beyond the end counts as the boundary before it.
    #[must_use]
    pub fn offset_of(self, text: &str, pos: BytePos) -> usize {
        let before = &text[..text.floor_char_boundary(pos.index())];
        match self {
            Self::Bytes => before.len(),
            Self::CodePoints => before.chars().count(),
            Self::Utf16 => before.encode_utf16().count(),
        }
    }

    /// The position that `offset` units from the start of `text`; `None` beyond its end or
    /// inside a character.
    #[must_use]
    pub fn position_of(self, text: &str, offset: usize) -> Option<BytePos> {
        let mut units = 0;
        for (index, character) in text.char_indices() {
            if units >= offset {
                return (units == offset).then(|| BytePos::from_index(index));
            }
            units += match self {
                Self::Bytes => character.len_utf8(),
                Self::CodePoints => 1,
                Self::Utf16 => character.len_utf16(),
            };
        }
        (units == offset).then(|| BytePos::from_index(text.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn units_lead_back_to_the_same_position(text in ".{0,40}", pick in 0usize..80) {
            let index = text.floor_char_boundary(pick.min(text.len()));
            let pos = BytePos::from_index(index);
            for unit in [Unit::Bytes, Unit::CodePoints, Unit::Utf16] {
                let offset = unit.offset_of(&text, pos);
                prop_assert_eq!(unit.position_of(&text, offset), Some(pos));
            }
        }
    }

    #[test]
    fn a_family_of_emoji_counts_differently_in_each_unit() {
        let text = "a👨‍👩‍👧b";
        let end = BytePos::from_index(text.len() - 1);
        assert_eq!(Unit::Bytes.offset_of(text, end), 19);
        assert_eq!(Unit::CodePoints.offset_of(text, end), 6);
        assert_eq!(Unit::Utf16.offset_of(text, end), 9);
        assert_eq!(Unit::Utf16.position_of(text, 2), None, "inside a surrogate pair");
    }
}
