//! What a page's tags, classes and roles say of the words below them.

use super::dom::{Data, NodeId, Tree};

/// Fewer characters than this make no prose.
pub(in super::super) const PROSE: usize = 60;

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Marks(u16);

impl Marks {
    /// Not of the article: navigation, related stories, comments, advertisements.
    pub const CLUTTER: Self = Self(1);
    /// Under a picture.
    pub const CAPTION: Self = Self(2);
    /// Who made a picture.
    pub const CREDIT: Self = Self(4);
    /// Who wrote the story.
    pub const BYLINE: Self = Self(8);
    /// The article's own standfirst.
    pub const LEAD: Self = Self(16);
    /// A logo, an avatar or the like: no picture of the story.
    pub const ICON: Self = Self(32);
    /// Not shown.
    pub const HIDDEN: Self = Self(64);
    /// The article, or its body.
    pub const ARTICLE: Self = Self(128);
    /// When it was published.
    pub const DATE: Self = Self(256);
    /// Asks for consent to cookies and the like, at any length.
    pub const CONSENT: Self = Self(512);
    /// Folded away until the reader asks or pays for it: clutter, or the rest of the article.
    pub const FOLDED: Self = Self(1024);

    /// Whether any of `other` is among these.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// These and `other`.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These but not `other`.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// What `node` itself says.
pub(in super::super) fn of(tree: &Tree, node: NodeId) -> Marks {
    let mut marks = match tree.tag(node) {
        "nav" | "aside" | "footer" | "dialog" | "menu" => Marks::CLUTTER,
        "figcaption" => Marks::CAPTION,
        "article" | "main" => Marks::ARTICLE,
        "address" => Marks::BYLINE,
        "time" => Marks::DATE,
        "" => return Marks::default(),
        _ => Marks::default(),
    };
    if tree.attr(node, "hidden").is_some() {
        marks = marks.with(Marks::HIDDEN);
    }
    let style = tree.attr(node, "style").unwrap_or_default();
    if style.contains("display:none") || style.contains("display: none") {
        marks = marks.with(Marks::HIDDEN);
    }
    marks = match tree.attr(node, "role") {
        Some(
            "navigation" | "complementary" | "contentinfo" | "banner" | "dialog" | "search" | "menu"
            | "alert",
        ) => marks.with(Marks::CLUTTER),
        Some("main" | "article") => marks.with(Marks::ARTICLE),
        _ => marks,
    };
    // hMedia, an old microformat, gives a picture's name so.
    let has = |node: NodeId, name: &str| {
        tree.classes(node).flat_map(str::split_ascii_whitespace).any(|class| class == name)
    };
    if has(node, "fn") && tree.ancestors(node).take(3).any(|above| has(above, "hmedia")) {
        marks = marks.with(Marks::CAPTION);
    }
    for property in tree.attr(node, "itemprop").unwrap_or_default().split_ascii_whitespace() {
        marks = marks.with(match property {
            "articleBody" => Marks::ARTICLE,
            "author" | "creator" => Marks::BYLINE,
            "caption" => Marks::CAPTION,
            "description" | "alternativeHeadline" => Marks::LEAD,
            "datePublished" | "dateModified" => Marks::DATE,
            "copyrightHolder" => Marks::CREDIT,
            _ => Marks::default(),
        });
    }
    marks = tree
        .classes(node)
        .flat_map(str::split_ascii_whitespace)
        .fold(marks, |marks, name| marks.with(super::words::of_name(name)));
    // A class such as "image-text" is also that of a picture beside the article's own paragraphs.
    if marks.has(Marks::CAPTION) && tree.tag(node) != "figcaption" && holds_paragraphs(tree, node) {
        marks = marks.without(Marks::CAPTION);
    }
    match (marks.has(Marks::FOLDED), marks.has(Marks::CLUTTER)) {
        // What says what else it is is no rest of the article.
        (true, true) => marks.without(Marks::FOLDED),
        (true, false) => marks.with(Marks::CLUTTER),
        (false, _) => marks,
    }
}

/// Whether two or more paragraphs of prose stand below a node, among the first nodes there.
fn holds_paragraphs(tree: &Tree, node: NodeId) -> bool {
    let length = |paragraph: NodeId| {
        let below = tree.descendants(paragraph).take(40);
        let lengths = below.map(|node| match tree.data(node) {
            Data::Text(words) => words.trim_ascii().len(),
            _ => 0,
        });
        lengths.sum::<usize>()
    };
    let below = tree.descendants(node).skip(1).take(80);
    below.filter(|&below| tree.tag(below) == "p" && length(below) >= PROSE).take(2).count() == 2
}
