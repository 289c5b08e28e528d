//! The headline, and what of the metadata can only be seen on the page.

use jiff::civil::Date;

use super::super::dates;
use super::body::{Article, Page, Part};
use super::leaves::{Item, Leaf};
use super::marks::Marks;
use super::meta::Meta;
use super::{letters_of, squeeze};

/// The title as the page shows it.
pub(super) fn shown(page: &Page<'_>, article: &Article) -> Option<String> {
    let at = article.parts.iter().position(|part| *part == Part::Headline)?;
    match &page.items[at] {
        Item::Words(leaf) => Some(leaf.text.replace('\n', " ")),
        Item::Image(_) => None,
    }
}

/// The headline: what the page shows, unless two of its own titles agree on another one.
pub(super) fn headline(meta: &Meta, shown: Option<&str>) -> Option<String> {
    let json = meta.headline.as_deref().map(|title| without_outlet(title, meta, false));
    let shared = meta.shared_title.as_deref().map(|title| without_outlet(title, meta, true));
    let window = meta.title.as_deref().map(|title| without_outlet(title, meta, true));
    let candidates: Vec<&str> = [shown, json, shared, window]
        .into_iter()
        .flatten()
        .filter(|title| !title.trim().is_empty())
        .collect();
    let votes =
        |title: &str| candidates.iter().filter(|other| letters_of(other) == letters_of(title)).count();
    let spelt = |title: &str| candidates.iter().filter(|other| squeeze(other) == squeeze(title)).count();
    let rank = |title: &str| {
        // Of two that are as common, the one the page gives to machines: that is never cut or dressed up.
        let told = json.is_some_and(|json| letters_of(json) == letters_of(title));
        // Of two spellings, the commoner; else the one that keeps apart what the page sets in two
        // lines, the topic and the title.
        (votes(title), told, spelt(title), title.split_whitespace().count(), title.matches(':').count())
    };
    let most = candidates.iter().map(|title| rank(title)).max()?;
    candidates.iter().find(|title| rank(title) == most).map(|title| (*title).to_owned())
}

/// What sets the outlet's name apart from a title.
const SEPARATORS: [&str; 11] = [
    " | ",
    " - ",
    " \u{2013} ",
    " \u{2014} ",
    " :: ",
    " \u{b7} ",
    " \u{bb} ",
    " \u{ab} ",
    "\u{ff5c}",
    "\u{ff1a}",
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
            let named = few
                && !tail.is_empty()
                && outlets.iter().any(|outlet| outlet.contains(&tail) || tail.contains(outlet.as_str()));
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
fn site(url: &str) -> Option<String> {
    let host = url.split("://").nth(1)?.split(['/', ':', '?', '#']).next()?;
    let labels: Vec<&str> = host.split('.').filter(|label| *label != "www").collect();
    // The longest label is the name: the others are subdomains, "co", "com" and countries.
    let name = labels.iter().rev().skip(1).max_by_key(|label| label.len())?;
    let name = letters_of(name);
    (name.len() >= 4).then_some(name)
}

/// The day that stands near the headline.
pub(super) fn visible_date(page: &Page<'_>, article: &Article) -> Option<Date> {
    near(page, article).find_map(|leaf| {
        let said = Page::said(&article.says, page.tree, leaf.node);
        let short = leaf.text.chars().count() <= 80;
        (said.has(Marks::DATE) || short).then(|| dates::day(&leaf.text)).flatten()
    })
}

/// The names in a byline near the headline.
pub(super) fn visible_authors(page: &Page<'_>, article: &Article) -> Vec<String> {
    let found = near(page, article).find_map(|leaf| {
        let said = Page::said(&article.says, page.tree, leaf.node);
        let short = leaf.text.chars().count() <= 80 && dates::day(&leaf.text).is_none();
        let led = leaf.text.starts_with("By ") || leaf.text.starts_with("Von ");
        (short && (said.has(Marks::BYLINE) || led)).then(|| super::authors::names(vec![&leaf.text]))
    });
    found.unwrap_or_default()
}

fn near<'a>(page: &'a Page<'a>, article: &Article) -> impl Iterator<Item = &'a Leaf> {
    let start = article.stretch.start.saturating_sub(8);
    let end = (start + 30).min(page.items.len());
    page.items[start..end].iter().filter_map(|item| match item {
        Item::Words(leaf) => Some(leaf),
        Item::Image(_) => None,
    })
}
