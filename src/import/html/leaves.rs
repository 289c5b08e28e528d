//! A page as the sequence of what it shows: stretches of words and pictures.

use super::super::script::Tally;
use super::pictures::sources;
use super::tree::dom::{Data, NodeId, Tree};
use super::tree::marks::{self, Marks};
use super::tree::tags::{is_inline, is_silent};

/// So many words before a link lead over to it; a sentence has more.
const LONGEST_POINTER: usize = 4;

/// One stretch of words that no block interrupts.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// The innermost tag around all of it.
    pub node: NodeId,
    /// The block it stands in.
    pub block: NodeId,
    /// Its words, blanks squeezed; a line end where the page breaks the line.
    pub text: String,
    /// How many of its letters are in links.
    pub linked: usize,
    /// How many links it holds.
    pub links: usize,
    /// The last of them, by its number on the page.
    last_link: usize,
    /// Where in its text the first link begins.
    pub first_link: Option<usize>,
    /// How many of its letters stand after its last link.
    pub after_link: usize,
    /// How many are set in bold.
    pub bold: usize,
    /// How many letters and digits it has.
    pub letters: usize,
}

impl Leaf {
    /// Its length as a reader takes it: an East Asian character counts for two and a half.
    pub fn weight(&self) -> usize {
        self.text
            .chars()
            .map(|character| match character {
                '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => 5,
                _ => 2,
            })
            .sum::<usize>()
            / 2
    }

    /// Whether most of it is a link.
    pub fn is_link(&self) -> bool {
        self.linked * 20 > self.letters * 17
    }

    /// Whether it is a few words and then a link that closes it: "Read also: Another story".
    pub fn points_on(&self) -> bool {
        let Some(lead) = self.first_link.and_then(|at| self.text.get(..at)) else { return false };
        let lead = lead.trim_end();
        let few = (1..=LONGEST_POINTER).contains(&Tally::of(lead).words());
        let colon = lead.ends_with([':', '\u{ff1a}', '>', '\u{bb}', '\u{203a}', '|']);
        let sentence = self.text.ends_with(['.', '!', '?', '\u{201d}', '"', '\u{3002}', '\u{2026}']);
        few && self.links == 1
            && self.after_link == 0
            && self.linked * 2 >= self.letters
            && (colon || !sentence)
    }
}

/// What a page shows at one place.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// Words.
    Words(Leaf),
    /// An `img`, or an element that is made into one.
    Image(NodeId),
}

impl Item {
    /// The words it is.
    pub fn words(&self) -> Option<&Leaf> {
        match self {
            Self::Words(leaf) => Some(leaf),
            Self::Image(_) => None,
        }
    }

    /// Where it stands.
    pub fn node(&self) -> NodeId {
        match self {
            Self::Words(leaf) => leaf.node,
            Self::Image(node) => *node,
        }
    }
}

/// Goes through the page in its order. `marks` gets what each node says, by its number.
pub(super) fn items(tree: &Tree, says: &mut Vec<Marks>) -> Vec<Item> {
    let mut walk =
        Walk { items: Vec::new(), leaf: None, noscript: 0, links: 0, begun: 0, bold: 0, preserved: 0 };
    let mut stack = vec![(Tree::ROOT, Tree::ROOT, false)];
    while let Some((node, block, leaving)) = stack.pop() {
        let tag = tree.tag(node);
        if leaving {
            walk.leave(tag);
            continue;
        }
        match tree.data(node) {
            Data::Text(words) => walk.words(words, node, block, tree),
            Data::Element(..) | Data::Other => {
                if says.len() <= node {
                    says.resize(node + 1, Marks::default());
                }
                says[node] = marks::of(tree, node);
                if is_silent(tag) {
                    continue;
                }
                if sources::is_image(tree, node) {
                    walk.items.push(Item::Image(node));
                }
                walk.enter(tag);
                let block = if is_inline(tag) { block } else { node };
                stack.push((node, block, true));
                stack.extend(tree.children(node).iter().rev().map(|&child| (child, block, false)));
            }
        }
    }
    walk.close();
    walk.items
}

struct Walk {
    items: Vec<Item>,
    leaf: Option<Leaf>,
    noscript: usize,
    links: usize,
    /// How many links began so far.
    begun: usize,
    bold: usize,
    preserved: usize,
}

impl Walk {
    fn enter(&mut self, tag: &str) {
        match tag {
            "br" => self.line_end(),
            "noscript" => self.noscript += 1,
            "a" => {
                self.links += 1;
                self.begun += 1;
            }
            "b" | "strong" => self.bold += 1,
            "pre" => self.preserved += 1,
            _ => {}
        }
        if !is_inline(tag) && tag != "br" {
            self.close();
        }
    }

    fn leave(&mut self, tag: &str) {
        match tag {
            "noscript" => self.noscript -= 1,
            "a" => self.links -= 1,
            "b" | "strong" => self.bold -= 1,
            "pre" => self.preserved -= 1,
            _ => {}
        }
        if !is_inline(tag) && tag != "br" {
            self.close();
        }
    }

    fn words(&mut self, words: &str, node: NodeId, block: NodeId, tree: &Tree) {
        if self.noscript > 0 || (self.leaf.is_none() && words.trim_ascii().is_empty()) {
            return;
        }
        let within = tree.parent(node).unwrap_or(block);
        let leaf = self.leaf.get_or_insert_with(|| Leaf {
            node: within,
            block,
            text: String::new(),
            linked: 0,
            links: 0,
            last_link: 0,
            first_link: None,
            after_link: 0,
            bold: 0,
            letters: 0,
        });
        if leaf.node != within && !words.trim_ascii().is_empty() {
            let around = |top: NodeId| within == top || tree.ancestors(within).any(|above| above == top);
            while !around(leaf.node) {
                leaf.node = tree.parent(leaf.node).unwrap_or(Tree::ROOT);
            }
        }
        for character in words.chars() {
            if character.is_ascii_whitespace() {
                let kept = if self.preserved > 0 && character == '\n' { '\n' } else { ' ' };
                if !leaf.text.is_empty() && !leaf.text.ends_with([' ', '\n']) {
                    leaf.text.push(kept);
                }
                continue;
            }
            let at = leaf.text.len();
            leaf.text.push(character);
            if character.is_alphanumeric() {
                leaf.letters += 1;
                if self.links > 0 {
                    leaf.links += usize::from(leaf.last_link != self.begun);
                    leaf.last_link = self.begun;
                    leaf.first_link.get_or_insert(at);
                    leaf.linked += 1;
                    leaf.after_link = 0;
                } else {
                    leaf.after_link += 1;
                }
                leaf.bold += usize::from(self.bold > 0);
            }
        }
    }

    /// A `br`; two of them end a paragraph.
    fn line_end(&mut self) {
        let Some(leaf) = &mut self.leaf else { return };
        if leaf.text.ends_with('\n') {
            self.close();
            return;
        }
        leaf.text.truncate(leaf.text.trim_end_matches(' ').len());
        leaf.text.push('\n');
    }

    fn close(&mut self) {
        let Some(mut leaf) = self.leaf.take() else { return };
        let kept = leaf.text.trim();
        if !kept.is_empty() {
            let blanks = leaf.text.len() - leaf.text.trim_start().len();
            leaf.first_link = leaf.first_link.map(|at| at.saturating_sub(blanks));
            leaf.text = kept.to_owned();
            self.items.push(Item::Words(leaf));
        }
    }
}
