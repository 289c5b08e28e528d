//! Stories that come and leave. One that leaves is put aside with all that is in its folder, and
//! brought back from there: its pictures and what was imported lie nowhere else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::create::make_hidden;
use super::super::files::{ClaimsFile, StoryFile};
use super::super::folder::{CLAIMS, Folder, is_plain_name};
use super::super::load::read_story;
use super::super::read::{Sort, locate};
use super::super::{durable, format, read};
use super::SaveFailure;
use super::job::{Attachment, Place};
use super::writer::Writer;
use crate::claims::CoderId;
use crate::project::{CoderWork, StoryWork};
use crate::story::{Story, StoryId, StoryText};

impl Writer {
    /// Writes a whole story. A new one is made aside and comes into the project all at once, so that
    /// none is ever there by half.
    pub(super) fn shelve(&mut self, id: &StoryId, work: &StoryWork) -> Result<(), SaveFailure> {
        let home = self.folder.story(id);
        if self.known.story(id).is_some_and(|there| there.text != work.story.text) {
            // Another story of this name, as when history goes back to one that was removed.
            self.unshelve(id)?;
        }
        if !is_there(&home) && !self.is_being_made(id) {
            self.bring_back(id, work)?;
        }
        if is_there(&home) {
            return self.shelve_in_place(id, work);
        }
        let aside = self.incoming(id);
        let brought = self.brought.remove(id).is_some_and(|story| story == work.story);
        if !(brought && work.coders.is_empty()) {
            self.make_aside(&aside, work)?;
        }
        self.make_folder(&self.folder.stories())?;
        self.bring_in(&aside, &home)?;
        self.known.take_in(id, work);
        Ok(())
    }

    /// Makes a new story aside, with the files that belong to it, so that little is left to be done
    /// once it comes into the project.
    pub(super) fn bring(
        &mut self,
        id: &StoryId,
        work: &StoryWork,
        files: &[Attachment],
    ) -> Result<(), SaveFailure> {
        if is_there(&self.folder.story(id)) {
            // It will be written where it lies, or refused.
            return Ok(());
        }
        for file in files {
            self.attach(id, file)?;
        }
        self.make_aside(&self.incoming(id), work)?;
        self.brought.insert(id.clone(), work.story.clone());
        Ok(())
    }

    fn make_aside(&mut self, aside: &Path, work: &StoryWork) -> Result<(), SaveFailure> {
        self.make_folder(aside)?;
        let text = aside.join(Folder::text_name(&work.story.text));
        self.replace(&text, work.text.as_str().as_bytes())?;
        for (coder, claims) in work.coders.iter().filter(|(coder, _)| !work.sealed.contains_key(*coder)) {
            let path = aside.join(format!("{coder}{CLAIMS}"));
            self.write_first(&path, &ClaimsFile::of(coder, claims, &work.story))?;
        }
        self.write_first(&aside.join("story.ron"), &StoryFile::from(Story::clone(&work.story)))
    }

    /// Moves a new story to its place. If it cannot be said whether it would stay there, it is taken
    /// out again, so that the next try is a whole one.
    fn bring_in(&self, aside: &Path, home: &Path) -> Result<(), SaveFailure> {
        durable::move_to(aside, home).map_err(|error| {
            if !is_there(aside) {
                let _ = durable::move_to(home, aside);
            }
            self.failed(home)(&error)
        })
    }

    /// Whether the story is a new one: more of it was made aside than texts, which also come to lie there
    /// where a story that left had not been written yet.
    fn is_being_made(&self, id: &StoryId) -> bool {
        let aside = self.incoming(id);
        self.brought.contains_key(id) || ["pictures", "source"].iter().any(|part| is_there(&aside.join(part)))
    }

    /// Where a file of a story goes: into its folder; of a story that is still to come, to where that is
    /// made. A folder that is gone is not made anew for it: what else the story has would not be in it,
    /// and once it is back the file would not.
    pub(super) fn home(&self, id: &StoryId) -> Result<PathBuf, SaveFailure> {
        let home = self.folder.story(id);
        if is_there(&home) {
            Ok(home)
        } else if self.known.story(id).is_some() {
            Err(self.failed(&home)(&io::ErrorKind::NotFound.into()))
        } else {
            Ok(self.incoming(id))
        }
    }

    /// Where a new story is made.
    pub(super) fn incoming(&self, id: &StoryId) -> PathBuf {
        self.folder.all_incoming().join(format!("{id}.{}", self.mark))
    }

    /// Writes a story where it lies; `story.ron`, which makes the folder one, comes last.
    fn shelve_in_place(&mut self, id: &StoryId, work: &StoryWork) -> Result<(), SaveFailure> {
        let path = self.folder.story(id);
        self.make_folder(&path)?;
        let text = self.folder.text(id, &work.story.text);
        // A text never changes, so one that is there is never written.
        if !text.is_file() || !self.is_sure(&text) {
            self.replace(&text, work.text.as_str().as_bytes())?;
        }
        // Whoever had claims here and has none now must not have them again at the next start.
        let nothing = CoderWork::default();
        let before: Vec<CoderId> = self.known.coders(id).cloned().collect();
        let emptied = before.iter().filter(|coder| !work.coders.contains_key(*coder));
        let coders = work.coders.iter().chain(emptied.map(|coder| (coder, &nothing)));
        for (coder, claims) in coders.filter(|(coder, _)| !work.sealed.contains_key(*coder)) {
            self.write_claims(id, coder, &work.story, claims)?;
        }
        if work.locked.is_some() { Ok(()) } else { self.write_story(id, &work.story) }
    }

