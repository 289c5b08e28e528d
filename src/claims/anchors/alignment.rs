use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::view::View;

/// What of an old text is still there in a new one, and where: runs of the same characters, in the
/// order of both texts.
pub(super) struct Alignment {
    runs: Vec<Run>,
    /// How long the texts are.
    lengths: (usize, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    old: usize,
    new: usize,
    len: usize,
}

/// So many words and blanks in a row that both texts have just once hold them together: about four
/// words.
const KNOT: usize = 8;
/// A stretch between two knots is compared word by word if the product of its lengths is not above
/// this; else the texts have nothing in common there.
const WORDS: usize = 9_000_000;
/// The same for the characters of a replaced stretch.
const CHARS: usize = 1_000_000;
/// The ends of a passage take in so many replaced characters.
const GROWTH: usize = 24;

impl Alignment {
    /// Compares two texts: word by word, and character by character where words were replaced.
    pub fn of(old: &View, new: &View) -> Self {
        let mut numbers = HashMap::new();
        let (old_words, new_words) = (Words::of(old, &mut numbers), Words::of(new, &mut numbers));
        let mut alignment = Self { runs: Vec::new(), lengths: (old.len(), new.len()) };
        let mut done = (0, 0);
        let last = (old_words.ids.len(), new_words.ids.len());
        for knot in knots(&old_words.ids, &new_words.ids).into_iter().chain([last]) {
            // Knots that follow one another overlap.
            if knot.0 < done.0 || knot.1 < done.1 {
                if knot.0.wrapping_sub(done.0) != knot.1.wrapping_sub(done.1) {
                    continue;
                }
            } else {
                alignment.compare((old, &old_words), (new, &new_words), done, knot);
                done = knot;
            }
            let end = ((knot.0 + KNOT).min(last.0), (knot.1 + KNOT).min(last.1));
            alignment.add_words(&old_words, &new_words, done, end.0.saturating_sub(done.0));
            done = end;
        }
        alignment
    }

    /// Compares the words between two places.
    fn compare(
        &mut self,
        (old, old_words): (&View, &Words),
        (new, new_words): (&View, &Words),
        from: (usize, usize),
        to: (usize, usize),
    ) {
        let (old_ids, new_ids) = (&old_words.ids[from.0..to.0], &new_words.ids[from.1..to.1]);
        if old_ids.is_empty() || new_ids.is_empty() || old_ids.len().saturating_mul(new_ids.len()) > WORDS {
            return;
        }
        for op in capture_diff_slices(Algorithm::Patience, old_ids, new_ids) {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    self.add_words(old_words, new_words, (from.0 + old_index, from.1 + new_index), len);
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    let (a, b) = (from.0 + old_index, from.1 + new_index);
                    let old_part = old_words.starts[a]..old_words.starts[a + old_len];
                    let new_part = new_words.starts[b]..new_words.starts[b + new_len];
                    self.compare_chars((old, old_part), (new, new_part));
                }
                DiffOp::Delete { .. } | DiffOp::Insert { .. } => {}
            }
        }
    }

    fn compare_chars(
        &mut self,
        (old, old_part): (&View, std::ops::Range<usize>),
        (new, new_part): (&View, std::ops::Range<usize>),
    ) {
        if old_part.len().saturating_mul(new_part.len()) > CHARS {
            return;
        }
        let (a, b) = (old_part.start, new_part.start);
        for op in capture_diff_slices(Algorithm::Myers, &old.chars[old_part], &new.chars[new_part]) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                self.add(Run { old: a + old_index, new: b + new_index, len });
            }
        }
    }

    fn add_words(&mut self, old: &Words, new: &Words, (a, b): (usize, usize), count: usize) {
        let len = old.starts[a + count] - old.starts[a];
        self.add(Run { old: old.starts[a], new: new.starts[b], len });
    }

    fn add(&mut self, run: Run) {
        match self.runs.last_mut() {
            Some(last) if last.old + last.len == run.old && last.new + last.len == run.new => {
                last.len += run.len;
            }
            _ if run.len == 0 => {}
            _ => self.runs.push(run),
        }
    }

    /// Where the characters `from..to` of the old text are now, if at least `share` of them are
    /// still there; the ends take in what was replaced there.
    pub fn image(&self, (from, to): (usize, usize), share: f32) -> Option<(usize, usize)> {
        let first = self.runs.partition_point(|run| run.old + run.len <= from);
        let after = self.runs.partition_point(|run| run.old < to);
        let runs = self.runs.get(first..after).filter(|runs| !runs.is_empty())?;
        let cut = |run: &Run| (run.old.max(from), (run.old + run.len).min(to));
        let kept: usize = runs.iter().map(cut).map(|(start, end)| end - start).sum();
        if (kept as f32) < share * (to - from) as f32 {
            return None;
        }
        let (head, tail) = (runs.first()?, runs.last()?);
        let (start, _) = cut(head);
        let (_, end) = cut(tail);
        let (mut new_start, mut new_end) = (head.new + (start - head.old), tail.new + (end - tail.old));
        if start > from {
            let before = first.checked_sub(1).and_then(|at| self.runs.get(at));
            let (old_gap, new_gap) = before.map_or((0, 0), |run| (run.old + run.len, run.new + run.len));
            new_start -= growth(start - from, start - old_gap, new_start - new_gap);
        }
        if end < to {
            // What follows the last run, up to the next one.
            let (old_next, new_next) = self.runs.get(after).map_or(self.lengths, |run| (run.old, run.new));
            new_end += growth(to - end, old_next - end, new_next - new_end);
        }
        Some((new_start, new_end))
    }

    /// About where the character `at` of the old text was, in the new one.
    pub fn near(&self, at: usize) -> usize {
        let run =
            self.runs.partition_point(|run| run.old <= at).checked_sub(1).and_then(|n| self.runs.get(n));
        run.map_or(at, |run| run.new + (at - run.old).min(run.len))
    }
}

