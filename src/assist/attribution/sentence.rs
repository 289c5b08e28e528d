//! A block cut into words that know what ends behind them, and what of it is quoted.

use std::ops::Range;

use super::verbs::is_shortened;

/// One word without the signs around it.
#[derive(Clone, Debug)]
pub(super) struct Word<'t> {
    pub text: &'t str,
    pub range: Range<usize>,
    /// What signs and blanks stand between it and the next one.
    pub after: Gap,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
}

/// What ends behind a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    Blank,
    /// A clause.
    Clause,
    /// A sentence.
    Sentence,
}

pub(super) fn words(block: &str) -> Vec<Word<'_>> {
    let quoted = quotations(block);
    let mut words: Vec<Word<'_>> = Vec::new();
    for piece in block.split(char::is_whitespace) {
        let at = piece.as_ptr() as usize - block.as_ptr() as usize;
        // Dashes join clauses without blanks: "the deal—he said—is done".
        for part in piece.split(['\u{2014}', '\u{2026}']) {
            let from = at + (part.as_ptr() as usize - piece.as_ptr() as usize);
            let text = part.trim_matches(|sign: char| !sign.is_alphanumeric());
            let range = from + (text.as_ptr() as usize - part.as_ptr() as usize);
            let range = range..range + text.len();
            if !text.is_empty() {
                let quoted = quoted.iter().any(|quote| quote.contains(&range.start));
                words.push(Word { text, range, after: Gap::Blank, quoted });
            }
        }
    }
    for number in 0..words.len() {
        let from = words[number].range.end;
        let to = words.get(number + 1).map_or(block.len(), |next| next.range.start);
        words[number].after = gap(words[number].text, &block[from..to], block[to..].chars().next());
    }
    words
}

fn gap(word: &str, signs: &str, next: Option<char>) -> Gap {
    let Some(next) = next else { return Gap::Sentence };
    let stop = signs.contains(['.', '!', '?']);
    let shortened = signs.starts_with('.') && is_shortened(word);
    if signs.contains('\n') || stop && !shortened && !next.is_lowercase() {
        return Gap::Sentence;
    }
    // The apostrophe is no end: "the ministers' envoy said".
    let ends = signs.contains([',', ';', ':', '(', ')', '\u{2014}', '!', '?'])
        || signs.contains(" - ")
        || signs.contains('\u{2013}')
        || signs.contains(is_mark)
        || signs.contains('.') && !shortened;
    if ends { Gap::Clause } else { Gap::Blank }
}

/// Quotation marks in pairs; single ones are apostrophes as often.
fn is_mark(sign: char) -> bool {
    matches!(sign, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}')
}

/// What stands in quotation marks. One that is opened and not closed goes on to the end: the next
/// paragraph opens it again.
pub(super) fn quotations(block: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut before = ' ';
    for (at, sign) in block.char_indices() {
        let opens = match sign {
            '\u{201c}' | '\u{201e}' | '\u{ab}' => Some(true),
            '\u{201d}' | '\u{bb}' => Some(false),
            // A straight one opens where a word begins.
            '"' => Some(open.is_none() && !before.is_alphanumeric() && !".,!?".contains(before)),
            _ => None,
        };
        match (opens, open) {
            (Some(true), None) => open = Some(at),
            (Some(false), Some(start)) => {
                found.push(start..at + sign.len_utf8());
                open = None;
            }
            _ => {}
        }
        before = sign;
    }
    found.extend(open.map(|start| start..block.len()));
    found
}
