//! Which of a page's words are the article.

use super::dom::{NodeId, Tree};
use super::leaves::{Item, Leaf};
use super::marks::Marks;
use super::{letters_of, meta::Meta};

/// What a stretch of words is in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The page around the article.
    Outside,
    /// Within the article's stretch of the page, but not of it.
    Clutter,
    /// The title.
    Headline,
    /// Who wrote it.
    Byline,
    /// Under a picture.
    Caption,
    /// A paragraph.
    Paragraph,
    /// A heading.
    Subhead,
}

/// A page's items with what is known of the tree they come from.
pub(super) struct Page<'a> {
    pub tree: &'a Tree,
    pub items: &'a [Item],
    pub says: &'a [Marks],
    pub meta: &'a Meta,
}

/// Fewer characters than this make no prose.
pub(super) const PROSE: usize = 60;

/// The result: what each item is, and where the article stands.
pub(super) struct Article {
    /// One for every item; that of a picture says nothing.
    pub parts: Vec<Part>,
    /// The stretch of the items that is the article, from the headline to its last words.
    pub stretch: std::ops::Range<usize>,
    /// What every node says, without what is contradicted by what it holds.
    pub says: Vec<Marks>,
}

impl Page<'_> {
    /// What all tags around `node` say, itself included.
    pub fn said(says: &[Marks], tree: &Tree, node: NodeId) -> Marks {
        let own = says.get(node).copied().unwrap_or_default();
        tree.ancestors(node)
            .fold(own, |marks, above| marks.with(says.get(above).copied().unwrap_or_default()))
    }

    /// The items that are words, with their places.
    pub fn leaves(&self) -> impl Iterator<Item = (usize, &Leaf)> {
        self.items.iter().enumerate().filter_map(|(at, item)| match item {
            Item::Words(leaf) => Some((at, leaf)),
            Item::Image(_) => None,
        })
    }

    /// The picture an item is.
    pub fn image(&self, at: usize) -> Option<NodeId> {
        match self.items.get(at)? {
            Item::Image(node) => Some(*node),
            Item::Words(_) => None,
        }
    }

    /// Tells the article from the page.
    pub fn article(&self) -> Article {
        let clutter = Marks::CLUTTER.with(Marks::HIDDEN);
        let plain = self.prose(|leaf| {
            !Self::said(self.says, self.tree, leaf.node).has(clutter.with(Marks::CAPTION).with(Marks::CREDIT))
        });
        let says = self.uncontradicted(&plain, &self.prose(|_| true));
        let prose = self.prose(|leaf| {
            !Self::said(&says, self.tree, leaf.node).has(clutter.with(Marks::CAPTION).with(Marks::CREDIT))
        });
        let container = self.container(&prose);
        let inside: Vec<bool> = self.items.iter().map(|item| self.is_within(item, container)).collect();
        let first = inside.iter().position(|inside| *inside).unwrap_or_default();
        let last = inside.iter().rposition(|inside| *inside).map_or(0, |last| last + 1);
        let headline = self.headline_item(first, last);
        let start = headline.map_or(first, |at| at.min(first));
        // Pictures have no part of their own; they are found by their figures.
        let mut parts = vec![Part::Outside; self.items.len()];
        for (at, leaf) in self.leaves().filter(|(at, _)| (start..last).contains(at)) {
            parts[at] = self.part(leaf, &says, inside[at]);
        }
        if let Some(at) = headline {
            parts[at] = Part::Headline;
        }
        self.by_article_body(&mut parts, start..last);
        self.echoes(&mut parts, start..last);
        self.lonely_headings(&mut parts, start..last);
        let end = self.trim_end(&mut parts, start, last);
        Article { parts, stretch: start..end, says }
    }

    fn is_within(&self, item: &Item, container: NodeId) -> bool {
        let node = match item {
            Item::Words(leaf) => leaf.node,
            Item::Image(node) => *node,
        };
        node == container || self.tree.ancestors(node).any(|above| above == container)
    }

    /// The item that is the title: an `h1` before the article's last words, else a heading that
    /// says what the metadata say.
    fn headline_item(&self, first: usize, last: usize) -> Option<usize> {
        let heading = |at: usize| match &self.items[at] {
            Item::Words(leaf) => {
                let mut around = std::iter::once(leaf.node).chain(self.tree.ancestors(leaf.node)).take(4);
                around.any(|node| self.tree.tag(node) == "h1").then_some(leaf)
            }
            Item::Image(_) => None,
        };
        let titles: Vec<String> = self.meta.titles().map(letters_of).collect();
        let known = |text: &str| {
            let letters = letters_of(text);
            letters.len() > 8
                && titles.iter().any(|title| title.contains(&letters) || letters.contains(title.as_str()))
        };
        let nearest = |found: &mut dyn Iterator<Item = usize>| found.min_by_key(|at| at.abs_diff(first));
        nearest(&mut (0..last).filter(|&at| heading(at).is_some_and(|leaf| known(&leaf.text))))
            .or_else(|| {
                nearest(&mut (0..last).filter(|&at| heading(at).is_some_and(|leaf| leaf.weight() > 12)))
            })
            .or_else(|| {
                nearest(&mut (0..last).filter(|&at| heading(at).is_some_and(|leaf| leaf.letters > 0)))
            })
            .or_else(|| {
                nearest(&mut (0..last).filter(|&at| match &self.items[at] {
                    Item::Words(leaf) => {
                        matches!(self.tree.tag(leaf.block), "h2" | "h3" | "div" | "span" | "p")
                            && titles.contains(&letters_of(&leaf.text))
                    }
                    Item::Image(_) => false,
                }))
            })
    }

    fn part(&self, leaf: &Leaf, says: &[Marks], inside: bool) -> Part {
        let said = Self::said(says, self.tree, leaf.node);
        let weight = leaf.weight();
        if said.has(Marks::CONSENT) {
            return Part::Clutter;
        }
        if said.has(Marks::CAPTION.with(Marks::CREDIT)) {
            return Part::Caption;
        }
        let figure = self.tree.ancestors(leaf.node).take(6).any(|above| self.tree.tag(above) == "figure");
        if figure && weight < 600 {
            return Part::Caption;
        }
        if said.has(Marks::CLUTTER.with(Marks::HIDDEN)) {
            return Part::Clutter;
        }
        if said.has(Marks::BYLINE.with(Marks::DATE)) && weight < 300 {
            return if said.has(Marks::BYLINE) { Part::Byline } else { Part::Clutter };
        }
        let tag = self.tree.tag(leaf.block);
        let heading = matches!(tag, "h2" | "h3" | "h4" | "h5" | "h6");
        if !inside {
            // Between the headline and the container only the standfirst belongs to the article.
            let lead = said.has(Marks::LEAD) || self.meta.describes(&leaf.text);
            let prose = weight >= PROSE && !leaf.is_link() && matches!(tag, "p" | "h2" | "h3" | "div" | "li");
            return if (lead && weight >= 20) || (prose && !leaf.is_link() && leaf.linked * 2 < leaf.letters) {
                Part::Paragraph
            } else {
                Part::Clutter
            };
        }
        if leaf.letters == 0 || leaf.is_link() && weight < 400 {
            return Part::Clutter;
        }
        if heading || tag == "h1" {
            return Part::Subhead;
        }
        let short = weight < 25;
        if short && !matches!(tag, "p" | "li" | "blockquote" | "dd" | "dt" | "td" | "th" | "pre") {
            return Part::Clutter;
        }
        Part::Paragraph
    }
}
