use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::create::make_hidden;
use super::super::folder::{Folder, is_plain_name};
use super::super::format::Record;
use super::super::read::{Sort, locate};
use super::super::{durable, read};
use super::SaveFailure;
use super::job::{Attachment, Job, Place};
use super::known::Known;
use super::memo::Memo;
use super::outside::{News, Outside, Turn};
use super::shared::{Book, Claims, Metadata, Registry};
use crate::claims::{Actors, CodeBook, CoderId};
use crate::project::{CoderWork, Project, StoryWork};
use crate::story::{Story, StoryId, TextHash};

/// Brings jobs to the disk, one at a time.
pub(in super::super) struct Writer {
    pub(super) folder: Folder,
    /// What the files say, as far as is known.
    pub(super) known: Known,
    /// What each file's text was when it was last read or written here.
    pub(super) written: BTreeMap<PathBuf, TextHash>,
    /// What they looked like then.
    pub(super) memo: Memo,
    /// What other programs were found to have done.
    pub(super) outside: Vec<Outside>,
    /// Where the folders of stories lie that left in this session.
    removed: BTreeMap<StoryId, PathBuf>,
}

impl Writer {
    /// A writer that knows nothing of what lies in `folder`.
    pub fn new(folder: Folder) -> Self {
        Self::with(folder, Known::default())
    }

    /// A writer into a folder whose files say what `on_disk` says.
    pub(super) fn knowing(folder: Folder, on_disk: Project) -> Self {
        Self::with(folder, Known::of(on_disk))
    }

    fn with(folder: Folder, known: Known) -> Self {
        let memo = Memo::at(std::time::SystemTime::now());
        Self { folder, known, written: BTreeMap::new(), memo, outside: Vec::new(), removed: BTreeMap::new() }
    }

    /// What other programs were found to have done since this was last asked.
    pub(super) fn take_outside(&mut self) -> Vec<Outside> {
        std::mem::take(&mut self.outside)
    }

    pub(super) fn root(&self) -> &Path {
        self.folder.root()
    }

    pub(super) fn shown(&self, path: &Path) -> String {
        self.folder.shown(path)
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
            Job::Actors(actors) => self.write_actors(actors),
            Job::CodeBook(codebook) => self.write_codebook(codebook),
            Job::Story(id, story) => self.write_story(id, story),
            Job::Work { id, coder, story, work } => self.write_claims(id, coder, story, work),
            Job::Shelve(id, work) => self.shelve(id, work),
            Job::Unshelve(id) => self.unshelve(id),
            Job::Attach(id, attachment) => self.attach(id, attachment),
        }
    }

    fn write_actors(&mut self, actors: &Arc<Actors>) -> Result<(), SaveFailure> {
        let path = self.folder.actors();
        let base = self.known.actors().clone();
        let found = self.write_over(&path, &Registry, &base, actors.clone())?;
        self.known.set_actors(found.says.clone());
        if found.changed || !found.clashes.is_empty() {
            let news = News::Actors(Turn { was: actors.clone(), is: found.says });
            self.report(&path, news, found.clashes);
        }
        Ok(())
    }

    fn write_codebook(&mut self, codebook: &Arc<CodeBook>) -> Result<(), SaveFailure> {
        let path = self.folder.codebook();
        let base = self.known.codebook().clone();
        let found = self.write_over(&path, &Book, &base, codebook.clone())?;
        self.known.set_codebook(found.says.clone());
        if found.changed || !found.clashes.is_empty() {
            let news = News::CodeBook(Turn { was: codebook.clone(), is: found.says });
            self.report(&path, news, found.clashes);
        }
        Ok(())
    }

    fn write_story(&mut self, id: &StoryId, story: &Arc<Story>) -> Result<(), SaveFailure> {
        let path = self.folder.story_file(id);
        // Of a story that was not known, whatever lies there is another's.
        let base = self.known.story(id).unwrap_or_else(|| story.clone());
        let found = self.write_over(&path, &Metadata, &base, story.clone())?;
        self.known.set_story(id, found.says.clone());
        if found.changed || !found.clashes.is_empty() {
            let news = News::Story(id.clone(), Turn { was: story.clone(), is: found.says });
            self.report(&path, news, found.clashes);
        }
        Ok(())
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
        let base = self.known.work(id, coder);
        let found = self.write_over(&path, &Claims { coder, story }, &base, work.clone())?;
        self.known.set_work(id, coder, found.says.clone());
        if found.changed || !found.clashes.is_empty() {
            let turn = Turn { was: work.clone(), is: found.says };
            let news = News::Work(id.clone(), coder.clone(), Box::new(turn));
            self.report(&path, news, found.clashes);
        }
        Ok(())
    }

    pub(super) fn report(&mut self, path: &Path, news: News, clashes: Vec<crate::project::merge::Note>) {
        self.outside.push(Outside { file: self.shown(path), news, clashes });
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
        if work.locked.is_some() { Ok(()) } else { self.write_story(id, &work.story) }
    }

    /// Puts a story's folder back that left in this session.
    fn bring_back(&mut self, id: &StoryId) -> Result<(), SaveFailure> {
        let home = self.folder.story(id);
        if let Some(removed) = self.removed.get(id)
            && fs::symlink_metadata(&home).is_err()
        {
            durable::move_to(removed, &home).map_err(|error| self.failed(&home)(&error))?;
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
        let aside = self.folder.removed();
        let free = |number: &u32| fs::symlink_metadata(aside.join(format!("{id}-{number}"))).is_err();
        let moved = make_hidden(&self.folder)
            .and_then(|()| durable::make_folder(self.folder.root(), &aside))
            .and_then(|()| (1..u32::MAX).find(free).ok_or_else(|| io::ErrorKind::AlreadyExists.into()))
            .and_then(|number| {
                let to = aside.join(format!("{id}-{number}"));
                durable::move_to(&home, &to).map(|()| to)
            });
        let to = moved.map_err(|error| self.failed(&home)(&error))?;
        self.removed.insert(id.clone(), to);
        self.written.retain(|path, _| !path.starts_with(&home));
        self.memo.forget(&home);
        self.known.forget(id);
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

    /// Writes a RON file of a project that is just being made.
    pub fn write_first<T>(&mut self, path: &Path, file: &T) -> Result<(), SaveFailure>
    where
        T: Record + PartialEq,
    {
        let text = self.checked(path, file)?;
        self.replace(path, text.as_bytes())
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), SaveFailure> {
        self.replace_if(path, bytes, || true).map(|_| ())
    }

    /// Replaces a file if `still` allows it at the last moment; says whether it did.
    pub(super) fn replace_if(
        &self,
        path: &Path,
        bytes: &[u8],
        still: impl FnOnce() -> bool,
    ) -> Result<bool, SaveFailure> {
        // A link that leads elsewhere in the project stays one; no other is followed.
        let real = locate(self.folder.root(), path, Sort::File).map_err(|damage| SaveFailure {
            file: self.folder.shown(path),
            reason: format!("it {}", damage.reason()),
            hint: damage.remedy,
        })?;
        let target = real.as_deref().unwrap_or(path);
        durable::replace_if(target, bytes, still).map_err(|error| self.failed(path)(&error))
    }
}
