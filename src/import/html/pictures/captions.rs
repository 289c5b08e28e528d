//! What stands under a picture: only two captions in three stand in a `figcaption`, so what classes
//! call a caption and what `aria-describedby` names are asked too.

use super::super::article::body::{Article, Page};
use super::super::leaves::Item;
use super::super::tree::dom::{NodeId, Tree};
use super::super::tree::marks::Marks;
use super::super::{letters_of, squeeze};
use super::links::Links;

/// A longer text is no caption, in characters.
pub(in super::super) const LONGEST: usize = 900;
/// More captions and credits of one picture are not read.
const MOST: usize = 20;
/// So many nodes of a frame are looked at.
const MOST_BELOW: usize = 2_000;
/// A tag that says what is above it is looked for this many tags up.
const UP: usize = 7;

/// What a frame holds beside its picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Under {
    pub caption: Option<String>,
    pub credit: Option<String>,
    /// Whether a tag or a class says that this is a caption.
    pub named: bool,
    /// Whether it is the title of another page.
    pub teaser: bool,
}

/// What is around a node within its frame.
#[derive(Clone, Copy, Default)]
struct Around {
    caption: bool,
    credit: bool,
    quote: bool,
}

/// The caption and the credit within the frame of a picture, which is at `source`.
pub(in super::super) fn under(
    page: &Page<'_>,
    article: &Article,
    links: &Links<'_>,
    (frame, picture): (NodeId, NodeId),
    source: &str,
) -> Under {
    let tree = page.tree;
    let leads_away = links.lead_away(picture, source);
    let is_title = |words: NodeId| links.title_another_page(words, source, leads_away);
    let says = |node: NodeId| article.says.get(node).copied().unwrap_or_default();
    let words = |text: String| {
        Some(text).filter(|text| text.chars().any(char::is_alphanumeric) && text.chars().count() <= LONGEST)
    };
    let mut credits: Vec<String> = Vec::new();
    let mut captions: Vec<NodeId> = Vec::new();
    let mut teaser = false;
    let above = tree.ancestors(frame).take(UP).any(|above| says(above).has(Marks::CREDIT));
    let mut stack = vec![(frame, Around { credit: above, ..Around::default() })];
    for _ in 0..MOST_BELOW {
        let Some((node, mut around)) = stack.pop() else { break };
        let marks = says(node);
        if !around.credit
            && credits.len() < MOST
            && is_credit(tree, marks, node, || may_cite(tree, says, frame, node, around))
        {
            credits.extend(words(tree.text(node)).filter(|text| !credits.contains(text)));
        }
        if !around.caption && is_caption(tree, marks, node) {
            around.caption = true;
            if is_title(node) {
                teaser = true;
            } else if captions.len() < MOST {
                captions.push(node);
            }
        }
        around.credit |= marks.has(Marks::CREDIT);
        around.quote |= tree.tag(node) == "blockquote";
        stack.extend(tree.children(node).iter().rev().map(|&child| (child, around)));
    }
    let mut text: Vec<String> = Vec::new();
    let mut length = 0;
    for &caption in &captions {
        let credit = |node: NodeId| node != caption && is_credit(tree, says(node), node, || true);
        // "Image caption, ": a label that only a screen reader speaks is no word of the caption.
        let unseen = Marks::CLUTTER.with(Marks::HIDDEN);
        let seen = tree.text_without(caption, |node| {
            credit(node) || node != caption && says(node).has(unseen) && !says(node).has(Marks::CAPTION)
        });
        let without = if seen.is_empty() { tree.text_without(caption, credit) } else { seen };
        let told = |words: &str| text.iter().any(|known| letters_of(known).contains(&letters_of(words)));
        if let Some(words) = words(without).filter(|words| !told(words)) {
            length += words.chars().count();
            text.extend(Some(words).filter(|_| length <= LONGEST));
        }
    }
    let named = !text.is_empty();
    if text.is_empty() && !teaser && tree.tag(frame) == "figure" {
        if is_title(frame) {
            teaser = true;
        } else {
            let whole = tree.text_without(frame, |node| is_credit(tree, says(node), node, || true));
            text.extend(words(whole));
        }
    }
    Under {
        caption: (!text.is_empty()).then(|| text.join(" ")),
        credit: (!credits.is_empty()).then(|| credits.join(", ")),
        named,
        teaser: teaser && !named,
    }
}

fn is_caption(tree: &Tree, says: Marks, node: NodeId) -> bool {
    tree.tag(node) == "figcaption" || says.has(Marks::CAPTION)
}

fn is_credit(tree: &Tree, says: Marks, node: NodeId, may_cite: impl Fn() -> bool) -> bool {
    (says.has(Marks::CREDIT) || tree.tag(node) == "cite" && may_cite())
        && !says.has(Marks::CAPTION)
        && tree.tag(node) != "figcaption"
        && tree.tag(node) != "figure"
}

/// Whether a `cite` names who made a picture: others name who said something.
fn may_cite(
    tree: &Tree,
    says: impl Fn(NodeId) -> Marks,
    frame: NodeId,
    node: NodeId,
    around: Around,
) -> bool {
    let beside = || {
        let siblings = tree.parent(node).map_or(&[][..], |parent| tree.children(parent));
        siblings.iter().take(40).any(|&other| is_caption(tree, says(other), other))
    };
    !around.quote && (around.caption || tree.tag(frame) == "figure" || beside())
}

/// What `aria-describedby` names, or an attribute for captions holds. `by_id` finds a node.
pub(in super::super) fn described(
    tree: &Tree,
    node: NodeId,
    by_id: impl Fn(&str) -> Option<NodeId>,
) -> Option<String> {
    let attribute = ["data-caption", "data-description", "data-image-caption"]
        .into_iter()
        .find_map(|name| tree.attr(node, name));
    if let Some(caption) = attribute.map(super::super::without_markup).filter(|caption| !caption.is_empty()) {
        return Some(caption);
    }
    let around = std::iter::once(node).chain(tree.ancestors(node).take(3));
    let id = around.filter_map(|node| tree.attr(node, "aria-describedby")).next()?;
    Some(tree.text(by_id(id)?)).filter(|text| !text.is_empty() && text.chars().count() <= LONGEST)
}

/// The caption and the credit where words soon after a picture begin as its alternative text:
/// they are the caption, shown or not, and what follows them is the credit.
pub(in super::super) fn echoed_alt(page: &Page<'_>, at: usize) -> Option<(String, Option<String>)> {
    let Item::Image(node) = page.items[at] else { return None };
    let alt = page.tree.attr(node, "alt").map(squeeze).filter(|alt| letters_of(alt).len() > 12)?;
    let credit = page.items.iter().skip(at + 1).take(12).find_map(|item| match item {
        Item::Words(leaf) => leaf.text.strip_prefix(alt.as_str()).filter(|rest| rest.chars().count() <= 80),
        Item::Image(_) => None,
    })?;
    let credit = Some(credit.trim().to_owned()).filter(|credit| !credit.is_empty());
    Some((alt, credit))
}
