use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use super::super::finding::Damage;
use super::super::marks::{Marks, Place};
use super::super::read;
use super::line::Piece;
use super::line::pieces;
use super::newer::Newer;
use super::record::{Record, Texts};
use crate::claims::{ClaimId, CoderId};
use crate::project::{Change, History, StepId};
use crate::story::{StoryId, TextHash};

/// The largest file of a journal that is read, in bytes. They are begun anew long before, so that only
/// one very long line could make one as large.
const LARGEST: u64 = 1 << 30;

/// So many stories without a text are named.
const NAMED: usize = 8;

/// What a journal's file says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Names the file among all journals; `None` if its head was lost.
    pub id: Option<ClaimId>,
    /// The file it goes on with.
    pub follows: Option<ClaimId>,
    /// The changes and marks, in their order.
    pub entries: Vec<Entry>,
    /// The line of each of the changes among them.
    pub places: Vec<Place>,
    /// How many changes are known to be in the project's files already: the first so many.
    pub settled: usize,
    /// The number of the next line.
    pub next_seq: u64,
    /// How far the file can be gone on with; what follows is a line that was never finished.
    pub whole: u64,
    /// How long the file is.
    pub length: u64,
    /// What is wrong with it.
    pub damage: Vec<Damage>,
}

/// An entry of a journal that matters to history.
#[derive(Debug)]
pub(super) enum Entry {
    Change(Box<Change>),
    At(Option<StepId>),
}

/// Why a journal is none of ours. It is left as it is.
#[derive(Debug)]
pub(super) enum Strange {
    /// It cannot be read.
    Unreadable(Damage),
    /// It is another project's or another coder's.
    Foreign,
    /// A later program wrote it.
    Newer,
}

impl Strange {
    pub fn damage(self) -> Damage {
        match self {
            Self::Unreadable(damage) => damage,
            Self::Foreign => Damage::new(
                "is the journal of another project or coder",
                "It is left as it is and not used. Remove it if you know where it came from.",
            ),
            Self::Newer => Damage::new(
                "was written by a newer Pressmark",
                "It is left as it is: open the project with that version to restore what it holds.",
            ),
        }
    }
}

/// Whose a journal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// The project's id.
    pub project: String,
    pub coder: CoderId,
}

impl Owner {
    /// The first line of a new journal, with its id.
    pub fn head(&self, follows: Option<ClaimId>) -> (ClaimId, Record) {
        let id = ClaimId::fresh();
        (id, self.head_of(id, follows))
    }

    /// The first line of the journal of that id.
    pub fn head_of(&self, id: ClaimId, follows: Option<ClaimId>) -> Record {
        Record::Head { project: self.project.clone(), coder: self.coder.clone(), id, follows }
    }
}

/// Reads the journal at `path`; `None` if there is none.
pub(super) fn read(
    root: &Path,
    path: &Path,
    owner: &Owner,
    texts: Texts<'_>,
) -> Result<Option<Reading>, Strange> {
    let bytes = read::bytes_up_to(root, path, LARGEST).map_err(Strange::Unreadable)?;
    bytes.map(|bytes| understand(&bytes, owner, texts)).transpose()
}

fn understand(bytes: &[u8], owner: &Owner, texts: Texts<'_>) -> Result<Reading, Strange> {
    let mut reading = Reading { length: bytes.len() as u64, ..Reading::default() };
    let mut headed = false;
    let mut seen = HashMap::new();
    let pieces: Vec<_> = pieces(bytes).collect();
    let newer = Newer::among(pieces.iter().map(|(.., piece)| piece));
    for (at, (number, end, piece)) in pieces.into_iter().enumerate() {
        match newer.judged(at, piece) {
            Piece::Torn => break,
            Piece::Newer(_) => return Err(Strange::Newer),
            Piece::Damaged => {
                let problem = "has a damaged line: that one change may not be undone or restored";
                let remedy = "The changes before and after it were read; the project\u{2019}s files are not touched by this.";
                reading.damage.push(Damage::new(problem, remedy).on_line(number));
            }
            // A line that was written twice says nothing new.
            Piece::Line(line) if seen.get(&line.seq) == Some(&line.record) => {}
            // Of two windows that write one journal, where the system knows no locks, both count.
            Piece::Line(line) => {
                seen.insert(line.seq, line.record);
                reading.next_seq = reading.next_seq.max(line.seq + 1);
                match ron::from_str(line.record) {
                    Ok(Record::Head { project, coder, id, follows }) => {
                        if (Owner { project, coder }) != *owner {
                            return Err(Strange::Foreign);
                        }
                        (reading.id, reading.follows) = (Some(id), follows);
                        headed = true;
                    }
                    Ok(record) => reading.take(record, (number, line.seq), texts),
                    Err(_) => {
                        let problem = "has a line this program does not understand";
                        let remedy = "It may be of a newer Pressmark. The other lines were read.";
                        reading.damage.push(Damage::new(problem, remedy).on_line(number));
                    }
                }
            }
        }
        reading.whole = end as u64;
    }
    // A file that was cut off within its first line is begun again, but one that holds anything
    // else was never a journal.
    if !headed && reading.entries.is_empty() && !reading.damage.is_empty() {
        return Err(Strange::Unreadable(Damage::to_mend("is no journal")));
    }
    Ok(reading)
}

