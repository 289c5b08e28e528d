//! What was found in a story.

use std::sync::Arc;

use super::hits::Hits;
use crate::analysis::search::shelved::{CoderClaims, Shelved};
use crate::claims::{Claim, ClaimId};
use crate::story::{BytePos, TextRange};

/// What was found in one story.
#[derive(Clone, Debug)]
pub struct Found {
    /// The story as it was searched.
    pub story: Arc<Shelved>,
    /// The hits, in the order of the text.
    pub hits: Hits,
    /// The claims that the hits are in or belong to, each once.
    pub claims: Box<[ClaimRef]>,
    /// How many hits in the text no claim has a passage at.
    pub uncoded: usize,
}

/// A claim of a [`Shelved`] story: the number of its coder there, and which of theirs it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimRef {
    /// Which of the story's coders.
    pub coder: u32,
    /// Which of the coder's claims.
    pub claim: ClaimId,
}

/// A place where something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In what.
    pub at: At,
    /// Which part of that: of the text, the headline, the caption, the note, or the field's words.
    /// Of a listed claim its first passage, or nothing.
    pub range: TextRange,
}

/// In what something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The story's text.
    Text,
    /// The headline of a story whose text has none.
    Headline,
    /// The caption of the picture of this number, which was given beside the text.
    Caption(u32),
    /// A claim's note.
    Note(ClaimRef),
    /// The field of this number among those that are coded.
    Field(ClaimRef, u32),
    /// The claim itself: the query has no words.
    Claim(ClaimRef),
}

impl Shelved {
    /// A claim with the coder who made it.
    #[must_use]
    pub fn claim(&self, which: ClaimRef) -> Option<(&CoderClaims, &Arc<Claim>)> {
        let coder = self.coders.get(which.coder as usize)?;
        Some((coder, coder.claims.get(&which.claim)?))
    }
}

impl At {
    /// The claim it is in, if it is in one.
    #[must_use]
    pub fn claim(self) -> Option<ClaimRef> {
        match self {
            Self::Text | Self::Headline | Self::Caption(_) => None,
            Self::Note(claim) | Self::Field(claim, _) | Self::Claim(claim) => Some(claim),
        }
    }
}

impl Found {
    /// The claims the hits are in or belong to, each with its coder.
    pub fn touched(&self) -> impl Iterator<Item = (&CoderClaims, &Arc<Claim>)> {
        self.claims.iter().filter_map(|which| self.story.claim(*which))
    }
}

/// Where a hit comes among those of its story: the headline first, captions at their pictures, and
/// what was found in a claim where the claim is.
pub(super) fn place(story: &Shelved, hit: &Hit) -> (BytePos, u8, Option<ClaimId>, u32, BytePos) {
    let claim = hit.at.claim().and_then(|which| story.claim(which)).map(|(_, claim)| claim);
    let at_claim = || claim.map(|claim| claim.place(&story.story)).unwrap_or_default();
    let (at, rank, number) = match hit.at {
        At::Headline => (BytePos(0), 0, 0),
        At::Text => (hit.range.start, 1, 0),
        At::Caption(number) => {
            let picture = story.story.pictures.get(number as usize);
            (picture.map(|picture| picture.at).unwrap_or_default(), 2, number)
        }
        At::Claim(_) => (at_claim(), 3, 0),
        At::Field(_, number) => (at_claim(), 4, number),
        At::Note(_) => (at_claim(), 5, 0),
    };
    (at, rank, claim.map(|claim| claim.id), number, hit.range.start)
}
