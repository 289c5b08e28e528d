//! What is sought in a text, made ready to be found fast.

mod caseless;
mod edges;
mod expression;
mod fold;
mod scan;
mod wrong;

pub use wrong::QueryError;

use std::ops::Range;

use self::caseless::has_case;
use self::edges::is_edge;
use self::expression::{Expression, after};
use self::scan::Scan;
use super::query::Query;

/// What is sought in a text.
#[derive(Clone, Debug)]
pub struct Pattern {
    way: Way,
    whole_word: bool,
}

#[derive(Clone, Debug)]
enum Way {
    /// These very characters.
    Exact(Box<memchr::memmem::Finder<'static>>, usize),
    /// ASCII words, whatever their case. The Kelvin sign is a "K" too; in the rare text that has one,
    /// the expression stands in.
    Ascii(Scan, Option<Box<Expression>>),
    /// An expression.
    Regex(Box<Expression>),
}

/// The only character beyond ASCII whose lower case is a character of ASCII.
const KELVIN: &str = "\u{212a}";

impl Pattern {
    /// What a query seeks; `None` where it has no words.
    ///
    /// # Errors
    /// What is wrong with its regular expression, and where.
    pub fn of(query: &Query) -> Result<Option<Self>, QueryError> {
        let words = query.words.as_str();
        if words.is_empty() {
            return Ok(None);
        }
        let way = if query.regex {
            Way::Regex(Box::new(Expression::new(words, query.match_case)?))
        } else if query.match_case || !has_case(words) {
            Way::Exact(Box::new(memchr::memmem::Finder::new(words).into_owned()), words.len())
        } else {
            let folded = || Expression::new(&fold::expression(words), true).map(Box::new);
            if words.is_ascii() {
                let kelvin = words.contains(['k', 'K']).then(folded).transpose()?;
                Way::Ascii(Scan::new(words), kelvin)
            } else {
                Way::Regex(folded()?)
            }
        };
        Ok(Some(Self { way, whole_word: query.whole_word }))
    }

    /// Calls `hit` with every place in `text` where it stands, none over another, each as early as it
    /// can be, until it says no. A place without text is none.
    pub fn each(&self, text: &str, mut hit: impl FnMut(Range<usize>) -> bool) {
        let whole = |range: &Range<usize>| {
            !self.whole_word || (is_edge(text, range.start) && is_edge(text, range.end))
        };
        match &self.way {
            Way::Exact(finder, length) => {
                let mut from = 0;
                while let Some(start) = text.get(from..).and_then(|rest| finder.find(rest.as_bytes())) {
                    let range = from + start..from + start + length;
                    from = if !whole(&range) {
                        after(text, range.start)
                    } else if hit(range.clone()) {
                        range.end
                    } else {
                        return;
                    };
                }
            }
            Way::Ascii(scan, kelvin) => match kelvin {
                Some(regex) if memchr::memmem::find(text.as_bytes(), KELVIN.as_bytes()).is_some() => {
                    regex.each(text, whole, hit);
                }
                _ => {
                    let mut from = 0;
                    scan.each(text, |range| {
                        if range.start < from || !whole(&range) {
                            return true;
                        }
                        from = range.end;
                        hit(range)
                    });
                }
            },
            Way::Regex(regex) => regex.each(text, whole, hit),
        }
    }

    /// Every place in `text` where it stands.
    #[must_use]
    pub fn all(&self, text: &str) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        self.each(text, |range| {
            all.push(range);
            true
        });
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn query(words: &str) -> Query {
        Query { words: words.to_owned(), ..Query::default() }
    }

