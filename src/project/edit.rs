use std::collections::BTreeSet;
use std::sync::Arc;

use thiserror::Error;

use super::{Status, StoryWork};
use crate::claims::{Actor, ActorId, Claim, ClaimId, CodeBook, CoderId};
use crate::story::{Story, StoryId, StoryText};

/// One reversible change: what something becomes. Nothing else changes a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A claim becomes `to`; `None` takes it away.
    Claim {
        /// The story it is about.
        story: StoryId,
        /// Whose claim it is.
        coder: CoderId,
        /// Which claim.
        id: ClaimId,
        /// What it becomes.
        to: Option<Arc<Claim>>,
    },
    /// A coder's status on a story becomes `to`.
    Status {
        /// The story.
        story: StoryId,
        /// The coder.
        coder: CoderId,
        /// What it becomes.
        to: Status,
    },
    /// An actor becomes `to`; `None` takes it out of the registry. Claims that name it keep its id.
    Actor {
        /// Which actor.
        id: ActorId,
        /// What it becomes.
        to: Option<Box<Actor>>,
    },
    /// The code book becomes this one. Claims keep kinds, fields and codes it no longer knows.
    CodeBook(Arc<CodeBook>),
    /// A story's metadata, blocks or pictures become `to`. The text stays.
    Story {
        /// Which story.
        id: StoryId,
        /// What it becomes.
        to: Arc<Story>,
    },
    /// A story gets another text, with the blocks and pictures that fit it. Passages stay as they are:
    /// a [`Correction`](super::Correction) brings what carries them over.
    Text {
        /// Which story.
        id: StoryId,
        /// What it becomes.
        story: Arc<Story>,
        /// Its new text.
        text: StoryText,
    },
    /// A story comes into the project, with whatever was made of it, or leaves it.
    Shelf {
        /// Which story.
        id: StoryId,
        /// The story, or `None` to take it off the shelf.
        to: Option<Box<StoryWork>>,
    },
    /// All of these, in this order, or none.
    Batch(Vec<Edit>),
}

/// Why an edit was refused. The project is as it was before.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// The project is open for reading only.
    #[error("this project is open for reading only: {0}")]
    ReadOnly(String),
    /// The coder's file for this story could not be read; writing it would lose what it holds.
    #[error(
        "{coder}'s claims on this story cannot be changed, because their file could not be read: {reason}"
    )]
    Sealed {
        /// Whose file.
        coder: CoderId,
        /// Why it could not be read.
        reason: String,
    },
    /// The story's own file could be read only in part; writing it would lose the rest.
    #[error("{story} is open for reading only, because its file could be read only in part: {reason}")]
    Locked {
        /// Which story.
        story: StoryId,
        /// What is wrong with its file.
        reason: String,
    },
    /// The project has no such story.
    #[error("there is no story called {0}")]
    NoStory(StoryId),
    /// The claim carries another id than the edit.
    #[error("the edit is for claim {edit} but brings claim {claim}")]
    WrongClaim {
        /// The id the edit names.
        edit: ClaimId,
        /// The id the claim has.
        claim: ClaimId,
    },
    /// The actor carries another id than the edit.
    #[error("the edit is for actor {edit} but brings actor {actor}")]
    WrongActor {
        /// The id the edit names.
        edit: ActorId,
        /// The id the actor has.
        actor: ActorId,
    },
    /// A story's new blocks or pictures do not fit its text.
    #[error("the new blocks of {0} do not fit its text")]
    BadBlocks(StoryId),
    /// A step that brought a story is taken back, but the story is no longer as it came.
    #[error("{story} stays in the project, because {since}")]
    Worked {
        /// Which story.
        story: StoryId,
        /// What became of it since, as a clause.
        since: String,
    },
    /// A story is to come back, and another one has its name by now.
    #[error("another story called {0} is in the project by now")]
    Taken(StoryId),
}

/// Something an edit changed: what must be saved and looked at again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Touched {
    /// A coder's work on a story.
    Work(StoryId, CoderId),
    /// A story's text. One that was there once is there for ever.
    Text(StoryId),
    /// A story's metadata, blocks or pictures.
    Story(StoryId),
    /// A story came or went.
    Shelf(StoryId),
    /// The registry of actors.
    Actors,
    /// The code book.
    CodeBook,
}

impl Edit {
    /// The edit that makes `claim` what it is here, new or not.
    #[must_use]
    pub fn put(story: StoryId, coder: CoderId, claim: Claim) -> Self {
        Self::Claim { story, coder, id: claim.id, to: Some(Arc::new(claim)) }
    }

    /// What this edit makes of a claim: `None` where it is not about it.
    #[must_use]
    pub fn outcome_for(
        &self,
        story: &StoryId,
        coder: &CoderId,
        claim: ClaimId,
    ) -> Option<Option<&Arc<Claim>>> {
        match self {
            Self::Claim { story: at, coder: whose, id, to } => {
                (at == story && whose == coder && *id == claim).then_some(to.as_ref())
            }
            Self::Batch(edits) => edits.iter().rev().find_map(|edit| edit.outcome_for(story, coder, claim)),
            _ => None,
        }
    }

    /// The code book this edit brings, if it brings one.
    #[must_use]
    pub fn codebook(&self) -> Option<&Arc<CodeBook>> {
        match self {
            Self::CodeBook(book) => Some(book),
            Self::Batch(edits) => edits.iter().rev().find_map(Self::codebook),
            _ => None,
        }
    }

    /// What the edit changes.
    #[must_use]
    pub fn touches(&self) -> BTreeSet<Touched> {
        let mut touched = BTreeSet::new();
        self.touch(&mut touched, &mut None);
        touched
    }

    /// Adds what it changes to `touched`. An edit of thousands of claims is mostly about one story
    /// after the other, so the `last` one is asked before all are.
    fn touch<'a>(&'a self, touched: &mut BTreeSet<Touched>, last: &mut Option<(&'a StoryId, &'a CoderId)>) {
        match self {
            Self::Claim { story, coder, .. } | Self::Status { story, coder, .. } => {
                if *last != Some((story, coder)) {
                    *last = Some((story, coder));
                    touched.insert(Touched::Work(story.clone(), coder.clone()));
                }
            }
            Self::Actor { .. } => drop(touched.insert(Touched::Actors)),
            Self::CodeBook(_) => drop(touched.insert(Touched::CodeBook)),
            Self::Story { id, .. } => drop(touched.insert(Touched::Story(id.clone()))),
            Self::Text { id, .. } => {
                touched.extend([Touched::Text(id.clone()), Touched::Story(id.clone())]);
            }
            Self::Shelf { id, .. } => drop(touched.insert(Touched::Shelf(id.clone()))),
            Self::Batch(edits) => edits.iter().for_each(|edit| edit.touch(touched, last)),
        }
    }

    /// The story and claim a reader should be shown after this edit.
    #[must_use]
    pub fn focus(&self) -> Option<(StoryId, Option<ClaimId>)> {
        match self {
            Self::Claim { story, id, .. } => Some((story.clone(), Some(*id))),
            Self::Status { story, .. } => Some((story.clone(), None)),
            Self::Story { id, .. } | Self::Text { id, .. } | Self::Shelf { id, .. } => {
                Some((id.clone(), None))
            }
            Self::Actor { .. } | Self::CodeBook(_) => None,
            Self::Batch(edits) => edits.iter().rev().find_map(Self::focus),
        }
    }
}
