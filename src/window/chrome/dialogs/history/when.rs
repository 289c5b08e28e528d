//! When a step was made, as it is said.

use jiff::civil::{Date, DateTime};

/// The day as the list heads it: "Today", "Yesterday", "3 Nov 2026".
pub(super) fn day(date: Date, today: Date) -> String {
    if date == today {
        "Today".to_owned()
    } else if Some(date) == today.yesterday().ok() {
        "Yesterday".to_owned()
    } else {
        date.strftime("%-d %b %Y").to_string()
    }
}

/// "10:42".
pub(super) fn clock(at: DateTime) -> String {
    at.strftime("%H:%M").to_string()
}

/// The moment in full: "10:42", "yesterday 17:03", "3 Nov 2026 17:03".
pub(super) fn moment(at: DateTime, today: Date) -> String {
    let clock = clock(at);
    match day(at.date(), today).as_str() {
        "Today" => clock,
        "Yesterday" => format!("yesterday {clock}"),
        date => format!("{date} {clock}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_as_people_do() {
        let today: Date = "2026-11-03".parse().unwrap();
        let said = |at: &str| moment(at.parse().unwrap(), today);
        assert_eq!(said("2026-11-03T10:42:10"), "10:42");
        assert_eq!(said("2026-11-02T17:03:59"), "yesterday 17:03");
        assert_eq!(said("2025-01-31T00:00:00"), "31 Jan 2025 00:00");
        assert_eq!(day("2026-11-02".parse().unwrap(), today), "Yesterday");
    }
}
