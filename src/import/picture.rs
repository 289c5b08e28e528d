//! Picture files: known by their content, named by it, put at their places in a story.

use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::Path;
use std::sync::Arc;

use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

use super::compose::{Composer, Shown};
use super::format::extension;
use super::{Draft, ImportError, Medium, Origin, OriginalFile};
use crate::story::{Picture, PictureFile, PictureId, Role, Story, StoryText, TextHash, visible};

/// How many bytes of a file are enough to know its format.
pub(super) const HEAD: usize = 64;

/// The longest side of a picture that can be shown, in pixels.
pub const LARGEST_SIDE: u32 = 16_384;
/// The most memory that decoding one picture may take, in bytes.
pub const MOST_MEMORY: u64 = 256 << 20;

/// The formats that are kept, with the extension their files get.
const KEPT: [(ImageFormat, &str); 6] = [
    (ImageFormat::Png, "png"),
    (ImageFormat::Jpeg, "jpg"),
    (ImageFormat::WebP, "webp"),
    (ImageFormat::Gif, "gif"),
    (ImageFormat::Bmp, "bmp"),
    (ImageFormat::Tiff, "tiff"),
];

/// Whatever a picture's bytes are read from.
pub trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// Begins to read a picture. Files and bytes in memory come through one type, so that the decoders
/// of all formats are in the program only once.
///
/// # Errors
/// What hindered reading the first bytes.
pub fn picture_reader<'a>(
    source: impl Source + 'a,
) -> io::Result<ImageReader<BufReader<Box<dyn Source + 'a>>>> {
    let source: Box<dyn Source + 'a> = Box::new(source);
    ImageReader::new(BufReader::new(source)).with_guessed_format()
}

/// Names under which pictures come; a file that has one is meant as a picture, whatever it holds.
const EXTENSIONS: [&str; 12] =
    ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "svg", "heic", "avif", "ico"];

/// The extension for a file that begins with `head`; `None` if it is no picture we keep.
fn sniff(head: &[u8]) -> Option<&'static str> {
    let format = image::guess_format(head).ok()?;
    KEPT.into_iter().find(|(kept, _)| *kept == format).map(|(_, extension)| extension)
}

/// Whether a file is a picture or means to be one.
pub(super) fn is_picture(name: &str, bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // Two letters are enough to be taken for a bitmap; an article may well begin with "BMW".
    let binary =
        head.contains(&0) || std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some());
    (binary && sniff(head).is_some()) || EXTENSIONS.contains(&extension(name).as_str())
}

