//! What comes over the clipboard: words, a web page's source, the pixels of a picture.

use std::io::Cursor;
use std::sync::Arc;

use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};

use super::clean::without_tags;
use super::picture::{self, LARGEST_SIDE};
use super::{Draft, ImportError, Imported, Manner, NO_HEADLINE, OriginalFile, html, plain, read};
use crate::story::Role;

/// How pasted words are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastedAs {
    /// As they are.
    Text,
    /// As the source of a web page.
    Html,
}

impl PastedAs {
    /// The name under which the words are kept in the story's `source/`.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Text => "pasted.txt",
            Self::Html => "pasted.html",
        }
    }
}

/// Makes a story of pasted `words`, with the pictures that are written into them.
///
/// # Errors
/// If there is nothing in them to annotate, or too much.
pub fn read_pasted(words: &str, manner: PastedAs) -> Result<Imported, ImportError> {
    if words.trim().is_empty() {
        return Err(ImportError::NothingPasted);
    }
    let name = manner.file_name();
    let mut draft = match manner {
        PastedAs::Text => plain::understand(name, words.as_bytes(), Manner::default()),
        PastedAs::Html => html::understand(name, words, None, &|_| None),
    }
    .map_err(of_paste)?;
    name_by_words(&mut draft);
    let source =
        OriginalFile { name: name.to_owned(), original: name.to_owned(), bytes: Arc::from(words.as_bytes()) };
    Ok(read::whole(draft, source))
}

/// An error that speaks of what was pasted, for nobody knows of a file yet.
fn of_paste(mut error: ImportError) -> ImportError {
    if let ImportError::TooLarge { file, .. } | ImportError::Empty { file } = &mut error {
        "The pasted text".clone_into(file);
    }
    error
}

/// Makes a story of a single picture that was pasted.
///
/// # Errors
/// If it is none this version can show.
pub fn picture_story(file: OriginalFile) -> Result<Imported, ImportError> {
    let mut draft = picture::understand(&file.original, &file.bytes)?;
    draft.notes = vec!["a picture alone; its headline can be changed".to_owned()];
    Ok(read::whole(draft, file))
}

/// The longest headline made of a text's first words, in characters.
const LONGEST_NAME: usize = 80;

/// A paste has no file's name: where no headline was found, its first words stand for one.
fn name_by_words(draft: &mut Draft) {
    let Some(note) = draft.notes.iter_mut().find(|note| *note == NO_HEADLINE) else { return };
    "no headline was found; the first words stand for it".clone_into(note);
    let blocks = &draft.story.blocks;
    let first = blocks.iter().find(|block| block.role != Role::Furniture).or(blocks.first());
    let words = first.and_then(|block| draft.text.slice(block.range)).unwrap_or_default();
    let mut name = String::new();
    for word in words.split_whitespace() {
        if !name.is_empty() && name.chars().count() + 1 + word.chars().count() > LONGEST_NAME {
            name.push('\u{2026}');
            break;
        }
        name.push_str(if name.is_empty() { "" } else { " " });
        name.extend(word.chars().take(LONGEST_NAME));
    }
    if !name.is_empty() {
        draft.story.headline = name;
    }
}

/// Whether words plainly are the source of a web page, or of a piece of one, and not an article that
/// names a tag or two.
#[must_use]
pub fn is_page_source(words: &str) -> bool {
    let head = words.trim_start().get(..200).unwrap_or(words.trim_start()).to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body", "<article", "<meta "]
        .iter()
        .any(|tag| head.starts_with(tag))
    {
        return true;
    }
    // A page says so soon, even one of 30 MB.
    let mut end = words.len().min(1 << 16);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let start = words[..end].to_ascii_lowercase();
    let ends = ["</p>", "</div>", "</h1>", "</h2>", "</li>", "</section>"];
    ends.iter().map(|tag| start.matches(tag).count()).sum::<usize>() >= 2 && start.contains('<')
}

/// Whether a story made of a page keeps what the same paste says as plain text: the body of a page is
/// found by its looks, and a piece of one may not look like an article.
#[must_use]
pub fn keeps_words(page: &Imported, text: &str) -> bool {
    let letters = |words: &str| words.chars().filter(|letter| letter.is_alphanumeric()).count();
    let blocks = page.story.blocks.iter().filter(|block| block.role != Role::Furniture);
    let kept: usize = blocks.filter_map(|block| page.text.slice(block.range)).map(letters).sum();
    kept * 10 >= letters(&without_tags(text)) * 7
}

