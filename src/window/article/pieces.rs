//! A story cut into the pieces the page is made of.

use unicode_segmentation::GraphemeCursor;

use super::style::Style;
use crate::story::{BytePos, Role, Story, StoryText, TextRange, bare_credit};

/// What a piece shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    /// The line above everything: outlet, date, authors.
    Masthead(String),
    /// Text of a block.
    Text {
        /// The block's number.
        block: usize,
        /// Which part of the text.
        range: TextRange,
        /// What the block is.
        role: Role,
        /// The number of the picture this caption belongs to.
        picture: Option<usize>,
    },
    /// A run of page furniture: a button that shows or folds it.
    Fold {
        /// How many blocks it stands for.
        count: usize,
        /// The text it stands for.
        range: TextRange,
        /// Whether the furniture is shown below.
        open: bool,
    },
}

/// One piece of the page: the unit that is laid out, or not.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) content: Content,
    /// Whether it begins its block, and so stands off from what is above.
    pub(super) opens: bool,
    /// Whether it is the credit of the caption right above it, with which it reads as one.
    pub(super) under_caption: bool,
    /// How wide its text is in units of an average Latin letter.
    units: f32,
}

/// Longer blocks are cut, so that laying one out never takes a noticeable time, in bytes.
const LONGEST: usize = 4_000;

impl Piece {
    /// The part of the text it shows.
    pub(super) fn range(&self) -> Option<TextRange> {
        match &self.content {
            Content::Text { range, .. } => Some(*range),
            _ => None,
        }
    }

    /// How it is set.
    pub(super) fn style(&self) -> Style {
        match &self.content {
            Content::Masthead(_) => Style::masthead(),
            Content::Fold { .. } => Style::fold(),
            Content::Text { .. } if self.under_caption => Style::credit_under_caption(),
            Content::Text { role, .. } => Style::of(*role),
        }
    }

    /// The room its first row leaves for an icon, in points.
    pub(super) fn lead(&self) -> f32 {
        match &self.content {
            Content::Text { picture: Some(number), .. } => 31.0 + 8.0 * (*number as f32).log10().floor(),
            Content::Fold { .. } => 24.0,
            _ => 0.0,
        }
    }

    /// A guess at its height on a page of this width, in points.
    pub(super) fn estimate(&self, width: f32) -> f64 {
        let style = self.style();
        let rows = (self.units * style.letter_width() / (width - style.indent).max(80.0)).ceil().max(1.0);
        f64::from(style.above(self.opens) + rows * style.line_height)
    }
}

/// How page furniture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Furniture {
    /// Folded away under a button.
    Folded,
    /// Below a button that folds it.
    Unfolded,
    /// As any other block.
    Plain,
}

/// Cuts a story into pieces. Text outside all blocks is not shown.
pub(super) fn cut(story: &Story, text: &StoryText, furniture: Furniture) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if let Some(line) = masthead(story) {
        let units = units(&line);
        let content = Content::Masthead(line);
        pieces.push(Piece { content, opens: true, under_caption: false, units });
    }
    let mut above = None;
    let mut blocks = story.blocks.iter().enumerate().peekable();
    while let Some((number, block)) = blocks.next() {
        let above = above.replace(block.role);
        if block.role == Role::Furniture && furniture != Furniture::Plain {
            let mut run = vec![(number, block)];
            while let Some(next) = blocks.next_if(|(_, next)| next.role == Role::Furniture) {
                run.push(next);
            }
            let end = run.last().map_or(block.range.end, |(_, last)| last.range.end);
            let range = TextRange { start: block.range.start, end };
            let open = furniture == Furniture::Unfolded;
            let content = Content::Fold { count: run.len(), range, open };
            pieces.push(Piece { content, opens: true, under_caption: false, units: 30.0 });
            if open {
                for (number, block) in run {
                    cut_block(&mut pieces, text, number, block.range, block.role, None);
                }
            }
        } else {
            let picture = story.pictures.iter().position(|picture| match &picture.caption {
                Some(crate::story::Caption::InText(range)) => range.overlaps(block.range),
                _ => false,
            });
            let picture = picture.filter(|_| block.role == Role::Caption).map(|index| index + 1);
            let under_caption = block.role == Role::Credit && above == Some(Role::Caption);
            let range = if under_caption { bare(text, block.range) } else { block.range };
            let first = pieces.len();
            cut_block(&mut pieces, text, number, range, block.role, picture);
            pieces[first..].iter_mut().for_each(|piece| piece.under_caption = under_caption);
        }
    }
    pieces
}

/// A credit without the slash or brackets that parted it from its caption in one line: below it, those
/// would point at nothing.
fn bare(text: &StoryText, credit: TextRange) -> TextRange {
    let words = text.slice(credit).unwrap_or_default();
    let name = bare_credit(words);
    let start = credit.start.index() + words.find(name).unwrap_or_default();
    TextRange::from_indices(start, start + name.len())
}

fn cut_block(
    pieces: &mut Vec<Piece>,
    text: &StoryText,
    block: usize,
    range: TextRange,
    role: Role,
    picture: Option<usize>,
) {
    let Some(words) = text.slice(range) else { return };
    let base = range.start.index();
    let mut start = 0;
    let mut opens = true;
    while start < words.len() || opens {
        let end = cut_end(words, start);
        let part = TextRange::from_indices(base + start, base + end);
        let picture = picture.filter(|_| opens);
        let content = Content::Text { block, range: part, role, picture };
        let units = units(&words[start..end]);
        pieces.push(Piece { content, opens, under_caption: false, units });
        opens = false;
        start = end;
    }
}

