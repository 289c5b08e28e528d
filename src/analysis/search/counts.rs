//! What the claims at the hits are.

use std::collections::{BTreeMap, BTreeSet};

use super::shelved::Names;
use super::sift::Found;
use super::words;
use crate::claims::{ActorId, CodeId, FieldId, KindId};

/// How much was found, and what the claims are that the hits are in. Each claim counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The hits.
    pub hits: usize,
    /// The stories with hits.
    pub stories: usize,
    /// The claims that hits are in or belong to.
    pub claims: usize,
    /// The hits in the text that no claim has a passage at.
    pub uncoded: usize,
    /// The claims of each kind.
    pub kinds: BTreeMap<Option<KindId>, usize>,
    /// The claims that name each actor.
    pub actors: BTreeMap<ActorId, usize>,
    /// The claims with each code, for every field of choice.
    pub values: BTreeMap<FieldId, BTreeMap<CodeId, usize>>,
}

impl Counts {
    /// Takes in what was found in one more story. An actor that was merged away counts as the one it
    /// became.
    pub fn add(&mut self, found: &Found, names: &Names) {
        self.hits += found.hits.len();
        self.stories += 1;
        self.claims += found.claims.len();
        self.uncoded += found.uncoded;
        for (_, claim) in found.touched() {
            *self.kinds.entry(claim.kind.clone()).or_default() += 1;
            let actors = claim.fields.values().filter_map(|value| words::actor(value, names));
            let actors: BTreeSet<&ActorId> = actors.collect();
            for actor in actors {
                *self.actors.entry(actor.clone()).or_default() += 1;
            }
            for (field, value) in &claim.fields {
                for code in words::codes(value) {
                    *self.values.entry(field.clone()).or_default().entry(code.clone()).or_default() += 1;
                }
            }
        }
    }
}
