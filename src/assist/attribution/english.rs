//! Attributions in English and in languages that build them alike.

use std::ops::Range;

use super::Found;
use super::sentence::{Gap, Word, quotations, words};
use super::verbs::{ends_name, is_subject, names_hearer, opens_clause, reports, turns};

/// More words than this are no longer the name of a speaker.
const LONGEST_NAME: usize = 8;
/// More words than this before a verb are no subject: "a senior official of the ministry who asked not to
/// be named".
const LONGEST_SUBJECT: usize = 16;
/// More than this between "told" and what was told are no hearer.
const LONGEST_HEARER: usize = 5;
/// What stands further from the passage than this, in words, is of something else.
const REACH: usize = 30;
/// Blocks are read to this distance from the passage, in bytes.
const WIDTH: usize = 3_000;
/// A longer passage is no one's words in one sentence, in bytes; and it is looked at in every frame.
const LONGEST_PASSAGE: usize = 10_000;

/// The attribution nearest to `passage` in its sentences.
pub(super) fn find(block: &str, passage: Range<usize>) -> Option<Found> {
    if passage.len() > LONGEST_PASSAGE {
        return None;
    }
    let from = block.floor_char_boundary(passage.start.saturating_sub(WIDTH));
    let to = block.ceil_char_boundary((passage.end + WIDTH).min(block.len()));
    let (near, within) = (&block[from..to], passage.start - from..passage.end - from);
    let sentence = Sentence::around(near, within)?;
    let found = sentence.nearest()?;
    let moved = |range: Range<usize>| from + range.start..from + range.end;
    Some(Found { cue: moved(found.cue), source: moved(found.source) })
}

/// The words that a passage's attribution is looked for in, by their numbers.
struct Sentence<'t> {
    words: Vec<Word<'t>>,
    /// The first word of the sentence and the one after the last.
    all: Range<usize>,
    /// The same of the passage.
    passage: Range<usize>,
    /// The word after the sentence's last; what comes then is one that follows a quotation.
    last: usize,
}

/// A cue and its source, by the numbers of their words.
#[derive(Debug)]
struct Candidate {
    cue: Range<usize>,
    source: Range<usize>,
}

impl<'t> Sentence<'t> {
    /// The sentences that a passage, and the quotations that it is part of, stand in.
    fn around(block: &'t str, passage: Range<usize>) -> Option<Self> {
        let words = words(block);
        let mut wide = passage.clone();
        for quote in quotations(block) {
            if quote.start < passage.end && passage.start < quote.end {
                wide = wide.start.min(quote.start)..wide.end.max(quote.end);
            }
        }
        let numbers = |range: &Range<usize>| {
            let first = words.partition_point(|word| word.range.end <= range.start);
            let after = words.partition_point(|word| word.range.start < range.end);
            first..after
        };
        let (wide, passage) = (numbers(&wide), numbers(&passage));
        if passage.is_empty() {
            return None;
        }
        let ends = |word: &Word<'_>| word.after == Gap::Sentence;
        let first = words[..wide.start].iter().rposition(ends).map_or(0, |at| at + 1);
        let end_from =
            |at: usize| words[at..].iter().position(ends).map_or(words.len(), |further| at + further + 1);
        let last = end_from(wide.end - 1);
        // "“No hurry.” The envoy says": the sentence behind what is quoted may begin with who said it.
        let more = words[last - 1].quoted && last < words.len() && !words[last].quoted;
        let all = first..if more { end_from(last) } else { last };
        Some(Self { all, words, passage, last })
    }

    fn nearest(&self) -> Option<Found> {
        let candidates = self.all.clone().filter_map(|at| self.at(at));
        let cost = |one: &Candidate| self.distance(&one.cue);
        // "A woman who asked not to be named said": what comes after "who" is said of the source.
        let aside = |one: &Candidate| self.words[one.source.end - 1].text == "who";
        let near = candidates.filter(|one| cost(one) <= 2 * REACH);
        let best = near.min_by_key(|one| (cost(one), aside(one)))?;
        let bytes = |words: Range<usize>| -> Option<Range<usize>> {
            Some(
                self.words.get(words.start)?.range.start
                    ..self.words.get(words.end.checked_sub(1)?)?.range.end,
            )
        };
        Some(Found { cue: bytes(best.cue)?, source: bytes(best.source)? })
    }

