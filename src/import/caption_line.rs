//! Whether a line of a plain text stands under a picture, by the credit it ends in.
//!
//! News agencies sign their articles as photographers sign pictures, so that a line is taken for a
//! caption only where nothing speaks for an article: a caption missed is a line to mark, a
//! paragraph taken for one is lost to the reader.

use super::credits;
use super::lines::ends_sentence;
use super::script::Tally;

/// A longer line is not looked at, in bytes.
const LONGEST: usize = 2000;
/// A line that may as well be of the article is no caption if it is longer than this, in characters.
const LONGEST_DOUBTFUL: usize = 300;
/// Or if it has more sentences.
const MOST_SENTENCES: usize = 2;
/// A sentence of prose has so many words.
const PROSE: usize = 8;
/// A dateline ends so soon, in characters.
const DATELINE: usize = 60;

/// How surely a line is a caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Credited {
    /// It names who made the picture.
    Surely,
    /// It names an agency, or has a word before a name: so may the first and the last words of an
    /// article.
    Perhaps,
}

/// How a line's end credits a picture; `None` if it does not.
pub(super) fn credited(line: &str) -> Option<Credited> {
    let line = line.trim();
    if line.len() > LONGEST {
        return None;
    }
    let (words, credit) = credits::split(line);
    let credit = credit?;
    if has_dateline(line) {
        return None;
    }
    let short = line.chars().nth(LONGEST_DOUBTFUL).is_none() && sentences(words) <= MOST_SENTENCES;
    let between = line[words.len()..].trim_start();
    if between.starts_with('/') {
        return Some(Credited::Surely);
    }
    if between.starts_with(['(', '[']) {
        // "(AP Photo/Ann Lee)" is a picture's; "(AP)" may be; "(PA)" is more often Pennsylvania.
        return if credits::is_credit(credit) || credit.contains('/') {
            Some(Credited::Surely)
        } else {
            (short && !credit.eq_ignore_ascii_case("pa")).then_some(Credited::Perhaps)
        };
    }
    if between.starts_with(['\u{a9}', '\u{24d2}']) {
        return Some(Credited::Surely);
    }
    // "Photo: Ann Lee" stands by itself or after the end of a sentence, not within one.
    let apart = words.is_empty() || words.ends_with(['|', '\n', ')']) || ends_sentence(words) || {
        let stroke = between.trim_start_matches(['\u{2013}', '\u{2014}', '|', '-', ' ']);
        stroke.len() < between.len() || words.ends_with(['!', '?'])
    };
    let lead = credit.split([':', '=']).next().unwrap_or_default().trim().to_lowercase();
    let named = credit.split([':', '=']).nth(1).is_none_or(|name| {
        name.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() || c == '@')
    });
    (short && apart && named && lead != "picture").then_some(Credited::Perhaps)
}

/// Whether a line is running text: a caption may look like it, but so does an article.
pub(super) fn is_prose(line: &str) -> bool {
    Tally::of(line).words() >= PROSE && ends_sentence(credits::split(line).0)
}

/// How many sentences there are; a stop after a short word or an initial ends none.
fn sentences(words: &str) -> usize {
    let mut count = usize::from(words.chars().any(char::is_alphanumeric));
    for (at, character) in words.char_indices() {
        let rest = &words[at + character.len_utf8()..];
        let ends = match character {
            '\u{3002}' | '\u{ff01}' | '\u{ff1f}' => true,
            '.' | '!' | '?' => {
                let word = words[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
                let next = rest.trim_start_matches(['"', '\'', '\u{201d}', '\u{2019}', ')']);
                let begins = next.trim_start().starts_with(|c: char| !c.is_lowercase());
                // "Dec." and "Adm." are capitals' abbreviations.
                let longest = if word.starts_with(char::is_lowercase) { 1 } else { 3 };
                let whole = character != '.' || word.chars().count() > longest && !word.contains('.');
                next.starts_with(char::is_whitespace) && begins && whole
            }
            _ => false,
        };
        count += usize::from(ends && rest.chars().any(char::is_alphanumeric));
    }
    count
}

/// "SEOUL (AP) \u{2014} …", "SEOUL, Dec. 21 - …", "(서울=연합뉴스) …", "新华社北京5月3日电 …".
fn has_dateline(line: &str) -> bool {
    let head: String = line.chars().take(DATELINE).collect();
    if head.starts_with(['(', '\u{3010}', '[']) && head.chars().take(30).any(|c| c == '=') {
        return true;
    }
    let end = [" - ", " \u{2013} ", " \u{2014} ", " -- ", "\u{2014}"]
        .iter()
        .filter_map(|dash| head.find(dash))
        .min();
    let Some(place) = end.map(|end| &head[..end]) else { return false };
    let bare = place.split(['(', ',']).next().unwrap_or_default();
    let agency = place.trim_end().ends_with(')');
    let capital = bare.chars().any(char::is_alphabetic) && !bare.chars().any(char::is_lowercase);
    agency || capital
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_told_from_what_an_agency_wrote() {
        use Credited::{Perhaps, Surely};
        for (line, wanted) in [
            ("A ship leaves port. / AP-Yonhap", Some(Surely)),
            ("A ship leaves port. (AP Photo/Ann Lee)", Some(Surely)),
            ("A ship leaves port. (Ann Lee/PA)", Some(Surely)),
            ("A ship leaves port \u{a9} Ann Lee", Some(Surely)),
            ("A ship leaves port on Dec. 17. (AP)", Some(Perhaps)),
            ("A ship leaves port. Photo: Ann Lee", Some(Perhaps)),
            ("Ein Schiff | Foto: Ann Lee", Some(Perhaps)),
            ("Photo: Ann Lee", Some(Perhaps)),
            ("SEOUL - The envoys agreed on Friday, officials said. (AP)", None),
            ("SEOUL (AP) \u{2014} The envoys agreed on Friday. Photo: Ann Lee", None),
            ("The full picture: nobody knows what was said.", None),
            ("He gave the source: the ministry of trade.", None),
            ("He lives in Philadelphia (PA).", None),
            ("They met. They spoke long. They parted. (AP)", None),
            ("A line of words", None),
        ] {
            assert_eq!(credited(line), wanted, "{line}");
        }
        assert_eq!(credited(&format!("{} (AP)", "word ".repeat(80))), None, "too long");
    }

    #[test]
    fn initials_end_no_sentence() {
        assert_eq!(sentences("U.S. Vice President Mike Pence, left, and Adm. Phil Davidson meet J. Lee."), 1);
        assert_eq!(sentences("It rained. Nobody came! Why?"), 3);
    }
}
