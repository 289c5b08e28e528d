//! The loader's threads: they wait for jobs, read files and send back what came of it.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use egui::Context;

use super::decode::{Decoded, PictureTrouble, decode, measure};
use super::loader::Resolver;
use crate::story::{PictureFile, StoryId};

/// A file to read.
pub struct Job {
    pub story: StoryId,
    pub file: PictureFile,
    /// The longest side wanted; `None` only reads the head of the file.
    pub side: Option<u32>,
    pub resolver: Resolver,
    pub ctx: Context,
}

/// What came of a job.
pub struct Report {
    pub story: StoryId,
    pub name: String,
    pub side: Option<u32>,
    pub result: Result<Product, PictureTrouble>,
}

/// What a job yields.
pub enum Product {
    Size([u32; 2]),
    Pixels(Box<Decoded>),
}

/// What the loader and its workers share.
#[derive(Default)]
pub struct Shared {
    pub queue: Mutex<Queue>,
    pub ready: Condvar,
}

/// The jobs that wait.
#[derive(Default)]
pub struct Queue {
    pub jobs: VecDeque<Job>,
    pub closed: bool,
}

impl Shared {
    /// The jobs, while nobody else touches them.
    pub fn queue(&self) -> MutexGuard<'_, Queue> {
        // A queue is whole between any two of its operations, so a panic elsewhere does not spoil it.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does jobs until the loader is gone.
pub fn work(shared: &Shared, sender: &Sender<Report>) {
    loop {
        let mut queue = shared.queue();
        let job = loop {
            if queue.closed {
                return;
            }
            // Heads first: they are quick, and all heights are known soon.
            let heads = queue.jobs.iter().position(|job| job.side.is_none());
            if let Some(job) = queue.jobs.remove(heads.unwrap_or(0)) {
                break job;
            }
            queue = shared.ready.wait(queue).unwrap_or_else(PoisonError::into_inner);
        };
        drop(queue);
        // A decoder that panics on a file made to break it must not take the window along.
        let result = catch_unwind(AssertUnwindSafe(|| carry_out(&job)));
        let result = result.unwrap_or(Err(PictureTrouble::Damaged));
        let report = Report { story: job.story, name: job.file.name, side: job.side, result };
        if sender.send(report).is_err() {
            return;
        }
        job.ctx.request_repaint();
    }
}

fn carry_out(job: &Job) -> Result<Product, PictureTrouble> {
    let path = (job.resolver)(&job.story, &job.file).ok_or(PictureTrouble::Missing)?;
    match job.side {
        None => measure(&path).map(Product::Size),
        Some(side) => decode(&path, side).map(|decoded| Product::Pixels(Box::new(decoded))),
    }
}
