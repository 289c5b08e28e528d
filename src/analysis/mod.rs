//! What can be found, counted and reviewed in a whole project.
//!
//! Plain functions over snapshots: no disk, no window.

pub mod review;
pub mod search;
