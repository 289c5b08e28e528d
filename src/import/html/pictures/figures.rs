//! The pictures of an article with their captions, credits and alternative texts.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::super::article::body::{Article, Page};
use super::super::said::meta::MetaPicture;
use super::super::tree::dom::{NodeId, Tree};
use super::super::tree::marks::Marks;
use super::super::{letters_of, squeeze};
use super::captions::{self, Under};
use super::frames::{self, Frames};
use super::links::Links;
use super::sources::{self, Candidate};
use super::variants::key;
use super::{beside, size, stand_ins};
use crate::import::credits;

/// A picture of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Figure {
    /// The item it stands at.
    pub at: usize,
    /// Its addresses as the page gives them, the best first.
    pub sources: Vec<String>,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub alt: Option<String>,
    /// The letters of caption and credit as the page shows them.
    pub shown: String,
    /// The items among the article's words that are its caption.
    pub told: Vec<usize>,
    /// Whether it stands among clutter and is here only because the metadata name it, or for its
    /// caption.
    weak: bool,
}

/// Of a page with more pictures only the first ones are looked at: each is compared with what
/// stands around it.
pub(in super::super) const MOST: usize = 500;
/// A smaller square picture by words is the face of who wrote them, in pixels.
const FACE: u32 = 200;

/// The pictures, in the order of the page that was found at `url`.
pub(in super::super) fn figures(page: &Page<'_>, article: &Article, url: Option<&str>) -> Vec<Figure> {
    let finder = Finder::new(page, article, url);
    let (from, to) = frames::reach(page, article);
    let mut figures: Vec<Figure> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    let images = (from..to).filter_map(|at| page.image(at).map(|node| (at, node)));
    let images: Vec<(usize, NodeId)> = images.take(MOST).collect();
    let opening = finder.opening(from, &images);
    for (at, node) in opening.into_iter().chain(images) {
        let Some(found) = finder.figure(node, at) else { continue };
        let Some(key) = found.sources.first().map(|source| key(source)) else { continue };
        if let Some(known) = keys.iter().position(|known| *known == key) {
            let first = &mut figures[known];
            // What a video or a teaser shows gives way to the picture itself.
            if first.weak && !found.weak {
                *first = found;
                continue;
            }
            if first.caption.is_none() {
                (first.caption, first.credit) = (found.caption, found.credit.or(first.credit.take()));
                first.told = found.told;
            }
            first.alt = first.alt.take().or(found.alt);
            continue;
        }
        keys.push(key);
        figures.push(found);
    }
    figures
}

/// Looks at one picture after the other.
struct Finder<'a> {
    page: &'a Page<'a>,
    article: &'a Article,
    frames: Frames<'a>,
    links: Links<'a>,
    /// Which of the metadata's pictures have a key.
    named: HashMap<String, Vec<usize>>,
    /// The nodes with an id.
    ids: OnceCell<HashMap<&'a str, NodeId>>,
}

