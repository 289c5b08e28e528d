use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{BytePos, TextRange};

/// A story's canonical text: decoded, one leading BOM dropped, line ends made `\n`, nothing else
/// changed. Immutable, and cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryText {
    text: Arc<str>,
    hash: Arc<TextHash>,
}

/// The SHA-256 of a canonical text, in 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TextHash(pub String);

impl TextHash {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = TextHasher::default();
        hasher.update(bytes);
        hasher.finish()
    }

    /// The first eight digits, as they stand in file names.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }
}

/// Makes the hash of what comes in parts.
#[derive(Default)]
pub(crate) struct TextHasher(Sha256);

impl TextHasher {
    /// Takes in the next part.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all parts, as if they had come as one.
    pub fn finish(self) -> TextHash {
        use std::fmt::Write as _;
        let mut hex = String::with_capacity(64);
        for byte in self.0.finalize() {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        TextHash(hex)
    }
}

impl StoryText {
    /// The canonical form of a decoded text.
    #[must_use]
    pub fn from_decoded(raw: &str) -> Self {
        let raw = raw.strip_prefix('\u{feff}').unwrap_or(raw);
        if raw.contains('\r') {
            Self::from_canonical(raw.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Self::from_canonical(raw)
        }
    }

    /// A text that is canonical already, such as one read from a project.
    #[must_use]
    pub fn from_canonical(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let hash = TextHash::of(text.as_bytes()).into();
        Self { text, hash }
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The whole text, shared.
    pub(crate) fn shared(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The hash of the whole text.
    #[must_use]
    pub fn hash(&self) -> &TextHash {
        &self.hash
    }

    /// The position after the last byte.
    #[must_use]
    pub fn end(&self) -> BytePos {
        BytePos::from_index(self.text.len())
    }

    /// The text in `range`; `None` where the ends are the wrong way round, beyond the text or
    /// inside a character.
    #[must_use]
    pub fn slice(&self, range: TextRange) -> Option<&str> {
        self.text.get(range.indices())
    }

    /// The nearest character boundary at or before `pos`.
    #[must_use]
    pub fn floor(&self, pos: BytePos) -> BytePos {
        BytePos::from_index(self.text.floor_char_boundary(pos.index()))
    }

    /// The number of words in `range`, by UAX #29; a Han character counts as one.
    #[must_use]
    pub fn words(&self, range: TextRange) -> usize {
        use unicode_segmentation::UnicodeSegmentation as _;
        self.slice(range).unwrap_or_default().unicode_words().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_one_bom_and_normalises_line_ends_only() {
        let text = StoryText::from_decoded("\u{feff}\u{feff}a\r\nb\rc\u{2028}d\u{a0}\n");
        assert_eq!(text.as_str(), "\u{feff}a\nb\nc\u{2028}d\u{a0}\n");
    }

    #[test]
    fn a_range_that_fits_nowhere_has_no_slice() {
        let text = StoryText::from_canonical("añb");
        assert_eq!(text.slice(TextRange::from_indices(1, 3)), Some("ñ"));
        assert_eq!(text.slice(TextRange::from_indices(1, 2)), None, "inside a character");
        assert_eq!(text.slice(TextRange::from_indices(3, 9)), None, "beyond the end");
        assert_eq!(text.slice(TextRange::from_indices(3, 1)), None, "backwards");
    }

    #[test]
    fn names_its_hash() {
        let hash = TextHash::of(b"abc");
        assert!(hash.0.starts_with("ba7816bf8f01cfea"));
        assert_eq!(hash.short(), "ba7816bf");
    }
}
