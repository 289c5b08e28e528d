//! Old history made shorter. The newest steps stay as they are; older ones are drawn together, day
//! by day, so that undo still reaches back to the beginning, in longer strides. What was undone
//! long ago and never done again is let go.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::reading::{Entry, history};
use crate::project::{Change, Deed, Edit, History, Outcome, Standing, Step, StepId, squash};

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
    for strides in together(old) {
        let Some((id, last)) = strides.last() else { continue };
        entries.push(change(*id, last, label(strides), before, drawn_together(strides)));
        stands_for.extend(strides.iter().map(|(step, _)| (*step, before)));
        stands_for.insert(*id, Some(*id));
        before = Some(*id);
    }
    // Branches that left the part that is kept stay whole. In the order of their ids each step comes
    // after the one it follows, and the one that redo leads to comes last of those that follow it.
    let onward = history.steps().filter(|(id, _)| boundary.is_none_or(|boundary| *id > boundary));
    debug_assert!(kept.iter().all(|(id, _)| Some(*id) > boundary), "the steps of a branch have rising ids");
    for (id, step) in onward {
        let after = step.after.and_then(|after| stands_for.get(&after).copied().unwrap_or(Some(after)));
        let edits = (step.edit().clone(), step.back().clone());
        entries.push(change(id, step, step.label.clone(), after, edits));
    }
    // Twice: without this line the steps that were undone would count as done, and a damaged one costs
    // itself.
    entries.extend([(); 2].map(|()| Entry::At(history.current())));
    entries
}

