//! What a field's value says, and what it names. The one place that knows every sort of value.

use std::borrow::Cow;

use super::shelved::Names;
use crate::claims::{ActorId, Claim, CodeId, FieldId, Value};

/// The words by which a value is found. A passage stands in the text, where it is found already.
pub(super) fn of<'v>(
    claim: &'v Claim,
    field: &'v FieldId,
    value: &'v Value,
    names: &'v Names,
) -> Cow<'v, str> {
    let named = |code: &'v CodeId| -> &'v str {
        let kind = claim.kind.as_ref().and_then(|kind| names.codebook.kind(kind));
        kind.and_then(|kind| kind.field(field)).map_or(code.as_str(), |field| field.code_name(code))
    };
    match value {
        Value::Actor(actor) => names.actor(actor).into(),
        Value::Choice(code) => named(code).into(),
        Value::Choices(codes) => {
            let names: Vec<&str> = codes.iter().map(named).collect();
            names.join(", ").into()
        }
        Value::Date(day) => day.to_string().into(),
        Value::CannotSay => "can\u{2019}t say".into(),
        Value::Text(words) | Value::Number(words) => words.into(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
        Value::Passage(_) => "".into(),
    }
}

/// The actor a value names, by the id it has now.
pub(super) fn actor<'v>(value: &'v Value, names: &'v Names) -> Option<&'v ActorId> {
    match value {
        Value::Actor(actor) => Some(names.current(actor)),
        Value::Choice(_) | Value::Choices(_) | Value::Text(_) | Value::Number(_) | Value::Date(_) => None,
        Value::YesNo(_) | Value::CannotSay | Value::Passage(_) => None,
    }
}

/// The codes a value names.
pub(super) fn codes(value: &Value) -> &[CodeId] {
    match value {
        Value::Choice(code) => std::slice::from_ref(code),
        Value::Choices(codes) => codes,
        Value::Actor(_) | Value::Text(_) | Value::Number(_) | Value::Date(_) => &[],
        Value::YesNo(_) | Value::CannotSay | Value::Passage(_) => &[],
    }
}
