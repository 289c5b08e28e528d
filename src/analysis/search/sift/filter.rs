//! Which stories and claims a filter lets through.

use std::collections::BTreeSet;

use crate::analysis::search::query::Filter;
use crate::analysis::search::shelved::{CoderClaims, Shelved};
use crate::analysis::search::words;
use crate::claims::{Claim, CodeId, FieldId};
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

    /// Whether a claim passes.
    pub(super) fn lets_claim(&self, coder: &CoderClaims, claim: &Claim) -> bool {
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
