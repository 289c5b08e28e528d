use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::backups::Backups;
use super::super::create::make_hidden;
use super::super::folder::Folder;
use super::super::format::Record;
use super::super::marks::Reach;
use super::super::read::{LARGEST_FILE, Sort, locate};
use super::super::{durable, twins};
use super::SaveFailure;
use super::job::Job;
use super::known::{Known, OnDisk};
use super::memo::Memo;
use super::outside::{News, Outside, Turn};
use super::shared::{Book, Claims, Metadata, Registry};
use super::unseen::Unseen;
use crate::claims::{Actors, ClaimId, CodeBook, CoderId};
use crate::project::CoderWork;
use crate::story::{Story, StoryId, StoryText, TextHash, visible};

/// Brings jobs to the disk, one at a time.
pub(in super::super) struct Writer {
    pub(super) folder: Folder,
    /// What the files say, as far as is known.
    pub(super) known: Known,
    /// What each file's text was when it was last read or written here.
    pub(super) written: BTreeMap<PathBuf, TextHash>,
    /// What failed writes tried to make of a file since it was last written.
    pub(super) tried: BTreeMap<PathBuf, Vec<TextHash>>,
    /// What the files looked like when they were last looked at.
    pub(super) memo: Memo,
    /// What other programs were found to have done.
    pub(super) outside: Vec<Outside>,
    /// What was found and may not be known to who gives the jobs.
    unseen: Unseen,
    /// Tells what this writer makes from what another left half made.
    pub(super) mark: ClaimId,
    /// Stories that were made aside with all that belongs to them.
    pub(super) brought: BTreeMap<StoryId, Arc<Story>>,
    pub(super) backups: Backups,
    /// What the file that is written next says of the journals.
    pub(super) reach: Reach,
    /// How large a file may become, in bytes.
    pub(super) largest: u64,
}

impl Writer {
    /// A writer that knows nothing of what lies in `folder`.
    pub fn new(folder: Folder) -> Self {
        Self::with(folder, Known::default())
    }

    /// A writer into a folder whose files say what `on_disk` says.
    pub(super) fn knowing(folder: Folder, on_disk: OnDisk) -> Self {
        Self::with(folder, on_disk.0)
    }

    fn with(folder: Folder, known: Known) -> Self {
        Self {
            backups: Backups::new(folder.clone()),
            folder,
            known,
            written: BTreeMap::new(),
            tried: BTreeMap::new(),
            memo: Memo::at(std::time::SystemTime::now()),
            outside: Vec::new(),
            unseen: Unseen::default(),
            mark: ClaimId::fresh(),
            brought: BTreeMap::new(),
            reach: Reach::default(),
            largest: LARGEST_FILE,
        }
    }

    /// What other programs were found to have done since this was last asked.
    pub(super) fn take_outside(&mut self) -> Vec<Outside> {
        let outside = std::mem::take(&mut self.outside);
        self.unseen.add(&outside);
        outside
    }

    pub(super) fn root(&self) -> &Path {
        self.folder.root()
    }

    pub(super) fn shown(&self, path: &Path) -> String {
        self.folder.shown(path)
    }

    /// Does a job, given by who knew the first `seen` of what others were found to have done. What is
    /// written goes as far into the journals as `reach` says.
    pub(super) fn run(&mut self, job: &Job, seen: u64, reach: Reach) -> Result<(), SaveFailure> {
        self.reach = reach;
        if matches!(job, Job::Shelve(..)) {
            // It is done before later changes to the story, which the journal may have by now.
            self.reach.marks.clear();
        }
        self.unseen.forget(seen);
        let caught_up = self.unseen.catch_up(job);
        let job = caught_up.as_ref().unwrap_or(job);
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
            Job::Text(id, text) => self.write_text(id, text),
            Job::Story(id, story) => self.write_story(id, story),
            Job::Work { id, coder, story, work } => self.write_claims(id, coder, story, work),
            Job::Shelve(id, work) => self.shelve(id, work),
            Job::Unshelve(id) => self.unshelve(id),
            Job::Attach(id, attachment) => self.attach(id, attachment),
            Job::Bring(id, work, files) => self.bring(id, work, files),
            Job::Lay(id, attachment, _) => self.lay(id, attachment),
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
        found.kept
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
        found.kept
    }

    /// Writes a text beside those the story had before. A text never changes, so one that is there is
    /// never written.
    fn write_text(&mut self, id: &StoryId, text: &StoryText) -> Result<(), SaveFailure> {
        let home = self.home(id)?;
        let path = home.join(Folder::text_name(text.hash()));
        // A folder of that name, or a link that leads nowhere, is no text.
        if !path.is_file() || !self.is_sure(&path) {
            self.can_be_read_again(&path, text.as_str())?;
            self.make_folder(&home)?;
            self.replace(&path, text.as_str().as_bytes())?;
        }
        Ok(())
    }

