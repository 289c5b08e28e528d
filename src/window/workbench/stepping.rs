//! From claim to claim and from story to story.

use std::collections::BTreeSet;

use super::Workbench;
use super::tagging::Ground;
use crate::analysis::review::{Bench, Case};
use crate::claims::{Claim, ClaimId};
use crate::project::Status;
use crate::story::StoryId;
use crate::window::desk::Request;
use crate::window::digest::Digest;
use crate::window::review::is_dismissed;

impl Workbench {
    /// Chooses the claim after (or before) the chosen one, or else after the caret.
    pub(super) fn step_claim(&mut self, back: bool) {
        self.step_to(back, "This story has no claims yet.", |_| true);
    }

    /// The same among the claims without a kind.
    pub(super) fn step_highlight(&mut self, back: bool) {
        self.step_to(back, "Every highlight of this story is tagged.", |claim| claim.kind.is_none());
    }

    /// The same among the claims that the review has something to say of.
    pub(super) fn step_incomplete(&mut self, back: bool) {
        let open = self.open_findings();
        self.step_to(back, "The review has nothing to say of the claims of this story.", |claim| {
            open.contains(&claim.id)
        });
    }

    /// The claims of the open story with findings that were not dismissed.
    fn open_findings(&mut self) -> BTreeSet<ClaimId> {
        let (project, coder) = (self.session.project(), self.session.coder());
        let Some((id, work)) = self.view.story.as_ref().and_then(|id| Some((id, project.story(id)?))) else {
            return BTreeSet::new();
        };
        let findings = Bench::of(project).review(&Case::of(work, work.work_of(coder)));
        let dismissed = self.settings.project(&project.id).dismissed.get(id);
        let open = findings.iter().filter(|finding| !is_dismissed(finding, dismissed));
        open.filter_map(|finding| finding.claim).collect()
    }

    /// Goes to the next claim, or the one before, that was changed in two ways and waits to be settled: in
    /// reading order, the stories in the order of their names, and after the last the first again.
    pub(super) fn step_clash(&mut self, back: bool) {
        let stories = self.session.project().stories.keys();
        let all =
            stories.flat_map(|story| self.clashing(story).into_iter().map(|claim| (story.clone(), claim)));
        let all: Vec<(StoryId, ClaimId)> = all.collect();
        let open = self.view.story.as_ref();
        let chosen = all.iter().position(|(at, claim)| Some(at) == open && Some(*claim) == self.view.chosen);
        // From elsewhere: the first of the open story, or the last before it.
        let here = all.partition_point(|(at, _)| Some(at) < open);
        let count = all.len();
        let next = match (chosen, back) {
            (Some(at), false) => at + 1,
            (Some(at), true) => at + count - 1,
            (None, false) => here,
            (None, true) => here + count.saturating_sub(1),
        };
        match next.checked_rem(count).and_then(|at| all.into_iter().nth(at)) {
            Some((story, claim)) => self.ask(Request::GoTo(story, claim)),
            None => self.notify("Nothing waits to be settled: no claim was changed in two ways."),
        }
    }

    /// Opens the next story, or the one before, that is not begun.
    pub(super) fn step_to_do(&mut self, back: bool) {
        self.panels.stories.refresh(&self.session);
        let (project, coder) = (self.session.project(), self.session.coder());
        let to_do = |id: &_| project.story(id).is_some_and(|work| work.status(coder) == Status::ToDo);
        match self.panels.stories.nearest(self.view.story.as_ref(), back, to_do) {
            Some(id) => self.open_story(id),
            None => self.notify("No other story of the list is to do."),
        }
    }

    fn step_to(&mut self, back: bool, none: &str, wanted: impl Fn(&Claim) -> bool) {
        Digest::refresh(&mut self.digest, &self.session, self.view.story.as_ref());
        let (Some(digest), Some(ground)) = (&self.digest, Ground::of(&self.session, &self.view)) else {
            return;
        };
        let count = digest.claims.len();
        // How many claims stand before the place it starts from, and whether one stands at it.
        let (before, here) = match self.view.chosen.and_then(|id| digest.number(id)) {
            Some(number) => (number - 1, 1),
            None => {
                let caret =
                    self.view.selection.map_or(self.panels.article.top_pos(), |selection| selection.head);
                (digest.claims.partition_point(|claim| claim.place(ground.story()) < caret), 0)
            }
        };
        let order = (0..count).map(|step| match back {
            true => (before + 2 * count - 1 - step) % count,
            false => (before + here + step) % count,
        });
        let found = order.map(|at| &digest.claims[at]).find(|claim| wanted(claim));
        match found.map(|claim| claim.id) {
            Some(claim) => self.show_claim(claim),
            None => self.notify(none),
        }
    }
}
