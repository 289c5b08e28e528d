//! The day in a date as pages and people write it.

use jiff::civil::Date;

use super::months;

/// A year stands no further than so many words after its day or month.
const YEAR_WITHIN: usize = 5;

/// The first day that `text` names; of one with its time of day, the day as it is written there.
pub(super) fn day(text: &str) -> Option<Date> {
    day_as(text, false)
}

/// As [`day`], of a text in which 5/3/2024 is the third of May where `month_first` says so.
pub(super) fn day_as(text: &str, month_first: bool) -> Option<Date> {
    let text = plain_digits(text);
    numeric(&text, month_first).or_else(|| named(&text))
}

/// The day in what one program writes for another: also seconds or milliseconds since 1970.
pub(super) fn stamp(text: &str, month_first: bool) -> Option<Date> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) && matches!(text.len(), 10 | 13) {
        let number: i64 = text.parse().ok()?;
        let seconds = if text.len() == 13 { number / 1000 } else { number };
        let moment = jiff::Timestamp::from_second(seconds).ok()?;
        return Some(moment.to_zoned(jiff::tz::TimeZone::UTC).date());
    }
    day_as(text, month_first)
}

/// The day in a page's address: "/2024/05/03/", "/2024-05-03-…", "/20240503/".
pub(super) fn in_address(url: &str) -> Option<Date> {
    let path = url.split("://").nth(1)?.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let number = |part: &str, longest: usize| {
        let plain = (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<i16>().ok()).flatten()
    };
    let in_folders = parts.windows(3).find_map(|parts| {
        let [year, month, day] = parts else { return None };
        let year = number(year, 4).filter(|_| year.len() == 4)?;
        date(year, number(month, 2)?, number(day, 2)?)
    });
    let in_name = || {
        parts.iter().find_map(|part| {
            let words: Vec<&str> = part.split(['-', '_', '.']).collect();
            let whole = words.iter().filter(|word| word.len() == 8).find_map(|word| numeric(word, false));
            whole.or_else(|| {
                words.windows(3).find_map(|words| {
                    let [year, month, day] = words else { return None };
                    let two = year.len() == 4 && month.len() == 2 && day.len() == 2;
                    let year = number(year, 4).filter(|_| two)?;
                    date(year, number(month, 2)?, number(day, 2)?)
                })
            })
        })
    };
    in_folders.or_else(in_name)
}

/// A text with the digits of other writings as those of ours.
fn plain_digits(text: &str) -> String {
    const ZEROS: [char; 6] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];
    let plain = |character: char| {
        let zero =
            ZEROS.into_iter().find(|zero| (*zero as u32..*zero as u32 + 10).contains(&(character as u32)))?;
        char::from_digit(character as u32 - zero as u32, 10)
    };
    text.chars().map(|character| plain(character).unwrap_or(character)).collect()
}

/// "2024-05-03T…", "2024/5/3", "3.5.2024", "2024年5月3日", "20240503", "20240503103000".
fn numeric(text: &str, month_first: bool) -> Option<Date> {
    let mut numbers: Vec<(usize, i16, &str)> = Vec::new();
    let mut rest = text;
    let mut at = 0;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest[start..].bytes().take_while(u8::is_ascii_digit).count();
        let number = &rest[start..start + digits];
        if matches!(digits, 8 | 12 | 14) && numbers.is_empty() {
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
            (_, 4) if month_first => date(*third, *first, *second).or_else(|| date(*third, *second, *first)),
            // 3/5/2024 is a day first nearly everywhere; 5/13/2024 can only be American.
            (_, 4) => date(*third, *second, *first).or_else(|| date(*third, *first, *second)),
            _ => None,
        }
    })
}

