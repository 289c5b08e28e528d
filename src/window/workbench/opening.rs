//! Going to another project: not before everything of this one is on the disk.
//!
//! A saver that is let go would not try again what failed, and a project that is read while its own
//! last edits are still being written would be shown as it was, and then saved that way.

use std::path::{Path, PathBuf};

use egui::Context;

use super::Workbench;
use crate::store::{Opened, StoreError};
use crate::window::chrome::status::SaveNote;

/// The way to another project.
#[derive(Default)]
pub(super) struct Opening {
    wanted: Option<Wanted>,
    /// The session's revision when the project that is being read was asked for.
    sent: Option<u64>,
    /// What to tell once the project is there.
    tell: Option<String>,
}

/// A project to go to.
pub(super) enum Wanted {
    /// One that lies there.
    Known(PathBuf),
    /// One that is to be made there, with its name.
    New(PathBuf, String),
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
            SaveNote::Unchanged | SaveNote::Saved(_) | SaveNote::ReadOnly { .. } => {
                self.opening.sent = Some(self.session.revision());
                match self.opening.wanted.take() {
                    Some(Wanted::Known(path)) => self.errands.open(ctx, path),
                    Some(Wanted::New(path, name)) => self.errands.create(ctx, path, name),
                    None => self.opening.sent = None,
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
        opened: Result<Box<Opened>, StoreError>,
    ) {
        let sent = self.opening.sent.take();
        let opened = match opened {
            Ok(opened) => opened,
            Err(error) => return self.panels.notices.error(error.to_string()),
        };
        self.put_away(ctx);
        let saved = !matches!(self.save_note(), SaveNote::Saving | SaveNote::NotSaved { .. });
        let same = self.root() == Some(opened.folder.root());
        if !saved || (same && sent != Some(self.session.revision())) {
            return self.go_to(ctx, Wanted::Known(path.to_owned()));
        }
        self.settings.recent.add(path);
        self.take_project(ctx, *opened);
        if let Some(message) = self.opening.tell.take() {
            self.notify(&message);
        }
    }

    /// Commits what is typed and notes the reader's place, before another project is opened.
    fn put_away(&mut self, ctx: &Context) {
        self.commit_typed(ctx);
        self.note_place();
        self.save_edits();
    }

    /// Makes what is typed in a form, and not yet committed, part of its claim.
    pub(super) fn commit_typed(&mut self, ctx: &Context) {
        self.with_desk(|panels, desk, _| panels.claims.flush(desk));
        self.carry_out(ctx);
    }
}
