//! How far a file goes into a journal, where it goes beyond it.
//!
//! A file is written after the journal has every change that it shows, so that replay finds in the
//! journal what the file says, and knows what came after it. Only where the journal could not be
//! written is the file ahead of it: then the journal's last change may be one that was taken back
//! since, and the file alone knows. So the file says which lines it holds: they are not laid over it
//! again. The next write that is not ahead of the journal leaves that out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::files::{ActorsFile, ClaimsFile, CodeBookFile, StoryFile};
use super::format;
use crate::claims::ClaimId;
use crate::project::{Change, Edit, Touched};

/// A file holds what a journal's lines of lower numbers say, whatever else it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mark {
    /// Names the journal's file among all journals.
    pub journal: ClaimId,
    /// The first line, counted from 0, that the file may not hold.
    pub before: u64,
}

/// A file that says how far it goes into journals.
pub(super) trait Marked {
    fn marks(&self) -> &[Mark];
    fn set_marks(&mut self, marks: Vec<Mark>);
}

macro_rules! marked {
    ($($file:ty),*) => {$(
        impl Marked for $file {
            fn marks(&self) -> &[Mark] {
                &self.ahead_of
            }

            fn set_marks(&mut self, marks: Vec<Mark>) {
                self.ahead_of = marks;
            }
        }
    )*};
}

marked!(ActorsFile, ClaimsFile, CodeBookFile, StoryFile);

/// What a file that is about to be written says of the journals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// How far it goes into those that it is ahead of.
    pub marks: Vec<Mark>,
    /// The journals that this program minds: what the file said of them is said anew.
    pub own: Vec<ClaimId>,
}

impl Reach {
    /// The marks of a file in place of one that says `there`. What that says of the journals of others
    /// stays: what it holds of them was taken in.
    pub fn over<F: Marked + format::Record>(&self, there: Option<&str>) -> Vec<Mark> {
        let mut marks = self.marks.clone();
        // Few files have any, and a file that is ours was not read again.
        let there = there.filter(|text| text.contains(FIELD));
        if let Some(file) = there.and_then(|text| format::parse::<F>(text).ok()) {
            marks.extend(file.marks().iter().filter(|mark| !self.own.contains(&mark.journal)));
        }
        tidy(marks)
    }
}

/// The name of the field in the files.
const FIELD: &str = "ahead_of:";

/// One mark a journal, in their order.
pub(super) fn tidy(marks: Vec<Mark>) -> Vec<Mark> {
    let mut furthest = BTreeMap::new();
    for Mark { journal, before } in marks {
        let known = furthest.entry(journal).or_insert(before);
        *known = before.max(*known);
    }
    furthest.into_iter().map(|(journal, before)| Mark { journal, before }).collect()
}

/// The line of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The journal's file; `None` if its head was lost.
    pub journal: Option<ClaimId>,
    pub line: u64,
}

/// The marks of a project's files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(BTreeMap<Touched, Vec<Mark>>);

impl Marks {
    /// Notes what a file says; most say nothing.
    pub fn note(&mut self, file: Touched, marks: &[Mark]) {
        if !marks.is_empty() {
            self.0.insert(file, marks.to_vec());
        }
    }

    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The first line of a journal that no file names: lower numbers may have been given to lines that
    /// never reached the disk, and must not be given again.
    pub fn free_line(&self, journal: ClaimId) -> u64 {
        let marks = self.0.values().flatten().filter(|mark| mark.journal == journal);
        marks.map(|mark| mark.before).max().unwrap_or_default()
    }

    /// What of a change, which stands in this line, the files may not hold; `None` if nothing.
    pub fn left_of(&self, change: &Change, place: Place) -> Option<Change> {
        let Some(journal) = place.journal.filter(|_| !self.0.is_empty()) else { return Some(change.clone()) };
        let held = |edit: &Edit| {
            file_of(edit).and_then(|file| self.0.get(&file)).is_some_and(|marks| {
                marks.iter().any(|mark| mark.journal == journal && place.line < mark.before)
            })
        };
        let pairs = change.edit.singles_with(&change.back);
        let all = pairs.len();
        let left: Vec<(&Edit, &Edit)> = pairs.into_iter().filter(|(edit, _)| !held(edit)).collect();
        if left.len() == all {
            return Some(change.clone());
        }
        let edit = Edit::Batch(left.iter().map(|(edit, _)| (*edit).clone()).collect());
        let back = Edit::Batch(left.iter().rev().map(|(_, back)| (*back).clone()).collect());
        (!left.is_empty()).then(|| Change { edit, back, ..change.clone() })
    }
}

