//! Finds the words about a passage that say whose it is: "the envoy said", "according to the ministry".

mod english;
mod han;
mod sentence;
mod verbs;

use std::ops::Range;

use crate::story::{StoryText, TextRange};

/// Words that attribute a passage to someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// All of them: "the envoy told reporters".
    pub cue: TextRange,
    /// Those that say who it is: "the envoy".
    pub source: TextRange,
}

/// The same by bytes of the block.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    cue: Range<usize>,
    source: Range<usize>,
}

/// What attributes `passage` within `block`: directly after or before it, amid it, or elsewhere in its
/// sentence; the nearest. The passage may hold it itself.
#[must_use]
pub fn attribution(text: &StoryText, block: TextRange, passage: TextRange) -> Option<Attribution> {
    let whole = text.slice(block)?;
    let base = block.start.index();
    let start = passage.start.index().checked_sub(base)?;
    let end = passage.end.index().checked_sub(base)?;
    whole.get(start..end).filter(|words| !words.is_empty())?;
    let found = han::find(whole, start..end).or_else(|| english::find(whole, start..end))?;
    let range = |part: Range<usize>| TextRange::from_indices(base + part.start, base + part.end);
    Some(Attribution { cue: range(found.cue), source: range(found.source) })
}

#[cfg(test)]
mod tests;
