//! A page as a tree. Built by html5ever as a browser would; kept in one vector, so that no depth
//! of nesting can overflow a stack when it is dropped.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName};

/// A node's place in its tree.
pub(super) type NodeId = usize;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// The document, a comment or the like: nothing to read.
    Other,
    /// Words.
    Text(StrTendril),
    /// A tag with its attributes.
    Element(Rc<QualName>, Vec<Attribute>),
}

/// One node.
#[derive(Debug)]
pub(super) struct Node {
    pub parent: Option<NodeId>,
    pub children: Vec<NodeId>,
    pub data: Data,
}

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
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
                    let apart = !seen && !super::leaves::is_inline(self.tag(node));
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
        super::squeeze(&text)
    }

    /// The text of a `script` or `title`, as it stands.
    pub fn raw(&self, node: NodeId) -> String {
        let words = self.children(node).iter().filter_map(|&child| match &self.nodes[child].data {
            Data::Text(words) => Some(&**words),
            _ => None,
        });
        words.collect()
    }

    fn detach(&mut self, node: NodeId) {
        if let Some(parent) = self.nodes[node].parent.take() {
            let siblings = &mut self.nodes[parent].children;
            // Nearly always one of the last.
            if let Some(at) = siblings.iter().rposition(|&child| child == node) {
                siblings.remove(at);
            }
        }
    }

    fn add(&mut self, data: Data) -> NodeId {
        self.nodes.push(Node { parent: None, children: Vec::new(), data });
        self.nodes.len() - 1
    }

    fn insert(&mut self, parent: NodeId, at: usize, child: NodeOrText<Handle>) {
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

/// A node as the parser knows it.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    id: NodeId,
    name: Rc<QualName>,
}

/// Builds a [`Tree`].
pub(super) struct Sink {
    tree: RefCell<Tree>,
    nameless: Rc<QualName>,
}

impl Sink {
    pub fn new() -> Self {
        let document = Node { parent: None, children: Vec::new(), data: Data::Other };
        let nameless = Rc::new(QualName::new(None, "".into(), "".into()));
        Self { tree: RefCell::new(Tree { nodes: vec![document] }), nameless }
    }

    fn other(&self) -> Handle {
        Handle { id: self.tree.borrow_mut().add(Data::Other), name: self.nameless.clone() }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: Tree::ROOT, name: self.nameless.clone() }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let name = Rc::new(name);
        let id = self.tree.borrow_mut().add(Data::Element(name.clone(), attributes));
        Handle { id, name }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        let end = tree.nodes[parent.id].children.len();
        tree.insert(parent.id, end, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        if self.tree.borrow().parent(element.id).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What a template holds is kept below it: nothing here shows it.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        if let NodeOrText::AppendNode(node) = &child {
            tree.detach(node.id);
        }
        let Some(parent) = tree.nodes[sibling.id].parent else { return };
        let children = &tree.nodes[parent].children;
        let at = children.iter().rposition(|&child| child == sibling.id).unwrap_or(children.len());
        tree.insert(parent, at, child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        if let Data::Element(_, there) = &mut tree.nodes[target.id].data {
            for attribute in attributes {
                if there.iter().all(|known| known.name != attribute.name) {
                    there.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, to: &Handle) {
        let mut tree = self.tree.borrow_mut();
        let children = std::mem::take(&mut tree.nodes[node.id].children);
        for &child in &children {
            tree.nodes[child].parent = Some(to.id);
        }
        tree.nodes[to.id].children.extend(children);
    }
}
