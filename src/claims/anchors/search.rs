//! Quotes found by their words alone.

use super::view::View;

/// At most so many places are looked at for one quote.
pub(super) const MOST: usize = 48;
/// A quote stands where at most this share of its characters differs.
const ERRORS: f32 = 0.35;
/// A quote of more characters than this is not searched for with errors.
const LONGEST: usize = 2_048;
/// A search with errors compares at most so many pairs of characters: all of a text of 150,000
/// characters for a quote of 200.
const PAIRS: usize = 30_000_000;

/// Every place where `quote` stands in `text` to the letter, as far as case and what a [`View`] leaves
/// out go: at most [`MOST`], those with the best `surroundings`.
pub(super) fn copies(
    text: &View,
    quote: &View,
    surroundings: impl Fn((usize, usize)) -> usize,
) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = text.copies(quote).collect();
    if found.len() > MOST {
        found.sort_by_cached_key(|place| std::cmp::Reverse(surroundings(*place)));
        found.truncate(MOST);
    }
    found
}

/// Every place that reads nearly as `quote`: the best of those that overlap, the best ones first. A long
/// text is searched around the character `near` only.
///
/// By P. H. Sellers, The theory and computation of evolutionary distances (1980): the edit distance of
/// the quote to the best part of the text that ends at each character.
pub(super) fn near_copies(text: &View, quote: &View, near: usize) -> Vec<(usize, usize)> {
    let length = quote.len();
    let most = (length as f32 * ERRORS) as usize;
    if most == 0 || length > LONGEST {
        return Vec::new();
    }
    let reach = PAIRS / length / 2;
    let first = near.min(text.len()).saturating_sub(reach);
    let part = text.chars.get(first..near.saturating_add(reach).min(text.len())).unwrap_or_default();
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    sellers(part, &quote.chars, |end, errors, start| {
        if errors > most {
            return;
        }
        let found = (errors, first + start, first + end);
        match places.last_mut().filter(|last| found.1 < last.2) {
            Some(last) if errors < last.0 => *last = found,
            Some(_) => {}
            None => places.push(found),
        }
    });
    places.sort_unstable();
    places.truncate(MOST);
    places.into_iter().map(|(_, start, end)| (start, end)).collect()
}

/// For each end of a part of `text`: the fewest errors with which it reads as `quote`, and where the
/// shortest such part begins.
fn sellers(text: &[char], quote: &[char], mut found: impl FnMut(usize, usize, usize)) {
    /// Errors above, and what is left of the text below: the least of two is the better one.
    const ERROR: u64 = 1 << 32;
    let start_at = |index: usize| u64::from(u32::MAX - u32::try_from(index).unwrap_or(u32::MAX));
    let mut column: Vec<u64> =
        (0_u64..).take(quote.len() + 1).map(|errors| errors * ERROR + start_at(0)).collect();
    for (index, &character) in text.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut column[0], start_at(index + 1));
        let mut above = column[0];
        for (cell, &wanted) in column[1..].iter_mut().zip(quote) {
            let replaced = diagonal + if character == wanted { 0 } else { ERROR };
            diagonal = *cell;
            *cell = replaced.min(diagonal.min(above) + ERROR);
            above = *cell;
        }
        let start = u32::MAX - above as u32;
        found(index + 1, (above >> 32) as usize, (start as usize).min(index + 1));
    }
}

/// How much of two texts is the same, from 0 to 1: by their edit distance.
pub(super) fn likeness(one: &[char], other: &[char]) -> f32 {
    let longer = one.len().max(other.len());
    if longer == 0 || one == other {
        return 1.0;
    }
    let mut row: Vec<u32> = (0_u32..).take(other.len() + 1).collect();
    for &a in one {
        let mut diagonal = row[0];
        row[0] += 1;
        let mut left = row[0];
        for (cell, &b) in row[1..].iter_mut().zip(other) {
            let replaced = diagonal + u32::from(a != b);
            diagonal = *cell;
            *cell = replaced.min(diagonal.min(left) + 1);
            left = *cell;
        }
    }
    1.0 - row.last().copied().unwrap_or_default() as f32 / longer as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn distance(one: &str, other: &str) -> usize {
        let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        ((1.0 - likeness(&one, &other)) * one.len().max(other.len()) as f32).round() as usize
    }

    fn nearly(text: &str, quote: &str) -> Vec<String> {
        let (text, quote) = (View::of(text), View::of(quote));
        near_copies(&text, &quote, 0).iter().map(|&(a, b)| text.chars[a..b].iter().collect()).collect()
    }

    #[test]
    fn finds_what_reads_nearly_the_same() {
        let text = "They said we shall wait and see. Later: we sha1l wa t and sea. Nothing else.";
        assert_eq!(nearly(text, "we shall wait and see"), ["we shall wait and see", "we sha1l wa t and se"]);
        assert_eq!(nearly(text, "no such words in it"), Vec::<String>::new());
        assert_eq!(nearly("", "words"), Vec::<String>::new());
    }

    #[test]
    fn distances_are_those_of_levenshtein() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", "abc"), 0);
    }

    proptest! {
        /// The best part that ends somewhere, found by trying all of them.
        #[test]
        fn no_part_is_nearer(text in "[abc]{0,12}", quote in "[abc]{1,6}") {
            let chars: Vec<char> = text.chars().collect();
            let wanted: Vec<char> = quote.chars().collect();
            let mut results = Vec::new();
            sellers(&chars, &wanted, |end, errors, start| results.push((end, errors, start)));
            for (end, errors, start) in results {
                let best = (0..=end).map(|from| distance(&text[from..end], &quote)).min().unwrap();
                prop_assert_eq!(errors, best);
                prop_assert_eq!(distance(&text[start..end], &quote), best);
            }
        }
    }
}
