use std::collections::BTreeMap;

use jiff::Timestamp;

use super::retrace::Stride;
use super::{Change, Deed, Edit, StepId};

/// One undoable step: a gesture of the analyst, however many things it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done, as a menu says it after "Undo": "tag as quote".
    pub label: String,
    /// When it was done, to the second.
    pub at: Timestamp,
    /// The step it follows.
    pub after: Option<StepId>,
    /// The edit that makes it, as it was last made.
    edit: Edit,
    /// The edit that takes it back, as it was last made.
    back: Edit,
}

impl Step {
    /// What the step changes.
    #[must_use]
    pub fn edit(&self) -> &Edit {
        &self.edit
    }

    /// What takes it back.
    #[must_use]
    pub fn back(&self) -> &Edit {
        &self.back
    }

    pub(super) fn taken_back(&self) -> Stride<'_> {
        Stride { was: &self.edit, becomes: &self.back }
    }

    pub(super) fn made_again(&self) -> Stride<'_> {
        Stride { was: &self.back, becomes: &self.edit }
    }
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is part of the project as it is.
    Done,
    /// It was undone, and "Redo" leads to it.
    Undone,
    /// It was undone, and something else was done instead. One can still go back to it.
    Aside,
}

/// Every step ever made, without limit, and which of them are in force.
///
/// The steps form a tree: what is done after an undo begins a new branch, and the old one stays, so
/// that nothing that was once done is out of reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    steps: BTreeMap<StepId, Step>,
    /// The last step that is in force.
    current: Option<StepId>,
    /// Where "Redo" leads from each step.
    onward: BTreeMap<Option<StepId>, StepId>,
    /// How many steps are in force.
    depth: usize,
}

