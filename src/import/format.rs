use super::{ImportError, picture};
use crate::story::visible;

/// The formats a story's text can come in. Each has a file of its own in this room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain UTF-8 text.
    Plain,
}

impl Format {
    /// The format of a file, by its content where that is telling, else by its name.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, ImportError> {
        if picture::is_picture(name, bytes) {
            return Err(ImportError::PictureForText { file: visible(name) });
        }
        if is_web_page(name, bytes) {
            return Err(ImportError::WebPage { file: visible(name) });
        }
        Ok(Self::Plain)
    }
}

fn is_web_page(name: &str, bytes: &[u8]) -> bool {
    let extension = extension(name);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |tag: &[u8]| bytes.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    matches!(extension.as_str(), "html" | "htm" | "xhtml" | "mhtml")
        || begins(b"<!doctype html")
        || begins(b"<html")
}

/// What follows the last dot of a file's name, in lower case.
pub(super) fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_page_is_known_by_its_name_or_its_head() {
        for (name, bytes) in
            [("a.HTML", &b"x"[..]), ("a.txt", b"\xef\xbb\xbf \n<!DOCTYPE html><p>"), ("a", b"<HTML>")]
        {
            assert!(matches!(Format::of(name, bytes), Err(ImportError::WebPage { .. })), "{name}");
        }
        assert!(matches!(Format::of("a.txt", b"A <strong>word</strong>"), Ok(Format::Plain)));
    }

    #[test]
    fn a_picture_is_no_text_even_when_it_is_called_one() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        assert!(matches!(Format::of("a.txt", png), Err(ImportError::PictureForText { .. })));
    }
}
