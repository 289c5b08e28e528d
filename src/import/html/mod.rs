//! Web pages: the article told from the page around it, its pictures with what stands under them.
//!
//! Nothing of a page is run and nothing is fetched: it is a tree of words and addresses here.

mod address;
mod authors;
mod body;
mod captions;
mod dom;
mod figures;
mod frame;
mod heading;
mod leaves;
mod linked;
mod marks;
mod meta;
mod parse;
mod prose;
mod seen;
mod short;
mod sink;
mod sources;
mod tags;
mod tidy;
mod title;
mod words;

use std::sync::Arc;

pub(super) use self::address::{Base, Place};
use self::body::{Article, Page, Part};
use self::figures::Figure;
use self::leaves::Item;
use super::compose::{Composer, Shown};
use super::script::Tally;
use super::{Draft, ImportError, Manner, Medium, NO_HEADLINE, Origin, decode, picture, plain};
use crate::story::{Role, Story, StoryText, visible};

/// The largest page that is read, in bytes. Pages are well below; the tree takes some ten times as much.
const LARGEST_PAGE: usize = 32 << 20;
/// The largest picture written into the page itself that is kept, in bytes of its address.
const LARGEST_DATA: usize = 32 << 20;

/// Finds the bytes of a part that came with the page, by its address.
pub(super) type Parts<'a> = &'a dyn Fn(&str) -> Option<Arc<[u8]>>;

/// Makes a story of the bytes of a page.
pub(super) fn understand_bytes(name: &str, bytes: &[u8], manner: Manner) -> Result<Draft, ImportError> {
    let decoded = decode::decode(bytes, declared(bytes).as_deref(), manner);
    // Whatever it is called: some files are packed, or of another kind. A stray NUL is met in pages.
    if plain::is_mostly_control(&decoded.text) || bytes.starts_with(b"%PDF-") {
        return Err(ImportError::Binary { file: visible(name) });
    }
    let mut draft = understand(name, &decoded.text, None, &|_| None)?;
    draft.story.encoding = Some(decoded.encoding.to_owned());
    draft.notes.splice(0..0, decoded.note());
    draft.unsure = decoded.is_unsure(manner);
    Ok(draft)
}

/// The encoding a page says it is in, near its start.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..4096).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head).into_owned();
    let after = head.split("charset").nth(1).or_else(|| head.split("encoding").nth(1))?;
    let label = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'', ' ']);
    let end = label
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':'))
        .unwrap_or(label.len());
    Some(label[..end].to_owned())
}

/// Makes a story of a page that was found at `location`. `parts` gives what came with it.
pub(super) fn understand(
    name: &str,
    page: &str,
    location: Option<&str>,
    parts: Parts<'_>,
) -> Result<Draft, ImportError> {
    if page.len() > LARGEST_PAGE {
        return Err(ImportError::TooLarge { file: visible(name), limit: LARGEST_PAGE as u64 });
    }
    let tree = parse::parse(page);
    let mut meta = meta::Meta::of(&tree);
    meta.url = meta.url.or_else(|| location.and_then(meta::web_address));
    let mut says = Vec::new();
    let items = leaves::items(&tree, &mut says);
    let page = Page { tree: &tree, items: &items, says: &says, meta: &meta };
    let article = page.article();
    let figures = figures::figures(&page, &article);
    let shown = title::shown(&page, &article);
    let headline = title::headline(&meta, shown.as_deref());
    let base = Base::of(&tree, meta.url.as_deref());
    let mut story =
        Assembly { page: &page, article: &article, base, parts, media: Vec::new(), notes: Vec::new() };
    let composed = story.compose(headline.as_deref(), &figures);
    let Assembly { media, mut notes, .. } = story;
    if composed.blocks.iter().all(|block| block.role == Role::Furniture) && composed.pictures.is_empty() {
        return Err(ImportError::Empty { file: visible(name) });
    }
    let text = StoryText::from_decoded(&composed.text);
    if composed.blocks.iter().all(|block| block.role != Role::Paragraph) {
        notes.push("no article was found on the page; see whether the page holds one".to_owned());
    }
    let headline = headline.unwrap_or_else(|| {
        notes.push(NO_HEADLINE.to_owned());
        visible(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
    });
    let furniture = composed.blocks.iter().filter(|block| block.role == Role::Furniture).count();
    if furniture > 0 {
        notes.push(format!("stretches taken for page furniture and folded away: {furniture}"));
    }
    if items.iter().filter(|item| matches!(item, Item::Image(_))).count() > figures::MOST {
        notes.push(format!(
            "the page shows very many pictures; only the first {} were looked at",
            figures::MOST
        ));
    }
    let remote = composed.pictures.iter().filter(|picture| picture.url.is_some()).count();
    if remote > 0 {
        notes.push(format!(
            "pictures that are not in the page itself; their addresses are kept, nothing is fetched: {remote}"
        ));
    }
    let date = seen::day(&page, &article);
    let mut authors = meta.authors.clone();
    if authors.is_empty() {
        authors = seen::authors(&page, &article);
    }
    let language =
        meta.language.clone().or_else(|| Tally::of(text.as_str()).language(text.as_str()).map(str::to_owned));
    let story = Story {
        authors,
        date,
        language,
        outlet: meta.outlet.clone(),
        url: meta.url.clone(),
        pictures: composed.pictures,
        ..Story::new(&headline, &text, composed.blocks)
    };
    Ok(Draft { story, text, notes, media, unsure: false })
}

/// What is needed to put a story together.
struct Assembly<'a> {
    page: &'a Page<'a>,
    article: &'a Article,
    base: Base,
    parts: Parts<'a>,
    media: Vec<Medium>,
    notes: Vec<String>,
}

