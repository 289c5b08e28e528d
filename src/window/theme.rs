//! Colours, as tokens: no other file names one.

use egui::{Color32, CornerRadius, Margin, Stroke, TextStyle, Visuals, vec2};
use serde::{Deserialize, Serialize};

use super::fonts::Face;
use crate::claims::{Claim, CodeBook, Colour};

/// Which of the three looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// Ink on warm paper.
    #[default]
    Light,
    /// For dark rooms.
    Dark,
    /// Black on white with heavy lines.
    Contrast,
}

impl Look {
    /// Every look, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Contrast];

    /// The look's name on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::Contrast => "High contrast",
        }
    }
}

/// The tokens of one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Which look it is.
    pub look: Look,
    /// Behind the story and the cards.
    pub paper: Color32,
    /// Behind the panels.
    pub panel: Color32,
    /// Behind fields and idle buttons.
    pub well: Color32,
    /// Behind what the pointer is over.
    pub hover: Color32,
    /// Thin lines between things.
    pub line: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of less weight: captions, labels, counts.
    pub faint: Color32,
    /// What is chosen or focused.
    pub accent: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// Behind the hits of a search.
    pub hit: Color32,
    /// Something is wrong.
    pub alarm: Color32,
    /// The little bar at the selection.
    pub bar: Color32,
    /// Text on `bar`.
    pub on_bar: Color32,
}

/// The colours of one kind of claim in one look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindInk {
    /// Lines, letters' ground, edges.
    pub strong: Color32,
    /// Behind a passage.
    pub tint: Color32,
    /// Behind a passage of the hovered or chosen claim.
    pub tint_lit: Color32,
    /// Text on `strong`.
    pub on_strong: Color32,
}

impl Theme {
    /// The tokens of `look`.
    #[must_use]
    pub fn of(look: Look) -> Self {
        let hex = |rgb: u32| {
            let [_, red, green, blue] = rgb.to_be_bytes();
            Color32::from_rgb(red, green, blue)
        };
        match look {
            Look::Light => Self {
                look,
                paper: hex(0xfd_fc_f9),
                panel: hex(0xf2_f1_ed),
                well: hex(0xf2_f1_ed),
                hover: hex(0xe7_e5_df),
                line: hex(0xd9_d6_ce),
                ink: hex(0x1f_23_28),
                faint: hex(0x50_56_5d),
                accent: hex(0x2b_5a_8c),
                on_accent: hex(0xff_ff_ff),
                selection: hex(0xc9_dc_f2),
                hit: hex(0xff_e9_8a),
                alarm: hex(0xb0_2a_1e),
                bar: hex(0x23_27_2c),
                on_bar: hex(0xf4_f2_ec),
            },
            Look::Dark => Self {
                look,
                paper: hex(0x1b_1c_1f),
                panel: hex(0x22_26_29),
                well: hex(0x27_2b_2f),
                hover: hex(0x31_36_3b),
                line: hex(0x3a_3f_44),
                ink: hex(0xe8_e5_de),
                faint: hex(0xb6_bb_c0),
                accent: hex(0x86_b1_e2),
                on_accent: hex(0x14_18_1c),
                selection: hex(0x28_43_61),
                hit: hex(0x4a_40_0a),
                alarm: hex(0xff_8a_7a),
                bar: hex(0xe8_e5_de),
                on_bar: hex(0x1f_23_28),
            },
            Look::Contrast => Self {
                look,
                paper: hex(0xff_ff_ff),
                panel: hex(0xff_ff_ff),
                well: hex(0xff_ff_ff),
                hover: hex(0xd6_e6_ff),
                line: hex(0x00_00_00),
                ink: hex(0x00_00_00),
                faint: hex(0x22_22_22),
                accent: hex(0x00_2f_9e),
                on_accent: hex(0xff_ff_ff),
                selection: hex(0x9c_c8_ff),
                hit: hex(0xff_e0_33),
                alarm: hex(0x9c_00_00),
                bar: hex(0x00_00_00),
                on_bar: hex(0xff_ff_ff),
            },
        }
    }

