//! Looking at files that other programs may have changed while the project is open.
//!
//! A look costs a listing and a few questions for length and age; only what seems to have changed
//! is read. It happens on the saver's thread, a story at a time, and whatever is to be saved goes
//! first.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use super::super::folder::CLAIMS;
use super::super::load::story;
use super::super::read::{self, Sort, locate};
use super::memo::Stamp;
use super::outside::{News, Outside, Turn};
use super::shared::{Book, Claims, Registry, Shared};
use super::writer::Writer;
use crate::claims::{CoderId, Names};
use crate::project::{CoderWork, Touched};
use crate::story::{Story, StoryId, StoryText};

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Glance {
    /// One file.
    File(Touched),
    /// Everything in one story's folder.
    Story(StoryId),
    /// Which stories there are, and then each of them and the files at the top.
    Top,
}

impl Writer {
    /// Looks at something, and notes what became of it. What cannot be read now is left for another
    /// time: whoever writes it may not be done. Returns what is to be looked at next.
    pub(super) fn look(&mut self, glance: &Glance) -> Vec<Glance> {
        match glance {
            Glance::File(touched) => self.look_at(touched),
            Glance::Story(id) => self.visit(id),
            Glance::Top => {
                let top = [Touched::Actors, Touched::CodeBook].map(Glance::File);
                return self.list_stories().into_iter().map(Glance::Story).chain(top).collect();
            }
        }
        Vec::new()
    }

    fn look_at(&mut self, touched: &Touched) {
        match touched {
            Touched::Work(id, coder) => self.look_at_work(id, coder),
            Touched::Story(id) | Touched::Text(id) => self.look_at_story(id),
            Touched::Shelf(id) => self.look_for_story(id),
            Touched::Actors => {
                let (path, was) = (self.folder.actors(), self.known.actors().clone());
                if let Some(is) = self.changed(&path, &Registry, &was, false) {
                    self.known.set_actors(is.clone());
                    self.report(&path, News::Actors(Turn { was, is }), Vec::new());
                }
            }
            Touched::CodeBook => {
                let (path, was) = (self.folder.codebook(), self.known.codebook());
                if let Some(is) = self.changed(&path, &Book, &was, false) {
                    self.known.set_codebook(is.clone());
                    self.report(&path, News::CodeBook(Turn { was, is }), Vec::new());
                }
            }
        }
    }

    fn look_at_work(&mut self, id: &StoryId, coder: &CoderId) {
        if self.known.is_sealed(id, coder) {
            return self.look_at_sealed(id, coder);
        }
        let Some(story) = self.known.story(id) else { return };
        let (path, was) = (self.folder.claims(id, coder), self.known.work(id, coder));
        let expected = self.known.coders(id).any(|known| known == coder);
        if let Some(is) = self.changed(&path, &Claims { coder, story: &story }, &was, expected) {
            self.known.set_work(id, coder, is.clone());
            let news = News::Work(id.clone(), coder.clone(), Box::new(Turn { was, is }));
            self.report(&path, news, Vec::new());
        }
    }

    /// Looks whether a file that could not be read when the project was opened was mended by now.
    fn look_at_sealed(&mut self, id: &StoryId, coder: &CoderId) {
        let Some(story) = self.known.story(id).filter(|_| !self.known.is_locked(id)) else { return };
        let path = self.folder.claims(id, coder);
        let Ok(stamp) = fs::symlink_metadata(&path).map(|metadata| Stamp::of(&metadata)) else { return };
        if !self.memo.must_read(&path, &stamp) {
            return;
        }
        let read = self.look_over(&path, &Claims { coder, story: &story }, &CoderWork::default());
        self.memo.was_read(&path, stamp, SystemTime::now());
        // That it cannot be read was told.
        let Ok(found) = read else { return };
        let work = found.unwrap_or_default();
        self.known.unseal(id, coder, work.clone());
        self.report(&path, News::Mended(id.clone(), coder.clone(), Box::new(work)), Vec::new());
    }

    fn look_at_story(&mut self, id: &StoryId) {
        let Some(was) = self.known.story(id).filter(|_| !self.known.is_locked(id)) else { return };
        let path = self.folder.story_file(id);
        let record = self.metadata(id);
        if let Some(is) = self.changed(&path, &record, &was, true) {
            // Without its text the story is told of when the project is opened again.
            let Some(news) = self.news_of_story(id, Turn { was, is: is.clone() }) else { return };
            self.known.set_story(id, is);
            self.report(&path, news, Vec::new());
        }
    }

    /// What to tell of a story's file, with the text where that is another; `None` if that does not lie
    /// there.
    pub(super) fn news_of_story(&self, id: &StoryId, turn: Turn<Arc<Story>>) -> Option<News> {
        if turn.is.text == turn.was.text {
            return Some(News::Story(id.clone(), turn));
        }
        let raw = read::text(self.root(), &self.folder.text(id, &turn.is.text)).ok().flatten()?;
        let text = StoryText::from_canonical(raw);
        turn.is.fits(&text).then(|| News::Text(id.clone(), turn, text))
    }

