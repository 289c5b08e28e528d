//! What can be understood of a story whose file is of a newer format.

use serde::Deserialize;

use crate::story::{Block, BytePos, Caption, Picture, PictureFile, PictureId, Story, TextHash};

/// A story's file, read without minding what else stands in it.
#[derive(Deserialize)]
struct LooseStory {
    #[serde(default)]
    headline: String,
    #[serde(default)]
    outlet: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    date: Option<jiff::civil::Date>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    encoding: Option<String>,
    text: TextHash,
    #[serde(default)]
    pictures: Vec<LoosePicture>,
    #[serde(default)]
    blocks: Vec<LooseBlock>,
}

#[derive(Deserialize)]
struct LoosePicture {
    id: PictureId,
    #[serde(default)]
    at: BytePos,
    #[serde(default)]
    file: Option<PictureFile>,
    #[serde(default)]
    caption: Option<Caption>,
    #[serde(default)]
    credit: Option<String>,
    #[serde(default)]
    alt: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Deserialize)]
struct LooseBlock {
    role: crate::story::Role,
    range: crate::story::TextRange,
}

/// Only what no story can do without.
#[derive(Deserialize)]
struct Bare {
    #[serde(default)]
    headline: String,
    text: TextHash,
}

/// The story, as far as its file can be understood; `None` if not even its text can be told.
/// Without blocks, if those are of another sort than ours.
pub(super) fn story(text: &str) -> Option<Story> {
    if let Ok(story) = ron::from_str::<LooseStory>(text) {
        let LooseStory { headline, outlet, authors, date, language, url, source, .. } = story;
        let LooseStory { encoding, text, pictures, blocks, .. } = story;
        let picture = |picture| {
            let LoosePicture { id, at, file, caption, credit, alt, url } = picture;
            Picture { id, at, file, caption, credit, alt, url }
        };
        return Some(Story {
            headline,
            outlet,
            authors,
            date,
            language,
            url,
            source,
            encoding,
            text,
            pictures: pictures.into_iter().map(picture).collect(),
            blocks: blocks.into_iter().map(|LooseBlock { role, range }| Block { role, range }).collect(),
        });
    }
    let Bare { headline, text } = ron::from_str(text).ok()?;
    Some(Story {
        headline,
        outlet: None,
        authors: Vec::new(),
        date: None,
        language: None,
        url: None,
        source: None,
        encoding: None,
        text,
        pictures: Vec::new(),
        blocks: Vec::new(),
    })
}