    /// Puts the folder of a story back that left, in this session or an earlier one. What it says
    /// becomes what is known, for it says what the project said when it left.
    fn bring_back(&mut self, id: &StoryId, work: &StoryWork) -> Result<(), SaveFailure> {
        let Some(removed) = self.removed_folder(id, work) else { return Ok(()) };
        let home = self.folder.story(id);
        self.make_folder(&self.folder.stories())?;
        self.take_texts_along(id, &removed)?;
        durable::move_to(&removed, &home).map_err(|error| self.failed(&home)(&error))?;
        let Some(there) = read_story(&self.folder, id) else { return Ok(()) };
        self.known.take_in(id, &there);
        for coder in there.coders.iter().filter(|(coder, said)| work.coders.get(*coder) != Some(said)) {
            // Another program may have written it in the moment before the story left.
            let path = self.folder.claims(id, coder.0);
            if let Ok(Some(bytes)) = read::bytes(self.root(), &path) {
                self.backups.now(&path, &bytes)?;
            }
        }
        Ok(())
    }

    /// Moves the texts that were laid aside for a story into the folder that is brought back.
    fn take_texts_along(&self, id: &StoryId, to: &Path) -> Result<(), SaveFailure> {
        let aside = self.incoming(id);
        let Ok(texts) = fs::read_dir(&aside) else { return Ok(()) };
        let is_text = |name: &str| name.starts_with("text-") && name.ends_with(".txt");
        for text in texts.flatten().filter(|text| text.file_name().to_str().is_some_and(is_text)) {
            let target = to.join(text.file_name());
            if !is_there(&target) {
                durable::move_to(&text.path(), &target).map_err(|error| self.failed(&target)(&error))?;
            }
        }
        // What is left lies there too; if it cannot go now, it is swept another day.
        let _ = fs::remove_dir_all(aside);
        Ok(())
    }

    /// The folder of this very story among those that left: one that holds its text, with all of its
    /// pictures if there is such a one, of the same text when it left, and the last that left.
    fn removed_folder(&self, id: &StoryId, work: &StoryWork) -> Option<PathBuf> {
        let pictures = || work.story.pictures.iter().filter_map(|picture| picture.file.as_ref());
        let is_whole = |place: &Path| {
            pictures()
                .all(|file| is_plain_name(&file.name) && is_there(&place.join("pictures").join(&file.name)))
        };
        // The text it had when it left, if this one lies there too.
        let text_of = |place: &Path| {
            let file = read::ron(self.root(), &place.join("story.ron")).ok().flatten();
            let story = file.and_then(|file| format::parse::<StoryFile>(&file).ok()).map(Story::from)?;
            let holds = || {
                let text = read::text(self.root(), &place.join(Folder::text_name(&work.story.text)));
                let text = text.ok().flatten().map(StoryText::from_canonical);
                text.is_some_and(|text| *text.hash() == work.story.text)
            };
            (story.text == work.story.text || holds()).then_some(story.text)
        };
        let places = self.folder.removed_places(id).filter_map(|place| Some((text_of(&place)?, place)));
        let best =
            places.max_by_key(|(text, place)| (is_whole(place), *text == work.story.text, number_of(place)));
        best.map(|(_, place)| place)
    }

    /// Puts a story's folder aside. It is never deleted: it may hold other coders' work.
    pub(super) fn unshelve(&mut self, id: &StoryId) -> Result<(), SaveFailure> {
        let home = self.folder.story(id);
        match locate(self.folder.root(), &home, Sort::Folder) {
            Ok(Some(_)) => {}
            Ok(None) => {
                // Should its folder come back, it is a story that arrived.
                self.known.forget(id);
                return Ok(());
            }
            Err(damage) => return Err(self.failed(&home)(&damage.into())),
        }
        let aside = self.folder.removed();
        let last = self.folder.removed_places(id).map(|place| number_of(&place)).max().unwrap_or_default();
        let to = aside.join(format!("{id}-{}", last.saturating_add(1)));
        make_hidden(&self.folder)
            .and_then(|()| durable::make_folder(self.folder.root(), &aside))
            .and_then(|()| durable::move_to(&home, &to))
            .map_err(|error| self.failed(&home)(&error))?;
        self.written.retain(|path, _| !path.starts_with(&home));
        self.memo.forget(&home);
        self.known.forget(id);
        Ok(())
    }

    /// Lays a file into the folder of a story that is there. A folder that is gone is not made anew
    /// for it: what else the story has would not be in it.
    pub(super) fn lay(&mut self, id: &StoryId, attachment: &Attachment) -> Result<(), SaveFailure> {
        let home = self.folder.story(id);
        if !is_there(&home) && !is_there(&self.incoming(id)) {
            return Err(self.failed(&home)(&io::ErrorKind::NotFound.into()));
        }
        self.attach(id, attachment)
    }

    pub(super) fn attach(&mut self, id: &StoryId, attachment: &Attachment) -> Result<(), SaveFailure> {
        let home = self.home(id)?;
        let folder = match attachment.place {
            Place::Picture => home.join("pictures"),
            Place::Source => home.join("source"),
        };
        if !is_plain_name(&attachment.name) {
            return Err(self.failed(&folder)(&io::ErrorKind::InvalidFilename.into()));
        }
        self.make_folder(&folder)?;
        let path = folder.join(&attachment.name);
        let there = read::bytes(self.folder.root(), &path).ok().flatten();
        if there.as_deref() == Some(&*attachment.bytes) && self.is_sure(&path) {
            return Ok(());
        }
        self.replace(&path, &attachment.bytes)
    }
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The number of a folder that left: later ones have greater ones.
fn number_of(place: &Path) -> u64 {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    name.rsplit('-').next().and_then(|digits| digits.parse().ok()).unwrap_or_default()
}
