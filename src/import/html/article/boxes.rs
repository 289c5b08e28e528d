//! Blocks of a page by how much they hold: parts of one article, boxes beside it, what is cut off.

use super::super::leaves::{Item, Leaf};
use super::super::tree::dom::{NodeId, Tree};
use super::super::tree::marks::Marks;
use super::body::{PROSE, Page, Part};

/// A box around a form holds no more than this, in characters.
const LARGEST_BOX: usize = 300;
/// It is one of so many tags around the form, the form itself included.
const BOX: usize = 3;
/// The words of a block that names a writer or a time are no more than this, in characters.
const LONGEST_LABEL: usize = 120;
/// A block on a writer is no longer than this.
const LONGEST_PORTRAIT: usize = 400;

/// How much every node of a page holds, in characters.
pub(in super::super) struct Sizes {
    all: Vec<usize>,
    /// Those in stretches that are links.
    linked: Vec<usize>,
    /// Those in prose that ends as sentences do.
    read: Vec<usize>,
    /// How many `h1` it is or holds.
    titles: Vec<usize>,
    /// How much that is looked at, not read.
    shown: Vec<usize>,
}

impl Sizes {
    /// `marks` holds what applies to every node.
    pub fn of(page: &Page<'_>, marks: &[Marks]) -> Self {
        let zeros = || vec![0; page.tree.nodes.len()];
        let (mut all, mut linked, mut read) = (zeros(), zeros(), zeros());
        for (_, leaf) in page.leaves() {
            let weight = leaf.weight();
            all[leaf.node] += weight;
            linked[leaf.node] += if leaf.is_link() { weight } else { 0 };
            let reads = weight >= PROSE
                && ends_sentence(&leaf.text)
                && !marks[leaf.node].has(Marks::BYLINE.with(Marks::DATE));
            read[leaf.node] += if reads { weight } else { 0 };
        }
        let (mut titles, mut shown) = (zeros(), zeros());
        for node in page.tree.descendants(Tree::ROOT) {
            let tag = page.tree.tag(node);
            titles[node] = usize::from(tag == "h1");
            let shows = ["iframe", "video", "audio", "object", "embed", "canvas", "svg", "picture"];
            shown[node] = usize::from(shows.contains(&tag));
        }
        for item in page.items {
            if let Item::Image(node) = item {
                shown[*node] = 1;
            }
        }
        Self {
            all: page.summed(all),
            linked: page.summed(linked),
            read: page.summed(read),
            titles: page.summed(titles),
            shown: page.summed(shown),
        }
    }

    /// How many characters `node` holds.
    pub fn held(&self, node: NodeId) -> usize {
        self.all[node]
    }

    /// How many of them are in prose that ends as sentences do.
    pub fn read(&self, node: NodeId) -> usize {
        self.read[node]
    }

    fn is_titled(&self, node: NodeId) -> bool {
        self.titles[node] > 0
    }
}

