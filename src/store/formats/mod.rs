//! What the project's files looked like in older formats. These records are frozen: they change
//! no more, whatever becomes of the present ones.
//!
//! To change the present format: copy `files.rs` and what it uses of `story`, `claims` and
//! `project` into a new `v<N>.rs` here as it is, with what turns it into the present records, raise
//! [`NEWEST`](super::format::NEWEST), and add a fixture of the new format to `tests/golden`. A record
//! that an older format has in common with it can be read by the new file's.

pub(super) mod v1;
pub(super) mod v2;
pub(super) mod v3;
