//! When the index of the open project is made true again: it is only a cache, so seldom.

use std::time::{Duration, Instant};

use super::{Workbench, reading};

/// In a long session the index is made true this often at most.
const SELDOM: Duration = Duration::from_secs(10 * 60);

/// Whether the index is behind the files.
#[derive(Default)]
pub(super) struct Indexing {
    behind: bool,
    last: Option<Instant>,
}

impl Indexing {
    /// Something was saved.
    pub(super) fn saved(&mut self) {
        self.behind = true;
        self.last.get_or_insert_with(Instant::now);
    }

    /// Whether the index is to be made true now; who asks does it.
    fn take(&mut self) -> bool {
        self.last = self.last.map(|_| Instant::now());
        std::mem::take(&mut self.behind)
    }

    fn is_due(&self) -> bool {
        self.behind && self.last.is_none_or(|last| last.elapsed() >= SELDOM)
    }
}

impl Workbench {
    /// Now and then in a long session.
    pub(super) fn mind_index(&mut self) {
        if self.indexing.is_due() {
            self.put_index_away();
        }
    }

    /// Has the index of the open project made true, on a thread, if it is behind.
    pub(super) fn put_index_away(&mut self) {
        let Some(keeper) = &self.keeper else { return };
        if self.indexing.take() {
            let folder = keeper.folder.clone();
            std::thread::spawn(move || reading::refresh(&folder));
        }
    }

    /// The same on the way out, when there is no window any more that would wait.
    pub(super) fn finish_index(&mut self) {
        let Some(keeper) = &self.keeper else { return };
        if self.indexing.take() {
            reading::refresh(&keeper.folder);
        }
    }
}
