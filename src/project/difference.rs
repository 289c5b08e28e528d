use std::collections::BTreeSet;
use std::sync::Arc;

use super::{CoderWork, Edit, Status};
use crate::claims::{Claim, ClaimId, CoderId};
use crate::story::StoryId;

/// What would become of a coder's work on a story if it were again as it was then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Each claim that differs, in the order of the ids.
    pub claims: Vec<Fate>,
    /// The status it would get, if another.
    pub status: Option<Status>,
}

/// What would become of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It would come back.
    Back(Arc<Claim>),
    /// It would go.
    Gone(Arc<Claim>),
    /// It would be another.
    Other {
        /// What it is.
        now: Arc<Claim>,
        /// What it would be.
        then: Arc<Claim>,
    },
}

/// How many claims differ, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// So many would come back.
    pub back: usize,
    /// So many would go.
    pub gone: usize,
    /// So many would be others.
    pub changed: usize,
}

impl Difference {
    /// The way from `now` to `then`.
    #[must_use]
    pub fn between(now: &CoderWork, then: &CoderWork) -> Self {
        let ids: BTreeSet<&ClaimId> = now.claims.keys().chain(then.claims.keys()).collect();
        let change = |id: &ClaimId| match (now.claims.get(id), then.claims.get(id)) {
            (None, Some(then)) => Some(Fate::Back(then.clone())),
            (Some(now), None) => Some(Fate::Gone(now.clone())),
            (Some(now), Some(then)) if now != then => {
                Some(Fate::Other { now: now.clone(), then: then.clone() })
            }
            _ => None,
        };
        let status = (now.status != then.status).then_some(then.status);
        Self { claims: ids.into_iter().filter_map(change).collect(), status }
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.status.is_none()
    }

    /// How many claims differ, and how.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for change in &self.claims {
            match change {
                Fate::Back(_) => tally.back += 1,
                Fate::Gone(_) => tally.gone += 1,
                Fate::Other { .. } => tally.changed += 1,
            }
        }
        tally
    }

    /// The edit that goes this way, as one step.
    #[must_use]
    pub fn into_edit(self, story: &StoryId, coder: &CoderId) -> Edit {
        let to = |change: Fate| {
            let (id, to) = match change {
                Fate::Back(then) | Fate::Other { then, .. } => (then.id, Some(then)),
                Fate::Gone(now) => (now.id, None),
            };
            Edit::Claim { story: story.clone(), coder: coder.clone(), id, to }
        };
        let status = |to| Edit::Status { story: story.clone(), coder: coder.clone(), to };
        let status = self.status.map(status);
        Edit::Batch(self.claims.into_iter().map(to).chain(status).collect())
    }
}

impl Fate {
    /// The claim: as it would be, or as it is if it would go.
    #[must_use]
    pub fn claim(&self) -> &Arc<Claim> {
        match self {
            Self::Back(claim) | Self::Gone(claim) | Self::Other { then: claim, .. } => claim,
        }
    }

    /// For a claim that would be another: which of its parts would.
    #[must_use]
    pub fn parts(&self) -> Vec<&'static str> {
        let Self::Other { now, then } = self else { return Vec::new() };
        let differ = [
            (now.kind != then.kind, "kind"),
            (now.passages != then.passages, "passages"),
            (now.regions != then.regions, "regions"),
            (now.fields != then.fields || now.parked != then.parked, "fields"),
            (now.note != then.note, "note"),
            (now.links != then.links, "links"),
            (now.clashes != then.clashes, "clashes"),
        ];
        differ.iter().filter(|(differs, _)| *differs).map(|(_, part)| *part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::{Claim, Link};

    #[test]
    fn links_that_would_be_others_are_told_too() {
        let now = Arc::new(Claim::new(None));
        let mut then = Claim::clone(&now);
        then.links.push(Link { how: "supports".into(), to: ClaimId(7) });
        let fate = Fate::Other { now, then: Arc::new(then) };
        assert_eq!(fate.parts(), ["links"]);
    }
}
