//! The threads that search. They are started with the first search and stay: a thread takes memory of
//! its own, and with new ones for each search, as one is begun with each letter typed, that adds up.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::Builder;

use super::run::Batch;
use super::shelved::{Names, Shelved};
use super::sift::Search;

/// How many of them there are.
const THREADS: usize = 2;

/// One search, as those who do it know it.
pub(super) struct Job {
    pub search: Search,
    pub names: Arc<Names>,
    /// Whether nobody wants it any more.
    pub stop: AtomicBool,
    /// Where what is found goes, with the number of its portion.
    pub back: Sender<(usize, Batch)>,
    /// Called whenever something went there.
    pub wake: Box<dyn Fn() + Send + Sync>,
}

/// Some stories to be searched, with their number in the order they were given in.
pub(super) struct Portion {
    pub job: Arc<Job>,
    pub number: usize,
    pub stories: Vec<Arc<Shelved>>,
}

/// What waits to be searched, and who is there to do it.
struct Queue {
    state: Mutex<State>,
    come: Condvar,
}

struct State {
    portions: VecDeque<Portion>,
    threads: usize,
}

static QUEUE: Queue =
    Queue { state: Mutex::new(State { portions: VecDeque::new(), threads: 0 }), come: Condvar::new() };

/// Has a portion searched, after those that were handed over before it.
pub(super) fn hand_over(portion: Portion) {
    let mut state = QUEUE.state.lock().unwrap_or_else(PoisonError::into_inner);
    state.portions.push_back(portion);
    // Where the system has no thread to give now, it may have one when more is handed over.
    while state.threads < THREADS && Builder::new().name("search".to_owned()).spawn(|| work(&QUEUE)).is_ok() {
        state.threads += 1;
    }
    QUEUE.come.notify_one();
}

impl Queue {
    /// The next portion. Lets go of what is the thread's `own` before it waits for one.
    fn next(&self, own: &mut Option<Own>) -> Portion {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(portion) = state.portions.pop_front() {
                return portion;
            }
            drop(own.take());
            state = self.come.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The search a thread is at, in a copy: an expression's working memory is each thread's own.
type Own = (Arc<Job>, Search);

fn work(queue: &Queue) {
    let mut own: Option<Own> = None;
    loop {
        let Portion { job, number, stories } = queue.next(&mut own);
        if job.stop.load(Ordering::Relaxed) {
            continue;
        }
        // A fault of ours costs these stories' hits and no more: who waits must hear.
        let found = catch_unwind(AssertUnwindSafe(|| {
            let known = own.take().filter(|(known, _)| Arc::ptr_eq(known, &job));
            let (_, search) = own.insert(known.unwrap_or_else(|| (job.clone(), job.search.clone())));
            stories.iter().filter_map(|story| search.story(story, &job.names, &job.stop)).collect()
        }));
        let batch = Batch { searched: stories.len(), found: found.unwrap_or_default() };
        if job.back.send((number, batch)).is_ok() {
            let _ = catch_unwind(AssertUnwindSafe(|| (job.wake)()));
        }
    }
}
