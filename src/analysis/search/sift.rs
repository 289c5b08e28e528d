//! One story is looked through.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::pattern::{Pattern, QueryError};
use super::query::{Filter, Place, Query};
use super::shelved::{CoderClaims, Names, Shelved};
use super::words;
use crate::claims::{Claim, ClaimId, CodeId, FieldId};
use crate::project::Status;
use crate::story::{BytePos, Caption, Role, TextRange};

/// A query made ready.
#[derive(Clone, Debug)]
pub struct Search {
    query: Query,
    pattern: Option<Pattern>,
}

/// What was found in one story.
#[derive(Clone, Debug)]
pub struct Found {
    /// The story as it was searched.
    pub story: Arc<Shelved>,
    /// The hits, in the order of the text.
    pub hits: Vec<Hit>,
    /// The claims that the hits are in or belong to, each once.
    pub claims: BTreeSet<ClaimRef>,
    /// How many hits in the text no claim has a passage at.
    pub uncoded: usize,
}

/// A claim of a [`Shelved`] story: the number of its coder there, and of the claim among theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimRef {
    /// Which of the story's coders.
    pub coder: u32,
    /// Which of the coder's claims.
    pub claim: u32,
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
        Some((coder, coder.claims.get(which.claim as usize)?))
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
        let mut sifting =
            Sifting { story, filter, hits: Vec::new(), claims: BTreeSet::new(), uncoded: 0, passages: None };
        match &self.pattern {
            Some(pattern) => self.words(pattern, &mut sifting, names, stop),
            None if *filter != Filter::default() => sifting.list_claims(),
            None => {}
        }
        let Sifting { mut hits, claims, uncoded, .. } = sifting;
        if hits.is_empty() || stop.load(Ordering::Relaxed) {
            return None;
        }
        hits.sort_by_cached_key(|hit| place(story, hit));
        Some(Found { story: story.clone(), hits, claims, uncoded })
    }

    fn words(&self, pattern: &Pattern, sifting: &mut Sifting<'_>, names: &Names, stop: &AtomicBool) {
        let wants = |place: Place| self.query.places.contains(&place);
        let go_on = || !stop.load(Ordering::Relaxed);
        if [Place::Text, Place::Headlines, Place::Captions, Place::Furniture].into_iter().any(wants) {
            pattern.each(sifting.story.text.as_str(), |range| {
                let range = TextRange::from_indices(range.start, range.end);
                if wants(role_place(sifting.story, range.start)) {
                    sifting.in_text(range);
                }
                go_on()
            });
        }
        sifting.beside_text(pattern, &wants);
        if wants(Place::Notes) || wants(Place::Fields) {
            for (which, coder, claim) in claims_of(sifting.story) {
                if go_on() && sifting.filter.lets_claim(coder, claim) {
                    if wants(Place::Notes) {
                        sifting.in_words(pattern, At::Note(which), &claim.note);
                    }
                    for (number, (field, value)) in (0..).zip(&claim.fields).filter(|_| wants(Place::Fields))
                    {
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
    filter: &'s Filter,
    hits: Vec<Hit>,
    claims: BTreeSet<ClaimRef>,
    uncoded: usize,
    /// The passages of the claims that pass, by their beginnings, with the furthest end so far; made
    /// when the first hit wants them.
    passages: Option<Vec<(TextRange, BytePos, ClaimRef)>>,
}

impl Sifting<'_> {
    /// Takes a hit in the text, if the filter lets it through.
    fn in_text(&mut self, range: TextRange) {
        let (story, filter) = (self.story, self.filter);
        let passages = self.passages.get_or_insert_with(|| passages(story, filter));
        let end = passages.partition_point(|(passage, ..)| passage.start < range.end);
        let reaching = passages[..end].iter().rev().take_while(|(_, furthest, _)| *furthest > range.start);
        let touched = reaching.filter(|(passage, ..)| passage.overlaps(range)).map(|(.., claim)| *claim);
        let mut any = false;
        self.claims.extend(touched.inspect(|_| any = true));
        if any || !self.filter.is_of_claims() {
            self.uncoded += usize::from(!any);
            self.hits.push(Hit { at: At::Text, range });
        }
    }

    /// Looks through the headline and the captions that do not stand in the text. No claim is on them.
    fn beside_text(&mut self, pattern: &Pattern, wants: &impl Fn(Place) -> bool) {
        let story = &self.story.story;
        if self.filter.is_of_claims() {
            return;
        }
        let in_text = story.blocks.iter().any(|block| block.role == Role::Headline);
        if wants(Place::Headlines) && !in_text {
            self.in_words(pattern, At::Headline, &story.headline);
        }
        for (number, picture) in (0..).zip(&story.pictures).filter(|_| wants(Place::Captions)) {
            if let Some(Caption::Apart(caption)) = &picture.caption {
                self.in_words(pattern, At::Caption(number), caption);
            }
        }
    }

    fn in_words(&mut self, pattern: &Pattern, at: At, words: &str) {
        pattern.each(words, |range| {
            self.claims.extend(at.claim());
            self.hits.push(Hit { at, range: TextRange::from_indices(range.start, range.end) });
            true
        });
    }

    fn list_claims(&mut self) {
        for (which, coder, claim) in claims_of(self.story) {
            if self.filter.lets_claim(coder, claim) {
                let range = claim.passages.first().map(|passage| passage.range).unwrap_or_default();
                self.claims.insert(which);
                self.hits.push(Hit { at: At::Claim(which), range });
            }
        }
    }
}

/// Every claim of a story, with its coder.
fn claims_of(story: &Shelved) -> impl Iterator<Item = (ClaimRef, &CoderClaims, &Arc<Claim>)> {
    (0..).zip(&story.coders).flat_map(|(number, coder)| {
        let which = move |claim| ClaimRef { coder: number, claim };
        (0..).zip(&coder.claims).map(move |(claim_number, claim)| (which(claim_number), coder, claim))
    })
}

fn passages(story: &Shelved, filter: &Filter) -> Vec<(TextRange, BytePos, ClaimRef)> {
    let passing = claims_of(story).filter(|(_, coder, claim)| filter.lets_claim(coder, claim));
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

/// Which place a position of the text belongs to.
fn role_place(story: &Shelved, pos: BytePos) -> Place {
    let block = story.story.block_at(pos).and_then(|at| story.story.blocks.get(at));
    match block.filter(|block| block.range.contains(pos)).map(|block| block.role) {
        Some(Role::Headline) => Place::Headlines,
        Some(Role::Caption) => Place::Captions,
        Some(Role::Furniture) => Place::Furniture,
        _ => Place::Text,
    }
}

/// Where a hit comes among those of its story: the headline first, captions at their pictures, and
/// what was found in a claim where the claim is.
fn place(story: &Shelved, hit: &Hit) -> (BytePos, u8, Option<ClaimId>, u32, BytePos) {
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

impl Filter {
    /// Whether anything of a story may be found.
    fn lets_story(&self, story: &Shelved) -> bool {
        let day = story.story.date;
        let asked = |coder: &&CoderClaims| self.coders.is_empty() || self.coders.contains(&coder.coder);
        let status = |wanted: Status| {
            let mut asked = story.coders.iter().filter(asked).peekable();
            match asked.peek() {
                // Nobody has begun.
                None => wanted == Status::default(),
                Some(_) => asked.any(|coder| coder.status == wanted),
            }
        };
        self.from.is_none_or(|from| day.is_some_and(|day| from <= day))
            && self.until.is_none_or(|until| day.is_some_and(|day| day <= until))
            && self.status.is_none_or(status)
    }

    /// Whether a claim passes.
    fn lets_claim(&self, coder: &CoderClaims, claim: &Claim) -> bool {
        let names = || claim.fields.values().filter_map(words::actor);
        let has = |(field, codes): (&FieldId, &BTreeSet<CodeId>)| {
            let value = claim.fields.get(field).map(words::codes).unwrap_or_default();
            codes.is_empty() || value.iter().any(|code| codes.contains(code))
        };
        (self.coders.is_empty() || self.coders.contains(&coder.coder))
            && (self.kinds.is_empty() || self.kinds.contains(&claim.kind))
            && (self.actors.is_empty() || names().any(|actor| self.actors.contains(actor)))
            && self.values.iter().all(has)
    }
}

impl Found {
    /// The claims the hits are in or belong to, each with its coder.
    pub fn touched(&self) -> impl Iterator<Item = (&CoderClaims, &Arc<Claim>)> {
        self.claims.iter().filter_map(|which| self.story.claim(*which))
    }
}
