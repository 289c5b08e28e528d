use std::collections::BTreeSet;

use super::{Edit, EditError, History, Project, Step, Touched};
use crate::claims::{ClaimId, CoderId};
use crate::story::StoryId;

/// A project at work: with its coder, its history, and what is not yet on disk.
#[derive(Clone, Debug)]
pub struct Session {
    project: Project,
    history: History,
    coder: CoderId,
    revision: u64,
    unsaved: BTreeSet<Touched>,
}

/// Where an undo or redo leads the reader.
pub type Focus = Option<(StoryId, Option<ClaimId>)>;

impl Session {
    /// Begins work on `project` as `coder`.
    #[must_use]
    pub fn new(project: Project, coder: CoderId) -> Self {
        Self { project, history: History::default(), coder, revision: 0, unsaved: BTreeSet::new() }
    }

    /// The project as it is now.
    #[must_use]
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// What was done in this run.
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
        let touched = edit.touches();
        let inverse = self.project.apply(edit)?;
        self.history.push(label.into(), inverse);
        self.changed(touched);
        Ok(())
    }

    /// Takes the last step back; says where it was. `None` if there is nothing to undo.
    ///
    /// # Errors
    /// As [`Session::perform`]; the step stays undoable.
    pub fn undo(&mut self) -> Result<Option<Focus>, EditError> {
        let Some(step) = self.history.pop_done() else { return Ok(None) };
        match self.turn(&step) {
            Ok((back, focus)) => {
                self.history.push_undone(back);
                Ok(Some(focus))
            }
            Err(error) => {
                self.history.push_done(step);
                Err(error)
            }
        }
    }

    /// Does the last undone step again; says where it is. `None` if there is nothing to redo.
    ///
    /// # Errors
    /// As [`Session::perform`]; the step stays redoable.
    pub fn redo(&mut self) -> Result<Option<Focus>, EditError> {
        let Some(step) = self.history.pop_undone() else { return Ok(None) };
        match self.turn(&step) {
            Ok((back, focus)) => {
                self.history.push_done(back);
                Ok(Some(focus))
            }
            Err(error) => {
                self.history.push_undone(step);
                Err(error)
            }
        }
    }

    /// Applies a step; returns the step that turns it round again, and where it happened.
    fn turn(&mut self, step: &Step) -> Result<(Step, Focus), EditError> {
        let touched = step.edit.touches();
        let focus = step.edit.focus();
        let inverse = self.project.apply(step.edit.clone())?;
        self.changed(touched);
        Ok((Step { label: step.label.clone(), edit: inverse }, focus))
    }

    fn changed(&mut self, touched: Vec<Touched>) {
        self.revision += 1;
        self.unsaved.extend(touched);
    }

    /// Whether some file does not yet say what the project says.
    #[must_use]
    pub fn has_unsaved(&self) -> bool {
        !self.unsaved.is_empty()
    }

    /// What must be written, handing over the duty to write it.
    #[must_use]
    pub fn take_unsaved(&mut self) -> BTreeSet<Touched> {
        std::mem::take(&mut self.unsaved)
    }
}