/// By how much an end grows of which `lost` characters were replaced, where `old` became `new`
/// characters.
fn growth(lost: usize, old: usize, new: usize) -> usize {
    let whole = if lost == old { new } else { new.min(lost) };
    if whole <= GROWTH { whole } else { 0 }
}

/// A text's words by number, with the character each begins at and the end of the last.
struct Words {
    ids: Vec<u32>,
    starts: Vec<usize>,
}

impl Words {
    fn of<'a>(view: &'a View, numbers: &mut HashMap<&'a str, u32>) -> Self {
        let (mut ids, mut starts, mut at) = (Vec::new(), vec![0], 0);
        for word in view.words() {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            ids.push(*numbers.entry(word).or_insert(next));
            at += word.chars().count();
            starts.push(at);
        }
        Self { ids, starts }
    }
}

/// Where [`KNOT`] words in a row begin that each text has once: the longest series of them that goes
/// onward in both, as in Bram Cohen's patience diff. They keep the work between them small.
fn knots(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    const MANY: usize = usize::MAX;
    let mut places: HashMap<&[u32], (Option<usize>, Option<usize>)> = HashMap::new();
    for (at, words) in old.windows(KNOT).enumerate() {
        let place = &mut places.entry(words).or_default().0;
        *place = Some(if place.is_none() { at } else { MANY });
    }
    for (at, words) in new.windows(KNOT).enumerate() {
        if let Some((_, place)) = places.get_mut(words) {
            *place = Some(if place.is_none() { at } else { MANY });
        }
    }
    let both = |&(a, b): &(Option<usize>, Option<usize>)| Some((a?, b?));
    let mut pairs: Vec<(usize, usize)> =
        places.values().filter_map(both).filter(|&(a, b)| a != MANY && b != MANY).collect();
    pairs.sort_unstable();
    longest_onward(&pairs)
}

/// The longest series of pairs, sorted by their first, that goes onward in the second too.
fn longest_onward(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best series of each length, and what came before each pair.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < pair.1);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut series: Vec<(usize, usize)> = std::iter::successors(ends.last().copied(), |index| before[*index])
        .map(|index| pairs[index])
        .collect();
    series.reverse();
    series
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn image(old: &str, new: &str, part: &str) -> Option<String> {
        let (old, new) = (View::of(old), View::of(new));
        let place = old.copies(&View::of(part)).next().unwrap();
        let (from, to) = Alignment::of(&old, &new).image(place, 0.3)?;
        Some(new.chars[from..to].iter().collect())
    }

    #[test]
    fn a_passage_follows_its_words() {
        let old = "The envoy said on Monday that the talks in Seoul would go on.";
        let new = "On Tuesday the envoy said that talks in Seoul would go on.";
        assert_eq!(image(old, new, "talks in Seoul").as_deref(), Some("talks in Seoul"));
        assert_eq!(image(old, "Nothing of it, ever.", "talks in Seoul"), None);
    }

    #[test]
    fn its_ends_take_in_what_was_replaced() {
        let old = "They said that recieving aid was a duty of the state.";
        let new = "They said that accepting aid was an obligation of the state.";
        let found = image(old, new, "recieving aid was a duty").unwrap();
        assert_eq!(found, "accepting aid was an obligation");
    }

    proptest! {
        #[test]
        fn runs_are_what_both_texts_have(old in "[ab c.é]{0,80}", new in "[ab c.é]{0,80}") {
            let (old, new) = (View::of(&old), View::of(&new));
            let alignment = Alignment::of(&old, &new);
            let mut done = (0, 0);
            for run in &alignment.runs {
                prop_assert!(run.old >= done.0 && run.new >= done.1 && run.len > 0);
                done = (run.old + run.len, run.new + run.len);
                prop_assert_eq!(&old.chars[run.old..done.0], &new.chars[run.new..done.1]);
            }
            for from in 0..old.len() {
                let found = alignment.image((from, old.len()), 0.0);
                if let Some((start, end)) = found {
                    prop_assert!(start <= end && end <= new.len());
                }
            }
        }

        #[test]
        fn a_text_is_all_of_itself(text in "[ab c.é]{1,200}") {
            let view = View::of(&text);
            let alignment = Alignment::of(&view, &view);
            prop_assert_eq!(alignment.image((0, view.len()), 1.0), Some((0, view.len())));
        }
    }
}
