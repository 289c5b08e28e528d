//! The pictures of the article: which they are, under which addresses, and what stands under them.

pub(super) mod beside;
pub(super) mod captions;
pub(super) mod figures;
pub(super) mod frames;
pub(super) mod links;
pub(super) mod size;
pub(super) mod sources;
pub(super) mod stand_ins;
pub(super) mod variants;
