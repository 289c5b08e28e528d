//! A search on threads of its own.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::shelved::{Names, Shelved};
use super::sift::{Found, Search};

/// How many threads search.
const THREADS: usize = 2;
/// How many stories a thread takes at once.
const PORTION: usize = 64;

/// A search under way. Letting it go ends it.
#[derive(Debug)]
pub struct Run {
    stop: Arc<AtomicBool>,
    feed: Option<Sender<Portion>>,
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

/// Some stories, with their number in the order they were given in.
type Portion = (usize, Vec<Arc<Shelved>>);

impl Run {
    /// Begins a search; `wake` is called, on another thread, whenever a batch is there.
    #[must_use]
    pub fn start(search: Search, names: Arc<Names>, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (feed, portions) = channel::<Portion>();
        let (sender, back) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let shared = Arc::new((Mutex::new(portions), names, wake));
        for _ in 0..THREADS {
            let (shared, stop, sender) = (shared.clone(), stop.clone(), sender.clone());
            // An expression's working memory is each thread's own.
            let search = search.clone();
            std::thread::spawn(move || {
                let (portions, names, wake) = &*shared;
                loop {
                    let portion = portions.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    // It ends when nothing more will come, or nobody wants it any more.
                    let Ok((number, stories)) = portion else { return };
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let look =
                        || stories.iter().filter_map(|story| search.story(story, names, &stop)).collect();
                    // A fault of ours costs these stories' hits and no more: who waits must hear.
                    let found = catch_unwind(AssertUnwindSafe(look)).unwrap_or_default();
                    if sender.send((number, Batch { searched: stories.len(), found })).is_err() {
                        return;
                    }
                    wake();
                }
            });
        }
        Self { stop, feed: Some(feed), back, early: BTreeMap::new(), fed: 0, taken: 0 }
    }

    /// Gives it more stories to search.
    pub fn feed(&mut self, stories: &[Arc<Shelved>]) {
        if let Some(feed) = &self.feed {
            for portion in stories.chunks(PORTION) {
                // The threads listen for as long as this is here.
                let _ = feed.send((self.fed, portion.to_vec()));
                self.fed += 1;
            }
        }
    }

    /// Says that no more stories will come.
    pub fn close(&mut self) {
        self.feed = None;
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
        self.feed.is_none() && self.taken == self.fed
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
