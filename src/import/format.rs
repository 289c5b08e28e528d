use super::picture;

/// The formats a story's text can come in. Each has a file of its own in this room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Plain text.
    Plain,
    /// A web page.
    Page,
    /// A web page with its parts in one file, as browsers save it.
    Archive,
    /// Markdown.
    Markdown,
    /// A single picture.
    Picture,
}

impl Format {
    /// The format of a file, by its content where that is telling, else by its name.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        if picture::is_picture(name, bytes) {
            Self::Picture
        } else if is_archive(name, bytes) {
            Self::Archive
        } else if is_web_page(name, bytes) {
            Self::Page
        } else if matches!(extension(name).as_str(), "md" | "markdown" | "mdown") {
            Self::Markdown
        } else {
            Self::Plain
        }
    }
}

fn is_web_page(name: &str, bytes: &[u8]) -> bool {
    let extension = extension(name);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |tag: &[u8]| bytes.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    matches!(extension.as_str(), "html" | "htm" | "xhtml") || begins(b"<!doctype html") || begins(b"<html")
}

fn is_archive(name: &str, bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes)).to_ascii_lowercase();
    let headers = head.split("\n\n").next().unwrap_or_default().split("\r\n\r\n").next().unwrap_or_default();
    matches!(extension(name).as_str(), "mhtml" | "mht")
        || (headers.contains("mime-version:") && headers.contains("multipart/related"))
}

/// Whether a file that begins with `head` and whose name says nothing is a text or a page: one
/// without an ending is if it holds words, any other only if it says so.
pub(super) fn is_known_head(name: &str, head: &[u8]) -> bool {
    let words = || {
        let whole = match std::str::from_utf8(head) {
            Ok(_) => head,
            // The head may end within a character.
            Err(error) if error.error_len().is_none() => &head[..error.valid_up_to()],
            Err(_) => return false,
        };
        !whole.is_empty() && !whole.contains(&0)
    };
    is_web_page("", head) || is_archive("", head) || (extension(name).is_empty() && words())
}

/// What follows the last dot of a file's name, in lower case.
pub(super) fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_its_content_or_its_name() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        let saved = b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n";
        for (name, bytes, format) in [
            ("a.HTML", &b"x"[..], Format::Page),
            ("a.txt", b"\xef\xbb\xbf \n<!DOCTYPE html><p>", Format::Page),
            ("a", b"<HTML>", Format::Page),
            ("a.txt", b"A <strong>word</strong>", Format::Plain),
            ("a.txt", png, Format::Picture),
            ("a.mht", b"", Format::Archive),
            ("a.txt", saved, Format::Archive),
            ("a.md", b"# A", Format::Markdown),
        ] {
            assert_eq!(Format::of(name, bytes), format, "{name}");
        }
    }
}
