//! Looking over what an import understood: each block's role beside it, and the ways to put it right.
//!
//! It never stands in the way of marking: with words selected or a claim chosen, every key does what it
//! does elsewhere.

mod bar;
mod drop;
mod keys;
mod labels;
mod menu;
mod ties;

pub(super) use bar::bar;
pub(in crate::window) use drop::carries_picture;
pub(super) use drop::drop_picture;
pub use keys::keys;
pub(super) use keys::walk;
pub(super) use labels::{MARGIN, extend_to, labels};
pub(crate) use ties::{DraggedPicture, picture_menu};

use egui::Key;

use crate::story::Role;
use crate::window::desk::Desk;

/// The key that makes the chosen blocks this.
pub(in crate::window) fn letter(role: Role) -> Key {
    match role {
        Role::Headline => Key::H,
        Role::Byline => Key::B,
        Role::Dateline => Key::D,
        Role::Paragraph => Key::P,
        Role::Subhead => Key::S,
        Role::Caption => Key::C,
        Role::Credit => Key::R,
        Role::Furniture => Key::F,
    }
}

/// Whether keys are about blocks now, and not about words or a claim.
fn takes_keys(desk: &Desk<'_>) -> bool {
    desk.view.structure.is_some() && !desk.view.selects_words() && desk.view.chosen.is_none()
}
