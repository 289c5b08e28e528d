//! Where on a page the article's prose stands, and which marks that contradicts.

use std::collections::{HashMap, HashSet};

use super::body::{PROSE, Page};
use super::dom::{NodeId, Tree};
use super::leaves::Leaf;
use super::letters_of;
use super::marks::Marks;

/// A child that holds this share of its parent's prose, in percent, is where the article stands.
const HOLDS_ARTICLE: usize = 80;
/// The same for one that says it holds the article.
const SAYS_ARTICLE: usize = 50;
/// A tag that holds this share of the article's prose, in percent, is not clutter whatever it says.
const TOO_MUCH_FOR_CLUTTER: usize = 30;
/// So much prose under the title is the beginning of the article.
const ENOUGH_PROSE: usize = 600;
impl Page<'_> {
    /// The prose below every node.
    pub(super) fn prose(&self, counts: impl Fn(&Leaf) -> bool) -> HashMap<NodeId, usize> {
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
    pub(super) fn container(&self, prose: &HashMap<NodeId, usize>) -> NodeId {
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
    pub(super) fn uncontradicted(
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
}
