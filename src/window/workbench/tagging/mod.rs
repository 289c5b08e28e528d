//! What the tagging gestures make of the selection and the chosen claim, as edits.

mod passages;

use std::sync::Arc;

use crate::claims::{Claim, ClaimId, KindId, Passage};
use crate::project::{Edit, Session, Status, StoryWork};
use crate::story::{StoryId, StoryText, TextRange};
use crate::window::view::{Selection, View};

/// An edit with what "Undo" says of it, and the claim to choose after it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Deed {
    pub(super) label: String,
    pub(super) edit: Edit,
    pub(super) claim: ClaimId,
    /// Whether the claim is new, so that its form should be opened.
    pub(super) fresh: bool,
    /// Whether what was selected has become part of the claim, so that it need not stay selected.
    pub(super) spends_selection: bool,
}

/// What tagging works on.
pub(super) struct Ground<'a> {
    session: &'a Session,
    view: &'a View,
    id: &'a StoryId,
    work: &'a StoryWork,
}

impl<'a> Ground<'a> {
    /// The open story's; `None` while none is open.
    pub(super) fn of(session: &'a Session, view: &'a View) -> Option<Self> {
        let id = view.story.as_ref()?;
        let work = session.project().story(id)?;
        Some(Self { session, view, id, work })
    }

    /// The open story.
    pub(super) fn story(&self) -> &'a crate::story::Story {
        &self.work.story
    }

    /// The open story's name.
    pub(super) fn id(&self) -> &'a StoryId {
        self.id
    }

    /// The same with its text and what was made of it.
    pub(super) fn work(&self) -> &'a StoryWork {
        self.work
    }

    /// The chosen claim.
    pub(super) fn chosen(&self) -> Option<&'a Arc<Claim>> {
        self.claim(self.view.chosen?)
    }

    /// The coder's claim of this name, in the open story.
    pub(super) fn claim(&self, id: ClaimId) -> Option<&'a Arc<Claim>> {
        self.work.claim(self.session.coder(), id)
    }

    /// The selected text without the blanks at its ends; `None` where nothing else is selected.
    fn selected(&self) -> Option<Passage> {
        let range = trimmed(&self.work.text, self.view.selection?.range())?;
        Passage::of(&self.work.text, range)
    }

    fn put(&self, claim: Claim) -> Edit {
        Edit::put(self.id.clone(), self.session.coder().clone(), claim)
    }

    pub(super) fn changed(&self, label: &str, claim: Claim) -> Deed {
        let id = claim.id;
        Deed {
            label: label.to_owned(),
            edit: self.put(claim),
            claim: id,
            fresh: false,
            spends_selection: false,
        }
    }

    /// Tags the drawn region or the selected text as a new claim, or else gives the chosen claim
    /// another kind.
    pub(super) fn tag(&self, kind: Option<KindId>) -> Option<Deed> {
        let codebook = &self.session.project().codebook;
        let name = kind.as_ref().map(|kind| codebook.kind_name(Some(kind)).to_lowercase());
        let Some(claim) = self.marked(kind.clone()) else {
            let mut claim = self.chosen().filter(|claim| claim.kind != kind)?.as_ref().clone();
            claim.retag(kind, codebook);
            let label = name.map_or_else(|| "remove tag".to_owned(), |name| format!("retag as {name}"));
            return Some(self.changed(&label, claim));
        };
        let label = name.map_or_else(|| "highlight".to_owned(), |name| format!("tag as {name}"));
        Some(self.made(label, claim))
    }

    /// A new claim on the drawn region or the selected text, not yet part of the project.
    pub(super) fn marked(&self, kind: Option<KindId>) -> Option<Claim> {
        let mut claim = Claim::new(kind);
        match &self.view.drawn {
            Some(region) => claim.regions.push(region.clone()),
            None => claim.passages.push(self.selected()?),
        }
        Some(claim)
    }

    /// The deed that brings a new claim in.
    pub(super) fn made(&self, label: String, claim: Claim) -> Deed {
        let id = claim.id;
        let mut edit = self.put(claim);
        if self.work.status(self.session.coder()) == Status::ToDo {
            // The first claim begins the story; one undo takes both back.
            edit = Edit::Batch(vec![edit, self.status(Status::InProgress)]);
        }
        Deed { label, edit, claim: id, fresh: true, spends_selection: true }
    }

    /// The edit that gives the story this status.
    pub(super) fn status(&self, to: Status) -> Edit {
        Edit::Status { story: self.id.clone(), coder: self.session.coder().clone(), to }
    }

    /// Deletes the chosen claim.
    pub(super) fn delete(&self) -> Option<Deed> {
        let claim = self.chosen()?;
        let name = self.session.project().codebook.kind_name(claim.kind.as_ref()).to_lowercase();
        let coder = self.session.coder().clone();
        let edit = Edit::Claim { story: self.id.clone(), coder, id: claim.id, to: None };
        Some(Deed {
            label: format!("delete {name}"),
            edit,
            claim: claim.id,
            fresh: false,
            spends_selection: false,
        })
    }

    /// The words that "Copy" takes: the selection, or the chosen claim's quote.
    pub(super) fn copied(&self) -> Option<String> {
        let range = self.view.selection.map(Selection::range).filter(|range| !range.is_empty());
        match range {
            Some(range) => self.work.text.slice(range).map(str::to_owned),
            None => self.chosen().map(|claim| claim.quote()).filter(|quote| !quote.is_empty()),
        }
    }
}

fn trimmed(text: &StoryText, range: TextRange) -> Option<TextRange> {
    let words = text.slice(range)?;
    let kept = words.trim();
    if kept.is_empty() {
        return None;
    }
    let start = range.start.index() + (words.len() - words.trim_start().len());
    Some(TextRange::from_indices(start, start + kept.len()))
}

#[cfg(test)]
mod tests;
