//! What several panels need to know of the open story, worked out once a change.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::numbers::Numbers;
use super::picture_marks::PictureMarks;
use crate::claims::{Claim, ClaimId, CoderId, MarkIndex, Passage};
use crate::project::{Links, Session, StoryWork};
use crate::story::StoryId;

/// How long a frame may look for links in a project that is not known yet: a large one takes several.
const A_WHILE: Duration = Duration::from_millis(3);

/// The open story's claims in reading order, and where they are marked.
#[derive(Clone, Debug)]
pub struct Digest {
    key: (u64, StoryId, CoderId),
    /// The coder's claims in reading order.
    pub claims: Vec<Arc<Claim>>,
    /// Where they stand in the text.
    pub marks: MarkIndex,
    /// Which of them rest on which picture.
    pub pictures: PictureMarks,
    places: HashMap<ClaimId, usize>,
    numbers: Numbers,
    /// Which claims of the whole project are linked.
    pub links: Links,
}

impl Digest {
    /// Keeps `slot` true to the session's open story; does nothing while nothing changed and
    /// all links are known.
    pub fn refresh(slot: &mut Option<Self>, session: &Session, story: Option<&StoryId>) {
        let Some((id, work)) = story.and_then(|id| Some((id, session.project().story(id)?))) else {
            *slot = None;
            return;
        };
        let key = (session.revision(), id.clone(), session.coder().clone());
        let until = Instant::now() + A_WHILE;
        let enough = || Instant::now() >= until;
        if slot.as_ref().is_none_or(|digest| digest.key != key) {
            // What is known of other stories stays.
            let (mut links, numbers) = slot.take().map(|old| (old.links, old.numbers)).unwrap_or_default();
            links.follow(session.project(), enough);
            *slot = Some(Self::new(work, key, links, numbers));
        } else if let Some(digest) = slot.as_mut().filter(|digest| !digest.links.is_settled()) {
            digest.links.follow(session.project(), enough);
        }
    }

    fn new(work: &StoryWork, key: (u64, StoryId, CoderId), links: Links, mut numbers: Numbers) -> Self {
        let claims = work.work_of(&key.2).map(|own| own.in_order(&work.story)).unwrap_or_default();
        let stands = |passage: &Passage| passage.stands_in(&work.text);
        let marks = MarkIndex::new(claims.iter().map(AsRef::as_ref), &work.story.blocks, stands);
        let places = claims.iter().enumerate().map(|(n, claim)| (claim.id, n)).collect();
        let pictures = PictureMarks::of(&claims);
        numbers.give(&key.1, &key.2, &claims);
        Self { key, claims, marks, pictures, places, numbers, links }
    }

    /// The claim called `id`.
    #[must_use]
    pub fn claim(&self, id: ClaimId) -> Option<&Arc<Claim>> {
        self.claims.get(*self.places.get(&id)?)
    }

    /// The claim's place in reading order, from 1.
    #[must_use]
    pub fn number(&self, id: ClaimId) -> Option<usize> {
        self.places.get(&id).map(|n| n + 1)
    }

    /// The number that stands on the claim's card and on its regions; it stays the same while others
    /// are made and deleted.
    #[must_use]
    pub fn tag(&self, id: ClaimId) -> Option<u32> {
        self.numbers.of(&self.key.1, &self.key.2, id)
    }
}
