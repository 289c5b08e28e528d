//! Where a phrase stands: worked out on a thread, and made into claims.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::analysis::search::{At, Found, Line, Names, Place, Query, Room, Shelved, reading_order};
use crate::claims::{Claim, CoderId, KindId, Passage};
use crate::project::{Edit, Session, Status};
use crate::story::{StoryId, TextRange};

/// More places than this are not listed, nor tagged in one step.
pub(super) const MOST: usize = 5_000;

/// What is sought, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sought {
    pub phrase: String,
    pub whole_words: bool,
    pub match_case: bool,
    /// Only this story, or every one.
    pub within: Option<StoryId>,
}

/// A place where the phrase stands.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub story: StoryId,
    pub headline: String,
    pub range: TextRange,
    pub line: Line,
    /// Why it is not ticked from the start.
    pub already: Option<Already>,
}

/// Why a place is not ticked from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Already {
    /// One of the coder's claims rests on it.
    Marked,
    /// The story cannot be changed.
    Locked,
}

/// All that is needed to look for it away from the window's thread.
pub(super) struct Library {
    stories: Vec<Arc<Shelved>>,
    locked: BTreeSet<StoryId>,
    names: Names,
    coder: CoderId,
}

impl Library {
    /// A snapshot of the stories that are sought through.
    pub(super) fn of(session: &Session, within: Option<&StoryId>) -> Self {
        let (project, coder) = (session.project(), session.coder());
        let ids = within.map_or_else(|| reading_order(project), |id| vec![id.clone()]);
        let work = |id: &StoryId| project.story(id);
        let stories = ids.iter().filter_map(|id| Some(Arc::new(Shelved::of(id, work(id)?)))).collect();
        let locked = |id: &&StoryId| {
            work(id).is_some_and(|work| work.locked.is_some() || work.sealed.contains_key(coder))
        };
        Self {
            stories,
            locked: ids.iter().filter(locked).cloned().collect(),
            names: Names::of(&project.codebook, &project.actors),
            coder: coder.clone(),
        }
    }

    /// The places, in the order of the list of stories and of the text.
    pub(super) fn find(&self, sought: &Sought) -> Vec<Hit> {
        let query = Query {
            words: sought.phrase.clone(),
            whole_word: sought.whole_words,
            match_case: sought.match_case,
            places: BTreeSet::from([Place::Text, Place::Headlines, Place::Captions]),
            ..Query::default()
        };
        // Plain words are never a bad pattern.
        let Ok(search) = query.prepare() else { return Vec::new() };
        let stop = AtomicBool::new(false);
        let found = self.stories.iter().filter_map(|story| search.story(story, &self.names, &stop));
        found.flat_map(|found| self.hits(&found)).take(MOST).collect()
    }

    fn hits(&self, found: &Found) -> Vec<Hit> {
        let story = &found.story;
        let own = story.coders.iter().find(|coder| coder.coder == self.coder);
        let marked: Vec<TextRange> = own
            .into_iter()
            .flat_map(|own| &own.claims)
            .flat_map(|claim| claim.passages.iter().map(|passage| passage.range))
            .collect();
        let in_text = found.hits.iter().filter(|hit| hit.at == At::Text);
        let hit = |hit: &crate::analysis::search::Hit| Hit {
            story: story.id.clone(),
            headline: story.story.headline.clone(),
            range: hit.range,
            line: found.line(hit, &self.names, Room { side: 60, hit: 60 }),
            already: if self.locked.contains(&story.id) {
                Some(Already::Locked)
            } else {
                marked.iter().any(|range| range.covers(hit.range)).then_some(Already::Marked)
            },
        };
        in_text.map(hit).collect()
    }
}

/// The step that tags these places; `None` without any.
pub(super) fn tag<'h>(
    session: &Session,
    hits: impl Iterator<Item = &'h Hit>,
    kind: Option<&KindId>,
) -> Option<(String, Edit)> {
    let (project, coder) = (session.project(), session.coder());
    let (mut edits, mut count, mut begun) = (Vec::new(), 0, BTreeSet::new());
    for hit in hits {
        let Some(work) = project.story(&hit.story) else { continue };
        let Some(passage) = Passage::of(&work.text, hit.range) else { continue };
        let mut claim = Claim::new(kind.cloned());
        claim.passages.push(passage);
        edits.push(Edit::put(hit.story.clone(), coder.clone(), claim));
        count += 1;
        if work.status(coder) == Status::ToDo && begun.insert(&hit.story) {
            let (story, coder) = (hit.story.clone(), coder.clone());
            edits.push(Edit::Status { story, coder, to: Status::InProgress });
        }
    }
    let name = project.codebook.kind_name(kind).to_lowercase();
    let places = crate::window::chrome::text::counted(count, "place", "places");
    (count > 0).then(|| (format!("tag {places} as {name}"), Edit::Batch(edits)))
}
