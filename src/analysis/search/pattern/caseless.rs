//! Which words read the same whatever their case.

/// Whether some character has another of the same lower case: Chinese words, numbers and marks have
/// none.
pub(super) fn has_case(words: &str) -> bool {
    words.chars().any(|c| c.is_alphabetic() && (c.is_lowercase() || c.is_uppercase() || !is_caseless(c)))
}

/// Letters of the scripts without case that are read most.
fn is_caseless(letter: char) -> bool {
    matches!(letter, '\u{5d0}'..='\u{6ff}' | '\u{900}'..='\u{e7f}' | '\u{3041}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    #[test]
    fn every_character_without_case_is_known_as_such() {
        for letter in '\0'..=char::MAX {
            let lower: String = letter.to_lowercase().collect();
            let alone = lower == letter.to_string() && fold::expression(&lower).matches("\\x").count() == 1;
            assert!(alone || has_case(&letter.to_string()), "{letter:?} has another form");
        }
    }
}