impl Reading {
    /// The changes, in their order.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = &Change> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Change(change) => Some(&**change),
            Entry::At(_) => None,
        })
    }

    /// The changes that may not be in the project's files.
    pub fn pending(&self) -> impl Iterator<Item = &Change> {
        self.changes().skip(self.settled)
    }

    /// What of these changes the files do not say that they hold.
    pub fn missing(&self, marks: &Marks) -> Vec<Change> {
        let pending = self.pending().zip(self.places.iter().skip(self.settled));
        pending.filter_map(|(change, place)| marks.left_of(change, *place)).collect()
    }

    /// As if all of it were in the files: for a journal that another window minds.
    pub fn all_settled(self) -> Self {
        Self { settled: self.changes().count(), ..self }
    }

    /// Goes on with what the next file says.
    pub fn go_on(&mut self, next: Self) {
        // What says that everything before it is in the files speaks of the earlier file too.
        if next.settled > 0 {
            self.settled = self.changes().count() + next.settled;
        }
        self.entries.extend(next.entries);
        self.places.extend(next.places);
    }

    fn take(&mut self, record: Record, (number, seq): (usize, u64), texts: Texts<'_>) {
        match record {
            Record::Head { .. } => {}
            Record::Settled => self.settled = self.changes().count(),
            Record::At(step) => {
                self.entries.push(Entry::At(step.map(StepId)));
                // Only history that is in the files is packed, and what was undone by then is among
                // these changes: it must not be taken for work that was lost.
                self.settled = self.changes().count();
            }
            Record::Change { at, deed, edit, back } => {
                let lost = RefCell::new(BTreeSet::new());
                let texts = |id: &StoryId, hash: &TextHash| {
                    let text = texts(id, hash);
                    if text.is_none() {
                        lost.borrow_mut().insert(id.clone());
                    }
                    text
                };
                if let (Some(edit), Some(back)) = (edit.into_edit(&texts), back.into_edit(&texts)) {
                    let change = Change { at, deed: deed.into_deed(), edit, back };
                    self.entries.push(Entry::Change(Box::new(change)));
                    self.places.push(Place { journal: self.id, line: seq });
                } else {
                    self.damage.push(without_text(&lost.into_inner()).on_line(number));
                }
            }
        }
    }
}

/// An import was killed before the disk took it, or somebody took the folder away.
fn without_text(stories: &BTreeSet<StoryId>) -> Damage {
    let mut names: Vec<&str> = stories.iter().map(StoryId::as_str).take(NAMED + 1).collect();
    if names.len() > NAMED {
        names[NAMED] = "more";
    }
    let names = names.join(", ");
    let problem = format!(
        "tells of a story whose text never reached the disk or is gone ({names}): that step cannot be \
         undone or restored"
    );
    Damage::new(problem, "Import it again, or bring its folder back from an earlier copy.")
}

/// The history that a journal's entries make.
pub(super) fn history(entries: &[Entry]) -> History {
    let mut history = History::default();
    for entry in entries {
        match entry {
            Entry::Change(change) => history.record(change),
            Entry::At(step) => history.stand(*step),
        }
    }
    history
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::file;
    use super::*;
    use crate::project::{Deed, Edit, Status};

    fn owner() -> Owner {
        Owner { project: "p1".to_owned(), coder: CoderId::nearest("kim") }
    }

    /// A journal of so many changes.
    fn journal(changes: u64) -> String {
        let story = StoryId::try_from("one".to_owned()).unwrap();
        let edit = |to| Edit::Status { story: story.clone(), coder: CoderId::nearest("kim"), to };
        let record = |step| {
            let after = (step > 1).then(|| StepId(step - 1));
            let deed = Deed::Did { id: StepId(step), label: "mark".to_owned(), after };
            let (edit, back) = (edit(Status::Done), edit(Status::ToDo));
            Record::of_change(&Change { at: jiff::Timestamp::UNIX_EPOCH, deed, edit, back })
        };
        let records: Vec<Record> = (1..=changes).map(record).collect();
        file::lines(&owner().head(None).1, &records).unwrap().0
    }

    fn understood(bytes: &[u8]) -> Result<usize, Strange> {
        understand(bytes, &owner(), &|_, _| None).map(|reading| reading.changes().count())
    }

    #[test]
    fn a_later_program_is_told_by_what_it_wrote_last() {
        let ours = journal(3);
        let newer = "J9 4 3 00000000 abc\n";
        assert!(matches!(understood((ours.clone() + newer).as_bytes()), Err(Strange::Newer)));
        assert!(matches!(understood((ours.clone() + newer + "J2 5 1 0").as_bytes()), Err(Strange::Newer)));
        assert_eq!(understood((newer.to_owned() + &ours).as_bytes()).unwrap(), 3);
        // Two lines that we would understand are more than one wrong byte.
        let mut lines: Vec<String> = ours.lines().map(str::to_owned).collect();
        for line in &mut lines[2..] {
            *line = line.replacen("J2", "J3", 1);
        }
        assert!(matches!(understood((lines.join("\n") + "\n").as_bytes()), Err(Strange::Newer)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn one_wrong_byte_costs_one_line_of_the_whole(at in any::<proptest::sample::Index>(), to in any::<u8>()) {
            let text = journal(6);
            let mut bytes = text.into_bytes();
            // Half of them where a line says what it is.
            let starts: Vec<usize> = bytes.split_inclusive(|byte| *byte == b'\n').scan(0, |end, line| {
                let start = *end;
                *end += line.len();
                Some(start)
            }).collect();
            let at = if to % 2 == 0 { at.index(bytes.len()) } else { starts[at.index(7)] + usize::from(to % 5) };
            let to = if to % 3 == 0 { b'0' + to % 10 } else { to };
            prop_assume!(bytes[at] != to);
            let least = if bytes[at] == b'\n' { 4 } else { 5 };
            bytes[at] = to;
            let read = understood(&bytes);
            prop_assert!(read.as_ref().is_ok_and(|read| (least..=6).contains(read)), "{read:?}");
        }
    }
}
