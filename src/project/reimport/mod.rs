//! A story imported again, from a better source or read in another encoding, with the coding carried
//! over.
//!
//! As with a [`Correction`](super::Correction), only the passages of the coder at work are moved; those
//! of the others wait until their own program opens the story.

mod pictures;

pub use pictures::PictureFates;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::correction::Carrier;
use super::origin::{by_hand, how, relocated};
use super::{Edit, StoryWork};
use crate::claims::anchors::{Anchored, Method, Outcome};
use crate::claims::{Claim, ClaimId, CoderId, Passage};
use crate::story::{Role, Story, StoryId, StoryText, TextRange};

/// What a new source would make of a story and of a coder's claims on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reimport {
    /// The story as it would be.
    pub story: Story,
    /// Its text.
    pub text: StoryText,
    /// The coder's passages that stand in the text as it is: those that need a decision first, then
    /// those that are placed though not all about them is the same, then the others.
    pub moves: Vec<Move>,
    /// What becomes of the pictures.
    pub pictures: PictureFates,
}

/// A passage and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Whose it is.
    pub claim: ClaimId,
    /// The passage as it is.
    pub passage: Passage,
    /// Where its words seem to be in the new text.
    pub found: Anchored,
    /// Where it goes; `None` if it is left, to be reviewed later.
    pub to: Option<TextRange>,
}

impl Reimport {
    /// Works out what becomes of `work` if `story` with its `text` is imported in its place. What the
    /// new source does not say of the story stays as it was said before. `None` if nothing would
    /// change.
    #[must_use]
    pub fn of(work: &StoryWork, coder: &CoderId, story: Story, text: StoryText) -> Option<Self> {
        let carrier = Carrier::new(&work.text, &text);
        let mut story = told(&work.story, story);
        let (pictures, fates) = pictures::merged(work, &story, &text, &carrier);
        story.pictures = pictures;
        if story == *work.story && text == work.text {
            return None;
        }
        let mut moves = Vec::new();
        for claim in work.work_of(coder).into_iter().flat_map(|own| own.in_order(&work.story)) {
            // Parked passages too; the claim itself is not changed.
            Claim::clone(&claim).each_passage(|passage| {
                if passage.stands_in(&work.text) {
                    let found = match carrier.same(passage.range) {
                        Some(range) => Anchored {
                            outcome: Outcome::Placed,
                            range: Some(range),
                            method: Method::Same,
                            score: 100,
                        },
                        None => carrier.find(passage),
                    };
                    let to = found.range.filter(|_| found.outcome == Outcome::Placed);
                    moves.push(Move { claim: claim.id, passage: passage.clone(), found, to });
                }
            });
        }
        moves.sort_by_key(Move::urgency);
        Some(Self { story, text, moves, pictures: fates })
    }

    /// How many passages are found how.
    #[must_use]
    pub fn carried(&self) -> super::Carried {
        let count = |outcome, kept| {
            let fits = |one: &&Move| one.found.outcome == outcome && one.is_kept() == kept;
            self.moves.iter().filter(fits).count()
        };
        super::Carried {
            kept: count(Outcome::Placed, true),
            placed: count(Outcome::Placed, false),
            review: count(Outcome::Review, false),
            orphans: count(Outcome::Orphan, false),
        }
    }

    /// The edit that makes it so, as one step. `work` must be what this was worked out for.
    #[must_use]
    pub fn into_edit(self, (id, work): (&StoryId, &StoryWork), coder: &CoderId) -> Edit {
        let Self { story, text, moves, .. } = self;
        let mut by_claim: BTreeMap<ClaimId, Vec<Move>> = BTreeMap::new();
        for one in moves.into_iter().filter(|one| one.to.is_some()) {
            by_claim.entry(one.claim).or_default().push(one);
        }
        let texts = (work.text.hash(), text.hash());
        let mut edits = Vec::new();
        for (claim, moves) in by_claim {
            let Some(was) = work.claim(coder, claim) else { continue };
            let mut is = Claim::clone(was);
            is.each_passage(|passage| {
                let Some(one) = moves.iter().find(|one| one.passage == *passage) else { return };
                let Some(range) = one.to else { return };
                let Some(to) = Passage::of(&text, range) else { return };
                let same = one.is_kept() && range == passage.range;
                *passage = if same {
                    to.from_origin(passage.origin().cloned())
                } else {
                    let how = if one.found.range == Some(range) { how(one.found) } else { by_hand() };
                    relocated(passage, texts, to, how)
                };
            });
            if is != **was {
                edits.push(Edit::put(id.clone(), coder.clone(), is));
            }
        }
        let (id, story) = (id.clone(), Arc::new(story));
        let first =
            if text == work.text { Edit::Story { id, to: story } } else { Edit::Text { id, story, text } };
        edits.insert(0, first);
        Edit::Batch(edits)
    }
}

impl Move {
    /// Whether its words and all around them are the same.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.found.method == Method::Same
    }

    fn urgency(&self) -> u8 {
        match self.found.outcome {
            Outcome::Review => 0,
            Outcome::Orphan => 1,
            Outcome::Placed if !self.is_kept() => 2,
            Outcome::Placed => 3,
        }
    }
}

/// The new story, with what only the old one says.
fn told(old: &Story, new: Story) -> Story {
    let titled = new.blocks.iter().any(|block| block.role == Role::Headline);
    Story {
        // Else a file's name stands for it.
        headline: if titled { new.headline } else { old.headline.clone() },
        outlet: new.outlet.or_else(|| old.outlet.clone()),
        authors: if new.authors.is_empty() { old.authors.clone() } else { new.authors },
        date: new.date.or(old.date),
        language: new.language.or_else(|| old.language.clone()),
        url: new.url.or_else(|| old.url.clone()),
        ..new
    }
}
