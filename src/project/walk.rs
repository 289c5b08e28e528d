//! A walk through all stories of a project, a piece at a time.

use std::ops::Bound;

use super::{Project, StoryWork};
use crate::story::StoryId;

/// How far a walk has come.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// The story visited last.
    last: Option<StoryId>,
    done: bool,
}

impl Walk {
    /// Visits one story after the other, until there are no more or `enough` says so. The project must
    /// be the same in every call; once it is done there is nothing more to visit.
    pub fn go_on(
        &mut self,
        project: &Project,
        mut enough: impl FnMut() -> bool,
        mut visit: impl FnMut(&StoryId, &StoryWork),
    ) {
        if self.done {
            return;
        }
        let from = self.last.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
        for (id, work) in project.stories.range::<StoryId, _>((from, Bound::Unbounded)) {
            visit(id, work);
            if enough() {
                self.last = Some(id.clone());
                return;
            }
        }
        self.done = true;
    }

    /// Whether every story has been visited.
    pub fn is_done(&self) -> bool {
        self.done
    }
}
