//! The words by a picture that nothing calls its caption, but that stand as captions do.

use super::super::article::body::{Article, PROSE, Page, Part};
use super::super::leaves::{Item, Leaf};
use super::super::tree::dom::{NodeId, Tree};
use super::super::tree::marks::Marks;
use super::frames::{self, Frames};
use crate::import::credits;

/// A longer text is no caption, in characters.
const LONGEST: usize = 400;
/// A line of more weight is no caption only for how it is set.
const LONGEST_LINE: usize = 150;
/// More pieces of words make no caption.
const MOST: usize = 4;

/// Words by a picture, with the items they are.
pub(in super::super) type Found = (String, Vec<usize>);

/// All words of the box that a picture stands in among the paragraphs of the article.
pub(in super::super) fn in_box(
    page: &Page<'_>,
    article: &Article,
    frames: &Frames<'_>,
    at: usize,
    frame: NodeId,
) -> Option<Found> {
    let tree = page.tree;
    let around = frames.box_of(page.image(at)?, frame)?;
    let is_within = |leaf: &Leaf| leaf.node == around || tree.ancestors(leaf.node).any(|node| node == around);
    let unwanted = Marks::CLUTTER.with(Marks::HIDDEN).with(Marks::BYLINE).with(Marks::DATE);
    let mut words: Vec<&str> = Vec::new();
    let mut told = Vec::new();
    if matches!(page.items.get(at.checked_sub(1)?)?, Item::Words(leaf) if is_within(leaf)) {
        return None;
    }
    for (at, item) in page.items.iter().enumerate().skip(at + 1) {
        let Item::Words(leaf) = item else { continue };
        if !is_within(leaf) {
            break;
        }
        let said = Page::said(&article.says, tree, leaf.node);
        let heading = matches!(tree.tag(leaf.block), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li");
        if heading || said.has(unwanted) || leaf.linked * 2 > leaf.letters || words.len() == MOST {
            return None;
        }
        if !said.has(Marks::CREDIT) {
            words.push(&leaf.text);
            told.push(at);
        }
    }
    let caption = words.join(" ");
    let fits = !caption.is_empty() && caption.chars().count() <= LONGEST && holds_no_form(tree, around);
    fits.then_some((caption, told))
}

/// Boxes to be filled in are no pictures' boxes.
fn holds_no_form(tree: &Tree, node: NodeId) -> bool {
    let form = |tag: &str| matches!(tag, "form" | "input" | "button" | "select" | "textarea" | "iframe");
    !tree.descendants(node).take(200).any(|below| form(tree.tag(below)))
}

/// The words right after a picture, if they are small or look like a caption.
pub(in super::super) fn next_words(
    page: &Page<'_>,
    article: &Article,
    frames: &Frames<'_>,
    at: usize,
) -> Option<Found> {
    let tree = page.tree;
    let Some(Item::Words(leaf)) = page.items.get(at + 1) else { return None };
    let said = Page::said(&article.says, tree, leaf.node);
    let small = std::iter::once(leaf.node).chain(tree.ancestors(leaf.node)).take(3);
    let small = small.into_iter().any(|node| matches!(tree.tag(node), "small" | "figcaption"));
    // The article may begin in bold, and its first paragraph name the agency it comes from.
    let first = first_prose(page, article) == Some(at + 1);
    let credit = credits::split(&leaf.text).1;
    let credited = credit.is_some_and(|credit| !first || credits::is_credit(credit));
    // A short line that is all bold stands under a picture, or is a heading: those end no sentence.
    let short = leaf.weight() <= LONGEST_LINE;
    let bold = leaf.bold == leaf.letters && leaf.letters > 0 && short && leaf.text.ends_with('.') && !first;
    // So does one all in italics, as writers without a field for captions set them.
    let mut around = std::iter::once(leaf.node).chain(tree.ancestors(leaf.node));
    let italic = short
        && around
            .by_ref()
            .take_while(|&node| node != leaf.block)
            .any(|node| matches!(tree.tag(node), "em" | "i"));
    // And one in the middle of the line, as its picture.
    let centred = || {
        let picture = page.image(at).is_some_and(|picture| frames::is_centred(tree, picture));
        let heading = matches!(tree.tag(leaf.block), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        picture && !heading && leaf.weight() <= LONGEST && frames.is_centred_apart(leaf.block)
    };
    let fits = leaf.text.chars().count() <= LONGEST && !leaf.is_link();
    let looks = small || credited || bold || italic || said.has(Marks::CAPTION) || centred();
    (fits && looks).then(|| (leaf.text.clone(), vec![at + 1]))
}

/// The item that is the first paragraph of the article.
fn first_prose(page: &Page<'_>, article: &Article) -> Option<usize> {
    let mut prose = page.leaves().filter(|(at, leaf)| {
        article.stretch.contains(at) && article.parts[*at] == Part::Paragraph && leaf.weight() >= PROSE
    });
    prose.next().map(|(at, _)| at)
}
