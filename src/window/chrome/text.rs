//! Text from files, made safe to show in a list.

use std::borrow::Cow;

/// `text` on one line, with control and direction-override characters made visible: a headline
/// must not be able to turn round what stands beside it.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(needs_showing) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => shown.push(' '),
            hidden if needs_showing(hidden) => {
                shown.push_str(&format!("\u{2039}{:04X}\u{203a}", hidden as u32))
            }
            other => shown.push(other),
        }
    }
    Cow::Owned(shown)
}

fn needs_showing(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A path as it is shown: lossy where it is not Unicode, and plain.
#[must_use]
pub fn path_text(path: &std::path::Path) -> String {
    plain(&path.display().to_string()).into_owned()
}

/// "1 claim", "14 claims".
#[must_use]
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_show() {
        assert_eq!(plain("Envoy"), "Envoy");
        assert_eq!(plain("a\nb"), "a b");
        assert_eq!(plain("gnp\u{202e}exe"), "gnp\u{2039}202E\u{203a}exe");
        assert_eq!(plain("bell\u{7}"), "bell\u{2039}0007\u{203a}");
    }

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(counted(1, "claim", "claims"), "1 claim");
        assert_eq!(counted(0, "claim", "claims"), "0 claims");
    }
}
