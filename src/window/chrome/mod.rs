//! What stands around the panels: menu bar, status line, palette, notices, dialogs.
//!
//! All of them list the same [`Command`](super::commands::Command)s and ask the same
//! [`availability`](availability::availability) whether one can be run.

pub mod availability;
pub mod dialogs;
mod fuzzy;
pub mod import_line;
pub mod menus;
pub mod notices;
pub mod palette;
mod palette_entries;
pub(crate) mod parts;
pub mod recents;
pub mod status;
pub mod text;
pub mod tour;