impl<'a> Finder<'a> {
    fn new(page: &'a Page<'a>, article: &'a Article, url: Option<&'a str>) -> Self {
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, picture) in page.meta.pictures.iter().enumerate() {
            named.entry(key(&picture.url)).or_default().push(at);
        }
        let frames = Frames::new(page, article);
        let links = Links::of(page.tree, url);
        Self { page, article, frames, links, named, ids: OnceCell::new() }
    }

    /// What the metadata say of a picture.
    fn told_by_metadata(&self, node: NodeId) -> Vec<&MetaPicture> {
        let keys = self.frames.keys(node);
        let mut told: Vec<usize> =
            keys.iter().filter_map(|key| self.named.get(key)).flatten().copied().collect();
        told.sort_unstable();
        told.into_iter().filter_map(|at| self.page.meta.pictures.get(at)).collect()
    }

    /// The picture at the top of the page that the metadata name as the article's own: it may stand
    /// before the title, in a part of the page of its own. None if it is among `images`.
    fn opening(&self, from: usize, images: &[(usize, NodeId)]) -> Option<(usize, NodeId)> {
        let tops = (0..from).filter_map(|at| self.page.image(at).map(|node| (at, node))).take(MOST);
        let is_own = |node: NodeId| {
            let candidates = sources::candidates(self.page.tree, node);
            let source = candidates.first().map(|file| &file.url);
            let named = self.frames.keys(node).iter().any(|key| self.named.contains_key(key));
            named && source.is_some_and(|source| !self.links.lead_away(node, source))
        };
        let (at, node) = tops.into_iter().find(|&(_, node)| is_own(node))?;
        let named = |key: &&String| self.named.contains_key(*key);
        let keys: HashSet<String> = self.frames.keys(node).iter().filter(named).cloned().collect();
        images.iter().all(|(_, other)| self.frames.keys(*other).is_disjoint(&keys)).then_some((at, node))
    }

    fn figure(&self, node: NodeId, at: usize) -> Option<Figure> {
        let (page, tree) = (self.page, self.page.tree);
        let candidates = sources::candidates(tree, node);
        let source = &candidates.first()?.url;
        let near = self.article.stretch.contains(&at);
        let frame = self.frames.around(node);
        let leads_away = self.links.lead_away(node, source);
        let under = frame
            .map(|frame| captions::under(page, self.article, &self.links, (frame, node), source))
            .unwrap_or_default();
        let told = self.told_by_metadata(node);
        let known = !told.is_empty();
        let alt = tree.attr(node, "alt").map(squeeze).filter(|alt| !alt.is_empty());
        let speaks = Speaks { caption: under.named, metadata: known, near };
        if under.teaser && !known || self.is_unwanted(node, &candidates, speaks, alt.as_deref()) {
            return None;
        }
        let named = under.named;
        let Words { mut caption, mut credit, told: items } = self.words(node, at, frame, under, &told);
        let in_figure = caption.is_some() && frame.is_some_and(|frame| tree.tag(frame) == "figure");
        if leads_away && !(known || named || in_figure) {
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
        let weak = Page::said(&self.article.says, tree, node).has(Marks::CLUTTER);
        // A stand-in is the picture only where there is nothing else.
        let is_stand_in = |file: &Candidate| stand_ins::is_stand_in(&file.url);
        let real = candidates.iter().any(|file| !is_stand_in(file));
        let sources = candidates.into_iter().filter(|file| !(real && is_stand_in(file)));
        let sources = sources.map(|file| file.url).collect();
        Some(Figure { at, sources, caption, credit, alt, shown, told: items, weak })
    }

    /// Whether a picture is none of the story: clutter, an icon, a face. A caption that is called one
    /// and the metadata speak for a picture, whatever the classes around it say.
    fn is_unwanted(&self, node: NodeId, candidates: &[Candidate], speaks: Speaks, alt: Option<&str>) -> bool {
        let tree = self.page.tree;
        let said = Page::said(&self.article.says, tree, node);
        let clutter = said.has(Marks::CLUTTER) && !(speaks.metadata || speaks.caption && speaks.near);
        if said.has(Marks::BYLINE) || clutter {
            return true;
        }
        let Some(source) = candidates.first().map(|file| &file.url) else { return true };
        if speaks.caption {
            return stand_ins::is_surely_stand_in(source);
        }
        let wide = candidates.iter().any(Candidate::is_wide);
        // The metadata of some sites name their logo.
        if stand_ins::is_surely_stand_in(source) || !wide && stand_ins::is_icon(source) {
            return true;
        }
        if speaks.metadata {
            return false;
        }
        // A page that loads its logo in some way says so at its top.
        let mut close = std::iter::once(node).chain(tree.ancestors(node).take(3));
        let icon = close.any(|node| self.article.says.get(node).is_some_and(|marks| marks.has(Marks::ICON)));
        let author = alt
            .map(letters_of)
            .is_some_and(|alt| self.page.meta.authors.iter().any(|author| letters_of(author) == alt));
        let face = author || size::is_square_within(tree, node, FACE) && !self.is_in_link(node);
        said.has(Marks::HIDDEN)
            || stand_ins::is_stand_in(source)
            || !wide && (icon || face || size::is_small(tree, node))
    }

    fn is_in_link(&self, node: NodeId) -> bool {
        self.page.tree.ancestors(node).take(3).any(|above| self.page.tree.tag(above) == "a")
    }

    /// The caption and the credit, from the first that gives one: what is under the picture, what the
    /// page says describes it, what stands by it, the metadata.
    fn words(
        &self,
        node: NodeId,
        at: usize,
        frame: Option<NodeId>,
        under: Under,
        meta: &[&MetaPicture],
    ) -> Words {
        let (page, article) = (self.page, self.article);
        let near = article.stretch.contains(&at);
        let mut words = Words { caption: under.caption, credit: under.credit, told: Vec::new() };
        if words.caption.is_none() {
            words.caption = captions::described(page.tree, node, |id| self.by_id(id));
        }
        if words.caption.is_none() {
            if let Some((caption, by)) = captions::echoed_alt(page, at) {
                words.caption = Some(caption);
                words.credit = words.credit.or(by);
            } else if near
                && let Some((caption, told)) = frame
                    .and_then(|frame| beside::in_box(page, article, &self.frames, at, frame))
                    .or_else(|| beside::next_words(page, article, &self.frames, at))
            {
                (words.caption, words.told) = (Some(caption), told);
            }
        }
        if let Some(meta) = meta.iter().find(|picture| picture.caption.is_some()) {
            let is_title = |caption: &str| {
                let letters = letters_of(caption);
                page.meta.titles().any(|title| letters_of(title) == letters)
            };
            let caption = || meta.caption.clone().filter(|caption| !is_title(caption));
            words.caption = words.caption.or_else(caption);
            words.credit = words.credit.or_else(|| meta.credit.clone());
        }
        words
    }

    fn by_id(&self, id: &str) -> Option<NodeId> {
        let tree: &Tree = self.page.tree;
        let ids = self.ids.get_or_init(|| {
            let nodes = tree.descendants(Tree::ROOT);
            let mut ids = HashMap::new();
            for node in nodes {
                if let Some(id) = tree.attr(node, "id") {
                    ids.entry(id).or_insert(node);
                }
            }
            ids
        });
        ids.get(id).copied()
    }
}

/// What speaks for a picture.
#[derive(Clone, Copy)]
struct Speaks {
    /// A caption that is called one.
    caption: bool,
    /// The metadata name it.
    metadata: bool,
    /// It stands within the article.
    near: bool,
}

/// What stands under a picture, and which of the article's items that is.
struct Words {
    caption: Option<String>,
    credit: Option<String>,
    told: Vec<usize>,
}
