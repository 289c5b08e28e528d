//! Looking at files that other programs may have changed while the project is open.

use std::fs;

use super::super::load::read_story;
use super::outside::{News, Outside, Turn};
use super::shared::{Book, Claims, Metadata, Registry, Shared};
use super::writer::Writer;
use crate::claims::CoderId;
use crate::project::Touched;
use crate::story::StoryId;

impl Writer {
    /// Looks at a file, and notes what became of it. One that cannot be read now is left for
    /// another time: whoever writes it may not be done.
    pub(super) fn look(&mut self, touched: &Touched) {
        match touched {
            Touched::Work(id, coder) => self.look_at_work(id, coder),
            Touched::Story(id) => self.look_at_story(id),
            Touched::Shelf(id) => self.look_for_story(id),
            Touched::Actors => {
                let (path, was) = (self.folder.actors(), self.known.actors().clone());
                if let Some(is) = self.changed(&path, &Registry, &was) {
                    self.known.set_actors(is.clone());
                    self.report(&path, News::Actors(Turn { was, is }), Vec::new());
                }
            }
            Touched::CodeBook => {
                let (path, was) = (self.folder.codebook(), self.known.codebook());
                if let Some(is) = self.changed(&path, &Book, &was) {
                    self.known.set_codebook(is.clone());
                    self.report(&path, News::CodeBook(Turn { was, is }), Vec::new());
                }
            }
        }
    }

    fn look_at_work(&mut self, id: &StoryId, coder: &CoderId) {
        let Some(story) = self.known.story(id) else { return };
        let (path, was) = (self.folder.claims(id, coder), self.known.work(id, coder));
        if let Some(is) = self.changed(&path, &Claims { coder, story: &story }, &was) {
            self.known.set_work(id, coder, is.clone());
            let news = News::Work(id.clone(), coder.clone(), Box::new(Turn { was, is }));
            self.report(&path, news, Vec::new());
        }
    }

    fn look_at_story(&mut self, id: &StoryId) {
        let Some(was) = self.known.story(id) else { return };
        let path = self.folder.story_file(id);
        if let Some(is) = self.changed(&path, &Metadata, &was) {
            // Blocks that do not fit the text would be refused by the project.
            if is.text != was.text {
                return;
            }
            self.known.set_story(id, is.clone());
            self.report(&path, News::Story(id.clone(), Turn { was, is }), Vec::new());
        }
    }

    /// Looks whether a story came that was not known.
    fn look_for_story(&mut self, id: &StoryId) {
        if self.known.story(id).is_some() || self.folder.is_closed(id) {
            return;
        }
        let Some(work) = read_story(&self.folder, id) else { return };
        self.known.add(id, &work);
        let path = self.folder.story(id);
        self.report(&path, News::Arrived(id.clone(), Box::new(work)), Vec::new());
    }

    /// What a file says now, if it is not what it said.
    fn changed<R: Shared>(&mut self, path: &std::path::Path, record: &R, was: &R::Value) -> Option<R::Value> {
        if self.written.contains_key(path) && fs::symlink_metadata(path).is_err() {
            self.written.remove(path);
            let (file, clashes) = (self.shown(path), Vec::new());
            self.outside.push(Outside { file, news: News::Missing, clashes });
            return None;
        }
        self.look_over(path, record, was).ok().flatten()
    }
}