/// "May 3, 2024", "3. Mai 2024", "Fri, 03 May 2024", "3 de mayo de 2024", "2024. május 3.".
fn named(text: &str) -> Option<Date> {
    let words: Vec<&str> =
        text.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty()).take(60).collect();
    let number = |at: usize| {
        let word = words.get(at)?.trim_end_matches(char::is_alphabetic);
        word.parse::<i16>().ok()
    };
    let day_at = |at: usize| number(at).filter(|day| (1..=31).contains(day));
    let year_at = |at: usize| number(at).filter(|year| (1600..=2743).contains(year));
    let year_after = |at: usize, within: usize| (at..at + within).find_map(year_at);
    (0..words.len()).find_map(|at| {
        let (month, next) = if words[at].to_lowercase() == "th\u{e1}ng" {
            // Vietnamese numbers its months.
            (number(at + 1)?, at + 2)
        } else {
            let near = at.saturating_sub(2)..=at + 1;
            near.into_iter().find_map(day_at)?;
            (months::month(&words[at].to_lowercase())?, at + 1)
        };
        let joins = |at: usize| matches!(words[at].to_lowercase().as_str(), "de" | "del" | "di" | "of" | "d");
        let before = at.checked_sub(1).and_then(|before| {
            day_at(before).or_else(|| before.checked_sub(1).filter(|_| joins(before)).and_then(day_at))
        });
        // "Out" and "set" are months in Portugal, and words elsewhere.
        let near = if words[at].chars().count() <= 3 { 2 } else { YEAR_WITHIN };
        let (year, day) = match (before, day_at(next)) {
            (Some(day), _) if year_after(next, near).is_some() => (year_after(next, near)?, day),
            (_, Some(day)) if year_after(next + 1, YEAR_WITHIN).is_some() => {
                (year_after(next + 1, YEAR_WITHIN)?, day)
            }
            (_, Some(day)) => ((at.saturating_sub(2)..at).rev().find_map(year_at)?, day),
            _ => return None,
        };
        // Thailand counts from the Buddha's death.
        let thai = words[at].starts_with(|c: char| ('\u{e00}'..='\u{e7f}').contains(&c)) && year > 2400;
        date(if thai { year - 543 } else { year }, month, day)
    })
}

/// Letters, digits, and the signs above and below them that India and Thailand write vowels with.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{eff}')
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let plausible = (1600..=2200).contains(&year);
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    if plausible { Date::new(year, month, day).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{day, day_as, in_address, stamp};

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
            "3/5/2024 x",
            "20240503103000",
            "Fri May 03 10:00:00 UTC 2024",
            "3 de mayo de 2024",
            "3 мая 2024, 10:00",
            "3 травня 2024 р.",
            "3 maja 2024",
            "3. května 2024",
            "3 Mayıs 2024 Cuma",
            "٣ مايو ٢٠٢٤",
            "3 मई 2024",
            "3 พฤษภาคม 2567",
            "2024. május 3., péntek",
            "2024 m. gegužės 3 d.",
            "ngày 3 tháng 5 năm 2024",
            "3 במאי 2024",
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2024-05-03"), "{text}");
        }
        assert_eq!(day("5/13/2024").unwrap().to_string(), "2024-05-13");
        for text in
            ["", "in May", "call 555-123-4567", "99-99-9999", "2024", "May 2024", "3 settlers of 2024"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn pages_write_days_for_machines_too() {
        let told = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        for text in ["1714730400", "1714730400000", "2024-05-03T10:00:00Z"] {
            assert_eq!(told(stamp(text, false)).as_deref(), Some("2024-05-03"), "{text}");
        }
        assert_eq!(told(stamp("0001-01-01T00:00:00", false)), None);
        assert_eq!(told(day_as("05/03/2024", true)).as_deref(), Some("2024-05-03"));
        assert_eq!(told(day_as("05/03/2024", false)).as_deref(), Some("2024-03-05"));
        for path in ["2024/05/03/talks", "world/2024/5/3/talks", "2024-05-03-talks", "a/talks-20240503.html"]
        {
            let url = format!("https://news.example/{path}");
            assert_eq!(told(in_address(&url)).as_deref(), Some("2024-05-03"), "{path}");
        }
        for path in ["2024/05/talks", "a/12345678", "10/20/30", "talks-2024"] {
            assert_eq!(told(in_address(&format!("https://news.example/{path}"))), None, "{path}");
        }
    }
}
