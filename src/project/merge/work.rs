use std::sync::Arc;

use super::{Keep, Merged, Notes, Sides, claim};
use crate::claims::Claim;
use crate::project::{Claims, CoderWork, Status};

/// Merges a coder's work on a story. Claims that clash keep that themselves; only a clash of the
/// status is noted.
#[must_use]
pub fn work(base: &CoderWork, ours: &CoderWork, theirs: &CoderWork) -> Merged<CoderWork> {
    let Merged { value: status, clashes } = status(base.status, ours.status, theirs.status);
    let claims = claims(&base.claims, &ours.claims, &theirs.claims);
    Merged { value: CoderWork { status, claims }, clashes }
}

/// Merges a status: the one that is further on is kept.
#[must_use]
pub fn status(base: Status, ours: Status, theirs: Status) -> Merged<Status> {
    keeping(Keep::Greater, Sides { base, ours, theirs })
}

/// As [`status`], where it is said what is kept.
pub(super) fn keeping(keep: Keep, sides: Sides<Status>) -> Merged<Status> {
    let mut notes = Notes::from(keep);
    let kept = notes.pick("the status", sides, |status| format!("\u{201c}{}\u{201d}", status.name()));
    notes.with(kept)
}

/// Merges claim by claim. Nothing is cloned but what both sides changed.
fn claims(base: &Claims, ours: &Claims, theirs: &Claims) -> Claims {
    let mut merged = ours.clone();
    let gone = ours.keys().filter(|id| !theirs.contains_key(id));
    for id in theirs.keys().chain(gone) {
        let (base, mine, other) = (base.get(id), ours.get(id), theirs.get(id));
        if same(mine, other) || same(other, base) {
            continue;
        }
        let becomes = if same(mine, base) {
            other.cloned()
        } else {
            claim(base.map(|c| &**c), mine.map(|c| &**c), other.map(|c| &**c)).map(Arc::new)
        };
        match becomes {
            Some(claim) => merged.insert(*id, claim),
            None => merged.remove(id),
        };
    }
    merged
}

/// Whether two claims are the same; those shared in memory are not looked into.
fn same(one: Option<&Arc<Claim>>, other: Option<&Arc<Claim>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one == other,
        (None, None) => true,
        _ => false,
    }
}