impl Assembly<'_> {
    fn compose(&mut self, headline: Option<&str>, figures: &[Figure]) -> Composer {
        let mut composer = Composer::default();
        let words_of_figures: Vec<&str> = figures.iter().map(|figure| figure.shown.as_str()).collect();
        if let Some(headline) = headline {
            composer.add(Role::Headline, headline);
        }
        let stretch = self.article.stretch.clone();
        let mut figures = figures.iter().peekable();
        while let Some(figure) = figures.next_if(|figure| figure.at < stretch.start) {
            self.show(&mut composer, figure);
        }
        for at in stretch {
            while let Some(figure) = figures.next_if(|figure| figure.at <= at) {
                self.show(&mut composer, figure);
            }
            let Item::Words(leaf) = &self.page.items[at] else { continue };
            let letters = letters_of(&leaf.text);
            let role = match self.article.parts[at] {
                Part::Outside => continue,
                Part::Headline if headline.is_some_and(|headline| letters_of(headline) == letters) => {
                    continue;
                }
                Part::Caption if words_of_figures.iter().any(|words| words.contains(letters.as_str())) => {
                    continue;
                }
                Part::Paragraph if self.is_told_by_figure(at, &letters, &words_of_figures) => continue,
                Part::Clutter | Part::Caption | Part::Headline => Role::Furniture,
                Part::Byline => Role::Byline,
                Part::Paragraph => Role::Paragraph,
                Part::Subhead => Role::Subhead,
            };
            composer.add(role, &leaf.text);
        }
        for figure in figures {
            self.show(&mut composer, figure);
        }
        for &at in &self.article.cut {
            if let Item::Words(leaf) = &self.page.items[at] {
                composer.add(Role::Furniture, &leaf.text);
            }
        }
        composer.finish()
    }

    /// Whether these words, right after a picture, are what was taken for its caption.
    fn is_told_by_figure(&self, at: usize, letters: &str, figures: &[&str]) -> bool {
        let after_picture = at > 0 && matches!(self.page.items[at - 1], Item::Image(_));
        after_picture && figures.contains(&letters)
    }

    fn show(&mut self, composer: &mut Composer, figure: &Figure) {
        let mut shown = Shown {
            caption: figure.caption.clone(),
            credit: figure.credit.clone(),
            alt: figure.alt.clone(),
            ..Shown::default()
        };
        let index = composer.pictures.len();
        let from = match self.base.place(&figure.source) {
            Place::Data(data) => match picture::from_data(data, LARGEST_DATA) {
                Ok(file) => Some(Origin::Embedded(file)),
                Err(reason) => {
                    self.notes.push(format!("a picture inside the page was left out: {reason}"));
                    None
                }
            },
            Place::Web(url) => {
                let part = (self.parts)(&url)
                    .and_then(|bytes| picture::attachment(sources::file_name(&url), bytes).ok());
                shown.url = Some(url);
                part.map(Origin::Embedded)
            }
            Place::Beside(path) => match (self.parts)(&path) {
                Some(bytes) => {
                    picture::attachment(sources::file_name(&path), bytes).ok().map(Origin::Embedded)
                }
                None => {
                    shown.url = self.base.web(&path);
                    Some(Origin::Beside(path))
                }
            },
            Place::Refused => {
                self.notes.push(format!(
                    "a picture\u{2019}s address leads out of the page\u{2019}s folder and was left out: {}",
                    visible(&cut(&figure.source))
                ));
                None
            }
        };
        composer.show(shown);
        self.media.extend(from.map(|from| Medium { picture: index, from }));
    }
}

fn cut(text: &str) -> String {
    text.chars().take(200).collect()
}

/// Words with single blanks between them.
fn squeeze(words: &str) -> String {
    words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letters and digits alone, in lower case: to compare what is spelt with other quotation
/// marks, blanks and dashes.
fn letters_of(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words that may hold markup, as attributes and JSON-LD do, as plain ones.
fn without_markup(words: &str) -> String {
    if words.contains(['<', '&']) {
        let tree = parse::parse(words);
        return tree.text(dom::Tree::ROOT);
    }
    squeeze(words)
}
