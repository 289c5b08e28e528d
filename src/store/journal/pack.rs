//! Old history made shorter. The newest steps stay as they are; older ones are drawn together, day
//! by day, so that undo still reaches back to the beginning, in longer strides. What was undone
//! long ago and never done again is let go.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::reading::{Entry, history};
use crate::project::{Change, Deed, Edit, History, Standing, Step, StepId, squash};

/// How large a journal may grow before its old part is packed, in bytes and in changes.
const LARGE: u64 = 8 << 20;
const LONG: usize = 20_000;

/// How many of the newest steps are never packed.
const NEWEST: usize = 2_000;

/// The shorter history; `None` while it is short enough.
/// `length` is that of the journal, in bytes.
pub(super) fn pack(entries: &[Entry], length: u64) -> Option<Vec<Entry>> {
    if length > LARGE || entries.len() > LONG { pack_but(entries, NEWEST) } else { None }
}

/// The history with all but its newest steps packed; `None` if that would make it no shorter.
pub(super) fn pack_but(entries: &[Entry], newest: usize) -> Option<Vec<Entry>> {
    let packed = packed(&history(entries), newest);
    // Where nothing can be drawn together, as with few and very long steps, nothing is rewritten.
    (packed.len() < entries.len()).then_some(packed)
}

/// `history` with all but its newest steps drawn together.
fn packed(history: &History, newest: usize) -> Vec<Entry> {
    let standings = history.standings();
    let chain: Vec<(StepId, &Step)> =
        history.steps().filter(|(id, _)| standings.get(id) != Some(&Standing::Aside)).collect();
    let done = chain.iter().filter(|(id, _)| standings.get(id) == Some(&Standing::Done)).count();
    let cut = done.saturating_sub(newest);
    let (old, kept) = chain.split_at(cut);
    let boundary = old.last().map(|(id, _)| *id);

    let mut entries = Vec::new();
    // A packed step has the id of the last that went into it; others are forgotten.
    let mut stands_for: BTreeMap<StepId, Option<StepId>> = BTreeMap::new();
    let mut before = None;
    for strides in old.chunk_by(|(_, one), (_, other)| day(one) == day(other)) {
        let Some((id, last)) = strides.last() else { continue };
        entries.push(change(*id, last, label(strides), before, drawn_together(strides)));
        stands_for.extend(strides.iter().map(|(step, _)| (*step, before)));
        stands_for.insert(*id, Some(*id));
        before = Some(*id);
    }
    // Branches that left the part that is kept stay whole; they must not be the last to be read.
    let (aside, onward): (Vec<_>, Vec<_>) = history
        .steps()
        .filter(|(id, _)| boundary.is_none_or(|boundary| *id > boundary))
        .partition(|(id, _)| standings.get(id) == Some(&Standing::Aside));
    debug_assert_eq!(onward.len(), kept.len(), "the steps of a branch have rising ids");
    for (id, step) in aside.into_iter().chain(onward) {
        let after = step.after.and_then(|after| stands_for.get(&after).copied().unwrap_or(Some(after)));
        let edits = (step.edit().clone(), step.back().clone());
        entries.push(change(id, step, step.label.clone(), after, edits));
    }
    entries.push(Entry::At(history.current()));
    entries
}

fn day(step: &Step) -> jiff::civil::Date {
    step.at.to_zoned(TimeZone::UTC).date()
}

fn label(strides: &[(StepId, &Step)]) -> String {
    match strides {
        [(_, step)] => step.label.clone(),
        many => format!("{} changes of {}", many.len(), day(many[0].1)),
    }
}

/// The edits that make all of these steps, and that take all of them back.
fn drawn_together(strides: &[(StepId, &Step)]) -> (Edit, Edit) {
    match strides {
        [(_, step)] => (step.edit().clone(), step.back().clone()),
        many => {
            let on = squash(many.iter().map(|(_, step)| step.edit().clone()));
            let back = squash(many.iter().rev().map(|(_, step)| step.back().clone()));
            (Edit::Batch(on), Edit::Batch(back))
        }
    }
}

fn change(
    id: StepId,
    step: &Step,
    label: String,
    after: Option<StepId>,
    (edit, back): (Edit, Edit),
) -> Entry {
    Entry::Change(Box::new(Change { at: step.at, deed: Deed::Did { id, label, after }, edit, back }))
}
