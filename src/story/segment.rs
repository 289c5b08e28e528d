//! Words, quotations and sentences: what a selection snaps to and widens over.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{BytePos, StoryText, TextRange};

/// How much text a gesture takes at once, from narrow to wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Granularity {
    /// One grapheme cluster.
    Grapheme,
    /// A word by UAX #29; a single Han character.
    Word,
    /// What stands between quotation marks, with the marks.
    Quotation,
    /// A sentence by UAX #29, but not broken after common abbreviations.
    Sentence,
    /// The whole block.
    Paragraph,
}

impl Granularity {
    const WIDENING: [Self; 4] = [Self::Word, Self::Quotation, Self::Sentence, Self::Paragraph];

    /// The unit as the status line names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Grapheme => "character",
            Self::Word => "word",
            Self::Quotation => "quotation",
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
        }
    }
}

impl StoryText {
    /// The smallest range of whole units that covers `range`, within `block`.
    ///
    /// `None` for a quotation where `range` lies in none.
    #[must_use]
    pub fn unit_around(&self, range: TextRange, block: TextRange, unit: Granularity) -> Option<TextRange> {
        let text = self.slice(block)?;
        let base = block.start.index();
        let start = range.start.index().clamp(base, block.end.index()) - base;
        let end = range.end.index().clamp(base, block.end.index()) - base;
        let (from, to) = match unit {
            Granularity::Paragraph => (0, text.len()),
            Granularity::Quotation => {
                // The innermost pair of marks around the range.
                quotations(text)
                    .into_iter()
                    .filter(|&(a, b)| a <= start && end <= b)
                    .min_by_key(|(a, b)| b - a)?
            }
            Granularity::Grapheme => covering(text.grapheme_indices(true), start, end),
            Granularity::Word => {
                let (from, to) = covering(text.split_word_bound_indices(), start, end);
                let before = text[..start].split_word_bounds().next_back().unwrap_or_default();
                // At the end of a word a caret belongs to that word, not to the blank after it.
                if start == end && text[from..to].trim().is_empty() && !before.trim().is_empty() {
                    (start - before.len(), start)
                } else {
                    (from, to)
                }
            }
            Granularity::Sentence => {
                let bounds = sentences(text);
                let (from, to) = covering(bounds.iter().map(|&(at, s)| (at, s)), start, end);
                (from, from + text[from..to].trim_end().len())
            }
        };
        Some(TextRange::from_indices(base + from, base + to))
    }

    /// The next wider range: word, quotation, sentence, paragraph, skipping those that add
    /// nothing. `None` once the whole block is taken.
    #[must_use]
    pub fn widen(&self, range: TextRange, block: TextRange) -> Option<(TextRange, Granularity)> {
        Granularity::WIDENING.into_iter().find_map(|unit| {
            let wider = self.unit_around(range, block, unit)?;
            (wider.covers(range) && wider != range).then_some((wider, unit))
        })
    }

