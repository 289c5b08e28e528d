//! Words of a project as one line of a list: nothing invisible, nothing endless.

use crate::story::{is_hidden, spell_out};

/// `text` on one line: runs of white space are one space, hidden characters are
/// spelt out, and after `most` characters comes an ellipsis.
///
/// Only as much of `text` is read as is shown.
#[must_use]
pub fn shown(text: &str, most: usize) -> String {
    shown_parts(std::iter::once(text), most)
}

/// The same for several texts in a row, without joining them first.
#[must_use]
pub fn shown_parts<'a>(texts: impl IntoIterator<Item = &'a str>, most: usize) -> String {
    let mut line = String::new();
    let mut count = 0;
    for character in texts.into_iter().flat_map(str::chars) {
        if count >= most {
            line.truncate(line.trim_end().len());
            line.push('\u{2026}');
            break;
        }
        if character.is_whitespace() {
            if line.is_empty() || line.ends_with(' ') {
                continue;
            }
            line.push(' ');
        } else if is_hidden(character) {
            spell_out(&mut line, character);
        } else {
            line.push(character);
        }
        count += 1;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_spelt_out() {
        assert_eq!(shown("a\u{1b}[31m\u{202e}b\n\n c", 40), "a‹U+001B›[31m‹U+202E›b c");
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(shown("one two three", 8), "one two\u{2026}");
        assert_eq!(shown(&"x".repeat(10_000_000), 5), "xxxxx\u{2026}");
        assert_eq!(shown("abc", 3), "abc");
    }
}
