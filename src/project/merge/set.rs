use std::collections::BTreeSet;

use super::Sides;

/// Merges sets by what each side added and took away, sorted where both sides did.
pub(super) fn set<T: Clone + Ord, C: FromIterator<T>>(sides: Sides<&[T]>) -> C {
    let Sides { base, ours, theirs } = sides;
    if ours == theirs || theirs == base {
        return ours.iter().cloned().collect();
    }
    if ours == base {
        return theirs.iter().cloned().collect();
    }
    let stays = |item: &&T| !base.contains(item) || (ours.contains(item) && theirs.contains(item));
    let merged: BTreeSet<&T> = ours.iter().chain(theirs).filter(stays).collect();
    merged.into_iter().cloned().collect()
}