    /// How far a cue is from the passage, in half words: of two that are as far the later one counts, and
    /// within the passage one at its beginning or between quotations.
    fn distance(&self, cue: &Range<usize>) -> usize {
        if cue.start >= self.last {
            // Only at its beginning, and where the sentence itself names nobody.
            if cue.start == self.last { 2 * REACH } else { usize::MAX }
        } else if cue.start >= self.passage.end {
            2 * (cue.start - self.passage.end)
        } else if cue.end <= self.passage.start {
            2 * (self.passage.start - cue.end) + 1
        } else {
            let split = cue.start > 0
                && self.words[cue.start - 1].quoted
                && self.words.get(cue.end).is_some_and(|next| next.quoted);
            if cue.start == self.passage.start || split { 3 } else { 7 }
        }
    }

    /// The attribution whose verb, or whose "according to", is this word.
    fn at(&self, at: usize) -> Option<Candidate> {
        let word = &self.words[at];
        if word.quoted {
            return None;
        }
        let next = || self.words.get(at + 1).filter(|_| at + 1 < self.all.end);
        if word.text.eq_ignore_ascii_case("according") && next()?.text == "to" {
            let source = at + 2..self.name_end(at + 2, LONGEST_NAME);
            return (!source.is_empty()).then_some(Candidate { cue: at..source.end, source });
        }
        if !reports(word.text) {
            return None;
        }
        self.turned(at).or_else(|| self.plain(at))
    }

    /// "…,” said Mr Kim": the source stands behind the verb.
    fn turned(&self, at: usize) -> Option<Candidate> {
        let before = at.checked_sub(1).filter(|before| *before >= self.all.start)?;
        let after_quote = self.words[before].quoted;
        let after_passage = self.passage.end == at && self.words[before].after != Gap::Blank;
        if !(after_quote || after_passage)
            || !turns(self.words[at].text)
            || self.words[at].after != Gap::Blank
        {
            return None;
        }
        let source = at + 1..self.name_end(at + 1, LONGEST_NAME);
        (!source.is_empty()).then_some(Candidate { cue: at..source.end, source })
    }

    /// "the envoy told reporters": the source stands before the verb.
    fn plain(&self, at: usize) -> Option<Candidate> {
        let mut first = self.subject_start(at, |gap| gap != Gap::Blank);
        if first == at {
            // "Ann Lee, the envoy, said": over what is put in between commas.
            first = self.subject_start(at, |gap| gap == Gap::Sentence);
        }
        if first == at || at - first > LONGEST_SUBJECT {
            return None;
        }
        let heard = names_hearer(self.words[at].text) && self.words[at].after == Gap::Blank;
        let end = if heard { self.name_end(at + 1, LONGEST_HEARER) } else { at + 1 };
        Some(Candidate { cue: first..end.max(at + 1), source: first..at })
    }

    /// Where the subject of a verb begins: after what ends before it, a quotation or a word that opens a
    /// clause.
    fn subject_start(&self, verb: usize, ends: impl Fn(Gap) -> bool) -> usize {
        let mut first = verb;
        while first > self.all.start {
            let before = &self.words[first - 1];
            if before.quoted || ends(before.after) || opens_clause(before.text) {
                break;
            }
            // What the passage says is not who says it, unless it says both.
            if first == self.passage.end {
                break;
            }
            first -= 1;
            // "For the steps it says": nothing before it is part of such a subject.
            let is_close = first + 1 == verb;
            if is_subject(before.text) || is_close && self.is_it(first) {
                break;
            }
        }
        first
    }

    /// Whether this word is an "it" that speaks, and not one of whom somebody else does: "a man who saw
    /// it said".
    fn is_it(&self, at: usize) -> bool {
        let before = at.checked_sub(2).filter(|from| *from >= self.all.start);
        let seen = before.is_some_and(|from| self.words[from].text.eq_ignore_ascii_case("who"));
        self.words[at].text.eq_ignore_ascii_case("it") && !seen
    }

    /// The word after the last one of a name that begins at `from`.
    fn name_end(&self, from: usize, longest: usize) -> usize {
        let mut end = from;
        while end < self.all.end && end - from < longest {
            let word = &self.words[end];
            if word.quoted || ends_name(word.text) || (end == self.passage.start && end > 0) {
                break;
            }
            end += 1;
            if word.after != Gap::Blank {
                break;
            }
        }
        end
    }
}
