//! Which of a page's words are the article.

use super::super::leaves::{Item, Leaf};
use super::super::said::meta::Meta;
use super::super::tree::dom::{NodeId, Tree};
use super::super::tree::marks::Marks;
pub(in super::super) use super::super::tree::marks::PROSE;
use super::boxes::Sizes;

/// What a stretch of words is in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Part {
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
pub(in super::super) struct Page<'a> {
    pub tree: &'a Tree,
    pub items: &'a [Item],
    pub says: &'a [Marks],
    pub meta: &'a Meta,
}

/// The result: what each item is, and where the article stands.
pub(in super::super) struct Article {
    /// One for every item; that of a picture says nothing.
    pub parts: Vec<Part>,
    /// The stretch of the items that is the article, from the headline to its last words.
    pub stretch: std::ops::Range<usize>,
    /// What every node says, without what is contradicted by what it holds.
    pub says: Vec<Marks>,
    /// The items after the stretch that were cut off from it.
    pub cut: Vec<usize>,
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
        let unwanted = Marks::CLUTTER.with(Marks::HIDDEN).with(Marks::CAPTION).with(Marks::CREDIT);
        let marks = self.inherited(self.says);
        let sizes = Sizes::of(self, &marks);
        let plain = self.prose(&marks, unwanted);
        let mut says = self.uncontradicted(&plain, &self.prose(&marks, Marks::default()), &sizes);
        let prose = self.prose(&self.inherited(&says), unwanted);
        self.boxes(&mut says, &prose, &sizes);
        let marks = self.inherited(&says);
        let containers = self.containers(&prose, &sizes);
        let container = containers.first().copied().unwrap_or(Tree::ROOT);
        let inside = self.below(&containers);
        let inside: Vec<bool> = self.items.iter().map(|item| inside[item.node()]).collect();
        let first = inside.iter().position(|inside| *inside).unwrap_or_default();
        let last = inside.iter().rposition(|inside| *inside).map_or(0, |last| last + 1);
        let headline = self.headline_item(first, last);
        let start = headline.map_or(first, |at| at.min(first));
        // Pictures have no part of their own; they are found by their figures.
        let mut parts = vec![Part::Outside; self.items.len()];
        for (at, leaf) in self.leaves().filter(|(at, _)| (start..last).contains(at)) {
            parts[at] = self.part(leaf, &says, marks[leaf.node], inside[at], &sizes);
        }
        if let Some(at) = headline {
            parts[at] = Part::Headline;
        }
        self.standfirst(&mut parts, &marks, start..last);
        self.short_lines(&mut parts, &marks, &inside);
        self.by_article_body(&mut parts, start..last);
        self.echoes(&mut parts, start..last);
        self.lonely_headings(&mut parts, start..last);
        let end = self.trim_end(&mut parts, start, last);
        let cut = self.cut_off(&marks, container, &inside, &parts, end);
        Article { parts, stretch: start..end, says, cut }
    }

    fn part(&self, leaf: &Leaf, says: &[Marks], said: Marks, inside: bool, sizes: &Sizes) -> Part {
        let weight = leaf.weight();
        if said.has(Marks::CONSENT) {
            return Part::Clutter;
        }
        if said.has(Marks::CAPTION.with(Marks::CREDIT)) {
            return Part::Caption;
        }
        if weight < 600 && self.is_in_figure(leaf, sizes) {
            return Part::Caption;
        }
        if said.has(Marks::CLUTTER.with(Marks::HIDDEN)) {
            return Part::Clutter;
        }
        if said.has(Marks::BYLINE) && self.is_label(leaf, says, Marks::BYLINE, sizes) {
            return Part::Byline;
        }
        if said.has(Marks::DATE) && self.is_label(leaf, says, Marks::DATE, sizes) {
            return Part::Clutter;
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
        if leaf.points_on() && !matches!(tag, "td" | "th" | "dd" | "dt") {
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
