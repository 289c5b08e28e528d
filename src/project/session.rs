use jiff::Timestamp;

use super::{Access, Change, Deed, Edit, EditError, History, Project, StepId, Touched, Unsaved};
use crate::claims::{ClaimId, CoderId};
use crate::story::StoryId;

/// A project at work: with its coder, its history, and what is not yet on disk.
#[derive(Clone, Debug)]
pub struct Session {
    project: Project,
    history: History,
    coder: CoderId,
    revision: u64,
    unsaved: Unsaved,
}

/// Where an undo or redo leads the reader.
pub type Focus = Option<(StoryId, Option<ClaimId>)>;

impl Session {
    /// Begins work on `project` as `coder`.
    #[must_use]
    pub fn new(project: Project, coder: CoderId) -> Self {
        Self::resume(project, coder, History::default())
    }

    /// Goes on with work on `project` as `coder`, who did what `history` says.
    #[must_use]
    pub fn resume(project: Project, coder: CoderId, history: History) -> Self {
        Self { project, history, coder, revision: 0, unsaved: Unsaved::default() }
    }

    /// The project as it is now.
    #[must_use]
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// What was done, in this run and earlier ones.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Whose claims are made.
    #[must_use]
    pub fn coder(&self) -> &CoderId {
        &self.coder
    }

    /// From now on the claims are another coder's. Earlier ones stay whose they were, and undo
    /// still takes them back.
    pub fn set_coder(&mut self, coder: CoderId) {
        self.coder = coder;
        self.revision += 1;
    }

    /// Grows with every change; views that cache compare it.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Makes one change that "Undo {label}" takes back.
    ///
    /// # Errors
    /// The reason, if the project refuses the edit; nothing has changed then.
    pub fn perform(&mut self, label: impl Into<String>, edit: Edit) -> Result<(), EditError> {
        let id = self.history.next_id();
        let deed = Deed::Did { id, label: label.into(), after: self.history.current() };
        self.make(deed, edit)
    }

    /// Takes the last step back; says where it was. `None` if there is nothing to undo.
    ///
    /// # Errors
    /// As [`Session::perform`]; the step stays undoable.
    pub fn undo(&mut self) -> Result<Option<Focus>, EditError> {
        let Some((id, step)) = self.history.current().and_then(|id| Some((id, self.history.step(id)?)))
        else {
            return Ok(None);
        };
        let edit = step.back().clone();
        let focus = edit.focus();
        self.make(Deed::Undid(id), edit)?;
        Ok(Some(focus))
    }

    /// Does the last undone step again; says where it is. `None` if there is nothing to redo.
    ///
    /// # Errors
    /// As [`Session::perform`]; the step stays redoable.
    pub fn redo(&mut self) -> Result<Option<Focus>, EditError> {
        let Some((id, step)) = self.history.onward().and_then(|id| Some((id, self.history.step(id)?))) else {
            return Ok(None);
        };
        let edit = step.edit().clone();
        let focus = edit.focus();
        self.make(Deed::Redid(id), edit)?;
        Ok(Some(focus))
    }

    /// Makes the project what it was after the step `to`, or before every step. That is a step of
    /// its own, which undo takes back. Says where it leads; `None` if there is nothing to do.
    ///
    /// # Errors
    /// As [`Session::perform`].
    pub fn go_back(
        &mut self,
        label: impl Into<String>,
        to: Option<StepId>,
    ) -> Result<Option<Focus>, EditError> {
        let Some(way) = self.history.way_to(to).filter(|way| !way.is_empty()) else { return Ok(None) };
        let edit = Edit::Batch(super::squash(way));
        let focus = edit.focus();
        self.perform(label, edit)?;
        Ok(Some(focus))
    }

    /// Takes in what happened to the project's files outside. It is no step of the analyst's: undo
    /// passes it by. `touched` says which files do not yet say the same. In a project open for
    /// reading only it is taken in as well, for it only follows the disk; nothing is written then.
    ///
    /// # Errors
    /// As [`Session::perform`], but never because the project is open for reading only.
    pub fn absorb(
        &mut self,
        edit: Edit,
        touched: impl IntoIterator<Item = Touched>,
    ) -> Result<(), EditError> {
        self.project.follow(edit)?;
        self.revision += 1;
        if self.project.access == Access::Write {
            self.unsaved.touched.extend(touched);
        }
        Ok(())
    }

    fn make(&mut self, deed: Deed, edit: Edit) -> Result<(), EditError> {
        let touched = edit.touches();
        let back = self.project.apply(edit.clone())?;
        let now = Timestamp::now();
        let at = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let change = Change { at, deed, edit, back };
        self.history.record(&change);
        self.revision += 1;
        self.unsaved.touched.extend(touched);
        self.unsaved.changes.push(change);
        Ok(())
    }

    /// Whether some file does not yet say what the project says.
    #[must_use]
    pub fn has_unsaved(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// What must be written, handing over the duty to write it.
    #[must_use]
    pub fn take_unsaved(&mut self) -> Unsaved {
        std::mem::take(&mut self.unsaved)
    }
}
