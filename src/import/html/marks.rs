//! What a page's tags, classes and roles say of the words below them. The names are those that
//! editorial systems share, in the languages they are written in; none is of one site.

use super::dom::{NodeId, Tree};

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u16);

impl Marks {
    /// Not of the article: navigation, related stories, comments, advertisements.
    pub const CLUTTER: Self = Self(1);
    /// Under a picture.
    pub const CAPTION: Self = Self(2);
    /// Who made a picture.
    pub const CREDIT: Self = Self(4);
    /// Who wrote the story.
    pub const BYLINE: Self = Self(8);
    /// The article's own standfirst.
    pub const LEAD: Self = Self(16);
    /// A logo, an avatar or the like: no picture of the story.
    pub const ICON: Self = Self(32);
    /// Not shown.
    pub const HIDDEN: Self = Self(64);
    /// The article, or its body.
    pub const ARTICLE: Self = Self(128);
    /// When it was published.
    pub const DATE: Self = Self(256);
    /// Asks for consent to cookies and the like, at any length.
    pub const CONSENT: Self = Self(512);

    /// Whether any of `other` is among these.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// These and `other`.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These but not `other`.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// Words of class names, each with what it says. A name is split at everything but letters and at
/// changes to upper case; two words with a hyphen must follow each other.
const WORDS: [(Marks, &[&str]); 8] = [
    (
        Marks::CONSENT,
        &[
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "onetrust",
            "cookiebot",
            "usercentrics",
            "didomi",
            "cmp",
            "ccpa",
        ],
    ),
    (
        Marks::CLUTTER,
        &[
            "related",
            "relacionadas",
            "relacionados",
            "recommend",
            "recommended",
            "recommendation",
            "recommendations",
            "recirc",
            "recirculation",
            "promo",
            "promos",
            "promotion",
            "newsletter",
            "newsletters",
            "comment",
            "comments",
            "kommentare",
            "kommentar",
            "comentarios",
            "disqus",
            "share",
            "sharing",
            "sharebar",
            "shares",
            "social",
            "socials",
            "sidebar",
            "nav",
            "navbar",
            "navigation",
            "menu",
            "footer",
            "breadcrumb",
            "breadcrumbs",
            "tags",
            "taglist",
            "keywords",
            "topics",
            "teaser",
            "teasers",
            "advert",
            "adverts",
            "advertisement",
            "advertising",
            "ad",
            "ads",
            "adslot",
            "adunit",
            "sponsor",
            "sponsored",
            "banner",
            "subscribe",
            "subscription",
            "signup",
            "login",
            "register",
            "popup",
            "outbrain",
            "taboola",
            "toolbar",
            "tooltip",
            "trending",
            "popular",
            "mostread",
            "most-read",
            "most-popular",
            "read-more",
            "readmore",
            "read-also",
            "readalso",
            "see-also",
            "also-read",
            "more-on",
            "more-stories",
            "further-reading",
            "next-article",
            "prev-article",
            "next-post",
            "previous-post",
            "pagination",
            "pager",
            "rating",
            "ratings",
            "vote",
            "poll",
            "survey",
            "quiz",
            "donate",
            "donation",
            "affiliate",
            "shop",
            "shopping",
            "factbox",
            "infobox",
            "fact-box",
            "info-box",
            "app-promo",
            "copyright",
            "disclaimer",
            "imprint",
            "impressum",
            "skip",
            "screen-reader-text",
            "visually-hidden",
            "visuallyhidden",
            "sr-only",
            "offscreen",
            "print-only",
            "breaking",
            "ticker",
            "weather",
            "stock-quote",
            "author-bio",
            "authorbox",
            "author-box",
            "about-author",
            "bio",
            "callout-link",
            "inline-link",
            "linkbox",
            "link-box",
            "linklist",
            "infobox-related",
            "reactions",
            "reaction",
            "bookmark",
            "feedback",
            "report-error",
            "video-player",
            "videoplayer",
            "video-embed",
            "video-wrapper",
            "video-container",
            "video-thumbnail",
            "video-thumb",
            "video-poster",
            "video-teaser",
            "embed-video",
            "inline-video",
            "player",
            "audio",
            "transcript-toggle",
            "toc",
            "table-of-contents",
            "factbox-toggle",
            "accordion-toggle",
            "follow",
            "whatsapp",
            "telegram",
            "youtube-subscribe",
            "correction-link",
            "jobs",
        ],
    ),
    (
        Marks::CAPTION,
        &[
            "caption",
            "captions",
            "figcaption",
            "imagecaption",
            "photocaption",
            "wp-caption-text",
            "bildunterschrift",
            "bildtext",
            "legende",
            "legenda",
            "didascalia",
            "pie-foto",
            "pie-de-foto",
            "photo-desc",
            "image-desc",
            "img-desc",
            "photo-description",
            "image-description",
            "desc-cap",
            "cutline",
            "photo-text",
            "image-text",
            "image-title",
            "photo-title",
            "picture-title",
        ],
    ),
    (
        Marks::CREDIT,
        &[
            "credit",
            "credits",
            "photocredit",
            "imagecredit",
            "photographer",
            "photo-credit",
            "image-credit",
            "image-source",
            "photo-source",
            "image-copyright",
            "picture-copyright",
            "media-copyright",
            "bildquelle",
            "bildnachweis",
            "fotograf",
            "photo-author",
            "image-author",
            "foto-author",
            "img-source",
            "media-source",
            "copyright-holder",
        ],
    ),
    (
        Marks::BYLINE,
        &[
            "byline",
            "bylines",
            "author",
            "authors",
            "autor",
            "autoren",
            "autores",
            "auteur",
            "contributor",
            "contributors",
            "writer",
            "reporter",
            "journalist",
            "verfasser",
        ],
    ),
    (
        Marks::LEAD,
        &[
            "lead",
            "lede",
            "standfirst",
            "subtitle",
            "subheadline",
            "subheading",
            "dek",
            "deck",
            "intro",
            "introduction",
            "summary",
            "abstract",
            "sapo",
            "perex",
            "ingress",
            "preamble",
            "chapo",
            "excerpt",
            "vorspann",
            "anreisser",
            "entradilla",
            "bajada",
            "sottotitolo",
            "ozet",
            "spot",
            "leadtext",
            "article-description",
            "article-desc",
        ],
    ),
    (
        Marks::ICON,
        &[
            "logo", "logos", "icon", "icons", "avatar", "avatars", "headshot", "userpic", "emoji", "sprite",
            "badge", "gravatar", "profile", "tracking", "pixel", "spacer", "flag",
        ],
    ),
    (
        Marks::DATE,
        &["date", "dateline", "timestamp", "published", "publication", "datum", "time", "updated", "pubdate"],
    ),
];

/// What `node` itself says.
pub(super) fn of(tree: &Tree, node: NodeId) -> Marks {
    let mut marks = match tree.tag(node) {
        "nav" | "aside" | "footer" | "dialog" | "menu" => Marks::CLUTTER,
        "figcaption" => Marks::CAPTION,
        "article" | "main" => Marks::ARTICLE,
        "address" => Marks::BYLINE,
        "time" => Marks::DATE,
        "" => return Marks::default(),
        _ => Marks::default(),
    };
    if tree.attr(node, "hidden").is_some() {
        marks = marks.with(Marks::HIDDEN);
    }
    let style = tree.attr(node, "style").unwrap_or_default();
    if style.contains("display:none") || style.contains("display: none") {
        marks = marks.with(Marks::HIDDEN);
    }
    marks = match tree.attr(node, "role") {
        Some(
            "navigation" | "complementary" | "contentinfo" | "banner" | "dialog" | "search" | "menu"
            | "alert",
        ) => marks.with(Marks::CLUTTER),
        Some("main" | "article") => marks.with(Marks::ARTICLE),
        _ => marks,
    };
    // hMedia, an old microformat, gives a picture's name so.
    let has = |node: NodeId, name: &str| {
        tree.classes(node).flat_map(str::split_ascii_whitespace).any(|class| class == name)
    };
    if has(node, "fn") && tree.ancestors(node).take(3).any(|above| has(above, "hmedia")) {
        marks = marks.with(Marks::CAPTION);
    }
    for property in tree.attr(node, "itemprop").unwrap_or_default().split_ascii_whitespace() {
        marks = marks.with(match property {
            "articleBody" => Marks::ARTICLE,
            "author" | "creator" => Marks::BYLINE,
            "caption" => Marks::CAPTION,
            "description" | "alternativeHeadline" => Marks::LEAD,
            "datePublished" | "dateModified" => Marks::DATE,
            "copyrightHolder" => Marks::CREDIT,
            _ => Marks::default(),
        });
    }
    tree.classes(node)
        .flat_map(str::split_ascii_whitespace)
        .fold(marks, |marks, name| marks.with(of_name(name)))
}

/// What one class name says.
fn of_name(name: &str) -> Marks {
    let words = words(name);
    let mut marks = Marks::default();
    for at in 0..words.len() {
        for (mark, known) in WORDS {
            let says = known.iter().any(|known| {
                let mut parts = known.split('-');
                let mut rest = words[at..].iter();
                parts.all(|part| rest.next().is_some_and(|word| word == part))
            });
            if says {
                marks = marks.with(mark);
            }
        }
    }
    // A caption's credit names its copyright; an image is not an advertisement for its source.
    if marks.has(Marks::CAPTION.with(Marks::CREDIT)) {
        marks = marks.without(Marks::CLUTTER.with(Marks::BYLINE).with(Marks::LEAD));
    }
    marks
}

/// The words of a class name, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    let mut before_lower = false;
    for character in name.chars().take(200) {
        if !character.is_ascii_alphabetic() {
            open = false;
            continue;
        }
        if !open || (character.is_ascii_uppercase() && before_lower) {
            words.push(String::new());
        }
        open = true;
        before_lower = character.is_ascii_lowercase();
        if let Some(word) = words.last_mut() {
            word.push(character.to_ascii_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_speak_in_words() {
        assert_eq!(words("articleBody__photo-credit2x"), ["article", "body", "photo", "credit", "x"]);
        assert!(of_name("story-related").has(Marks::CLUTTER));
        assert!(of_name("media__photo-credit").has(Marks::CREDIT));
        assert!(of_name("ImageCaption").has(Marks::CAPTION));
        assert_eq!(of_name("shadow header-loaded"), Marks::default(), "no part of a word counts");
    }
}
