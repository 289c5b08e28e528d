//! Minds what other programs make of the project's files while it is open.
//!
//! The looking is the saver's, on its thread and by its clock, while this window is the one that is
//! worked in; what came of it is taken into the project here and told.

use std::collections::BTreeSet;

use egui::Context;

use super::Workbench;
use super::tidings::Tidings;
use crate::claims::ClaimId;
use crate::project::{Edit, Project};
use crate::store::{News, Outside};
use crate::story::StoryId;

/// What came of looking.
#[derive(Default)]
pub(super) struct Lookout {
    tidings: Tidings,
}

impl Workbench {
    /// Takes in what was found, and says whether the files are worked with.
    pub(super) fn look_out(&mut self, ctx: &Context) {
        // Asked first: what is found while the rest is taken in must not be missed by a hair.
        let looking = self.keeper.as_ref().is_some_and(|keeper| keeper.saver.is_looking());
        let news = self.keeper.as_ref().map(|keeper| keeper.saver.take_outside()).unwrap_or_default();
        for outside in news {
            self.take_in(ctx, outside);
        }
        let Some(keeper) = &self.keeper else { return };
        keeper.saver.watch(ctx.input(|input| input.focused), self.view.story.as_ref());
        // Many files may have changed together, as by a pull: that is told once, when the look is
        // over. The saver wakes the window then.
        if !looking && !self.lookout.tidings.is_empty() {
            let tidings = std::mem::take(&mut self.lookout.tidings);
            let following = self.session.project().access != crate::project::Access::Write;
            tidings.tell(&mut self.panels.notices, following);
        }
    }

    /// Takes one piece of news into the project, and notes it to be told.
    fn take_in(&mut self, ctx: &Context, outside: Outside) {
        let tidings = &mut self.lookout.tidings;
        match &outside.news {
            News::Missing => tidings.missing.push(outside.file.clone()),
            News::StoryMissing(_) => tidings.gone.push(outside.file.clone()),
            News::Unreadable { reason, hint } => {
                tidings.unreadable.push(format!("{}: {reason}. {hint}", outside.file));
            }
            _ => {}
        }
        let merged = outside.merged(self.session.project());
        let clashes = outside.clashes.iter().chain(&merged.clashes);
        tidings.notes.extend(clashes.map(|clash| format!("{}: {clash}.", outside.file)));
        let Some((mut edit, mut again)) = merged.value else { return };
        if self.takes_typed(&edit) {
            // What is typed into a claim that was deleted elsewhere makes it one that was changed
            // here, and so it stays.
            self.commit_typed(ctx);
            let Some(anew) = outside.edit(self.session.project()) else { return };
            (edit, again) = anew;
        }
        let place = own_work(&outside.news, self.session.coder());
        let before = place.map(|story| self.clashing(story)).unwrap_or_default();
        let touched = if again { edit.touches() } else { std::collections::BTreeSet::new() };
        self.panels.claims.keep_typed();
        if let Err(error) = self.session.absorb(edit, touched) {
            // Such as a file that could not be read when the project was opened.
            let words = format!("{} was changed outside, but that is not shown: {error}.", outside.file);
            self.lookout.tidings.unreadable.push(words);
            return;
        }
        self.note(&outside);
        if let Some(story) = place {
            let new: Vec<ClaimId> =
                self.clashing(story).into_iter().filter(|claim| !before.contains(claim)).collect();
            self.lookout.tidings.clashes.extend(new.into_iter().map(|claim| (story.clone(), claim)));
        }
    }

    /// Notes what was absorbed.
    fn note(&mut self, outside: &Outside) {
        let open = self.view.story.as_ref();
        let project = self.session.project();
        let tidings = &mut self.lookout.tidings;
        match &outside.news {
            News::Arrived(id, _) => {
                tidings.came.push((id.clone(), headline(project, id)));
            }
            News::Work(story, ..)
            | News::Mended(story, ..)
            | News::Story(story, _)
            | News::Text(story, ..)
                if Some(story) == open =>
            {
                tidings.here.insert(outside.file.clone());
            }
            _ => {
                tidings.elsewhere.insert(outside.file.clone());
            }
        }
    }

    /// Whether the edit deletes the claim that is being typed into.
    fn takes_typed(&self, edit: &Edit) -> bool {
        let deletes =
            |edit: &&Edit| matches!(edit, Edit::Claim { to: None, id, .. } if Some(*id) == self.view.chosen);
        self.panels.claims.is_typing() && edit.singles().iter().any(deletes)
    }

    /// The coder's claims on a story that wait to be settled, in reading order.
    pub(super) fn clashing(&self, story: &StoryId) -> Vec<ClaimId> {
        let Some(work) = self.session.project().story(story) else { return Vec::new() };
        let Some(own) = work.work_of(self.session.coder()) else { return Vec::new() };
        let waits = own.claims.values().any(|claim| claim.open_clashes().next().is_some());
        let claims = if waits { own.in_order(&work.story) } else { Vec::new() };
        let open = claims.iter().filter(|claim| claim.open_clashes().next().is_some());
        open.map(|claim| claim.id).collect::<Vec<_>>()
    }
}

/// The story, if the news are about the coder's own claims on it.
fn own_work<'a>(news: &'a News, coder: &crate::claims::CoderId) -> Option<&'a StoryId> {
    match news {
        News::Work(story, whose, _) if whose == coder => Some(story),
        _ => None,
    }
}

fn headline(project: &Project, id: &StoryId) -> String {
    let headline = project.story(id).map(|work| work.story.headline.trim().to_owned());
    headline.filter(|headline| !headline.is_empty()).unwrap_or_else(|| id.to_string())
}

/// Files, each named once.
pub(super) type Files = BTreeSet<String>;
