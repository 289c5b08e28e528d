use serde::{Deserialize, Serialize};

use super::TextRange;

/// A range of the text with a role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// What the block is in the article.
    pub role: Role,
    /// Where it stands, without the line ends around it.
    pub range: TextRange,
}

/// What a block of text is in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// The title of the story.
    Headline,
    /// Who wrote it: "By …".
    Byline,
    /// Where and when it was filed.
    Dateline,
    /// Body text.
    Paragraph,
    /// A heading within the body.
    Subhead,
    /// What stands under a picture.
    Caption,
    /// Who made a picture.
    Credit,
    /// Page clutter: navigation, footers, copyright, advertisements.
    Furniture,
}

impl Role {
    /// Every role, in the order menus show them.
    pub const ALL: [Self; 8] = [
        Self::Headline,
        Self::Byline,
        Self::Dateline,
        Self::Paragraph,
        Self::Subhead,
        Self::Caption,
        Self::Credit,
        Self::Furniture,
    ];

    /// The role's name as it is shown and spoken.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Paragraph => "paragraph",
            Self::Subhead => "subhead",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Furniture => "furniture",
        }
    }

    /// What it means, as a hint says it.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Headline => "the title of the story",
            Self::Byline => "who wrote it",
            Self::Dateline => "where and when it was filed",
            Self::Paragraph => "body text",
            Self::Subhead => "a heading within the body",
            Self::Caption => "what stands under a picture",
            Self::Credit => "who made a picture",
            Self::Furniture => "page clutter, folded away",
        }
    }
}
