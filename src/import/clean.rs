//! What a scraper left in a text that is no word of it: stray tags, character references.

use super::entities;

/// A text without its leavings, and how many there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cleaned {
    pub text: String,
    tags: usize,
    references: usize,
}

/// Tags that are met in scraped texts. Anything else in angle brackets may be words.
const TAGS: [&str; 29] = [
    "a",
    "b",
    "i",
    "u",
    "s",
    "p",
    "br",
    "em",
    "strong",
    "span",
    "div",
    "font",
    "small",
    "big",
    "sub",
    "sup",
    "img",
    "figure",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "center",
    "mark",
];

/// Takes stray tags out and puts characters in the place of their references. A tag that ends a
/// line on a page ends one here; no word is touched.
pub(super) fn clean(text: &str) -> Cleaned {
    let mut cleaned = Cleaned { text: String::with_capacity(text.len()), ..Cleaned::default() };
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        cleaned.text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((name, length)) = tag(rest) {
            if matches!(
                name.as_str(),
                "br" | "p"
                    | "div"
                    | "li"
                    | "h1"
                    | "h2"
                    | "h3"
                    | "h4"
                    | "blockquote"
                    | "figure"
                    | "figcaption"
            ) {
                cleaned.text.push('\n');
            }
            cleaned.tags += 1;
            rest = &rest[length..];
        } else if let Some((character, length)) = entities::reference(rest) {
            cleaned.text.push(character);
            cleaned.references += 1;
            rest = &rest[length..];
        } else {
            cleaned.text.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    cleaned.text.push_str(rest);
    cleaned
}

impl Cleaned {
    /// What the user should be told.
    pub fn note(&self) -> Option<String> {
        let parts = [(self.tags, "stray tags"), (self.references, "character references such as &amp;")];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{what}: {count}"))
            .collect();
        (!parts.is_empty()).then(|| format!("cleaned away ({})", parts.join(", ")))
    }
}

/// A line without tags, to compare captions by.
pub(super) fn without_tags(line: &str) -> String {
    clean(line).text
}

/// The tag a text begins with: its name and its length in bytes.
fn tag(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('<')?;
    let end = inner.as_bytes().iter().take(400).position(|byte| matches!(byte, b'>' | b'<' | b'\n'))?;
    if inner.as_bytes()[end] != b'>' {
        return None;
    }
    let body = inner[..end].strip_prefix('/').unwrap_or(&inner[..end]);
    let length = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
    let (name, attributes) = body.split_at(length);
    let name = name.to_ascii_lowercase();
    // `a <b or c>` is no tag: what follows a name are attributes, or nothing.
    let plain = attributes.trim().is_empty()
        || attributes.trim() == "/"
        || (attributes.starts_with([' ', '/']) && attributes.contains('='));
    (TAGS.contains(&name.as_str()) && plain).then_some((name, end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn leavings_go_and_words_stay() {
        let cleaned = clean("his <strong></strong>aides &amp; <a href=\"x\">friends</a>,<br/>all");
        assert_eq!(cleaned.text, "his aides & friends,\nall");
        assert_eq!(
            cleaned.note().unwrap(),
            "cleaned away (stray tags: 5, character references such as &amp;: 1)"
        );
        for words in ["1 < 2 & 3 > 2", "a <b or c> d", "R&D; <Kim>", "<", "&", "<strong", ""] {
            assert_eq!(clean(words).text, words);
            assert_eq!(clean(words).note(), None);
        }
    }

    proptest! {
        #[test]
        fn letters_outside_tags_are_never_lost(text in "([a-z ,.<>/=&;#가漢]|<b>|</p>|&amp;){0,60}") {
            let kept = clean(&text).text;
            prop_assert!(clean(&kept.replace(['<', '&'], "")).text == kept.replace(['<', '&'], ""));
            let east = |text: &str| text.chars().filter(|c| matches!(c, '가' | '漢')).count();
            prop_assert!(east(&kept) == east(&text) || text.contains('='));
        }
    }
}
