//! What the program notices by itself: shown, never counted until the coder takes it.
//!
//! Pure functions over stories, claims and the registry.

mod mentions;
mod tokens;

pub use mentions::{Known, Mention};