    /// How a story's file is read: with its text, which may be one that another program brought.
    pub(super) fn metadata(&self, id: &StoryId) -> Metadata {
        Metadata { folder: self.folder.clone(), id: id.clone(), known: self.known.text(id) }
    }

    pub(super) fn write_story(&mut self, id: &StoryId, story: &Arc<Story>) -> Result<(), SaveFailure> {
        let path = self.folder.story_file(id);
        // Of a story that was not known, whatever lies there is another's.
        let base = self.known.story(id).unwrap_or_else(|| story.clone());
        let record = self.metadata(id);
        let found = self.write_over(&path, &record, &base, story.clone())?;
        self.known.set_story(id, found.says.clone());
        if found.changed || !found.clashes.is_empty() {
            // Without its text the story is told of when the project is opened again.
            if let Some(news) = self.news_of_story(id, Turn { was: story.clone(), is: found.says }) {
                self.report(&path, news, found.clashes);
            }
        }
        found.kept
    }

    pub(super) fn write_claims(
        &mut self,
        id: &StoryId,
        coder: &CoderId,
        story: &Story,
        work: &CoderWork,
    ) -> Result<(), SaveFailure> {
        let path = self.folder.claims(id, coder);
        // A coder who did nothing has no file, but one who took everything back keeps theirs.
        // Unless the file has to say that it holds what the journal says of it.
        let silent = *work == CoderWork::default() && self.reach.marks.is_empty();
        if silent && fs::symlink_metadata(&path).is_err() {
            return self.needs_folder(&path);
        }
        self.needs_own_name(id, coder)?;
        let base = self.known.work(id, coder);
        let found = self.write_over(&path, &Claims { coder, story }, &base, work.clone())?;
        self.known.set_work(id, coder, found.says.clone());
        if found.changed || !found.clashes.is_empty() {
            let turn = Turn { was: work.clone(), is: found.says };
            let news = News::Work(id.clone(), coder.clone(), Box::new(turn));
            self.report(&path, news, found.clashes);
        }
        found.kept
    }

    pub(super) fn report(&mut self, path: &Path, news: News, clashes: Vec<crate::project::merge::Note>) {
        self.outside.push(Outside { file: self.shown(path), news, clashes });
    }

    /// Two coders whose names differ only by case would share a file on other systems.
    fn needs_own_name(&self, id: &StoryId, coder: &CoderId) -> Result<(), SaveFailure> {
        let path = self.folder.claims(id, coder);
        let twin = if self.written.contains_key(&path) { None } else { twins::in_the_way(&path) };
        twin.map_or(Ok(()), |name| {
            Err(SaveFailure {
                file: self.folder.shown(&path),
                reason: format!("{} lies there, and the two names are one on other systems", visible(&name)),
                hint: "Choose that coder, or another name (File > Change coder).".to_owned(),
            })
        })
    }

    /// Nothing is saved where the story's folder is gone, not even nothing.
    fn needs_folder(&self, path: &Path) -> Result<(), SaveFailure> {
        let there = path.parent().is_some_and(Path::is_dir);
        if there { Ok(()) } else { Err(self.failed(path)(&io::ErrorKind::NotFound.into())) }
    }

    /// Writes a RON file of a project that is just being made.
    pub fn write_first<T>(&mut self, path: &Path, file: &T) -> Result<(), SaveFailure>
    where
        T: Record + PartialEq,
    {
        let text = self.checked(path, file)?;
        self.replace(path, text.as_bytes())
    }

    pub(super) fn make_folder(&self, path: &Path) -> Result<(), SaveFailure> {
        let made = if path.starts_with(self.folder.hidden()) { make_hidden(&self.folder) } else { Ok(()) };
        made.and_then(|()| durable::make_folder(self.folder.root(), path))
            .map_err(|error| self.failed(path)(&error))
    }

    pub(super) fn replace(&mut self, path: &Path, bytes: &[u8]) -> Result<(), SaveFailure> {
        // A write that fails at its last step may have been done all the same.
        self.tried.entry(path.to_owned()).or_default().push(TextHash::of(bytes));
        self.replace_if(path, bytes, || true)?;
        self.tried.remove(path);
        Ok(())
    }

    /// Whether what lies at `path` came there by a write that did not fail.
    pub(super) fn is_sure(&self, path: &Path) -> bool {
        !self.tried.contains_key(path)
    }

    /// Replaces a file if `still` allows it at the last moment; says whether it did.
    pub(super) fn replace_if(
        &self,
        path: &Path,
        bytes: &[u8],
        still: impl FnOnce() -> bool,
    ) -> Result<bool, SaveFailure> {
        // A link that leads elsewhere in the project stays one; no other is followed.
        let failed =
            |error: io::Error| SaveFailure::of_write(self.folder.shown(path), &error, bytes.len() as u64);
        let real = locate(self.folder.root(), path, Sort::File).map_err(|damage| failed(damage.into()))?;
        let target = real.as_deref().unwrap_or(path);
        durable::replace_if(target, bytes, still).map_err(failed)
    }
}