    /// The boundary of `unit` after `pos` (or before it, if `back`), anywhere in the text.
    #[must_use]
    pub fn step(&self, pos: BytePos, unit: Granularity, back: bool) -> BytePos {
        let text = self.as_str();
        let at = text.floor_char_boundary(pos.index());
        let index = match (unit, back) {
            (Granularity::Grapheme, false) => {
                text[at..].graphemes(true).next().map_or(at, |cluster| at + cluster.len())
            }
            (Granularity::Grapheme, true) => {
                text[..at].graphemes(true).next_back().map_or(at, |cluster| at - cluster.len())
            }
            (Granularity::Word, false) => text[at..]
                .split_word_bound_indices()
                .skip_while(|(_, word)| word.trim().is_empty())
                .map(|(offset, word)| at + offset + word.len())
                .next()
                .unwrap_or(text.len()),
            (Granularity::Word, true) => text[..at]
                .split_word_bound_indices()
                .rev()
                .find(|(_, word)| !word.trim().is_empty())
                .map_or(0, |(offset, _)| offset),
            // Sentences and paragraphs are stepped through within one line of text: they never
            // reach over a line end.
            (_, false) => {
                let line = text[at..].find('\n').map_or(text.len(), |n| at + n);
                if line == at {
                    return self.step(pos, Granularity::Grapheme, false);
                }
                let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
                sentences(&text[start..line])
                    .iter()
                    .map(|(offset, sentence)| start + offset + sentence.len())
                    .find(|&end| end > at)
                    .unwrap_or(line)
            }
            (_, true) => {
                let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
                if start == at {
                    return self.step(pos, Granularity::Grapheme, true);
                }
                let line = text[at..].find('\n').map_or(text.len(), |n| at + n);
                sentences(&text[start..line])
                    .iter()
                    .rev()
                    .map(|(offset, _)| start + offset)
                    .find(|&begin| begin < at)
                    .unwrap_or(start)
            }
        };
        BytePos::from_index(index)
    }
}

/// The pieces that `start..end` touches, as one range; an empty range takes the piece it is in.
fn covering<'a>(pieces: impl Iterator<Item = (usize, &'a str)>, start: usize, end: usize) -> (usize, usize) {
    let mut found: Option<(usize, usize)> = None;
    let mut last = (start, end);
    for (offset, piece) in pieces {
        let after = offset + piece.len();
        last = (offset, after);
        let touched =
            if start == end { offset <= start && start < after } else { offset < end && start < after };
        if touched {
            found = Some((found.map_or(offset, |(from, _)| from), after));
        }
    }
    found.unwrap_or(if start == end { last } else { (start, end) })
}

/// Words whose full stop does not end a sentence.
const ABBREVIATIONS: [&str; 37] = [
    "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Sr.", "Jr.", "St.", "Gen.", "Adm.", "Lt.", "Col.", "Maj.",
    "Capt.", "Sgt.", "Rep.", "Sen.", "Gov.", "Pres.", "Rev.", "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.",
    "Aug.", "Sep.", "Sept.", "Oct.", "Nov.", "Dec.", "No.", "vs.", "Inc.", "Ltd.", "Co.",
];

/// The sentences of `text` with their offsets; together they are all of it.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut bounds: Vec<(usize, usize)> = Vec::new();
    let mut joined = false;
    for (offset, sentence) in text.split_sentence_bound_indices() {
        let end = offset + sentence.len();
        match bounds.last_mut() {
            Some(last) if joined => last.1 = end,
            _ => bounds.push((offset, end)),
        }
        joined = ends_in_abbreviation(sentence);
    }
    bounds.into_iter().map(|(from, to)| (from, &text[from..to])).collect()
}

fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(word) = sentence.split_whitespace().next_back() else { return false };
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    // Initials and acronyms: "U.S.", "J."
    let initials = word.len() >= 2
        && word.len() % 2 == 0
        && word.as_bytes().chunks(2).all(|pair| pair[0].is_ascii_uppercase() && pair[1] == b'.');
    initials || ABBREVIATIONS.contains(&word)
}

