//! A story is imported again, from another file or from its own source.

use std::path::PathBuf;

use egui::Context;

use super::Workbench;
use crate::import::Encoding;
use crate::project::{Access, Edit};
use crate::store::Attachment;
use crate::story::StoryId;
use crate::window::chrome::dialogs::{Again, NewSource};

impl Workbench {
    /// Shows what a file would make of the open story.
    pub(super) fn import_again(&mut self, ctx: &Context, file: PathBuf) {
        self.look_again(ctx, NewSource::File(file), None);
    }

    /// Shows what the open story's own source is understood as now.
    pub(super) fn read_source_again(&mut self, ctx: &Context) {
        let work = self.view.story.as_ref().and_then(|id| self.session.project().story(id));
        // As it was read when the analyst last took it.
        let encoding = work.and_then(|work| Encoding::named(work.story.encoding.as_deref()?));
        match work.and_then(|work| work.story.source.clone()) {
            Some(name) => self.look_again(ctx, NewSource::Own(name), encoding),
            None => self.notify("It is not known what this story was imported from."),
        }
    }

    fn look_again(&mut self, ctx: &Context, from: NewSource, encoding: Option<Encoding>) {
        self.commit_typed(ctx);
        if let Access::ReadOnly(reason) = &self.session.project().access {
            let reason = format!("This project is open for reading only: {reason}");
            self.notify(&reason);
            return;
        }
        match (&self.keeper, &self.view.story) {
            (Some(keeper), Some(story)) => {
                let dialog = Again::new(story.clone(), keeper.folder.clone(), from, encoding);
                self.panels.dialogs.again(dialog);
            }
            (None, _) => self.notify("This project lies in no folder, so no source can be kept."),
            (_, None) => self.notify("Open the story first."),
        }
    }

    /// Takes a story from a new source. Its files are written before anything names them.
    pub(super) fn take_again(&mut self, id: &StoryId, label: String, files: Vec<Attachment>, edit: Edit) {
        let made = self.session.perform(label, edit);
        // The edit first: a project that refuses it must get no files either.
        if !self.tell_refusal(made) {
            return;
        }
        if let Some(keeper) = &self.keeper {
            files.into_iter().for_each(|file| keeper.saver.attach(id, file));
        }
        self.view.selection = None;
    }
}
