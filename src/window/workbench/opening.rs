//! Going to another project: not before everything of this one is on the disk.
//!
//! A saver that is let go would not try again what failed, and a project that is read while its own
//! last edits are still being written would be shown as it was, and then saved that way.

use std::path::{Path, PathBuf};

use egui::Context;

use super::Workbench;
use super::errands::{Fetched, Who};
use super::locking::Lock;
use super::waiting::Waiting;
use crate::claims::CoderId;
use crate::store::{Progress, StoreError};
use crate::story::StoryId;
use crate::window::chrome::status::SaveNote;

/// The way to another project.
#[derive(Default)]
pub(super) struct Opening {
    wanted: Option<Wanted>,
    /// The session's revision when the project that is being read was asked for.
    pub(super) sent: Option<u64>,
    /// What is shown while it is read.
    pub(super) waiting: Option<Waiting>,
    /// The story to open first, chosen before the project was there.
    pub(super) chosen: Option<StoryId>,
    /// What to tell once the project is there.
    tell: Option<String>,
}

/// A project to go to.
pub(super) enum Wanted {
    /// One that lies there.
    Known(PathBuf),
    /// The same, to be changed here although another window has it.
    Anyway(PathBuf),
    /// One that is to be made there, with its name and the template of its code book.
    New(PathBuf, String, usize),
    /// The analyst's copy of the sample, which is made there if need be.
    Sample(PathBuf),
}

impl Opening {
    /// The project that was being read will not come.
    pub(super) fn give_up(&mut self) {
        self.sent = None;
    }

    /// Has something told once the next project is there.
    pub(super) fn tell_then(&mut self, message: String) {
        self.tell = Some(message);
    }

    /// Whether a project is still on its way.
    pub(super) fn is_under_way(&self) -> bool {
        self.wanted.is_some() || self.sent.is_some()
    }
}

impl Workbench {
    /// Goes to another project once this one is saved.
    pub(super) fn go_to(&mut self, ctx: &Context, wanted: Wanted) {
        // Only the last one asked for is wanted.
        self.cancel_opening();
        // What has come by now is kept, in this project.
        self.cancel_imports();
        self.put_away(ctx);
        self.opening.wanted = Some(wanted);
        self.mind_opening(ctx);
    }

    /// Has the wanted project read, as soon as nothing here would be lost by it.
    pub(super) fn mind_opening(&mut self, ctx: &Context) {
        if self.opening.wanted.is_none() || self.opening.sent.is_some() {
            return;
        }
        match self.save_note() {
            // The saver wakes the window when it is done.
            SaveNote::Saving => {}
            SaveNote::NotSaved { reason, way_out } => {
                self.opening.wanted = None;
                let message = format!(
                    "The other project was not opened, for the last changes here are not saved. {reason}. {way_out}"
                );
                self.panels.notices.error(message);
            }
            // The journal would do, but what is read next are the files.
            _ if self.keeper.as_ref().is_some_and(|keeper| !keeper.saver.release()) => {}
            SaveNote::Unchanged | SaveNote::NoProject | SaveNote::Saved(_) | SaveNote::ReadOnly { .. } => {
                let Some(wanted) = self.opening.wanted.take() else { return };
                self.opening.sent = Some(self.session.revision());
                let who = self.who();
                let progress = Progress::default();
                let (Wanted::Known(path)
                | Wanted::Anyway(path)
                | Wanted::New(path, ..)
                | Wanted::Sample(path)) = &wanted;
                self.opening.waiting = Some(Waiting::new(ctx, path.clone(), progress.clone()));
                match wanted {
                    Wanted::Known(path) => self.errands.open(ctx, path, who, progress),
                    Wanted::Anyway(path) => self.errands.open_anyway(ctx, path, who, progress),
                    Wanted::New(path, name, template) => {
                        self.errands.create(ctx, path, (name, template), who, progress);
                    }
                    Wanted::Sample(path) => self.errands.open_sample(ctx, path, who, progress),
                }
            }
        }
    }

    /// Takes up a project that was read, unless this one was edited meanwhile: then what was read
    /// may be old, and it is read again once those edits are saved too.
    pub(super) fn project_arrived(
        &mut self,
        ctx: &Context,
        path: &Path,
        progress: &Progress,
        fetched: Result<Box<Fetched>, StoreError>,
    ) {
        if !self.opening.waiting.as_ref().is_some_and(|waiting| waiting.progress.is(progress)) {
            // It was cancelled after it had been read.
            return;
        }
        self.opening.chosen = self.take_back();
        let sent = self.opening.sent.take();
        let fetched = match fetched {
            Ok(fetched) => *fetched,
            Err(error) => {
                let message = format!("The project was not opened: {error}.");
                return self.panels.notices.error(message);
            }
        };
        self.cancel_imports();
        self.put_away(ctx);
        let saved = self.is_settled() && !matches!(self.save_note(), SaveNote::NotSaved { .. });
        let same = self.root() == Some(fetched.resumed.folder.root());
        if !saved || (same && sent != Some(self.session.revision())) {
            let path = path.to_owned();
            let wanted = if fetched.anyway { Wanted::Anyway(path) } else { Wanted::Known(path) };
            return self.go_to(ctx, wanted);
        }
        if !same {
            self.settings.recent.add(path);
        }
        self.put_index_away();
        self.take_project(ctx, fetched);
        if let Some(message) = self.opening.tell.take() {
            self.notify(&message);
        }
    }

    /// Goes to the analyst's copy of the sample project.
    pub(super) fn open_sample(&mut self, ctx: &Context) {
        match self.homes.sample() {
            Some(path) => self.go_to(ctx, Wanted::Sample(path)),
            None => self.panels.notices.error(
                "The sample was not opened, for the system names no folder of yours to lay a copy in."
                    .to_owned(),
            ),
        }
    }

    /// Reads the open project again, to take its lock if it is free now, or to do without.
    pub(super) fn open_again(&mut self, ctx: &Context, anyway: bool) {
        let Some(root) = self.root().map(Path::to_owned) else { return };
        self.go_to(ctx, if anyway { Wanted::Anyway(root) } else { Wanted::Known(root) });
    }

    /// Whose work is done, and where a journal goes if it must.
    pub(super) fn who(&mut self) -> Who {
        let held = match self.keeper.as_ref().map(|keeper| &keeper.lock) {
            Some(Lock::Held(lock)) => Some(lock.clone()),
            _ => None,
        };
        let (coder, spare) = (self.session.coder().clone(), self.homes.state().map(Path::to_owned));
        Who { coder, spare, held, gone: self.gone.take() }
    }

    /// Commits what is typed and notes the reader's place, before another project is opened.
    pub(super) fn put_away(&mut self, ctx: &Context) {
        self.commit_typed(ctx);
        self.note_place();
        self.save_edits();
    }

    /// Makes what is typed in a form, and not yet committed, part of its claim.
    pub(super) fn commit_typed(&mut self, ctx: &Context) {
        self.with_desk(|panels, desk, _| panels.claims.flush(desk));
        self.carry_out(ctx);
    }

    /// Another coder sits down: with claims, a journal and a history of their own. It is the one
    /// with files here, where only case differs.
    pub(super) fn set_coder(&mut self, ctx: &Context, coder: CoderId) {
        let coder = self.session.project().coder_like(&coder);
        if *self.session.coder() == coder {
            return;
        }
        self.settings.coder = Some(coder.clone());
        self.put_away(ctx);
        self.session.set_coder(coder);
        self.view.chosen = None;
        if let Some(root) = self.root().map(Path::to_owned) {
            self.go_to(ctx, Wanted::Known(root));
        }
    }
}
