//! Work on the disk, each on a thread of its own; what comes of it arrives over one channel.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::Context;

use super::locking::{Gone, Lock};
use super::pasting::{Into, Pasted};
use super::picturing::Brought;
use super::shelving::Named;
use crate::claims::{CodeBook, CoderId};
use crate::project::{Access, Part, Project, StoryWork};
use crate::store::{
    self, BackupId, Content, Folder, Holder, Index, Instead, KeptFile, Mended, Opened, Preview, Progress,
    ProjectLock, Resumed, SaveFailure, StoreError, Taken,
};
use crate::window::chrome::dialogs::Purpose;

/// What an errand brought back.
pub(super) enum Arrival {
    /// The list of stories of a project that is still being read.
    Preview(Progress, Box<Preview>),
    /// A project was read, or made.
    Project(PathBuf, Progress, Result<Box<Fetched>, StoreError>),
    /// A copy of the project was made.
    Copied(PathBuf, Result<(), StoreError>),
    /// A backup was read from the project of this folder, and what is there now was backed up.
    Backup(PathBuf, BackupId, Result<Content, SaveFailure>),
    /// Something was put in the place of a damaged file of the project of this folder.
    Mended(PathBuf, Instead, Result<Mended, SaveFailure>),
    /// What was pasted was understood, for the project of this folder.
    Pasted(PathBuf, Into, Pasted),
    /// A story that was pasted got a name.
    Named(Box<Named>),
    /// Pictures were read for a story.
    Pictures(Brought),
    /// A code book was read, to take kinds from.
    Book(PathBuf, Result<CodeBook, store::BookError>),
    /// One thing was dropped; whether it is a project.
    Dropped(PathBuf, bool),
    /// A page or a file of the code book was written.
    Page(PathBuf, Result<(), SaveFailure>),
    /// A file stands where one was to be written, and nobody was asked whether it may go.
    Taken(Purpose, PathBuf),
    /// A fault of ours ended the errand.
    Broken(Errand),
}

/// A project that was read, or made.
pub(super) struct Fetched {
    pub(super) resumed: Resumed,
    /// The index that the files gave, to be kept.
    pub(super) index: Index,
    pub(super) lock: Lock,
    /// Who has the lock instead: then the project is open for reading only.
    pub(super) holder: Option<Holder>,
    /// Whether it was to be opened whoever has its lock.
    pub(super) anyway: bool,
}

/// Who opens a project.
pub(super) struct Who {
    /// Whose claims will be made.
    pub(super) coder: CoderId,
    /// Where a journal goes that the project's disk has no room for.
    pub(super) spare: Option<PathBuf>,
    /// The lock of the project that is open now, which may be the same.
    pub(super) held: Option<Arc<ProjectLock>>,
    /// The project that was let go of last, which may be the same too.
    pub(super) gone: Option<Gone>,
}

impl Who {
    /// Opens the project at `path` and asks for its lock.
    pub(super) fn open(&mut self, path: &Path, progress: &Progress) -> Result<(Opened, Taken), StoreError> {
        if let Some(gone) = self.gone.take() {
            gone.wait(path);
        }
        store::open_locked(path, &self.coder, self.held.clone(), progress)
    }

    /// Takes up work on what was opened. `taken` is what came of asking for its lock, and `anyway` says
    /// whether it is to be worked on even if another window has that.
    pub(super) fn resume(&self, mut opened: Opened, taken: Taken, anyway: bool) -> Box<Fetched> {
        let writable = opened.project.access == Access::Write;
        let (lock, holder) = match taken {
            Taken::Ours(lock) => (Lock::Held(lock), None),
            Taken::Theirs(_) if anyway && writable => (Lock::Wanted(None, None), None),
            // What cannot be written anyway takes nothing from anybody.
            Taken::Theirs(holder) => (Lock::None, Some(holder).filter(|_| writable)),
            Taken::Impossible(why) => {
                log::info!("the project has no lock here: {why}");
                (Lock::None, None)
            }
        };
        if let Some(holder) = &holder {
            opened.project.access = Access::ReadOnly(holder.to_string());
        }
        let coder = opened.project.coder_like(&self.coder);
        let index = std::mem::take(&mut opened.index);
        let resumed = store::resume(opened, &coder, self.spare.as_deref());
        Box::new(Fetched { resumed, index, lock, holder, anyway })
    }

    fn lock(&self, folder: &Folder) -> Taken {
        match self.held.clone().filter(|lock| lock.root() == folder.root()) {
            Some(lock) => Taken::Ours(lock),
            None => ProjectLock::take(folder, &self.coder),
        }
    }

    /// Takes the lock of a project that was opened already.
    pub(super) fn resume_locked(&self, opened: Opened) -> Box<Fetched> {
        let taken = self.lock(&opened.folder);
        self.resume(opened, taken, false)
    }
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    /// A project.
    Project,
    /// A copy of the project.
    Copy,
    /// A backup.
    Backup,
    /// What is on the clipboard.
    Paste,
    /// A name for a story.
    Shelving,
    /// Pictures for a story.
    Pictures,
    /// A file or page of a code book.
    Book,
    /// A look at what was dropped.
    Drop,
}

