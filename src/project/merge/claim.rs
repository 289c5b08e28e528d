use std::collections::BTreeSet;
use thin_vec::ThinVec;

use super::set::set;
use super::{Sides, passages};
use crate::claims::{Claim, Clash, FieldId, Fields, Value};

/// Merges one claim; `None` where it is not there. What clashes is kept in the claim.
#[must_use]
pub fn claim(base: Option<&Claim>, ours: Option<&Claim>, theirs: Option<&Claim>) -> Option<Claim> {
    let known = base.is_some_and(|base| base.clashes.contains(&Clash::Deleted));
    Sides { base, ours, theirs }.record(both, |mut changed| {
        // Where the base told of a deletion already, this side has seen that and decided.
        if !known {
            changed.add_clash(Clash::Deleted);
        }
        changed
    })
}

fn both(base: Option<&Claim>, ours: &Claim, theirs: &Claim) -> Claim {
    debug_assert_eq!(ours.id, theirs.id, "only versions of one claim can be merged");
    let earlier = ours.made.min(theirs.made);
    let made = base.map_or(earlier, |base| match (ours.made == base.made, theirs.made == base.made) {
        (true, _) => theirs.made,
        (_, true) => ours.made,
        _ => earlier,
    });
    // Of a claim that both sides made, everything is new.
    let nothing = Claim {
        id: ours.id,
        kind: None,
        passages: Vec::new(),
        regions: ThinVec::new(),
        fields: Fields::default(),
        parked: Fields::default(),
        note: String::new(),
        links: ThinVec::new(),
        clashes: ThinVec::new(),
        made,
    };
    let sides = Sides { base: base.unwrap_or(&nothing), ours, theirs };
    let mut clashes = standing(sides);
    let (kind, other) = sides.map(|claim| claim.kind.as_ref()).pick();
    clashes.extend(other.map(|kind| Clash::Kind(kind.cloned())));
    let fields = fields(sides.map(|claim| &claim.fields), Clash::Field, &mut clashes);
    let parked = fields_of(sides, &mut clashes);
    let (note, other) = sides.map(|claim| claim.note.as_str()).pick();
    clashes.extend(other.map(|note| Clash::Note(note.to_owned())));
    Claim {
        id: ours.id,
        kind: kind.cloned(),
        passages: passages::passages(sides.map(|claim| claim.passages.as_slice())),
        regions: set(sides.map(|claim| claim.regions.as_slice())),
        fields,
        parked,
        note: note.to_owned(),
        links: set(sides.map(|claim| claim.links.as_slice())),
        clashes: clashes.into_iter().collect(),
        made,
    }
}

fn fields_of(sides: Sides<&Claim>, clashes: &mut BTreeSet<Clash>) -> Fields {
    fields(sides.map(|claim| &claim.parked), Clash::Parked, clashes)
}

/// The clashes of earlier merges that still stand. One that a side has settled is gone, unless the
/// other side did not, and changed the very thing it is about.
fn standing(sides: Sides<&Claim>) -> BTreeSet<Clash> {
    let has = |claim: &Claim, clash: &Clash| claim.clashes.contains(clash);
    let lively = |claim: &Claim, clash: &Clash| has(claim, clash) && !clash.same_in(claim, sides.base);
    let stands = |clash: &&Clash| {
        let (ours, theirs) = (sides.ours, sides.theirs);
        !has(sides.base, clash)
            || (has(ours, clash) && has(theirs, clash))
            || lively(ours, clash)
            || lively(theirs, clash)
    };
    sides.ours.clashes.iter().chain(&sides.theirs.clashes).filter(stands).cloned().collect()
}

/// Merges values field by field.
fn fields(
    sides: Sides<&Fields>,
    clash: impl Fn(FieldId, Option<Value>) -> Clash,
    clashes: &mut BTreeSet<Clash>,
) -> Fields {
    let ids: BTreeSet<&FieldId> = sides.ours.keys().chain(sides.theirs.keys()).collect();
    let mut merged = Fields::default();
    for id in ids {
        let (kept, other) = sides.map(|fields| fields.get(id)).pick();
        // A cue that both sides carried over to the same place is no clash.
        if let (Some(Value::Passage(one)), Some(Some(Value::Passage(other)))) = (kept, other)
            && let Some(better) = passages::better(one, other)
        {
            merged.insert(id.clone(), Value::Passage(Box::new(better.clone())));
            continue;
        }
        merged.extend(kept.map(|value| (id.clone(), value.clone())));
        clashes.extend(other.map(|value| clash(id.clone(), value.cloned())));
    }
    merged
}
