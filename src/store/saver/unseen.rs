//! A job tells what a file shall say, as its giver knew it. What another program has written
//! meanwhile must not be lost by it.

use std::collections::VecDeque;
use std::sync::Arc;

use super::job::Job;
use super::outside::{News, Outside, Turn};
use crate::project::merge;

/// What others were found to have done, as far as the giver of jobs may not know it.
#[derive(Debug, Default)]
pub(super) struct Unseen {
    /// With their numbers, counted from 1.
    news: VecDeque<(u64, News)>,
    count: u64,
}

impl Unseen {
    pub fn add(&mut self, outside: &[Outside]) {
        for one in outside {
            self.count += 1;
            self.news.push_back((self.count, one.news.clone()));
        }
    }

    /// The giver of jobs knows the first `seen` by now.
    pub fn forget(&mut self, seen: u64) {
        while self.news.front().is_some_and(|(number, _)| *number <= seen) {
            self.news.pop_front();
        }
    }

    /// The job as its giver would give it who knew everything; `None` if that is the same. What clashes is
    /// not told here: the giver has the same news to take in ([`Outside::merged`]), finds it then, and would
    /// be told twice.
    pub fn catch_up(&self, job: &Job) -> Option<Job> {
        let mut caught_up: Option<Job> = None;
        for (_, news) in &self.news {
            let now = caught_up.as_ref().unwrap_or(job);
            caught_up = merged(now, news).or(caught_up);
        }
        caught_up
    }
}

/// The job with what the news tell; `None` if they are not about the same file.
fn merged(job: &Job, news: &News) -> Option<Job> {
    match (job, news) {
        (Job::Work { id, coder, story, work }, News::Work(at, whose, turn)) if id == at && coder == whose => {
            let Turn { was, is } = &**turn;
            let work = merge::work(was, work, is).value;
            Some(Job::Work { id: id.clone(), coder: coder.clone(), story: story.clone(), work })
        }
        (Job::Story(id, story), News::Story(at, Turn { was, is }) | News::Text(at, Turn { was, is }, _))
            if id == at =>
        {
            Some(Job::Story(id.clone(), Arc::new(merge::story(was, story, is).value)))
        }
        (Job::Actors(actors), News::Actors(Turn { was, is })) => {
            Some(Job::Actors(Arc::new(merge::actors(was, actors, is).value)))
        }
        (Job::CodeBook(book), News::CodeBook(Turn { was, is })) => {
            Some(Job::CodeBook(Arc::new(merge::codebook(was, book, is).value)))
        }
        _ => None,
    }
}
