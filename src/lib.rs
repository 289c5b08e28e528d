//! Pressmark: a desktop workbench for hand-annotating news.

pub mod claims;
pub mod import;
pub mod project;
pub mod store;
pub mod story;
pub mod window;
