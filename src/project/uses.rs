use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::walk::Walk;
use super::{Edit, Project};
use crate::claims::{ActorId, Claim, ClaimId, CoderId};
use crate::story::StoryId;

/// A claim that names an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The story it is about.
    pub story: Arc<StoryId>,
    /// Whose claim it is.
    pub coder: Arc<CoderId>,
    /// Which claim.
    pub claim: ClaimId,
}

/// Which claims name which actors, of all coders: gathered bit by bit, because a project may hold
/// hundreds of thousands.
#[derive(Debug, Default)]
pub struct Uses {
    of: HashMap<ActorId, Vec<Use>>,
    walk: Walk,
    coders: BTreeMap<CoderId, Arc<CoderId>>,
}

impl Uses {
    /// Looks through one story after the other, until there are no more or `enough` says so.
    /// The project must be the same in every call.
    pub fn look(&mut self, project: &Project, enough: impl FnMut() -> bool) {
        let (coders, of) = (&mut self.coders, &mut self.of);
        self.walk.go_on(project, enough, |id, work| {
            let story = Arc::new(id.clone());
            for (coder, work) in &work.coders {
                let coder = coders.entry(coder.clone()).or_insert_with(|| Arc::new(coder.clone()));
                for claim in work.claims.values() {
                    let mut named: Vec<&ActorId> = claim
                        .actors()
                        .map(|id| project.actors.get(id).map_or(id, |actor| &actor.id))
                        .collect();
                    named.sort_unstable();
                    named.dedup();
                    for actor in named {
                        let one = Use { story: story.clone(), coder: coder.clone(), claim: claim.id };
                        match of.get_mut(actor) {
                            Some(uses) => uses.push(one),
                            None => drop(of.insert(actor.clone(), vec![one])),
                        }
                    }
                }
            }
        });
    }

    /// Whether every story has been looked through.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.walk.is_done()
    }

    /// The claims that name an actor, by its own id or one merged into it: by story and coder, as
    /// far as they were looked through.
    #[must_use]
    pub fn of(&self, actor: &ActorId) -> &[Use] {
        self.of.get(actor).map_or(&[], Vec::as_slice)
    }
}

/// What makes several actors one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Union {
    /// The one edit.
    pub edit: Edit,
    /// How many of the coder's claims will name the kept actor instead.
    pub claims: usize,
    /// How many of the coder's claims lie in files that cannot be changed now. They keep the old
    /// id, which leads to the kept actor.
    pub left: usize,
}

impl Project {
    /// What merges the actors `away` into `kept`: it takes in all that is known of them, they leave
    /// the registry, and the coder's claims name `kept`. Those of other coders, whose files are not
    /// ours to write, go on naming the old ids, which lead to `kept` from now on.
    ///
    /// `None` where there is nothing to merge.
    #[must_use]
    pub fn union(&self, coder: &CoderId, kept: &ActorId, away: &[ActorId]) -> Option<Union> {
        let mut into = self.actors.exactly(kept)?.clone();
        let roles = into.roles.len();
        let mut meant: Vec<&ActorId> = Vec::new();
        let mut edits = Vec::new();
        for actor in away.iter().filter(|id| *id != kept).filter_map(|id| self.actors.exactly(id)) {
            into.take_in(actor);
            meant.extend(std::iter::once(&actor.id).chain(&actor.was));
            edits.push(Edit::Actor { id: actor.id.clone(), to: None });
        }
        if edits.is_empty() {
            return None;
        }
        if into.roles.len() > roles {
            // The last role that holds is the one that is shown.
            into.roles.sort_by_key(|role| role.from);
        }
        edits.push(Edit::Actor { id: kept.clone(), to: Some(Box::new(into)) });
        let is_meant = |id: &ActorId| meant.contains(&id);
        let registry = edits.len();
        let mut left = 0;
        for (story, work) in &self.stories {
            let Some(own) = work.work_of(coder) else { continue };
            let fixed = work.locked.is_some() || work.sealed.contains_key(coder);
            for claim in own.claims.values().filter(|claim| claim.actors().any(is_meant)) {
                if fixed {
                    left += 1;
                    continue;
                }
                let mut claim = Claim::clone(claim);
                claim.rename_actors(is_meant, kept);
                edits.push(Edit::put(story.clone(), coder.clone(), claim));
            }
        }
        Some(Union { claims: edits.len() - registry, edit: Edit::Batch(edits), left })
    }
}
