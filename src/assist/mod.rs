//! What the program notices by itself: shown, never counted until the coder takes it.
//!
//! Pure functions over stories, claims and the registry.

mod attribution;
mod mentions;
mod speaker;
mod tokens;

pub use attribution::{Attribution, attribution};
pub use mentions::{Known, Mention};
pub use speaker::speaker;
