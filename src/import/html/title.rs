//! The headline, and what of the metadata can only be seen on the page.

use jiff::civil::Date;

use super::super::dates;
use super::body::{Article, Page, Part};
use super::leaves::{Item, Leaf};
use super::letters_of;
use super::marks::Marks;
use super::meta::Meta;

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
    let json = meta.headline.as_deref();
    let shared = meta.shared_title.as_deref().map(|title| without_outlet(title, meta));
    let window = meta.title.as_deref().map(|title| without_outlet(title, meta));
    let candidates: Vec<&str> = [shown, json, shared, window]
        .into_iter()
        .flatten()
        .filter(|title| !title.trim().is_empty())
        .collect();
    let votes =
        |title: &str| candidates.iter().filter(|other| letters_of(other) == letters_of(title)).count();
    // Of two that are as common, the one the page gives to machines: that is never cut or dressed up.
    let rank = |title: &str| (votes(title), json.is_some_and(|json| letters_of(json) == letters_of(title)));
    let most = candidates.iter().map(|title| rank(title)).max()?;
    candidates.iter().find(|title| rank(title) == most).map(|title| (*title).to_owned())
}

/// A title without the outlet's name at its end.
fn without_outlet<'a>(title: &'a str, meta: &Meta) -> &'a str {
    for separator in [" | ", " - ", " \u{2013} ", " \u{2014} ", " :: ", " \u{b7} ", "\u{ff5c}", "\u{ff1a}"] {
        let Some((head, tail)) = title.rsplit_once(separator) else { continue };
        let outlet = meta.outlet.as_deref().map(letters_of).unwrap_or_default();
        let tail_letters = letters_of(tail);
        let names_outlet =
            !outlet.is_empty() && (outlet.contains(&tail_letters) || tail_letters.contains(&outlet));
        if (names_outlet || separator == " | ") && head.chars().count() > 12 {
            return without_outlet(head, meta);
        }
    }
    title
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