/// The errands under way.
#[derive(Default)]
pub(super) struct Errands {
    channel: Option<(Sender<Arrival>, Receiver<Arrival>)>,
    out: usize,
    copies: usize,
}

impl Errands {
    /// Whether something is still under way.
    pub(super) fn is_busy(&self) -> bool {
        self.out > 0
    }

    /// Whether a copy of the project is being written; it would be cut off by leaving.
    pub(super) fn is_copying(&self) -> bool {
        self.copies > 0
    }

    /// The next thing that arrived.
    pub(super) fn next(&mut self) -> Option<Arrival> {
        let arrival = self.channel.as_ref()?.1.try_recv().ok()?;
        if matches!(arrival, Arrival::Preview(..)) {
            // The project itself is still to come.
            return Some(arrival);
        }
        self.out = self.out.saturating_sub(1);
        if let Arrival::Copied(..) | Arrival::Broken(Errand::Copy) = &arrival {
            self.copies = self.copies.saturating_sub(1);
        }
        Some(arrival)
    }

    /// Writes a copy of the project as it is in memory, with the pictures and sources of `from`.
    pub(super) fn copy(&mut self, ctx: &Context, project: Project, from: Folder, to: PathBuf) {
        self.copies += 1;
        self.send(ctx, Errand::Copy, move || {
            let copied = store::copy(&project, &from, &to);
            Arrival::Copied(to, copied)
        });
    }

    /// Looks what was dropped on the window.
    pub(super) fn look(&mut self, ctx: &Context, path: PathBuf) {
        self.send(ctx, Errand::Drop, move || {
            let is_project = path.join("project.ron").is_file();
            Arrival::Dropped(path, is_project)
        });
    }

    /// Backs up what a file says now, and reads an earlier backup of it.
    pub(super) fn restore(&mut self, ctx: &Context, folder: Folder, now: Now, backup: BackupId) {
        self.send(ctx, Errand::Backup, move || {
            let read = now_and_then(&folder, &now, &backup);
            Arrival::Backup(folder.root().to_owned(), backup, read)
        });
    }

    /// Puts what was offered in the place of a damaged file.
    pub(super) fn mend(&mut self, ctx: &Context, folder: Folder, instead: Instead) {
        self.send(ctx, Errand::Backup, move || {
            let mended = store::mend(&folder, &instead);
            Arrival::Mended(folder.root().to_owned(), instead, mended)
        });
    }

    pub(super) fn send(
        &mut self,
        ctx: &Context,
        errand: Errand,
        run: impl FnOnce() -> Arrival + Send + 'static,
    ) {
        self.send_then(ctx, errand, move || (run(), || ()));
    }

    /// Sends for something; what `run` gives besides it is done once it has arrived, and nobody
    /// waits for that.
    pub(super) fn send_then<After: FnOnce()>(
        &mut self,
        ctx: &Context,
        errand: Errand,
        run: impl FnOnce() -> (Arrival, After) + Send + 'static,
    ) {
        let tell = self.teller(ctx);
        self.out += 1;
        std::thread::spawn(move || {
            // Whoever waits must hear of it, or would wait for ever.
            match catch_unwind(AssertUnwindSafe(run)) {
                Ok((arrival, after)) => {
                    tell(arrival);
                    after();
                }
                Err(_) => tell(Arrival::Broken(errand)),
            }
        });
    }

    /// The way by which a thread tells what it has so far.
    pub(super) fn teller(&mut self, ctx: &Context) -> impl Fn(Arrival) + Send + use<> {
        let (sender, _) = self.channel.get_or_insert_with(channel);
        let (sender, ctx) = (sender.clone(), ctx.clone());
        move |arrival| {
            // Nobody listens any more once the window is gone.
            let _ = sender.send(arrival);
            ctx.request_repaint();
        }
    }
}

/// What a file says now.
pub(super) enum Now {
    /// A story with all claims on it.
    Work(StoryWork),
    /// Another part of the project.
    Part(Part),
}

/// Keeps what is now, and gives what was then.
fn now_and_then(folder: &Folder, now: &Now, backup: &BackupId) -> Result<Content, SaveFailure> {
    let unusable = |reason: String| SaveFailure {
        file: "The backup".to_owned(),
        reason: format!("it {reason}"),
        hint: "Choose another one.".to_owned(),
    };
    let then = store::read_backup(folder, backup).map_err(unusable)?;
    match (now, backup.file()) {
        (Now::Work(work), KeptFile::Claims(story, coder)) => {
            store::back_up_now(folder, story, work, coder)?;
        }
        (Now::Part(part), file) => store::back_up_part_now(folder, file, part)?,
        (Now::Work(_), _) => return Err(unusable("holds no claims".to_owned())),
    }
    Ok(then)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_on_the_way_is_heard_of() {
        let mut errands = Errands { copies: 1, ..Errands::default() };
        errands.send(&Context::default(), Errand::Copy, || panic!("as a test of what follows a fault"));
        assert!(errands.is_busy() && errands.is_copying());
        let arrival = errands.channel.as_ref().unwrap().1.recv().unwrap();
        errands.channel.as_ref().unwrap().0.send(arrival).unwrap();
        assert!(matches!(errands.next(), Some(Arrival::Broken(Errand::Copy))));
        assert!(!errands.is_busy() && !errands.is_copying(), "nothing is waited for any more");
    }
}
