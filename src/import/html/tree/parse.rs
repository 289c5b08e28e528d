//! Reads a page's tags, and stops counting nested ones at a depth no page needs.

use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::LocalName;
use html5ever::interface::TreeSink as _;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::dom::Tree;
use super::sink::{Handle, Sink};

/// Tags nested deeper than this are left out, as browsers do; their words stay. It also bounds the
/// parser's own work, which looks through all open tags at every new one.
const DEEPEST: usize = 512;

/// Parses a page. Scripts are not run; what stands in `noscript` is read as markup.
pub(in super::super) fn parse(page: &str) -> Tree {
    let options = TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..Default::default() };
    let builder = TreeBuilder::new(Sink::new(), options);
    let shallow = Shallow { builder, open: RefCell::default(), skipped: RefCell::default() };
    let tokenizer = Tokenizer::new(shallow, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    // It stops at each script, and where the encoding is told.
    loop {
        let _ = tokenizer.feed(&input);
        if input.is_empty() {
            break;
        }
    }
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Hands tokens on, except tags nested too deeply.
struct Shallow {
    builder: TreeBuilder<Handle, Sink>,
    /// The tags that are open, those aside that end by themselves.
    open: RefCell<Vec<LocalName>>,
    /// How many start tags of a name were left out and not ended yet.
    skipped: RefCell<HashMap<LocalName, usize>>,
}

/// Tags that hold nothing, that others end, or whose text the tokenizer reads in a way of its own.
const UNCOUNTED: [&str; 49] = [
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "param",
    "source",
    "track",
    "wbr",
    "keygen",
    "frame",
    "basefont",
    "bgsound",
    "p",
    "li",
    "dt",
    "dd",
    "td",
    "th",
    "tr",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "colgroup",
    "option",
    "optgroup",
    "rp",
    "rt",
    "rb",
    "rtc",
    "html",
    "head",
    "body",
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "plaintext",
    "noscript",
];

/// Tags that an end tag of an inline one does not reach beyond.
fn holds_back(name: &str) -> bool {
    !super::tags::is_inline(name)
}

impl Shallow {
    /// Whether the token is a tag to be left out.
    fn leaves_out(&self, token: &Token) -> bool {
        let Token::TagToken(tag) = token else { return false };
        if UNCOUNTED.contains(&&*tag.name) {
            return false;
        }
        let mut open = self.open.borrow_mut();
        let mut skipped = self.skipped.borrow_mut();
        if tag.kind == TagKind::StartTag {
            if tag.self_closing && self.builder.adjusted_current_node_present_but_not_in_html_namespace() {
                return false;
            }
            if open.len() < DEEPEST {
                open.push(tag.name.clone());
                return false;
            }
            *skipped.entry(tag.name.clone()).or_default() += 1;
            return true;
        }
        if let Some(count) = skipped.get_mut(&tag.name).filter(|count| **count > 0) {
            *count -= 1;
            return true;
        }
        let inline = !holds_back(&tag.name);
        for at in (0..open.len()).rev() {
            if open[at] == tag.name {
                if inline {
                    open.remove(at);
                } else {
                    open.truncate(at);
                }
                break;
            }
            if inline && holds_back(&open[at]) {
                break;
            }
        }
        false
    }
}

impl TokenSink for Shallow {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if self.leaves_out(&token) {
            TokenSinkResult::Continue
        } else {
            self.builder.process_token(token, line)
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(tree: &Tree) -> usize {
        let nodes = tree.descendants(Tree::ROOT);
        nodes.map(|node| tree.ancestors(node).take(5_000).count()).max().unwrap_or_default()
    }

    #[test]
    fn nesting_ends_somewhere_and_words_stay() {
        for (open, close) in
            [("<div>", "</div>"), ("<b>", ""), ("<span><div></span>", ""), ("<div/>", ""), ("<ul><li>", "")]
        {
            let page = format!("{}deep words{}<p>after", open.repeat(20_000), close.repeat(20_000));
            let tree = parse(&page);
            assert!(depth(&tree) < 2_000, "{open}");
            let text = tree.text(Tree::ROOT);
            assert!(text.contains("deep words") && text.contains("after"), "{open}");
        }
    }

    #[test]
    fn bad_characters_are_replaced() {
        let tree = parse("<p>a&#x110000;b&#0;c&#xD800;d&amp;&nosuch;e");
        assert_eq!(tree.text(Tree::ROOT), "a\u{fffd}b\u{fffd}c\u{fffd}d&&nosuch;e");
    }
}
