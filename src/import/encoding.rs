//! The encodings a text may be read in, for whoever knows better than the guess.

use super::decode;
use super::format::Format;

/// An encoding of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// How a file would begin, read in an encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The encoding.
    pub encoding: Encoding,
    /// The first words that are not plain ASCII, with what stands around them, in one line; the first
    /// words of all where none are.
    pub words: String,
    /// Whether some bytes fit nowhere in this encoding.
    pub damaged: bool,
}

/// What is offered: UTF-8, then the encodings in which the press wrote before it.
static OFFERED: [&encoding_rs::Encoding; 22] = [
    encoding_rs::UTF_8,
    encoding_rs::UTF_16LE,
    encoding_rs::UTF_16BE,
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1251,
    encoding_rs::WINDOWS_1253,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1255,
    encoding_rs::WINDOWS_1256,
    encoding_rs::WINDOWS_1257,
    encoding_rs::WINDOWS_1258,
    encoding_rs::WINDOWS_874,
    encoding_rs::ISO_8859_2,
    encoding_rs::ISO_8859_15,
    encoding_rs::KOI8_R,
    encoding_rs::KOI8_U,
    encoding_rs::GB18030,
    encoding_rs::BIG5,
    encoding_rs::EUC_KR,
    encoding_rs::SHIFT_JIS,
    encoding_rs::EUC_JP,
];

/// How many bytes are read for a sample.
const HEAD: usize = 64 << 10;
/// How many characters a sample has.
const LONGEST: usize = 90;
/// How many of them stand before the first that tells.
const BEFORE: usize = 12;

impl Encoding {
    /// The encoding of this name, by any label of the WHATWG Encoding Standard, in any case. `None` for
    /// other names, and for those the standard has only so that nothing is read in them.
    #[must_use]
    pub fn named(label: &str) -> Option<Self> {
        let found = encoding_rs::Encoding::for_label_no_replacement(label.trim().as_bytes());
        found.map(Self)
    }

    /// The encoding's name in that standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The encodings an analyst chooses from.
    pub fn offered() -> impl Iterator<Item = Self> {
        OFFERED.iter().map(|encoding| Self(encoding))
    }

    pub(super) fn known(self) -> &'static encoding_rs::Encoding {
        self.0
    }
}

/// How the file called `name` would begin in each of the offered encodings; nothing for one that is no
/// text.
#[must_use]
pub fn samples(name: &str, bytes: &[u8]) -> Vec<Sample> {
    if Format::of(name, bytes) == Format::Picture {
        return Vec::new();
    }
    let whole = bytes.len() <= HEAD;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let telling = head.iter().position(|byte| !byte.is_ascii());
    let sample = |encoding: Encoding| {
        let decoded = decode::decode_as(head, encoding);
        // The last character of a part may be torn only because the part ends there.
        let body = if whole { decoded.text.as_str() } else { decoded.text.trim_end_matches('\u{fffd}') };
        let damaged = body.contains('\u{fffd}');
        Sample { encoding, words: excerpt(body, telling.is_some()), damaged }
    };
    Encoding::offered().map(sample).collect()
}

/// A line of the text, from a little before its first character that is not ASCII.
fn excerpt(text: &str, telling: bool) -> String {
    let at = if telling { text.find(|c: char| !c.is_ascii()).unwrap_or_default() } else { 0 };
    let start = text[..at].char_indices().rev().take(BEFORE).last().map_or(at, |(start, _)| start);
    let line = text[start..].chars().take(LONGEST * 2).collect::<String>();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_shows_the_words_that_tell_and_whether_they_fit() {
        let text = format!("{} Тихо сказал посол.", "ASCII only, at length. ".repeat(20));
        let bytes = encoding_rs::WINDOWS_1251.encode(&text).0;
        let samples = samples("a.txt", &bytes);
        let of = |name: &str| samples.iter().find(|sample| sample.encoding.name() == name).unwrap();
        assert!(of("windows-1251").words.contains("Тихо сказал"), "{:?}", of("windows-1251"));
        assert!(!of("windows-1251").damaged && of("UTF-8").damaged);
        assert!(of("windows-1252").words.contains("Òèõî"), "{:?}", of("windows-1252"));
    }

    #[test]
    fn a_character_torn_by_the_end_of_the_head_is_no_damage() {
        let text = format!("a{}", "é".repeat(HEAD));
        let samples = samples("a.txt", text.as_bytes());
        assert!(samples.iter().any(|sample| sample.encoding.name() == "UTF-8" && !sample.damaged));
    }

    #[test]
    fn encodings_are_known_by_their_labels() {
        assert_eq!(Encoding::named(" Latin1 ").map(Encoding::name), Some("windows-1252"));
        assert_eq!(Encoding::named("gbk").map(Encoding::name), Some("GBK"));
        assert_eq!(Encoding::named("hz-gb-2312"), None, "nothing is ever read in it");
        assert_eq!(Encoding::named("klingon"), None);
    }

    #[test]
    fn a_picture_has_no_encoding() {
        assert!(samples("a.png", b"\x89PNG\r\n\x1a\n").is_empty());
    }
}
