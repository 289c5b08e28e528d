//! How far what belongs to a picture reaches: a frame ends where another picture or the article's
//! own prose begins.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::super::article::body::{Article, PROSE, Page, Part};
use super::super::leaves::Item;
use super::super::tree::dom::{NodeId, Tree};
use super::sources;
use super::variants::key;

/// A figure is looked for this many tags up.
const UP: usize = 7;
/// So many nodes of a figure, or of another frame, are looked at.
const MOST_OF_FIGURE: usize = 2_000;
const MOST_OF_FRAME: usize = 400;
/// A longer text is no caption but the article, in characters.
const LONGEST: usize = 400;

/// The frames of an article's pictures.
pub(in super::super) struct Frames<'a> {
    page: &'a Page<'a>,
    /// How many of the article's paragraphs stand below a node, and how many characters they have.
    prose: HashMap<NodeId, (usize, usize)>,
    /// The blocks these paragraphs stand in.
    blocks: BTreeSet<NodeId>,
    /// How many of these blocks a node holds itself.
    holds: HashMap<NodeId, usize>,
    /// The pictures of the page, and the keys of those that were asked for.
    pictures: HashSet<NodeId>,
    keys: RefCell<HashMap<NodeId, Rc<HashSet<String>>>>,
}

impl<'a> Frames<'a> {
    pub fn new(page: &'a Page<'a>, article: &Article) -> Self {
        let mut frames = Self {
            page,
            prose: HashMap::new(),
            blocks: BTreeSet::new(),
            holds: HashMap::new(),
            pictures: (0..page.items.len()).filter_map(|at| page.image(at)).collect(),
            keys: RefCell::default(),
        };
        let is_body = |at: usize| article.stretch.contains(&at) && article.parts[at] == Part::Paragraph;
        for (_, leaf) in page.leaves().filter(|(at, leaf)| is_body(*at) && leaf.weight() >= PROSE) {
            let length = leaf.text.chars().count();
            for node in std::iter::once(leaf.node).chain(page.tree.ancestors(leaf.node)) {
                let prose = frames.prose.entry(node).or_default();
                *prose = (prose.0 + 1, prose.1 + length);
            }
            if let Some(parent) = page.tree.parent(leaf.block).filter(|_| frames.blocks.insert(leaf.block)) {
                *frames.holds.entry(parent).or_default() += 1;
            }
        }
        frames
    }

    /// The tag around a picture and its caption: the outermost that holds no other picture and not
    /// the article.
    pub fn around(&self, picture: NodeId) -> Option<NodeId> {
        let tree = self.page.tree;
        let own = self.keys(picture);
        // One caption under several files is that of all.
        let figure = tree.ancestors(picture).take(UP).find(|&above| tree.tag(above) == "figure");
        let count = |figure: NodeId, tag: &str| {
            tree.descendants(figure).take(MOST_OF_FIGURE).filter(|&below| tree.tag(below) == tag).count()
        };
        if let Some(figure) = figure.filter(|&figure| count(figure, "figcaption") == 1)
            && count(figure, "figure") == 1
        {
            return Some(figure);
        }
        let mut frame = None;
        for above in tree.ancestors(picture).take(UP) {
            if matches!(tree.tag(above), "body" | "main" | "article" | "html") || self.holds_article(above) {
                break;
            }
            let below = tree.descendants(above).take(MOST_OF_FRAME);
            let mut others = below.filter(|below| *below != picture && self.pictures.contains(below));
            if !others.all(|other| self.keys(other).is_subset(&own)) {
                break;
            }
            frame = Some(above);
            if tree.tag(above) == "figure" {
                break;
            }
        }
        frame
    }

    /// The keys of all files of a picture.
    pub fn keys(&self, picture: NodeId) -> Rc<HashSet<String>> {
        let find = || {
            let files = sources::candidates(self.page.tree, picture);
            Rc::new(files.iter().map(|file| key(&file.url)).collect())
        };
        Rc::clone(self.keys.borrow_mut().entry(picture).or_insert_with(find))
    }

    /// Whether more prose of the article stands below a node than a caption can be.
    fn holds_article(&self, node: NodeId) -> bool {
        self.prose.get(&node).is_some_and(|&(paragraphs, length)| paragraphs > 1 || length > LONGEST)
    }

    /// The box of a picture among the article's paragraphs, itself no paragraph: whatever words it
    /// holds are the caption. It is within `frame`.
    pub fn box_of(&self, picture: NodeId, frame: NodeId) -> Option<NodeId> {
        let tree = self.page.tree;
        for above in tree.ancestors(picture).take(UP) {
            let beside = tree.parent(above).and_then(|parent| self.holds.get(&parent)).copied();
            if beside.unwrap_or_default() > 1 + usize::from(self.blocks.contains(&above)) {
                let is_box = matches!(tree.tag(above), "div" | "table" | "center" | "section" | "span");
                return is_box.then_some(above);
            }
            if above == frame {
                break;
            }
        }
        None
    }

    /// Whether words stand in the middle of the line while most of the article does not.
    pub fn is_centred_apart(&self, block: NodeId) -> bool {
        let tree = self.page.tree;
        let some: Vec<NodeId> = self.blocks.iter().copied().take(40).collect();
        is_centred(tree, block)
            && some.iter().filter(|&&other| is_centred(tree, other)).count() * 2 < some.len()
    }
}

/// Whether a node or what is right around it says that it stands in the middle of the line.
pub(in super::super) fn is_centred(tree: &Tree, node: NodeId) -> bool {
    let mut around = std::iter::once(node).chain(tree.ancestors(node)).take(3);
    around.any(|node| {
        let style = tree.attr(node, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let mut classes = tree.classes(node).flat_map(str::split_ascii_whitespace);
        tree.tag(node) == "center"
            || tree.attr(node, "align").is_some_and(|align| align.eq_ignore_ascii_case("center"))
            || style.contains("text-align:center")
            || classes.any(|class| {
                matches!(
                    class,
                    "center" | "centered" | "text-center" | "aligncenter" | "has-text-align-center"
                )
            })
    })
}

/// The items among which the article's pictures are: its stretch, and what shares its frame.
pub(in super::super) fn reach(page: &Page<'_>, article: &Article) -> (usize, usize) {
    let node = |at: usize| match &page.items[at] {
        Item::Words(leaf) => leaf.node,
        Item::Image(node) => *node,
    };
    let (start, end) = (article.stretch.start, article.stretch.end);
    if start >= end {
        return (0, page.items.len());
    }
    let above: Vec<NodeId> = page.tree.ancestors(node(start)).collect();
    let Some(frame) = std::iter::once(node(end - 1))
        .chain(page.tree.ancestors(node(end - 1)))
        .find(|node| above.contains(node))
    else {
        return (start, end);
    };
    let within = |at: &usize| page.tree.ancestors(node(*at)).any(|above| above == frame);
    let from = (start.saturating_sub(40)..start).find(within).unwrap_or(start);
    let to = (end..(end + 40).min(page.items.len())).rfind(within).map_or(end, |last| last + 1);
    (from, to)
}
