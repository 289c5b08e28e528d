use super::super::marks::{Mark, Reach, tidy};
use super::Journal;
use crate::claims::ClaimId;

/// The files of a journal that are not the one it is written to now, and how far they go at most. What
/// a failed write left in one of them is not known, so it is taken for there.
#[derive(Debug, Default)]
pub(super) struct Reached {
    /// Those of which the next start may look at the changes.
    passed: Vec<Mark>,
    /// Those of others that were taken in and could not be put away: the next start finds them.
    staying: Vec<Mark>,
    /// Every file that was found.
    known: Vec<ClaimId>,
    /// One that could not be begun. The next try gives it the same id and the same first lines.
    trying: Option<Mark>,
    /// Whether some of them lie in the spare folder: who opens the project next may not have that.
    away: bool,
}

impl Reached {
    /// Of a journal whose files were found to end so. The last of them is gone on with, if `goes_on`.
    /// That all of it was settled says nothing: nobody waited until that note was on the disk.
    pub fn of(ends: &[Mark], goes_on: bool, away: bool) -> Self {
        let mut passed = ends.to_vec();
        if goes_on {
            passed.pop();
        }
        let known = ends.iter().map(|end| end.journal).collect();
        Self { passed, known, away, ..Self::default() }
    }

    /// The file of that id is not written any more.
    pub fn pass(&mut self, journal: Option<ClaimId>, before: u64) {
        self.passed.extend(journal.map(|journal| Mark { journal, before }));
    }

    /// All of them were written anew as one, and the project's files hold that.
    pub fn packed(&mut self) {
        (self.passed, self.away) = (Vec::new(), false);
    }

    /// Files that were taken in stay where they are.
    pub fn stay(&mut self, ends: Vec<Mark>) {
        self.staying.extend(ends);
    }

    /// The id of the file that is to be begun.
    pub fn next_id(&self) -> ClaimId {
        self.trying.map_or_else(ClaimId::fresh, |mark| mark.journal)
    }

    /// Files could not be begun with so many lines.
    pub fn failed(&mut self, journal: ClaimId, lines: u64) {
        let before = self.trying.map_or(lines, |mark| mark.before.max(lines));
        self.trying = Some(Mark { journal, before });
    }

    /// One was begun.
    pub fn begun(&mut self, away: bool) {
        self.trying = None;
        self.away |= away;
    }
}

impl Journal {
    /// What a file says of the journals that is written now, `ahead` of this one or not.
    pub(in super::super) fn reach(&self, ahead: bool) -> Reach {
        let Reached { passed, staying, known, trying, away } = &self.reach;
        let taken_over = self.taken_over.iter().flat_map(|old| &old.ends).chain(staying).copied();
        let now = self.last.zip(self.next_line()).map(|(journal, before)| Mark { journal, before });
        let all: Vec<Mark> = passed.iter().chain(trying).chain(&now).copied().collect();
        let ids = all.iter().copied().chain(taken_over.clone()).map(|mark| mark.journal);
        let own: Vec<ClaimId> = ids.chain(known.iter().copied()).collect();
        // A change without a place is in no file, and this journal alone may have it.
        let mut marks: Vec<Mark> = if self.never_settles { Vec::new() } else { taken_over.collect() };
        if !self.never_settles && (ahead || *away) {
            marks.extend(all);
        }
        Reach { marks: tidy(marks), own }
    }

    fn next_line(&self) -> Option<u64> {
        let released = self.released.as_ref().map(super::file::Released::next_line);
        self.file.as_ref().map(super::file::JournalFile::next_line).or(released)
    }
}
