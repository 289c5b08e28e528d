//! Looking for every place of a phrase: on threads, and told as it comes.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::Context;

use super::hits::{Hit, MOST, hits_of};
use crate::analysis::search::{Names, Place, Query, Run, Shelf, Snapshot};
use crate::project::Session;
use crate::story::StoryId;
use crate::window::pending::Pending;

/// How long a frame may take up what was found.
const A_WHILE: Duration = Duration::from_millis(4);

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
        let until = Instant::now() + A_WHILE;
        while let Some(batch) = run.next_batch() {
            self.searched += batch.searched;
            for found in batch.found {
                self.hits.extend(hits_of(session, found));
            }
            if self.hits.len() >= MOST || Instant::now() >= until {
                ctx.request_repaint();
                break;
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::super::Everywhere;
    use super::*;
    use crate::claims::CoderId;
    use crate::project::{Edit, Project, StoryWork};
    use crate::story::{Block, Role, Story, StoryText, TextRange};
    use crate::window::commands::Keymap;
    use crate::window::desk::Desk;
    use crate::window::theme::{Look, Theme};
    use crate::window::view::View;

    /// This many stories, in each of which the phrase stands twice.
    fn session(stories: usize) -> Session {
        let text = StoryText::from_canonical("Talks in Seoul\nSeoul was calm.\n".to_owned());
        let blocks = [(Role::Headline, 0, 14), (Role::Paragraph, 15, 30)]
            .map(|(role, from, to)| Block { role, range: TextRange::from_indices(from, to) });
        let work = StoryWork::new(Story::new("Talks in Seoul", &text, blocks.to_vec()), text);
        let mut project = Project::new("");
        for number in 0..stories {
            let id = id(&format!("story-{number}"));
            let edit = Edit::Shelf { id, to: Some(Box::new(work.clone())) };
            project.apply(edit).unwrap();
        }
        Session::new(project, CoderId::nearest("kim"))
    }

    fn id(name: &str) -> StoryId {
        StoryId::try_from(name.to_owned()).unwrap()
    }

    fn sought() -> Sought {
        Sought { phrase: "Seoul".to_owned(), whole_words: true, match_case: false, within: None }
    }

    #[test]
    fn what_was_found_before_it_was_stopped_is_left_and_nothing_comes_after() {
        let (ctx, session) = (Context::default(), session(1_000));
        let mut looking = Looking::begin(&ctx, &session, &sought());
        assert_eq!(looking.progress(), Some((0, 1_000)));
        while looking.run.is_none() {
            looking.mind(&ctx, &session);
        }
        // One portion of the stories, as if the others took their time.
        let mut run = looking.run.take().unwrap();
        let batch = loop {
            if let Some(batch) = run.next_batch() {
                break batch;
            }
        };
        looking.searched += batch.searched;
        looking.hits.extend(batch.found.into_iter().flat_map(|found| hits_of(&session, found)));
        looking.run = Some(run);
        assert!(looking.progress().is_some_and(|(searched, all)| (1..all).contains(&searched)));
        let found = looking.hits.len();
        looking.stop();
        for _ in 0..20 {
            std::thread::sleep(std::time::Duration::from_millis(2));
            looking.mind(&ctx, &session);
        }
        assert_eq!((looking.progress(), looking.hits.len()), (None, found));
        assert!(found >= 2 && looking.names().is_some(), "and they can be shown");
    }

    #[test]
    fn a_click_on_stop_ends_it() {
        let session = session(3);
        let (theme, view, keys) =
            (Theme::of(Look::Light), View::default(), Keymap::new(&session.project().codebook));
        let mut dialog = Everywhere::new(id("story-0"), "Seoul".to_owned(), None);
        dialog.sought = sought();
        // A thread that never gets ready.
        let (_thread, shelf) = channel();
        let mut looking = Looking::begin(&Context::default(), &session, &dialog.sought);
        looking.shelf = Some(Pending::Waiting(shelf));
        dialog.looking = Some(looking);
        let show = |ui: &mut egui::Ui, dialog: &mut Everywhere| {
            let mut requests = Vec::new();
            let (session, view, theme, keys) = (&session, &view, &theme, &keys);
            let mut desk = Desk { session, view, digest: None, theme, keys, requests: &mut requests };
            dialog.show(ui.ctx(), &mut desk);
        };
        let mut harness =
            Harness::builder().with_context_setup(crate::window::fonts::install).build_ui_state(show, dialog);
        harness.run_steps(3);
        harness.get_by_label("Looking for it\u{2026} 0 of 3 stories, 0 places");
        harness.get_by_label("Stop").click();
        harness.run_steps(3);
        assert!(harness.query_by_label("Stop").is_none());
        harness.get_by_label("0 places");
    }
}
