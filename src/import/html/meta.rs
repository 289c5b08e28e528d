//! What a page says of itself: JSON-LD, `meta`, `link`, `time`.

use serde_json::Value;

use super::dom::{NodeId, Tree};
use super::{letters_of, squeeze};

/// A picture as the metadata know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MetaPicture {
    pub url: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meta {
    /// The headline by JSON-LD.
    pub headline: Option<String>,
    /// The title for other sites.
    pub shared_title: Option<String>,
    /// The window's title.
    pub title: Option<String>,
    pub description: Vec<String>,
    pub authors: Vec<String>,
    pub date: Option<String>,
    pub outlet: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    /// The article's body by JSON-LD.
    pub body: Option<String>,
    pub pictures: Vec<MetaPicture>,
}

/// Deeper JSON is not looked into.
const DEEPEST: usize = 12;

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
        let mut time = None;
        for node in tree.descendants(Tree::ROOT) {
            match tree.tag(node) {
                "script"
                    if tree
                        .attr(node, "type")
                        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) =>
                {
                    meta.json_ld(&tree.raw(node));
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
                "time" if time.is_none() => time = tree.attr(node, "datetime").map(str::to_owned),
                _ => {}
            }
        }
        meta.tags(&tags);
        meta.date = meta.date.take().or(time);
        meta
    }

    fn tags(&mut self, tags: &[(String, String)]) {
        let get = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| tags.iter().find(|(known, _)| known == name))
                .map(|(_, value)| value.clone())
        };
        self.shared_title = get(&["og:title", "twitter:title"]);
        for name in ["og:description", "description", "twitter:description"] {
            self.description.extend(get(&[name]));
        }
        let date = get(&[
            "article:published_time",
            "og:article:published_time",
            "datepublished",
            "date",
            "dc.date.issued",
            "dc.date",
            "dcterms.created",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "parsely-pub-date",
            "sailthru.date",
            "last-modified",
            "article:modified_time",
        ]);
        self.date = self.date.take().or(date);
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

    fn json_ld(&mut self, json: &str) {
        let json =
            json.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().trim_end_matches(';');
        // Some systems write bare line ends into strings, which JSON forbids.
        let value = serde_json::from_str::<Value>(json)
            .or_else(|_| serde_json::from_str(&json.replace(|character: char| character.is_control(), " ")));
        if let Ok(value) = value {
            self.walk(&value, 0);
        }
    }

    fn walk(&mut self, value: &Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.walk(value, depth + 1)),
            Value::Object(object) => {
                let is =
                    |known: &[&str]| types(value).any(|kind| known.iter().any(|known| kind.ends_with(known)));
                if is(&["ImageObject"]) {
                    self.pictures.extend(picture(value));
                } else if is(&["Article", "Posting", "Report", "Review"]) && object.contains_key("headline") {
                    self.article(value);
                }
                for (key, value) in object {
                    // Other articles and the makers of this one have pictures of their own.
                    if !matches!(
                        key.as_str(),
                        "author" | "publisher" | "creator" | "mentions" | "itemListElement" | "hasPart"
                    ) {
                        self.walk(value, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn article(&mut self, value: &Value) {
        let word = |key: &str| value.get(key).and_then(Value::as_str).and_then(said);
        // The first article is the page's own; another with a body may be the same once more.
        if self.headline.is_none() {
            self.headline = word("headline");
            self.date = self
                .date
                .take()
                .or_else(|| word("datePublished"))
                .or_else(|| word("dateCreated"))
                .or_else(|| word("dateModified"));
            let page = value.get("mainEntityOfPage");
            let page = page.and_then(|page| page.as_str().or_else(|| page.get("@id")?.as_str()));
            self.url = self
                .url
                .take()
                .or_else(|| page.and_then(web_address))
                .or_else(|| word("url").as_deref().and_then(web_address));
            self.outlet = names(value.get("publisher")).into_iter().next();
            let authors = [value.get("author"), value.get("creator")];
            self.authors = authors.into_iter().map(names).find(|names| !names.is_empty()).unwrap_or_default();
            self.authors = super::authors::names(self.authors.iter().map(String::as_str).collect());
            self.language = word("inLanguage").as_deref().and_then(language).or(self.language.take());
            self.description.extend(word("description"));
            self.description.extend(word("alternativeHeadline"));
            for image in list(value.get("image")) {
                if let Some(url) = image.as_str() {
                    self.pictures.push(MetaPicture { url: url.to_owned(), ..MetaPicture::default() });
                }
            }
        }
        if self.body.is_none() {
            self.body = word("articleBody").map(|body| super::without_markup(&body));
        }
    }
}

fn list(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(values)) => values,
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
}

fn types(value: &Value) -> impl Iterator<Item = &str> {
    list(value.get("@type")).iter().filter_map(Value::as_str)
}

fn names(value: Option<&Value>) -> Vec<String> {
    let name = |value: &Value| match value {
        Value::String(name) => said(name),
        other => list(other.get("name")).iter().find_map(Value::as_str).and_then(said),
    };
    list(value).iter().filter_map(name).collect()
}

fn picture(value: &Value) -> Option<MetaPicture> {
    let word = |key: &str| value.get(key).and_then(Value::as_str).and_then(said);
    let url = word("contentUrl").or_else(|| word("url"))?;
    let caption = word("caption").or_else(|| word("description"));
    let credit = word("creditText")
        .or_else(|| word("copyrightNotice"))
        .or_else(|| names(value.get("author")).into_iter().next());
    Some(MetaPicture { url, caption: caption.map(|caption| super::without_markup(&caption)), credit })
}

/// The name and the value of a `meta` tag.
fn named(tree: &Tree, node: NodeId) -> Option<(String, String)> {
    let name =
        ["property", "name", "itemprop", "http-equiv"].into_iter().find_map(|key| tree.attr(node, key))?;
    Some((name.to_ascii_lowercase(), said(tree.attr(node, "content")?)?))
}

/// Words without blanks around them, with character references resolved where a system wrote them
/// twice; `None` if there are none.
fn said(words: &str) -> Option<String> {
    let words = super::super::entities::resolved(words);
    let words = squeeze(&words);
    (!words.is_empty()).then_some(words)
}

/// An address of the web; nothing else is kept as one.
pub(super) fn web_address(address: &str) -> Option<String> {
    let address = address.trim();
    let web = ["http://", "https://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)));
    (web && address.len() < 4096).then(|| address.to_owned())
}

/// A language tag as `en` or `pt-BR`.
fn language(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let plausible =
        (2..=35).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    plausible.then_some(tag)
}
