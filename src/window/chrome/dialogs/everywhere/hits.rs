//! The places where a phrase stands, made into claims.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::search::{At, Found, Line, Names, Room};
use crate::claims::{Claim, KindId, Passage};
use crate::project::{Edit, Session, Status};
use crate::story::{StoryId, TextRange};

/// More places than this are not listed, nor tagged in one step.
pub(super) const MOST: usize = 5_000;

/// A place where the phrase stands.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    found: Arc<Found>,
    /// Which of what was found in the story.
    number: usize,
    /// Why it is not ticked from the start.
    pub(super) already: Option<Already>,
}

/// Why a place is not ticked from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Already {
    /// One of the coder's claims rests on it.
    Marked,
    /// The story cannot be changed.
    Locked,
}

/// The places in one story's text.
pub(super) fn hits_of(session: &Session, found: Found) -> Vec<Hit> {
    let (project, coder) = (session.project(), session.coder());
    let Some(work) = project.story(&found.story.id) else { return Vec::new() };
    let locked = work.locked.is_some() || work.sealed.contains_key(coder);
    let own = work.work_of(coder).into_iter().flat_map(|own| own.claims.values());
    let marked: Vec<TextRange> =
        own.flat_map(|claim| claim.passages.iter().map(|passage| passage.range)).collect();
    let already = |range: TextRange| match locked {
        true => Some(Already::Locked),
        false => marked.iter().any(|marked| marked.covers(range)).then_some(Already::Marked),
    };
    let found = Arc::new(found);
    let in_text = found.hits.iter().enumerate().filter(|(_, hit)| hit.at == At::Text);
    in_text.map(|(number, hit)| Hit { found: found.clone(), number, already: already(hit.range) }).collect()
}

impl Hit {
    pub(super) fn story(&self) -> &StoryId {
        &self.found.story.id
    }

    pub(super) fn headline(&self) -> &str {
        &self.found.story.story.headline
    }

    fn range(&self) -> TextRange {
        self.found.hits.get(self.number).map(|hit| hit.range).unwrap_or_default()
    }

    /// The phrase between the words around it.
    pub(super) fn line(&self, names: &Names) -> Line {
        let hit = self.found.hits.get(self.number);
        hit.map(|hit| self.found.line(hit, names, Room { side: 60, hit: 60 })).unwrap_or_default()
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
        let Some(work) = project.story(hit.story()) else { continue };
        let Some(passage) = Passage::of(&work.text, hit.range()) else { continue };
        let mut claim = Claim::new(kind.cloned());
        claim.passages.push(passage);
        edits.push(Edit::put(hit.story().clone(), coder.clone(), claim));
        count += 1;
        if work.status(coder) == Status::ToDo && begun.insert(hit.story()) {
            let (story, coder) = (hit.story().clone(), coder.clone());
            edits.push(Edit::Status { story, coder, to: Status::InProgress });
        }
    }
    let name = project.codebook.kind_name(kind).to_lowercase();
    let places = crate::window::chrome::text::counted(count, "place", "places");
    (count > 0).then(|| (format!("tag {places} as {name}"), Edit::Batch(edits)))
}