    fn found<'t>(query: &Query, text: &'t str) -> Vec<&'t str> {
        Pattern::of(query).unwrap().unwrap().all(text).into_iter().map(|range| &text[range]).collect()
    }

    /// Every place, looked for character by character.
    fn naive(query: &Query, text: &str) -> Vec<Range<usize>> {
        let lower = |words: &str| -> Vec<char> {
            if query.match_case {
                words.chars().collect()
            } else {
                words.chars().flat_map(char::to_lowercase).collect()
            }
        };
        let sought = lower(&query.words);
        let ends = |start: usize| {
            let ends = text[start..].char_indices().map(|(at, c)| start + at + c.len_utf8());
            ends.take_while(|end| lower(&text[start..*end]).len() <= sought.len())
                .find(|end| lower(&text[start..*end]) == sought)
        };
        let (mut hits, mut from) = (Vec::new(), 0);
        for (start, _) in text.char_indices() {
            let Some(end) = ends(start).filter(|_| start >= from) else { continue };
            if !query.whole_word || (is_edge(text, start) && is_edge(text, end)) {
                hits.push(start..end);
                from = end;
            }
        }
        hits
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        /// However it is found, it is what a patient reader finds.
        #[test]
        fn it_finds_what_a_patient_reader_finds(
            text in "[aAkKeEßẞiIİ\u{307}\u{301}\u{212a}éÉσςΣ首尔 _.]{0,40}",
            words in "[aAkKeEßẞiIİ\u{307}\u{301}\u{212a}éÉσςΣ首尔 .]{1,4}",
            whole_word: bool,
            match_case: bool,
        ) {
            let query = Query { whole_word, match_case, ..query(&words) };
            let pattern = Pattern::of(&query).unwrap().unwrap();
            prop_assert_eq!(pattern.all(&text), naive(&query, &text));
        }

        /// So also in any text at all.
        #[test]
        fn it_finds_any_words(text in "\\PC{0,60}", from in 0usize..60, length in 1usize..8, whole_word: bool) {
            let words: String = text.chars().skip(from).take(length).collect();
            prop_assume!(!words.is_empty());
            let query = Query { whole_word, ..query(&words.to_uppercase()) };
            let pattern = Pattern::of(&query).unwrap().unwrap();
            prop_assert_eq!(pattern.all(&text), naive(&query, &text));
        }
    }

    #[test]
    fn words_are_found_whatever_their_case_and_script() {
        let text = "Seoul and SEOUL. 首尔与首尔 İstanbul 300 \u{212a}, Straße";
        assert_eq!(found(&query("seoul"), text), ["Seoul", "SEOUL"]);
        assert_eq!(found(&query("首尔"), text), ["首尔", "首尔"]);
        assert_eq!(found(&query("i\u{307}ST"), text), ["İst"]);
        assert_eq!(found(&query("k"), text), ["\u{212a}"]);
        assert_eq!(found(&query("STRAẞE"), text), ["Straße"]);
        assert!(found(&query("strasse"), text).is_empty());
        assert!(found(&Query { match_case: true, ..query("seoul") }, text).is_empty());
    }

    #[test]
    fn a_whole_word_that_overlaps_part_of_another_is_found() {
        let query = Query { whole_word: true, ..query("a a") };
        assert_eq!(Pattern::of(&query).unwrap().unwrap().all("ba a a"), vec![3..6]);
    }

    #[test]
    fn expressions_are_found_and_those_of_nothing_are_none() {
        let regex = |words: &str| Query { regex: true, ..query(words) };
        assert_eq!(found(&regex("s(eou|an)l?"), "Seoul, sand"), ["Seoul", "san"]);
        assert_eq!(found(&regex("x*"), "axxb"), ["xx"]);
        assert_eq!(found(&regex("^b.*$"), "a\nbc\n"), ["bc"]);
        assert_eq!(found(&Query { whole_word: true, ..regex("rail") }, "railway rail"), ["rail"]);
        assert!(found(&regex("x*"), "").is_empty());
    }

    #[test]
    fn what_is_wrong_with_an_expression_is_told_with_its_place() {
        let wrong = |words: &str| Pattern::of(&Query { regex: true, ..query(words) }).unwrap_err();
        assert_eq!(wrong("é(a").to_string(), "unclosed group, at character 2");
        assert_eq!(wrong("a**{"), QueryError::Syntax { problem: wrong_kind("a**{"), at: 4 });
        assert!(matches!(wrong(r"\p{Nobody}"), QueryError::Syntax { at: 1, .. }));
        assert_eq!(wrong("((((a{100}){100}){100}){100})"), QueryError::TooLarge);
        assert!(matches!(wrong(&"(".repeat(5_000)), QueryError::Syntax { .. }));
        assert!(matches!(
            wrong(&format!("{}{}", "(".repeat(5_000), ")".repeat(5_000))),
            QueryError::Syntax { .. }
        ));
    }

    fn wrong_kind(words: &str) -> String {
        regex_syntax::Parser::new().parse(words).unwrap_err().to_string().lines().last().unwrap()
            ["error: ".len()..]
            .to_owned()
    }

    #[test]
    fn an_explosive_expression_takes_no_longer_than_its_text() {
        let query = Query { regex: true, ..query("(a+)+(a+)+b") };
        assert!(found(&query, &"a".repeat(200_000)).is_empty());
    }
}
