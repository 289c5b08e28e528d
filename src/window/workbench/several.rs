//! What is done to several chosen claims at once.

use super::Workbench;
use crate::claims::KindId;
use crate::window::several::{Several, Step};

impl Workbench {
    /// Chooses these claims; one alone is opened.
    pub(super) fn choose_several(&mut self, several: Several) {
        self.view.chosen = None;
        self.view.several = Some(several);
        self.mind_several();
    }

    /// Lets go of chosen claims that are gone. One that is left alone is chosen as one is.
    pub(super) fn mind_several(&mut self) {
        let Some(several) = &mut self.view.several else { return };
        let work = self.view.story.as_ref().and_then(|id| self.session.project().story(id));
        let here = |id| work.is_some_and(|work| work.claim(self.session.coder(), id).is_some());
        several.claims.retain(|id| here(*id));
        if several.claims.len() < 2 {
            self.view.chosen = several.claims.first().copied();
            self.view.several = None;
        }
    }

    /// Whether a tag is for several claims, and not for something marked just now.
    pub(super) fn tags_several(&self) -> bool {
        self.view.several.is_some() && !self.view.selects_words() && self.view.drawn.is_none()
    }

    pub(super) fn retag_several(&mut self, kind: Option<KindId>) {
        let step = self.of_several(|several, bench| {
            several.retag(&bench.session, bench.view.story.as_ref()?, kind.as_ref())
        });
        self.perform_step(step, "They are of that kind already.");
    }

    pub(super) fn delete_several(&mut self) {
        let step =
            self.of_several(|several, bench| several.delete(&bench.session, bench.view.story.as_ref()?));
        self.perform_step(step, "Those claims are gone already.");
    }

    /// Chooses every claim that the panel lists.
    pub(super) fn choose_listed(&mut self) {
        let listed = self.panels.claims.listed();
        match listed.first() {
            Some(first) if listed.len() > 1 => {
                let several = Several { claims: listed.iter().copied().collect(), anchor: *first };
                self.choose_several(several);
            }
            _ => self.notify("The panel does not list several claims."),
        }
    }

    pub(super) fn open_set_field(&mut self) {
        if let Some(several) = self.view.several.clone() {
            self.panels.dialogs.set_field(several);
        }
    }

    fn of_several(&self, make: impl FnOnce(&Several, &Self) -> Option<Step>) -> Option<Step> {
        make(self.view.several.as_ref()?, self)
    }

    fn perform_step(&mut self, step: Option<Step>, otherwise: &str) {
        match step {
            Some((label, edit)) => self.perform(label, edit),
            None => self.notify(otherwise),
        }
    }
}
