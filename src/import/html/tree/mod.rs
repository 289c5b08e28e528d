//! The page as a tree: read as a browser reads it, and what its tags and classes say of
//! what stands in them.

pub(super) mod dom;
pub(super) mod marks;
pub(super) mod parse;
pub(super) mod sink;
pub(super) mod tags;
pub(super) mod words;
