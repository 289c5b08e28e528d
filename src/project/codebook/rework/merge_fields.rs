//! One field of two.

use super::super::convert::converted;
use super::super::{Plan, field_mut, kind_mut};
use super::ReworkError;
use super::known::{different, joined, known_field, known_kind};
use crate::claims::{Claim, CoderId, Field, FieldId, KindId};
use crate::project::Project;

/// What moving the values of one field into another would do.
pub(super) fn plan(
    project: &Project,
    coder: &CoderId,
    kind: &KindId,
    from: &FieldId,
    into: &FieldId,
) -> Result<Plan, ReworkError> {
    let book = &*project.codebook;
    let owner = known_kind(book, kind)?;
    let (old, new) = (known_field(owner, from)?, known_field(owner, into)?);
    different(from, into)?;
    let target = Field { holds: joined(&new.holds, &old.holds), ..new.clone() };
    let names = |claim: &Claim| claim.kind.as_ref() == Some(kind) && claim.fields.contains_key(from);
    let rewrite = |claim: &mut Claim| {
        let Some(value) = claim.fields.remove(from) else { return };
        let free = !claim.fields.contains_key(into);
        match converted(&value, old, &target.holds, &project.actors).filter(|_| free) {
            Some(value) => drop(claim.fields.insert(into.clone(), value)),
            None if claim.fields.get(into) == Some(&value) => {}
            None => claim.park(from, value),
        }
    };
    Ok(Plan::make(project, coder, names, rewrite, |_| {
        let mut book = book.clone();
        if let Some(field) = field_mut(&mut book, kind, into) {
            *field = target.clone();
        }
        if let Some(kind) = kind_mut(&mut book, kind) {
            kind.fields.retain(|field| field.id != *from);
        }
        book
    }))
}
