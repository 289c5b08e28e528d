//! What typed words mean, where a field takes no free words.

/// Whether what was typed is a decimal number: a sign, digits with thousands set off by commas,
/// and decimals after a point.
#[must_use]
pub fn is_number(typed: &str) -> bool {
    let digits = typed.trim().trim_start_matches(['+', '-', '\u{2212}']);
    let signs = typed.trim().chars().count() - digits.chars().count();
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = plain(first) && groups.all(|group| group.len() == 3 && plain(group));
    signs <= 1 && grouped && plain(decimals)
}

/// The day that was typed: year, month and day.
#[must_use]
pub fn day(typed: &str) -> Option<jiff::civil::Date> {
    typed.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_decimal() {
        for good in ["0", "12", "-3.5", "1,000", "12,345.60", "\u{2212}4", " 7 "] {
            assert!(is_number(good), "{good}");
        }
        for bad in ["", "-", "1e9", "NaN", "1,00", "1.", ".5", "1,0000", "--2", "3 000", "１"] {
            assert!(!is_number(bad), "{bad}");
        }
    }
}
