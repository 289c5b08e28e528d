use std::collections::{BTreeMap, BTreeSet};

use super::Sides;

/// Merges lists whose entries have names: each by itself with `merge`, and then their order.
///
/// Where both sides changed the order, one of them leads, chosen from the two alone; the entries
/// only the other has come behind the ones they follow there.
pub(super) fn list<T: Clone, K: Clone + Ord>(
    sides: Sides<&[T]>,
    name: impl Fn(&T) -> K,
    mut merge: impl FnMut(&K, Sides<Option<&T>>) -> Option<T>,
) -> Vec<T> {
    let keys = sides.map(|list| keys(list, &name));
    let find = |keys: &[Key<K>], list: &'_ [T], key: &Key<K>| {
        keys.iter().position(|known| known == key).and_then(|at| list.get(at)).cloned()
    };
    let all: BTreeSet<&Key<K>> = keys.ours.iter().chain(&keys.theirs).collect();
    let mut merged = BTreeMap::new();
    for key in all {
        let base = find(&keys.base, sides.base, key);
        let ours = find(&keys.ours, sides.ours, key);
        let theirs = find(&keys.theirs, sides.theirs, key);
        let three = Sides { base: base.as_ref(), ours: ours.as_ref(), theirs: theirs.as_ref() };
        merged.extend(merge(&key.0, three).map(|entry| (key.clone(), entry)));
    }
    let left = |keys: &[Key<K>]| -> Vec<Key<K>> {
        keys.iter().filter(|key| merged.contains_key(key)).cloned().collect()
    };
    let order = order(&left(&keys.base), left(&keys.ours), left(&keys.theirs));
    order.iter().filter_map(|key| merged.remove(key)).collect()
}

/// An entry's name and how many of that name stand before it: usually none, but no entry of a
/// list that has one name twice may be lost.
type Key<K> = (K, usize);

fn keys<T, K: Clone + Ord>(list: &[T], name: impl Fn(&T) -> K) -> Vec<Key<K>> {
    let mut seen = BTreeMap::new();
    list.iter()
        .map(|entry| {
            let name = name(entry);
            let count = seen.entry(name.clone()).or_insert(0);
            *count += 1;
            (name, *count)
        })
        .collect()
}

/// The order of what is left of three lists.
fn order<K: Clone + Ord>(base: &[K], ours: Vec<K>, theirs: Vec<K>) -> Vec<K> {
    let common = |one: &[K], other: &[K]| -> Vec<K> {
        one.iter().filter(|key| other.contains(key)).cloned().collect()
    };
    let kept = |side: &[K]| common(base, side) == side;
    let ours_leads = match (kept(&ours), kept(&theirs)) {
        (true, false) => false,
        (false, true) => true,
        _ => (common(&ours, &theirs), &ours) >= (common(&theirs, &ours), &theirs),
    };
    let (mut merged, follower) = if ours_leads { (ours, theirs) } else { (theirs, ours) };
    let mut before: Option<&K> = None;
    for key in &follower {
        if !merged.contains(key) {
            let after = before.and_then(|before| merged.iter().position(|known| known == before));
            merged.insert(after.map_or(0, |at| at + 1), key.clone());
        }
        before = Some(key);
    }
    merged
}
