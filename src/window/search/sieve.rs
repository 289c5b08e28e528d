//! What a search lets the other panels show.

use std::collections::BTreeSet;

use super::results::Results;
use crate::claims::ClaimId;
use crate::story::StoryId;

/// The stories and claims with hits. While one is on, the list of stories and the claims show no
/// others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sieve {
    /// What it is called: the lens, or what was sought.
    pub name: String,
    /// The stories with hits.
    pub stories: BTreeSet<StoryId>,
    /// The claims that hits are in or belong to.
    pub claims: BTreeSet<ClaimId>,
}

impl Sieve {
    pub(super) fn of(name: &str, results: &Results) -> Self {
        let found = results.found();
        Self {
            name: name.to_owned(),
            stories: found.iter().map(|found| found.story.id.clone()).collect(),
            claims: found.iter().flat_map(|found| found.touched().map(|(_, claim)| claim.id)).collect(),
        }
    }
}