/// Whether a file's name says that it is a picture. Its content may tell otherwise.
#[must_use]
pub fn is_named_picture(file: &Path) -> bool {
    let extension = file.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// Whether a picture can be shown: its pixels are decoded, within the limits that hold for showing it.
pub(super) fn check(file: &OriginalFile) -> Result<(), ImportError> {
    let name = || visible(&file.original);
    let damaged = |_| ImportError::DamagedPicture { file: name() };
    let reader = picture_reader(Cursor::new(&*file.bytes));
    let mut reader = reader.map_err(|reason| ImportError::Unreadable { file: name(), reason })?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(damaged)?;
    let size = decoder.dimensions();
    if size.0.max(size.1) > LARGEST_SIDE || decoder.total_bytes() > MOST_MEMORY {
        return Err(ImportError::HugePicture { file: name(), size });
    }
    if size.0.min(size.1) == 0 {
        return Err(ImportError::DamagedPicture { file: name() });
    }
    DynamicImage::from_decoder(decoder).map(drop).map_err(damaged)
}

/// A picture's file, named by its content. Its pixels are not looked at.
pub(super) fn attachment(name: &str, bytes: Arc<[u8]>) -> Result<OriginalFile, ImportError> {
    let extension = sniff(&bytes).ok_or_else(|| ImportError::NotAPicture { file: visible(name) })?;
    let hash = TextHash::of(&bytes).0;
    let stem = hash.get(..16).unwrap_or(&hash);
    Ok(OriginalFile { name: format!("{stem}.{extension}"), original: name.to_owned(), bytes })
}

/// Makes a story of a single picture, called as its file.
pub(super) fn understand(name: &str, bytes: &[u8]) -> Result<Draft, ImportError> {
    let file = attachment(name, bytes.into())?;
    let mut composer = Composer::default();
    let title = visible(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    composer.show(Shown::default());
    composer.add(Role::Headline, &title);
    let composed = composer.finish();
    let text = StoryText::from_decoded(&composed.text);
    let story = Story { pictures: composed.pictures, ..Story::new(&title, &text, composed.blocks) };
    let media = vec![Medium { picture: 0, from: Origin::Embedded(file) }];
    Ok(Draft {
        story,
        text,
        notes: vec!["a picture alone; its file\u{2019}s name stands for the headline".to_owned()],
        media,
        unsure: false,
    })
}

/// The picture that stands in a `data:` address of at most `limit` bytes.
pub(super) fn from_data(address: &str, limit: usize) -> Result<OriginalFile, String> {
    if address.len() > limit {
        return Err(format!("it is larger than {} MiB", limit >> 20));
    }
    let no_picture = || "it is no picture this version can show".to_owned();
    let (head, data) = address.split_once(',').ok_or_else(no_picture)?;
    let data: Vec<u8> = percent_encoding::percent_decode_str(data).collect();
    let base64 = head.to_ascii_lowercase().ends_with(";base64");
    let bytes = if base64 { mail_parser::decoders::base64::base64_decode(&data) } else { Some(data) };
    attachment("picture in the page", bytes.ok_or_else(no_picture)?.into()).map_err(|_| no_picture())
}

/// Gives the captions of `draft` their pictures, in the order of both. What is left over of the
/// captions stays without a picture; what is left over of the pictures stands at the headline.
pub(super) fn place(draft: &mut Draft, files: &[OriginalFile]) {
    let story = &mut draft.story;
    let captions = story.pictures.len();
    let known = |picture: &Picture| picture.file.is_some() || picture.url.is_some();
    let free = story.pictures.iter().filter(|picture| !known(picture)).count();
    let mut files =
        files.iter().map(|file| PictureFile { name: file.name.clone(), original: file.original.clone() });
    for (picture, file) in story.pictures.iter_mut().filter(|picture| !known(picture)).zip(&mut files) {
        picture.file = Some(file);
    }
    let top = story.blocks.iter().find(|block| block.role == Role::Headline).or(story.blocks.first());
    let at = top.map(|block| block.range.start).unwrap_or_default();
    story.pictures.extend(files.map(|file| Picture {
        id: PictureId(String::new()),
        at,
        file: Some(file),
        caption: None,
        credit: None,
        alt: None,
        url: None,
    }));
    let uncaptioned = story.pictures.len() - captions;
    story.pictures.sort_by_key(|picture| picture.at);
    number(&mut story.pictures);
    draft.notes.extend(told(&story.pictures, free, uncaptioned));
}

/// Names the pictures `p1`, `p2`, … in their order.
pub(super) fn number(pictures: &mut [Picture]) {
    for (number, picture) in (1..).zip(pictures) {
        picture.id = PictureId(format!("p{number}"));
    }
}

/// What the user should know of how pictures and captions were brought together.
fn told(pictures: &[Picture], captions: usize, uncaptioned: usize) -> Vec<String> {
    let missing = pictures.iter().filter(|picture| picture.file.is_none() && picture.url.is_none()).count();
    let mut notes = Vec::new();
    if captions > missing {
        notes.push("pictures were given to captions in their order; see that each fits".to_owned());
    }
    if missing > 0 {
        notes.push(format!("captions without a picture: {missing}"));
    }
    if uncaptioned > 0 {
        notes.push(format!("pictures without a caption, put at the headline: {uncaptioned}"));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_the_content_not_the_old_name() {
        let png: Arc<[u8]> = Arc::from(&b"\x89PNG\r\n\x1a\n"[..]);
        let file = attachment("../photo.JPG", png).unwrap();
        assert_eq!(file.name, "4c4b6a3be1314ab8.png");
        assert_eq!(file.original, "../photo.JPG");
    }

    #[test]
    fn a_page_named_png_is_no_picture() {
        let error = attachment("a.png", Arc::from(&b"<html>"[..])).unwrap_err();
        assert!(error.to_string().starts_with("a.png is not a picture"), "{error}");
        assert!(attachment("a.ico", Arc::from(&b"\0\0\x01\0"[..])).is_err(), "a format that is not kept");
    }

    #[test]
    fn an_article_on_motor_cars_is_no_bitmap() {
        assert!(!is_picture("a.txt", b"BMW recalls cars"));
        assert!(is_picture("a", b"BM\x36\0\0\0"));
        assert!(is_picture("a.png", b"<html>"), "it means to be one");
    }
}
