/// `text` with every character that would act instead of show (control characters, line ends,
/// marks that turn the direction of writing) replaced by a sign for it.
///
/// For names and texts from files wherever they stand in messages, lists and on a terminal.
#[must_use]
pub fn visible(text: &str) -> String {
    use std::fmt::Write as _;
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            // Unicode has a picture of each of these, in the same order.
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(character))),
            '\u{7f}' => shown.push('\u{2421}'),
            '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {
                // Writing to a String cannot fail.
                let _ = write!(shown, "\u{27e8}U+{:04X}\u{27e9}", u32::from(character));
            }
            _ => shown.push(character),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_acts_on_a_terminal() {
        assert_eq!(visible("a\u{1b}[31m\nb\0"), "a\u{241b}[31m\u{240a}b\u{2400}");
        assert_eq!(visible("abc\u{202e}txt.exe"), "abc\u{27e8}U+202E\u{27e9}txt.exe");
        assert_eq!(visible("\u{9b}31m"), "\u{27e8}U+009B\u{27e9}31m");
    }

    #[test]
    fn writing_of_every_script_stays() {
        let text = "Kim Jong-un's 新闻 \u{1f468}\u{200d}\u{1f469} \u{645}\u{631}\u{62d}\u{628}\u{627}";
        assert_eq!(visible(text), text);
    }
}
