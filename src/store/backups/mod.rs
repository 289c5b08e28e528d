//! Backups of the project's RON files.
//!
//! ```text
//! .pressmark/backups/three-capitals/kim.claims.ron/20261123T104205Z.ron
//! .pressmark/backups/top/codebook.ron/20261123T104205Z.ron
//! .pressmark/damaged/three-capitals-kim.claims.ron-1
//! ```
//!
//! What a save is about to replace is copied there before the first change of a run, and then at
//! most every ten minutes a file. Backups are copies and never renamed files, for between two
//! renames there would be no file at all. Everything below `.pressmark` is read without trust:
//! what has not the name of a backup, or is no plain file, is neither read nor removed.

mod content;
mod damaged;
mod kept;
mod list;
mod now;
mod shelf;
mod stamp;
mod take;
mod thin;

pub use content::Content;
pub use damaged::{Instead, Mended, Offer, mend, offers, take_backup};
pub use kept::KeptFile;
pub use list::{Backup, BackupId, backups, read_backup};
pub use now::{back_up_now, back_up_part_now};
pub(super) use take::Backups;
