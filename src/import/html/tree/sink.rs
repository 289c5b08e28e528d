//! What the parser builds a tree with.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName};

use super::dom::{Data, Node, NodeId, Tree};

/// A node as the parser knows it.
#[derive(Clone, Debug)]
pub(in super::super) struct Handle {
    pub id: NodeId,
    name: Rc<QualName>,
}

/// Builds a [`Tree`].
pub(in super::super) struct Sink {
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
