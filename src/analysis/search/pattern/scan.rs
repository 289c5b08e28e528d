//! Plain ASCII words, found at the speed of memory.

use std::ops::Range;

use aho_corasick::Span;
use aho_corasick::packed::Searcher;

/// ASCII words, sought by their rarest letters.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    needle: Vec<u8>,
    /// Where the rarest part stands in it.
    rarest: Range<usize>,
    way: Way,
}

/// How the rarest part is sought.
#[derive(Clone, Debug)]
enum Way {
    /// All its spellings at once, many bytes in a step: hardly a place is looked at in vain.
    Packed(Searcher),
    /// One letter in both cases: there is no other, or the processor has no such steps.
    Letter,
}

/// How long the rarest part is: eight spellings are as many as are sought at no cost.
const PART: usize = 3;

/// Letters of news in English from the most to the least frequent; digits and marks lie between.
const FREQUENT: &[u8] = b" etaoinsrhldcumfpgwybv";
/// The same of those that are rarer than any mark.
const RARE: &[u8] = b"kxjqz";

impl Scan {
    /// For ASCII words, whatever their case.
    pub(super) fn new(words: &str) -> Self {
        let needle = words.as_bytes().to_vec();
        let part = rarest(&needle, PART.min(needle.len()));
        if part.len() > 1
            && let Some(packed) = Searcher::new(spellings(&needle[part.clone()]))
        {
            return Self { needle, rarest: part, way: Way::Packed(packed) };
        }
        Self { rarest: rarest(&needle, 1), needle, way: Way::Letter }
    }

    /// Calls `found` with every place where the words stand, overlapping ones too, from the first
    /// to the last, until it says no.
    pub(super) fn each(&self, text: &str, mut found: impl FnMut(Range<usize>) -> bool) {
        let (bytes, length) = (text.as_bytes(), self.needle.len());
        // The rarest part has the other letters before it and after it.
        let Some(last) = bytes.len().checked_sub(length) else { return };
        let within = &bytes[self.rarest.start..last + self.rarest.end];
        let mut check = |start: usize| {
            let is_it = bytes[start..start + length].eq_ignore_ascii_case(&self.needle);
            !is_it || found(start..start + length)
        };
        match &self.way {
            Way::Packed(packed) => {
                let mut rest = Span { start: 0, end: within.len() };
                while let Some(part) = packed.find_in(within, rest) {
                    if !check(part.start()) {
                        return;
                    }
                    rest.start = part.start() + 1;
                }
            }
            Way::Letter => {
                let Some(letter) = self.needle.get(self.rarest.start) else { return };
                let (lower, upper) = (letter.to_ascii_lowercase(), letter.to_ascii_uppercase());
                // Both are the same for what is no letter.
                for start in memchr::memchr2_iter(lower, upper, within) {
                    if !check(start) {
                        return;
                    }
                }
            }
        }
    }
}

/// Where the rarest `length` letters stand that follow each other.
fn rarest(needle: &[u8], length: usize) -> Range<usize> {
    let rank = |byte: &u8| {
        let byte = byte.to_ascii_lowercase();
        let within = |letters: &[u8]| letters.iter().position(|letter| *letter == byte);
        let rare = within(RARE).map(|at| FREQUENT.len() + 1 + at);
        within(FREQUENT).or(rare).unwrap_or(FREQUENT.len())
    };
    let rarity = |at: &usize| -> usize { needle[*at..*at + length].iter().map(rank).sum() };
    let start = (0..=needle.len() - length).max_by_key(rarity).unwrap_or_default();
    start..start + length
}

/// The letters in every mixture of their cases.
fn spellings(letters: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![Vec::new()];
    for letter in letters {
        let (lower, upper) = (letter.to_ascii_lowercase(), letter.to_ascii_uppercase());
        let both = if lower == upper { vec![lower] } else { vec![lower, upper] };
        all = all
            .iter()
            .flat_map(|head: &Vec<u8>| both.iter().map(|end| [head.as_slice(), &[*end]].concat()))
            .collect();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_letters_are_sought_in_all_their_spellings() {
        assert_eq!(rarest(b"rail survey", 3), 6..9);
        assert_eq!(rarest(b"Zeppelin", 1), 0..1);
        assert_eq!(spellings(b"a-B"), [b"a-b", b"a-B", b"A-b", b"A-B"]);
    }

    #[test]
    fn either_way_finds_every_place_also_at_the_ends() {
        let text = "Tat TATAT at, a that taT";
        for words in ["tat", "at", "a", "t", "tat tatat at, a that tat", "tat tatat at, a that tat."] {
            let places = |scan: &Scan| {
                let mut places = Vec::new();
                scan.each(text, |range| {
                    places.push(range.start);
                    true
                });
                places
            };
            let (scan, lower) = (Scan::new(words), text.to_ascii_lowercase());
            let letter = Scan { rarest: rarest(words.as_bytes(), 1), way: Way::Letter, ..scan.clone() };
            let expected: Vec<usize> = (0..text.len()).filter(|at| lower[*at..].starts_with(words)).collect();
            assert_eq!(places(&scan), expected, "{words:?}");
            assert_eq!(places(&letter), expected, "{words:?}");
        }
    }
}
