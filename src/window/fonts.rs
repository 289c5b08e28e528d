//! The bundled fonts. Their licences lie beside them in `assets/fonts`.

use std::io::{self, Read as _};
use std::sync::{Arc, OnceLock};

use egui::epaint::text::{FallbackRequest, FontInsert, FontPriority, FontProvider, InsertFontFamily};
use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};
use egui_system_font_provider::SystemFontProvider;
use flate2::read::GzDecoder;
use lzma_rust2::LzmaReader;

/// A font as it lies in the program: packed.
struct Bundled {
    name: &'static str,
    packed: Packed,
    unpacked: OnceLock<Vec<u8>>,
}

/// How a font is packed, with its bytes.
enum Packed {
    /// Three fifths of the size or less, and unpacked in a millisecond: for what every start needs.
    Gzip(&'static [u8]),
    /// A quarter smaller still, and six times as long to unpack: for what may be waited for.
    Lzma(&'static [u8]),
}

impl Packed {
    /// How many bytes it holds unpacked, by what its file says itself.
    fn size(&self) -> usize {
        match self {
            Self::Gzip(bytes) => bytes.last_chunk().map_or(0, |size| u32::from_le_bytes(*size) as usize),
            Self::Lzma(bytes) => bytes
                .get(5..)
                .and_then(<[u8]>::first_chunk)
                .map_or(0, |size| u32::from_le_bytes(*size) as usize),
        }
    }

    fn unpack(&self) -> io::Result<Vec<u8>> {
        let mut unpacked = Vec::with_capacity(self.size());
        match *self {
            Self::Gzip(bytes) => GzDecoder::new(bytes).read_to_end(&mut unpacked)?,
            Self::Lzma(bytes) => {
                LzmaReader::new_mem_limit(bytes, u32::MAX, None)?.read_to_end(&mut unpacked)?
            }
        };
        Ok(unpacked)
    }
}

macro_rules! bundled {
    ($packed:ident, $ending:literal: $($name:literal),* $(,)?) => {
        [$(Bundled {
            name: $name,
            packed: Packed::$packed(include_bytes!(concat!("../../assets/fonts/", $name, $ending))),
            unpacked: OnceLock::new(),
        }),*]
    };
}

impl Bundled {
    /// The font's file, unpacked when it is first asked for.
    fn bytes(&self) -> &[u8] {
        self.unpacked.get_or_init(|| {
            let unpacked = self.packed.unpack();
            debug_assert!(unpacked.is_ok(), "{} is packed badly: {unpacked:?}", self.name);
            unpacked.unwrap_or_default()
        })
    }
}

static FILES: [Bundled; 6] = bundled![Gzip, ".gz":
    "Inter_400Regular.ttf",
    "Inter_500Medium.ttf",
    "Inter_600SemiBold.ttf",
    "SourceSerif4_400Regular.ttf",
    "SourceSerif4_600SemiBold.ttf",
    "SourceSerif4_400Regular_Italic.ttf",
];

/// Larger than all others together, and many a project never shows a letter of it.
static HAN: [Bundled; 1] = bundled![Lzma, ".lzma": "NotoSansCJKsc-Regular-subset.otf"];

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

/// Unpacks the fonts that every window needs, on a thread, so that [`install`] need not wait when the
/// window is there: opening one takes longer than this.
pub fn prepare() {
    std::thread::spawn(|| FILES.iter().map(Bundled::bytes).for_each(drop));
}

/// Gives a context the fonts of Pressmark: Inter for the interface and Source Serif 4 for reading,
/// each falling back on the other, so that a symbol one lacks may come from it; and a Noto Sans CJK
/// subset as soon as a letter is wanted that neither has.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
    ctx.add_font_provider(Arc::new(Han));
}

/// The system's fonts, for what the bundled ones lack. They are not even listed before.
#[derive(Default)]
pub struct SystemFonts(OnceLock<SystemFontProvider>);

impl SystemFonts {
    /// Makes ready what may be wanted at any time, on threads: the system's list of fonts, and the
    /// bundled font that is unpacked last. To be called when the window is there and would not have
    /// to wait for it.
    pub fn prepare(&self) {
        self.provider();
        std::thread::spawn(|| HAN.iter().map(Bundled::bytes).for_each(drop));
    }

    fn provider(&self) -> &SystemFontProvider {
        self.0.get_or_init(SystemFontProvider::new)
    }
}

impl FontProvider for SystemFonts {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        self.provider().font_for(request)
    }
}

/// Provides the font for Chinese, Japanese and Korean.
struct Han;

impl FontProvider for Han {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let [file] = &HAN;
        let data = FontData::from_static(file.bytes());
        let family = InsertFontFamily { family: request.family.clone(), priority: FontPriority::Lowest };
        Some(FontInsert::new(file.name, data, vec![family]))
    }
}

/// The faces that are there from the beginning.
fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for file in &FILES {
        fonts.font_data.insert(file.name.to_owned(), Arc::new(FontData::from_static(file.bytes())));
    }
    let mut family = |face: Face, first: &str, other: &str| {
        fonts.families.insert(face.family(), [first, other].map(str::to_owned).to_vec());
    };
    family(Face::Sans, SANS, SERIF);
    family(Face::SansMedium, "Inter_500Medium.ttf", SERIF);
    family(Face::SansStrong, "Inter_600SemiBold.ttf", SERIF);
    family(Face::Serif, SERIF, SANS);
    family(Face::SerifStrong, "SourceSerif4_600SemiBold.ttf", SANS);
    family(Face::SerifItalic, "SourceSerif4_400Regular_Italic.ttf", SANS);
    // egui wants a monospace family to exist; nothing here uses one.
    fonts.families.insert(FontFamily::Monospace, vec![SANS.to_owned()]);
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_is_whole() {
        prepare();
        for file in FILES.iter().chain(&HAN) {
            let bytes = file.bytes();
            assert_eq!(bytes.len(), file.packed.size(), "{}", file.name);
            assert!(bytes.starts_with(&[0, 1, 0, 0]) || bytes.starts_with(b"OTTO"), "{}", file.name);
        }
    }

    #[test]
    fn chinese_is_there_as_soon_as_it_is_wanted() {
        let ctx = Context::default();
        install(&ctx);
        let mut seen = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |_| {
            let letters = ['a', '\u{2014}', '\u{671d}', '\u{9c9c}', '\u{e01}'];
            seen.extend(letters.map(|letter| {
                ctx.fonts_mut(|fonts| {
                    let there = fonts.has_glyph(&Face::Serif.at(16.0), letter);
                    (there, fonts.discovered_fonts().len())
                })
            }));
        });
        // Nothing is painted here.
        output.textures_delta.clear();
        assert_eq!(seen, [(true, 0), (true, 0), (true, 1), (true, 1), (false, 1)]);
    }
}
