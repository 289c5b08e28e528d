//! Mending what is wrong: a story's text, or a coder's claims and damaged files by a backup.

use std::path::Path;

use egui::Context;

use super::Workbench;
use super::errands::Now;
use super::opening::Wanted;
use crate::claims::CoderId;
use crate::project::{CoderWork, Difference, Part, Project};
use crate::store::{BackupId, Content, Instead, KeptFile, Mended, SaveFailure};
use crate::story::TextRange;
use crate::window::chrome::dialogs::RestoreFrom;
use crate::window::chrome::text::{counted, moment, plain};

impl Workbench {
    /// Lists the backups of the coder's claims on the open story, and of the files beside them.
    pub(super) fn open_restore(&mut self, ctx: &Context) {
        let Some(story) = &self.view.story else { return };
        let folder = self.keeper.as_ref().map(|keeper| keeper.folder.clone());
        let from = RestoreFrom::of(self.session.project(), folder, story, self.session.coder());
        if let Some(from) = from {
            self.panels.dialogs.restore(ctx, from);
        }
    }

    /// Asks for the right words of the block at the caret; without one, of that at the reading line.
    pub(super) fn open_correct(&mut self) {
        let at = self.view.selection.map_or(self.view.reading_at, |selection| selection.range().start);
        let Some(id) = self.view.story.clone() else { return };
        let Some(work) = self.session.project().story(&id) else { return };
        let Some(block) = work.story.block_at(at).or((!work.story.blocks.is_empty()).then_some(0)) else {
            return;
        };
        let range = work.story.blocks[block].range;
        let words = work.text.slice(range).unwrap_or_default();
        let before = work.text.slice(TextRange { start: range.start, end: at }).unwrap_or_default();
        let caret = if at <= range.end { before.chars().count() } else { 0 };
        self.panels.dialogs.correct(id, block, words, caret);
    }

    /// Has a backup read, once what is there now is backed up too.
    pub(super) fn restore(&mut self, ctx: &Context, backup: BackupId) {
        let Some(keeper) = &self.keeper else { return };
        let project = self.session.project();
        let now = match backup.file() {
            KeptFile::Claims(story, _) => project.story(story).cloned().map(Now::Work),
            file => part_of(project, file).map(Now::Part),
        };
        if let Some(now) = now {
            self.errands.restore(ctx, keeper.folder.clone(), now, backup);
        }
    }

    /// Makes a file what the backup says, as one step.
    pub(super) fn backup_arrived(
        &mut self,
        root: &Path,
        backup: &BackupId,
        read: Result<Content, SaveFailure>,
    ) {
        // Another project may have been opened meanwhile.
        if self.root() != Some(root) {
            self.notify("Nothing was restored, for another project was opened meanwhile.");
            return;
        }
        match read {
            Ok(Content::Claims(then)) => self.restore_claims(backup, &then),
            Ok(Content::Part(then)) => self.restore_part(backup, then),
            Ok(Content::Head) => {}
            Err(failure) => self.panels.notices.error(format!("Nothing was restored. {failure}")),
        }
    }

    fn restore_claims(&mut self, backup: &BackupId, then: &CoderWork) {
        let KeptFile::Claims(story, coder) = backup.file() else { return };
        let Some(work) = self.session.project().story(story) else { return };
        let now = work.work_of(coder).cloned().unwrap_or_default();
        let difference = Difference::between(&now, then);
        if difference.is_empty() {
            self.notify("The claims are what the backup says already.");
            return;
        }
        let taken = moment(backup.taken());
        let made = self.session.perform(format!("restore of {taken}"), difference.into_edit(story, coder));
        if self.tell_refusal(made) {
            self.view.chosen = None;
            self.open_story(story.clone());
            self.notify(&format!("The claims are as they were on {taken}. Undo brings back what was there."));
        }
    }

    fn restore_part(&mut self, backup: &BackupId, then: Part) {
        let (story, what, are) = match backup.file() {
            KeptFile::Story(story) => (Some(story), "The story", "is"),
            KeptFile::Actors => (None, "The actors", "are"),
            _ => (None, "The code book", "is"),
        };
        let now = part_of(self.session.project(), backup.file());
        let Some(edit) = now.and_then(|now| now.edit_to(then, story)) else {
            self.notify(&format!("{what} {are} what the backup says already."));
            return;
        };
        let taken = moment(backup.taken());
        let made = self.session.perform(format!("restore of {taken}"), edit);
        if self.tell_refusal(made) {
            let message = format!("{what} {are} again as on {taken}. Undo brings back what was there.");
            self.notify(&message);
        }
    }

    /// Puts what was offered in the place of a damaged file.
    pub(super) fn mend(&mut self, ctx: &Context, instead: Instead) {
        if let Some(keeper) = &self.keeper {
            self.errands.mend(ctx, keeper.folder.clone(), instead);
        }
    }

    /// Reads the project again, now that a damaged file is replaced.
    pub(super) fn mended(
        &mut self,
        ctx: &Context,
        root: &Path,
        instead: &Instead,
        mended: Result<Mended, SaveFailure>,
    ) {
        match mended {
            Err(failure) => self.panels.notices.error(failure.to_string()),
            Ok(mended) if self.root() == Some(root) => {
                self.opening.tell_then(told(instead, &mended, self.session.coder()));
                self.go_to(ctx, Wanted::Known(root.to_owned()));
            }
            Ok(_) => {}
        }
    }
}

/// What is said of a file that was mended.
fn told(instead: &Instead, mended: &Mended, coder: &CoderId) -> String {
    let mut words = match instead {
        Instead::Backup(backup) => format!("The backup of {} is in place.", moment(backup.taken())),
        Instead::Merge { clashing: 0, .. } => "Both sides of the merge are in the file.".to_owned(),
        Instead::Merge { clashing, file } => {
            let clashes = counted(*clashing, "claim waits", "claims wait");
            let whose = match file {
                KeptFile::Claims(_, other) if other != coder => {
                    format!("by {other}: change the coder in the File menu")
                }
                _ => "in the form".to_owned(),
            };
            format!("Both sides of the merge are in the file; {clashes} to be settled {whose}.")
        }
    };
    // Who merged by hand would have had to choose too; the other value is in the file that is kept.
    if let Some((first, more)) = mended.notes.split_first() {
        words += &format!(" Besides, {}.", plain(&first.to_string()));
        if !more.is_empty() {
            words += &format!(" So were {}.", counted(more.len(), "more thing", "more things"));
        }
    }
    if let Some(aside) = &mended.aside {
        words += &format!(" The file as it was is kept as {aside}.");
    }
    words
}

/// What such a file says now; `None` for claims and the head of the project.
fn part_of(project: &Project, file: &KeptFile) -> Option<Part> {
    match file {
        KeptFile::Story(story) => project.story(story).map(|work| Part::Story(work.story.clone())),
        KeptFile::CodeBook => Some(Part::CodeBook(project.codebook.clone())),
        KeptFile::Actors => Some(Part::Actors(project.actors.clone())),
        KeptFile::Claims(..) | KeptFile::Project => None,
    }
}
