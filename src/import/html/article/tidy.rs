//! What is none of the article although it stands within: what the page's own copy of the body
//! does not hold, what it says once more, headings over clutter, scraps at the end.

use std::collections::HashMap;

use super::super::leaves::{Item, Leaf};
use super::super::letters_of;
use super::super::tree::marks::Marks;
use super::body::{PROSE, Page, Part};

/// How far behind and ahead of the paragraph before it a paragraph is looked for, in bytes.
const BEHIND: usize = 4 << 10;
const AHEAD: usize = 16 << 10;
/// A body that ends so soon after a paragraph ends with it.
const REST: usize = 24;

impl Page<'_> {
    /// A page that gives its article's body apart tells what else is none of it.
    pub(in super::super) fn by_article_body(&self, parts: &mut [Part], stretch: std::ops::Range<usize>) {
        let Some(body) = self.meta.body.as_deref().map(letters_of).filter(|body| body.len() > 300) else {
            return;
        };
        let stretch_leaves = || self.leaves().filter(|(at, _)| stretch.contains(at));
        let (is_in, agrees_until) = self.found_in(&body, stretch.clone());
        let count = |parts: &[Part], only: Option<bool>| -> usize {
            let chosen = stretch_leaves().filter(|(at, _)| parts[*at] == Part::Paragraph);
            chosen
                .filter(|(at, _)| only.is_none_or(|only| is_in[at] == only))
                .map(|(_, leaf)| leaf.letters)
                .sum()
        };
        let (all, agreed) = (count(parts, None), count(parts, Some(true)));
        // A preview, or the body of something else, tells nothing.
        if agreed * 100 < all * 80 {
            return;
        }
        let begins =
            stretch_leaves().find(|(at, leaf)| is_in[at] && leaf.weight() >= PROSE).map_or(0, |(at, _)| at);
        for (at, leaf) in stretch_leaves() {
            match parts[at] {
                Part::Paragraph if at < begins || at > agrees_until => {}
                Part::Clutter if is_in[&at] && leaf.weight() >= 40 => parts[at] = Part::Paragraph,
                Part::Paragraph if !is_in[&at] && leaf.weight() < 200 && !self.meta.describes(&leaf.text) => {
                    parts[at] = Part::Clutter;
                }
                _ => {}
            }
        }
    }

    /// Which items stand in `body`, and the last of which that tells something: where the body goes
    /// on after its last paragraph here, it is cut short, and what follows may be of the article.
    fn found_in(&self, body: &str, stretch: std::ops::Range<usize>) -> (HashMap<usize, bool>, usize) {
        let mut is_in = HashMap::new();
        let (mut cursor, mut last) = (0_usize, None);
        for (at, leaf) in self.leaves().filter(|(at, _)| stretch.contains(at)) {
            let letters = letters_of(&leaf.text);
            // Near where the one before it stands: a search through all of a long body for every
            // paragraph of it would not end.
            let from = body.floor_char_boundary(cursor.saturating_sub(BEHIND));
            let to = body.floor_char_boundary(cursor.saturating_add(AHEAD + letters.len()).min(body.len()));
            let found = body.get(from..to).and_then(|near| near.find(letters.as_str()));
            is_in.insert(at, found.is_some());
            if let Some(found) = found.filter(|_| leaf.weight() >= PROSE) {
                cursor = from + found + letters.len();
                last = Some(at);
            }
        }
        let rest = body.get(cursor..).unwrap_or_default();
        let next = |last: usize| self.leaves().find(|(at, leaf)| *at > last && leaf.weight() >= PROSE);
        let goes_on = last.and_then(next).is_some_and(|(_, leaf)| letters_of(&leaf.text).starts_with(rest));
        let ends = rest.is_empty() || rest.len() <= REST && !goes_on;
        (is_in, last.filter(|_| !ends).unwrap_or(usize::MAX))
    }

    /// The words a page describes itself with are its standfirst where they stand under the title,
    /// whatever the tags around them say.
    pub(in super::super) fn standfirst(
        &self,
        parts: &mut [Part],
        marks: &[Marks],
        stretch: std::ops::Range<usize>,
    ) {
        let descriptions: Vec<String> = self.meta.description.iter().map(|words| letters_of(words)).collect();
        let begins = (stretch.start..stretch.end).find(|&at| {
            parts[at] == Part::Paragraph && self.items[at].words().is_some_and(|leaf| leaf.weight() >= PROSE)
        });
        let until = begins.unwrap_or(stretch.end);
        let found = self.leaves().find(|(at, leaf)| {
            (stretch.start..until).contains(at)
                && parts[*at] == Part::Clutter
                && leaf.weight() >= PROSE
                && !leaf.is_link()
                && !marks[leaf.node].has(Marks::HIDDEN)
                && descriptions.contains(&letters_of(&leaf.text))
        });
        if let Some((at, _)) = found {
            parts[at] = Part::Paragraph;
        }
    }

    /// What the page says once more around its first paragraph: the title, the names, the date.
    pub(in super::super) fn echoes(&self, parts: &mut [Part], stretch: std::ops::Range<usize>) {
        let titles: Vec<String> =
            self.meta.titles().map(letters_of).filter(|title| title.len() > 12).collect();
        let shown =
            parts.iter().position(|part| *part == Part::Headline).and_then(|at| match &self.items[at] {
                Item::Words(leaf) => Some(letters_of(&leaf.text)),
                Item::Image(_) => None,
            });
        let names: Vec<String> = self.meta.authors.iter().map(|name| letters_of(name)).collect();
        let whole_byline = names.concat();
        let is_names = |text: &str| {
            let bare = letters_of(super::super::said::authors::without_lead(text));
            names.contains(&bare) || whole_byline == bare || names.contains(&letters_of(text))
        };
        let mut read = 0;
        for (at, leaf) in self.leaves().filter(|(at, _)| stretch.contains(at)) {
            if !matches!(parts[at], Part::Paragraph | Part::Subhead) {
                continue;
            }
            let letters = letters_of(&leaf.text);
            let title = titles.iter().chain(&shown).any(|title| {
                *title == letters
                    || (read == 0
                        && letters.len() > 12
                        && title.len() > 12
                        && leaf.weight() < 200
                        && (title.contains(&letters)
                            // A first sentence may well begin with the words of the title.
                            || letters.contains(title.as_str()) && letters.len() * 3 <= title.len() * 4))
            });
            let short = leaf.weight() < 90;
            if title {
                parts[at] = Part::Clutter;
            } else if short && !letters.is_empty() && is_names(&leaf.text) {
                parts[at] = Part::Byline;
            } else if short && read <= 1 && is_dated(&leaf.text) {
                parts[at] = Part::Clutter;
            }
            // A standfirst may stand above the date.
            read += usize::from(parts[at] == Part::Paragraph && leaf.weight() >= PROSE * 2);
        }
    }

    /// A heading over what is no part of the article is none of it either, nor are a few words with
    /// a colon before links.
    pub(in super::super) fn lonely_headings(&self, parts: &mut [Part], stretch: std::ops::Range<usize>) {
        let leaves: Vec<(usize, &Leaf)> = self.leaves().filter(|(at, _)| stretch.contains(at)).collect();
        for pair in leaves.windows(2).rev() {
            let [(at, leaf), (next, other)] = pair else { continue };
            let leads_in = parts[*at] == Part::Paragraph
                && leaf.weight() < PROSE
                && leaf.text.ends_with([':', '\u{ff1a}']);
            if (parts[*at] == Part::Subhead || leads_in && other.is_link()) && parts[*next] == Part::Clutter {
                parts[*at] = Part::Clutter;
            }
        }
    }

    /// Headings and scraps after the last paragraph are none of the article.
    pub(in super::super) fn trim_end(&self, parts: &mut [Part], start: usize, last: usize) -> usize {
        let Some(end) = (start..last).rfind(|&at| parts[at] == Part::Paragraph) else { return last };
        for part in &mut parts[end + 1..last] {
            if *part == Part::Subhead {
                *part = Part::Clutter;
            }
        }
        end + 1
    }
}

/// Whether words are a day, with what leads it in: "Published on 3 May 2024, 10:00".
fn is_dated(words: &str) -> bool {
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let letters = words.chars().filter(|character| character.is_alphabetic()).count();
    let sentence = words.ends_with('.') && digits * 3 < letters;
    digits > 0 && !sentence && crate::import::dates::day(words).is_some()
}
