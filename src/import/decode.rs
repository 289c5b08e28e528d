//! Bytes become text: by their mark, by what they say they are, else by a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Manner;

/// A text and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The words, without a mark at their start.
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
    /// Whether it had to be guessed.
    pub guessed: bool,
    /// Whether some bytes fit nowhere; they became U+FFFD.
    pub damaged: bool,
}

impl Decoded {
    /// Whether it should be asked if the encoding is right.
    pub fn is_unsure(&self, manner: Manner) -> bool {
        manner.encoding.is_none() && (self.guessed || self.damaged)
    }

    /// What the user should be told of it; nothing of plain UTF-8.
    pub fn note(&self) -> Option<String> {
        let how = if self.guessed { "; it was guessed, see that the words are right" } else { "" };
        match (self.damaged, self.encoding) {
            (true, name) => {
                Some(format!("encoding: {name}{how}; some bytes do not fit it and show as \u{fffd}"))
            }
            (false, "UTF-8") => None,
            (false, name) => Some(format!("encoding: {name}{how}")),
        }
    }
}

/// Reads `bytes` as they are to be read: in the encoding that is wanted, whatever they look like, or
/// else in the most likely one.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>, manner: Manner) -> Decoded {
    match manner.encoding {
        Some(encoding) => decode_as(bytes, encoding),
        None => guess(bytes, declared),
    }
}

/// Reads `bytes` in this encoding; only its own mark at their start is none of the words.
pub(super) fn decode_as(bytes: &[u8], encoding: super::Encoding) -> Decoded {
    let marked = Encoding::for_bom(bytes).filter(|(marked, _)| *marked == encoding.known());
    read(&bytes[marked.map_or(0, |(_, length)| length)..], encoding.known(), false)
}

/// Reads `bytes` as the encoding they are most likely in. A declared one is not believed where the
/// bytes contradict it: a page saved anew often still says what it once was.
fn guess(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return read(&bytes[length..], encoding, false);
    }
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return read(bytes, encoding, true);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // ISO-2022-JP and UTF-7 are ASCII too; the first declares itself by its escapes.
        if !bytes.contains(&0x1b) {
            return Decoded { text: text.to_owned(), encoding: UTF_8.name(), guessed: false, damaged: false };
        }
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        let decoded = read(bytes, encoding, false);
        if !decoded.damaged {
            return decoded;
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guessed = read(bytes, detector.guess(None, Utf8Detection::Allow), true);
    // A text that is UTF-8 but for a few torn characters stays UTF-8.
    let torn = String::from_utf8_lossy(bytes);
    let bad = torn.matches('\u{fffd}').count();
    let good = torn.chars().filter(|character| !character.is_ascii() && *character != '\u{fffd}').count();
    if good > bad * 4 && (declared.is_none_or(|encoding| encoding == UTF_8) || guessed.damaged) {
        return Decoded { text: torn.into_owned(), encoding: UTF_8.name(), guessed: false, damaged: true };
    }
    guessed
}

fn read(bytes: &[u8], encoding: &'static Encoding, guessed: bool) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), encoding: encoding.name(), guessed, damaged }
}

/// UTF-16 without a mark: many of every other byte of the beginning are zero, the others never
/// are. Only texts that are in part Latin show it.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096) & !1).filter(|head| head.len() >= 4)?;
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (high, low) = (zeros(0), zeros(1));
    let pairs = head.len() / 2;
    let (many, encoding) = if high > low { (high, UTF_16BE) } else { (low, UTF_16LE) };
    // Fewer are what a file that is no text may have too.
    let plausible = high.min(low) == 0 && many >= 4 && many * 4 >= pairs;
    (plausible && !encoding.decode_without_bom_handling(head).1).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
        super::decode(bytes, declared, Manner::default())
    }

    #[test]
    fn a_wanted_encoding_is_taken_whatever_the_bytes_look_like() {
        let manner = Manner { encoding: super::super::Encoding::named("windows-1252") };
        let read = |bytes: &[u8]| super::decode(bytes, Some("utf-8"), manner).text;
        assert_eq!(read("é".as_bytes()), "Ã©");
        assert_eq!(read(b"\xef\xbb\xbfa"), "ï»¿a");
        let manner = Manner { encoding: super::super::Encoding::named("utf-8") };
        let read = super::decode(b"\xef\xbb\xbfa\xff", None, manner);
        assert_eq!((read.text.as_str(), read.damaged, read.guessed), ("a\u{fffd}", true, false));
    }

    fn encoded(text: &str, label: &str) -> Vec<u8> {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        encoding.encode(text).0.into_owned()
    }

    #[test]
    fn the_encodings_of_the_press_are_told() {
        for (label, text) in [
            ("gbk", "三国首都放慢了无核化会谈的步伐，首脑会晤推迟到明年。"),
            ("big5", "三國首都放慢了無核化會談的步伐，首腦會晤推遲到明年。"),
            ("euc-kr", "세 나라의 수도는 비핵화 회담의 속도를 늦추고 있다."),
            ("shift_jis", "三か国の首都は非核化交渉のペースを落としている。"),
            ("windows-1251", "Три столицы замедляют переговоры о денуклеаризации."),
            ("windows-1252", "Les trois capitales ralentissent les négociations, déclare l’envoyé."),
        ] {
            let decoded = decode(&encoded(text, label), None);
            assert_eq!(decoded.text, text, "{label}");
            assert!(decoded.guessed && decoded.note().unwrap().contains(decoded.encoding));
        }
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        let text = "Talks slow down\r\n회담은 느려진다";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, mark) in [(little, [0xff, 0xfe]), (big, [0xfe, 0xff])] {
            assert_eq!(decode(&bytes, None).text, text);
            let marked = decode(&[&mark, &bytes[..]].concat(), None);
            assert_eq!((marked.text.as_str(), marked.guessed), (text, false));
        }
    }

    #[test]
    fn a_false_label_is_not_believed() {
        let text = "Die Gespräche stocken – „vorerst“.";
        assert_eq!(decode(text.as_bytes(), Some("iso-8859-1")).text, text);
        assert_eq!(decode(&encoded(text, "windows-1252"), Some("utf-8")).text, text);
        assert_eq!(decode(&encoded(text, "windows-1252"), Some("utf-7")).text, text);
        let declared = decode(&encoded("Тихо", "koi8-r"), Some("koi8-r"));
        assert_eq!((declared.text.as_str(), declared.guessed), ("Тихо", false));
    }

    #[test]
    fn a_torn_utf_8_text_stays_one() {
        let mut bytes =
            "Die Gespräche der Großmächte über Abrüstung stören größte Mächte".repeat(3).into_bytes();
        bytes.truncate(bytes.len() - 3);
        bytes.extend(b"\xc3 end");
        let decoded = decode(&bytes, None);
        assert!(decoded.damaged && decoded.encoding == "UTF-8" && decoded.text.contains("Großmächte"));
    }
}
