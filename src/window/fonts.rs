//! The bundled fonts. Their licences lie beside them in `assets/fonts`.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

macro_rules! bundled {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../../assets/fonts/", $name)).as_slice())),*]
    };
}

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

/// Inter for the interface, Source Serif 4 for reading, a Noto Sans CJK subset behind both; each
/// then falls back on the other, so that a symbol one lacks may come from it.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let files = bundled![
        "Inter_400Regular.ttf",
        "Inter_500Medium.ttf",
        "Inter_600SemiBold.ttf",
        "SourceSerif4_400Regular.ttf",
        "SourceSerif4_600SemiBold.ttf",
        "SourceSerif4_400Regular_Italic.ttf",
        "NotoSansCJKsc-Regular-subset.otf",
    ];
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
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
