//! How tall each card is, without laying any of them out.

use egui::FontId;

use crate::claims::Claim;

/// The widths of a font's plain letters.
///
/// Whether a quote takes one line or two is all a closed card's height depends on, and adding up
/// widths tells; thousands of cards are measured in less than a millisecond.
#[derive(Debug)]
pub struct Widths {
    plain: [f32; 128],
    wide: f32,
}

impl Widths {
    /// Asks the font.
    #[must_use]
    pub fn of(ui: &egui::Ui, font: &FontId) -> Self {
        ui.fonts_mut(|fonts| {
            let mut plain = [0.0; 128];
            for (code, width) in (0_u8..).zip(&mut plain) {
                *width = fonts.glyph_width(font, char::from(code));
            }
            // Chinese is set on squares. Asking for a letter would have its font unpacked.
            Self { plain, wide: font.size }
        })
    }

    /// How many lines of `width` the card of `claim` gives its quote: one or two.
    #[must_use]
    pub fn lines(&self, claim: &Claim, width: f32) -> usize {
        let quotes = claim.passages.iter().flat_map(|passage| passage.quote().chars());
        // The marks between passages.
        let mut sum = 3.0 * self.plain[usize::from(b'n')] * claim.passages.len().saturating_sub(1) as f32;
        for character in quotes {
            let code = character as usize;
            sum += match self.plain.get(code) {
                Some(width) => *width,
                None if code >= 0x2e80 => self.wide,
                None => self.plain[usize::from(b'n')],
            };
            // Kerning takes a little; a line too many looks better than cut words.
            if sum > width * 0.99 {
                return 2;
            }
        }
        1
    }
}