    /// The colours of a kind.
    #[must_use]
    pub fn kind_ink(&self, Colour([red, green, blue]): Colour) -> KindInk {
        let base = Color32::from_rgb(red, green, blue);
        let (strong, share, lit) = match self.look {
            Look::Light => (base, 0.19, 0.34),
            // Colours chosen for paper are too dark on a dark ground.
            Look::Dark => (mix(base, Color32::WHITE, 0.38), 0.24, 0.31),
            Look::Contrast => (mix(base, Color32::BLACK, 0.35), 0.20, 0.38),
        };
        // A dark colour thinned on paper turns grey; its bright sister stays a colour.
        let on_strong = if self.look == Look::Dark { self.on_accent } else { Color32::WHITE };
        let bright = if self.look == Look::Dark { strong } else { mix(strong, vivid(strong), 0.7) };
        KindInk {
            strong: legible(strong, on_strong),
            tint: mix(self.paper, bright, share),
            tint_lit: mix(self.paper, bright, lit),
            on_strong,
        }
    }

    /// The colours of a claim: its kind's, or grey for a highlight or an unknown kind.
    #[must_use]
    pub fn claim_ink(&self, claim: &Claim, codebook: &CodeBook) -> KindInk {
        let kind = claim.kind.as_ref().and_then(|kind| codebook.kind(kind));
        match kind {
            Some(kind) => self.kind_ink(kind.colour),
            None => KindInk {
                strong: self.faint,
                tint: mix(self.paper, self.faint, 0.20),
                tint_lit: mix(self.paper, self.faint, 0.34),
                on_strong: self.paper,
            },
        }
    }

    /// The colours of other coders' claims: none of a kind's, for they are not one's own.
    #[must_use]
    pub fn foreign_ink(&self) -> KindInk {
        KindInk {
            strong: self.faint,
            tint: mix(self.paper, self.faint, 0.12),
            tint_lit: mix(self.paper, self.faint, 0.24),
            on_strong: self.paper,
        }
    }

    /// Gives egui's own widgets this look.
    pub fn install(&self, ctx: &egui::Context) {
        let theme = if self.look == Look::Dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(theme);
        ctx.all_styles_mut(|style| {
            style.text_styles = [
                (TextStyle::Heading, Face::SansStrong.at(17.0)),
                (TextStyle::Body, Face::Sans.at(13.0)),
                (TextStyle::Button, Face::Sans.at(13.0)),
                (TextStyle::Small, Face::Sans.at(11.5)),
                (TextStyle::Monospace, Face::Sans.at(13.0)),
            ]
            .into();
            style.spacing.item_spacing = vec2(8.0, 6.0);
            style.spacing.button_padding = vec2(8.0, 4.0);
            style.spacing.menu_margin = Margin::same(6);
            style.spacing.scroll.bar_width = 8.0;
            style.spacing.scroll.active_handle_opacity = 0.25;
            style.spacing.scroll.interact_handle_opacity = 0.5;
            style.url_in_tooltip = true;
            style.visuals = self.visuals();
        });
    }

    fn visuals(&self) -> Visuals {
        let mut visuals = if self.look == Look::Dark { Visuals::dark() } else { Visuals::light() };
        visuals.override_text_color = None;
        visuals.panel_fill = self.panel;
        visuals.window_fill = self.paper;
        visuals.window_stroke = Stroke::new(1.0, self.line);
        visuals.extreme_bg_color = self.well;
        visuals.faint_bg_color = self.well;
        visuals.text_edit_bg_color = Some(self.well);
        visuals.selection.bg_fill = self.selection;
        visuals.selection.stroke = Stroke::new(1.5, self.accent);
        visuals.hyperlink_color = self.accent;
        // Each blink would draw the whole window; one that is left alone is to use no processor.
        visuals.text_cursor.blink = false;
        visuals.warn_fg_color = self.alarm;
        visuals.error_fg_color = self.alarm;
        visuals.weak_text_color = Some(self.faint);
        let round = CornerRadius::same(5);
        let widgets = &mut visuals.widgets;
        let states = [
            (&mut widgets.noninteractive, self.panel, self.line, self.ink),
            (&mut widgets.inactive, self.well, self.line, self.ink),
            (&mut widgets.hovered, self.hover, self.line, self.ink),
            (&mut widgets.active, self.hover, self.accent, self.ink),
            (&mut widgets.open, self.hover, self.line, self.ink),
        ];
        for (state, fill, edge, ink) in states {
            state.bg_fill = fill;
            state.weak_bg_fill = fill;
            state.bg_stroke = Stroke::new(1.0, edge);
            state.fg_stroke = Stroke::new(1.0, ink);
            state.corner_radius = round;
            state.expansion = 0.0;
        }
        visuals
    }
}

