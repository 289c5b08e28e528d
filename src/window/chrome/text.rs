//! Text from files, made safe to show in a list.

use std::borrow::Cow;

use crate::story::{is_hidden, spell_out};

/// `text` on one line, with hidden characters spelt out: a headline must not be able to turn round
/// what stands beside it.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => shown.push(' '),
            hidden if is_hidden(hidden) => spell_out(&mut shown, hidden),
            other => shown.push(other),
        }
    }
    Cow::Owned(shown)
}

/// `words` with a capital letter, as at the beginning of a sentence.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A path as it is shown: lossy where it is not Unicode, and plain.
#[must_use]
pub fn path_text(path: &std::path::Path) -> String {
    plain(&path.display().to_string()).into_owned()
}

/// "1 claim", "3,120 claims".
#[must_use]
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// "3,120": a number with its thousands apart.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// "24 Dec 2018".
#[must_use]
pub fn day(date: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month));
    format!("{} {} {}", date.day(), month.unwrap_or(&""), date.year())
}

/// A moment by the analyst's clock: "23 Nov 10:42", with the year if it is not this one.
#[must_use]
pub fn moment(at: jiff::Timestamp) -> String {
    let zone = jiff::tz::TimeZone::system();
    let this_year = jiff::Timestamp::now().to_zoned(zone.clone()).year();
    let at = at.to_zoned(zone);
    let pattern = if at.year() == this_year { "%-d %b %H:%M" } else { "%-d %b %Y %H:%M" };
    at.strftime(pattern).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_show() {
        assert_eq!(plain("Envoy"), "Envoy");
        assert_eq!(plain("a\nb"), "a b");
        assert_eq!(plain("gnp\u{202e}exe"), "gnp‹U+202E›exe");
        assert_eq!(plain("bell\u{7}"), "bell‹U+0007›");
    }

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(counted(1, "claim", "claims"), "1 claim");
        assert_eq!(counted(0, "claim", "claims"), "0 claims");
        assert_eq!([0, 999, 3_120, 1_000_000].map(grouped), ["0", "999", "3,120", "1,000,000"]);
    }
}
