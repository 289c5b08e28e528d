use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

use crate::story::TextRange;

/// A text as it is compared: without what cannot be seen, with one sort of quotation mark, dash and
/// blank, without accents. Positions in it are counted in its characters and lead back to bytes of
/// the text it was made from.
pub(super) struct View {
    /// The text itself, for searches.
    text: String,
    /// Its characters.
    pub chars: Vec<char>,
    /// Where each character begins in `text`, and where the last one ends.
    bytes: Vec<u32>,
    /// Where the character that each one was made from begins and ends.
    origins: Vec<(u32, u32)>,
}

impl View {
    pub fn of(raw: &str) -> Self {
        let mut chars = Vec::with_capacity(raw.len());
        let mut origins: Vec<(u32, u32)> = Vec::with_capacity(raw.len());
        for (at, character) in raw.char_indices() {
            let place = (number(at), number(at + character.len_utf8()));
            let mut take = |character: char| {
                if !is_unseen(character) && !is_combining_mark(character) {
                    let character = folded(character);
                    // A run of blanks is one.
                    if character == ' ' && chars.last() == Some(&' ') {
                        stretch(&mut origins, place.1);
                    } else {
                        chars.push(character);
                        origins.push(place);
                    }
                }
            };
            if character.is_ascii() {
                take(character);
            } else if is_combining_mark(character) {
                // An accent belongs to the letter before it.
                stretch(&mut origins, place.1);
            } else {
                std::iter::once(character).nfkd().for_each(take);
            }
        }
        let text: String = chars.iter().collect();
        let ends = text.char_indices().map(|(at, _)| number(at)).chain([number(text.len())]);
        Self { bytes: ends.collect(), text, chars, origins }
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Its words, blanks and signs, in their order; together they are the whole text.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split_word_bounds()
    }

    /// The characters made from `range` of the text.
    pub fn within(&self, range: TextRange) -> (usize, usize) {
        let from = self.origins.partition_point(|(_, end)| *end <= range.start.0);
        let to = self.origins.partition_point(|(start, _)| *start < range.end.0);
        (from, to.max(from))
    }

    /// The bytes of `raw`, the text this was made from, that became the characters `from..to`,
    /// without parting what is seen as one character; `None` for no characters.
    pub fn origin(&self, raw: &str, (from, to): (usize, usize)) -> Option<TextRange> {
        let start = self.origins.get(from)?.0 as usize;
        let end = self.origins.get(to.checked_sub(1)?)?.1 as usize;
        let bound = |at: usize, back: bool| {
            let mut cursor = GraphemeCursor::new(at, raw.len(), true);
            match cursor.is_boundary(raw, 0) {
                Ok(false) if back => cursor.prev_boundary(raw, 0).ok().flatten().unwrap_or(0),
                Ok(false) => cursor.next_boundary(raw, 0).ok().flatten().unwrap_or(raw.len()),
                _ => at,
            }
        };
        (from < to).then(|| TextRange::from_indices(bound(start, true), bound(end, false)))
    }

    /// Where `needle` stands, in characters; copies that overlap too.
    pub fn copies<'a>(&'a self, needle: &'a Self) -> impl Iterator<Item = (usize, usize)> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let first = needle.chars.first()?;
            let at = from + self.text.get(from..)?.find(&needle.text)?;
            from = at + first.len_utf8();
            let start = self.bytes.partition_point(|byte| (*byte as usize) < at);
            Some((start, start + needle.len()))
        })
    }
}

/// Texts are limited to 64 MiB, so an index into one always fits.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Has what the last character was made from end at `end`.
fn stretch(origins: &mut [(u32, u32)], end: u32) {
    if let Some(&mut (start, ref mut last)) = origins.last_mut() {
        *last = end;
        // One character may have become several.
        for origin in origins.iter_mut().rev().take_while(|origin| origin.0 == start) {
            origin.1 = end;
        }
    }
}

/// Whether a character has no form of its own: soft hyphens, joiners, marks of direction.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn folded(character: char) -> char {
    match character {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '`' | '\u{b4}' | '\u{2039}' | '\u{203a}' => '\'',
        '\u{201c}'..='\u{201f}'
        | '\u{2033}'
        | '«'
        | '»'
        | '「'
        | '」'
        | '『'
        | '』'
        | '\u{301d}'..='\u{301f}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        blank if blank.is_whitespace() => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_reads_the_same_is_the_same() {
        let plain = "\"We will wait,\" said Rene - office no. 5...";
        let fancy = "\u{201c}We  wi\u{ad}ll\u{a0}\n wait,\u{201d} \u{200f}said Rene\u{301} \u{2013} o\u{fb03}ce no. 5\u{2026}";
        assert_eq!(View::of(fancy).text, View::of(plain).text);
    }

    #[test]
    fn an_accent_goes_with_its_letter() {
        let raw = "Rene\u{301} went";
        let view = View::of(raw);
        let range = view.origin(raw, (3, 4)).unwrap();
        assert_eq!(&raw[range.indices()], "e\u{301}");
        assert_eq!(view.within(range), (3, 4));
    }

    #[test]
    fn copies_may_overlap() {
        let found: Vec<_> = View::of("na\u{ad}nana").copies(&View::of("nana")).collect();
        assert_eq!(found, [(0, 4), (2, 6)]);
        assert_eq!(View::of("nana").copies(&View::of("")).count(), 0);
    }

    proptest! {
        #[test]
        fn every_part_leads_back_to_whole_characters(raw in "\\PC{0,30}|[a-zé\u{301}\u{ad}\u{200d} \n👨‍👩‍👧가ﬃ]{0,30}", a in 0usize..40, b in 0usize..40) {
            let view = View::of(&raw);
            let (from, to) = (a.min(view.len()), b.min(view.len()));
            if let Some(range) = view.origin(&raw, (from, to)) {
                prop_assert!(raw.get(range.indices()).is_some_and(|part| !part.is_empty()));
                let back = view.within(range);
                prop_assert!(back.0 <= from && to <= back.1);
            }
        }
    }
}
