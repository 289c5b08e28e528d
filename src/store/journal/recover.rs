//! What a journal holds and the files do not: put back where it belongs, and never twice.
//!
//! A change names what something was before and what it became. So each thing that was changed is
//! merged three ways: what it was, what it became, and what the files say now. Where they say what
//! it became, there is nothing to do; that makes it harmless to look at a change once more.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::merge::{self, Keep, Note};
use crate::project::{Change, Edit, Project, StepId, Target, Touched};

/// What pending changes come to.
#[derive(Debug, Default)]
pub(super) struct Recovery {
    /// What is to be made of the project, in this order.
    pub edits: Vec<Edit>,
    /// How many changes these edits bring back.
    pub restored: usize,
    /// The steps these are.
    pub steps: BTreeSet<StepId>,
    /// What the changes and the project have in two ways, and no place to keep both, with where it is.
    pub clashes: Vec<(Touched, Note)>,
    /// Changes, or parts of them, that have no place in the project as it is: their story is gone
    /// or their file cannot be read. They wait.
    pub unplaced: Vec<Change>,
}

/// One thing that was changed.
struct Wish {
    /// What it was before the first change, and what it became by each; in between what others had made
    /// of it by then.
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
        for state in [back, edit] {
            let next = match self.states.last() {
                Some(Edit::Text { text, .. }) => state.with_text(text),
                _ => state.clone(),
            };
            if self.states.last() != Some(&next) {
                self.states.push(next);
            }
        }
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
        let Some(edit) = missing(&project, &wish, &mut recovery.clashes) else { continue };
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
fn missing(project: &Project, wish: &Wish, clashes: &mut Vec<(Touched, Note)>) -> Option<Edit> {
    let now = project.as_is(wish.becomes())?;
    if now == *wish.becomes() {
        return None;
    }
    let merged = merge::edit(Keep::Greater, wish.was(&now), wish.becomes(), &now)?;
    let touched = merged.value.touches().pop_last()?;
    clashes.extend(merged.clashes.into_iter().map(|note| (touched.clone(), note)));
    (merged.value != now).then_some(merged.value)
}
