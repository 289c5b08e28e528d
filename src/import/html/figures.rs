//! The pictures of an article with their captions, credits and alternative texts.

use std::collections::HashSet;

use super::super::credits;
use super::body::{Article, Page};
use super::captions;
use super::dom::{NodeId, Tree};
use super::leaves::Item;
use super::marks::Marks;
use super::sources::{self, key};
use super::{letters_of, squeeze};

/// A picture of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// The item it stands at.
    pub at: usize,
    /// Its address as the page gives it.
    pub source: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub alt: Option<String>,
    /// The letters of caption and credit as the page shows them.
    pub shown: String,
    /// Whether it stands among clutter and is here only because the metadata name it.
    weak: bool,
}

/// A figure is looked for this many tags up.
pub(super) const UP: usize = 7;
/// Of a page with more pictures only the first ones are looked at: each is compared with what
/// stands around it.
pub(super) const MOST: usize = 500;

/// The pictures, in the order of the page.
pub(super) fn figures(page: &Page<'_>, article: &Article) -> Vec<Figure> {
    let (from, to) = reach(page, article);
    let mut figures: Vec<Figure> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    let images = (from..to).filter_map(|at| page.image(at).map(|node| (at, node)));
    let images: Vec<(usize, NodeId)> = images.take(MOST).collect();
    let opening = opening(page, from)
        .filter(|(_, key)| images.iter().all(|(_, node)| !files(page.tree, *node).contains(key)));
    for (at, node) in opening.into_iter().map(|(image, _)| image).chain(images) {
        let candidates = sources::candidates(page.tree, node);
        let Some(source) = sources::best(&candidates) else { continue };
        let near = article.stretch.contains(&at);
        let Some(found) = figure(page, article, node, at, &candidates, near) else { continue };
        let key = key(source);
        if let Some(known) = keys.iter().position(|known| *known == key) {
            let first = &mut figures[known];
            // What a video or a teaser shows gives way to the picture itself.
            if first.weak && !found.weak {
                *first = found;
                continue;
            }
            if first.caption.is_none() {
                (first.caption, first.credit) = (found.caption, found.credit.or(first.credit.take()));
            }
            first.alt = first.alt.take().or(found.alt);
            continue;
        }
        keys.push(key);
        figures.push(found);
    }
    figures
}

/// The picture at the top of the page that the metadata name as the article's own: it may stand
/// before the title, in a part of the page of its own.
fn opening(page: &Page<'_>, from: usize) -> Option<((usize, NodeId), String)> {
    let named: HashSet<String> = page.meta.pictures.iter().map(|picture| key(&picture.url)).collect();
    let images = (0..from).filter_map(|at| page.image(at).map(|node| (at, node))).take(MOST);
    images.into_iter().find_map(|(at, node)| {
        let key = files(page.tree, node).into_iter().find(|key| named.contains(key))?;
        let candidates = sources::candidates(page.tree, node);
        let source = sources::best(&candidates)?;
        (!leads_away(page.tree, node, source)).then_some(((at, node), key))
    })
}

/// The keys of all files of a picture.
fn files(tree: &Tree, node: NodeId) -> HashSet<String> {
    sources::candidates(tree, node).iter().map(|(url, _)| key(url)).collect()
}

/// The items among which the article's pictures are: its stretch, and what shares its frame.
fn reach(page: &Page<'_>, article: &Article) -> (usize, usize) {
    let node = |at: usize| match &page.items[at] {
        Item::Words(leaf) => leaf.node,
        Item::Image(node) => *node,
    };
    let (start, end) = (article.stretch.start, article.stretch.end);
    if start >= end {
        return (0, page.items.len());
    }
    let above: Vec<NodeId> = page.tree.ancestors(node(start)).collect();
    let Some(frame) = std::iter::once(node(end - 1))
        .chain(page.tree.ancestors(node(end - 1)))
        .find(|node| above.contains(node))
    else {
        return (start, end);
    };
    let within = |at: &usize| page.tree.ancestors(node(*at)).any(|above| above == frame);
    let from = (start.saturating_sub(40)..start).find(within).unwrap_or(start);
    let to = (end..(end + 40).min(page.items.len())).rfind(within).map_or(end, |last| last + 1);
    (from, to)
}

