//! Changes of the code book that reach into claims.

use thiserror::Error;

use super::convert::converted;
use super::{Plan, codes_mut, field_mut, kind_mut};
use crate::claims::{
    Claim, Code, CodeBook, CodeId, CoderId, Field, FieldId, FieldType, Kind, KindId, LinkId, Value,
};
use crate::project::Project;

/// A change of the code book that reaches into claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rework {
    /// What was of one kind is of another. Values that it has no field for are parked.
    MergeKinds {
        /// The kind that goes.
        from: KindId,
        /// The kind that stays; codes it lacks come along.
        into: KindId,
    },
    /// What one field holds goes into another of the same kind. What does not fit is parked.
    MergeFields {
        /// Whose fields.
        kind: KindId,
        /// The field that goes.
        from: FieldId,
        /// The field that stays.
        into: FieldId,
    },
    /// What was coded one way is coded another.
    MergeCodes {
        /// The kind of the field.
        kind: KindId,
        /// Whose codes.
        field: FieldId,
        /// The code that goes; what stands under it goes under the other.
        from: CodeId,
        /// The code that stays.
        into: CodeId,
    },
    /// A field holds something else. Values that fit are converted, the others parked; those that
    /// were parked and fit come back.
    Retype {
        /// The kind of the field.
        kind: KindId,
        /// Which field.
        field: FieldId,
        /// What it holds from now on.
        to: FieldType,
    },
    /// A kind leaves the code book. Claims keep it, as unknown.
    DeleteKind(KindId),
    /// A field leaves the code book. Claims keep what they have in it.
    DeleteField(KindId, FieldId),
    /// A code leaves the code book. Claims keep it, as unknown.
    DeleteCode(KindId, FieldId, CodeId),
    /// A way of linking leaves the code book. Links stay.
    DeleteLink(LinkId),
}

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReworkError {
    /// The code book has no such thing.
    #[error("the code book has no {0} any more")]
    Gone(String),
    /// Something is to be merged with itself.
    #[error("nothing can be merged with itself")]
    Itself,
}

impl Rework {
    /// What the change would do.
    ///
    /// # Errors
    /// If what it names is not in the code book, or is to be merged with itself.
    pub fn plan(&self, project: &Project, coder: &CoderId) -> Result<Plan, ReworkError> {
        let book = &*project.codebook;
        match self {
            Self::MergeKinds { from, into } => {
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
                        book.kinds
                            .iter_mut()
                            .filter(|kind| kind.id == *into)
                            .for_each(|kind| *kind = target.clone());
                        // A colleague's claims still name it: it goes out of use instead of away.
                        book.kinds.retain(|kind| still || kind.id != *from);
                        book.kinds.iter_mut().filter(|kind| kind.id == *from).for_each(retire);
                        book
                    },
                ))
            }
            Self::MergeFields { kind, from, into } => {
                let owner = known_kind(book, kind)?;
                let (old, new) = (known_field(owner, from)?, known_field(owner, into)?);
                different(from, into)?;
                let target = Field { holds: joined(&new.holds, &old.holds), ..new.clone() };
                let names =
                    |claim: &Claim| claim.kind.as_ref() == Some(kind) && claim.fields.contains_key(from);
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
            Self::MergeCodes { kind, field, from, into } => {
                let owner = known_field(known_kind(book, kind)?, field)?;
                known_code(owner, from)?;
                known_code(owner, into)?;
                different(from, into)?;
                let rewrite = |claim: &mut Claim| {
                    for fields in [&mut claim.fields, &mut claim.parked] {
                        if let Some(value) = fields.get(field).map(|value| recoded(value, from, into)) {
                            fields.insert(field.clone(), value);
                        }
                    }
                };
                Ok(Plan::make(
                    project,
                    coder,
                    |claim| codes(claim, kind, field, from),
                    rewrite,
                    |still| changed(book, kind, field, |list| merge_codes(list, from, into, still)),
                ))
            }
            Self::Retype { kind, field, to } => {
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
            Self::DeleteKind(id) => {
                known_kind(book, id)?;
                let names = |claim: &Claim| claim.kind.as_ref() == Some(id);
                let less = without(book, |book| book.kinds.retain(|kind| kind.id != *id));
                Ok(Plan::make(project, coder, names, |_| (), less))
            }
            Self::DeleteField(kind, id) => {
                known_field(known_kind(book, kind)?, id)?;
                let names =
                    |claim: &Claim| claim.kind.as_ref() == Some(kind) && claim.fields.contains_key(id);
                let less = without(book, |book| {
                    if let Some(kind) = kind_mut(book, kind) {
                        kind.fields.retain(|field| field.id != *id);
                    }
                });
                Ok(Plan::make(project, coder, names, |_| (), less))
            }
            Self::DeleteCode(kind, field, id) => {
                known_code(known_field(known_kind(book, kind)?, field)?, id)?;
                Ok(Plan::make(
                    project,
                    coder,
                    |claim| codes(claim, kind, field, id),
                    |_| (),
                    |_| {
                        changed(book, kind, field, |list| {
                            let above =
                                list.iter().find(|code| code.id == *id).and_then(|code| code.under.clone());
                            adopt(list, id, above.as_ref());
                            list.retain(|code| code.id != *id);
                        })
                    },
                ))
            }
            Self::DeleteLink(id) => {
                book.link(id).ok_or_else(|| ReworkError::Gone(format!("link {id}")))?;
                let names = |claim: &Claim| claim.links.iter().any(|link| link.how == *id);
                let less = without(book, |book| book.links.retain(|link| link.id != *id));
                Ok(Plan::make(project, coder, names, |_| (), less))
            }
        }
    }
}