impl Page<'_> {
    /// Whether `other` is a part of the same article as `node` beside it: two columns, two halves
    /// around an advertisement, two entries of a live blog.
    pub(in super::super) fn continues(&self, node: NodeId, other: NodeId, sizes: &Sizes) -> bool {
        let class = |node| self.tree.attr(node, "class").map(str::trim).filter(|class| !class.is_empty());
        let body = |node| self.tree.attr(node, "itemprop").is_some_and(|said| said.contains("articleBody"));
        let says_article = |node: NodeId| self.says.get(node).is_some_and(|said| said.has(Marks::ARTICLE));
        let alike = self.tree.tag(node) == self.tree.tag(other)
            && match class(node) {
                _ if body(node) && body(other) => true,
                Some(name) => class(other) == Some(name),
                // Plain blocks right below the article's own tag.
                None => class(other).is_none() && self.tree.parent(node).is_some_and(says_article),
            };
        // Teasers are links for the most part; another article has a title of its own.
        let read = sizes.read[other];
        let reads = read * 2 >= sizes.held(other) && sizes.linked[other] * 5 < read;
        alike && reads && !sizes.is_titled(node) && !sizes.is_titled(other)
    }

    /// Marks the boxes around forms: they ask the reader for an address or an opinion.
    pub(in super::super) fn boxes(&self, says: &mut [Marks], prose: &[usize], sizes: &Sizes) {
        for form in self.tree.descendants(Tree::ROOT).filter(|&node| self.tree.tag(node) == "form") {
            let small = |node: &NodeId| {
                sizes.held(*node) <= LARGEST_BOX
                    && prose[*node] * 4 <= prose[Tree::ROOT]
                    && !sizes.is_titled(*node)
                    && !matches!(self.tree.tag(*node), "body" | "main" | "article" | "")
            };
            let around = std::iter::once(form).chain(self.tree.ancestors(form)).take(BOX);
            if let Some(marks) = around.take_while(small).last().and_then(|node| says.get_mut(node)) {
                *marks = marks.with(Marks::CLUTTER);
            }
        }
    }

    /// Whether a tag around these words that says `mark` holds little more than a name or a time:
    /// a class on a longer block tells what is next to it, or what it was when.
    pub(in super::super) fn is_label(&self, leaf: &Leaf, says: &[Marks], mark: Marks, sizes: &Sizes) -> bool {
        let weight = leaf.weight();
        let told = |longest: usize| {
            let mut around = std::iter::once(leaf.node).chain(self.tree.ancestors(leaf.node));
            around
                .any(|node| says.get(node).is_some_and(|said| said.has(mark)) && sizes.held(node) <= longest)
        };
        let sentence = weight >= PROSE && ends_sentence(&leaf.text);
        if mark == Marks::BYLINE {
            let named = || self.meta.authors.iter().any(|name| leaf.text.contains(name.as_str()));
            return weight < 300 && told(usize::MAX) && named() || !sentence && told(LONGEST_PORTRAIT);
        }
        !sentence && told(LONGEST_LABEL)
    }

    /// Whether a tag around these words is a figure that shows something.
    pub(in super::super) fn is_in_figure(&self, leaf: &Leaf, sizes: &Sizes) -> bool {
        let figure = self.tree.ancestors(leaf.node).take(6).find(|&above| self.tree.tag(above) == "figure");
        figure.is_some_and(|figure| sizes.shown[figure] > 0)
    }

    /// The items after the article's last words that its frame holds too: prose, and what stands in
    /// the same block. They are folded away, so that what was cut off wrongly can be had back.
    pub(in super::super) fn cut_off(
        &self,
        marks: &[Marks],
        container: NodeId,
        inside: &[bool],
        parts: &[Part],
        end: usize,
    ) -> Vec<usize> {
        let says_article = |node: &NodeId| self.says.get(*node).is_some_and(|said| said.has(Marks::ARTICLE));
        let around: Vec<NodeId> = std::iter::once(container).chain(self.tree.ancestors(container)).collect();
        let frame = around.iter().rfind(|node| says_article(node) && self.tree.tag(**node) != "main");
        let frame = frame.or_else(|| around.iter().find(|node| says_article(node)));
        let parent = || around.get(1).filter(|&&node| !matches!(self.tree.tag(node), "body" | "html" | ""));
        let frame = frame.or_else(parent).copied().unwrap_or(container);
        let within = self.below(&[frame]);
        let mut cut = Vec::new();
        for (at, item) in self.items.iter().enumerate().skip(end) {
            let Item::Words(leaf) = item else { continue };
            if self.tree.tag(leaf.block) == "h1" {
                break; // The next story.
            }
            let said = marks[leaf.node];
            let other = said.has(Marks::CONSENT.with(Marks::CAPTION).with(Marks::CREDIT))
                || said.has(Marks::CLUTTER) && !said.has(Marks::FOLDED)
                || leaf.is_link()
                || leaf.letters == 0;
            let heading = matches!(self.tree.tag(leaf.block), "h2" | "h3" | "h4" | "h5" | "h6");
            let wanted = leaf.weight() >= PROSE || inside[at] && parts[at] != Part::Byline && !heading;
            if wanted && !other && within[leaf.node] {
                cut.push(at);
            }
        }
        cut
    }
}

pub(in super::super) fn ends_sentence(words: &str) -> bool {
    let bare = words.trim_end_matches(['"', '\'', ')', ']', '\u{201d}', '\u{2019}', '\u{bb}', '\u{300d}']);
    bare.ends_with(['.', '!', '?', '\u{2026}', '\u{3002}', '\u{ff01}', '\u{ff1f}', '\u{964}', '\u{6d4}'])
}
