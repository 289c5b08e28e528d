//! What a change names, found in the code book or not.

use super::super::{codes_mut, field_mut};
use super::ReworkError;
use crate::claims::{Claim, Code, CodeBook, CodeId, Field, FieldId, FieldType, Kind, KindId, Value};

pub(super) fn known_kind<'a>(book: &'a CodeBook, id: &KindId) -> Result<&'a Kind, ReworkError> {
    book.kind(id).ok_or_else(|| ReworkError::Gone(format!("kind {id}")))
}

pub(super) fn known_field<'a>(kind: &'a Kind, id: &FieldId) -> Result<&'a Field, ReworkError> {
    kind.field(id).ok_or_else(|| ReworkError::Gone(format!("field {id}")))
}

pub(super) fn known_code<'a>(field: &'a Field, id: &CodeId) -> Result<&'a Code, ReworkError> {
    let code = field.codes().iter().find(|code| code.id == *id);
    code.ok_or_else(|| ReworkError::Gone(format!("code {id}")))
}

pub(super) fn different<T: PartialEq>(one: &T, other: &T) -> Result<(), ReworkError> {
    if one == other { Err(ReworkError::Itself) } else { Ok(()) }
}

/// Whether a claim of this kind has the code in this field, put aside or not.
pub(in super::super) fn codes(claim: &Claim, kind: &KindId, field: &FieldId, code: &CodeId) -> bool {
    claim.kind.as_ref() == Some(kind)
        && [&claim.fields, &claim.parked].into_iter().filter_map(|fields| fields.get(field)).any(|value| {
            match value {
                Value::Choice(one) => one == code,
                Value::Choices(some) => some.contains(code),
                _ => false,
            }
        })
}

/// The code book with the codes of one field changed.
pub(super) fn changed(
    book: &CodeBook,
    kind: &KindId,
    field: &FieldId,
    change: impl FnOnce(&mut Vec<Code>),
) -> CodeBook {
    let mut book = book.clone();
    if let Some(codes) = field_mut(&mut book, kind, field).and_then(codes_mut) {
        change(codes);
    }
    book
}

/// Has what stands under `id` stand under `above`.
pub(super) fn adopt(codes: &mut [Code], id: &CodeId, above: Option<&CodeId>) {
    for code in codes.iter_mut().filter(|code| code.under.as_ref() == Some(id)) {
        code.under = above.filter(|above| **above != code.id).cloned();
    }
}

/// A choice with the codes of both.
pub(in super::super) fn joined(holds: &FieldType, other: &FieldType) -> FieldType {
    let (FieldType::Choice(more) | FieldType::Choices(more)) = other else { return holds.clone() };
    let mut joined = holds.clone();
    if let FieldType::Choice(codes) | FieldType::Choices(codes) = &mut joined {
        for code in more {
            if codes.iter().all(|known| known.id != code.id) {
                codes.push(code.clone());
            }
        }
    }
    joined
}
