//! Who wrote a story and when, as metadata tell it or as it can only be seen on the page.

use jiff::civil::Date;

use super::super::article::body::{Article, Page, Part};
use super::super::leaves::{Item, Leaf};
use super::super::tree::dom::NodeId;
use super::super::tree::marks::Marks;
use crate::import::dates;

/// The day of publication: the first of what may tell it that can be read as a day. What the page
/// says of the story itself comes before what stands near its headline, and that before its address.
pub(in super::super) fn day(page: &Page<'_>, article: &Article) -> Option<Date> {
    let meta = page.meta;
    let month_first = meta.language.as_deref().is_some_and(counts_months_first);
    let told = |text: &str| dates::stamp(text, month_first);
    let published = meta.days.published.iter().find_map(|text| told(text));
    published
        .or_else(|| near_time(page, article, told))
        .or_else(|| visible(page, article, month_first))
        .or_else(|| meta.url.as_deref().and_then(dates::in_address))
        .or_else(|| meta.days.changed.iter().find_map(|text| told(text)))
        .or_else(|| meta.days.times.iter().find_map(|(_, text)| told(text)))
}

/// Whether a page in this language writes the month before the day: 5/3/2024.
fn counts_months_first(language: &str) -> bool {
    let region = language.split('-').skip(1).find(|part| part.len() == 2);
    region.is_some_and(|region| ["us", "ph"].iter().any(|known| region.eq_ignore_ascii_case(known)))
}

/// The `time` nearest to the headline that can be read and belongs to no other story.
fn near_time(page: &Page<'_>, article: &Article, told: impl Fn(&str) -> Option<Date>) -> Option<Date> {
    let headline = article.parts.iter().position(|part| *part == Part::Headline);
    let headline = headline.map_or(0, |at| match &page.items[at] {
        Item::Words(leaf) => leaf.node,
        Item::Image(node) => *node,
    });
    // The page is numbered in its order. What stands above a headline is more often another's.
    let far = |node: NodeId| {
        let far = node.abs_diff(headline);
        if node < headline { far * 3 } else { far }
    };
    let end = article.stretch.end.checked_sub(1).and_then(|last| page.items.get(last)).map(Item::node);
    let own = |node: NodeId| {
        let unwanted = Marks::CLUTTER.with(Marks::HIDDEN);
        end.is_none_or(|end| node <= end)
            && !page.tree.ancestors(node).any(|above| page.tree.tag(above) == "a")
            && !Page::said(&article.says, page.tree, node).has(unwanted)
    };
    let times = page.meta.days.times.iter().filter(|(node, _)| own(*node));
    let read = times.filter_map(|(node, text)| Some((far(*node), told(text)?)));
    read.min_by_key(|(far, _)| *far).map(|(_, day)| day)
}

/// The day that stands near the headline.
fn visible(page: &Page<'_>, article: &Article, month_first: bool) -> Option<Date> {
    near(page, article).find_map(|leaf| {
        let said = Page::said(&article.says, page.tree, leaf.node);
        let short = leaf.text.chars().count() <= 80;
        (said.has(Marks::DATE) || short).then(|| dates::day_as(&leaf.text, month_first)).flatten()
    })
}

/// The names in a byline near the headline.
pub(in super::super) fn authors(page: &Page<'_>, article: &Article) -> Vec<String> {
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
