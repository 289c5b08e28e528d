//! A project's contents in other formats.

mod codebook_page;

pub use codebook_page::{codebook_page, save_codebook_page};
