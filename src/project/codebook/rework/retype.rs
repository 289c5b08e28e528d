//! A field that holds something else.

use super::super::convert::converted;
use super::super::{Plan, field_mut};
use super::ReworkError;
use super::known::{known_field, known_kind};
use crate::claims::{Claim, CoderId, Field, FieldId, FieldType, KindId};
use crate::project::Project;

/// What another type of a field would do.
pub(super) fn plan(
    project: &Project,
    coder: &CoderId,
    kind: &KindId,
    field: &FieldId,
    to: &FieldType,
) -> Result<Plan, ReworkError> {
    let book = &*project.codebook;
    let old = known_field(known_kind(book, kind)?, field)?;
    let new = Field { holds: to.clone(), ..old.clone() };
    let names = |claim: &Claim| {
        let parked = || claim.parked.iter().any(|(_, value)| new.takes(value));
        claim.kind.as_ref() == Some(kind)
            && (claim.fields.contains_key(field) || (!claim.parked.is_empty() && parked()))
    };
    let rewrite = |claim: &mut Claim| {
        if let Some(value) = claim.fields.remove(field) {
            match converted(&value, old, to, &project.actors) {
                Some(value) => drop(claim.fields.insert(field.clone(), value)),
                None => claim.park(field, value),
            }
        }
        if !claim.fields.contains_key(field)
            && let Some(value) = claim.unpark(field, |value| new.takes(value))
        {
            claim.fields.insert(field.clone(), value);
        }
    };
    Ok(Plan::make(project, coder, names, rewrite, |_| {
        let mut book = book.clone();
        if let Some(field) = field_mut(&mut book, kind, field) {
            field.holds = to.clone();
        }
        book
    }))
}
