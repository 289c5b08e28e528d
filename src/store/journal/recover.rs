//! What a journal holds and the files do not: put back where it belongs, and never twice.
//!
//! A change names what something was before and what it became. So each thing that was changed is
//! merged three ways: what it was, what it became, and what the files say now. Where they say what
//! it became, there is nothing to do; that makes it harmless to look at a change once more.

use std::collections::{BTreeMap, BTreeSet};

use crate::claims::{ActorId, ClaimId, CoderId};
use crate::project::{Change, Edit, Project, StepId, Target, merge};
use crate::story::StoryId;

/// What pending changes come to.
#[derive(Debug, Default)]
pub(super) struct Recovery {
    /// What is to be made of the project, in this order.
    pub edits: Vec<Edit>,
    /// How many changes these edits bring back.
    pub restored: usize,
    /// The steps these are.
    pub steps: BTreeSet<StepId>,
    /// Changes, or parts of them, that have no place in the project as it is: their story is gone
    /// or their file cannot be read. They wait.
    pub unplaced: Vec<Change>,
}

/// One thing that was changed: what it was before, and what it became.
struct Wish<'a> {
    was: &'a Edit,
    becomes: &'a Edit,
    /// The changes that had a part in it, by their places among the pending.
    by: Vec<usize>,
}

/// Finds out what of `pending` the project does not yet say.
pub(super) fn recover(project: &Project, pending: &[Change]) -> Recovery {
    let mut recovery = Recovery::default();
    let mut project = project.clone();
    let mut effective = BTreeSet::new();
    let mut lost: BTreeMap<usize, Vec<(&Edit, &Edit)>> = BTreeMap::new();
    for wish in wishes(pending) {
        if has_no_place(&project, wish.becomes) {
            for by in wish.by {
                lost.entry(by).or_default().push((wish.becomes, wish.was));
            }
            continue;
        }
        let Some(edit) = missing(&project, &wish) else { continue };
        match project.apply(edit.clone()) {
            Ok(_) => {
                recovery.edits.push(edit);
                effective.extend(wish.by);
            }
            Err(_) => {
                for by in wish.by {
                    lost.entry(by).or_default().push((wish.becomes, wish.was));
                }
            }
        }
    }
    recovery.restored = effective.len();
    recovery.steps = effective.into_iter().map(|by: usize| pending[by].deed.step()).collect();
    recovery.unplaced = lost.into_iter().map(|(by, parts)| remainder(&pending[by], &parts)).collect();
    recovery
}

/// A change with only these parts.
fn remainder(change: &Change, parts: &[(&Edit, &Edit)]) -> Change {
    Change {
        edit: Edit::Batch(parts.iter().map(|(edit, _)| Edit::clone(edit)).collect()),
        back: Edit::Batch(parts.iter().rev().map(|(_, back)| Edit::clone(back)).collect()),
        ..change.clone()
    }
}

/// What the changes come to for each thing, in the order in which it was last changed.
fn wishes(pending: &[Change]) -> Vec<Wish<'_>> {
    let mut wishes: Vec<Option<Wish<'_>>> = Vec::new();
    let mut places: BTreeMap<Target, usize> = BTreeMap::new();
    for (number, change) in pending.iter().enumerate() {
        for (edit, back) in change.edit.singles_with(&change.back) {
            let Some(target) = edit.target() else { continue };
            if let Target::Shelf(id) = &target {
                // What was in a story before it came or went, its own edit says.
                places.retain(|other, place| {
                    let keeps = other.story() != Some(id) || *other == target;
                    if !keeps {
                        wishes[*place] = None;
                    }
                    keeps
                });
            }
            let earlier = places.remove(&target).and_then(|place| wishes[place].take());
            let mut wish = earlier.unwrap_or(Wish { was: back, becomes: edit, by: Vec::new() });
            wish.becomes = edit;
            wish.by.push(number);
            places.insert(target, wishes.len());
            wishes.push(Some(wish));
        }
    }
    wishes.into_iter().flatten().collect()
}

/// Whether the edit is about something that is not there to be changed.
fn has_no_place(project: &Project, edit: &Edit) -> bool {
    match edit {
        Edit::Claim { story, coder, .. } | Edit::Status { story, coder, .. } => {
            project.story(story).is_none_or(|work| work.sealed.contains_key(coder))
        }
        Edit::Story { id, .. } => project.story(id).is_none(),
        _ => false,
    }
}

/// The edit that brings what the project lacks; `None` if it lacks nothing.
fn missing(project: &Project, wish: &Wish<'_>) -> Option<Edit> {
    match (wish.was, wish.becomes) {
        (Edit::Claim { to: was, .. }, Edit::Claim { story, coder, id, to }) => {
            let now = claim_now(project, story, coder, *id);
            let merged = merge::claim(was.as_deref(), to.as_deref(), now);
            (merged.as_ref() != now).then(|| Edit::Claim {
                story: story.clone(),
                coder: coder.clone(),
                id: *id,
                to: merged.map(std::sync::Arc::new),
            })
        }
        (Edit::Status { to: was, .. }, Edit::Status { story, coder, to }) => {
            let now = project.story(story)?.status(coder);
            let merged = merge::status(*was, *to, now).value;
            (merged != now).then(|| Edit::Status { story: story.clone(), coder: coder.clone(), to: merged })
        }
        (Edit::Actor { to: was, .. }, Edit::Actor { id, to }) => {
            let now = actor_now(project, id);
            let merged = merge::actor(was.as_deref(), to.as_deref(), now).value;
            (merged.as_ref() != now).then(|| Edit::Actor { id: id.clone(), to: merged.map(Box::new) })
        }
        (Edit::CodeBook(was), Edit::CodeBook(to)) => {
            let merged = merge::codebook(was, to, &project.codebook).value;
            (merged != *project.codebook).then(|| Edit::CodeBook(std::sync::Arc::new(merged)))
        }
        (Edit::Story { to: was, .. }, Edit::Story { id, to }) => {
            let now = &project.story(id)?.story;
            let merged = merge::story(was, to, now).value;
            (merged != **now).then(|| Edit::Story { id: id.clone(), to: std::sync::Arc::new(merged) })
        }
        (Edit::Shelf { to: was, .. }, Edit::Shelf { id, to }) => match (project.story(id), to) {
            (None, Some(_)) => Some(wish.becomes.clone()),
            // A story leaves only as it was when it was taken off the shelf.
            (Some(now), None) => {
                let untouched = was.as_ref().is_some_and(|was| was.coders == now.coders);
                untouched.then(|| wish.becomes.clone())
            }
            _ => None,
        },
        _ => None,
    }
}

fn claim_now<'a>(
    project: &'a Project,
    story: &StoryId,
    coder: &CoderId,
    id: ClaimId,
) -> Option<&'a crate::claims::Claim> {
    project.story(story)?.claim(coder, id).map(|claim| &**claim)
}

fn actor_now<'a>(project: &'a Project, id: &ActorId) -> Option<&'a crate::claims::Actor> {
    project.actors.get(id)
}
