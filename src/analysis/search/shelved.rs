//! A story as a search sees it: a snapshot that shares all it can with the project.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::claims::{ActorId, Actors, CodeBook, CoderId};
use crate::project::{Claims, CoderWork, Project, Status, StoryWork};
use crate::story::{Story, StoryId, StoryText};

/// A story with what every coder made of it. Making one copies a few handles, whatever it holds.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// Its name.
    pub id: StoryId,
    /// Its metadata, blocks and pictures.
    pub story: Arc<Story>,
    /// Its text.
    pub text: StoryText,
    /// What each coder made of it, by name.
    pub coders: Vec<CoderClaims>,
}

/// A coder's work on a story.
#[derive(Clone, Debug)]
pub struct CoderClaims {
    /// The coder.
    pub coder: CoderId,
    /// How far the coder is.
    pub status: Status,
    /// The claims, by id.
    pub claims: Claims,
}

impl Shelved {
    /// The story as it is now.
    #[must_use]
    pub fn of(id: &StoryId, work: &StoryWork) -> Self {
        Self::with(id.clone(), work.story.clone(), work.text.clone(), work.coders.iter())
    }

    /// A story with these coders' work.
    #[must_use]
    pub fn with<'w>(
        id: StoryId,
        story: Arc<Story>,
        text: StoryText,
        coders: impl Iterator<Item = (&'w CoderId, &'w CoderWork)>,
    ) -> Self {
        let coders = coders.map(|(coder, work)| CoderClaims {
            coder: coder.clone(),
            status: work.status,
            claims: work.claims.clone(),
        });
        Self { id, story, text, coders: coders.collect() }
    }
}

/// The stories in the order in which results are listed, which is that of the list of stories: the
/// newest first, those without a date last.
#[must_use]
pub fn reading_order(project: &Project) -> Vec<StoryId> {
    let mut stories: Vec<(&StoryId, &Story)> =
        project.stories.iter().map(|(id, work)| (id, &*work.story)).collect();
    stories.sort_by_key(|(id, story)| (Reverse(story.date), story.headline.as_str(), *id));
    stories.into_iter().map(|(id, _)| id.clone()).collect()
}

/// What actors and codes are called.
#[derive(Clone, Debug)]
pub struct Names {
    /// The kinds and their fields.
    pub codebook: Arc<CodeBook>,
    actors: BTreeMap<ActorId, String>,
    /// Who an actor that was merged away is now: a colleague's claims may still name the old id.
    became: BTreeMap<ActorId, ActorId>,
}

impl Names {
    /// The names a project has for its actors and codes.
    #[must_use]
    pub fn of(codebook: &Arc<CodeBook>, actors: &Actors) -> Self {
        let words = |actor: &crate::claims::Actor| {
            let names: Vec<&str> =
                std::iter::once(&actor.name).chain(&actor.aliases).map(String::as_str).collect();
            (actor.id.clone(), names.join("; "))
        };
        let mut became = BTreeMap::new();
        for actor in actors.iter() {
            for was in actor.was.iter().filter(|was| actors.exactly(was).is_none()) {
                // Where two claim to be the one, it is the first, as in the registry.
                became.entry(was.clone()).or_insert_with(|| actor.id.clone());
            }
        }
        Self { codebook: codebook.clone(), actors: actors.iter().map(words).collect(), became }
    }

    /// The id that an actor has now; the same for all but one that was merged away.
    #[must_use]
    pub fn current<'n>(&'n self, id: &'n ActorId) -> &'n ActorId {
        self.became.get(id).unwrap_or(id)
    }

    /// An actor's name and aliases, with semicolons between; the bare id of one that is gone.
    #[must_use]
    pub fn actor<'n>(&'n self, id: &'n ActorId) -> &'n str {
        let id = self.current(id);
        self.actors.get(id).map_or(id.as_str(), String::as_str)
    }
}