/// Where the piece that begins at `start` ends: after a blank, if there is one.
fn cut_end(words: &str, start: usize) -> usize {
    if words.len() - start <= LONGEST {
        return words.len();
    }
    let limit = words.floor_char_boundary(start + LONGEST);
    let window = &words[start..limit];
    let blank = window.char_indices().rev().find(|(at, c)| c.is_whitespace() && *at > LONGEST / 2);
    blank.map_or_else(|| between_clusters(words, start, limit), |(at, c)| start + at + c.len_utf8())
}

/// The end of the last whole grapheme cluster between `start` and `limit`, which is on a character's
/// boundary; `limit` itself where one cluster fills all of it.
fn between_clusters(words: &str, start: usize, limit: usize) -> usize {
    let mut cursor = GraphemeCursor::new(limit, words.len(), true);
    match cursor.is_boundary(words, 0) {
        Ok(false) => cursor.prev_boundary(words, 0).ok().flatten().filter(|at| *at > start).unwrap_or(limit),
        // The whole text is at hand, so the cursor never asks for more of it.
        Ok(true) | Err(_) => limit,
    }
}

fn units(text: &str) -> f32 {
    // Latin letters 1, everything from the Hangul and Han planes on 2.1: measured on real stories.
    let wide = text.chars().filter(|c| *c >= '\u{1100}').count();
    let all = text.chars().count();
    all as f32 + wide as f32 * 1.1
}

fn masthead(story: &Story) -> Option<String> {
    let date = story.date.map(|date| date.strftime("%-d %B %Y").to_string());
    // A byline in the text says it already.
    let has_byline = story.blocks.iter().any(|block| block.role == Role::Byline);
    let authors = story.authors.iter().filter(|_| !has_byline);
    let parts: Vec<String> =
        story.outlet.iter().cloned().chain(date).chain(authors.map(|name| format!("by {name}"))).collect();
    (!parts.is_empty()).then(|| parts.join(" \u{b7} "))
}

/// The piece that shows `pos`, or the nearest one before it.
pub(super) fn piece_at(pieces: &[Piece], pos: BytePos) -> usize {
    let start = |piece: &Piece| match &piece.content {
        Content::Masthead(_) => BytePos(0),
        Content::Text { range, .. } | Content::Fold { range, .. } => range.start,
    };
    // A fold and the first furniture below it begin at the same place; the later one is the text.
    pieces.partition_point(|piece| start(piece) <= pos).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Block;
    use proptest::prelude::*;

    fn story(text: &str, role: Role) -> (Story, StoryText) {
        let text = StoryText::from_canonical(text);
        let block = Block { role, range: TextRange { start: BytePos(0), end: text.end() } };
        let story = Story::new("", &text, vec![block]);
        (story, text)
    }

    proptest! {
        #[test]
        fn pieces_tile_a_block_of_any_length(words in proptest::collection::vec("[a-zé汉 ]{0,900}", 0..30)) {
            let (story, text) = story(&words.concat(), Role::Paragraph);
            let pieces = cut(&story, &text, Furniture::Folded);
            let mut at = BytePos(0);
            for (number, piece) in pieces.iter().enumerate() {
                let range = piece.range().unwrap();
                prop_assert_eq!(range.start, at);
                prop_assert!(text.slice(range).is_some());
                prop_assert!(range.len() as usize <= LONGEST);
                prop_assert_eq!(piece.opens, number == 0);
                at = range.end;
            }
            prop_assert_eq!(at, text.end());
        }
    }

    #[test]
    fn furniture_folds_into_one_line() {
        let (mut story, text) = story("menu\nmore\nbody", Role::Paragraph);
        let block = |role, from, to| Block { role, range: TextRange::from_indices(from, to) };
        story.blocks =
            vec![block(Role::Furniture, 0, 4), block(Role::Furniture, 5, 9), block(Role::Paragraph, 10, 14)];
        let folded = cut(&story, &text, Furniture::Folded);
        assert_eq!(folded.len(), 2);
        assert!(matches!(folded[0].content, Content::Fold { count: 2, open: false, .. }));
        assert_eq!(cut(&story, &text, Furniture::Unfolded).len(), 4);
        assert_eq!(cut(&story, &text, Furniture::Plain).len(), 3);
    }

    #[test]
    fn a_credit_reads_as_one_with_its_caption_only() {
        let (mut story, text) = story("ship\n/ A\nbody\n/ B", Role::Paragraph);
        let block = |role, from, to| Block { role, range: TextRange::from_indices(from, to) };
        story.blocks = vec![
            block(Role::Caption, 0, 4),
            block(Role::Credit, 5, 8),
            block(Role::Paragraph, 9, 13),
            block(Role::Credit, 14, 17),
        ];
        let pieces = cut(&story, &text, Furniture::Folded);
        let under: Vec<bool> = pieces.iter().map(|piece| piece.under_caption).collect();
        assert_eq!(under, [false, true, false, false]);
        let shown = |piece: &Piece| text.slice(piece.range().unwrap()).unwrap();
        assert_eq!(shown(&pieces[1]), "A", "the slash parted the two in one line");
        assert_eq!(shown(&pieces[3]), "/ B");
        assert_eq!(pieces[1].style().indent, pieces[0].style().indent);
    }
}
