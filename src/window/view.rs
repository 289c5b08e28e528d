//! What the analyst is looking at. None of it is part of the project.

use serde::{Deserialize, Serialize};

use crate::claims::ClaimId;
use crate::story::{BytePos, PictureId, StoryId, TextRange};

/// The state of the window that panels share.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The open story.
    pub story: Option<StoryId>,
    /// The claim whose form is open.
    pub chosen: Option<ClaimId>,
    /// The claim the pointer is over, in whatever panel: all its parts are lit.
    pub hovered: Option<ClaimId>,
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
    /// Whether the actors that are named in the story are underlined.
    pub mentions: bool,
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
