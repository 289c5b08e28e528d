//! A regular expression, matched at the speed of its automaton.
//!
//! The fast automaton cannot tell an edge of words (`\b`) beside a character beyond ASCII, and one
//! typographic quotation mark makes a text such. There the expression is first sought without its
//! edges; it can only stand where that begins, and is looked for with them at that place alone.

use std::ops::Range;

use regex_automata::meta::{Config, Regex};
use regex_automata::nfa::thompson::WhichCaptures;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Hir, HirKind, Look};

use super::wrong::QueryError;

/// The most memory that a compiled expression may take, in bytes.
const LARGEST: usize = 4 << 20;

/// Matches longer than this, in bytes, cost too much to be looked for in vain again and again.
const SHORT: usize = 64;

/// A compiled regular expression. A clone has working memory of its own; threads that share one wait
/// for each other.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    whole: Regex,
    loose: Option<Loose>,
}

/// The expression without its edges of words.
#[derive(Clone, Debug)]
struct Loose {
    regex: Regex,
    /// Whether its matches are short.
    short: bool,
}

impl Expression {
    /// # Errors
    /// What is wrong with it, and where.
    pub(super) fn new(expression: &str, match_case: bool) -> Result<Self, QueryError> {
        let config = syntax::Config::new().case_insensitive(!match_case).multi_line(true);
        let parsed = syntax::parse_with(expression, &config);
        let hir = parsed.map_err(|error| QueryError::of(expression, &error))?;
        let of_edges = hir.properties().look_set().contains_word_unicode();
        let loose = of_edges.then(|| without_edges(&hir)).and_then(|hir| {
            let facts = hir.properties();
            let short = facts.maximum_len().is_some_and(|most| most <= SHORT);
            // Where nothing is left, every place would be a beginning.
            let regex = facts.minimum_len().filter(|least| *least > 0).and_then(|_| build(&hir).ok())?;
            Some(Loose { regex, short })
        });
        Ok(Self { whole: build(&hir)?, loose })
    }

    /// Calls `hit` with the matches in `text` that pass `whole`, until it says no.
    pub(super) fn each(
        &self,
        text: &str,
        whole: impl Fn(&Range<usize>) -> bool,
        mut hit: impl FnMut(Range<usize>) -> bool,
    ) {
        let mut walk = Walk::of(self, text);
        let mut from = 0;
        while let Some(range) = walk.next(from) {
            from = if range.is_empty() {
                after(text, range.end)
            } else if !whole(&range) {
                after(text, range.start)
            } else if hit(range.clone()) {
                range.end
            } else {
                return;
            };
        }
    }
}

/// A way through one text.
struct Walk<'w> {
    whole: &'w Regex,
    loose: Option<&'w Regex>,
    text: &'w str,
    /// How often it may still be looked for in vain before the slow way is the shorter one.
    patience: usize,
}

impl<'w> Walk<'w> {
    fn of(expression: &'w Expression, text: &'w str) -> Self {
        let loose = expression.loose.as_ref().filter(|_| !text.is_ascii());
        let patience = if loose.is_some_and(|loose| loose.short) { 64 + text.len() / 32 } else { 16 };
        Self { whole: &expression.whole, loose: loose.map(|loose| &loose.regex), text, patience }
    }

    /// The first match from `from` on.
    fn next(&mut self, mut from: usize) -> Option<Range<usize>> {
        while from <= self.text.len() {
            let rest = || Input::new(self.text).span(from..self.text.len());
            let Some(loose) = self.loose.filter(|_| self.patience > 0) else {
                return self.whole.search(&rest()).map(|found| found.range());
            };
            let start = loose.search(&rest())?.start();
            let here = Input::new(self.text).span(start..self.text.len()).anchored(Anchored::Yes);
            if let Some(found) = self.whole.search(&here) {
                return Some(found.range());
            }
            self.patience -= 1;
            from = after(self.text, start);
        }
        None
    }
}

/// The place after the character at `at`; beyond the text at its end.
pub(super) fn after(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

fn build(hir: &Hir) -> Result<Regex, QueryError> {
    let config = Config::new()
        .nfa_size_limit(Some(LARGEST))
        .hybrid_cache_capacity(2 * LARGEST)
        .which_captures(WhichCaptures::Implicit);
    let built = Regex::builder().configure(config).build_from_hir(hir);
    // What was parsed is right; it is only ever refused for what it would take.
    built.map_err(|_| QueryError::TooLarge)
}

/// The same with nothing in the place of each edge of words.
fn without_edges(hir: &Hir) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(without_edges).collect();
    match hir.kind() {
        HirKind::Look(look) if is_edge_of_words(*look) => Hir::empty(),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => hir.clone(),
        HirKind::Repetition(repetition) => Hir::repetition(repetition.with(without_edges(&repetition.sub))),
        // Nobody asks for groups.
        HirKind::Capture(capture) => without_edges(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
    }
}

fn is_edge_of_words(look: Look) -> bool {
    matches!(
        look,
        Look::WordUnicode
            | Look::WordUnicodeNegate
            | Look::WordStartUnicode
            | Look::WordEndUnicode
            | Look::WordStartHalfUnicode
            | Look::WordEndHalfUnicode
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(expression: &str, text: &str) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        Expression::new(expression, false).unwrap().each(
            text,
            |_| true,
            |range| {
                all.push(range);
                true
            },
        );
        all
    }

    /// The matches as the engine finds them by itself.
    fn plainly(expression: &str, text: &str) -> Vec<Range<usize>> {
        let whole = Expression::new(expression, false).unwrap().whole;
        whole.find_iter(text).map(|found| found.range()).filter(|range| !range.is_empty()).collect()
    }

    const PARTS: &str = r"(\\b|\\B|a|b|e|é|首|\\w|\\W|\\w\+|a\*|\\d|“|\\s|\.|\\b\{start\}|\\b\{end\}|\(a\|ab\)|\(\\b\|e\)){1,6}";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(800))]

        /// The fast way finds what the slow one does.
        #[test]
        fn edges_stand_where_the_slow_way_finds_them(
            expression in PARTS, text in "[abe é首“ ’1]{0,30}", again in 1usize..30,
        ) {
            let text = text.repeat(again);
            prop_assert_eq!(all(&expression, &text), plainly(&expression, &text), "{}", expression);
        }
    }

    #[test]
    fn edges_are_those_of_words_of_any_script() {
        let text = "“rail” railway, été; 首尔";
        let found = |expression: &str| -> Vec<&str> {
            all(expression, text).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(found(r"\brail\b"), ["rail"]);
        assert_eq!(found(r"\b\w+\b"), ["rail", "railway", "été", "首尔"]);
        assert_eq!(found(r"\bt\w*"), Vec::<&str>::new(), "é is a letter");
        assert_eq!(found(r"\b"), Vec::<&str>::new(), "a place without text is none");
    }

    #[test]
    fn what_stands_nowhere_is_not_sought_for_ever() {
        // Each "a" could begin it, as far as its words go.
        let text = "a é ".repeat(20_000);
        assert!(all(r"(?s)a.*\Ba\Bz?", &text).len() < 2);
    }
}
