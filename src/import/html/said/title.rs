//! The headline: told from the titles a page gives itself, and from what surrounds them there.

use super::super::article::body::{Article, Page, Part};
use super::super::leaves::Item;
use super::super::{letters_of, squeeze};
use super::meta::Meta;

/// A title that is as long as this and still only the beginning of another was cut, in characters.
const CUT: usize = 80;
/// A title of so many letters is one, however long the outlet's name beside it is.
const LONG: usize = 25;

/// The title as the page shows it.
pub(in super::super) fn shown(page: &Page<'_>, article: &Article) -> Option<String> {
    let at = article.parts.iter().position(|part| *part == Part::Headline)?;
    match &page.items[at] {
        Item::Words(leaf) => Some(leaf.text.replace('\n', " ")),
        Item::Image(_) => None,
    }
}

/// The headline: what the page shows, unless two of its own titles agree on another one.
pub(in super::super) fn headline(meta: &Meta, shown: Option<&str>) -> Option<String> {
    let json = meta.headline.as_deref().map(|title| undressed(title, meta, shown, false));
    let shared = meta.shared_title.as_deref().map(|title| undressed(title, meta, shown, true));
    let window = meta.title.as_deref().map(|title| undressed(title, meta, shown, true));
    let candidates: Vec<&str> = [shown, json, shared, window]
        .into_iter()
        .flatten()
        .filter(|title| !title.trim().is_empty())
        .collect();
    let votes =
        |title: &str| candidates.iter().filter(|other| letters_of(other) == letters_of(title)).count();
    let spelt = |title: &str| candidates.iter().filter(|other| squeeze(other) == squeeze(title)).count();
    let begins_shown = |title: &str| {
        shown.map(letters_of).is_some_and(|shown| {
            let title = letters_of(title);
            shown.len() > title.len() && shown.starts_with(&title)
        })
    };
    let rank = |title: &str| {
        // Of two that are as common, the one the page gives to machines: that is never cut or dressed
        // up, unless it is only the beginning of what is shown.
        let told = json.is_some_and(|json| letters_of(json) == letters_of(title)) && !begins_shown(title);
        // Of two spellings, the commoner; else the one that keeps apart what the page sets in two
        // lines, the topic and the title; else the one without the quotation marks some program put in.
        let plain = !title.contains(['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}']);
        let words = title.split_whitespace().count();
        (votes(title), told, spelt(title), words, title.matches(':').count(), plain)
    };
    let most = candidates.iter().map(|title| rank(title)).max()?;
    candidates.iter().find(|title| rank(title) == most).map(|title| (*title).to_owned())
}

/// A title as it would be shown: without the outlet, and whole where `shown` tells how it goes on.
fn undressed<'a>(title: &'a str, meta: &Meta, shown: Option<&'a str>, window: bool) -> &'a str {
    let title = title.trim();
    if let Some(shown) = shown {
        if is_cut(title, shown) {
            return shown;
        }
        // What the page tells machines as well is the title, though it shows less of it.
        let told = meta.headline.as_deref().is_some_and(|json| letters_of(json) == letters_of(title));
        if window
            && !told
            && let Some(found) = within(title, shown)
        {
            return found;
        }
    }
    without_outlet(title, meta, window && shown.is_none_or(|shown| !shown.contains(" | ")))
}

/// Whether a title is the beginning of `whole`, cut where some system had no more room.
fn is_cut(title: &str, whole: &str) -> bool {
    let bare = title.trim_end_matches(['.', '\u{2026}', ' ']);
    let dots = title.ends_with('\u{2026}') || title.ends_with("...");
    let (start, whole) = (letters_of(bare), letters_of(whole));
    whole.len() > start.len()
        && whole.starts_with(&start)
        && (dots && start.len() > 12 || bare.chars().count() >= CUT)
}

/// The part of `title` that is spelt as `words`, if something sets it apart from the rest and the rest
/// is shorter: the title that is shown, with the outlet's name or a topic beside it.
pub(in super::super) fn within<'a>(title: &'a str, words: &str) -> Option<&'a str> {
    let wanted = letters_of(words);
    if wanted.is_empty() {
        return None;
    }
    let mut letters = String::new();
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (at, character) in title.char_indices().filter(|(_, character)| character.is_alphanumeric()) {
        letters.extend(character.to_lowercase());
        places.resize(letters.len(), (at, at + character.len_utf8()));
    }
    let found = letters.find(&wanted)?;
    let (start, _) = *places.get(found)?;
    let (_, end) = *places.get(found + wanted.len() - 1)?;
    let long = wanted.chars().count();
    if long < LONG && long * 2 < letters.chars().count() {
        return None;
    }
    let (head, tail) = (&title[..start], &title[end..]);
    let begin = if letters_of(head).is_empty() { 0 } else { head.len() - edge(head.chars().rev())? };
    let stop = if letters_of(tail).is_empty() { tail.len() } else { before_edge(tail)? };
    Some(title[begin..end + stop].trim())
}

