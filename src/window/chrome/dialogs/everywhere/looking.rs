//! Looking for every place of a phrase: on threads, and told as it comes.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::Context;

use super::hits::{Hit, MOST, hits_of};
use crate::analysis::search::{Names, Place, Query, Run, Shelf, Snapshot};
use crate::project::Session;
use crate::story::StoryId;
use crate::window::pending::Pending;

/// What is sought, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sought {
    pub phrase: String,
    pub whole_words: bool,
    pub match_case: bool,
    /// Only this story, or every one.
    pub within: Option<StoryId>,
}

/// The search for it in one state of the project.
pub(super) struct Looking {
    /// The revision of the project.
    pub(super) revision: u64,
    query: Query,
    shelf: Option<Pending<Shelf>>,
    run: Option<Run>,
    searched: usize,
    total: usize,
    names: Option<Arc<Names>>,
    /// The places so far, in the order of the list of stories and of the text.
    pub(super) hits: Vec<Hit>,
}

impl Looking {
    pub(super) fn begin(ctx: &Context, session: &Session, sought: &Sought) -> Self {
        let project = session.project();
        let snapshot = match &sought.within {
            Some(id) => Snapshot::of_story(project, id),
            None => Snapshot::of(project),
        };
        let query = Query {
            words: sought.phrase.clone(),
            whole_word: sought.whole_words,
            match_case: sought.match_case,
            places: BTreeSet::from([Place::Text, Place::Headlines, Place::Captions]),
            ..Query::default()
        };
        Self {
            revision: session.revision(),
            query,
            searched: 0,
            total: snapshot.len(),
            shelf: Some(Pending::begin(ctx, move || snapshot.shelve())),
            run: None,
            names: None,
            hits: Vec::new(),
        }
    }

    /// Takes up what has come.
    pub(super) fn mind(&mut self, ctx: &Context, session: &Session) {
        if let Some(mut shelf) = self.shelf.take() {
            shelf.poll();
            match shelf {
                Pending::Here(shelf) => self.start(ctx, shelf),
                Pending::Broken => {}
                Pending::Waiting(_) => self.shelf = Some(shelf),
            }
        }
        let Some(run) = &mut self.run else { return };
        while let Some(batch) = run.next_batch() {
            self.searched += batch.searched;
            for found in batch.found {
                self.hits.extend(hits_of(session, found));
            }
        }
        if run.is_done() || self.hits.len() >= MOST {
            self.hits.truncate(MOST);
            self.run = None;
        }
    }

    fn start(&mut self, ctx: &Context, shelf: Shelf) {
        // Plain words are never a bad pattern.
        let Ok(search) = self.query.prepare() else { return };
        let waker = ctx.clone();
        let mut run = Run::start(search, shelf.names.clone(), move || waker.request_repaint());
        run.feed(&shelf.stories);
        run.close();
        self.names = Some(shelf.names);
        self.run = Some(run);
    }

    /// How many of how many stories were looked through, while some are not.
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        (self.shelf.is_some() || self.run.is_some()).then_some((self.searched, self.total))
    }

    /// Leaves it at what was found so far.
    pub(super) fn stop(&mut self) {
        (self.shelf, self.run) = (None, None);
    }

    /// What names are shown by, once there is anything to show.
    pub(super) fn names(&self) -> Option<&Arc<Names>> {
        self.names.as_ref()
    }
}
