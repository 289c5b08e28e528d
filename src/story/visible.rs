/// `text` with every character that would act instead of show (control characters, line ends,
/// marks that turn the direction of writing) spelt out.
///
/// For names and texts from files wherever they stand in messages and on a terminal.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            spell_out(&mut shown, character);
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a character has an effect on what is shown without being seen itself.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Appends the number of a hidden character, as it stands in place of the character: "‹U+202E›".
pub fn spell_out(shown: &mut String, hidden: char) {
    use std::fmt::Write as _;
    // Writing to a String cannot fail.
    let _ = write!(shown, "\u{2039}U+{:04X}\u{203a}", u32::from(hidden));
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_acts_on_a_terminal() {
        assert_eq!(visible("a\u{1b}[31m\nb\0"), "a‹U+001B›[31m‹U+000A›b‹U+0000›");
        assert_eq!(visible("abc\u{202e}txt.exe"), "abc‹U+202E›txt.exe");
        assert_eq!(visible("\u{9b}31m"), "‹U+009B›31m");
    }

    #[test]
    fn writing_of_every_script_stays() {
        let text = "Kim Jong-un's 新闻 \u{1f468}\u{200d}\u{1f469} \u{645}\u{631}\u{62d}\u{628}\u{627}";
        assert_eq!(visible(text), text);
    }
}
