//! The code book with what it lacked: what is not known of it is read off the claims.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::{Discriminant, discriminant};

use super::super::names::{new_kind, readable};
use super::super::{codes_mut, field_mut, kind_mut};
use super::{Lacking, codes_of};
use crate::claims::{Claim, Code, CodeBook, CodeId, Field, FieldId, FieldType, KindId, Value};
use crate::project::Project;

/// The code book with these in it, under the ids the claims use. A kind comes with the fields of its
/// claims and their codes; a field holds what most claims have in it, and is worded as in another
/// kind that has one of that id. What does not fit then is shown as not fitting, and kept.
#[must_use]
pub fn with_lacking(project: &Project, all: &[Lacking]) -> CodeBook {
    let mut book = (*project.codebook).clone();
    for one in all {
        match one {
            Lacking::Kind(id) if book.kind(id).is_none() => add_kind(project, &mut book, id),
            Lacking::Field(kind, id) => {
                let values: Vec<&Value> =
                    of_kind(project, kind).filter_map(|claim| claim.fields.get(id)).collect();
                add_field(&mut book, kind, id, &values);
            }
            Lacking::Code(kind, field, code) => add_codes(&mut book, kind, field, std::iter::once(code)),
            Lacking::Kind(_) => {}
        }
    }
    book
}

fn of_kind<'a>(project: &'a Project, kind: &'a KindId) -> impl Iterator<Item = &'a Claim> {
    let own = project.stories.values().flat_map(|work| work.coders.values());
    own.flat_map(|own| own.claims.values())
        .map(|claim| &**claim)
        .filter(move |claim| claim.kind.as_ref() == Some(kind))
}

fn add_kind(project: &Project, book: &mut CodeBook, id: &KindId) {
    let kind = new_kind(book, id.clone(), &readable(id.as_str(), true));
    book.kinds.push(kind);
    let mut held: BTreeMap<&FieldId, Vec<&Value>> = BTreeMap::new();
    for (field, value) in of_kind(project, id).flat_map(|claim| claim.fields.iter()) {
        held.entry(field).or_default().push(value);
    }
    for (field, values) in held {
        add_field(book, id, field, &values);
    }
}

fn add_field(book: &mut CodeBook, kind: &KindId, id: &FieldId, values: &[&Value]) {
    if book.kind(kind).is_none_or(|kind| kind.field(id).is_some()) {
        return;
    }
    let sample = usual(values);
    let fits = |field: &&Field| field.id == *id && sample.is_none_or(|value| field.takes(value));
    let same = book.kinds.iter().flat_map(|kind| &kind.fields).find(fits).cloned();
    let field = same.unwrap_or_else(|| Field {
        id: id.clone(),
        name: readable(id.as_str(), true),
        holds: sample.map_or(FieldType::Text, type_of),
        required: false,
        help: String::new(),
    });
    if let Some(kind) = kind_mut(book, kind) {
        kind.fields.push(field);
    }
    let codes: BTreeSet<&CodeId> = values.iter().flat_map(|value| codes_of(value)).collect();
    add_codes(book, kind, id, codes.into_iter());
}

/// Adds those codes a choice does not have.
fn add_codes<'c>(book: &mut CodeBook, kind: &KindId, field: &FieldId, ids: impl Iterator<Item = &'c CodeId>) {
    let all = book.kinds.iter().flat_map(|kind| &kind.fields).filter(|other| other.id == *field);
    let known: Vec<Code> = all.flat_map(Field::codes).cloned().collect();
    let Some(codes) = field_mut(book, kind, field).and_then(codes_mut) else { return };
    for id in ids {
        if codes.iter().all(|code| code.id != *id) {
            let same = known.iter().find(|code| code.id == *id).cloned();
            let code = same.unwrap_or_else(|| Code::named(id.clone(), &readable(id.as_str(), false)));
            let stands = code.under.as_ref().is_some_and(|under| codes.iter().any(|code| code.id == *under));
            codes.push(Code { under: code.under.clone().filter(|_| stands), ..code });
        }
    }
}

/// A value of the sort that most of these are.
fn usual<'v>(values: &[&'v Value]) -> Option<&'v Value> {
    let sort = |value: &Value| -> Discriminant<Value> {
        // That it cannot be said answers the same question.
        discriminant(if *value == Value::CannotSay { &Value::YesNo(true) } else { value })
    };
    let count = |value: &Value| values.iter().filter(|other| sort(other) == sort(value)).count();
    let mut sorts: Vec<&Value> = Vec::new();
    for value in values {
        if sorts.iter().all(|other| sort(other) != sort(value)) {
            sorts.push(value);
        }
    }
    sorts.into_iter().rev().max_by_key(|value| count(value))
}

fn type_of(value: &Value) -> FieldType {
    match value {
        Value::Actor(_) => FieldType::Actor,
        Value::Choice(_) => FieldType::Choice(Vec::new()),
        Value::Choices(_) => FieldType::Choices(Vec::new()),
        Value::Text(_) => FieldType::Text,
        Value::Passage(_) => FieldType::Passage,
        Value::Number(_) => FieldType::Number,
        Value::Date(_) => FieldType::Date,
        Value::YesNo(_) | Value::CannotSay => FieldType::YesNo,
    }
}
