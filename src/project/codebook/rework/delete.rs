//! What leaves the code book; claims keep it.

use super::super::{Plan, kind_mut};
use super::ReworkError;
use super::known::{adopt, changed, codes, known_code, known_field, known_kind};
use crate::claims::{Claim, CodeBook, CodeId, CoderId, FieldId, KindId, LinkId};
use crate::project::Project;

/// What taking a kind away would do.
pub(super) fn kind(project: &Project, coder: &CoderId, id: &KindId) -> Result<Plan, ReworkError> {
    let book = &*project.codebook;
    known_kind(book, id)?;
    let names = |claim: &Claim| claim.kind.as_ref() == Some(id);
    let less = without(book, |book| book.kinds.retain(|kind| kind.id != *id));
    Ok(Plan::make(project, coder, names, |_| (), less))
}

/// What taking a field away would do.
pub(super) fn field(
    project: &Project,
    coder: &CoderId,
    kind: &KindId,
    id: &FieldId,
) -> Result<Plan, ReworkError> {
    let book = &*project.codebook;
    known_field(known_kind(book, kind)?, id)?;
    let names = |claim: &Claim| claim.kind.as_ref() == Some(kind) && claim.fields.contains_key(id);
    let less = without(book, |book| {
        if let Some(kind) = kind_mut(book, kind) {
            kind.fields.retain(|field| field.id != *id);
        }
    });
    Ok(Plan::make(project, coder, names, |_| (), less))
}

/// What taking a code away would do.
pub(super) fn code(
    project: &Project,
    coder: &CoderId,
    kind: &KindId,
    field: &FieldId,
    id: &CodeId,
) -> Result<Plan, ReworkError> {
    let book = &*project.codebook;
    known_code(known_field(known_kind(book, kind)?, field)?, id)?;
    Ok(Plan::make(
        project,
        coder,
        |claim| codes(claim, kind, field, id),
        |_| (),
        |_| {
            changed(book, kind, field, |list| {
                let above = list.iter().find(|code| code.id == *id).and_then(|code| code.under.clone());
                adopt(list, id, above.as_ref());
                list.retain(|code| code.id != *id);
            })
        },
    ))
}

/// What taking a way of linking away would do.
pub(super) fn link(project: &Project, coder: &CoderId, id: &LinkId) -> Result<Plan, ReworkError> {
    let book = &*project.codebook;
    book.link(id).ok_or_else(|| ReworkError::Gone(format!("link {id}")))?;
    let names = |claim: &Claim| claim.links.iter().any(|link| link.how == *id);
    let less = without(book, |book| book.links.retain(|link| link.id != *id));
    Ok(Plan::make(project, coder, names, |_| (), less))
}

/// The code book once `take` has taken something out, whether or not claims still name that.
fn without(book: &CodeBook, take: impl Fn(&mut CodeBook)) -> impl Fn(bool) -> CodeBook {
    move |_| {
        let mut book = book.clone();
        take(&mut book);
        book
    }
}
