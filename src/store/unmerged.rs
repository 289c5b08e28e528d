//! A file in which git left both sides of a merge: between its marks, line by line.
//!
//! A record is a line, so each side is a whole file once the other is taken out of it, and the two are
//! merged as any two versions are. Where git was told to write down what both began from
//! (`merge.conflictStyle = diff3`), that is the base; else what only one side has stays.

use super::files::StoryFile;
use super::finding::Damage;
use super::marks::{Marked, tidy};
use super::shared::{Book, Claims, Metadata, Registry, Shared};
use super::{Folder, KeptFile, format, read};
use crate::claims::{Actors, CodeBook};
use crate::project::CoderWork;
use crate::project::merge::{Merged, Note};
use crate::story::{Story, StoryText};

/// The line, from 1, with the first mark that git leaves where two versions clash.
pub(super) fn first_mark(text: &str) -> Option<usize> {
    text.lines().position(|line| line.starts_with("<<<<<<<")).map(|index| index + 1)
}

/// What the two sides of a file come to.
#[derive(Debug)]
pub(super) struct Settled {
    /// The file's text.
    pub text: String,
    /// How many claims it holds; `None` for a file without claims.
    pub claims: Option<usize>,
    /// How many claims hold a clash, to be settled in their forms.
    pub clashing: usize,
    /// What was changed in two ways and has no place in the file.
    pub notes: Vec<Note>,
}

/// Merges the two sides of a file.
///
/// # Errors
/// If one of them makes no sense by itself, or if the file is one that is never merged.
pub(super) fn settle(folder: &Folder, file: &KeptFile, text: &str) -> Result<Settled, Damage> {
    let sides = Sides::of(text).ok_or_else(|| Damage::to_mend("has marks of a merge that do not pair"))?;
    match file {
        KeptFile::Project => Err(Damage::to_mend("holds an unresolved merge")),
        KeptFile::CodeBook => {
            let nothing = CodeBook { kinds: Vec::new(), links: Vec::new() };
            sides.settle(&Book, nothing.into()).map(Settled::of_other)
        }
        KeptFile::Actors => sides.settle(&Registry, Actors::default().into()).map(Settled::of_other),
        KeptFile::Story(id) => {
            let record = Metadata { folder: folder.clone(), id: id.clone(), known: None };
            let nothing = Story::new("", &StoryText::from_canonical(String::new()), Vec::new());
            sides.settle(&record, nothing.into()).map(Settled::of_other)
        }
        KeptFile::Claims(id, coder) => {
            let there = read::ron(folder.root(), &folder.story_file(id))?;
            let there = there.ok_or_else(|| Damage::to_mend("belongs to a story that is not there"))?;
            let story = Story::from(format::parse::<StoryFile>(&there)?);
            let record = Claims { coder, story: &story };
            let (text, work, notes) = sides.settle(&record, CoderWork::default())?;
            let clashing = work.claims.values().filter(|claim| !claim.clashes.is_empty()).count();
            Ok(Settled { text, claims: Some(work.claims.len()), clashing, notes })
        }
    }
}

impl Settled {
    fn of_other<T>((text, _, notes): (String, T, Vec<Note>)) -> Self {
        Self { text, claims: None, clashing: 0, notes }
    }
}

/// The versions that lie in one file.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sides {
    ours: String,
    theirs: String,
    /// What both began from, if every clash tells it.
    base: Option<String>,
}

/// Where a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Both,
    Ours,
    Base,
    Theirs,
}

impl Sides {
    /// Takes them apart; `None` where the marks do not pair.
    fn of(text: &str) -> Option<Self> {
        let (mut ours, mut theirs, mut base) = (String::new(), String::new(), String::new());
        let (mut part, mut told, mut clashes) = (Part::Both, 0, 0);
        for line in text.split_inclusive('\n') {
            // A mark is seven times the same, alone or before a name.
            let mark = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].into_iter().find(|mark| {
                line.strip_prefix(mark)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n', '\r']))
            });
            part = match (mark, part) {
                (None, part) => {
                    let into: &mut [&mut String] = match part {
                        Part::Both => &mut [&mut ours, &mut theirs, &mut base],
                        Part::Ours => &mut [&mut ours],
                        Part::Base => &mut [&mut base],
                        Part::Theirs => &mut [&mut theirs],
                    };
                    into.iter_mut().for_each(|side| side.push_str(line));
                    continue;
                }
                (Some("<<<<<<<"), Part::Both) => {
                    clashes += 1;
                    Part::Ours
                }
                (Some("|||||||"), Part::Ours) => {
                    told += 1;
                    Part::Base
                }
                (Some("======="), Part::Ours | Part::Base) => Part::Theirs,
                (Some(">>>>>>>"), Part::Theirs) => Part::Both,
                _ => return None,
            };
        }
        let whole = part == Part::Both && clashes > 0;
        whole.then(|| Self { ours, theirs, base: (told == clashes).then_some(base) })
    }

    /// The text and the value that they come to, and what has no place in it. Both began from `nothing`
    /// where the file does not tell from what.
    fn settle<R: Shared>(
        &self,
        record: &R,
        nothing: R::Value,
    ) -> Result<(String, R::Value, Vec<Note>), Damage> {
        let parse = |text: &str| format::parse::<R::File>(text);
        let (ours, theirs) = (parse(&self.ours)?, parse(&self.theirs)?);
        let marks = tidy([ours.marks(), theirs.marks()].concat());
        let (ours, theirs) = (record.value(ours)?, record.value(theirs)?);
        let base = self.base.as_deref().and_then(|base| record.value(parse(base).ok()?).ok());
        let base = base.unwrap_or(nothing);
        let Merged { value, clashes } = R::merge(&base, &ours, &theirs);
        let mut file = record.file(&value);
        file.set_marks(marks);
        let text = format::canonical(&file).map_err(|error| Damage::to_mend(error.to_string()))?;
        // What a merge gives must be a file that can be read.
        let value = record.value(parse(&text)?)?;
        Ok((text, value, clashes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> lee\nd\n";

    #[test]
    fn each_side_is_what_stands_between_its_marks() {
        let sides = Sides::of(TWO).unwrap();
        assert_eq!(sides, Sides { ours: "a\nb\nd\n".into(), theirs: "a\nc\nd\n".into(), base: None });
        let three = TWO.replace("=======", "||||||| 5f0c9a1\nx\n=======");
        assert_eq!(Sides::of(&three).unwrap().base.as_deref(), Some("a\nx\nd\n"));
        assert_eq!(Sides::of(&(three + TWO)).unwrap().base, None, "one clash does not tell it");
        let windows = TWO.replace('\n', "\r\n");
        assert_eq!(Sides::of(&windows).unwrap().ours, "a\r\nb\r\nd\r\n");
    }

    #[test]
    fn marks_that_do_not_pair_are_no_merge() {
        for text in ["", "a\n", "<<<<<<< HEAD\na\n", "=======\n", &TWO.replace("=======\n", ""), &TWO[2..20]]
        {
            assert_eq!(Sides::of(text), None, "{text:?}");
        }
        assert_eq!(Sides::of("<<<<<<<a\n"), None, "a mark stands alone");
    }
}
