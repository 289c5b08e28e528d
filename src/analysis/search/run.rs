//! A search under way, while its stories are looked through elsewhere.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};

use super::shelved::{Names, Shelved};
use super::sift::{Found, Search};
use super::workers::{self, Job, Portion};

/// How many stories are looked through at once.
const PORTION: usize = 64;

/// A search under way. Letting it go ends it.
pub struct Run {
    job: Arc<Job>,
    /// Whether more stories may come.
    open: bool,
    back: Receiver<(usize, Batch)>,
    /// Batches that came before those ahead of them.
    early: BTreeMap<usize, Batch>,
    fed: usize,
    taken: usize,
}

/// What was found in some stories.
#[derive(Debug, Default)]
pub struct Batch {
    /// How many stories were searched.
    pub searched: usize,
    /// Those with hits, in the order they were given in.
    pub found: Vec<Found>,
}

impl Run {
    /// Begins a search; `wake` is called, on another thread, whenever a batch is there.
    #[must_use]
    pub fn start(search: Search, names: Arc<Names>, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (sender, back) = channel();
        let stop = AtomicBool::new(false);
        let job = Arc::new(Job { search, names, stop, back: sender, wake: Box::new(wake) });
        Self { job, open: true, back, early: BTreeMap::new(), fed: 0, taken: 0 }
    }

    /// Gives it more stories to search.
    pub fn feed(&mut self, stories: &[Arc<Shelved>]) {
        for portion in stories.chunks(PORTION) {
            workers::hand_over(Portion {
                job: self.job.clone(),
                number: self.fed,
                stories: portion.to_vec(),
            });
            self.fed += 1;
        }
    }

    /// Says that no more stories will come.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// The next batch, if it is there, in the order the stories were given in.
    pub fn next_batch(&mut self) -> Option<Batch> {
        self.early.extend(self.back.try_iter());
        let batch = self.early.remove(&self.taken)?;
        self.taken += 1;
        Some(batch)
    }

    /// The next batch; waits for it. `None` once all of them were taken.
    pub fn wait(&mut self) -> Option<Batch> {
        loop {
            if let Some(batch) = self.next_batch() {
                return Some(batch);
            }
            if self.taken == self.fed {
                return None;
            }
            let (number, batch) = self.back.recv().ok()?;
            self.early.insert(number, batch);
        }
    }

    /// Whether everything there was to search was searched, and taken.
    #[must_use]
    pub fn is_done(&self) -> bool {
        !self.open && self.taken == self.fed
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.job.stop.store(true, Ordering::Relaxed);
    }
}
