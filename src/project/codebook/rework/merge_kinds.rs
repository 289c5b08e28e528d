//! One kind of two.

use super::super::Plan;
use super::super::convert::converted;
use super::ReworkError;
use super::known::{different, joined, known_kind};
use crate::claims::{Claim, CoderId, Kind, KindId};
use crate::project::Project;

/// What making claims of one kind claims of another would do.
pub(super) fn plan(
    project: &Project,
    coder: &CoderId,
    from: &KindId,
    into: &KindId,
) -> Result<Plan, ReworkError> {
    let book = &*project.codebook;
    let (old, new) = (known_kind(book, from)?, known_kind(book, into)?);
    different(from, into)?;
    let target = with_codes_of(new, old);
    let (one, joined) = (old.clone(), target.clone());
    let rewrite = move |claim: &mut Claim| rekind(claim, &one, &joined, project);
    Ok(Plan::make(
        project,
        coder,
        |claim| claim.kind.as_ref() == Some(from),
        rewrite,
        |still| {
            let mut book = book.clone();
            book.kinds.iter_mut().filter(|kind| kind.id == *into).for_each(|kind| *kind = target.clone());
            // A colleague's claims still name it: it goes out of use instead of away.
            book.kinds.retain(|kind| still || kind.id != *from);
            book.kinds.iter_mut().filter(|kind| kind.id == *from).for_each(retire);
            book
        },
    ))
}

fn retire(kind: &mut Kind) {
    kind.retired = true;
    kind.key = None;
}

fn with_codes_of(kind: &Kind, other: &Kind) -> Kind {
    let mut kind = kind.clone();
    for field in &mut kind.fields {
        if let Some(same) = other.field(&field.id) {
            field.holds = joined(&field.holds, &same.holds);
        }
    }
    kind
}

/// Makes a claim one of another kind, with its values converted where they fit.
pub(in super::super) fn rekind(claim: &mut Claim, from: &Kind, into: &Kind, project: &Project) {
    claim.kind = Some(into.id.clone());
    for (id, value) in std::mem::take(&mut claim.fields) {
        let fitting = into.field(&id).and_then(|to| match from.field(&id) {
            Some(field) => converted(&value, field, &to.holds, &project.actors),
            None => to.takes(&value).then(|| value.clone()),
        });
        match fitting {
            Some(value) => drop(claim.fields.insert(id, value)),
            None => claim.park(&id, value),
        }
    }
    for field in &into.fields {
        if !claim.fields.contains_key(&field.id)
            && let Some(value) = claim.unpark(&field.id, |value| field.takes(value))
        {
            claim.fields.insert(field.id.clone(), value);
        }
    }
}
