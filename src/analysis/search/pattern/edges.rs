//! Where words begin and end.

use unicode_normalization::char::is_combining_mark;

/// Whether a word begins or ends in `text` at `at`, which is on a character's boundary: anywhere but
/// between two letters, digits or underscores. Ideographs and kana are written without spaces, so
/// each is a word of its own, as in UAX #29.
pub(super) fn is_edge(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    let (Some(before), Some(after)) = (before, after) else { return true };
    if is_combining_mark(after) {
        // It belongs to the letter before it.
        return false;
    }
    let before = if is_combining_mark(before) { bearer(&text[..at]) } else { before };
    !(is_of_word(before) && is_of_word(after)) || stands_alone(before) || stands_alone(after)
}

/// The letter that the marks at the end of `text` stand on.
fn bearer(text: &str) -> char {
    text.chars().rev().take(32).find(|c| !is_combining_mark(*c)).unwrap_or(' ')
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Ideographs, hiragana and katakana.
fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{3006}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_a_reader_says() {
        let whole = |text: &str, word: &str| {
            let at = text.find(word).unwrap();
            is_edge(text, at) && is_edge(text, at + word.len())
        };
        assert!(whole("the rail, and", "rail"));
        assert!(!whole("the railway", "rail"));
        assert!(!whole("a_rail", "rail"));
        assert!(whole("首尔与平壤", "首尔"), "ideographs are words of their own");
        assert!(!whole("cafe\u{301}", "cafe"), "a mark belongs to its letter");
        assert!(!whole("cafe\u{301}s", "s"), "and what follows it to the same word");
        assert!(whole("“rail”", "“rail”"));
        assert!(!whole("서울에서", "서울"), "Korean has spaces between words");
    }
}