    /// Looks whether a story came that was not known. One whose files are not all there yet, or not
    /// sound, is given time.
    fn look_for_story(&mut self, id: &StoryId) {
        if self.known.story(id).is_some() || self.folder.is_closed(id) {
            return;
        }
        let path = self.folder.story(id);
        let had_time = self.memo.is_out_of_patience(&path);
        let Ok(Some(_)) = locate(self.root(), &path, Sort::Folder) else { return };
        let read = story::read(&self.folder, id, &mut Names::default());
        if let Some(finding) = read.findings.first()
            && !had_time
        {
            let unread = read.work.is_none();
            if self.memo.stumbled(&path, None) && unread {
                let (reason, hint) = (finding.problem.clone(), finding.remedy.clone());
                let (file, clashes) = (finding.file.clone(), Vec::new());
                self.outside.push(Outside { file, news: News::Unreadable { reason, hint }, clashes });
            }
            return;
        }
        let Some(work) = read.work else { return };
        self.memo.mended(&path);
        self.known.take_in(id, &work);
        self.report(&path, News::Arrived(id.clone(), Box::new(work)), Vec::new());
    }

    /// Looks at everything in a story's folder.
    fn visit(&mut self, id: &StoryId) {
        if self.folder.is_closed(id) || self.known.is_locked(id) {
            return;
        }
        if self.known.story(id).is_none() {
            return self.look_for_story(id);
        }
        let home = self.folder.story(id);
        let listed = match locate(self.root(), &home, Sort::Folder) {
            Ok(Some(real)) => fs::read_dir(real),
            Ok(None) => Err(io::ErrorKind::NotFound.into()),
            Err(_) => return,
        };
        let listed = match listed {
            Ok(listed) => listed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return self.story_gone(id),
            // A drive that is away for a moment; saving would tell if it mattered.
            Err(_) => return,
        };
        self.memo.is_there(&home);
        let coder_of = |name: &str| {
            let stem = name.strip_suffix(CLAIMS).filter(|stem| !stem.starts_with('.'))?;
            CoderId::try_from(stem.to_owned()).ok()
        };
        let found = listed.flatten().filter_map(|entry| coder_of(entry.file_name().to_str()?));
        let coders: BTreeSet<CoderId> = found.chain(self.known.coders(id).cloned()).collect();
        self.look_at_story(id);
        for coder in &coders {
            self.look_at_work(id, coder);
        }
    }

    /// The folders among the stories, and a word of each story whose folder vanished.
    fn list_stories(&mut self) -> BTreeSet<StoryId> {
        let home = self.folder.stories();
        let listed = match locate(self.root(), &home, Sort::Folder) {
            Ok(Some(real)) => fs::read_dir(real),
            // No stories yet, or a drive that is away: nothing can be told from that.
            Ok(None) | Err(_) => return BTreeSet::new(),
        };
        let Ok(listed) = listed else { return BTreeSet::new() };
        let names = listed.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let found: BTreeSet<StoryId> = names.filter_map(|name| StoryId::try_from(name).ok()).collect();
        let gone: Vec<StoryId> = self.known.stories().filter(|id| !found.contains(*id)).cloned().collect();
        for id in gone {
            // The listing may be a moment old.
            self.visit(&id);
        }
        found
    }

    fn story_gone(&mut self, id: &StoryId) {
        let home = self.folder.story(id);
        if self.memo.is_gone(&home) {
            self.report(&home, News::StoryMissing(id.clone()), Vec::new());
        }
    }

    /// What a file says now, if it is not what it said. `expected` says whether it is known to have
    /// been there.
    fn changed<R: Shared>(
        &mut self,
        path: &Path,
        record: &R,
        was: &R::Value,
        expected: bool,
    ) -> Option<R::Value> {
        let stamp = match fs::symlink_metadata(path) {
            Ok(metadata) => Stamp::of(&metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let known = expected || self.written.contains_key(path) || self.memo.has_seen(path);
                self.written.remove(path);
                if known && self.memo.is_gone(path) {
                    self.report(path, News::Missing, Vec::new());
                }
                return None;
            }
            Err(_) => return None,
        };
        self.memo.is_there(path);
        if !self.memo.must_read(path, &stamp) {
            return None;
        }
        match self.look_over(path, record, was) {
            Ok(found) => {
                self.memo.was_read(path, stamp, SystemTime::now());
                found
            }
            Err(failure) => {
                if self.memo.stumbled(path, Some(stamp)) {
                    let (reason, hint) = (failure.reason, failure.hint);
                    self.report(path, News::Unreadable { reason, hint }, Vec::new());
                }
                None
            }
        }
    }
}
