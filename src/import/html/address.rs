//! Addresses on a page: what they are, and where a relative one leads. Nothing is fetched.

use super::said::meta::web_address;
use super::tree::dom::Tree;

/// Where a picture's address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Place<'a> {
    /// Into the web.
    Web(String),
    /// The picture itself stands in the address.
    Data(&'a str),
    /// To a file beside the page, or below.
    Beside(String),
    /// To elsewhere on a site that is not known.
    Unknown(String),
    /// Out of the page's folder, or by a way that is not followed.
    Refused,
}

/// What relative addresses are relative to.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Base {
    /// The page's own address.
    url: Option<String>,
    /// What the page's file is called, without its extension.
    stem: String,
}

/// What browsers put behind a page's name to call the folder of its files, in their languages.
const SAVED: [&str; 16] = [
    "_files",
    "-files",
    ".files",
    "_fichiers",
    "-fichiers",
    "_dateien",
    "-dateien",
    "_archivos",
    "-archivos",
    "_arquivos",
    "_bestanden",
    "-bestanden",
    "_pliki",
    "_soubory",
    "_tiedostot",
    "-filer",
];

impl Base {
    /// The `base` of the page in the file `name`, else the address it was found at.
    pub(super) fn of(tree: &Tree, name: &str, url: Option<&str>) -> Self {
        let mut bases = tree.descendants(Tree::ROOT).filter(|&node| tree.tag(node) == "base");
        let base = bases.find_map(|node| tree.attr(node, "href")).and_then(web_address);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        Self { url: base.or_else(|| url.map(str::to_owned)), stem: stem.to_lowercase() }
    }

    /// The address that relative ones are relative to, if it is known.
    pub(super) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Whether a relative path leads into a folder that came to be when the page was saved.
    pub(super) fn is_saved(&self, path: &str) -> bool {
        let path = path.trim_start_matches("./");
        let Some((folder, _)) = path.split_once('/') else { return path.starts_with("cid:") };
        let folder = folder.to_lowercase();
        let called = !self.stem.is_empty() && folder.len() <= self.stem.len() + 12;
        SAVED.iter().any(|end| folder.ends_with(end)) || called && folder.starts_with(&self.stem)
    }

    /// Where `address` leads.
    pub fn place<'a>(&self, address: &'a str) -> Place<'a> {
        let address = address.trim();
        if let Some(web) = web_address(address) {
            return Place::Web(web);
        }
        if let Some(rest) = address.strip_prefix("//") {
            return Place::Web(format!("https://{rest}"));
        }
        if address.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("data:")) {
            return Place::Data(address);
        }
        if address.starts_with("cid:") {
            return Place::Beside(address.to_owned());
        }
        let elsewhere = || match self.web(address) {
            Some(web) => Place::Web(web),
            None => Place::Unknown(address.to_owned()),
        };
        if address.starts_with('/') {
            return elsewhere();
        }
        let bare = address.split(['?', '#']).next().unwrap_or_default();
        let path = percent_encoding::percent_decode_str(bare).decode_utf8_lossy().into_owned();
        // A scheme, a drive, or steps out of the folder; Windows takes both strokes.
        let steps = || path.split(['/', '\\']);
        let out = steps().any(|step| step == "..") || path.starts_with(['/', '\\']);
        if path.contains(':') || path.contains('\0') {
            return Place::Refused;
        }
        if out {
            return if path.contains('\\') { Place::Refused } else { elsewhere() };
        }
        Place::Beside(path)
    }

    /// A relative address as one of the web, if the page's own is known.
    pub fn web(&self, address: &str) -> Option<String> {
        let base = self.url.as_deref()?;
        let host = base.find("://")? + 3;
        let root = base[host..].find('/').map_or(base.len(), |at| host + at);
        let folder = base.split(['?', '#']).next()?;
        if address.starts_with('/') {
            return Some(format!("{}{address}", &base[..root]));
        }
        let mut steps: Vec<&str> = folder.get(root..).unwrap_or_default().split('/').collect();
        steps.pop();
        for step in address.split('/') {
            match step {
                "." => {}
                ".." => {
                    steps.pop();
                }
                step => steps.push(step),
            }
        }
        let steps: Vec<&str> = steps.into_iter().filter(|step| !step.is_empty()).collect();
        Some(format!("{}/{}", &base[..root], steps.join("/")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_where_they_may() {
        let page = |url: &str| Base { url: Some(url.to_owned()), stem: "the talks".to_owned() };
        let base = page("https://news.example/a/b/story.html?x=1");
        let web = |address: &str| Place::Web(address.to_owned());
        assert_eq!(base.place("//cdn.example/i.jpg"), web("https://cdn.example/i.jpg"));
        assert_eq!(base.place("/i.jpg"), web("https://news.example/i.jpg"));
        assert_eq!(base.place("../i.jpg"), web("https://news.example/a/i.jpg"));
        assert_eq!(base.web("i.jpg").as_deref(), Some("https://news.example/a/b/i.jpg"));
        assert_eq!(base.place("./Story_files/a%20b.jpg"), Place::Beside("./Story_files/a b.jpg".to_owned()));
        for address in
            ["file:///etc/passwd", "..\\..\\secret.png", "C:\\x.png", "javascript:alert(1)", "a%00b"]
        {
            assert_eq!(base.place(address), Place::Refused, "{address}");
        }
        for address in ["../../i.jpg", "/i.jpg"] {
            assert_eq!(Base::default().place(address), Place::Unknown(address.to_owned()), "{address}");
        }
        for path in ["./Story_files/a.jpg", "the talks-Dateien/a.jpg", "The Talks/a.jpg", "cid:1@x"] {
            assert!(base.is_saved(path), "{path}");
        }
        for path in ["a.jpg", "images/a.jpg", "the talks.jpg"] {
            assert!(!base.is_saved(path), "{path}");
        }
    }
}
