//! What a journal holds and the files do not: put back where it belongs, and never twice.
//!
//! A change names what something was before and what it became. So each thing that was changed is
//! merged three ways: what it was, what it became, and what the files say now. Where they say what
//! it became, there is nothing to do; that makes it harmless to look at a change once more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::project::{Change, Edit, Project, StepId, Target, merge};

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

/// One thing that was changed.
struct Wish {
    /// What it was before the first change, and what it became by each.
    states: Vec<Edit>,
    /// The changes that had a part in it, by their places among the pending.
    by: Vec<usize>,
}

impl Wish {
    fn becomes(&self) -> &Edit {
        &self.states[self.states.len() - 1]
    }

    /// Adds what it became next; `back` is what it was. Where its text changed at some time, each state
    /// says its text.
    fn add(&mut self, edit: &Edit, back: &Edit) {
        if let (Edit::Text { .. }, Edit::Text { text, .. }) = (edit, back) {
            self.states.iter_mut().for_each(|state| *state = state.with_text(text));
        }
        let next = match self.states.last() {
            Some(Edit::Text { text, .. }) => edit.with_text(text),
            _ => edit.clone(),
        };
        self.states.push(next);
    }

    /// What the changes began from, seen from `now`: where that is what one of them made, the others
    /// come on top of it. A mark that the files hold a change may be lost though they do.
    fn was(&self, now: &Edit) -> &Edit {
        self.states.iter().rev().find(|state| *state == now).unwrap_or(&self.states[0])
    }

    /// Notes that it has no place, for each change that had a part in it.
    fn lose(self, lost: &mut Lost) {
        for by in &self.by {
            lost.entry(*by).or_default().push((self.becomes().clone(), self.states[0].clone()));
        }
    }
}

/// What has no place, by the change it belongs to: what it should become, and what it was.
type Lost = BTreeMap<usize, Vec<(Edit, Edit)>>;

/// Finds out what of `pending` the project does not yet say.
pub(super) fn recover(project: &Project, pending: &[Change]) -> Recovery {
    let mut recovery = Recovery::default();
    let mut project = project.clone();
    let mut effective = BTreeSet::new();
    let mut lost = Lost::new();
    for wish in wishes(pending) {
        if has_no_place(&project, wish.becomes()) {
            wish.lose(&mut lost);
            continue;
        }
        let Some(edit) = missing(&project, &wish) else { continue };
        match project.apply(edit.clone()) {
            Ok(_) => {
                recovery.edits.push(edit);
                effective.extend(wish.by);
            }
            Err(_) => wish.lose(&mut lost),
        }
    }
    recovery.restored = effective.len();
    recovery.steps = effective.into_iter().map(|by: usize| pending[by].deed.step()).collect();
    recovery.unplaced = lost.into_iter().map(|(by, parts)| remainder(&pending[by], &parts)).collect();
    recovery
}

/// A change with only these parts.
fn remainder(change: &Change, parts: &[(Edit, Edit)]) -> Change {
    Change {
        edit: Edit::Batch(parts.iter().map(|(edit, _)| edit.clone()).collect()),
        back: Edit::Batch(parts.iter().rev().map(|(_, back)| back.clone()).collect()),
        ..change.clone()
    }
}

/// What the changes come to for each thing, in the order in which it was last changed.
fn wishes(pending: &[Change]) -> Vec<Wish> {
    let mut wishes: Vec<Option<Wish>> = Vec::new();
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
            let mut wish = earlier.unwrap_or_else(|| Wish { states: vec![back.clone()], by: Vec::new() });
            wish.add(edit, back);
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
        Edit::Story { id, .. } | Edit::Text { id, .. } => project.story(id).is_none(),
        _ => false,
    }
}

/// The edit that brings what the project lacks; `None` if it lacks nothing.
fn missing(project: &Project, wish: &Wish) -> Option<Edit> {
    let now = now(project, wish.becomes())?;
    if now == *wish.becomes() {
        return None;
    }
    let merged = merged(wish.was(&now), wish.becomes(), &now)?;
    (merged != now).then_some(merged)
}

/// The edit that would leave what `edit` is about as it is.
fn now(project: &Project, edit: &Edit) -> Option<Edit> {
    Some(match edit {
        Edit::Claim { story, coder, id, .. } => Edit::Claim {
            story: story.clone(),
            coder: coder.clone(),
            id: *id,
            to: project.story(story)?.claim(coder, *id).cloned(),
        },
        Edit::Status { story, coder, .. } => Edit::Status {
            story: story.clone(),
            coder: coder.clone(),
            to: project.story(story)?.status(coder),
        },
        Edit::Actor { id, .. } => {
            Edit::Actor { id: id.clone(), to: project.actors.exactly(id).cloned().map(Box::new) }
        }
        Edit::CodeBook(_) => Edit::CodeBook(project.codebook.clone()),
        Edit::Story { id, .. } => Edit::Story { id: id.clone(), to: project.story(id)?.story.clone() },
        Edit::Text { id, .. } => {
            let work = project.story(id)?;
            Edit::Text { id: id.clone(), story: work.story.clone(), text: work.text.clone() }
        }
        Edit::Shelf { id, .. } => {
            Edit::Shelf { id: id.clone(), to: project.story(id).cloned().map(Box::new) }
        }
        Edit::Batch(_) => return None,
    })
}

/// What the three come to: an edit of the same target as each of them.
fn merged(was: &Edit, becomes: &Edit, now: &Edit) -> Option<Edit> {
    Some(match (was, becomes, now) {
        (Edit::Claim { to: was, .. }, Edit::Claim { to, story, coder, id }, Edit::Claim { to: now, .. }) => {
            let merged = merge::claim(was.as_deref(), to.as_deref(), now.as_deref()).map(Arc::new);
            Edit::Claim { story: story.clone(), coder: coder.clone(), id: *id, to: merged }
        }
        (Edit::Status { to: was, .. }, Edit::Status { to, story, coder }, Edit::Status { to: now, .. }) => {
            let to = merge::status(*was, *to, *now).value;
            Edit::Status { story: story.clone(), coder: coder.clone(), to }
        }
        (Edit::Actor { to: was, .. }, Edit::Actor { to, id }, Edit::Actor { to: now, .. }) => {
            let merged = merge::actor(was.as_deref(), to.as_deref(), now.as_deref()).value;
            Edit::Actor { id: id.clone(), to: merged.map(Box::new) }
        }
        (Edit::CodeBook(was), Edit::CodeBook(to), Edit::CodeBook(now)) => {
            Edit::CodeBook(Arc::new(merge::codebook(was, to, now).value))
        }
        (Edit::Story { to: was, .. }, Edit::Story { to, id }, Edit::Story { to: now, .. }) => {
            Edit::Story { id: id.clone(), to: Arc::new(merge::story(was, to, now).value) }
        }
        (Edit::Text { story: was, .. }, Edit::Text { .. }, Edit::Text { story: now, text, .. }) => {
            let Edit::Text { id, story: to, text: new } = becomes else { return None };
            let merged = merge::story(was, to, now).value;
            let text = if merged.text == *new.hash() { new } else { text };
            Edit::Text { id: id.clone(), story: Arc::new(merged), text: text.clone() }
        }
        (Edit::Shelf { to: was, .. }, Edit::Shelf { to, .. }, Edit::Shelf { to: now, .. }) => match (now, to)
        {
            (None, Some(_)) => becomes.clone(),
            // A story leaves only as it was when it was taken off the shelf.
            (Some(now), None) if was.as_ref().is_some_and(|was| was.coders == now.coders) => becomes.clone(),
            _ => return None,
        },
        _ => return None,
    })
}
