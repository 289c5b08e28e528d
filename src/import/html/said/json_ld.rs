//! What a page tells machines of its story: JSON-LD.

use serde_json::Value;

use super::super::letters_of;
use super::meta::{Meta, MetaPicture, language, said, web_address};

/// Deeper JSON is not looked into.
const DEEPEST: usize = 12;
/// Of more articles on a page only the first are looked at.
const MOST: usize = 200;

/// What the JSON-LD of a page holds.
#[derive(Debug, Default)]
pub(in super::super) struct Linked {
    articles: Vec<Value>,
    pictures: Vec<MetaPicture>,
    /// When the page as such was published, and changed.
    page: (Vec<String>, Vec<String>),
}

impl Linked {
    /// Reads one script.
    pub fn read(&mut self, json: &str) {
        let json = bare(json);
        let value = serde_json::from_str::<Value>(json).or_else(|_| serde_json::from_str(&mended(json)));
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
                } else if (is(&["Article", "Posting", "Report", "Review"]) && object.contains_key("headline")
                    || is(&["Article"]) && object.contains_key("name"))
                    && self.articles.len() < MOST
                {
                    self.articles.push(value.clone());
                } else if is(&["WebPage"]) {
                    self.page.0.extend(word(value, "datePublished"));
                    self.page.1.extend(word(value, "dateModified"));
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

    /// Tells `meta` what is said of the page's own article, which its other `titles` are those of.
    pub fn tell(self, meta: &mut Meta, titles: &[String]) {
        let agrees = |article: &Value| {
            let headline = headline(article).map(|headline| letters_of(&headline)).unwrap_or_default();
            headline.len() > 8
                && titles.iter().any(|title| {
                    title.len() > 8 && (title.contains(&headline) || headline.contains(title.as_str()))
                })
                || addresses(article).any(|url| Some(url) == meta.url)
        };
        let own: Vec<bool> = self.articles.iter().map(agrees).collect();
        // Where nothing agrees, the first is the page's own.
        let first = own.iter().position(|own| *own).unwrap_or_default();
        if let Some(article) = self.articles.get(first) {
            meta.article(article);
        }
        let others = self.articles.iter().enumerate().filter(|(at, _)| *at != first);
        for (at, article) in others {
            if own[at] {
                meta.dates(article);
                if meta.authors.is_empty() {
                    meta.authors = authors(article);
                }
            }
        }
        // Another article with a body may be the same once more.
        let mut bodies = self.articles.get(first).into_iter().chain(&self.articles);
        meta.body = bodies
            .find_map(|article| word(article, "articleBody"))
            .map(|body| super::super::without_markup(&body));
        meta.pictures.extend(self.pictures);
        meta.days.page = self.page.0;
        meta.days.changed.extend(self.page.1);
    }
}

impl Meta {
    fn article(&mut self, value: &Value) {
        self.headline = headline(value);
        self.dates(value);
        self.url = self.url.take().or_else(|| addresses(value).next());
        self.outlet = names(value.get("publisher")).into_iter().next();
        self.authors = authors(value);
        self.language = word(value, "inLanguage").as_deref().and_then(language).or(self.language.take());
        self.description.extend(word(value, "description"));
        self.description.extend(word(value, "alternativeHeadline"));
        for image in list(value.get("image")) {
            if let Some(url) = image.as_str() {
                self.pictures.push(MetaPicture { url: url.to_owned(), ..MetaPicture::default() });
            }
        }
    }

    fn dates(&mut self, value: &Value) {
        self.days.published.extend(word(value, "datePublished"));
        self.days.published.extend(word(value, "dateCreated"));
        self.days.changed.extend(word(value, "dateModified"));
    }
}

/// JSON without the comments that keep it from very old programs.
fn bare(json: &str) -> &str {
    const AROUND: [&str; 8] = ["<!--", "-->", "<![CDATA[", "]]>", "//", "/*", "*/", ";"];
    let mut json = json.trim();
    while let Some(rest) =
        AROUND.iter().find_map(|mark| json.strip_prefix(mark).or_else(|| json.strip_suffix(mark)))
    {
        json = rest.trim();
    }
    json
}

/// JSON without what it forbids and some systems write: bare line ends in strings, commas before a
/// closing bracket.
fn mended(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let (mut quoted, mut escaped) = (false, false);
    for character in json.chars() {
        let closes = !quoted && matches!(character, '}' | ']');
        if closes && mended.trim_end().ends_with(',') {
            mended.truncate(mended.trim_end().len() - 1);
        }
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        mended.push(if character.is_control() { ' ' } else { character });
    }
    mended
}

fn word(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).and_then(said)
}

fn headline(article: &Value) -> Option<String> {
    word(article, "headline").or_else(|| word(article, "name"))
}

fn addresses(article: &Value) -> impl Iterator<Item = String> {
    let page = article.get("mainEntityOfPage");
    let page = page.and_then(|page| page.as_str().or_else(|| page.get("@id")?.as_str()));
    let url = word(article, "url");
    page.and_then(web_address).into_iter().chain(url.as_deref().and_then(web_address))
}

fn authors(article: &Value) -> Vec<String> {
    let authors = [article.get("author"), article.get("creator")];
    let found = authors.into_iter().map(names).find(|names| !names.is_empty()).unwrap_or_default();
    super::authors::names(found.iter().map(String::as_str).collect())
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
    let url = word(value, "contentUrl").or_else(|| word(value, "url"))?;
    let caption = word(value, "caption").or_else(|| word(value, "description"));
    let credit = word(value, "creditText")
        .or_else(|| word(value, "copyrightNotice"))
        .or_else(|| names(value.get("author")).into_iter().next());
    Some(MetaPicture { url, caption: caption.map(|caption| super::super::without_markup(&caption)), credit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_through_comments_and_slips() {
        let json = r#"{"@type":"NewsArticle","headline":"A, ]","datePublished":"2024-05-03",}"#;
        for script in [
            json.to_owned(),
            format!("//<![CDATA[\n{json}\n//]]>"),
            format!("/* <![CDATA[ */ {json} /* ]]> */"),
            format!("<!-- [{json},\n] -->;"),
            json.replace("A, ]", "A,\n]"),
        ] {
            let mut linked = Linked::default();
            linked.read(&script);
            let dates: Vec<_> =
                linked.articles.iter().map(|article| word(article, "datePublished")).collect();
            assert_eq!(dates, [Some("2024-05-03".to_owned())], "{script}");
        }
    }
}
