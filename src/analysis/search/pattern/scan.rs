//! Plain ASCII words, found at the speed of memory.

use std::ops::Range;

/// ASCII words, sought by their rarest letter.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    needle: Vec<u8>,
    /// Where the rarest letter stands in it.
    rarest: usize,
}

/// Letters of news in English from the most to the least frequent; digits and marks lie between.
const FREQUENT: &[u8] = b" etaoinsrhldcumfpgwybv";
/// The same of those that are rarer than any mark.
const RARE: &[u8] = b"kxjqz";

impl Scan {
    /// For ASCII words, whatever their case.
    pub(super) fn new(words: &str) -> Self {
        let rank = |byte: u8| {
            let byte = byte.to_ascii_lowercase();
            let within = |letters: &[u8]| letters.iter().position(|letter| *letter == byte);
            let rare = within(RARE).map(|at| FREQUENT.len() + 1 + at);
            within(FREQUENT).or(rare).unwrap_or(FREQUENT.len())
        };
        let needle = words.as_bytes().to_vec();
        let rarest = (0..needle.len()).max_by_key(|at| rank(needle[*at])).unwrap_or_default();
        Self { needle, rarest }
    }

    /// Calls `found` with every place where the words stand, overlapping ones too, from the first
    /// to the last, until it says no.
    pub(super) fn each(&self, text: &str, mut found: impl FnMut(Range<usize>) -> bool) {
        let Some(&sought) = self.needle.get(self.rarest) else { return };
        let (bytes, length) = (text.as_bytes(), self.needle.len());
        // The rarest letter has these before it and after it.
        let Some(last) = bytes.len().checked_sub(length) else { return };
        let within = &bytes[self.rarest..=self.rarest + last];
        let mut check = |start: usize| {
            let is_it = bytes[start..start + length].eq_ignore_ascii_case(&self.needle);
            !is_it || found(start..start + length)
        };
        let (lower, upper) = (sought.to_ascii_lowercase(), sought.to_ascii_uppercase());
        if lower == upper {
            for start in memchr::memchr_iter(sought, within) {
                if !check(start) {
                    return;
                }
            }
        } else {
            for start in memchr::memchr2_iter(lower, upper, within) {
                if !check(start) {
                    return;
                }
            }
        }
    }
}
