//! Which links of a page lead to other pages, as those around teasers do.

use super::super::tree::dom::{NodeId, Tree};
use super::variants;

/// A link is looked for this many tags up.
const UP: usize = 7;

/// The links of a page.
pub(in super::super) struct Links<'a> {
    tree: &'a Tree,
    /// The page's own address, without what does not tell pages apart.
    own: Option<&'a str>,
}

impl<'a> Links<'a> {
    pub fn of(tree: &'a Tree, url: Option<&'a str>) -> Self {
        Self { tree, own: url.map(bare) }
    }

    /// Whether a picture is a link to another page.
    pub fn lead_away(&self, picture: NodeId, source: &str) -> bool {
        let mut links = self.tree.ancestors(picture).take(UP).filter(|&above| self.tree.tag(above) == "a");
        let Some(link) = links.find(|&link| self.tree.attr(link, "href").is_some()) else { return false };
        self.leads_to_page(link, &variants::name(source))
    }

    /// Whether words are a title that leads to another page of the site: all of them are in such
    /// links. Where their picture, which is at `source`, `leads_away` too, a link into any site will do.
    pub fn title_another_page(&self, words: NodeId, source: &str, leads_away: bool) -> bool {
        let tree = self.tree;
        let name = variants::name(source);
        let leads = |node: NodeId| {
            tree.tag(node) == "a"
                && self.leads_to_page(node, &name)
                && (leads_away || self.stays_on_site(node))
        };
        let has_words = |text: String| text.chars().any(char::is_alphanumeric);
        has_words(tree.text(words))
            && (tree.ancestors(words).take(UP).any(leads) || !has_words(tree.text_without(words, leads)))
    }

    /// Whether a link leads to another page, and to none that is only about the picture called `name`.
    fn leads_to_page(&self, link: NodeId, name: &str) -> bool {
        let Some(href) = self.tree.attr(link, "href").map(str::trim) else { return false };
        let lower = href.to_ascii_lowercase();
        let nowhere = href.is_empty()
            || href.starts_with('#')
            || ["javascript:", "mailto:", "data:"].iter().any(|scheme| lower.starts_with(scheme));
        // Some systems give each picture a page of its own below that of the article.
        let attached = self.tree.attr(link, "rel").is_some_and(|rel| rel.contains("attachment"))
            || lower.split('/').any(|step| step.starts_with("attachment"));
        let to_own_page = name.len() > 3 && lower.contains(name);
        !(nowhere || attached || to_own_page || variants::names_picture(href) || self.is_own(href))
    }

    /// Whether an address is that of the page itself, or below it.
    fn is_own(&self, href: &str) -> bool {
        let Some(own) = self.own else { return false };
        let path = own.find('/').map_or("", |at| &own[at..]);
        let href =
            if href.starts_with('/') && !href.starts_with("//") { without_end(href) } else { bare(href) };
        let rest = if href.starts_with('/') { href.strip_prefix(path) } else { href.strip_prefix(own) };
        path.len() > 1 && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    fn stays_on_site(&self, link: NodeId) -> bool {
        let href = self.tree.attr(link, "href").unwrap_or_default().trim();
        if !href.contains("://") && !href.starts_with("//") {
            return true;
        }
        let host = |url: &'_ str| url.find('/').unwrap_or(url.len());
        let there = bare(href);
        self.own.is_some_and(|own| own[..host(own)].eq_ignore_ascii_case(&there[..host(there)]))
    }
}

/// An address from its host on, without query and place on the page.
fn bare(url: &str) -> &str {
    let url = url.split_once("//").map_or(url, |(_, rest)| rest);
    without_end(url.strip_prefix("www.").unwrap_or(url))
}

fn without_end(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::super::super::tree::parse::parse;
    use super::*;

    #[test]
    fn links_lead_to_other_pages_or_do_not() {
        let away = |href: &str| {
            let tree = parse(&format!("<a href='{href}'><img src=harbour-640x480.jpg></a>"));
            let image =
                tree.descendants(Tree::ROOT).find(|&node| tree.tag(node) == "img").unwrap_or_default();
            let links = Links::of(&tree, Some("https://www.news.example/2024/talks/?from=home"));
            links.lead_away(image, "harbour-640x480.jpg")
        };
        for href in ["/other", "https://news.example/2024/talks-go-on", "//other.example", "/2024"] {
            assert!(away(href), "{href}");
        }
        for href in [
            "",
            "#top",
            "javascript:zoom()",
            "/big/other-name.JPG?x=1",
            "/pictures/harbour",
            "/2024/talks#3",
            "http://news.example/2024/talks/photo-2",
            "/2023/attachment-17/",
        ] {
            assert!(!away(href), "{href}");
        }
    }
}
