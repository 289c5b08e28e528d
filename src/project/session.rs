use jiff::Timestamp;

use super::{Access, Change, Deed, Edit, EditError, History, Project, Retraced, StepId, Touched, Unsaved};
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
        let back = self.project.apply(edit.clone())?;
        let deed = self.next_deed(label);
        self.keep(deed, edit, back);
        Ok(())
    }

    fn next_deed(&self, label: impl Into<String>) -> Deed {
        Deed::Did { id: self.history.next_id(), label: label.into(), after: self.history.current() }
    }

    /// Takes the last step back; says what came of it. `None` if there is nothing to undo.
    ///
    /// What others wrote since into what the step changed stays, and what cannot be taken back any more
    /// is left out.
    ///
    /// # Errors
    /// If the project is open for reading only; the step stays undoable.
    pub fn undo(&mut self) -> Result<Option<Retraced>, EditError> {
        let Some((id, step)) = self.history.current().and_then(|id| Some((id, self.history.step(id)?)))
        else {
            return Ok(None);
        };
        let (many, focus) = (matches!(step.back(), Edit::Batch(_)), step.back().focus());
        let course = self.project.go([step.taken_back()])?;
        let (edit, back, retraced) = course.into_parts(many);
        self.keep(Deed::Undid(id), edit, back);
        Ok(Some(Retraced { focus, ..retraced }))
    }

    /// Does the last undone step again; says what came of it, as [`Session::undo`] does. `None` if there is
    /// nothing to redo.
    ///
    /// # Errors
    /// If the project is open for reading only; the step stays redoable.
    pub fn redo(&mut self) -> Result<Option<Retraced>, EditError> {
        let Some((id, step)) = self.history.onward().and_then(|id| Some((id, self.history.step(id)?))) else {
            return Ok(None);
        };
        let (many, focus) = (matches!(step.edit(), Edit::Batch(_)), step.edit().focus());
        let course = self.project.go([step.made_again()])?;
        let (edit, back, retraced) = course.into_parts(many);
        self.keep(Deed::Redid(id), edit, back);
        Ok(Some(Retraced { focus, ..retraced }))
    }

    /// Makes the project what it was after the step `to`, or before every step, but for what others
    /// wrote. That is a step of its own, which undo takes back, unless all of it was left out. Says what
    /// came of it; `None` if there is nothing to do.
    ///
    /// # Errors
    /// If the project is open for reading only.
    pub fn go_back(
        &mut self,
        label: impl Into<String>,
        to: Option<StepId>,
    ) -> Result<Option<Retraced>, EditError> {
        let Some(way) = self.history.way_to(to).filter(|way| !way.is_empty()) else { return Ok(None) };
        let course = self.project.go(way)?;
        let course = self.project.draw_together(course)?;
        let changes = !course.is_empty();
        let (edit, back, retraced) = course.into_parts(true);
        if changes {
            let deed = self.next_deed(label);
            self.keep(deed, edit, back);
        }
        Ok(Some(retraced))
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

    /// Keeps a change that was made.
    fn keep(&mut self, deed: Deed, edit: Edit, back: Edit) {
        let touched = edit.touches();
        let now = Timestamp::now();
        let at = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let change = Change { at, deed, edit, back };
        self.history.record(&change);
        self.revision += 1;
        self.unsaved.touched.extend(touched);
        self.unsaved.changes.push(change);
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
