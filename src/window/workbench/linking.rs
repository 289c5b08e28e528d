//! Links between claims: making one, following it, and the way back.

use super::Workbench;
use crate::claims::{ClaimId, Link, LinkId};
use crate::project::{Edit, Use};
use crate::window::digest::Digest;
use crate::window::view::Whereabouts;

/// As many places as the way back remembers.
const TRAIL: usize = 100;

/// What linking remembers between frames.
#[derive(Default)]
pub(super) struct Linking {
    /// The claim that is to be linked with the next one that is pointed at, and in which way.
    from: Option<(Use, LinkId)>,
    /// Where links were followed from, and which were gone through there.
    trail: Vec<(Whereabouts, Option<Tour>)>,
    tour: Option<Tour>,
}

/// Whose links are gone through, which of them is shown, and the claim it led to.
type Tour = (Use, usize, ClaimId);

impl Workbench {
    /// Keeps what is known of claims and links true to the project; where that takes more than one
    /// frame, there is a next one.
    pub(super) fn mind_links(&mut self, ctx: &egui::Context) {
        Digest::refresh(&mut self.digest, &self.session, self.view.story.as_ref());
        if self.digest.as_ref().is_some_and(|digest| !digest.links.is_settled()) {
            ctx.request_repaint();
        }
    }

    /// The chosen claim with its place.
    fn chosen_place(&self) -> Option<Use> {
        let (story, claim) = (self.view.story.clone()?, self.view.chosen?);
        Some(Use { story: story.into(), coder: self.session.coder().clone().into(), claim })
    }

    /// Asks which claim the chosen one is linked with, and how.
    pub(super) fn open_link(&mut self) {
        if let Some(from) = self.chosen_place() {
            self.panels.dialogs.link(from, &self.session.project().codebook);
        }
    }

    /// The next claim that is pointed at becomes the other end of a link.
    pub(super) fn point_at(&mut self, how: LinkId) {
        let Some(from) = self.chosen_place() else { return };
        self.linking.from = Some((from, how));
        self.notify("Click the claim to link to: its mark, its region or its card. Esc leaves it.");
    }

    /// Leaves the pointing; says whether it was under way.
    pub(super) fn stop_pointing(&mut self) -> bool {
        self.linking.from.take().is_some()
    }

    /// Whether a claim is to be pointed at.
    pub(super) fn is_pointing(&self) -> bool {
        self.linking.from.is_some()
    }

    /// Takes a claim that was pointed at as the other end, if one is waited for.
    pub(super) fn catch_link(&mut self, to: ClaimId) -> bool {
        let Some((from, how)) = self.linking.from.take_if(|(from, _)| from.claim != to) else { return false };
        self.link(&from, how, to);
        true
    }

    /// Links a claim with another, as one step.
    pub(super) fn link(&mut self, from: &Use, how: LinkId, to: ClaimId) {
        let Some(claim) = self.session.project().claim_at(from) else { return };
        let mut changed = claim.as_ref().clone();
        if from.claim == to || !changed.add_link(Link { how, to }) {
            self.notify("They are linked so already.");
            return;
        }
        let edit = Edit::put((*from.story).clone(), (*from.coder).clone(), changed);
        self.perform("link claims".to_owned(), edit);
        if self.view.story.as_ref() == Some(&*from.story) {
            self.view.chosen = Some(from.claim);
        } else {
            self.notify("The claims are linked.");
        }
    }

    /// Goes to the claim that the chosen one is linked with; pressed there again, to the next one. Where
    /// the way led to another coder's claim, none is chosen, but that one is open.
    pub(super) fn go_to_linked(&mut self) {
        let Some(chosen) = self.chosen_place().or_else(|| self.opened_place()) else { return };
        let tour = self.linking.tour.clone().filter(|(_, _, at)| *at == chosen.claim);
        let on = tour.map(|(origin, index, _)| (origin, index + 1));
        // Where there is but one link the next press goes on from the claim it led to.
        let on = on.filter(|(origin, _)| self.ways_from(origin).len() > 1);
        let (origin, index) = on.unwrap_or((chosen, 0));
        let ways = self.ways_from(&origin);
        let Some(to) = ways.get(index % ways.len().max(1)).cloned() else { return };
        let at = to.claim;
        self.visit(&to);
        self.linking.tour = Some((origin, index, at));
    }

    /// Where the links of a claim lead.
    fn ways_from(&self, origin: &Use) -> Vec<Use> {
        let claim = self.session.project().claim_at(origin);
        let ties = claim.zip(self.digest.as_ref()).map(|(claim, digest)| digest.links.of(claim));
        ties.unwrap_or_default().into_iter().filter_map(|tie| tie.at).collect()
    }

    /// Goes to a claim, of whichever story and coder, and remembers the way back: to its words, or
    /// else to its picture.
    pub(super) fn visit(&mut self, to: &Use) {
        let Some(claim) = self.session.project().claim_at(to).cloned() else { return };
        let tour = self.linking.tour.take();
        self.linking.trail.push((self.whereabouts(), tour));
        if self.linking.trail.len() > TRAIL {
            self.linking.trail.remove(0);
        }
        self.open_story((*to.story).clone());
        if *to.coder == *self.session.coder() {
            self.show_claim(to.claim);
        } else {
            let whose = crate::story::visible(to.coder.as_str());
            self.notify(&format!("This claim is {whose}\u{2019}s."));
            self.view.chosen = None;
            self.bring_other(&to.coder, to.claim);
        }
        Digest::refresh(&mut self.digest, &self.session, self.view.story.as_ref());
        match (claim.passages.first(), claim.regions.first()) {
            (Some(passage), _) => {
                self.view.enlarged = None;
                self.panels.article.reveal(passage.range);
            }
            (None, Some(region)) => self.view.enlarged = Some(region.picture.clone()),
            (None, None) => {}
        }
    }

    /// Goes back to where the last link was followed.
    pub(super) fn follow_back(&mut self, ctx: &egui::Context) {
        match self.linking.trail.pop() {
            Some((to, tour)) => {
                self.linking.tour = tour;
                self.return_to(ctx, to);
            }
            None => self.notify("No link was followed to here."),
        }
    }
}
