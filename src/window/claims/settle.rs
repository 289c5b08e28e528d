//! Typed text that was left behind becomes part of the claim.

use super::draft::Draft;
use super::edits::plain_value;
use super::slot::Slot;
use crate::claims::{Claim, Field, FieldType, Value};
use crate::window::desk::Desk;

/// Commits a draft whose field has lost the keyboard. What is not a value yet, such as half a
/// name, comes back to wait in its field, unless this is the `last` chance: then it is parked, so
/// that it is neither lost nor taken for a value.
pub(super) fn settle(desk: &mut Desk, draft: Draft, last: bool) -> Option<Draft> {
    if draft.place.locked(desk).is_some() {
        return (!last).then_some(draft);
    }
    let claim = draft.place.find(desk)?;
    let Slot::Field(id) = &draft.slot else {
        draft.place.change(desk, "edit note", |claim| claim.note.clone_from(&draft.text));
        return None;
    };
    let field = field_of(desk, &claim, &draft);
    let typed = draft.text.trim();
    let Some(field) = field else {
        park(desk, &draft, id.as_str());
        return None;
    };
    if typed.is_empty() {
        draft.place.set(desk, field, None);
        return None;
    }
    if let Some(value) = plain_value(field, typed) {
        draft.place.set(desk, field, Some(value));
        return None;
    }
    let named = field.codes().iter().find(|code| code.name.to_lowercase() == typed.to_lowercase());
    if let Some(code) = named {
        draft.place.set_code(desk, field, &code.id);
        return None;
    }
    let actors = &desk.project().actors;
    // A full name, or one that nobody has, leaves no doubt about who is meant.
    if matches!(field.holds, FieldType::Actor)
        && (actors.called(typed).is_some() || actors.complete(typed).is_empty())
    {
        draft.place.set_new_actor(desk, field, typed);
        return None;
    }
    if last {
        park(desk, &draft, &field.name);
        return None;
    }
    Some(draft)
}

fn field_of<'a>(desk: &Desk<'a>, claim: &Claim, draft: &Draft) -> Option<&'a Field> {
    let Slot::Field(id) = &draft.slot else { return None };
    desk.codebook().kind(claim.kind.as_ref()?)?.field(id)
}

fn park(desk: &mut Desk, draft: &Draft, name: &str) {
    let Slot::Field(id) = &draft.slot else { return };
    let typed = Value::Text(draft.text.trim().to_owned());
    draft.place.change(desk, format!("park {}", name.to_lowercase()), |claim| {
        claim.park(id, typed);
    });
}