impl History {
    /// The history that these changes make.
    #[must_use]
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let mut history = Self::default();
        for change in changes {
            history.record(change);
        }
        history
    }

    /// Makes `step` the last one in force, as when history is read that was packed. A step that is
    /// not known changes nothing.
    pub fn stand(&mut self, step: Option<StepId>) {
        if step.is_none_or(|id| self.steps.contains_key(&id)) {
            self.stand_at(step);
        }
    }

    /// Takes up a change that was made.
    pub fn record(&mut self, change: &Change) {
        match &change.deed {
            Deed::Did { id, label, after } => {
                // A journal that lost the line of the step before still knows an earlier one.
                let after = after.filter(|after| after < id).and_then(|after| self.at_or_before(after));
                let step = Step {
                    label: label.clone(),
                    at: change.at,
                    after,
                    edit: change.edit.clone(),
                    back: change.back.clone(),
                };
                self.steps.insert(*id, step);
                self.onward.insert(after, *id);
                self.stand_at(Some(*id));
            }
            Deed::Undid(id) => {
                let Some(step) = self.steps.get_mut(id) else { return };
                (step.edit, step.back) = (change.back.clone(), change.edit.clone());
                let after = step.after;
                self.onward.insert(after, *id);
                self.stand_at(after);
            }
            Deed::Redid(id) => {
                let Some(step) = self.steps.get_mut(id) else { return };
                (step.edit, step.back) = (change.edit.clone(), change.back.clone());
                self.stand_at(Some(*id));
            }
        }
    }

    /// The latest step that is not after `id`.
    fn at_or_before(&self, id: StepId) -> Option<StepId> {
        self.steps.range(..=id).next_back().map(|(id, _)| *id)
    }

    fn stand_at(&mut self, place: Option<StepId>) {
        let next_of = |id: Option<StepId>| id.and_then(|id| self.steps.get(&id)).and_then(|step| step.after);
        self.depth = if place.is_some() && next_of(place) == self.current {
            self.depth + 1
        } else if self.current.is_some() && next_of(self.current) == place {
            self.depth.saturating_sub(1)
        } else {
            self.back_from(place).count()
        };
        self.current = place;
    }

    /// A step's id and those before it on its branch, from the last to the first.
    fn back_from(&self, place: Option<StepId>) -> impl Iterator<Item = StepId> + '_ {
        std::iter::successors(place, |id| self.steps.get(id).and_then(|step| step.after))
    }

    /// The id for a new step.
    pub(super) fn next_id(&self) -> StepId {
        StepId(self.steps.last_key_value().map_or(1, |(id, _)| id.0 + 1))
    }

    /// The last step in force: the one "Undo" takes back.
    #[must_use]
    pub fn current(&self) -> Option<StepId> {
        self.current
    }

    /// The step "Redo" leads to.
    #[must_use]
    pub fn onward(&self) -> Option<StepId> {
        self.onward.get(&self.current).copied()
    }

    /// The step called `id`.
    #[must_use]
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.get(&id)
    }

    /// Every step, the oldest first.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = (StepId, &Step)> {
        self.steps.iter().map(|(id, step)| (*id, step))
    }

    /// Where each step stands.
    #[must_use]
    pub fn standings(&self) -> BTreeMap<StepId, Standing> {
        let mut standings: BTreeMap<StepId, Standing> =
            self.steps.keys().map(|id| (*id, Standing::Aside)).collect();
        for id in self.back_from(self.current) {
            standings.insert(id, Standing::Done);
        }
        let ahead = std::iter::successors(self.onward(), |id| self.onward.get(&Some(*id)).copied());
        for id in ahead {
            standings.insert(id, Standing::Undone);
        }
        standings
    }

    /// The strides that lead from the project as it is to what it was after the step `to`, or before
    /// every step; `None` if there is no such step.
    #[must_use]
    pub fn way_to(&self, to: Option<StepId>) -> Option<Vec<Stride<'_>>> {
        let (up, down) = self.path_to(to)?;
        let back = up.iter().filter_map(|id| self.steps.get(id)).map(Step::taken_back);
        let on = down.iter().filter_map(|id| self.steps.get(id)).map(Step::made_again);
        Some(back.chain(on).collect())
    }

    /// How many steps are taken back, and how many made again, on the way to where the project was
    /// after the step `to`, or before every step; `None` if there is no such step.
    #[must_use]
    pub fn distance_to(&self, to: Option<StepId>) -> Option<(usize, usize)> {
        self.path_to(to).map(|(up, down)| (up.len(), down.len()))
    }

    /// The steps that are taken back, and then those that are made again, in their order.
    fn path_to(&self, to: Option<StepId>) -> Option<(Vec<StepId>, Vec<StepId>)> {
        if to.is_some_and(|id| !self.steps.contains_key(&id)) {
            return None;
        }
        let wanted: Vec<StepId> = self.back_from(to).collect();
        let on_the_way: std::collections::BTreeSet<StepId> = wanted.iter().copied().collect();
        let up = self.back_from(self.current).take_while(|id| !on_the_way.contains(id));
        let up: Vec<StepId> = up.collect();
        let fork = match up.last() {
            Some(last) => self.steps.get(last).and_then(|step| step.after),
            None => self.current,
        };
        let mut down: Vec<StepId> = wanted.into_iter().take_while(|id| Some(*id) != fork).collect();
        down.reverse();
        Some((up, down))
    }

    /// What "Undo" would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<&str> {
        self.step(self.current?).map(|step| step.label.as_str())
    }

    /// What "Redo" would do again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&str> {
        self.step(self.onward()?).map(|step| step.label.as_str())
    }

    /// How many steps can be undone.
    #[must_use]
    pub fn len(&self) -> usize {
        self.depth
    }

    /// Whether nothing can be undone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.depth == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::CoderId;
    use crate::project::Status;
    use crate::story::StoryId;

    fn mark(number: u8) -> Edit {
        let story = StoryId::try_from(format!("s{number}")).unwrap();
        Edit::Status { story, coder: CoderId::nearest("kim"), to: Status::Done }
    }

    fn unmark(number: u8) -> Edit {
        let Edit::Status { story, coder, .. } = mark(number) else { unreachable!("as made above") };
        Edit::Status { story, coder, to: Status::ToDo }
    }

    fn change(deed: Deed, number: u8) -> Change {
        let (mut edit, mut back) = (mark(number), unmark(number));
        if matches!(deed, Deed::Undid(_)) {
            std::mem::swap(&mut edit, &mut back);
        }
        Change { at: Timestamp::UNIX_EPOCH, deed, edit, back }
    }

    fn did(id: u64, after: Option<u64>) -> Change {
        let deed = Deed::Did { id: StepId(id), label: format!("step {id}"), after: after.map(StepId) };
        change(deed, u8::try_from(id).unwrap())
    }

    /// 1 - 2 - 3 (undone), and 4 after 1.
    fn branched() -> History {
        History::of(&[
            did(1, None),
            did(2, Some(1)),
            did(3, Some(2)),
            change(Deed::Undid(StepId(3)), 3),
            change(Deed::Undid(StepId(2)), 2),
            did(4, Some(1)),
        ])
    }

    #[test]
    fn what_was_undone_before_something_new_stays_within_reach() {
        let history = branched();
        assert_eq!((history.len(), history.next_undo()), (2, Some("step 4")));
        assert_eq!(history.next_redo(), None);
        let standings = history.standings();
        assert_eq!(standings[&StepId(3)], Standing::Aside);
        assert_eq!(standings[&StepId(1)], Standing::Done);
        let way = |to| {
            let way = history.way_to(to)?;
            Some(way.into_iter().map(|stride| stride.becomes.clone()).collect::<Vec<_>>())
        };
        assert_eq!(way(Some(StepId(3))), Some(vec![unmark(4), mark(2), mark(3)]));
        assert_eq!(way(None), Some(vec![unmark(4), unmark(1)]));
        assert_eq!(way(Some(StepId(4))), Some(Vec::new()));
        assert_eq!(way(Some(StepId(9))), None);
        assert_eq!(history.distance_to(Some(StepId(3))), Some((1, 2)));
        assert_eq!(history.distance_to(None), Some((2, 0)));
        assert_eq!(history.distance_to(Some(StepId(9))), None);
    }

    #[test]
    fn a_lost_line_costs_only_its_step() {
        let history = History::of(&[did(1, None), did(3, Some(2)), change(Deed::Undid(StepId(2)), 2)]);
        assert_eq!((history.len(), history.next_undo()), (2, Some("step 3")));
        assert_eq!(history.step(StepId(3)).unwrap().after, Some(StepId(1)));
    }
}
