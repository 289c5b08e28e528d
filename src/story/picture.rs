use serde::{Deserialize, Serialize};

use super::{BytePos, StoryText, TextRange};

/// Names a picture within its story; never reused there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PictureId(pub String);

/// An image of a story, or the place of one that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The picture's name within the story.
    pub id: PictureId,
    /// The place in the text it belongs to.
    pub at: BytePos,
    /// The image; `None` while only its caption is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<PictureFile>,
    /// What stands under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Caption>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// What a page says of it for those who cannot see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// Where it is in the web. Kept, never fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Picture {
    /// The caption's words; empty where there is none.
    #[must_use]
    pub fn caption<'a>(&'a self, text: &'a StoryText) -> &'a str {
        match &self.caption {
            None => "",
            Some(Caption::InText(range)) => text.slice(*range).unwrap_or_default(),
            Some(Caption::Apart(words)) => words,
        }
    }
}

/// The words under a picture.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Caption {
    /// They stand in the story's text, where they can be marked like any passage.
    InText(TextRange),
    /// They were given beside the text.
    Apart(String),
}

/// A picture's file in the story's `pictures/` folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureFile {
    /// The file's name in `pictures/`: its content's hash and the extension.
    pub name: String,
    /// What the file was called when it was imported.
    pub original: String,
}
