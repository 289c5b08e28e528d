use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::backups::Backups;
use super::super::create::make_hidden;
use super::super::files::{ActorsFile, ClaimsFile, StoryFile};
use super::super::folder::{Folder, is_plain_name};
use super::super::read::{Sort, locate};
use super::super::{durable, format, read};
use super::SaveFailure;
use super::job::{Attachment, Job, Place};
use crate::claims::CoderId;
use crate::project::{CoderWork, StoryWork};
use crate::story::{Story, StoryId, TextHash};

/// Brings jobs to the disk, one at a time.
pub(in super::super) struct Writer {
    folder: Folder,
    /// What each file said when it was last written here, to tell whether it was changed since.
    written: BTreeMap<PathBuf, TextHash>,
    /// Where the folders of stories lie that left in this session.
    removed: BTreeMap<StoryId, PathBuf>,
    backups: Backups,
}

impl Writer {
    pub fn new(folder: Folder) -> Self {
        let backups = Backups::new(folder.clone());
        Self { folder, written: BTreeMap::new(), removed: BTreeMap::new(), backups }
    }

    /// Removes what killed saves left behind.
    pub(super) fn sweep(&self) {
        durable::sweep(self.folder.root());
        for entry in fs::read_dir(self.folder.stories()).into_iter().flatten().flatten() {
            durable::sweep(&entry.path());
        }
    }

    pub(super) fn run(&mut self, job: &Job) -> Result<(), SaveFailure> {
        if let Some(id) = job.story().filter(|id| self.folder.is_closed(id)) {
            return Err(SaveFailure {
                file: self.folder.shown(&self.folder.story(id)),
                reason: "a story of this name lies there that could not be read".to_owned(),
                hint: "Mend or remove that folder, then open the project again.".to_owned(),
            });
        }
        match job {
            Job::Actors(actors) => self.write(&self.folder.actors(), &ActorsFile::of(actors)),
            Job::Story(id, story) => self.write_story(id, story),
            Job::Work { id, coder, story, work } => self.write_claims(id, coder, story, work),
            Job::Shelve(id, work) => self.shelve(id, work),
            Job::Unshelve(id) => self.unshelve(id),
            Job::Attach(id, attachment) => self.attach(id, attachment),
        }
    }

    fn write_story(&mut self, id: &StoryId, story: &Story) -> Result<(), SaveFailure> {
        self.write(&self.folder.story_file(id), &StoryFile::from(story.clone()))
    }

    fn write_claims(
        &mut self,
        id: &StoryId,
        coder: &CoderId,
        story: &Story,
        work: &CoderWork,
    ) -> Result<(), SaveFailure> {
        let path = self.folder.claims(id, coder);
        // A coder who did nothing has no file, but one who took everything back keeps theirs.
        if *work == CoderWork::default() && fs::symlink_metadata(&path).is_err() {
            return self.needs_folder(&path);
        }
        self.write(&path, &ClaimsFile::of(coder, work, story))
    }

    /// Nothing is saved where the story's folder is gone, not even nothing.
    fn needs_folder(&self, path: &Path) -> Result<(), SaveFailure> {
        let there = path.parent().is_some_and(Path::is_dir);
        if there { Ok(()) } else { Err(self.failed(path)(&io::ErrorKind::NotFound.into())) }
    }

    /// Writes a whole story; `story.ron`, which makes the folder one, comes last.
    fn shelve(&mut self, id: &StoryId, work: &StoryWork) -> Result<(), SaveFailure> {
        self.bring_back(id)?;
        let path = self.folder.story(id);
        durable::make_folder(self.folder.root(), &path).map_err(|error| self.failed(&path)(&error))?;
        let text = self.folder.text(id, &work.story.text);
        // A text never changes, so one that is there is never written.
        if fs::symlink_metadata(&text).is_err() {
            self.replace(&text, work.text.as_str().as_bytes())?;
        }
        for (coder, claims) in work.coders.iter().filter(|(coder, _)| !work.sealed.contains_key(*coder)) {
            self.write_claims(id, coder, &work.story, claims)?;
        }
        self.write_story(id, &work.story)
    }

    /// Puts a story's folder back that left in this session.
    fn bring_back(&mut self, id: &StoryId) -> Result<(), SaveFailure> {
        let home = self.folder.story(id);
        if let Some(removed) = self.removed.get(id)
            && fs::symlink_metadata(&home).is_err()
        {
            durable::move_folder(removed, &home).map_err(|error| self.failed(&home)(&error))?;
        }
        self.removed.remove(id);
        Ok(())
    }

