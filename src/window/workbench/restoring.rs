//! Mending what is wrong: a story's text, or a coder's claims and damaged files by a backup.

use std::path::Path;

use egui::Context;

use super::Workbench;
use super::opening::Wanted;
use crate::project::{CoderWork, Difference};
use crate::store::{BackupId, Instead, KeptFile, Mended, SaveFailure};
use crate::window::chrome::dialogs::RestoreFrom;
use crate::window::chrome::text::{counted, moment, plain};

impl Workbench {
    /// Lists the backups of the coder's claims on the open story.
    pub(super) fn open_restore(&mut self, ctx: &Context) {
        let coder = self.session.coder().clone();
        let Some(story) = self.view.story.clone() else { return };
        let Some(work) = self.session.project().story(&story) else { return };
        let now = work.work_of(&coder).cloned().unwrap_or_default();
        let folder = self.keeper.as_ref().map(|keeper| keeper.folder.clone());
        self.panels.dialogs.restore(ctx, RestoreFrom { folder, story, coder, now });
    }

    /// Asks for the right words of the block at the caret; without one, of that at the reading line.
    pub(super) fn open_correct(&mut self) {
        let at = self.view.selection.map_or(self.view.reading_at, |selection| selection.range().start);
        let Some(id) = self.view.story.clone() else { return };
        let Some(work) = self.session.project().story(&id) else { return };
        let Some(block) = work.story.block_at(at).or((!work.story.blocks.is_empty()).then_some(0)) else {
            return;
        };
        let words = work.text.slice(work.story.blocks[block].range).unwrap_or_default();
        self.panels.dialogs.correct(id, block, words);
    }

    /// Has a backup read, once what is there now is backed up too.
    pub(super) fn restore(&mut self, ctx: &Context, backup: BackupId) {
        let (Some(keeper), KeptFile::Claims(story, _)) = (&self.keeper, backup.file()) else { return };
        let Some(work) = self.session.project().story(story) else { return };
        self.errands.restore(ctx, keeper.folder.clone(), work.clone(), backup);
    }

    /// Makes the coder's work what the backup says, as one step.
    pub(super) fn backup_arrived(
        &mut self,
        root: &Path,
        backup: &BackupId,
        read: Result<CoderWork, SaveFailure>,
    ) {
        let KeptFile::Claims(story, coder) = backup.file() else { return };
        // Another project may have been opened meanwhile.
        let here = self.root() == Some(root);
        let Some(work) = self.session.project().story(story).filter(|_| here) else {
            self.notify("Nothing was restored, for another project was opened meanwhile.");
            return;
        };
        let then = match read {
            Ok(then) => then,
            Err(failure) => {
                let message = format!("Nothing was restored. {failure}");
                return self.panels.notices.error(message);
            }
        };
        let now = work.work_of(coder).cloned().unwrap_or_default();
        let difference = Difference::between(&now, &then);
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
                self.opening.tell_then(told(instead, &mended));
                self.go_to(ctx, Wanted::Known(root.to_owned()));
            }
            Ok(_) => {}
        }
    }
}

/// What is said of a file that was mended.
fn told(instead: &Instead, mended: &Mended) -> String {
    let mut words = match instead {
        Instead::Backup(backup) => format!("The backup of {} is in place.", moment(backup.taken())),
        Instead::Merge { clashing: 0, .. } => "Both sides of the merge are in the file.".to_owned(),
        Instead::Merge { clashing, .. } => {
            let clashes = counted(*clashing, "claim waits", "claims wait");
            format!("Both sides of the merge are in the file; {clashes} to be settled in the form.")
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
