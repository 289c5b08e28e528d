//! What is searched: the project as it was when it was last left alone, or as much of one as was
//! read so far.

use std::sync::Arc;

use egui::Context;

use crate::analysis::search::{Names, Shelf, Shelved, Snapshot};
use crate::project::Session;
use crate::store::Early;
use crate::window::pending::Pending;

/// The stories that are there to be searched.
#[derive(Default)]
pub(super) struct Library {
    made_for: Option<State>,
    /// Made on a thread, from a snapshot that was taken in a moment.
    making: Option<Pending<Shelf>>,
    /// Whether the project is still being read.
    early: bool,
    total: usize,
    stories: Vec<Arc<Shelved>>,
    names: Option<Arc<Names>>,
}

impl Library {
    /// What a project is now.
    pub(super) fn of(ctx: &Context, session: &Session) -> Self {
        let snapshot = Snapshot::of(session.project());
        Self {
            made_for: Some(state(session)),
            total: snapshot.len(),
            making: Some(Pending::begin(ctx, move || snapshot.shelve())),
            ..Self::default()
        }
    }

    /// Of a project of which nothing is read yet.
    pub(super) fn early() -> Self {
        Self { early: true, ..Self::default() }
    }

    /// Whether it is of a project that is still being read.
    pub(super) fn is_early(&self) -> bool {
        self.early
    }

    /// Adds what was read of a project of so many stories.
    pub(super) fn add(&mut self, early: Early, total: usize) {
        self.total = total;
        if let (None, Some((codebook, actors))) = (&self.names, &early.names) {
            self.names = Some(Arc::new(Names::of(codebook, actors)));
        }
        let shelved = early.stories.into_iter().map(|story| {
            let coders = story.coders.iter().map(|(coder, work)| (coder, work));
            Arc::new(Shelved::with(story.id, story.story, story.text, coders))
        });
        self.stories.extend(shelved);
    }

    /// Whether it is what the project is now.
    pub(super) fn is_of(&self, session: &Session) -> bool {
        self.made_for.as_ref().is_some_and(|made_for| *made_for == state(session))
    }

    /// Whether it is of this project, as it is now or was.
    pub(super) fn is_of_project(&self, session: &Session) -> bool {
        self.early || self.made_for.as_ref().is_some_and(|(id, _)| *id == session.project().id)
    }

    /// Takes up what the thread has made; false if it cannot make it.
    pub(super) fn poll(&mut self) -> bool {
        let Some(making) = &mut self.making else { return true };
        making.poll();
        match self.making.take() {
            Some(Pending::Here(shelf)) => {
                (self.stories, self.names) = (shelf.stories, Some(shelf.names));
                true
            }
            Some(Pending::Broken) | None => false,
            waiting => {
                self.making = waiting;
                true
            }
        }
    }

    pub(super) fn stories(&self) -> &[Arc<Shelved>] {
        &self.stories
    }

    pub(super) fn names(&self) -> Option<&Arc<Names>> {
        self.names.as_ref()
    }

    /// How many stories there are to be searched, come or not.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// Whether all of them are there.
    pub(super) fn is_complete(&self) -> bool {
        !self.early && self.making.is_none()
    }
}

/// Which state of which project it is: what is worked out of it is made for that one.
pub(super) type State = (String, u64);

pub(super) fn state(session: &Session) -> State {
    (session.project().id.clone(), session.revision())
}
