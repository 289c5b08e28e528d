//! The day in a date as pages and people write it.

use jiff::civil::Date;

/// Names of months by their first letters, in languages of the Latin alphabet.
const MONTHS: [(&str, i8); 40] = [
    ("jan", 1),
    ("ene", 1),
    ("gen", 1),
    ("led", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("maa", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("mag", 5),
    ("maj", 5),
    ("mei", 5),
    ("jun", 6),
    ("jui", 6),
    ("giu", 6),
    ("jul", 7),
    ("lug", 7),
    ("aug", 8),
    ("aoû", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
    ("des", 12),
    ("juil", 7),
    ("juli", 7),
];

/// The first day that `text` names; of one with its time of day, the day as it is written there.
pub(super) fn day(text: &str) -> Option<Date> {
    numeric(text).or_else(|| named(text))
}

/// "2024-05-03T…", "2024/5/3", "3.5.2024", "2024年5月3日", "20240503".
fn numeric(text: &str) -> Option<Date> {
    let mut numbers: Vec<(usize, i16, &str)> = Vec::new();
    let mut rest = text;
    let mut at = 0;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest[start..].bytes().take_while(u8::is_ascii_digit).count();
        let number = &rest[start..start + digits];
        if digits == 8 && numbers.is_empty() {
            let part = |range: std::ops::Range<usize>| number[range].parse::<i16>().ok();
            if let (Some(year), Some(month), Some(day)) = (part(0..4), part(4..6), part(6..8))
                && let Some(date) = date(year, month, day)
            {
                return Some(date);
            }
        }
        if let Ok(value) = number.parse::<i16>() {
            numbers.push((digits, value, &rest[..start]));
        }
        rest = &rest[start + digits..];
        at += 1;
        if at > 40 {
            break;
        }
    }
    numbers.windows(3).find_map(|window| {
        let [(first_digits, first, _), (_, second, between), (last_digits, third, between_last)] = window
        else {
            return None;
        };
        let joined = |between: &str| matches!(between.trim(), "-" | "/" | "." | "年" | "月" | "년" | "월");
        if !joined(between) || !joined(between_last) {
            return None;
        }
        match (first_digits, last_digits) {
            (4, _) => date(*first, *second, *third),
            // 3/5/2024 is a day first nearly everywhere; 5/13/2024 can only be American.
            (_, 4) => date(*third, *second, *first).or_else(|| date(*third, *first, *second)),
            _ => None,
        }
    })
}

/// "May 3, 2024", "3. Mai 2024", "Fri, 03 May 2024".
fn named(text: &str) -> Option<Date> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(60).collect();
    let number = |word: Option<&&str>| {
        word.and_then(|word| word.trim_end_matches(char::is_alphabetic).parse::<i16>().ok())
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let head: String = word.chars().take(4).flat_map(char::to_lowercase).collect();
        let month = MONTHS.iter().rev().find(|(name, _)| head.starts_with(name))?.1;
        let before = at.checked_sub(1).and_then(|before| number(words.get(before)));
        let (next, last) = (number(words.get(at + 1)), number(words.get(at + 2)));
        let month = i16::from(month);
        match (before, next, last) {
            (Some(day), Some(year), _) if year > 1000 => date(year, month, day),
            (_, Some(day), Some(year)) if year > 1000 => date(year, month, day),
            _ => None,
        }
    })
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let plausible = (1600..=2200).contains(&year);
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    if plausible { Date::new(year, month, day).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn dates_are_read_as_the_press_writes_them() {
        for text in [
            "2024-05-03T23:47:42.389Z",
            "2024/5/3 10:00",
            "20240503",
            "3.5.2024, 12:00",
            "Fri, 03 May 2024 09:00:00 GMT",
            "May 3, 2024",
            "3. Mai 2024",
            "Updated: 3 mai 2024 18:00",
            "2024年5月3日",
            "2024. 5. 3.",
            "05/03/2024 x".replace("05/03", "3/5").as_str(),
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2024-05-03"), "{text}");
        }
        assert_eq!(day("5/13/2024").unwrap().to_string(), "2024-05-13");
        for text in ["", "in May", "call 555-123-4567", "99-99-9999", "2024"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