/// The quotations of one block: byte ranges that include their marks, outer ones first.
///
/// Curly and corner marks nest; straight marks open and close in turn. A mark without a partner
/// takes the text to the end of the block, as a quotation that runs on into the next one does.
#[must_use]
pub(super) fn quotations(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, mark) in text.char_indices() {
        let after = at + mark.len_utf8();
        let closes = match mark {
            '\u{201d}' => Some('\u{201c}'),
            '」' => Some('「'),
            '』' => Some('『'),
            '»' => Some('«'),
            '"' if open.iter().any(|(opener, _)| *opener == '"') => Some('"'),
            _ => None,
        };
        if let Some(opener) = closes {
            // A closing mark also ends what was left open inside it.
            if let Some(depth) = open.iter().rposition(|(mark, _)| *mark == opener) {
                found.push((open[depth].1, after));
                open.truncate(depth);
            }
        } else if matches!(mark, '\u{201c}' | '「' | '『' | '«' | '"') {
            open.push((mark, at));
        }
    }
    found.extend(open.into_iter().map(|(_, at)| (at, text.len())));
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(text: &StoryText) -> TextRange {
        TextRange { start: BytePos(0), end: text.end() }
    }

    fn widened(text: &str, needle: &str) -> Vec<String> {
        let text = StoryText::from_canonical(text);
        let at = text.as_str().find(needle).unwrap();
        let mut range = TextRange::from_indices(at, at);
        let mut steps = Vec::new();
        while let Some((wider, _)) = text.widen(range, whole(&text)) {
            steps.push(text.slice(wider).unwrap().to_owned());
            range = wider;
        }
        steps
    }

    #[test]
    fn widens_over_word_quotation_sentence_paragraph() {
        let text = "It rained. \u{201c}We will wait, and wait,\u{201d} the U.S. envoy said. Then he left.";
        assert_eq!(
            widened(text, "wait,"),
            [
                "wait",
                "\u{201c}We will wait, and wait,\u{201d}",
                "\u{201c}We will wait, and wait,\u{201d} the U.S. envoy said.",
                text
            ]
        );
    }

    #[test]
    fn a_caret_at_the_end_of_a_word_belongs_to_it() {
        let text = StoryText::from_canonical("Kim went");
        let caret = TextRange::from_indices(3, 3);
        let word = text.unit_around(caret, whole(&text), Granularity::Word).unwrap();
        assert_eq!(text.slice(word), Some("Kim"));
    }

    #[test]
    fn an_unbalanced_mark_is_no_trap() {
        let text = "He saw a \"brighter\" chapter\" ahead.";
        assert_eq!(widened(text, "bright")[1], "\"brighter\"");
        let runs_on = "\u{201c}And if we succeed, we all gain.";
        assert_eq!(widened(runs_on, "gain")[1], runs_on);
    }

    #[test]
    fn chinese_sentences_end_at_their_full_stop() {
        let text = "会谈推迟了。特使说:「不着急。」他离开了。";
        let steps = widened(text, "推");
        assert_eq!(steps[0], "推");
        assert_eq!(steps[1], "会谈推迟了。");
    }

    #[test]
    fn words_step_both_ways() {
        let text = StoryText::from_canonical("One  two.\nThree");
        assert_eq!(text.step(BytePos(0), Granularity::Word, false), BytePos(3));
        assert_eq!(text.step(BytePos(3), Granularity::Word, false), BytePos(8));
        assert_eq!(text.step(BytePos(8), Granularity::Word, true), BytePos(5));
        assert_eq!(text.step(BytePos(10), Granularity::Sentence, false), BytePos(15));
    }

    proptest! {
        #[test]
        fn units_are_inside_the_block_and_on_boundaries(
            text in "(?s)[a-z .\"“”「」\\n汉字é👨‍👩‍👧\u{300}]{0,60}", a in 0usize..200, b in 0usize..200,
        ) {
            let text = StoryText::from_canonical(text);
            let (a, b) = (text.floor(BytePos::from_index(a)), text.floor(BytePos::from_index(b)));
            let range = TextRange::between(a, b);
            for unit in [Granularity::Grapheme, Granularity::Word, Granularity::Quotation,
                         Granularity::Sentence, Granularity::Paragraph] {
                if let Some(found) = text.unit_around(range, whole(&text), unit) {
                    prop_assert!(text.slice(found).is_some());
                }
                for back in [true, false] {
                    let there = text.step(a, unit, back);
                    prop_assert!(text.as_str().is_char_boundary(there.index()));
                    let onward = if back { there <= a } else { there >= a };
                    prop_assert!(onward);
                }
            }
        }
    }
}
