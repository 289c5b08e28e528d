use jiff::Timestamp;

use super::{Edit, Touched};

/// Names a step of a history. Later steps have greater ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepId(pub u64);

/// One change as it was made: all that is needed to make it again, and to take it back.
///
/// A history is nothing but the changes recorded so far, so the journal, which keeps them, brings
/// it back as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When it was made, to the second.
    pub at: Timestamp,
    /// What the analyst did.
    pub deed: Deed,
    /// The edit that was applied.
    pub edit: Edit,
    /// The edit that takes it back.
    pub back: Edit,
}

/// What the analyst did to make a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A new step.
    Did {
        /// Its name.
        id: StepId,
        /// What was done, as a menu says it after "Undo": "tag as quote".
        label: String,
        /// The step it follows; `None` for the first.
        after: Option<StepId>,
    },
    /// A step was taken back.
    Undid(StepId),
    /// A step was made again.
    Redid(StepId),
}

impl Deed {
    /// The step it is about.
    #[must_use]
    pub fn step(&self) -> StepId {
        match self {
            Self::Did { id, .. } | Self::Undid(id) | Self::Redid(id) => *id,
        }
    }
}

/// What was edited and is not on the disk yet.
#[derive(Clone, Debug, Default)]
pub struct Unsaved {
    /// What must be written.
    pub touched: std::collections::BTreeSet<Touched>,
    /// The changes that led there, in their order, for the journal.
    pub changes: Vec<Change>,
}

impl Unsaved {
    /// Whether there is nothing to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.touched.is_empty() && self.changes.is_empty()
    }
}
