//! Projects on disk: a folder of readable RON files.
//!
//! [`open`] reads all of it into a [`Project`](crate::project::Project) and lists what is wrong
//! with its files; [`resume`] adds the history, and what a crash kept from the files. [`Saver`] keeps
//! what was changed and writes what it touched, durably and on a thread of its own. A file that
//! cannot be understood is never overwritten, and one that others wrote is merged.
//!
//! ```text
//! project.ron, codebook.ron, actors.ron     the project, one record a line
//! stories/<slug>/story.ron                  metadata, pictures, blocks
//! stories/<slug>/text-<hash>.txt            the canonical text
//! stories/<slug>/<coder>.claims.ron         one coder's claims
//! stories/<slug>/pictures/, source/         what came with the story
//! .pressmark/                               the program's own; deleting it loses no annotation
//!   journal/<coder>.jnl                     every change, for undo and after a crash
//!   backups/                                what the RON files said before
//!   removed/, damaged/, incoming/           stories taken off, files replaced, stories being made
//!   index.ron                               what the list of stories shows, for a quick start
//!   lock, holder.ron                        who has it open
//! ```

mod backups;
mod check;
mod copy;
mod create;
mod durable;
mod elsewhere;
mod error;
mod files;
mod finding;
mod folder;
mod format;
mod formats;
mod index;
mod journal;
mod load;
mod lock;
mod marks;
mod progress;
mod read;
mod sample;
mod saver;
mod shared;
mod sources;
mod turn;
mod twins;
mod unmerged;

pub use backups::{
    Backup, BackupId, Content, Instead, KeptFile, Mended, Offer, back_up_now, back_up_part_now, backups,
    mend, offers, read_backup, take_backup,
};
pub use check::check;
pub use copy::copy;
pub use create::{create, create_with};
pub use elsewhere::{BookError, is_taken, read_codebook, save_codebook, save_elsewhere};
pub use error::{SaveFailure, StoreError};
pub use finding::Finding;
pub use folder::Folder;
pub use index::{CoderLine, Index, Preview, StoryLine, preview, refresh_index};
pub use journal::{Journal, Resumed, pack_history, resume};
pub use load::{Opened, open, open_watched};
pub use lock::{Holder, ProjectLock, Taken, open_locked};
pub use progress::{Early, EarlyStory, Progress};
pub use read::LARGEST_FILE;
pub use sample::lay_sample;
pub use saver::{Attachment, News, OnDisk, Outside, Place, Porter, SaveState, Saver, Turn};
pub use sources::{further_source, source_path};
