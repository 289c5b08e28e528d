//! The claims panel, driven through its accessibility tree as an analyst would.

// Helpers of tests may panic as tests may.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod bench;
mod clashes;
mod filling;
mod given;
mod panel;
