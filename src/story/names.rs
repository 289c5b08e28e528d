use unicode_normalization::UnicodeNormalization as _;

/// A name as systems read it that tell neither case nor the spelling of accents apart: two names
/// that fold to the same text cannot both be files of one folder everywhere.
#[must_use]
pub fn folded(name: &str) -> String {
    let plain = name.nfd().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    plain.nfc().collect()
}

/// A name with each letter and its accents as one character where there is one, as keyboards write
/// it. Some systems and archives take the two apart.
#[must_use]
pub fn composed(name: &str) -> String {
    name.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_the_spelling_of_accents_do_not_count() {
        for (one, other) in [("Kim", "kIM"), ("Ren\u{e9}", "RENE\u{301}"), ("김", "\u{1100}\u{1175}\u{11b7}")]
        {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("rene"), folded("ren\u{e9}"));
        assert_eq!(composed("\u{1100}\u{1175}\u{11b7}"), "김");
        assert_eq!(composed("Kim"), "Kim");
    }
}
