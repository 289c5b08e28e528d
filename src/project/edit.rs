use std::collections::BTreeSet;
use std::sync::Arc;

use thiserror::Error;

use super::{Access, Project, Status, StoryWork};
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

impl Project {
    /// Makes one change and returns the edit that takes it back.
    ///
    /// # Errors
    /// The reason, if the edit cannot be made; the project is then unchanged.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        if let Access::ReadOnly(reason) = &self.access {
            return Err(EditError::ReadOnly(reason.clone()));
        }
        self.change(edit)
    }

    /// Makes the change that the project's files have undergone already. That is allowed in a
    /// project open for reading only, for it changes nothing but what is known of the files.
    ///
    /// # Errors
    /// As [`Project::apply`], but for [`EditError::ReadOnly`].
    pub(super) fn follow(&mut self, edit: Edit) -> Result<Edit, EditError> {
        self.change(edit)
    }

    fn change(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::Claim { story, coder, id, to } => {
                if let Some(claim) = to.as_ref().filter(|claim| claim.id != id) {
                    return Err(EditError::WrongClaim { edit: id, claim: claim.id });
                }
                let claims = &mut self.open_work(&story, &coder)?.claims;
                let was = match to {
                    Some(claim) => claims.insert(id, claim),
                    None => claims.remove(&id),
                };
                self.sweep(&story, &coder);
                Ok(Edit::Claim { story, coder, id, to: was })
            }
            Edit::Status { story, coder, to } => {
                let was = std::mem::replace(&mut self.open_work(&story, &coder)?.status, to);
                self.sweep(&story, &coder);
                Ok(Edit::Status { story, coder, to: was })
            }
            Edit::Actor { id, to } => {
                if let Some(actor) = to.as_ref().filter(|actor| actor.id != id) {
                    return Err(EditError::WrongActor { edit: id, actor: actor.id.clone() });
                }
                let was = Arc::make_mut(&mut self.actors).set(&id, to.map(|actor| *actor));
                Ok(Edit::Actor { id, to: was.map(Box::new) })
            }
            Edit::CodeBook(to) => Ok(Edit::CodeBook(std::mem::replace(&mut self.codebook, to))),
            Edit::Story { id, to } => {
                let work = self.unlocked(&id)?;
                if !to.fits(&work.text) {
                    return Err(EditError::BadBlocks(id));
                }
                Ok(Edit::Story { id, to: std::mem::replace(&mut work.story, to) })
            }
            Edit::Text { id, story, text } => {
                let work = self.unlocked(&id)?;
                if !story.fits(&text) {
                    return Err(EditError::BadBlocks(id));
                }
                let story = std::mem::replace(&mut work.story, story);
                let text = std::mem::replace(&mut work.text, text);
                Ok(Edit::Text { id, story, text })
            }
            Edit::Shelf { id, to } => {
                let was = match to {
                    Some(work) => self.stories.insert(id.clone(), *work),
                    None => self.stories.remove(&id),
                };
                Ok(Edit::Shelf { id, to: was.map(Box::new) })
            }
            Edit::Batch(edits) => {
                let mut inverses = Vec::with_capacity(edits.len());
                for edit in edits {
                    match self.change(edit) {
                        Ok(inverse) => inverses.push(inverse),
                        Err(error) => {
                            for inverse in inverses.into_iter().rev() {
                                // An inverse restores a state that was just there.
                                let restored = self.change(inverse);
                                debug_assert!(restored.is_ok(), "an inverse was refused: {restored:?}");
                            }
                            return Err(error);
                        }
                    }
                }
                inverses.reverse();
                Ok(Edit::Batch(inverses))
            }
        }
    }

    /// The coder's work on a story, made if there is none yet.
    fn open_work(&mut self, story: &StoryId, coder: &CoderId) -> Result<&mut super::CoderWork, EditError> {
        let work = self.unlocked(story)?;
        if let Some(reason) = work.sealed.get(coder) {
            return Err(EditError::Sealed { coder: coder.clone(), reason: reason.clone() });
        }
        Ok(work.coders.entry(coder.clone()).or_default())
    }

    /// A story of which something may be changed.
    fn unlocked(&mut self, id: &StoryId) -> Result<&mut StoryWork, EditError> {
        let work = self.stories.get_mut(id).ok_or_else(|| EditError::NoStory(id.clone()))?;
        match &work.locked {
            Some(reason) => Err(EditError::Locked { story: id.clone(), reason: reason.clone() }),
            None => Ok(work),
        }
    }

    /// Forgets work that holds nothing, so that undoing a first claim leaves no trace.
    fn sweep(&mut self, story: &StoryId, coder: &CoderId) {
        if let Some(work) = self.stories.get_mut(story)
            && work.coders.get(coder) == Some(&super::CoderWork::default())
        {
            work.coders.remove(coder);
        }
    }
}
