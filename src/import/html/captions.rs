//! What stands under a picture: only two captions in three stand in a `figcaption`, so what classes
//! call a caption, what `aria-describedby` names and the next small text are asked too.

use super::super::credits;
use super::body::{Article, Page};
use super::dom::{NodeId, Tree};
use super::figures::UP;
use super::leaves::Item;
use super::marks::Marks;
use super::{letters_of, squeeze};

/// A longer text is no caption, in characters.
const LONGEST: usize = 900;

/// The caption and the credit within a frame.
pub(super) fn under(page: &Page<'_>, article: &Article, frame: NodeId) -> (Option<String>, Option<String>) {
    let tree = page.tree;
    let says = |node: NodeId| article.says.get(node).copied().unwrap_or_default();
    let words = |text: String| {
        Some(text).filter(|text| text.chars().any(char::is_alphanumeric) && text.chars().count() <= LONGEST)
    };
    let mut credits: Vec<String> = Vec::new();
    let mut captions: Vec<NodeId> = Vec::new();
    for node in tree.descendants(frame) {
        let inside_known = tree.ancestors(node).any(|above| captions.contains(&above));
        if (tree.tag(node) == "figcaption" || says(node).has(Marks::CAPTION)) && !inside_known {
            captions.push(node);
        }
        let inside_credit = tree.ancestors(node).take(UP).any(|above| says(above).has(Marks::CREDIT));
        if is_credit_node(tree, says(node), node) && !inside_credit {
            credits.extend(words(tree.text(node)).filter(|text| !credits.contains(text)));
        }
    }
    let mut text: Vec<String> = Vec::new();
    for &caption in &captions {
        let credit = |node: NodeId| node != caption && is_credit_node(tree, says(node), node);
        // "Image caption, ": a label that only a screen reader speaks is no word of the caption.
        let unseen = Marks::CLUTTER.with(Marks::HIDDEN);
        let seen = tree.text_without(caption, |node| {
            credit(node) || node != caption && says(node).has(unseen) && !says(node).has(Marks::CAPTION)
        });
        let without = if seen.is_empty() { tree.text_without(caption, credit) } else { seen };
        text.extend(
            words(without)
                .filter(|words| !text.iter().any(|known| letters_of(known).contains(&letters_of(words)))),
        );
    }
    if text.is_empty() && tree.tag(frame) == "figure" {
        let whole = tree.text_without(frame, |node| is_credit_node(tree, says(node), node));
        text.extend(words(whole));
    }
    let caption = (!text.is_empty()).then(|| text.join(" "));
    (caption, (!credits.is_empty()).then(|| credits.join(", ")))
}

fn is_credit_node(tree: &Tree, says: Marks, node: NodeId) -> bool {
    (says.has(Marks::CREDIT) || tree.tag(node) == "cite")
        && !says.has(Marks::CAPTION)
        && tree.tag(node) != "figcaption"
        && tree.tag(node) != "figure"
}

/// What `aria-describedby` names, or an attribute for captions holds.
pub(super) fn described(tree: &Tree, node: NodeId) -> Option<String> {
    let attribute = ["data-caption", "data-description", "data-image-caption"]
        .into_iter()
        .find_map(|name| tree.attr(node, name));
    if let Some(caption) = attribute.map(super::without_markup).filter(|caption| !caption.is_empty()) {
        return Some(caption);
    }
    let around = std::iter::once(node).chain(tree.ancestors(node).take(3));
    let id = around.filter_map(|node| tree.attr(node, "aria-describedby")).next()?;
    let named = tree.descendants(Tree::ROOT).find(|&other| tree.attr(other, "id") == Some(id))?;
    Some(tree.text(named)).filter(|text| !text.is_empty() && text.chars().count() <= LONGEST)
}

/// The caption and the credit where words soon after a picture begin as its alternative text:
/// they are the caption, shown or not, and what follows them is the credit.
pub(super) fn echoed_alt(page: &Page<'_>, at: usize) -> Option<(String, Option<String>)> {
    let Item::Image(node) = page.items[at] else { return None };
    let alt = page.tree.attr(node, "alt").map(squeeze).filter(|alt| letters_of(alt).len() > 12)?;
    let credit = page.items.iter().skip(at + 1).take(12).find_map(|item| match item {
        Item::Words(leaf) => leaf.text.strip_prefix(alt.as_str()).filter(|rest| rest.chars().count() <= 80),
        Item::Image(_) => None,
    })?;
    let credit = Some(credit.trim().to_owned()).filter(|credit| !credit.is_empty());
    Some((alt, credit))
}

/// The words right after a picture, if they are small or look like a caption.
pub(super) fn next_words(page: &Page<'_>, article: &Article, at: usize) -> Option<String> {
    let tree = page.tree;
    let Some(Item::Words(leaf)) = page.items.get(at + 1) else { return None };
    let said = Page::said(&article.says, tree, leaf.node);
    let small = std::iter::once(leaf.node).chain(tree.ancestors(leaf.node)).take(3);
    let small = small.into_iter().any(|node| matches!(tree.tag(node), "small" | "figcaption"));
    let agency = credits::split(&leaf.text).1.is_some();
    // A short line that is all bold stands under a picture, or is a heading: those end no sentence.
    let bold =
        leaf.bold == leaf.letters && leaf.letters > 0 && leaf.weight() <= 150 && leaf.text.ends_with('.');
    // So does one all in italics, as writers without a field for captions set them.
    let mut around = std::iter::once(leaf.node).chain(tree.ancestors(leaf.node));
    let italic = leaf.weight() <= 150
        && around
            .by_ref()
            .take_while(|&node| node != leaf.block)
            .any(|node| matches!(tree.tag(node), "em" | "i"));
    let fits = leaf.text.chars().count() <= LONGEST.min(400) && !leaf.is_link();
    (fits && (small || agency || bold || italic || said.has(Marks::CAPTION))).then(|| leaf.text.clone())
}
