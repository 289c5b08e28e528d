//! Web pages: the article told from the page around it, its pictures with what stands under them.
//!
//! Nothing of a page is run and nothing is fetched: it is a tree of words and addresses here.

mod address;
mod article;
mod assembly;
mod leaves;
mod pictures;
mod said;
mod tree;

use std::sync::Arc;

pub(super) use self::address::{Base, Place};
use self::article::body::Page;
use self::assembly::Assembly;
use self::leaves::Item;
use self::pictures::figures;
use self::said::{meta, seen, title};
use self::tree::{dom, parse};
use super::script::Tally;
use super::{Draft, ImportError, Manner, NO_HEADLINE, Origin, decode, plain};
use crate::story::{Role, Story, StoryText, visible};

/// The largest page that is read, in bytes. Pages are well below; the tree takes some ten times as much.
const LARGEST_PAGE: usize = 32 << 20;

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

/// The address that a browser wrote into the page it saved.
fn saved_from(page: &str) -> Option<String> {
    let head = page.get(..page.floor_char_boundary(4096)).unwrap_or(page);
    let (_, rest) = head.split_once("saved from url=")?;
    let rest = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(rest, |(_, rest)| rest);
    meta::web_address(rest.split_ascii_whitespace().next()?.trim_end_matches("-->"))
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
    let saved_from = location.and_then(meta::web_address).or_else(|| saved_from(page));
    meta.url = meta.url.or_else(|| saved_from.clone());
    let mut says = Vec::new();
    let items = leaves::items(&tree, &mut says);
    let page = Page { tree: &tree, items: &items, says: &says, meta: &meta };
    let article = page.article();
    let base = Base::of(&tree, name, saved_from.as_deref().or(meta.url.as_deref()));
    let figures = figures::figures(&page, &article, base.url());
    let shown = title::shown(&page, &article);
    let headline = title::headline(&meta, shown.as_deref());
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
    let bare = |url: &String| meta::web_address(url).is_none();
    let unknown = composed.pictures.iter().filter(|picture| picture.url.as_ref().is_some_and(bare)).count();
    if unknown > 0 {
        notes.push(format!(
            "the page does not say where it comes from; addresses of pictures that are kept as they stand: {unknown}"
        ));
    }
    let here = |at: &usize| {
        let mut came = media.iter().filter(|medium| matches!(medium.from, Origin::Embedded(_)));
        came.any(|medium| medium.picture == *at)
    };
    let away = composed.pictures.iter().enumerate().filter(|(_, picture)| picture.url.is_some());
    let remote = away.filter(|(at, _)| !here(at)).count();
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