/// The steps that are drawn together: those of a day, as long as each found what the ones before it had
/// left. What others wrote in between would seem to be the analyst's own in a longer stride, and undo
/// would take it back.
fn together<'a, 'b>(steps: &'a [(StepId, &'b Step)]) -> Vec<&'a [(StepId, &'b Step)]> {
    let mut all = Vec::new();
    let (mut first, mut outcome) = (0, Outcome::default());
    for (at, (_, step)) in steps.iter().enumerate() {
        let goes_on =
            day(step) == day(steps[first].1) && outcome.agrees(&Edit::Batch(squash([step.back().clone()])));
        if !goes_on {
            all.push(&steps[first..at]);
            (first, outcome) = (at, Outcome::default());
        }
        outcome.add(step.edit().clone());
    }
    all.push(&steps[first..]);
    all.retain(|strides| !strides.is_empty());
    all
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

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::claims::{Actor, CoderId};
    use crate::project::{Project, Session, Status, StoryWork};
    use crate::story::{Story, StoryId, StoryText};

    /// What the analyst does.
    #[derive(Clone, Debug)]
    enum Act {
        Name(&'static str, u8),
        Mark(Status),
        Shelve(bool),
        Undo,
        Redo,
        GoBack(usize),
        /// The next day begins.
        Sleep,
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let name = proptest::sample::select(vec!["a", "b", "c"]);
        let act = prop_oneof![
            5 => (name, 0..4_u8).prop_map(|(id, to)| Act::Name(id, to)),
            2 => proptest::sample::select(Status::ALL.to_vec()).prop_map(Act::Mark),
            1 => any::<bool>().prop_map(Act::Shelve),
            4 => Just(Act::Undo),
            2 => Just(Act::Redo),
            1 => (0..40_usize).prop_map(Act::GoBack),
            2 => Just(Act::Sleep),
        ];
        proptest::collection::vec(act, 0..40)
    }

    fn id() -> StoryId {
        StoryId::try_from("one".to_owned()).unwrap()
    }

    fn work() -> StoryWork {
        let text = StoryText::from_canonical("Talks\n".to_owned());
        StoryWork::new(Story::new("Talks", &text, Vec::new()), text)
    }

    /// Lives through it; gives the journal's entries and the session.
    fn live(acts: Vec<Act>) -> (Project, Vec<Entry>, Session) {
        let mut start = Project::new("pack");
        start.apply(Edit::Shelf { id: id(), to: Some(Box::new(work())) }).unwrap();
        let coder = CoderId::nearest("kim");
        let mut session = Session::new(start.clone(), coder.clone());
        let (mut entries, mut day) = (Vec::new(), 0);
        for act in acts {
            let _ = match act {
                Act::Name(id, to) => {
                    let to = (to > 0).then(|| Box::new(Actor::named(id.into(), &to.to_string())));
                    session.perform("name", Edit::Actor { id: id.into(), to }).is_ok()
                }
                Act::Mark(to) => {
                    let edit = Edit::Status { story: id(), coder: coder.clone(), to };
                    session.perform("mark", edit).is_ok()
                }
                Act::Shelve(there) => {
                    let to = there.then(|| Box::new(work()));
                    session.perform("shelve", Edit::Shelf { id: id(), to }).is_ok()
                }
                Act::Undo => session.undo().unwrap().is_some(),
                Act::Redo => session.redo().unwrap().is_some(),
                Act::GoBack(to) => {
                    let steps: Vec<StepId> = session.history().steps().map(|(id, _)| id).collect();
                    session.go_back("go back", steps.get(to).copied()).unwrap().is_some()
                }
                Act::Sleep => {
                    day += 24 * 60 * 60;
                    false
                }
            };
            for mut change in session.take_unsaved().changes {
                change.at = Timestamp::from_second(day).unwrap();
                entries.push(Entry::Change(Box::new(change)));
            }
        }
        (start, entries, session)
    }

    /// Every project from the end to the beginning.
    fn back(session: &mut Session) -> Vec<Project> {
        let mut states = vec![session.project().clone()];
        while session.undo().unwrap().is_some() {
            states.push(session.project().clone());
        }
        states
    }

    fn on(session: &mut Session) -> Vec<Project> {
        let mut states = vec![session.project().clone()];
        while session.redo().unwrap().is_some() {
            states.push(session.project().clone());
        }
        states
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_present_the_beginning_the_newest_steps_and_what_can_be_redone_stay(
            acts in acts(), newest in 0..12_usize,
        ) {
            let (start, entries, session) = live(acts);
            let now = session.project().clone();
            let old = history(&entries);
            prop_assert_eq!(old.current(), session.history().current(), "as the session has it");
            let packed = packed(&old, newest);
            let new = history(&packed);
            prop_assert_eq!(new.current(), old.current());
            prop_assert_eq!(new.next_undo().is_some(), old.next_undo().is_some());
            let begin = |history: &History| {
                Session::resume(now.clone(), session.coder().clone(), history.clone())
            };

            let all = back(&mut begin(&old));
            let mut packed_session = begin(&new);
            let strides = back(&mut packed_session);
            prop_assert_eq!(strides.last(), Some(&start), "undo reaches the beginning");
            let kept = newest.min(old.len()) + 1;
            prop_assert_eq!(strides.get(..kept), all.get(..kept), "the newest steps are as they were");
            prop_assert!(strides.iter().all(|state| all.contains(state)), "no state that never was");
            while packed_session.history().current() != old.current() {
                prop_assert!(packed_session.redo().unwrap().is_some());
            }
            prop_assert_eq!(packed_session.project(), &now);
            prop_assert_eq!(on(&mut begin(&new)), on(&mut begin(&old)), "redo leads where it led");
            for (id, _) in new.steps() {
                prop_assert!(old.step(id).is_some());
                let (mut one, mut other) = (begin(&old), begin(&new));
                one.go_back("go", Some(id)).unwrap();
                other.go_back("go", Some(id)).unwrap();
                prop_assert_eq!(one.project(), other.project(), "each step that is left is reached");
            }

            let again = history(&pack_twice(&packed, newest));
            prop_assert_eq!(again, new, "packing what is packed changes nothing");
        }
    }

    fn pack_twice(entries: &[Entry], newest: usize) -> Vec<Entry> {
        packed(&history(entries), newest)
    }

    #[test]
    fn what_is_short_is_not_packed() {
        let (_, entries, _) = live(vec![Act::Mark(Status::Done), Act::Mark(Status::ToDo)]);
        assert!(pack(&entries, 100).is_none());
        assert!(pack_but(&entries, 2).is_none());
    }

    #[test]
    fn a_day_becomes_one_step_and_says_so() {
        let name = |to| Act::Name("a", to);
        let acts = vec![name(1), name(2), Act::Sleep, name(3), name(1), name(2), Act::Sleep, name(3)];
        let (_, entries, _) = live(acts);
        let packed = history(&packed(&history(&entries), 1));
        let labels: Vec<&str> = packed.steps().map(|(_, step)| step.label.as_str()).collect();
        assert_eq!(labels, ["2 changes of 1970-01-01", "3 changes of 1970-01-02", "name"]);
    }

    #[test]
    fn what_others_wrote_between_two_steps_is_not_drawn_into_them() {
        let actor = |name: &str, aliases: &[&str]| {
            let mut actor = Actor::named("a".into(), name);
            actor.aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
            Edit::Actor { id: "a".into(), to: Some(Box::new(actor)) }
        };
        let mut session = Session::new(Project::new("pack"), CoderId::nearest("kim"));
        let mut entries = Vec::new();
        for (edit, others) in [
            (actor("One", &[]), false),
            (actor("Two", &[]), false),
            (actor("Two", &["theirs"]), true),
            (actor("Three", &["theirs"]), false),
            (actor("Four", &["theirs"]), false),
        ] {
            if others {
                session.absorb(edit, []).unwrap();
            } else {
                session.perform("name", edit).unwrap();
            }
            let changes = session.take_unsaved().changes.into_iter();
            entries.extend(changes.map(|change| {
                let at = Timestamp::UNIX_EPOCH;
                Entry::Change(Box::new(Change { at, ..change }))
            }));
        }
        let packed = history(&packed(&history(&entries), 0));
        assert_eq!(packed.len(), 2, "the steps before and after");
        let mut session = Session::resume(session.project().clone(), CoderId::nearest("kim"), packed);
        session.undo().unwrap().unwrap();
        let now = |session: &Session| session.project().actors.exactly(&"a".into()).cloned().unwrap();
        assert_eq!(now(&session).name, "Two");
        assert_eq!(now(&session).aliases, ["theirs"]);
        session.undo().unwrap().unwrap();
        assert_eq!(now(&session).aliases, ["theirs"], "kim\u{2019}s actor, but not without their part");
        session.redo().unwrap().unwrap();
        session.redo().unwrap().unwrap();
        assert_eq!(now(&session).name, "Four");
    }
}
