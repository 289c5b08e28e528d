//! Other coders' claims: shown, read, and copied.

use std::sync::Arc;

use super::Workbench;
use crate::claims::{Claim, ClaimId, CoderId};
use crate::project::{Edit, Use};
use crate::window::commands::Command;
use crate::window::others::Others;

impl Workbench {
    /// Shows what other coders made of the open story, or no longer.
    pub(super) fn toggle_others(&mut self) {
        self.view.others = match self.view.others {
            Some(_) => None,
            None => Some(Arc::default()),
        };
        if self.view.others.is_some() {
            self.show_panel(Command::ToggleClaims, true);
        }
    }

    /// Keeps them true to the project, while they are shown.
    pub(super) fn mind_others(&mut self) {
        if let Some(others) = &mut self.view.others {
            Arc::make_mut(others).refresh(&self.session, self.view.story.as_ref());
        }
    }

    fn change_others(&mut self, change: impl FnOnce(&mut Others)) {
        if let Some(others) = &mut self.view.others {
            change(Arc::make_mut(others));
        }
    }

    /// Shows this coder's claims, or no longer.
    pub(super) fn sift_other(&mut self, coder: CoderId) {
        self.change_others(|others| {
            if !others.hidden.remove(&coder) {
                others.hidden.insert(coder);
            }
        });
    }

    /// Opens the card of another coder's claim and brings its passage into view; `None` closes it.
    pub(super) fn show_other(&mut self, claim: Option<(CoderId, ClaimId)>) {
        self.change_others(|others| others.opened = claim);
        let opened = self.view.others.as_ref().and_then(|others| others.opened());
        let claim = opened.map(|(_, claim)| claim.as_ref());
        let picture = self.view.enlarged.as_ref();
        let seen = |claim: &Claim| claim.regions.iter().any(|region| Some(&region.picture) == picture);
        match claim.map(|claim| (claim.passages.first(), claim.regions.first())) {
            // The enlarged picture stays if it is one of the claim's.
            _ if claim.is_some_and(seen) => {}
            Some((Some(passage), _)) => {
                self.panels.article.reveal(passage.range);
                self.view.enlarged = None;
            }
            Some((None, Some(region))) => self.view.enlarged = Some(region.picture.clone()),
            _ => {}
        }
        if opened.is_some() {
            self.show_panel(Command::ToggleClaims, true);
        }
    }

    /// Opens the next claim of the others who are shown, or the one before, in the order of their cards;
    /// after the last the first again.
    pub(super) fn step_other(&mut self, back: bool) {
        if self.view.others.is_none() {
            self.toggle_others();
        }
        self.mind_others();
        let Some(others) = &self.view.others else { return };
        let all = others.shown().flat_map(|other| other.claims.iter().map(|claim| (&other.coder, claim.id)));
        let all: Vec<_> = all.collect();
        let opened = others.opened.as_ref();
        let at = opened.and_then(|(coder, claim)| all.iter().position(|one| *one == (coder, *claim)));
        let count = all.len();
        let next = match (at, back) {
            (Some(at), false) => at + 1,
            (None, false) => 0,
            (Some(at), true) => at + count - 1,
            (None, true) => count.wrapping_sub(1),
        };
        match next.checked_rem(count).and_then(|next| all.get(next)) {
            Some((coder, claim)) => {
                let next = ((*coder).clone(), *claim);
                self.show_other(Some(next));
            }
            None => self.notify("Nobody whose claims are shown has any on this story."),
        }
    }

    /// Opens another coder's claim, whether or not such claims were shown.
    pub(super) fn bring_other(&mut self, coder: &CoderId, claim: ClaimId) {
        if self.view.others.is_none() {
            self.toggle_others();
        }
        self.change_others(|others| {
            others.hidden.remove(coder);
        });
        self.mind_others();
        self.show_other(Some((coder.clone(), claim)));
    }

    /// The other coder's claim whose card is open, with its place.
    pub(super) fn opened_place(&self) -> Option<Use> {
        let (coder, claim) = self.view.others.as_ref()?.opened.clone()?;
        Some(Use { story: self.view.story.clone()?.into(), coder: coder.into(), claim })
    }

    /// Makes a claim of one's own that says the same, as one step.
    pub(super) fn copy_other(&mut self, coder: &CoderId, id: ClaimId) {
        let Some(story) = self.view.story.clone() else { return };
        let work = self.session.project().story(&story);
        let Some(copy) = work.and_then(|work| work.claim(coder, id)).map(|claim| claim.copied()) else {
            return;
        };
        let (id, own) = (copy.id, self.session.coder().clone());
        let made = self.session.perform(format!("copy {coder}\u{2019}s claim"), Edit::put(story, own, copy));
        if self.tell_refusal(made) {
            self.show_claim(id);
        }
    }
}
