//! How each role is set on the page.

use egui::{Color32, FontId};

use crate::story::Role;
use crate::window::fonts::Face;
use crate::window::theme::Theme;

/// The setting of a piece, in points at zoom 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    face: Face,
    size: f32,
    pub(super) line_height: f32,
    /// How far its left edge is moved in.
    pub(super) indent: f32,
    space_above: f32,
    faint: bool,
}

/// The widest a column gets: 72 letters of body text.
pub(super) const COLUMN: f32 = 560.0;

impl Style {
    const BODY: Self = Self {
        face: Face::Serif,
        size: 18.0,
        line_height: 27.0,
        indent: 0.0,
        space_above: 14.0,
        faint: false,
    };

    pub(super) fn of(role: Role) -> Self {
        match role {
            Role::Paragraph => Self::BODY,
            Role::Headline => Self {
                face: Face::SerifStrong,
                size: 27.0,
                line_height: 33.0,
                space_above: 10.0,
                ..Self::BODY
            },
            Role::Subhead => Self {
                face: Face::SerifStrong,
                size: 19.0,
                line_height: 26.0,
                space_above: 22.0,
                ..Self::BODY
            },
            Role::Byline | Role::Credit => Self {
                face: Face::Sans,
                size: 13.0,
                line_height: 19.0,
                space_above: 10.0,
                faint: true,
                ..Self::BODY
            },
            Role::Dateline => Self { face: Face::SerifItalic, size: 16.0, line_height: 24.0, ..Self::BODY },
            Role::Caption => Self {
                face: Face::Sans,
                size: 13.5,
                line_height: 19.0,
                indent: 12.0,
                space_above: 14.0,
                faint: true,
            },
            Role::Furniture => Self {
                face: Face::Sans,
                size: 12.5,
                line_height: 18.0,
                indent: 12.0,
                space_above: 6.0,
                faint: true,
            },
        }
    }

    /// A credit below its caption: in its column, a size smaller, close to it, but off the lines under
    /// what is marked there.
    pub(super) fn credit_under_caption() -> Self {
        Self { size: 12.0, line_height: 17.0, space_above: 4.0, ..Self::of(Role::Caption) }
    }

    /// A caption under its picture, beside the page.
    pub(super) fn under_picture() -> Self {
        Self { size: 12.0, line_height: 17.0, indent: 0.0, space_above: 0.0, ..Self::of(Role::Caption) }
    }

    pub(super) fn masthead() -> Self {
        Self { face: Face::Sans, size: 13.0, line_height: 18.0, indent: 0.0, space_above: 0.0, faint: true }
    }

    pub(super) fn fold() -> Self {
        Self { face: Face::Sans, size: 12.5, line_height: 26.0, indent: 0.0, space_above: 12.0, faint: true }
    }

    pub(super) fn font(self) -> FontId {
        self.face.at(self.size)
    }

    /// The height of a letter with its ascender and descender.
    pub(super) fn letter_height(self) -> f32 {
        self.size * 1.22
    }

    /// The width of an average Latin letter.
    pub(super) fn letter_width(self) -> f32 {
        self.size * 0.47
    }

    /// The space above a piece.
    pub(super) fn above(self, opens: bool) -> f32 {
        if opens { self.space_above } else { 0.0 }
    }

    pub(super) fn colour(self, theme: &Theme) -> Color32 {
        if self.faint { theme.faint } else { theme.ink }
    }
}
