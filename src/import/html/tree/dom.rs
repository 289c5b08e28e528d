//! A page as a tree. Built by html5ever as a browser would; kept in one vector, so that no depth
//! of nesting can overflow a stack when it is dropped.

use std::rc::Rc;

use html5ever::interface::NodeOrText;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

use super::sink::Handle;

/// A node's place in its tree.
pub(in super::super) type NodeId = usize;

/// What a node is.
#[derive(Debug)]
pub(in super::super) enum Data {
    /// The document, a comment or the like: nothing to read.
    Other,
    /// Words.
    Text(StrTendril),
    /// A tag with its attributes.
    Element(Rc<QualName>, Vec<Attribute>),
}

/// One node.
#[derive(Debug)]
pub(in super::super) struct Node {
    pub parent: Option<NodeId>,
    pub children: Vec<NodeId>,
    pub data: Data,
}

/// A page.
#[derive(Debug)]
pub(in super::super) struct Tree {
    pub(in super::super) nodes: Vec<Node>,
}

impl Tree {
    /// The document itself.
    pub const ROOT: NodeId = 0;

    /// The children of a node, in their order.
    pub fn children(&self, node: NodeId) -> &[NodeId] {
        &self.nodes[node].children
    }

    /// The node that `node` is a child of.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.nodes[node].parent
    }

    /// What `node` is.
    pub fn data(&self, node: NodeId) -> &Data {
        &self.nodes[node].data
    }

    /// The tag's name in lower case; empty for what is no element.
    pub fn tag(&self, node: NodeId) -> &str {
        match &self.nodes[node].data {
            Data::Element(name, _) => &name.local,
            _ => "",
        }
    }

    /// An attribute's value.
    pub fn attr(&self, node: NodeId, name: &str) -> Option<&str> {
        let Data::Element(_, attributes) = &self.nodes[node].data else { return None };
        attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    /// All attributes of a node, name and value.
    pub fn attributes(&self, node: NodeId) -> impl Iterator<Item = (&str, &str)> {
        let attributes: &[Attribute] = match &self.nodes[node].data {
            Data::Element(_, attributes) => attributes,
            _ => &[],
        };
        attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// The class and the id of a node.
    pub fn classes(&self, node: NodeId) -> impl Iterator<Item = &str> {
        ["class", "id"].into_iter().filter_map(move |name| self.attr(node, name))
    }

    /// The nodes above `node`, the nearest first.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(node), |&node| self.parent(node))
    }

    /// `node` and all below it, in the order of the page.
    pub fn descendants(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut stack = vec![node];
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            stack.extend(self.nodes[next].children.iter().rev());
            Some(next)
        })
    }

    /// The words in and below `node`, with single blanks.
    pub fn text(&self, node: NodeId) -> String {
        self.text_without(node, |_| false)
    }

    /// The words in and below `node` that are not below what `skip` says.
    pub fn text_without(&self, node: NodeId, skip: impl Fn(NodeId) -> bool) -> String {
        let mut text = String::new();
        let mut stack = vec![(node, false)];
        while let Some((node, seen)) = stack.pop() {
            match &self.nodes[node].data {
                Data::Text(words) => text.push_str(words),
                _ if matches!(
                    self.tag(node),
                    "script" | "style" | "noscript" | "template" | "svg" | "button"
                ) => {}
                _ if skip(node) => {}
                _ => {
                    let apart = !seen && !super::tags::is_inline(self.tag(node));
                    if apart || seen {
                        text.push(' ');
                    }
                    if apart {
                        stack.push((node, true));
                    }
                    if !seen {
                        stack.extend(self.nodes[node].children.iter().rev().map(|&child| (child, false)));
                    }
                }
            }
        }
        super::super::squeeze(&text)
    }

    /// The text of a `script` or `title`, as it stands.
    pub fn raw(&self, node: NodeId) -> String {
        let words = self.children(node).iter().filter_map(|&child| match &self.nodes[child].data {
            Data::Text(words) => Some(&**words),
            _ => None,
        });
        words.collect()
    }

    pub(in super::super) fn detach(&mut self, node: NodeId) {
        if let Some(parent) = self.nodes[node].parent.take() {
            let siblings = &mut self.nodes[parent].children;
            // Nearly always one of the last.
            if let Some(at) = siblings.iter().rposition(|&child| child == node) {
                siblings.remove(at);
            }
        }
    }

    pub(in super::super) fn add(&mut self, data: Data) -> NodeId {
        self.nodes.push(Node { parent: None, children: Vec::new(), data });
        self.nodes.len() - 1
    }

    pub(in super::super) fn insert(&mut self, parent: NodeId, at: usize, child: NodeOrText<Handle>) {
        let child = match child {
            NodeOrText::AppendNode(node) => {
                self.detach(node.id);
                node.id
            }
            NodeOrText::AppendText(words) => {
                let before = at.checked_sub(1).map(|before| self.nodes[parent].children[before]);
                if let Some(Data::Text(there)) = before.map(|node| &mut self.nodes[node].data) {
                    there.push_tendril(&words);
                    return;
                }
                self.add(Data::Text(words))
            }
        };
        self.nodes[child].parent = Some(parent);
        let children = &mut self.nodes[parent].children;
        children.insert(at.min(children.len()), child);
    }
}