/// What may set an outlet's name or a topic apart from a title.
fn is_separator(character: char) -> bool {
    matches!(
        character,
        '|' | '-'
            | ':'
            | '_'
            | '~'
            | '\u{2013}'
            | '\u{2014}'
            | '\u{b7}'
            | '\u{bb}'
            | '\u{ab}'
            | '\u{203a}'
            | '\u{2022}'
            | '\u{ff5c}'
            | '\u{ff1a}'
    )
}

/// How many bytes stand between a separator and the words it sets apart, going from the words.
fn edge(from: impl Iterator<Item = char>) -> Option<usize> {
    let mut bytes = 0;
    for character in from.take_while(|character| !character.is_alphanumeric()) {
        if is_separator(character) {
            return Some(bytes);
        }
        bytes += character.len_utf8();
    }
    None
}

fn before_edge(tail: &str) -> Option<usize> {
    edge(tail.chars())
}

/// What sets the outlet's name apart from a title.
const SEPARATORS: [&str; 15] = [
    " | ",
    " - ",
    " \u{2013} ",
    " \u{2014} ",
    " :: ",
    " : ",
    " \u{b7} ",
    " \u{bb} ",
    " \u{ab} ",
    " -- ",
    "\u{ff5c}",
    "\u{ff1a}",
    "_",
    "-",
    ": ",
];

/// A title without the outlet's name at its end or its start. A stroke is taken to set one apart
/// where `stroke` says so, whatever follows it.
fn without_outlet<'a>(title: &'a str, meta: &Meta, stroke: bool) -> &'a str {
    let title = title.trim();
    let mut outlets: Vec<String> = meta.outlet.as_deref().map(letters_of).into_iter().collect();
    outlets.extend(meta.url.as_deref().and_then(site));
    outlets.retain(|outlet| outlet.chars().count() >= 2);
    for separator in SEPARATORS {
        if let Some((head, tail)) = title.rsplit_once(separator)
            && separator != ": "
        {
            let few = tail.split_whitespace().count() <= 5;
            let tail = letters_of(tail);
            // Without blanks around it a hyphen may as well be within a word.
            let tight = matches!(separator, "-" | "_");
            let named = few
                && !tail.is_empty()
                && outlets
                    .iter()
                    .any(|outlet| tail.contains(outlet.as_str()) || !tight && outlet.contains(&tail));
            let long = head.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() > 12;
            if (named || stroke && separator == " | ") && long {
                return without_outlet(head, meta, stroke);
            }
        }
        if let Some((head, tail)) = title.split_once(separator)
            && outlets.contains(&letters_of(head))
            && tail.chars().count() > 12
        {
            return without_outlet(tail, meta, stroke);
        }
    }
    title
}

/// The name of a site by its address: "mirror" of `https://www.mirror.co.uk/…`.
pub(in super::super) fn site(url: &str) -> Option<String> {
    let host = url.split("://").nth(1)?.split(['/', ':', '?', '#']).next()?;
    let labels: Vec<&str> = host.split('.').filter(|label| *label != "www").collect();
    // The longest label is the name: the others are subdomains, "co", "com" and countries.
    let name = labels.iter().rev().skip(1).max_by_key(|label| label.len())?;
    let name = letters_of(name);
    (name.len() >= 4).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_found_within_a_longer_one() {
        let shown = "Envoys leave: what now?";
        for (title, wanted) in [
            ("Envoys leave: what now? | Our Paper", Some("Envoys leave: what now?")),
            ("World news: Envoys leave: what now?", Some("Envoys leave: what now?")),
            ("World: Envoys leave - what now? | News - Our", Some("Envoys leave - what now?")),
            ("Envoys leave: what now?-Our Paper", Some("Envoys leave: what now?")),
            ("Envoys leave: what now? And why", None),
            ("Envoys leave | Our Paper", None),
        ] {
            assert_eq!(within(title, shown), wanted, "{title}");
        }
        assert_eq!(within("Politics: Envoys leave the harbour", "Politics"), None, "only the topic");
        assert_eq!(
            within(
                "\u{4e09}\u{56fd}\u{4f1a}\u{8c08}\u{653e}\u{7f13}-\u{65b0}\u{534e}\u{7f51}",
                "\u{4e09}\u{56fd}\u{4f1a}\u{8c08}\u{653e}\u{7f13}"
            ),
            Some("\u{4e09}\u{56fd}\u{4f1a}\u{8c08}\u{653e}\u{7f13}")
        );
    }
}
