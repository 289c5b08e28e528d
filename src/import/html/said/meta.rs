//! What a page says of itself: JSON-LD, `meta`, `link`, `time`.

use super::super::tree::dom::{NodeId, Tree};
use super::super::{letters_of, squeeze};
use super::json_ld::Linked;

/// A picture as the metadata know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct MetaPicture {
    pub url: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Meta {
    /// The headline by JSON-LD.
    pub headline: Option<String>,
    /// The title for other sites.
    pub shared_title: Option<String>,
    /// The window's title.
    pub title: Option<String>,
    pub description: Vec<String>,
    pub authors: Vec<String>,
    pub days: Days,
    pub outlet: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    /// The article's body by JSON-LD.
    pub body: Option<String>,
    pub pictures: Vec<MetaPicture>,
}

/// So many of a page's titles and times are looked at.
const MOST: usize = 50;

impl Meta {
    /// The titles the page gives itself.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        [&self.headline, &self.shared_title, &self.title].into_iter().flatten().map(String::as_str)
    }

    /// Whether `text` is what the page describes itself with.
    pub fn describes(&self, text: &str) -> bool {
        let text = letters_of(text);
        text.len() >= 20
            && self.description.iter().any(|description| {
                let description = letters_of(description);
                let head = &description[..description.floor_char_boundary(80)];
                head.len() >= 20 && (text.starts_with(head) || description.contains(text.as_str()))
            })
    }

    /// Reads it all.
    pub fn of(tree: &Tree) -> Self {
        let mut meta = Self::default();
        let mut tags = Vec::new();
        let mut linked = Linked::default();
        let mut shown = Vec::new();
        let mut marked = Vec::new();
        for node in tree.descendants(Tree::ROOT) {
            match tree.tag(node) {
                "script"
                    if tree
                        .attr(node, "type")
                        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) =>
                {
                    linked.read(&tree.raw(node));
                }
                "meta" => tags.extend(named(tree, node)),
                "title"
                    if meta.title.is_none()
                        && tree.parent(node).is_some_and(|above| tree.tag(above) == "head") =>
                {
                    meta.title = said(&tree.raw(node));
                }
                "link" if tree.attr(node, "rel") == Some("canonical") => {
                    meta.url = tree.attr(node, "href").and_then(web_address);
                }
                "html" => {
                    meta.language = tree.attr(node, "lang").or(tree.attr(node, "xml:lang")).and_then(language)
                }
                "h1" if shown.len() < MOST => shown.push(tree.text(node)),
                "time" if meta.days.times.len() < MOST => {
                    let words = tree.attr(node, "datetime").map(str::to_owned);
                    meta.days.times.push((node, words.unwrap_or_else(|| tree.text(node))));
                }
                _ => {}
            }
            if tree.tag(node) != "meta"
                && marked.len() < MOST
                && tree.attr(node, "itemprop").is_some_and(|said| said.contains("datePublished"))
            {
                let value = ["content", "datetime"].into_iter().find_map(|name| tree.attr(node, name));
                marked.push(value.map_or_else(|| tree.text(node), str::to_owned));
            }
        }
        meta.shared_title = first_of(&tags, &["og:title", "twitter:title"]);
        let titles = [&meta.shared_title, &meta.title].into_iter().flatten().chain(&shown);
        let titles: Vec<String> = titles.map(|title| letters_of(title)).collect();
        linked.tell(&mut meta, &titles);
        meta.tags(&tags);
        meta.days.published.extend(marked);
        let page = std::mem::take(&mut meta.days.page);
        meta.days.published.extend(page);
        meta
    }

    fn tags(&mut self, tags: &[(String, String)]) {
        let get = |names: &[&str]| first_of(tags, names);
        for name in ["og:description", "description", "twitter:description"] {
            self.description.extend(get(&[name]));
        }
        self.days.of_tags(tags);
        if self.authors.is_empty() {
            let names =
                ["author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author"];
            let mut found = names.iter().map(|name| {
                tags.iter()
                    .filter(|(known, _)| known == name)
                    .map(|(_, value)| value.as_str())
                    .collect::<Vec<_>>()
            });
            let found =
                found.find(|found| found.iter().any(|name| !name.contains("://"))).unwrap_or_default();
            self.authors = super::authors::names(found);
        }
        self.outlet = self.outlet.take().or_else(|| get(&["og:site_name", "application-name", "publisher"]));
        self.url = self.url.take().or_else(|| get(&["og:url"]).as_deref().and_then(web_address));
        self.language = self
            .language
            .take()
            .or_else(|| get(&["content-language", "og:locale"]).as_deref().and_then(language));
        if let Some(url) = get(&["og:image"]) {
            self.pictures.push(MetaPicture { url, ..MetaPicture::default() });
        }
    }
}

/// What may tell the day of publication, each the likelier first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Days {
    /// The page says so.
    pub published: Vec<String>,
    /// When the page, not its article, was published.
    pub page: Vec<String>,
    /// When it was changed.
    pub changed: Vec<String>,
    /// What stands in `time`.
    pub times: Vec<(NodeId, String)>,
}

impl Days {
    fn of_tags(&mut self, tags: &[(String, String)]) {
        const FIRST: [&str; 6] = [
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "date",
            "dc.date.issued",
            "dc.date",
        ];
        const OTHERS: [&str; 7] = [
            "dctermscreated",
            "dctermsissued",
            "dctermsdate",
            "sailthrudate",
            "pubdate",
            "releasedate",
            "articledate",
        ];
        self.published.extend(FIRST.iter().filter_map(|name| first_of(tags, &[name])));
        for (name, value) in tags.iter().filter(|(name, _)| !FIRST.contains(&name.as_str())) {
            let bare = letters_of(name);
            let has = |word: &str| bare.contains(word);
            let timed = has("date") || has("time");
            if timed && (has("modif") || has("updat") || has("revis")) || name == "last-modified" {
                self.changed.push(value.clone());
            } else if timed && (has("publi") || has("pubdate")) && !has("expir")
                || OTHERS.contains(&bare.as_str())
            {
                self.published.push(value.clone());
            }
        }
    }
}

/// The value of the first of these tags that is there.
fn first_of(tags: &[(String, String)], names: &[&str]) -> Option<String> {
    let found = names.iter().find_map(|name| tags.iter().find(|(known, _)| known == name));
    found.map(|(_, value)| value.clone())
}

/// The name and the value of a `meta` tag.
fn named(tree: &Tree, node: NodeId) -> Option<(String, String)> {
    let name =
        ["property", "name", "itemprop", "http-equiv"].into_iter().find_map(|key| tree.attr(node, key))?;
    Some((name.to_ascii_lowercase(), said(tree.attr(node, "content")?)?))
}

/// Words without blanks around them, with character references resolved where a system wrote them
/// twice; `None` if there are none.
pub(in super::super) fn said(words: &str) -> Option<String> {
    let words = crate::import::entities::resolved(words);
    let words = squeeze(&words);
    (!words.is_empty()).then_some(words)
}

/// An address of the web; nothing else is kept as one.
pub(in super::super) fn web_address(address: &str) -> Option<String> {
    let address = address.trim();
    let web = ["http://", "https://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)));
    (web && address.len() < 4096).then(|| address.to_owned())
}

/// A language tag as `en` or `pt-BR`.
pub(in super::super) fn language(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let plausible =
        (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    plausible.then_some(tag)
}
