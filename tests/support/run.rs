//! Work on a project as the window does it: with a session, a saver and a journal.

use std::path::Path;
use std::sync::Arc;

use pressmark::project::{Project, Session};
use pressmark::store::{self, Attachment, Place, Resumed, Saver};

use super::{LONG, coder, slug};

/// One run of the program, as kim.
pub struct Run {
    pub session: Session,
    pub saver: Saver,
}

impl Run {
    /// Goes on with a project of which every journal can be read.
    pub fn begin(dir: &Path) -> Self {
        let opened = store::open(dir).unwrap();
        let Resumed { mut session, folder, on_disk, journal, findings, .. } =
            store::resume(opened, &coder("kim"), None);
        assert!(findings.is_empty(), "{findings:?}");
        let unsaved = session.take_unsaved();
        let saver = Saver::resume(folder, on_disk, journal, (session.project(), unsaved), || ());
        Self { session, saver }
    }

    pub fn keep(&mut self) {
        let unsaved = self.session.take_unsaved();
        self.saver.keep(self.session.project(), unsaved);
    }

    pub fn finish(&mut self) {
        self.keep();
        self.saver.finish(LONG).unwrap();
    }

    /// A file that comes with a story.
    pub fn attach(&self, story: &str, place: Place, name: &str, bytes: &[u8]) {
        let attachment = Attachment { place, name: name.to_owned(), bytes: Arc::from(bytes) };
        self.saver.attach(&slug(story), attachment);
    }

    /// Ends it so that the next one finds the journal free.
    pub fn end(mut self) -> Project {
        self.finish();
        while !self.saver.release() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        self.session.project().clone()
    }
}
