//! Which of the page's words are the article.

pub(super) mod body;
pub(super) mod boxes;
pub(super) mod prose;
pub(super) mod short;
pub(super) mod tidy;
