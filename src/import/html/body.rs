//! Which of a page's words are the article.

use std::collections::{HashMap, HashSet};

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

/// A child that holds this share of its parent's prose, in percent, is where the article stands.
const HOLDS_ARTICLE: usize = 80;
/// The same for one that says it holds the article.
const SAYS_ARTICLE: usize = 50;
/// A tag that holds this share of the article's prose, in percent, is not clutter whatever it says.
const TOO_MUCH_FOR_CLUTTER: usize = 30;
/// So much prose under the title is the beginning of the article.
const ENOUGH_PROSE: usize = 600;
/// Fewer characters than this make no prose.
const PROSE: usize = 60;

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

    fn leaves(&self) -> impl Iterator<Item = (usize, &Leaf)> {
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

    /// The prose below every node.
    fn prose(&self, counts: impl Fn(&Leaf) -> bool) -> HashMap<NodeId, usize> {
        let mut prose = HashMap::new();
        for (_, leaf) in self.leaves() {
            let weight = leaf.weight();
            let consent = Self::said(self.says, self.tree, leaf.node).has(Marks::CONSENT);
            if weight < PROSE || leaf.linked * 2 > leaf.letters || consent || !counts(leaf) {
                continue;
            }
            for node in std::iter::once(leaf.node).chain(self.tree.ancestors(leaf.node)) {
                *prose.entry(node).or_default() += weight;
            }
        }
        prose
    }

    /// The node the article stands in.
    fn container(&self, prose: &HashMap<NodeId, usize>) -> NodeId {
        let held = |node: &NodeId| prose.get(node).copied().unwrap_or_default();
        let mut node = Tree::ROOT;
        loop {
            let Some(&child) = self.tree.children(node).iter().max_by_key(|child| held(child)) else {
                return node;
            };
            let says_article = self.says.get(child).is_some_and(|marks| marks.has(Marks::ARTICLE));
            let share = if says_article { SAYS_ARTICLE } else { HOLDS_ARTICLE };
            let is_leaf = matches!(self.tree.tag(child), "p" | "" | "blockquote" | "h1" | "h2" | "li");
            if is_leaf || held(&child) == 0 || held(&child) * 100 < held(&node) * share {
                return node;
            }
            node = child;
        }
    }

    /// What every node says, without what is contradicted by how much of the article it holds: a
    /// class on a tag around the article says nothing of the article.
    fn uncontradicted(
        &self,
        plain: &HashMap<NodeId, usize>,
        all: &HashMap<NodeId, usize>,
    ) -> Vec<Marks> {
        let held = |prose: &HashMap<NodeId, usize>, node| prose.get(&node).copied().unwrap_or_default();
        let most = held(plain, Tree::ROOT).max(1);
        let generous = held(plain, Tree::ROOT) * 3 < held(all, Tree::ROOT);
        let total = if generous { held(all, Tree::ROOT) } else { most };
        let after = self.after_prose();
        let mut says = self.says.to_vec();
        for (node, marks) in says.iter_mut().enumerate() {
            let certain = matches!(self.tree.tag(node), "aside" | "footer" | "nav") || after.contains(&node);
            if !certain && held(all, node) * 100 >= total * TOO_MUCH_FOR_CLUTTER {
                *marks = marks.without(
                    Marks::CLUTTER
                        .with(Marks::HIDDEN)
                        .with(Marks::CAPTION)
                        .with(Marks::CREDIT)
                        .with(Marks::BYLINE)
                        .with(Marks::LEAD)
                        .with(Marks::DATE),
                );
            }
        }
        says
    }

    /// The nodes that begin after the title and enough prose under it: however long they are, they
    /// are not where the article stands, so that long comments or boxes of facts stay what they say.
    fn after_prose(&self) -> HashSet<NodeId> {
        let titles: Vec<String> =
            self.meta.titles().map(letters_of).filter(|title| title.len() > 8).collect();
        let is_title = |leaf: &Leaf| {
            let letters = letters_of(&leaf.text);
            let mut around = std::iter::once(leaf.node).chain(self.tree.ancestors(leaf.node)).take(4);
            letters.len() > 8
                && titles.iter().any(|title| title.contains(&letters))
                && around.any(|node| self.tree.tag(node) == "h1")
        };
        let unwanted =
            Marks::CLUTTER.with(Marks::HIDDEN).with(Marks::CAPTION).with(Marks::CREDIT).with(Marks::CONSENT);
        let mut leaves = self.leaves().skip_while(|(_, leaf)| !is_title(leaf)).map(|(_, leaf)| leaf);
        let mut read = 0;
        // All that is open where the prose is enough holds some of it.
        let last = leaves.find(|leaf| {
            let counts = leaf.weight() >= PROSE
                && leaf.linked * 2 <= leaf.letters
                && !Self::said(self.says, self.tree, leaf.node).has(unwanted);
            read += if counts { leaf.weight() } else { 0 };
            read >= ENOUGH_PROSE
        });
        let Some(last) = last else { return HashSet::new() };
        let open: HashSet<NodeId> =
            std::iter::once(last.node).chain(self.tree.ancestors(last.node)).collect();
        let mut after = HashSet::new();
        for leaf in leaves {
            for node in std::iter::once(leaf.node).chain(self.tree.ancestors(leaf.node)) {
                if open.contains(&node) || !after.insert(node) {
                    break;
                }
            }
        }
        after
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

    /// A page that gives its article's body apart tells what else is none of it.
    fn by_article_body(&self, parts: &mut [Part], stretch: std::ops::Range<usize>) {
        let Some(body) = self.meta.body.as_deref().map(letters_of).filter(|body| body.len() > 300) else {
            return;
        };
        let stretch_leaves = || self.leaves().filter(|(at, _)| stretch.contains(at));
        let is_in: HashMap<usize, bool> =
            stretch_leaves().map(|(at, leaf)| (at, body.contains(letters_of(&leaf.text).as_str()))).collect();
        let count = |parts: &[Part], only: Option<bool>| -> usize {
            let chosen = stretch_leaves().filter(|(at, _)| parts[*at] == Part::Paragraph);
            chosen
                .filter(|(at, _)| only.is_none_or(|only| is_in[at] == only))
                .map(|(_, leaf)| leaf.letters)
                .sum()
        };
        let (all, agreed) = (count(parts, None), count(parts, Some(true)));
        // A preview, or the body of something else, tells nothing.
        if agreed * 100 < all * 80 {
            return;
        }
        let begins =
            stretch_leaves().find(|(at, leaf)| is_in[at] && leaf.weight() >= PROSE).map_or(0, |(at, _)| at);
        for (at, leaf) in stretch_leaves() {
            match parts[at] {
                Part::Paragraph if at < begins => {}
                Part::Clutter if is_in[&at] && leaf.weight() >= 40 => parts[at] = Part::Paragraph,
                Part::Paragraph if !is_in[&at] && leaf.weight() < 200 && !self.meta.describes(&leaf.text) => {
                    parts[at] = Part::Clutter;
                }
                _ => {}
            }
        }
    }

    /// What the page says once more around its first paragraph: the title, the names, the date.
    fn echoes(&self, parts: &mut [Part], stretch: std::ops::Range<usize>) {
        let titles: Vec<String> =
            self.meta.titles().map(letters_of).filter(|title| title.len() > 12).collect();
        let shown =
            parts.iter().position(|part| *part == Part::Headline).and_then(|at| match &self.items[at] {
                Item::Words(leaf) => Some(letters_of(&leaf.text)),
                Item::Image(_) => None,
            });
        let names: Vec<String> = self.meta.authors.iter().map(|name| letters_of(name)).collect();
        let whole_byline = names.concat();
        let is_names = |text: &str| {
            let bare = letters_of(super::authors::without_lead(text));
            names.contains(&bare) || whole_byline == bare || names.contains(&letters_of(text))
        };
        let mut begun = false;
        for (at, leaf) in self.leaves().filter(|(at, _)| stretch.contains(at)) {
            if !matches!(parts[at], Part::Paragraph | Part::Subhead) {
                continue;
            }
            let letters = letters_of(&leaf.text);
            let title = titles.iter().chain(&shown).any(|title| {
                *title == letters
                    || (!begun
                        && letters.len() > 12
                        && title.len() > 12
                        && leaf.weight() < 200
                        && (title.contains(&letters) || letters.contains(title.as_str())))
            });
            let short = leaf.weight() < 90;
            if title {
                parts[at] = Part::Clutter;
            } else if short && !letters.is_empty() && is_names(&leaf.text) {
                parts[at] = Part::Byline;
            } else if short
                && !begun
                && super::dates::day(&leaf.text).is_some()
                && leaf.text.contains(|c: char| c.is_ascii_digit())
                && !leaf.text.ends_with('.')
            {
                parts[at] = Part::Clutter;
            }
            begun |= parts[at] == Part::Paragraph && leaf.weight() >= PROSE * 2;
        }
    }

    /// A heading over what is no part of the article is none of it either, nor are a few words with
    /// a colon before links.
    fn lonely_headings(&self, parts: &mut [Part], stretch: std::ops::Range<usize>) {
        let leaves: Vec<(usize, &Leaf)> = self.leaves().filter(|(at, _)| stretch.contains(at)).collect();
        for pair in leaves.windows(2).rev() {
            let [(at, leaf), (next, other)] = pair else { continue };
            let leads_in =
                parts[*at] == Part::Paragraph && leaf.weight() < PROSE && leaf.text.ends_with([':', '\u{ff1a}']);
            if (parts[*at] == Part::Subhead || leads_in && other.is_link()) && parts[*next] == Part::Clutter {
                parts[*at] = Part::Clutter;
            }
        }
    }

    /// Headings and scraps after the last paragraph are none of the article.
    fn trim_end(&self, parts: &mut [Part], start: usize, last: usize) -> usize {
        let Some(end) = (start..last).rfind(|&at| parts[at] == Part::Paragraph) else { return last };
        for part in &mut parts[end + 1..last] {
            if *part == Part::Subhead {
                *part = Part::Clutter;
            }
        }
        end + 1
    }
}
