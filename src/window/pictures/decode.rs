//! A picture's file becomes pixels. Runs on the loader's threads and trusts nothing it reads.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use egui::ColorImage;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, Limits};
use thiserror::Error;

pub use crate::import::LARGEST_SIDE as MAX_SIDE;
use crate::import::{MOST_MEMORY as MAX_MEMORY, picture_reader};
use crate::story::TextHash;

/// The largest file that is opened, in bytes.
const MAX_FILE: u64 = 200_000_000;
/// How much of the hash of a file's content its name tells, in digits.
const STEM: usize = 16;
/// The most pixels handed to the graphics card at once; more detail than that is scaled away.
const MAX_SHOWN: u64 = 48 << 20;

/// Why a picture cannot be shown, in the analyst's words.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PictureTrouble {
    /// There is no such file.
    #[error("the file is not there")]
    Missing,
    /// A folder, a device, a link: anything but a file.
    #[error("what stands in the file's place is not a file")]
    NotAFile,
    /// No picture, or of a sort that is not read.
    #[error("the file is not a PNG, JPEG, WebP, GIF, BMP or TIFF picture")]
    NotAPicture,
    /// Too many pixels.
    #[error("the picture is too large: {0} \u{d7} {1} pixels")]
    TooLarge(u32, u32),
    /// Too many bytes.
    #[error("the file is too large: {0} MB")]
    FileTooLarge(u64),
    /// The file says it is a picture, but it is broken.
    #[error("the file is damaged")]
    Damaged,
    /// The system does not let it be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
}

/// Pixels ready to be shown, the right way up.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The pixels, scaled to the detail that was asked for.
    pub image: ColorImage,
    /// The upright picture's size in the file, in pixels.
    pub full: [u32; 2],
    /// What is wrong with the file although it can be shown.
    pub flaw: Option<Flaw>,
}

/// What is wrong with a file that can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Flaw {
    /// It ends too early.
    #[error("The file is cut short; a part is missing.")]
    Cut,
    /// Its name tells the content it was imported with, and that is another.
    #[error("The file was changed since it was imported; regions may lie elsewhere.")]
    Changed,
}

/// The upright size in pixels, read from the file's first bytes.
///
/// # Errors
/// What is wrong with the file, as far as its head tells.
pub fn measure(path: &Path) -> Result<[u32; 2], PictureTrouble> {
    let mut decoder = open(path)?;
    checked_size(&mut decoder).map(|(size, _)| size)
}

/// The picture at `path`, upright, with no side longer than `side` pixels.
///
/// # Errors
/// What is wrong with the file.
pub fn decode(path: &Path, side: u32) -> Result<Decoded, PictureTrouble> {
    let mut decoder = open(path)?;
    let (full, orientation) = checked_size(&mut decoder)?;
    let mut limits = limits();
    limits.reserve(decoder.total_bytes()).map_err(|_| PictureTrouble::TooLarge(full[0], full[1]))?;
    decoder.set_limits(limits).map_err(|error| told(&error, full))?;
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| told(&error, full))?;
    // Scaled before it is turned: turning copies.
    let mut picture = scaled(picture, side);
    picture.apply_orientation(orientation);
    let pixels = picture.into_rgba8();
    let size = [pixels.width() as usize, pixels.height() as usize];
    let image = ColorImage::from_rgba_unmultiplied(size, &pixels);
    Ok(Decoded { image, full, flaw: flaw(path) })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    limits
}

fn open(path: &Path) -> Result<impl ImageDecoder + use<>, PictureTrouble> {
    // Asked of the link, not of its target: a project's picture is never a link, a pipe or a device,
    // and opening a pipe would wait for ever.
    let about = path.symlink_metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(PictureTrouble::NotAFile);
    }
    if about.len() > MAX_FILE {
        return Err(PictureTrouble::FileTooLarge(about.len() / 1_000_000));
    }
    let file = File::open(path).map_err(unreadable)?;
    let mut reader = picture_reader(file).map_err(unreadable)?;
    // The sides are checked by `checked_size`, which can say how long they are.
    let mut head = limits();
    head.max_image_width = None;
    head.max_image_height = None;
    reader.limits(head);
    reader.into_decoder().map_err(|error| told(&error, [0, 0]))
}

fn checked_size(decoder: &mut impl ImageDecoder) -> Result<([u32; 2], Orientation), PictureTrouble> {
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(PictureTrouble::Damaged);
    }
    if width.max(height) > MAX_SIDE || decoder.total_bytes() > MAX_MEMORY {
        return Err(PictureTrouble::TooLarge(width, height));
    }
    // A broken note on how to hold the picture is no reason not to show it.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    // The EXIF values 5 to 8 lay the picture on its side.
    let size = if orientation.to_exif() >= 5 { [height, width] } else { [width, height] };
    Ok((size, orientation))
}

fn scaled(picture: DynamicImage, side: u32) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let pixels = u64::from(width) * u64::from(height);
    let fits = (f64::from(width.max(height)) * (MAX_SHOWN as f64 / pixels as f64).sqrt()) as u32;
    let side = side.min(fits.max(1));
    if width.max(height) <= side { picture } else { picture.thumbnail(side, side) }
}

fn unreadable(error: std::io::Error) -> PictureTrouble {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => PictureTrouble::Missing,
        ErrorKind::PermissionDenied => PictureTrouble::Unreadable("your account may not read it".to_owned()),
        _ => PictureTrouble::Unreadable(error.to_string()),
    }
}

fn told(error: &ImageError, [width, height]: [u32; 2]) -> PictureTrouble {
    match error {
        ImageError::Unsupported(_) => PictureTrouble::NotAPicture,
        ImageError::Limits(_) if width > 0 => PictureTrouble::TooLarge(width, height),
        ImageError::IoError(error) if error.kind() != ErrorKind::UnexpectedEof => {
            PictureTrouble::Unreadable(error.to_string())
        }
        _ => PictureTrouble::Damaged,
    }
}

/// Looks through the file for what the decoder says nothing of.
fn flaw(path: &Path) -> Option<Flaw> {
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MAX_FILE).read_to_end(&mut bytes)).ok()?;
    if is_cut(&bytes) {
        return Some(Flaw::Cut);
    }
    // Other programs may have brought a file that is not named so.
    let stem = path.file_stem()?.to_str()?;
    let tells = stem.len() == STEM && stem.bytes().all(|digit| digit.is_ascii_hexdigit());
    (tells && !TextHash::of(&bytes).0.starts_with(stem)).then_some(Flaw::Changed)
}

/// Whether a JPEG has no end mark. The decoder fills what is missing with grey and says nothing.
fn is_cut(bytes: &[u8]) -> bool {
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return false;
    }
    // The segments before the pixels may hold a small JPEG with an end mark of its own.
    let mut at = 2;
    while let [0xff, mark, high, low, ..] = bytes[at.min(bytes.len())..] {
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
        if mark == 0xda {
            break;
        }
    }
    !bytes[at.min(bytes.len())..].windows(2).any(|pair| pair == [0xff, 0xd9])
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
