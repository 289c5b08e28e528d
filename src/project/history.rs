use super::Edit;

/// One undoable step: a gesture of the analyst, however many things it changed.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done, as a menu says it after "Undo": "tag as quote".
    pub label: String,
    /// The edit that takes the step back (or, among the undone, makes it again).
    pub edit: Edit,
}

/// What was done and what was undone, without limit.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Remembers a new step; what was undone before it can no longer be redone.
    pub(super) fn push(&mut self, label: String, inverse: Edit) {
        self.done.push(Step { label, edit: inverse });
        self.undone.clear();
    }

    pub(super) fn pop_done(&mut self) -> Option<Step> {
        self.done.pop()
    }

    pub(super) fn pop_undone(&mut self) -> Option<Step> {
        self.undone.pop()
    }

    pub(super) fn push_done(&mut self, step: Step) {
        self.done.push(step);
    }

    pub(super) fn push_undone(&mut self, step: Step) {
        self.undone.push(step);
    }

    /// What "Undo" would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<&str> {
        self.done.last().map(|step| step.label.as_str())
    }

    /// What "Redo" would do again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// How many steps can be undone.
    #[must_use]
    pub fn len(&self) -> usize {
        self.done.len()
    }

    /// Whether nothing can be undone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }
}
