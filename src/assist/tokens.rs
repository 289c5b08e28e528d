//! Text cut into what names are compared by.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::story::folded;

/// A word, or one letter of a script that is written without blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The text of it as it stands there.
    pub text: &'t str,
    /// What stands between the token before and this one.
    pub gap: Gap,
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// What may stand within a name: a blank, a hyphen, a full stop with a blank, …
    Small,
    /// What ends any name.
    Wide,
}

impl<'t> Token<'t> {
    /// The token without regard to case and the spelling of accents.
    pub fn folded(&self) -> Cow<'t, str> {
        let text = self.text;
        if text.is_ascii() {
            let upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
            return if upper { text.to_ascii_lowercase().into() } else { text.into() };
        }
        folded(text).into()
    }
}

/// The letter is of a script that does not part words by blanks, or whose words take endings
/// without one: Han, Kana, Hangul, Thai, Lao, Khmer, Burmese.
fn stands_alone(letter: char) -> bool {
    matches!(u32::from(letter),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1100..=0x11ff | 0x1780..=0x17ff | 0x2e80..)
}

/// A vowel or final consonant of Hangul that is spelt apart from the consonant before it.
fn goes_on(letter: char) -> bool {
    matches!(letter, '\u{1160}'..='\u{11ff}') || is_combining_mark(letter)
}

/// Characters that stand between the words of one name.
fn joins(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\t'
            | '\n'
            | '\u{a0}'
            | '\u{202f}'
            | '\u{3000}'
            | '.'
            | '-'
            | '\''
            | '\u{2019}'
            | '\u{2010}'
            | '\u{2011}'
            | '\u{ad}'
            | '\u{b7}'
            | '\u{2027}'
            | '\u{30fb}'
            | '\u{ff0e}'
    )
}

/// The most characters that join two words of a name: a full stop and a blank.
const JOINT: usize = 2;

/// The tokens of `text`, in its order.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut letters = text.char_indices().peekable();
    let mut end = 0;
    std::iter::from_fn(move || {
        let (start, first) = letters.by_ref().find(|(_, letter)| letter.is_alphanumeric())?;
        let gap = gap(&text[end..start], end == 0);
        let alone = stands_alone(first);
        end = start + first.len_utf8();
        while let Some((at, letter)) = letters.next_if(|(_, letter)| {
            goes_on(*letter) || (!alone && letter.is_alphanumeric() && !stands_alone(*letter))
        }) {
            end = at + letter.len_utf8();
        }
        Some(Token { range: start..end, text: &text[start..end], gap })
    })
}

fn gap(between: &str, first: bool) -> Gap {
    if first {
        Gap::Wide
    } else if between.is_empty() {
        Gap::None
    } else if between.chars().count() <= JOINT && between.chars().all(joins) {
        Gap::Small
    } else {
        Gap::Wide
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, Gap)> {
        tokens(text).map(|token| (token.text, token.gap)).collect()
    }

    #[test]
    fn words_and_letters_of_scripts_without_blanks() {
        use Gap::{None, Small, Wide};
        assert_eq!(cut("Kim Jong-un's"), [("Kim", Wide), ("Jong", Small), ("un", Small), ("s", Small)]);
        assert_eq!(cut("one, two"), [("one", Wide), ("two", Wide)]);
        assert_eq!(cut("KCNA\u{793e}"), [("KCNA", Wide), ("\u{793e}", None)]);
        assert_eq!(cut("\u{91d1}\u{6b63}"), [("\u{91d1}", Wide), ("\u{6b63}", None)]);
        assert_eq!(cut("Rene\u{301} 3"), [("Rene\u{301}", Wide), ("3", Small)]);
        assert_eq!(cut("\u{1100}\u{1175}\u{11b7}\u{1100}")[0].0, "\u{1100}\u{1175}\u{11b7}", "one syllable");
        assert!(cut(" ... ").is_empty());
    }
}
