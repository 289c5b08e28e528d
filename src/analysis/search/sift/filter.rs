//! Which stories and claims a filter lets through.

use std::collections::BTreeSet;

use crate::analysis::search::query::Filter;
use crate::analysis::search::shelved::{CoderClaims, Names, Shelved};
use crate::analysis::search::words;
use crate::claims::{ActorId, Claim, CodeId, FieldId};
use crate::project::Status;

impl Filter {
    /// Whether anything of a story may be found.
    pub(super) fn lets_story(&self, story: &Shelved) -> bool {
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
}

/// What a filter asks of claims, with its actors and theirs by the ids they have now.
pub(super) struct Gate<'s> {
    filter: &'s Filter,
    actors: BTreeSet<&'s ActorId>,
    names: &'s Names,
}

impl<'s> Gate<'s> {
    pub(super) fn new(filter: &'s Filter, names: &'s Names) -> Self {
        let actors = filter.actors.iter().map(|actor| names.current(actor)).collect();
        Self { filter, actors, names }
    }

    /// Whether it asks something of claims at all.
    pub(super) fn is_of_claims(&self) -> bool {
        self.filter.is_of_claims()
    }

    /// Whether a claim passes.
    pub(super) fn lets_claim(&self, coder: &CoderClaims, claim: &Claim) -> bool {
        let Filter { coders, kinds, values, .. } = self.filter;
        let named = || claim.fields.values().filter_map(|value| words::actor(value, self.names));
        let has = |(field, codes): (&FieldId, &BTreeSet<CodeId>)| {
            let value = claim.fields.get(field).map(words::codes).unwrap_or_default();
            codes.is_empty() || value.iter().any(|code| codes.contains(code))
        };
        (coders.is_empty() || coders.contains(&coder.coder))
            && (kinds.is_empty() || kinds.contains(&claim.kind))
            && (self.actors.is_empty() || named().any(|actor| self.actors.contains(actor)))
            && values.iter().all(has)
    }
}
