//! What several panels need to know of the open story, worked out once a change.

use std::collections::HashMap;
use std::sync::Arc;

use crate::claims::{Claim, ClaimId, CoderId, MarkIndex, Passage};
use crate::project::{Links, Session, StoryWork};
use crate::story::StoryId;

/// The open story's claims in reading order, and where they are marked.
#[derive(Clone, Debug)]
pub struct Digest {
    key: (u64, StoryId, CoderId),
    /// The coder's claims in reading order.
    pub claims: Vec<Arc<Claim>>,
    /// Where they stand in the text.
    pub marks: MarkIndex,
    numbers: HashMap<ClaimId, usize>,
    /// Which claims of the whole project are linked.
    pub links: Links,
}

impl Digest {
    /// Keeps `slot` true to the session's open story; does nothing while nothing changed.
    pub fn refresh(slot: &mut Option<Self>, session: &Session, story: Option<&StoryId>) {
        let Some((id, work)) = story.and_then(|id| Some((id, session.project().story(id)?))) else {
            *slot = None;
            return;
        };
        let key = (session.revision(), id.clone(), session.coder().clone());
        if slot.as_ref().is_none_or(|digest| digest.key != key) {
            // What is known of other stories stays.
            let mut links = slot.take().map(|old| old.links).unwrap_or_default();
            links.refresh(session.project());
            *slot = Some(Self::new(work, key, links));
        }
    }

    fn new(work: &StoryWork, key: (u64, StoryId, CoderId), links: Links) -> Self {
        let claims = work.work_of(&key.2).map(|own| own.in_order(&work.story)).unwrap_or_default();
        let stands = |passage: &Passage| passage.stands_in(&work.text);
        let marks = MarkIndex::new(claims.iter().map(AsRef::as_ref), &work.story.blocks, stands);
        let numbers = claims.iter().enumerate().map(|(n, claim)| (claim.id, n)).collect();
        Self { key, claims, marks, numbers, links }
    }

    /// The claim called `id`.
    #[must_use]
    pub fn claim(&self, id: ClaimId) -> Option<&Arc<Claim>> {
        self.claims.get(*self.numbers.get(&id)?)
    }

    /// The claim's number in reading order, from 1.
    #[must_use]
    pub fn number(&self, id: ClaimId) -> Option<usize> {
        self.numbers.get(&id).map(|n| n + 1)
    }
}
