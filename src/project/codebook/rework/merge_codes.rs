//! One code of two.

use super::super::Plan;
use super::ReworkError;
use super::known::{adopt, changed, codes, different, known_code, known_field, known_kind};
use crate::claims::{Claim, Code, CodeId, CoderId, FieldId, KindId, Value};
use crate::project::Project;

/// What coding one way what was coded another would do.
pub(super) fn plan(
    project: &Project,
    coder: &CoderId,
    (kind, field): (&KindId, &FieldId),
    from: &CodeId,
    into: &CodeId,
) -> Result<Plan, ReworkError> {
    let book = &*project.codebook;
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
