//! Where on a page the article's prose stands, and which marks that contradicts.

use std::collections::HashSet;

use super::super::leaves::Leaf;
use super::super::letters_of;
use super::super::tree::dom::{NodeId, Tree};
use super::super::tree::marks::Marks;
use super::body::{PROSE, Page};
use super::boxes::Sizes;

/// A child that holds this share of its parent's prose, in percent, is where the article stands.
const HOLDS_ARTICLE: usize = 80;
/// The same for one that says it holds the article.
const SAYS_ARTICLE: usize = 50;
/// A tag that holds this share of the article's prose, in percent, is not clutter whatever it says.
const TOO_MUCH_FOR_CLUTTER: usize = 30;
/// So much prose under the title is the beginning of the article.
const ENOUGH_PROSE: usize = 600;

impl Page<'_> {
    /// The prose below every node, without that to which any of `unwanted` applies. `marks` holds
    /// what applies to every node.
    pub(in super::super) fn prose(&self, marks: &[Marks], unwanted: Marks) -> Vec<usize> {
        let mut own = vec![0; marks.len()];
        for (_, leaf) in self.leaves() {
            let weight = leaf.weight();
            if weight >= PROSE
                && leaf.linked * 2 <= leaf.letters
                && !marks[leaf.node].has(unwanted.with(Marks::CONSENT))
            {
                own[leaf.node] += weight;
            }
        }
        self.summed(own)
    }

    /// What every node and all above it say.
    pub(in super::super) fn inherited(&self, says: &[Marks]) -> Vec<Marks> {
        let mut marks = vec![Marks::default(); self.tree.nodes.len()];
        for node in self.tree.descendants(Tree::ROOT) {
            let above = self.tree.parent(node).map(|above| marks[above]).unwrap_or_default();
            marks[node] = above.with(says.get(node).copied().unwrap_or_default());
        }
        marks
    }

    /// Which nodes are among `nodes` or below one of them.
    pub(in super::super) fn below(&self, nodes: &[NodeId]) -> Vec<bool> {
        let mut below = vec![false; self.tree.nodes.len()];
        nodes.iter().for_each(|&node| below[node] = true);
        for node in self.tree.descendants(Tree::ROOT) {
            below[node] |= self.tree.parent(node).is_some_and(|above| below[above]);
        }
        below
    }

    /// What every node and all below it hold, of what each holds by itself.
    pub(in super::super) fn summed(&self, mut own: Vec<usize>) -> Vec<usize> {
        let nodes: Vec<NodeId> = self.tree.descendants(Tree::ROOT).collect();
        // A node comes after the one above it, so that from the last on each is complete.
        for &node in nodes.iter().rev() {
            if let Some(above) = self.tree.parent(node) {
                own[above] += own[node];
            }
        }
        own
    }

    /// The nodes the article stands in: the first holds most of it, those after it are its other parts.
    pub(in super::super) fn containers(&self, prose: &[usize], sizes: &Sizes) -> Vec<NodeId> {
        let held = |node: &NodeId| prose[*node];
        let mut node = Tree::ROOT;
        let mut more = Vec::new();
        loop {
            let found = std::iter::once(node).chain(more.iter().copied());
            let Some(&child) = self.tree.children(node).iter().max_by_key(|child| held(child)) else {
                return found.collect();
            };
            let says_article = self.says.get(child).is_some_and(|marks| marks.has(Marks::ARTICLE));
            let share = if says_article { SAYS_ARTICLE } else { HOLDS_ARTICLE };
            let is_leaf = matches!(self.tree.tag(child), "p" | "" | "blockquote" | "h1" | "h2" | "li");
            if is_leaf || held(&child) == 0 || held(&child) * 100 < held(&node) * share {
                return found.collect();
            }
            let parts = self.tree.children(node).iter().copied();
            more.extend(
                parts.filter(|&other| {
                    other != child && held(&other) > 0 && self.continues(child, other, sizes)
                }),
            );
            node = child;
        }
    }

    /// What every node says, without what is contradicted by how much of the article it holds: a
    /// class on a tag around the article says nothing of the article.
    pub(in super::super) fn uncontradicted(
        &self,
        plain: &[usize],
        all: &[usize],
        sizes: &Sizes,
    ) -> Vec<Marks> {
        let most = plain[Tree::ROOT].max(1);
        let generous = plain[Tree::ROOT] * 3 < all[Tree::ROOT];
        let total = if generous { all[Tree::ROOT] } else { most };
        let after = self.after_prose();
        let mut says = self.says.to_vec();
        for (node, marks) in says.iter_mut().enumerate() {
            // What is folded away or hidden beside the article's first words may be the rest of it, if
            // there is enough to read.
            let rest = sizes.read(node) >= ENOUGH_PROSE
                && (marks.has(Marks::FOLDED)
                    || marks.has(Marks::HIDDEN) && !marks.has(Marks::CLUTTER) && {
                        let mut around = self.tree.ancestors(node).take(2);
                        around.any(|above| {
                            !matches!(self.tree.tag(above), "body" | "html" | "") && plain[above] * 2 >= most
                        })
                    });
            let certain =
                matches!(self.tree.tag(node), "aside" | "footer" | "nav") || after.contains(&node) && !rest;
            if !certain && all[node] * 100 >= total * TOO_MUCH_FOR_CLUTTER {
                *marks = marks.without(
                    Marks::CLUTTER
                        .with(Marks::FOLDED)
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
}
