//! What a single line of a plain text says by its words.

use jiff::civil::Date;

use super::dates;
use super::script::Tally;

/// A longer line is not looked at, in bytes.
const LONGEST: usize = 2000;
/// A byline is no longer than this, in words.
const LONGEST_BYLINE: usize = 12;

/// Whether a line claims the copyright.
pub(super) fn claims_copyright(line: &str) -> bool {
    let word = line.get(.."copyright".len());
    line.starts_with('\u{a9}') || word.is_some_and(|word| word.eq_ignore_ascii_case("copyright"))
}

/// Whether a line is what a page offers its reader to do, or says of an advertisement, and no more.
pub(super) fn is_control(line: &str) -> bool {
    const CONTROLS: [&str; 26] = [
        "advertisement",
        "advertisements",
        "advertising",
        "story continues below advertisement",
        "article continues below advertisement",
        "sponsored content",
        "anzeige",
        "werbung",
        "publicidad",
        "publicit\u{e9}",
        "pubblicit\u{e0}",
        "reklama",
        "\u{440}\u{435}\u{43a}\u{43b}\u{430}\u{43c}\u{430}",
        "\u{5e7f}\u{544a}",
        "\u{5ee3}\u{544a}",
        "\u{5e83}\u{544a}",
        "\u{ad11}\u{ace0}",
        "share",
        "share this",
        "share this article",
        "share this story",
        "related articles",
        "related stories",
        "print this article",
        "email this article",
        "leave a comment",
    ];
    if line.len() > 100 {
        return false;
    }
    let bare = line.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
    CONTROLS.contains(&bare.as_str())
}

/// Ways to other pages, as they stand above and below an article.
pub(super) fn leads_on(line: &str) -> bool {
    const LEADS: [&str; 12] = [
        "previous:",
        "next:",
        "previous article",
        "next article",
        "prev:",
        "related articles",
        "related stories",
        "read more:",
        "share this",
        "all rights reserved",
        "home >",
        "advertisement",
    ];
    let head: String = line.chars().take(20).flat_map(char::to_lowercase).collect();
    line.len() <= 300 && LEADS.iter().any(|lead| head.starts_with(lead))
        || line.starts_with("http") && !line.contains(' ')
        || is_menu(line)
}

/// "Home | News | Sport": three or more names of few words with strokes between them.
fn is_menu(line: &str) -> bool {
    let names = |stroke: &str| {
        let names: Vec<&str> = line.split(stroke).map(str::trim).collect();
        names.len() >= 3 && names.iter().all(|name| (1..=3).contains(&Tally::of(name).words()))
    };
    line.len() <= 300
        && !ends_sentence(line)
        && [" | ", " > ", " \u{bb} ", " \u{b7} ", " \u{203a} "].into_iter().any(names)
}

/// Whether a line ends in a full stop. Headlines may well ask or exclaim.
pub(super) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '\u{201d}', '\u{2019}', '\'', ')']).ends_with(['.', '\u{3002}', '\u{2026}'])
}

/// The day a line says the story was published; `None` if the line is more than that.
pub(super) fn published(line: &str) -> Option<Date> {
    const LEADS: [&str; 6] = ["published", "posted", "updated", "last updated", "date", "first published"];
    let short = line.len() <= 120 && Tally::of(line).words() <= LONGEST_BYLINE && !ends_sentence(line);
    let lower = line.to_lowercase();
    let led = LEADS
        .into_iter()
        .any(|lead| lower.strip_prefix(lead).is_some_and(|rest| rest.starts_with([':', ' '])));
    // A bare date is a day, a month and a year, with a time perhaps; a headline has more words.
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let letters = line.chars().filter(|character| character.is_alphabetic()).count();
    (short && (led || digits >= 5 && letters <= 24)).then(|| dates::day(line)).flatten()
}

/// Whose names a byline gives; `None` if the line is none.
pub(super) fn byline_names(line: &str) -> Option<Vec<String>> {
    let names = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?.trim_start();
    let short = line.len() <= LONGEST && Tally::of(line).words() <= LONGEST_BYLINE;
    if !short || ends_sentence(line) || !names.starts_with(char::is_alphabetic) {
        return None;
    }
    let names = names.split(',').flat_map(|part| part.split(" and ")).map(str::trim);
    Some(names.filter(|name| !name.is_empty() && !is_post(name)).map(str::to_owned).collect())
}

/// Whether words after a name say what the writer is, not who.
fn is_post(words: &str) -> bool {
    const POSTS: [&str; 8] =
        ["reporter", "writer", "correspondent", "editor", "columnist", "contributor", "staff", "journalist"];
    let last = words.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    POSTS.contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_give_names() {
        assert_eq!(
            byline_names("By Ann Lee and Bo Kim, Cy Oh"),
            Some(vec!["Ann Lee".into(), "Bo Kim".into(), "Cy Oh".into()])
        );
        assert_eq!(byline_names("By 2019 it was over"), None);
        assert_eq!(byline_names("By Monday it was over."), None);
    }

    #[test]
    fn a_line_that_is_a_date_gives_the_day() {
        for line in ["Published: December 21, 2018 10:30 KST", "2018-12-21 10:30", "21 December 2018"] {
            assert_eq!(published(line).map(|day| day.to_string()).as_deref(), Some("2018-12-21"), "{line}");
        }
        for line in [
            "Envoys meet on December 21, 2018, in the harbour",
            "Published by the office",
            "In 2018 it was over",
        ] {
            assert_eq!(published(line), None, "{line}");
        }
    }

    #[test]
    fn menus_and_controls_are_told_from_words() {
        assert!(
            leads_on("Home | News | Sport")
                && is_control("ADVERTISEMENT")
                && is_control("- Share this article -")
        );
        assert!(!leads_on("One side | the other side says | that it will never agree to this at all"));
        assert!(!leads_on("Yes | No") && !is_control("Share prices fell on Friday"));
    }
}
