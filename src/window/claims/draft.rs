//! Text that is being typed and not yet part of the project.

use super::edits::Place;
use super::slot::Slot;

/// What is being typed into one slot of one claim's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Whose form.
    pub place: Place,
    /// Which of its fields.
    pub slot: Slot,
    /// What was typed so far.
    pub text: String,
    /// What the field held when typing began.
    pub was: String,
    /// Whether the field may have another value when it is next shown, and the draft stays all the
    /// same.
    held: bool,
}

/// All drafts: the one in the focused field, and typed text that could not be made a value yet.
#[derive(Debug, Default)]
pub struct Drafts(Vec<Draft>);

impl Drafts {
    /// Keeps every draft, even if its field is changed now: by another program, for the analyst did
    /// not ask for that.
    pub fn hold(&mut self) {
        self.0.iter_mut().for_each(|draft| draft.held = true);
    }

    /// What is typed in a field that holds `now`. A draft of a field that has changed under it, as
    /// by undo, is dropped, unless it was held.
    pub fn text(&mut self, place: &Place, slot: &Slot, now: &str) -> Option<&str> {
        let here = |draft: &&mut Draft| draft.held && draft.place == *place && draft.slot == *slot;
        if let Some(draft) = self.0.iter_mut().find(here) {
            now.clone_into(&mut draft.was);
            draft.held = false;
        }
        self.0.retain(|draft| draft.place != *place || draft.slot != *slot || draft.was == now);
        self.0
            .iter()
            .find(|draft| draft.place == *place && draft.slot == *slot)
            .map(|draft| draft.text.as_str())
    }

    /// Keeps what was typed in a field that holds `now`; nothing is kept once both are the same.
    pub fn keep(&mut self, place: &Place, slot: &Slot, now: &str, text: String) {
        self.drop(place, slot);
        if text != now {
            self.0.push(Draft {
                place: place.clone(),
                slot: slot.clone(),
                text,
                was: now.to_owned(),
                held: false,
            });
        }
    }

    /// Whether nothing is typed that is not yet a value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Forgets a draft.
    pub fn drop(&mut self, place: &Place, slot: &Slot) {
        self.0.retain(|draft| draft.place != *place || draft.slot != *slot);
    }

    /// Takes out the drafts that `due` says are to be committed.
    pub fn take(&mut self, due: impl Fn(&Draft) -> bool) -> Vec<Draft> {
        let (due, kept) = std::mem::take(&mut self.0).into_iter().partition(due);
        self.0 = kept;
        due
    }

    /// Puts back a draft that could not be committed yet.
    pub fn put_back(&mut self, draft: Draft) {
        self.0.push(draft);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::{ClaimId, CoderId};
    use crate::story::slug_from;

    fn place() -> Place {
        let story = slug_from("a story", |_| false);
        Place { story, coder: CoderId::nearest("kim"), claim: ClaimId(1) }
    }

    #[test]
    fn a_draft_lives_until_its_field_changes_under_it() {
        let mut drafts = Drafts::default();
        drafts.keep(&place(), &Slot::Note, "old", "old and new".to_owned());
        assert_eq!(drafts.text(&place(), &Slot::Note, "old"), Some("old and new"));
        assert_eq!(drafts.text(&place(), &Slot::Field("topic".into()), ""), None);
        assert_eq!(drafts.text(&place(), &Slot::Note, "undone"), None);
        assert_eq!(drafts.text(&place(), &Slot::Note, "old"), None, "and does not come back");
    }

    #[test]
    fn a_draft_stays_when_another_program_changes_its_field() {
        let mut drafts = Drafts::default();
        drafts.keep(&place(), &Slot::Note, "old", "old and new".to_owned());
        drafts.hold();
        assert_eq!(drafts.text(&place(), &Slot::Note, "theirs"), Some("old and new"));
        assert_eq!(drafts.text(&place(), &Slot::Note, "theirs"), Some("old and new"));
        assert_eq!(drafts.text(&place(), &Slot::Note, "undone"), None, "held once, not for ever");
    }

    #[test]
    fn what_is_typed_back_is_no_draft() {
        let mut drafts = Drafts::default();
        drafts.keep(&place(), &Slot::Note, "a", "ab".to_owned());
        drafts.keep(&place(), &Slot::Note, "a", "a".to_owned());
        assert!(drafts.take(|_| true).is_empty());
    }
}
