use std::sync::Arc;
use std::time::{Duration, Instant};

use super::job::{Attachment, Job};
use super::{SaveFailure, Shared};
use crate::project::StoryWork;
use crate::story::StoryId;

/// So many stories may wait to be written before whoever brings more has to wait too.
const MOST: usize = 32;
/// And so many bytes of what comes with them.
const HEAVIEST: usize = 32 << 20;

/// Has stories made aside while they are still being imported, so that their sources and pictures
/// need not stay in memory until the project gets them.
#[derive(Clone)]
pub struct Porter {
    shared: Arc<Shared>,
}

impl Porter {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Has a story made aside with the files that belong to it. It comes into the project with the
    /// [`Edit::Shelf`](crate::project::Edit::Shelf) that the saver is told of later; if none ever
    /// comes, what lies aside is swept away after a day.
    pub fn bring(&self, story: &StoryId, work: &StoryWork, files: Vec<Attachment>) {
        let job = Job::Bring(story.clone(), Box::new(work.clone()), files);
        let mut inner = self.shared.lock();
        let seen = inner.taken;
        inner.queue.push(job, seen, Instant::now());
        drop(inner);
        self.shared.changed.notify_all();
    }

    /// Waits until there is room for another story, but not longer than `limit`. Says whether there
    /// is: there is none while the disk takes nothing.
    #[must_use]
    pub fn wait(&self, limit: Duration) -> bool {
        let begun = Instant::now();
        let mut inner = self.shared.lock();
        loop {
            let (count, bytes) = inner.queue.load();
            if count < MOST && bytes < HEAVIEST {
                return true;
            }
            let left = limit.saturating_sub(begun.elapsed());
            if left.is_zero() {
                return false;
            }
            inner = self.shared.wait(inner, Some(left));
        }
    }

    /// Why the disk takes nothing, if it does not.
    #[must_use]
    pub fn failure(&self) -> Option<SaveFailure> {
        self.shared.lock().failure().cloned()
    }
}
