//! What the words of class names say. The names are those that editorial systems share, in the
//! languages they are written in; none is of one site.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::marks::Marks;

/// Words of class names, each with what it says. A name is split at everything but letters and at
/// changes to upper case; two words with a hyphen must follow each other.
const WORDS: [(Marks, &str); 9] = [
    (Marks::CONSENT, "cookie cookies consent gdpr onetrust cookiebot usercentrics didomi cmp ccpa"),
    (
        Marks::CLUTTER,
        "related relacionadas relacionados recommend recommended recommendation recommendations recirc \
         recirculation promo promos promotion newsletter newsletters comment comments kommentare \
         kommentar comentarios disqus share sharing sharebar shares social socials sidebar nav navbar \
         navigation menu footer breadcrumb breadcrumbs tags taglist keywords topics teaser teasers advert \
         adverts advertisement advertising ad ads adslot adunit sponsor sponsored banner signup \
         login register popup outbrain taboola toolbar tooltip trending popular \
         mostread most-read most-popular read-also readalso see-also also-read more-on \
         more-stories further-reading next-article prev-article next-post previous-post pagination pager \
         rating ratings vote poll survey quiz donate donation affiliate shop shopping factbox infobox \
         fact-box info-box app-promo copyright disclaimer imprint impressum skip screen-reader-text \
         visually-hidden visuallyhidden sr-only offscreen print-only breaking ticker weather stock-quote \
         author-bio authorbox author-box about-author bio callout-link inline-link linkbox link-box \
         linklist infobox-related reactions reaction bookmark feedback report-error video-player \
         videoplayer video-embed video-wrapper video-container video-thumbnail video-thumb video-poster \
         video-teaser embed-video inline-video player audio transcript-toggle toc table-of-contents \
         factbox-toggle accordion-toggle follow whatsapp telegram youtube-subscribe correction-link jobs",
    ),
    (Marks::FOLDED, "read-more readmore subscribe subscription"),
    (
        Marks::CAPTION,
        "caption captions figcaption imagecaption photocaption wp-caption-text bildunterschrift bildtext \
         legende legenda didascalia pie-foto pie-de-foto photo-desc image-desc img-desc photo-description \
         image-description desc-cap cutline photo-text image-text image-title photo-title picture-title",
    ),
    (
        Marks::CREDIT,
        "credit credits photocredit imagecredit photographer photo-credit image-credit image-source \
         photo-source image-copyright picture-copyright media-copyright bildquelle bildnachweis fotograf \
         photo-author image-author foto-author img-source media-source copyright-holder",
    ),
    (
        Marks::BYLINE,
        "byline bylines author authors autor autoren autores auteur contributor contributors writer \
         reporter journalist verfasser",
    ),
    (
        Marks::LEAD,
        "lead lede standfirst subtitle subheadline subheading dek deck intro introduction summary \
         abstract sapo perex ingress preamble chapo excerpt vorspann anreisser entradilla bajada \
         sottotitolo ozet spot leadtext article-description article-desc",
    ),
    (
        Marks::ICON,
        "logo logos icon icons avatar avatars headshot userpic emoji sprite badge gravatar profile \
         tracking pixel spacer flag",
    ),
    (Marks::DATE, "date dateline timestamp published publication datum time updated pubdate"),
];

/// The most words that stand with hyphens between them.
const LONGEST: usize = 3;

static KNOWN: LazyLock<HashMap<&str, Marks>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (mark, words) in WORDS {
        for word in words.split_ascii_whitespace() {
            let marks: &mut Marks = known.entry(word).or_default();
            *marks = marks.with(mark);
        }
    }
    known
});

/// What one class name says.
pub(in super::super) fn of_name(name: &str) -> Marks {
    let words = words(name);
    let mut marks = Marks::default();
    for at in 0..words.len() {
        for end in at + 1..=(at + LONGEST).min(words.len()) {
            let said = KNOWN.get(words[at..end].join("-").as_str()).copied().unwrap_or_default();
            marks = marks.with(said);
        }
    }
    // A caption's credit names its copyright; an image is not an advertisement for its source.
    if marks.has(Marks::CAPTION.with(Marks::CREDIT)) {
        marks = marks.without(Marks::CLUTTER.with(Marks::FOLDED).with(Marks::BYLINE).with(Marks::LEAD));
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