/// The file that says what a single edit changed. That of a story that came or left is its own: one
/// that left has none.
fn file_of(edit: &Edit) -> Option<Touched> {
    match edit {
        Edit::Claim { story, coder, .. } | Edit::Status { story, coder, .. } => {
            Some(Touched::Work(story.clone(), coder.clone()))
        }
        Edit::Actor { .. } => Some(Touched::Actors),
        Edit::CodeBook(_) => Some(Touched::CodeBook),
        Edit::Story { id, .. } | Edit::Text { id, .. } => Some(Touched::Story(id.clone())),
        // Many files at once, which do not all say the same.
        Edit::Shelf { .. } | Edit::Batch(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::CoderId;
    use crate::project::{Deed, Status, StepId};
    use crate::story::StoryId;

    fn mark(journal: u64, before: u64) -> Mark {
        Mark { journal: ClaimId(journal), before }
    }

    fn status(story: &str) -> Edit {
        let story = StoryId::try_from(story.to_owned()).unwrap();
        Edit::Status { story, coder: CoderId::nearest("kim"), to: Status::Done }
    }

    #[test]
    fn one_mark_a_journal_the_furthest() {
        assert_eq!(tidy(vec![mark(2, 1), mark(1, 5), mark(2, 7), mark(2, 3)]), [mark(1, 5), mark(2, 7)]);
    }

    #[test]
    fn of_a_change_only_the_parts_are_left_whose_files_do_not_hold_it() {
        let mut marks = Marks::default();
        let file = file_of(&status("one")).unwrap();
        marks.note(file, &[mark(1, 5), mark(2, 9)]);
        let both = Edit::Batch(vec![status("one"), status("two")]);
        let back = Edit::Batch(vec![status("two"), status("one")]);
        let deed = Deed::Did { id: StepId(1), label: "mark".to_owned(), after: None };
        let change = Change { at: jiff::Timestamp::UNIX_EPOCH, deed, edit: both, back };
        let left = |change: &Change, journal: Option<u64>, line| {
            let left = marks.left_of(change, Place { journal: journal.map(ClaimId), line })?;
            Some(left.edit.singles().into_iter().cloned().collect::<Vec<_>>())
        };
        assert_eq!(left(&change, Some(1), 4), Some(vec![status("two")]));
        assert_eq!(left(&change, Some(1), 5), Some(vec![status("one"), status("two")]));
        assert_eq!(left(&change, Some(2), 8), Some(vec![status("two")]));
        for unknown in [Some(3), None] {
            assert_eq!(left(&change, unknown, 0), Some(vec![status("one"), status("two")]));
        }
        let one = Change { edit: status("one"), back: status("one"), ..change };
        assert_eq!(left(&one, Some(1), 4), None);
        assert_eq!((marks.free_line(ClaimId(2)), marks.free_line(ClaimId(3))), (9, 0));
    }

    #[test]
    fn a_file_keeps_what_it_says_of_the_journals_of_others() {
        let file = |marks| {
            let mut file = ActorsFile::new(Vec::new());
            file.set_marks(marks);
            format::canonical(&file).unwrap()
        };
        let there = file(vec![mark(1, 5), mark(2, 9), mark(3, 4)]);
        let reach = Reach { marks: vec![mark(3, 2), mark(4, 1)], own: vec![ClaimId(1), ClaimId(4)] };
        let over = |there| reach.over::<ActorsFile>(there);
        assert_eq!(over(Some(&there)), [mark(2, 9), mark(3, 4), mark(4, 1)]);
        assert_eq!(over(None), reach.marks);
        assert_eq!(over(Some("(format: 4, ahead_of: no")), reach.marks);
        assert_eq!(Reach::default().over::<ActorsFile>(Some(&file(Vec::new()))), []);
    }
}
