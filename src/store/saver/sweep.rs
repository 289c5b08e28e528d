//! What killed programs left half written, and nobody will ever finish.

use std::fs;
use std::path::Path;

use super::super::durable;
use super::super::read::{Sort, locate};
use super::writer::Writer;
use crate::claims::ClaimId;

impl Writer {
    /// Removes what killed saves left behind. Only for who has the project: what another window is about
    /// to write may lie there too.
    pub(super) fn sweep(&self) {
        durable::sweep(self.folder.root());
        self.sweep_incoming();
        let inside = |path: &Path| locate(self.folder.root(), path, Sort::Folder).ok().flatten();
        let stories = inside(&self.folder.stories()).and_then(|stories| fs::read_dir(stories).ok());
        for entry in stories.into_iter().flatten().flatten() {
            if let Some(folder) = inside(&entry.path()) {
                durable::sweep(&folder);
            }
        }
    }

    /// Removes stories that never came into the project: the import that made them was killed.
    fn sweep_incoming(&self) {
        const DAY: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);
        let place = self.folder.all_incoming();
        // A link, even one that stays in the project, leads to what is more than that.
        let is_own =
            locate(self.folder.root(), &place, Sort::Folder).is_ok_and(|real| real.as_ref() == Some(&place));
        let listed = if is_own { fs::read_dir(place).ok() } else { None };
        let is_ours = |entry: &fs::DirEntry| {
            let name = entry.file_name().into_string().ok();
            let mark = name.as_deref().and_then(|name| name.rsplit_once('.'));
            mark.is_some_and(|(_, mark)| ClaimId::try_from(mark.to_owned()).is_ok())
                && entry.file_type().is_ok_and(|is| is.is_dir())
        };
        for entry in listed.into_iter().flatten().flatten().filter(is_ours) {
            let age = entry.metadata().and_then(|is| is.modified()).ok().and_then(|at| at.elapsed().ok());
            if age.is_some_and(|age| age > DAY) {
                // What was imported still lies where it came from.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}
