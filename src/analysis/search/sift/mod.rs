//! One story is looked through.

mod filter;
mod found;
mod hits;
mod places;

pub use found::{At, ClaimRef, Found, Hit};
pub use hits::Hits;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use self::filter::Gate;
use self::places::Places;
use super::pattern::{Pattern, QueryError};
use super::query::{Filter, Place, Query};
use super::shelved::{CoderClaims, Names, Shelved};
use super::words;
use crate::claims::Claim;
use crate::story::{BytePos, Caption, Role, TextRange};

/// A query made ready.
#[derive(Clone, Debug)]
pub struct Search {
    query: Query,
    pattern: Option<Pattern>,
}

impl Search {
    pub(super) fn new(query: Query) -> Result<Self, QueryError> {
        Ok(Self { pattern: Pattern::of(&query)?, query })
    }

    /// What was asked for.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What is found in a story; `None` if nothing is, or `stop` was set meanwhile.
    #[must_use]
    pub fn story(&self, story: &Arc<Shelved>, names: &Names, stop: &AtomicBool) -> Option<Found> {
        let filter = &self.query.filter;
        if !filter.lets_story(story) {
            return None;
        }
        let mut sifting = Sifting::new(story, Gate::new(filter, names));
        match &self.pattern {
            Some(pattern) => self.words(pattern, &mut sifting, names, stop),
            None if *filter != Filter::default() => sifting.list_claims(),
            None => {}
        }
        if stop.load(Ordering::Relaxed) { None } else { sifting.found() }
    }

    fn words(&self, pattern: &Pattern, sifting: &mut Sifting<'_>, names: &Names, stop: &AtomicBool) {
        let mut places = Places::of(&self.query.places, &sifting.story.story.blocks);
        let go_on = || !stop.load(Ordering::Relaxed);
        if places.wants_text() {
            pattern.each(sifting.story.text.as_str(), |range| {
                let range = TextRange::from_indices(range.start, range.end);
                if places.wants_at(range.start) {
                    sifting.in_text(range);
                }
                go_on()
            });
        }
        sifting.beside_text(pattern, &places);
        let (notes, fields) = (places.wants(Place::Notes), places.wants(Place::Fields));
        if notes || fields {
            for (which, coder, claim) in claims_of(sifting.story) {
                if go_on() && sifting.gate.lets_claim(coder, claim) {
                    if notes {
                        sifting.in_words(pattern, At::Note(which), &claim.note);
                    }
                    for (number, (field, value)) in (0..).zip(&claim.fields).filter(|_| fields) {
                        let words = words::of(claim, field, value, names);
                        sifting.in_words(pattern, At::Field(which, number), &words);
                    }
                }
            }
        }
    }
}

/// The work on one story.
struct Sifting<'s> {
    story: &'s Arc<Shelved>,
    gate: Gate<'s>,
    /// The hits in the text, in its order, and those beside it.
    text: Vec<TextRange>,
    beside: Vec<Hit>,
    /// The claims at the hits, some of them more than once.
    claims: Vec<ClaimRef>,
    uncoded: usize,
    /// The passages of the claims that pass, by their beginnings, with the furthest end so far; made
    /// when the first hit wants them.
    passages: Option<Vec<(TextRange, BytePos, ClaimRef)>>,
}

impl<'s> Sifting<'s> {
    fn new(story: &'s Arc<Shelved>, gate: Gate<'s>) -> Self {
        let (text, beside, claims) = (Vec::new(), Vec::new(), Vec::new());
        Self { story, gate, text, beside, claims, uncoded: 0, passages: None }
    }

    /// What was found, in as little room as it needs.
    fn found(self) -> Option<Found> {
        let Self { story, text, beside, mut claims, uncoded, .. } = self;
        let hits = Hits::of(story, text, beside);
        claims.sort_unstable();
        claims.dedup();
        (!hits.is_empty()).then(|| Found { story: story.clone(), hits, claims: claims.into(), uncoded })
    }

    /// Takes a hit in the text, if the filter lets it through.
    fn in_text(&mut self, range: TextRange) {
        let (story, gate) = (self.story, &self.gate);
        let passages = self.passages.get_or_insert_with(|| passages(story, gate));
        let end = passages.partition_point(|(passage, ..)| passage.start < range.end);
        let reaching = passages[..end].iter().rev().take_while(|(_, furthest, _)| *furthest > range.start);
        let touched = reaching.filter(|(passage, ..)| passage.overlaps(range)).map(|(.., claim)| *claim);
        let mut any = false;
        self.claims.extend(touched.inspect(|_| any = true));
        if any || !self.gate.is_of_claims() {
            self.uncoded += usize::from(!any);
            self.text.push(range);
        }
    }

    /// Looks through the headline and the captions that do not stand in the text. No claim is on them.
    fn beside_text(&mut self, pattern: &Pattern, places: &Places<'_>) {
        let story = &self.story.story;
        if self.gate.is_of_claims() {
            return;
        }
        let in_text = story.blocks.iter().any(|block| block.role == Role::Headline);
        if places.wants(Place::Headlines) && !in_text {
            self.in_words(pattern, At::Headline, &story.headline);
        }
        for (number, picture) in (0..).zip(&story.pictures).filter(|_| places.wants(Place::Captions)) {
            if let Some(Caption::Apart(caption)) = &picture.caption {
                self.in_words(pattern, At::Caption(number), caption);
            }
        }
    }

    fn in_words(&mut self, pattern: &Pattern, at: At, words: &str) {
        pattern.each(words, |range| {
            self.claims.extend(at.claim());
            self.beside.push(Hit { at, range: TextRange::from_indices(range.start, range.end) });
            true
        });
    }

    fn list_claims(&mut self) {
        for (which, coder, claim) in claims_of(self.story) {
            if self.gate.lets_claim(coder, claim) {
                let range = claim.passages.first().map(|passage| passage.range).unwrap_or_default();
                self.claims.push(which);
                self.beside.push(Hit { at: At::Claim(which), range });
            }
        }
    }
}

/// Every claim of a story, with its coder.
fn claims_of(story: &Shelved) -> impl Iterator<Item = (ClaimRef, &CoderClaims, &Arc<Claim>)> {
    (0..).zip(&story.coders).flat_map(|(number, coder)| {
        coder.claims.iter().map(move |(id, claim)| (ClaimRef { coder: number, claim: *id }, coder, claim))
    })
}

fn passages(story: &Shelved, gate: &Gate<'_>) -> Vec<(TextRange, BytePos, ClaimRef)> {
    let passing = claims_of(story).filter(|(_, coder, claim)| gate.lets_claim(coder, claim));
    let mut passages: Vec<(TextRange, BytePos, ClaimRef)> = passing
        .flat_map(|(which, _, claim)| {
            claim.passages.iter().map(move |passage| (passage.range, passage.range.end, which))
        })
        .collect();
    passages.sort_unstable_by_key(|(range, _, which)| (*range, *which));
    let mut furthest = BytePos::default();
    for (_, end, _) in &mut passages {
        furthest = furthest.max(*end);
        *end = furthest;
    }
    passages
}