/// The code book once `take` has taken something out, whether or not claims still name that.
fn without(book: &CodeBook, take: impl Fn(&mut CodeBook)) -> impl Fn(bool) -> CodeBook {
    move |_| {
        let mut book = book.clone();
        take(&mut book);
        book
    }
}

fn known_kind<'a>(book: &'a CodeBook, id: &KindId) -> Result<&'a Kind, ReworkError> {
    book.kind(id).ok_or_else(|| ReworkError::Gone(format!("kind {id}")))
}

fn known_field<'a>(kind: &'a Kind, id: &FieldId) -> Result<&'a Field, ReworkError> {
    kind.field(id).ok_or_else(|| ReworkError::Gone(format!("field {id}")))
}

fn known_code<'a>(field: &'a Field, id: &CodeId) -> Result<&'a Code, ReworkError> {
    let code = field.codes().iter().find(|code| code.id == *id);
    code.ok_or_else(|| ReworkError::Gone(format!("code {id}")))
}

fn different<T: PartialEq>(one: &T, other: &T) -> Result<(), ReworkError> {
    if one == other { Err(ReworkError::Itself) } else { Ok(()) }
}

fn retire(kind: &mut Kind) {
    kind.retired = true;
    kind.key = None;
}

/// Whether a claim of this kind has the code in this field, put aside or not.
fn codes(claim: &Claim, kind: &KindId, field: &FieldId, code: &CodeId) -> bool {
    claim.kind.as_ref() == Some(kind)
        && [&claim.fields, &claim.parked].into_iter().filter_map(|fields| fields.get(field)).any(|value| {
            match value {
                Value::Choice(one) => one == code,
                Value::Choices(some) => some.contains(code),
                _ => false,
            }
        })
}

fn recoded(value: &Value, from: &CodeId, into: &CodeId) -> Value {
    let other = |code: &CodeId| if code == from { into.clone() } else { code.clone() };
    match value {
        Value::Choice(code) => Value::Choice(other(code)),
        Value::Choices(codes) => {
            let mut codes: Vec<CodeId> = codes.iter().map(other).collect();
            codes.sort();
            codes.dedup();
            Value::Choices(codes)
        }
        value => value.clone(),
    }
}

/// The code book with the codes of one field changed.
fn changed(book: &CodeBook, kind: &KindId, field: &FieldId, change: impl FnOnce(&mut Vec<Code>)) -> CodeBook {
    let mut book = book.clone();
    if let Some(codes) = field_mut(&mut book, kind, field).and_then(codes_mut) {
        change(codes);
    }
    book
}

/// Has what stands under `id` stand under `above`.
fn adopt(codes: &mut [Code], id: &CodeId, above: Option<&CodeId>) {
    for code in codes.iter_mut().filter(|code| code.under.as_ref() == Some(id)) {
        code.under = above.filter(|above| **above != code.id).cloned();
    }
}

fn merge_codes(codes: &mut Vec<Code>, from: &CodeId, into: &CodeId, still: bool) {
    let at = |codes: &[Code], id: &CodeId| codes.iter().position(|code| code.id == *id);
    let (Some(old), Some(new)) = (at(codes, from), at(codes, into)) else { return };
    // One that stood somewhere under the other takes its place, so that no circle is closed.
    if crate::claims::Outline::of(codes).is_within(new, old) {
        codes[new].under = codes[old].under.clone();
    }
    adopt(codes, from, Some(into));
    if still {
        codes[old].retired = true;
    } else {
        codes.remove(old);
    }
}

/// A choice with the codes of both.
fn joined(holds: &FieldType, other: &FieldType) -> FieldType {
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
fn rekind(claim: &mut Claim, from: &Kind, into: &Kind, project: &Project) {
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
