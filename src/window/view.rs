//! What the analyst is looking at. None of it is part of the project.

use std::ops::RangeInclusive;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::others::Others;
use super::several::Several;
use crate::claims::ClaimId;
use crate::story::{BytePos, PictureId, Story, StoryId, TextRange};

/// The state of the window that panels share.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The open story.
    pub story: Option<StoryId>,
    /// The claim whose form is open.
    pub chosen: Option<ClaimId>,
    /// Several claims chosen at once; none is open then.
    pub several: Option<Several>,
    /// The claim the pointer is over, in whatever panel: all its parts are lit.
    pub hovered: Option<ClaimId>,
    /// The claim at the other end of the link that the pointer is over.
    pub hovered_end: Option<ClaimId>,
    /// What is selected in the article.
    pub selection: Option<Selection>,
    /// The region drawn on a picture and not yet tagged.
    pub drawn: Option<crate::claims::Region>,
    /// The position of the text at the reading line, a third down the page.
    pub reading_at: BytePos,
    /// The picture that is enlarged.
    pub enlarged: Option<PictureId>,
    /// Which panels are open.
    pub panels: Panels,
    /// Whether page furniture is shown.
    pub furniture: bool,
    /// Whether the open story's division into blocks is being looked over.
    pub structure: Option<Structure>,
    /// Other coders' claims on the open story, while they are shown.
    pub others: Option<Arc<Others>>,
    /// Whether the actors that are named in the story are underlined.
    pub mentions: bool,
    /// Whether links between claims are drawn beside the text.
    pub links: bool,
}

/// How a story's division into blocks is looked over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// The blocks that were walked over: where the first and the last of them begin, in the order of
    /// the walk. It holds as long as the caret stays where the walk came to.
    pub walked: Option<Selection>,
}

impl View {
    /// Whether a claim is chosen, alone or with others.
    #[must_use]
    pub fn is_chosen(&self, claim: ClaimId) -> bool {
        self.chosen == Some(claim)
            || self.several.as_ref().is_some_and(|several| several.claims.contains(&claim))
    }

    /// Whether the pointer is over some part of a claim, or over a link of it.
    #[must_use]
    pub fn is_hovered(&self, claim: ClaimId) -> bool {
        self.hovered == Some(claim) || self.hovered_end == Some(claim)
    }

    /// Whether all parts of a claim are lit: it is hovered or chosen, or it is the one of another coder
    /// whose card is open.
    #[must_use]
    pub fn is_lit(&self, claim: ClaimId) -> bool {
        let opened = self.others.as_ref().and_then(|others| others.opened.as_ref());
        self.is_hovered(claim) || self.is_chosen(claim) || opened.is_some_and(|(_, id)| *id == claim)
    }

    /// The blocks of a story that a gesture on blocks is about: those walked over, or else those that
    /// the selection touches, or the caret's.
    #[must_use]
    pub fn blocks(&self, story: &Story) -> Option<RangeInclusive<usize>> {
        let selection = self.selection?;
        let walked = self.structure.and_then(|structure| structure.walked);
        let walked = walked.filter(|walked| selection == Selection::caret(walked.head));
        let range = walked.map_or(selection.range(), Selection::range);
        let last = if walked.is_some() || range.is_empty() {
            story.block_at(range.end)
        } else {
            story.blocks.partition_point(|block| block.range.start < range.end).checked_sub(1)
        };
        // A caret above all blocks is the first one's.
        let last = last.or((!story.blocks.is_empty()).then_some(0))?;
        let first = story.block_at(range.start).unwrap_or(0);
        Some(first.min(last)..=last)
    }

    /// Whether words are selected, to be marked, and not blocks.
    #[must_use]
    pub fn selects_words(&self) -> bool {
        self.selection.is_some_and(|selection| !selection.range().is_empty())
    }
}

/// A selection: the caret is at its head, and it reaches back to its anchor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// Where it began.
    pub anchor: BytePos,
    /// Where the caret is.
    pub head: BytePos,
}

impl Selection {
    /// A caret that selects nothing.
    #[must_use]
    pub fn caret(pos: BytePos) -> Self {
        Self { anchor: pos, head: pos }
    }

    /// The selection of `range`, with the caret at its end.
    #[must_use]
    pub fn of(range: TextRange) -> Self {
        Self { anchor: range.start, head: range.end }
    }

    /// What is selected, whichever way round.
    #[must_use]
    pub fn range(self) -> TextRange {
        TextRange::between(self.anchor, self.head)
    }
}

/// Where the reader is, to come back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// The open story.
    pub story: Option<StoryId>,
    /// The position at the top of the page.
    pub top: BytePos,
    /// What is selected.
    pub selection: Option<Selection>,
    /// The claim whose form is open.
    pub chosen: Option<ClaimId>,
    /// The picture that is enlarged.
    pub enlarged: Option<PictureId>,
}

/// Which panels beside the article are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panels {
    /// The list of stories.
    pub stories: bool,
    /// The pictures.
    pub pictures: bool,
    /// The claims.
    pub claims: bool,
}

impl Default for Panels {
    fn default() -> Self {
        Self { stories: true, pictures: true, claims: true }
    }
}
