//! From a filled-in field to one edit of the project.

use std::sync::Arc;

use crate::claims::{
    Actor, ActorId, Claim, ClaimId, CodeId, CoderId, Field, FieldType, Value, day, is_number,
};
use crate::project::codebook::add_code;
use crate::project::{Access, Edit};
use crate::story::StoryId;
use crate::window::desk::{Desk, Request};

/// Where a claim lives: enough to find it again after the view has moved on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The story it is about.
    pub story: StoryId,
    /// Whose it is.
    pub coder: CoderId,
    /// Which claim.
    pub claim: ClaimId,
}

impl Place {
    /// The claim as it will be when the requests made so far are carried out, so that a second
    /// edit of one frame builds on the first.
    #[must_use]
    pub fn find(&self, desk: &Desk) -> Option<Arc<Claim>> {
        desk.claim_to_be(&self.story, &self.coder, self.claim)
    }

    /// Why the claim cannot be changed, if it cannot.
    #[must_use]
    pub fn locked(&self, desk: &Desk) -> Option<String> {
        if let Access::ReadOnly(reason) = &desk.project().access {
            return Some(format!("This project is open for reading only: {reason}"));
        }
        let work = desk.project().story(&self.story)?;
        if let Some(reason) = &work.locked {
            return Some(format!("This story is open for reading only: its file {reason}"));
        }
        let reason = work.sealed.get(&self.coder)?;
        Some(format!("{}\u{2019}s file for this story could not be read: {reason}", self.coder))
    }

    /// Asks for the claim to be changed; nothing is asked where nothing would change.
    pub fn change(&self, desk: &mut Desk, label: impl Into<String>, change: impl FnOnce(&mut Claim)) {
        self.change_with(desk, label, Vec::new(), change);
    }

    /// Asks for `first` and the claim's change as one step.
    fn change_with(
        &self,
        desk: &mut Desk,
        label: impl Into<String>,
        first: Vec<Edit>,
        change: impl FnOnce(&mut Claim),
    ) {
        let Some(claim) = self.find(desk).filter(|_| self.locked(desk).is_none()) else { return };
        let mut changed = Claim::clone(&claim);
        change(&mut changed);
        if changed == *claim {
            return;
        }
        let edit = Edit::put(self.story.clone(), self.coder.clone(), changed);
        let edit =
            if first.is_empty() { edit } else { Edit::Batch(first.into_iter().chain([edit]).collect()) };
        desk.ask(Request::Perform(label.into(), edit));
    }

    /// Fills a field in, or clears it.
    pub fn set(&self, desk: &mut Desk, field: &Field, value: Option<Value>) {
        let verb = if value.is_some() { "set" } else { "clear" };
        self.change(desk, format!("{verb} {}", field.name.to_lowercase()), |claim| put(claim, field, value));
    }

    /// Gives an actor another name and fills it in, as one step.
    pub fn set_with_alias(&self, desk: &mut Desk, field: &Field, id: &ActorId, alias: &str) {
        let Some(mut actor) = desk.project().actors.get(id).cloned() else { return };
        let id = actor.id.clone();
        actor.aliases.push(alias.trim().to_owned());
        let actor = Edit::Actor { id: id.clone(), to: Some(Box::new(actor)) };
        let label = format!("set {}", field.name.to_lowercase());
        self.change_with(desk, label, vec![actor], |claim| put(claim, field, Some(Value::Actor(id))));
    }

    /// Makes an actor of this name and fills it in, as one step.
    pub fn set_new_actor(&self, desk: &mut Desk, field: &Field, name: &str) {
        let name = name.trim();
        if let Some(actor) = desk.project().actors.called(name) {
            let value = Value::Actor(actor.id.clone());
            self.set(desk, field, Some(value));
            return;
        }
        let id = desk.project().actors.free_id(name);
        let actor = Edit::Actor { id: id.clone(), to: Some(Box::new(Actor::named(id.clone(), name))) };
        let label = format!("set {}", field.name.to_lowercase());
        self.change_with(desk, label, vec![actor], |claim| put(claim, field, Some(Value::Actor(id))));
    }

    /// Codes a field; a choice of several gets one more.
    pub fn set_code(&self, desk: &mut Desk, field: &Field, code: &CodeId) {
        let label = format!("set {}", field.name.to_lowercase());
        self.change(desk, label, |claim| add(claim, field, code));
    }

    /// Adds a code of this name to the code book and codes the field with it, as one step.
    pub fn set_new_code(&self, desk: &mut Desk, field: &Field, name: &str) {
        let Some(kind) = self.find(desk).and_then(|claim| claim.kind.clone()) else { return };
        let mut book = (*desk.codebook_to_be()).clone();
        let Some(code) = add_code(&mut book, &kind, &field.id, name, None) else { return };
        let label = format!("add the code {}", name.trim());
        self.change_with(desk, label, vec![Edit::CodeBook(Arc::new(book))], |claim| add(claim, field, &code));
    }
}

/// Codes a field with a code, beside those it has if it takes several.
fn add(claim: &mut Claim, field: &Field, code: &CodeId) {
    let value = match (&field.holds, claim.fields.get(&field.id)) {
        (FieldType::Choices(_), Some(Value::Choices(codes))) => {
            let mut codes = codes.clone();
            if let Err(at) = codes.binary_search(code) {
                codes.insert(at, code.clone());
            }
            Value::Choices(codes)
        }
        (FieldType::Choices(_), _) => Value::Choices(vec![code.clone()]),
        _ => Value::Choice(code.clone()),
    };
    put(claim, field, Some(value));
}

fn put(claim: &mut Claim, field: &Field, value: Option<Value>) {
    match value {
        Some(value) => claim.fields.insert(field.id.clone(), value),
        None => claim.fields.remove(&field.id),
    };
}

/// What typing `typed` into `field` makes of it, where that is plain: text, numbers and days.
#[must_use]
pub fn plain_value(field: &Field, typed: &str) -> Option<Value> {
    let typed = typed.trim();
    match field.holds {
        FieldType::Text if !typed.is_empty() => Some(Value::Text(typed.to_owned())),
        FieldType::Number if is_number(typed) => Some(Value::Number(typed.to_owned())),
        FieldType::Date => day(typed).map(Value::Date),
        _ => None,
    }
}
