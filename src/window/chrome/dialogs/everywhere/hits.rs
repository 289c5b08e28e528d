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
    let marked = Marked::of(own.flat_map(|claim| claim.passages.iter().map(|passage| passage.range)));
    let already = |range: TextRange| match locked {
        true => Some(Already::Locked),
        false => marked.covers(range).then_some(Already::Marked),
    };
    let found = Arc::new(found);
    let in_text = found.hits.iter().enumerate().filter(|(_, hit)| hit.at == At::Text);
    in_text.map(|(number, hit)| Hit { found: found.clone(), number, already: already(hit.range) }).collect()
}

/// Ranges that are asked whether one of them covers another. There may be thousands of each.
struct Marked(Vec<TextRange>);

impl Marked {
    /// Of ranges that overlap or not, those no other covers: each then begins and ends after the last.
    fn of(ranges: impl Iterator<Item = TextRange>) -> Self {
        let mut ranges: Vec<TextRange> = ranges.collect();
        ranges.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut reach = None;
        ranges.retain(|range| {
            let beyond = reach.is_none_or(|reach| range.end > reach);
            reach = reach.max(Some(range.end));
            beyond
        });
        Self(ranges)
    }

    fn covers(&self, range: TextRange) -> bool {
        let begun = self.0.partition_point(|marked| marked.start <= range.start);
        self.0[..begun].last().is_some_and(|marked| marked.covers(range))
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_covered_is_what_looking_at_all_of_them_finds(
            ranges in proptest::collection::vec((0_usize..40, 1_usize..12), 0..12),
            from in 0_usize..40,
            length in 1_usize..12,
        ) {
            let range = |(from, length): (usize, usize)| TextRange::from_indices(from, from + length);
            let ranges: Vec<TextRange> = ranges.into_iter().map(range).collect();
            let sought = range((from, length));
            let marked = Marked::of(ranges.iter().copied());
            prop_assert_eq!(marked.covers(sought), ranges.iter().any(|range| range.covers(sought)));
        }
    }
}
