//! The bundled fonts. Their licences lie beside them in `assets/fonts`.

use std::io::Read;
use std::sync::{Arc, OnceLock};

use egui::{FontData, FontDefinitions, FontFamily, FontId};
use flate2::read::GzDecoder;

macro_rules! bundled {
    ($($name:literal),* $(,)?) => {
        [$(Bundled::new($name, include_bytes!(concat!("../../assets/fonts/", $name, ".gz")))),*]
    };
}

/// A font as it lies in the program: packed, which takes three fifths of the bytes.
struct Bundled {
    name: &'static str,
    packed: &'static [u8],
    unpacked: OnceLock<Vec<u8>>,
}

impl Bundled {
    const fn new(name: &'static str, packed: &'static [u8]) -> Self {
        Self { name, packed, unpacked: OnceLock::new() }
    }

    /// The font's file, unpacked when it is first asked for.
    fn bytes(&self) -> &[u8] {
        self.unpacked.get_or_init(|| {
            let mut bytes = Vec::with_capacity(unpacked_size(self.packed));
            let read = GzDecoder::new(self.packed).read_to_end(&mut bytes);
            debug_assert!(read.is_ok(), "{} is packed badly: {read:?}", self.name);
            bytes
        })
    }
}

/// How many bytes a packed file holds: its last four say so.
fn unpacked_size(packed: &[u8]) -> usize {
    packed.last_chunk().map_or(0, |size| u32::from_le_bytes(*size) as usize)
}

static FILES: [Bundled; 7] = bundled![
    "Inter_400Regular.ttf",
    "Inter_500Medium.ttf",
    "Inter_600SemiBold.ttf",
    "SourceSerif4_400Regular.ttf",
    "SourceSerif4_600SemiBold.ttf",
    "SourceSerif4_400Regular_Italic.ttf",
    "NotoSansCJKsc-Regular-subset.otf",
];

const CJK: &str = "NotoSansCJKsc-Regular-subset.otf";
const SANS: &str = "Inter_400Regular.ttf";
const SERIF: &str = "SourceSerif4_400Regular.ttf";

/// What a text is for; each purpose has its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// The interface.
    Sans,
    /// Names and buttons that must stand out a little.
    SansMedium,
    /// Headings of the interface.
    SansStrong,
    /// Stories.
    Serif,
    /// Headlines and subheads.
    SerifStrong,
    /// Datelines.
    SerifItalic,
}

impl Face {
    /// The face at a size in points.
    #[must_use]
    pub fn at(self, size: f32) -> FontId {
        FontId::new(size, self.family())
    }

    fn family(self) -> FontFamily {
        match self {
            Self::Sans => FontFamily::Proportional,
            Self::SansMedium => FontFamily::Name("sans-medium".into()),
            Self::SansStrong => FontFamily::Name("sans-strong".into()),
            Self::Serif => FontFamily::Name("serif".into()),
            Self::SerifStrong => FontFamily::Name("serif-strong".into()),
            Self::SerifItalic => FontFamily::Name("serif-italic".into()),
        }
    }
}

/// Unpacks the fonts on threads of their own, so that [`definitions`] need not wait when the window is
/// there: opening one takes longer than this.
pub fn prepare() {
    let (largest, others) = FILES.split_last().unzip();
    for files in [largest.map(std::slice::from_ref), others].into_iter().flatten() {
        std::thread::spawn(move || {
            for file in files {
                file.bytes();
            }
        });
    }
}

/// Inter for the interface, Source Serif 4 for reading, a Noto Sans CJK subset behind both; each
/// then falls back on the other, so that a symbol one lacks may come from it.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for file in &FILES {
        fonts.font_data.insert(file.name.to_owned(), Arc::new(FontData::from_static(file.bytes())));
    }
    let mut family = |face: Face, first: &str, other: &str| {
        let chain = [first, CJK, other].map(str::to_owned).to_vec();
        fonts.families.insert(face.family(), chain);
    };
    family(Face::Sans, SANS, SERIF);
    family(Face::SansMedium, "Inter_500Medium.ttf", SERIF);
    family(Face::SansStrong, "Inter_600SemiBold.ttf", SERIF);
    family(Face::Serif, SERIF, SANS);
    family(Face::SerifStrong, "SourceSerif4_600SemiBold.ttf", SANS);
    family(Face::SerifItalic, "SourceSerif4_400Regular_Italic.ttf", SANS);
    // egui wants a monospace family to exist; nothing here uses one.
    fonts.families.insert(FontFamily::Monospace, [SANS, CJK].map(str::to_owned).to_vec());
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_is_whole() {
        prepare();
        for file in &FILES {
            let bytes = file.bytes();
            assert_eq!(bytes.len(), unpacked_size(file.packed), "{}", file.name);
            assert!(bytes.starts_with(&[0, 1, 0, 0]) || bytes.starts_with(b"OTTO"), "{}", file.name);
        }
    }
}
