//! Work on the disk, each on a thread of its own; what comes of it arrives over one channel.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use egui::Context;

use crate::import::{self, ImportError, Imported};
use crate::project::Project;
use crate::store::{self, Folder, Opened, SaveFailure, Saver, StoreError};

/// How long another project waits for the open one to be saved.
const LONGEST_SAVE: Duration = Duration::from_secs(20);

/// What an errand brought back.
pub(super) enum Arrival {
    /// A project was read, or made.
    Project(PathBuf, Result<Box<Opened>, StoreError>),
    /// Stories were read for import into the project of this id, each with its own outcome.
    Stories(String, Vec<Result<Imported, ImportError>>),
    /// No other project was opened, because the open one could not be saved.
    Unsaved(SaveFailure),
    /// A copy of the project was made.
    Copied(PathBuf, Result<(), StoreError>),
}

/// The errands under way.
#[derive(Default)]
pub(super) struct Errands {
    channel: Option<(Sender<Arrival>, Receiver<Arrival>)>,
    out: usize,
}

impl Errands {
    /// Whether something is still under way.
    pub(super) fn is_busy(&self) -> bool {
        self.out > 0
    }

    /// The next thing that arrived.
    pub(super) fn next(&mut self) -> Option<Arrival> {
        let arrival = self.channel.as_ref()?.1.try_recv().ok()?;
        self.out = self.out.saturating_sub(1);
        Some(arrival)
    }

    /// Reads the project at `path`, once all that `before` has to write is on the disk: it may be
    /// the same project, and a failed save must not be left behind unseen.
    pub(super) fn open(&mut self, ctx: &Context, path: PathBuf, before: Option<Arc<Saver>>) {
        self.send(ctx, move || {
            if let Some(Err(failure)) = before.map(|saver| saver.finish(LONGEST_SAVE)) {
                return Arrival::Unsaved(failure);
            }
            let opened = store::open(&path).map(Box::new);
            Arrival::Project(path, opened)
        });
    }

    /// Makes a project called `name` at `path`, after the same wait.
    pub(super) fn create(&mut self, ctx: &Context, path: PathBuf, name: String, before: Option<Arc<Saver>>) {
        self.send(ctx, move || {
            if let Some(Err(failure)) = before.map(|saver| saver.finish(LONGEST_SAVE)) {
                return Arrival::Unsaved(failure);
            }
            let opened = store::create(&path, &name).map(Box::new);
            Arrival::Project(path, opened)
        });
    }

    /// Reads stories and the pictures given with them, for the project of the id `into`.
    pub(super) fn import(&mut self, ctx: &Context, into: String, files: Vec<PathBuf>) {
        self.send(ctx, move || {
            let outcomes = match import::group(&files) {
                Ok(groups) => {
                    groups.iter().map(|group| import::read_story(&group.text, &group.pictures)).collect()
                }
                Err(error) => vec![Err(error)],
            };
            Arrival::Stories(into, outcomes)
        });
    }

    /// Writes a copy of the project as it is in memory, with the pictures and sources of `from`.
    pub(super) fn copy(&mut self, ctx: &Context, project: Project, from: Folder, to: PathBuf) {
        self.send(ctx, move || {
            let copied = store::copy(&project, &from, &to);
            Arrival::Copied(to, copied)
        });
    }

    fn send(&mut self, ctx: &Context, errand: impl FnOnce() -> Arrival + Send + 'static) {
        let (sender, _) = self.channel.get_or_insert_with(channel);
        let (sender, ctx) = (sender.clone(), ctx.clone());
        self.out += 1;
        std::thread::spawn(move || {
            // Nobody listens any more once the window is gone.
            let _ = sender.send(errand());
            ctx.request_repaint();
        });
    }
}