/// A picture of `width` × `height` pixels, given as red, green, blue and alpha, row by row, becomes the
/// file of one.
///
/// # Errors
/// If it is larger than this version can show, or not as large as it says.
pub fn pasted_picture(width: usize, height: usize, rgba: &[u8]) -> Result<OriginalFile, ImportError> {
    const NAME: &str = "pasted picture.png";
    let damaged = || ImportError::DamagedPicture { file: "The pasted picture".to_owned() };
    let (Ok(wide), Ok(high)) = (u32::try_from(width), u32::try_from(height)) else { return Err(damaged()) };
    if wide.max(high) > LARGEST_SIDE {
        return Err(ImportError::HugePicture { file: "The pasted picture".to_owned(), size: (wide, high) });
    }
    if wide == 0 || high == 0 || rgba.len() != width * height * 4 {
        return Err(damaged());
    }
    let mut bytes = Cursor::new(Vec::new());
    PngEncoder::new(&mut bytes)
        .write_image(rgba, wide, high, ExtendedColorType::Rgba8)
        .map_err(|_| damaged())?;
    let file = picture::attachment(NAME, bytes.into_inner().into())?;
    picture::check(&file)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWS: &str = "Harbour reopens after the storm\n\nBy Ana Terzić\n\nThe harbour opened again on Monday, \
                        the mayor said after the last crane was put upright on the northern quay.\n";

    #[test]
    fn n81_100_mb_are_refused_whatever_they_are() {
        for (words, manner) in [("words ", PastedAs::Text), ("<p>words</p>\n", PastedAs::Html)] {
            let enormous = words.repeat(100_000_000 / words.len());
            assert!(
                matches!(read_pasted(&enormous, manner), Err(ImportError::TooLarge { .. })),
                "{manner:?}"
            );
        }
    }

    #[test]
    fn words_are_kept_as_they_came() {
        let story = read_pasted(NEWS, PastedAs::Text).unwrap();
        assert_eq!(story.story.headline, "Harbour reopens after the storm");
        assert_eq!(story.story.authors, ["Ana Terzić"]);
        assert_eq!((story.source.name.as_str(), &*story.source.bytes), ("pasted.txt", NEWS.as_bytes()));
        assert_eq!(story.story.source.as_deref(), Some("pasted.txt"));
    }

    #[test]
    fn a_piece_of_a_page_is_a_story() {
        let page = "<meta charset='utf-8'><h1>Harbour reopens</h1><p>The harbour opened again on Monday, the \
                    mayor said.</p><p>\u{201c}We lost two weeks,\u{201d} she told reporters at the quay.</p>";
        assert!(is_page_source(page));
        let story = read_pasted(page, PastedAs::Html).unwrap();
        assert_eq!(story.story.headline, "Harbour reopens");
        assert!(story.text.as_str().contains("opened again on Monday"), "{}", story.text.as_str());
        assert!(keeps_words(&story, "Harbour reopens The harbour opened again on Monday, the mayor said."));
        assert!(!keeps_words(&story, &NEWS.repeat(4)));
    }

    #[test]
    fn an_article_that_names_tags_is_no_page() {
        assert!(!is_page_source(NEWS));
        assert!(!is_page_source("The <p> tag ends with </p>, as every pupil knows. 1 < 2."));
        assert!(!is_page_source(&"é".repeat(40_000)));
    }

    #[test]
    fn blanks_are_nothing() {
        for blank in ["", " \n\t ", "\u{a0}\r\n"] {
            let error = read_pasted(blank, PastedAs::Text).unwrap_err();
            assert!(error.to_string().contains("nothing"), "{error}");
        }
        assert!(read_pasted("<div> <br> </div>", PastedAs::Html).is_err());
        assert!(read_pasted("a\0b", PastedAs::Text).is_err());
    }

    #[test]
    fn without_a_headline_the_first_words_stand_for_it() {
        let long = "word ".repeat(60);
        let story = read_pasted(&format!("{}.\n\nAnd {long}.", long.trim()), PastedAs::Text).unwrap();
        assert!(story.story.headline.chars().count() <= LONGEST_NAME + 1, "{}", story.story.headline);
        assert!(story.story.headline.starts_with("word word"));
    }

    #[test]
    fn pixels_become_a_file() {
        let file = pasted_picture(2, 1, &[255, 0, 0, 255, 0, 0, 255, 128]).unwrap();
        assert!(file.name.ends_with(".png"));
        let back = image::load_from_memory(&file.bytes).unwrap().into_rgba8();
        assert_eq!(back.into_raw(), [255, 0, 0, 255, 0, 0, 255, 128]);
        assert!(picture_story(file).unwrap().story.pictures[0].file.is_some());
        for (width, height, bytes) in [(0, 0, 0), (2, 2, 15), (20_000, 1, 80_000), (usize::MAX, 1, 4)] {
            assert!(pasted_picture(width, height, &vec![0; bytes]).is_err());
        }
    }
}
