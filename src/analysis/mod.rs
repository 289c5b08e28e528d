//! What can be found and counted in a whole project.
//!
//! Plain functions over snapshots: no disk, no window.

pub mod search;
