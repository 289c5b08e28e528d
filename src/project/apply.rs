use std::sync::Arc;

use super::{Access, CoderWork, Edit, EditError, Project, StoryWork};
use crate::claims::CoderId;
use crate::story::StoryId;

impl Project {
    /// Makes one change and returns the edit that takes it back.
    ///
    /// # Errors
    /// The reason, if the edit cannot be made; the project is then unchanged.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        self.may_change()?;
        self.change(edit)
    }

    /// Whether anything may be changed at all.
    pub(super) fn may_change(&self) -> Result<(), EditError> {
        match &self.access {
            Access::Write => Ok(()),
            Access::ReadOnly(reason) => Err(EditError::ReadOnly(reason.clone())),
        }
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
            Edit::Claim { story: ref id, .. }
            | Edit::Status { story: ref id, .. }
            | Edit::Story { ref id, .. }
            | Edit::Text { ref id, .. } => {
                let work = self.stories.get_mut(id).ok_or_else(|| EditError::NoStory(id.clone()))?;
                work.change(edit)
            }
            Edit::Actor { id, to } => {
                if let Some(actor) = to.as_ref().filter(|actor| actor.id != id) {
                    return Err(EditError::WrongActor { edit: id, actor: actor.id.clone() });
                }
                let was = Arc::make_mut(&mut self.actors).set(&id, to.map(|actor| *actor));
                Ok(Edit::Actor { id, to: was.map(Box::new) })
            }
            Edit::CodeBook(to) => Ok(Edit::CodeBook(std::mem::replace(&mut self.codebook, to))),
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
                            self.take_back(inverses);
                            return Err(error);
                        }
                    }
                }
                inverses.reverse();
                Ok(Edit::Batch(inverses))
            }
        }
    }

    /// Takes back what was just changed; the inverses stand in the order of the changes.
    pub(super) fn take_back(&mut self, inverses: Vec<Edit>) {
        for inverse in inverses.into_iter().rev() {
            // An inverse restores a state that was just there.
            let restored = self.change(inverse);
            debug_assert!(restored.is_ok(), "an inverse was refused: {restored:?}");
        }
    }

    /// The edit that would leave what the single `edit` is about as it is; `None` if the story of which
    /// something is to be changed is not there.
    pub(crate) fn as_is(&self, edit: &Edit) -> Option<Edit> {
        Some(match edit {
            Edit::Claim { story: id, .. }
            | Edit::Status { story: id, .. }
            | Edit::Story { id, .. }
            | Edit::Text { id, .. } => self.story(id)?.as_is(edit)?,
            Edit::Actor { id, .. } => {
                Edit::Actor { id: id.clone(), to: self.actors.exactly(id).cloned().map(Box::new) }
            }
            Edit::CodeBook(_) => Edit::CodeBook(self.codebook.clone()),
            Edit::Shelf { id, .. } => {
                Edit::Shelf { id: id.clone(), to: self.story(id).cloned().map(Box::new) }
            }
            Edit::Batch(_) => return None,
        })
    }
}

impl StoryWork {
    /// Makes a single change to what belongs to this story; the edit that takes it back. Others are
    /// about no story, and come back as they are.
    pub(super) fn change(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::Claim { story, coder, id, to } => {
                if let Some(claim) = to.as_ref().filter(|claim| claim.id != id) {
                    return Err(EditError::WrongClaim { edit: id, claim: claim.id });
                }
                self.may_change(&story)?;
                let claims = &mut self.open_work(&coder)?.claims;
                let was = match to {
                    Some(claim) => claims.insert(id, claim),
                    None => claims.remove(&id),
                };
                self.sweep(&coder);
                Ok(Edit::Claim { story, coder, id, to: was })
            }
            Edit::Status { story, coder, to } => {
                self.may_change(&story)?;
                let was = std::mem::replace(&mut self.open_work(&coder)?.status, to);
                self.sweep(&coder);
                Ok(Edit::Status { story, coder, to: was })
            }
            Edit::Story { id, to } => {
                self.may_change(&id)?;
                if !to.fits(&self.text) {
                    return Err(EditError::BadBlocks(id));
                }
                Ok(Edit::Story { id, to: std::mem::replace(&mut self.story, to) })
            }
            Edit::Text { id, story, text } => {
                self.may_change(&id)?;
                if !story.fits(&text) {
                    return Err(EditError::BadBlocks(id));
                }
                let story = std::mem::replace(&mut self.story, story);
                let text = std::mem::replace(&mut self.text, text);
                Ok(Edit::Text { id, story, text })
            }
            other => Ok(other),
        }
    }

    /// As [`Project::as_is`], of an edit of what belongs to this story.
    pub(super) fn as_is(&self, edit: &Edit) -> Option<Edit> {
        match edit {
            Edit::Claim { story, coder, id, .. } => {
                let to = self.claim(coder, *id).cloned();
                Some(Edit::Claim { story: story.clone(), coder: coder.clone(), id: *id, to })
            }
            Edit::Status { story, coder, .. } => {
                let to = self.status(coder);
                Some(Edit::Status { story: story.clone(), coder: coder.clone(), to })
            }
            Edit::Story { id, .. } => Some(Edit::Story { id: id.clone(), to: self.story.clone() }),
            Edit::Text { id, .. } => {
                Some(Edit::Text { id: id.clone(), story: self.story.clone(), text: self.text.clone() })
            }
            _ => None,
        }
    }

    fn may_change(&self, id: &StoryId) -> Result<(), EditError> {
        match &self.locked {
            Some(reason) => Err(EditError::Locked { story: id.clone(), reason: reason.clone() }),
            None => Ok(()),
        }
    }

    /// The coder's work, made if there is none yet.
    fn open_work(&mut self, coder: &CoderId) -> Result<&mut CoderWork, EditError> {
        if let Some(reason) = self.sealed.get(coder) {
            return Err(EditError::Sealed { coder: coder.clone(), reason: reason.clone() });
        }
        Ok(self.coders.entry(coder.clone()).or_default())
    }

    /// Forgets work that holds nothing, so that undoing a first claim leaves no trace.
    fn sweep(&mut self, coder: &CoderId) {
        if self.coders.get(coder) == Some(&CoderWork::default()) {
            self.coders.remove(coder);
        }
    }
}
