//! What the page says of its story: in its metadata, and where a reader sees it.

pub(super) mod authors;
pub(super) mod heading;
pub(super) mod json_ld;
pub(super) mod meta;
pub(super) mod seen;
pub(super) mod title;
