//! Short lines of an article: a few words between two of its paragraphs are one of them.

use super::super::leaves::{Item, Leaf};
use super::super::tree::dom::NodeId;
use super::super::tree::marks::Marks;
use super::body::{Page, Part};
use crate::import::lines;

/// So many short lines in a row are dialogue still.
const MOST: usize = 12;
/// A name that is a link has so many letters at most.
const LONGEST_NAME: usize = 12;

impl Page<'_> {
    /// Makes paragraphs of the short lines between two paragraphs of the same block.
    pub(in super::super) fn short_lines(&self, parts: &mut [Part], marks: &[Marks], inside: &[bool]) {
        let mut before: Option<&Leaf> = None;
        let mut short: Vec<usize> = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            let Item::Words(leaf) = item else {
                before = None;
                continue;
            };
            let follows = before.is_some_and(|before| self.is_beside(before, leaf));
            match parts[at] {
                Part::Paragraph => {
                    if follows && short.len() <= MOST {
                        short.iter().for_each(|&at| parts[at] = Part::Paragraph);
                    }
                    short.clear();
                    before = Some(leaf);
                }
                Part::Clutter if follows && inside[at] && self.may_be_line(leaf, marks) => short.push(at),
                // An advertisement interrupts nothing.
                Part::Clutter if self.is_marked(leaf, marks) || lines::is_control(&leaf.text) => {}
                _ => {
                    short.clear();
                    before = None;
                }
            }
        }
    }

    fn may_be_line(&self, leaf: &Leaf, marks: &[Marks]) -> bool {
        // Names with a link on each, as some systems set them.
        let names = leaf.links > 1
            && leaf.linked <= leaf.links * LONGEST_NAME
            && !leaf.text.contains('\n')
            && self.tree.tag(leaf.block) == "p";
        leaf.letters > 0
            && (leaf.linked == 0 || names)
            && !self.is_marked(leaf, marks)
            && !lines::is_control(&leaf.text)
    }

    /// Whether the tags around these words say that they are something else.
    fn is_marked(&self, leaf: &Leaf, marks: &[Marks]) -> bool {
        let other = Marks::CLUTTER.with(Marks::HIDDEN).with(Marks::CONSENT).with(Marks::CAPTION);
        marks[leaf.node].has(other.with(Marks::CREDIT).with(Marks::BYLINE).with(Marks::DATE))
    }

    /// Whether two stretches of words stand in one block, or in two of a kind in one.
    fn is_beside(&self, one: &Leaf, other: &Leaf) -> bool {
        let like = |node: NodeId| {
            (self.tree.tag(node), self.tree.attr(node, "class").unwrap_or_default(), self.tree.parent(node))
        };
        one.block == other.block || like(one.block) == like(other.block)
    }
}
