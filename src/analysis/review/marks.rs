//! Whether a passage is a quotation by its marks, in whatever script they are.

use crate::claims::Passage;

/// Marks that are nothing else, wherever they stand.
const SURE: &str = "\"\u{201c}\u{201d}\u{201e}\u{201f}\u{ab}\u{bb}\u{2039}\u{203a}\u{300c}\u{300d}\u{300e}\u{300f}\u{fe41}\u{fe42}\u{fe43}\u{fe44}\u{ff02}\u{ff62}\u{ff63}\u{301d}\u{301e}\u{301f}\u{2018}\u{201a}\u{201b}";

/// What may stand between a quotation and its closing mark, where the passage ends before it.
const BETWEEN: &str = ",.!?;:\u{2026}\u{3002}\u{ff0c}\u{ff01}\u{ff1f}\u{3001}\u{60c}\u{61f}";

/// Whether the passage holds a quotation mark, or has one beside it.
pub(super) fn is_quoted(passage: &Passage) -> bool {
    holds(passage.quote()) || ends_in(passage.before(), passage.quote()) || begins_with(passage.after())
}

fn holds(words: &str) -> bool {
    let mut before = None;
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        if SURE.contains(letter) || is_single(letter, before, letters.peek().copied()) {
            return true;
        }
        before = Some(letter);
    }
    false
}

/// Whether what stands before a passage ends in a mark that opens it.
fn ends_in(before: &str, words: &str) -> bool {
    let mut letters = before.trim_end().chars().rev();
    let Some(last) = letters.next() else { return false };
    SURE.contains(last) || is_single(last, letters.next(), words.chars().next())
}

/// Whether what stands after a passage begins with a mark that closes it.
fn begins_with(after: &str) -> bool {
    let rest = after.trim_start_matches(|letter: char| letter.is_whitespace() || BETWEEN.contains(letter));
    let mut letters = rest.chars();
    let Some(first) = letters.next() else { return false };
    let apart = letters.next().is_none_or(|next| !next.is_alphanumeric());
    SURE.contains(first) || (matches!(first, '\'' | '\u{2019}') && apart)
}

/// Whether a mark that may be an apostrophe is none: it opens a word, or closes after a stop.
fn is_single(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let opens = || before.is_none_or(char::is_whitespace) && after.is_some_and(|next| next.is_alphanumeric());
    let closes = || before.is_some_and(|last| BETWEEN.contains(last));
    match mark {
        '\'' => opens() || closes(),
        '\u{2019}' => closes(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{StoryText, TextRange};

    fn quoted(text: &str, words: &str) -> bool {
        let text = StoryText::from_canonical(text);
        let at = text.as_str().find(words).unwrap();
        is_quoted(&Passage::of(&text, TextRange::from_indices(at, at + words.len())).unwrap())
    }

    #[test]
    fn marks_of_every_script_are_seen() {
        for text in [
            "\u{201c}We wait\u{201d}, he said.",
            "\u{201e}We wait\u{201c}, he said.",
            "\u{ab} We wait \u{bb}, he said.",
            "\u{ab}We wait\u{bb}, he said.",
            "\u{300c}We wait\u{300d} he said.",
            "\"We wait,\" he said.",
            "\u{2018}We wait\u{2019}, he said.",
            "'We wait', he said.",
        ] {
            assert!(quoted(text, "We wait"), "beside it: {text}");
            assert!(quoted(text, text), "in it: {text}");
        }
    }

    #[test]
    fn one_mark_beside_it_is_enough() {
        assert!(quoted("He said: \u{201c}We wait and see.\u{201d}", "We wait"));
        assert!(quoted("\u{201c}We wait and see,\u{201d} he said.", "and see"));
        assert!(quoted("We wait. \u{2019}", "We wait"));
    }

    #[test]
    fn an_apostrophe_is_no_quotation_mark() {
        for text in [
            "He said they don\u{2019}t wait.",
            "It\u{2019}s the ministers\u{2019} plan",
            "It's the ministers' plan",
        ] {
            assert!(!quoted(text, text), "{text}");
        }
        assert!(!quoted("He said they would wait. Then \u{201c}no\u{201d}.", "they would wait"));
    }
}
