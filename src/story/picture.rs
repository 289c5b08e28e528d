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

    /// The caption and the credit as they are shown, one below the other, either of them possibly empty:
    /// the credit without the signs that part it from a caption in one line, and the caption without the
    /// credit that it ends in.
    #[must_use]
    pub fn under<'a>(&'a self, text: &'a StoryText) -> (&'a str, &'a str) {
        let caption = self.caption(text).trim();
        let credit = bare_credit(self.credit.as_deref().unwrap_or_default());
        let ends = || {
            let before = caption.strip_suffix(credit).filter(|_| !credit.is_empty())?;
            let words = before.trim_end_matches(is_credit_sign);
            (words.len() < before.len() && !words.is_empty()).then_some(words)
        };
        match ends() {
            Some(words) => (words, credit),
            // It is told in the caption's own words.
            None if !credit.is_empty() && caption.contains(credit) => (caption, ""),
            None => (caption, credit),
        }
    }
}

/// Blanks and the signs that part a credit from its caption.
fn is_credit_sign(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '/' | '|' | '-' | '\u{2013}' | '\u{2014}')
}

/// A credit without what parts it from its caption in one line: a slash, a dash, brackets around it. One
/// of nothing but signs stays as it is.
#[must_use]
pub fn bare_credit(words: &str) -> &str {
    let bare = words.trim().trim_start_matches(is_credit_sign);
    let within = [('(', ')'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| bare.strip_prefix(open)?.strip_suffix(close))
        .filter(|within| !within.contains(['(', ')', '[', ']']));
    let bare = within.unwrap_or(bare).trim();
    if bare.is_empty() { words } else { bare }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_is_shown_without_its_signs_and_once() {
        let under = |caption: &str, credit: &str| {
            let picture = Picture {
                id: PictureId("p1".to_owned()),
                at: BytePos(0),
                file: None,
                caption: Some(Caption::Apart(caption.to_owned())),
                credit: Some(credit.to_owned()),
                alt: None,
                url: None,
            };
            let text = StoryText::from_canonical("");
            let (caption, credit) = picture.under(&text);
            (caption.to_owned(), credit.to_owned())
        };
        let parted = |caption: &str, credit: &str| (caption.to_owned(), credit.to_owned());
        assert_eq!(under("A ship.", "/ AP-Yonhap"), parted("A ship.", "AP-Yonhap"));
        assert_eq!(under("A ship. / AP-Yonhap", "AP-Yonhap"), parted("A ship.", "AP-Yonhap"));
        assert_eq!(under(" A ship ", "(AP Photo/Ann Lee)"), parted("A ship", "AP Photo/Ann Lee"));
        assert_eq!(under("Ann Lee on a ship", "Ann Lee"), parted("Ann Lee on a ship", ""));
        assert_eq!(under("", "Ann Lee (AFP)"), parted("", "Ann Lee (AFP)"));
        assert_eq!(under("A ship", ""), parted("A ship", ""));
        assert_eq!(bare_credit(" / "), " / ", "nothing would be left");
    }
}