    /// Puts a story's folder aside. It is never deleted: it may hold other coders' work.
    fn unshelve(&mut self, id: &StoryId) -> Result<(), SaveFailure> {
        let home = self.folder.story(id);
        if fs::symlink_metadata(&home).is_err() {
            return Ok(());
        }
        let aside = self.folder.hidden().join("removed");
        let free = |number: &u32| fs::symlink_metadata(aside.join(format!("{id}-{number}"))).is_err();
        let moved = make_hidden(&self.folder)
            .and_then(|()| durable::make_folder(self.folder.root(), &aside))
            .and_then(|()| (1..u32::MAX).find(free).ok_or_else(|| io::ErrorKind::AlreadyExists.into()))
            .and_then(|number| {
                let to = aside.join(format!("{id}-{number}"));
                durable::move_folder(&home, &to).map(|()| to)
            });
        let to = moved.map_err(|error| self.failed(&home)(&error))?;
        self.removed.insert(id.clone(), to);
        self.written.retain(|path, _| !path.starts_with(&home));
        Ok(())
    }

    fn attach(&mut self, id: &StoryId, attachment: &Attachment) -> Result<(), SaveFailure> {
        self.bring_back(id)?;
        let folder = match attachment.place {
            Place::Picture => self.folder.pictures(id),
            Place::Source => self.folder.source(id),
        };
        if !is_plain_name(&attachment.name) {
            return Err(self.failed(&folder)(&io::ErrorKind::InvalidFilename.into()));
        }
        durable::make_folder(self.folder.root(), &folder).map_err(|error| self.failed(&folder)(&error))?;
        let path = folder.join(&attachment.name);
        let there = read::bytes(self.folder.root(), &path).ok().flatten();
        if there.as_deref() == Some(&*attachment.bytes) {
            return Ok(());
        }
        self.replace(&path, &attachment.bytes)
    }

    /// Writes one RON file, unless what is there could not be read: then it would be lost.
    pub fn write<T>(&mut self, path: &Path, file: &T) -> Result<(), SaveFailure>
    where
        T: Serialize + DeserializeOwned + PartialEq,
    {
        let text = format::canonical(file).map_err(|error| self.fault(path, error.to_string()))?;
        // Better to find a fault of ours now than when the project is opened.
        match format::parse::<T>(&text) {
            Ok(read) if read == *file => {}
            Ok(_) => return Err(self.fault(path, "it would not read back as the same".to_owned())),
            Err(damage) => return Err(self.fault(path, damage.reason())),
        }
        let refused = |damage: super::super::finding::Damage| SaveFailure {
            file: self.folder.shown(path),
            reason: format!("another program changed the file, and now it {}", damage.reason()),
            hint: damage.remedy,
        };
        let old = read::ron(self.folder.root(), path).map_err(refused)?;
        if let Some(old) = old {
            if old == text {
                return Ok(());
            }
            if self.written.get(path) != Some(&TextHash::of(old.as_bytes())) {
                format::parse::<T>(&old).map_err(refused)?;
            }
            self.backups.before_change(path, &old)?;
        }
        self.replace(path, text.as_bytes())?;
        self.written.insert(path.to_owned(), TextHash::of(text.as_bytes()));
        Ok(())
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), SaveFailure> {
        // A link that leads elsewhere in the project stays one; no other is followed.
        let real = locate(self.folder.root(), path, Sort::File).map_err(|damage| SaveFailure {
            file: self.folder.shown(path),
            reason: format!("it {}", damage.reason()),
            hint: damage.remedy,
        })?;
        let target = real.as_deref().unwrap_or(path);
        durable::replace(target, bytes).map_err(|error| self.failed(path)(&error))
    }

    fn failed(&self, path: &Path) -> impl Fn(&io::Error) -> SaveFailure + use<> {
        let file = self.folder.shown(path);
        move |error| SaveFailure::of_io(file.clone(), error)
    }

    fn fault(&self, path: &Path, reason: String) -> SaveFailure {
        SaveFailure {
            file: self.folder.shown(path),
            reason: format!("a fault in Pressmark: {reason}"),
            hint: "The file on disk stays as it was. Please report this.".to_owned(),
        }
    }
}