fn figure(
    page: &Page<'_>,
    article: &Article,
    node: NodeId,
    at: usize,
    candidates: &[(String, u32)],
    near: bool,
) -> Option<Figure> {
    let tree = page.tree;
    let source = sources::best(candidates)?;
    let said = Page::said(&article.says, tree, node);
    let frame = frame(tree, node);
    let alt = tree.attr(node, "alt").map(squeeze).filter(|alt| !alt.is_empty());
    let files: HashSet<String> = candidates.iter().map(|(url, _)| key(url)).collect();
    let told = || page.meta.pictures.iter().filter(|picture| files.contains(&key(&picture.url)));
    let known = told().next().is_some();
    // A page that loads its logo in some way says so at its top.
    let close = std::iter::once(node).chain(tree.ancestors(node).take(3));
    let icon =
        close.into_iter().any(|node| article.says.get(node).is_some_and(|marks| marks.has(Marks::ICON)));
    if icon
        || said.has(Marks::BYLINE.with(Marks::HIDDEN))
        || (said.has(Marks::CLUTTER) && !known)
        || sources::is_small(tree, node, source)
    {
        return None;
    }
    let (mut caption, mut credit) =
        frame.map(|frame| captions::under(page, article, frame)).unwrap_or_default();
    if caption.is_none() {
        caption = captions::described(tree, node);
    }
    let meta = told().find(|picture| picture.caption.is_some());
    if caption.is_none() {
        if let Some((words, by)) = captions::echoed_alt(page, at) {
            (caption, credit) = (Some(words), credit.or(by));
        } else if near {
            caption = captions::next_words(page, article, at);
        }
    }
    if let Some(meta) = meta {
        if caption.is_none()
            && meta.caption.as_deref().is_some_and(|caption| {
                !page.meta.titles().any(|title| letters_of(title) == letters_of(caption))
            })
        {
            caption.clone_from(&meta.caption);
        }
        credit = credit.or_else(|| meta.credit.clone());
    }
    let figure = frame.is_some_and(|frame| tree.tag(frame) == "figure");
    if leads_away(tree, node, source) && !known && !(figure && caption.is_some()) {
        return None;
    }
    if !near && !known && caption.is_none() {
        return None;
    }
    if credit.is_none()
        && let Some(whole) = caption.take()
    {
        let (words, apart) = credits::split(&whole);
        credit = apart.map(str::to_owned);
        caption = Some(words.to_owned()).filter(|words| !words.is_empty());
    }
    let shown = [&caption, &credit].into_iter().flatten().map(|words| letters_of(words)).collect();
    let credit = credit.map(|credit| credits::name(&credit).to_owned());
    Some(Figure {
        at,
        source: source.to_owned(),
        caption,
        credit,
        alt,
        shown,
        weak: said.has(Marks::CLUTTER),
    })
}

/// The tag around a picture and its caption: the outermost that holds no other picture.
fn frame(tree: &Tree, node: NodeId) -> Option<NodeId> {
    let own: HashSet<String> =
        sources::candidates(tree, node).into_iter().map(|(url, _)| key(&url)).collect();
    let mut frame = None;
    // One caption under several files is that of all.
    let figure = tree.ancestors(node).take(UP).find(|&above| tree.tag(above) == "figure");
    if let Some(figure) = figure
        && tree.descendants(figure).filter(|&below| tree.tag(below) == "figcaption").count() == 1
        && tree.descendants(figure).filter(|&below| tree.tag(below) == "figure").count() == 1
    {
        return Some(figure);
    }
    for above in tree.ancestors(node).take(UP) {
        if matches!(tree.tag(above), "body" | "main" | "article" | "html") {
            break;
        }
        let alone =
            tree.descendants(above).take(400).filter(|&below| sources::is_image(tree, below)).all(|other| {
                other == node
                    || sources::candidates(tree, other).iter().all(|(url, _)| own.contains(&key(url)))
            });
        if !alone {
            break;
        }
        frame = Some(above);
        if tree.tag(above) == "figure" {
            break;
        }
    }
    frame
}

/// Whether a picture is a link to another page, as teasers are.
fn leads_away(tree: &Tree, node: NodeId, source: &str) -> bool {
    let Some(href) = tree
        .ancestors(node)
        .take(UP)
        .filter(|&above| tree.tag(above) == "a")
        .find_map(|link| tree.attr(link, "href"))
    else {
        return false;
    };
    let path = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let to_picture =
        [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|end| path.ends_with(end));
    !(href.starts_with('#')
        || href.starts_with("javascript:")
        || href.is_empty()
        || to_picture
        || href.to_ascii_lowercase().contains(&key(source)))
}
