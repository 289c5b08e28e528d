//! Several claims of the open story, chosen at once, and what is done to all of them in one step.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::chrome::text::counted;
use crate::claims::{Claim, ClaimId, Field, FieldId, KindId, Value};
use crate::project::{Edit, Session};
use crate::story::StoryId;

/// Several chosen claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Several {
    /// The chosen claims.
    pub claims: BTreeSet<ClaimId>,
    /// Where a range of them begins.
    pub anchor: ClaimId,
}

/// What "Undo" says, and the edit.
pub type Step = (String, Edit);

impl Several {
    /// One claim, to which others come.
    #[must_use]
    pub fn one(claim: ClaimId) -> Self {
        Self { claims: BTreeSet::from([claim]), anchor: claim }
    }

    /// Takes a claim in, or out if it is in; the next range begins at it.
    pub fn toggle(&mut self, claim: ClaimId) {
        if !self.claims.remove(&claim) {
            self.claims.insert(claim);
        }
        self.anchor = claim;
    }

    /// Those `listed` from the anchor to `to` are chosen, and no others.
    pub fn reach(&mut self, listed: &[ClaimId], to: ClaimId) {
        let place = |claim| listed.iter().position(|known| *known == claim);
        let Some(end) = place(to) else { return };
        let start = place(self.anchor).unwrap_or(end);
        self.anchor = listed[start];
        self.claims = listed[start.min(end)..=start.max(end)].iter().copied().collect();
    }

    /// The chosen claims as they are now.
    pub fn of<'a>(&self, session: &'a Session, story: &StoryId) -> impl Iterator<Item = &'a Arc<Claim>> {
        let work = session.project().story(story);
        self.claims.iter().filter_map(move |id| work?.claim(session.coder(), *id))
    }

    /// Gives all of them another kind; `None` if all have it.
    #[must_use]
    pub fn retag(&self, session: &Session, story: &StoryId, kind: Option<&KindId>) -> Option<Step> {
        let codebook = &session.project().codebook;
        let (count, edit) = self.change(session, story, |claim| claim.retag(kind.cloned(), codebook))?;
        Some((format!("retag {count} as {}", codebook.kind_name(kind).to_lowercase()), edit))
    }

    /// Sets or clears a field of those whose kind has it and that can hold the value; `None` if that
    /// changes nothing.
    #[must_use]
    pub fn set(
        &self,
        session: &Session,
        story: &StoryId,
        field: &FieldId,
        value: Option<&Value>,
    ) -> Option<Step> {
        let codebook = &session.project().codebook;
        let (count, edit) = self.change(session, story, |claim| {
            let kind = claim.kind.as_ref().and_then(|kind| codebook.kind(kind));
            let known = kind.and_then(|kind| kind.field(field));
            match value {
                Some(value) if known.is_some_and(|field| field.takes(value)) => {
                    claim.fields.insert(field.clone(), value.clone());
                }
                None if known.is_some() => {
                    claim.fields.remove(field);
                }
                _ => {}
            }
        })?;
        let verb = if value.is_some() { "set" } else { "clear" };
        let of = self.of(session, story).filter_map(|claim| codebook.kind(claim.kind.as_ref()?));
        let name = of.filter_map(|kind| kind.field(field)).map(|field| field.name.to_lowercase()).next();
        Some((format!("{verb} {} of {count}", name.unwrap_or_default()), edit))
    }

    /// Deletes all of them.
    #[must_use]
    pub fn delete(&self, session: &Session, story: &StoryId) -> Option<Step> {
        let gone = self.of(session, story).map(|claim| Edit::Claim {
            story: story.clone(),
            coder: session.coder().clone(),
            id: claim.id,
            to: None,
        });
        let gone: Vec<Edit> = gone.collect();
        let count = counted(gone.len(), "claim", "claims");
        (!gone.is_empty()).then(|| (format!("delete {count}"), Edit::Batch(gone)))
    }

    /// The fields that some of the chosen claims' kinds have, in the order of the code book; one that
    /// several kinds call differently has all of its names.
    #[must_use]
    pub fn fields(&self, session: &Session, story: &StoryId) -> Vec<Field> {
        let kinds: BTreeSet<&KindId> =
            self.of(session, story).filter_map(|claim| claim.kind.as_ref()).collect();
        let mut fields: Vec<Field> = Vec::new();
        for kind in session.project().codebook.kinds.iter().filter(|kind| kinds.contains(&kind.id)) {
            for field in &kind.fields {
                match fields.iter_mut().find(|known| known.id == field.id) {
                    Some(known) if known.name.split(" / ").all(|name| name != field.name) => {
                        known.name = format!("{} / {}", known.name, field.name);
                    }
                    Some(_) => {}
                    None => fields.push(field.clone()),
                }
            }
        }
        fields
    }

    /// How many claims become others by `change`, "7 claims", and the edit.
    fn change(
        &self,
        session: &Session,
        story: &StoryId,
        change: impl Fn(&mut Claim),
    ) -> Option<(String, Edit)> {
        let changed = self.of(session, story).filter_map(|claim| {
            let mut changed = Claim::clone(claim);
            change(&mut changed);
            (changed != **claim).then(|| Edit::put(story.clone(), session.coder().clone(), changed))
        });
        let changed: Vec<Edit> = changed.collect();
        let count = counted(changed.len(), "claim", "claims");
        (!changed.is_empty()).then_some((count, Edit::Batch(changed)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_begins_where_the_last_single_choice_was() {
        let listed: Vec<ClaimId> = (0..9).map(ClaimId).collect();
        let chosen = |several: &Several| several.claims.iter().map(|id| id.0).collect::<Vec<_>>();
        let mut several = Several::one(ClaimId(4));
        several.reach(&listed, ClaimId(6));
        assert_eq!(chosen(&several), [4, 5, 6]);
        several.reach(&listed, ClaimId(3));
        assert_eq!(chosen(&several), [3, 4], "the other way, from the same place");
        several.toggle(ClaimId(8));
        assert_eq!(chosen(&several), [3, 4, 8]);
        several.reach(&listed, ClaimId(7));
        assert_eq!(chosen(&several), [7, 8]);
        several.reach(&listed[..5], ClaimId(2));
        assert_eq!(chosen(&several), [2], "the anchor is not listed any more");
    }
}