/// `share` of `over` laid on `ground`, both opaque, in gamma space.
#[must_use]
pub fn mix(ground: Color32, over: Color32, share: f32) -> Color32 {
    ground.lerp_to_gamma(over, share)
}

/// The colour at its full brightness.
fn vivid(colour: Color32) -> Color32 {
    let most = colour.r().max(colour.g()).max(colour.b()).max(1);
    let scaled = |value: u8| (f32::from(value) * 255.0 / f32::from(most)).round() as u8;
    Color32::from_rgb(scaled(colour.r()), scaled(colour.g()), scaled(colour.b()))
}

/// The least contrast between letters and what is behind them: level AA of WCAG 2.2, criterion 1.4.3.
const LEGIBLE: f32 = 4.5;

/// `ground` as it is, or as much further from `letters` as it takes to read them on it. A code book's
/// colours are anyone's choice.
fn legible(ground: Color32, letters: Color32) -> Color32 {
    let away = if luminance(letters) > 0.5 { Color32::BLACK } else { Color32::WHITE };
    // Coarse steps: this is asked for every mark in every frame.
    let shares = (0..=16).map(|step| mix(ground, away, step as f32 / 16.0));
    shares.into_iter().find(|ground| contrast(letters, *ground) >= LEGIBLE).unwrap_or(away)
}

/// The contrast ratio of WCAG 2.2, from 1 to 21.
fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of WCAG 2.2, from 0 to 1.
fn luminance(colour: Color32) -> f32 {
    let channel = |value: u8| {
        let value = f32::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_can_be_read_on_any_colour_of_a_code_book() {
        for look in Look::ALL {
            let theme = Theme::of(look);
            for colour in [[0, 0, 0], [255; 3], [240, 208, 0], [0, 0, 128], [255, 160, 200], [128; 3]] {
                let ink = theme.kind_ink(Colour(colour));
                assert!(contrast(ink.on_strong, ink.strong) >= 4.5, "{look:?} {colour:?}");
            }
        }
    }

    #[test]
    fn text_can_be_read_on_every_ground() {
        for look in Look::ALL {
            let theme = Theme::of(look);
            let mut grounds = vec![theme.paper, theme.panel, theme.hover, theme.selection, theme.hit];
            for kind in &CodeBook::default().kinds {
                let ink = theme.kind_ink(kind.colour);
                grounds.push(ink.tint);
                assert!(contrast(theme.ink, ink.tint_lit) >= 4.5, "{look:?} {} lit", kind.name);
                // A marked caption is faint.
                assert!(contrast(theme.faint, ink.tint_lit) >= 4.5, "{look:?} {} lit", kind.name);
                assert!(contrast(ink.on_strong, ink.strong) >= 4.5, "{look:?} {}", kind.name);
                assert!(contrast(ink.strong, theme.paper) >= 3.0, "{look:?} {}", kind.name);
            }
            for ground in grounds {
                assert!(contrast(theme.ink, ground) >= 7.0, "{look:?} ink on {ground:?}");
            }
            let under_faint = [theme.paper, theme.panel, theme.well, theme.hover, theme.selection, theme.hit];
            for ground in under_faint {
                assert!(contrast(theme.faint, ground) >= 4.5, "{look:?} faint on {ground:?}");
            }
            // The words of a switch that is on.
            assert!(contrast(theme.accent, theme.selection) >= 4.5, "{look:?}");
            assert!(contrast(theme.on_bar, theme.bar) >= 4.5, "{look:?}");
            assert!(contrast(theme.alarm, theme.panel) >= 4.5, "{look:?}");
            assert!(contrast(theme.on_accent, theme.accent) >= 4.5, "{look:?}");
        }
    }
}
