//! The lock of the open project: given back on a thread, and asked for again where the project was opened
//! although another window had it.

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use egui::Context;

use super::Workbench;
use super::keeper::Keeper;
use crate::store::{Folder, ProjectLock, Taken};
use crate::window::pending::{Pending, let_go};

/// So often the lock is asked for again while the window is at work, in seconds by egui's clock.
const SELDOM: f64 = 15.0;

/// The lock, as far as it is known.
pub(super) enum Lock {
    /// It tells other windows that the project is open here.
    Held(Arc<ProjectLock>),
    /// Another window has it, and the project was opened anyway: since when, and what came of asking.
    Wanted(Option<f64>, Option<Pending<Taken>>),
    /// There is none, or none is needed.
    None,
}

/// A project that was let go of just now: its folder, and the thread that gives its lock back.
pub(super) struct Gone(Folder, Option<JoinHandle<()>>);

impl Gone {
    pub(super) fn of(keeper: Keeper) -> Self {
        Self(keeper.folder.clone(), let_go(keeper))
    }

    /// Waits for it, if this is the project: who opens it again does not find it locked by itself.
    pub(super) fn wait(self, path: &Path) {
        if let Self(folder, Some(going)) = self
            && folder.is_at(path)
        {
            let _ = going.join();
        }
    }
}

impl Workbench {
    /// Asks now and then whether the lock is free by now that another window had.
    pub(super) fn mind_lock(&mut self, ctx: &Context) {
        let Some(keeper) = &mut self.keeper else { return };
        let Lock::Wanted(asked, answer) = &mut keeper.lock else { return };
        let now = ctx.input(|input| input.time);
        let since = *asked.get_or_insert(now);
        if let Some(pending) = answer {
            pending.poll();
            match answer.take() {
                Some(Pending::Here(Taken::Ours(lock))) => {
                    keeper.lock = Lock::Held(lock);
                    keeper.saver.sweep();
                }
                Some(Pending::Here(Taken::Theirs(_)) | Pending::Broken) => *asked = Some(now),
                Some(Pending::Here(Taken::Impossible(_))) => keeper.lock = Lock::None,
                waiting => *answer = waiting,
            }
        } else if now - since >= SELDOM {
            let (folder, coder) = (keeper.folder.clone(), self.session.coder().clone());
            *answer = Some(Pending::begin(ctx, move || ProjectLock::take(&folder, &coder)));
        }
    }
}
