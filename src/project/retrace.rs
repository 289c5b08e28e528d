//! Going over steps once more, back or on, where others may have written into the same things since.
//!
//! A step says what it made of each thing and what was there before. Where the project still says what
//! the step made, going back is exact. Where it says something else, that is others' work: what the step
//! did is taken out of it, and theirs stays. What has no place any more is left out, so that no step can
//! bar the way to those before it.

use std::collections::BTreeMap;

use super::merge::{self, Keep, Note};
use super::{CoderWork, Edit, EditError, Focus, Project, StoryWork, Target, squash};
use crate::claims::CoderId;
use crate::story::StoryId;

/// What came of going over steps once more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retraced {
    /// Where it leads the reader.
    pub focus: Focus,
    /// Why some of it was left out, each reason once: it has no place in the project as it is by now.
    pub left_out: Vec<EditError>,
    /// What others made something else of since. Theirs was kept.
    pub clashes: Vec<Note>,
}

/// One step on a way: what it finds if nobody else wrote, and what it is to make of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stride<'a> {
    /// What is there.
    pub was: &'a Edit,
    /// What it becomes.
    pub becomes: &'a Edit,
}

/// What was changed on a way.
#[derive(Debug, Default)]
pub(super) struct Course {
    /// What was made, in this order, and what takes each of them back.
    made: Vec<Edit>,
    backs: Vec<Edit>,
    left_out: Vec<EditError>,
    clashes: Vec<Note>,
}

impl Course {
    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.made.is_empty()
    }

    /// What was made and what takes it back, each a batch if the step was `many`, and what is to be
    /// told.
    pub fn into_parts(mut self, many: bool) -> (Edit, Edit, Retraced) {
        self.backs.reverse();
        let (edit, back) = match (many, self.made.pop(), self.backs.pop()) {
            (false, Some(edit), Some(back)) if self.made.is_empty() => (edit, back),
            (_, edit, back) => {
                self.made.extend(edit);
                self.backs.extend(back);
                (Edit::Batch(self.made), Edit::Batch(self.backs))
            }
        };
        let focus = edit.focus();
        (edit, back, Retraced { focus, left_out: self.left_out, clashes: self.clashes })
    }

    fn leave_out(&mut self, why: EditError) {
        if !self.left_out.contains(&why) {
            self.left_out.push(why);
        }
    }
}

impl Project {
    /// Goes a way, one stride after the other, so that what others wrote between two of them stays.
    ///
    /// # Errors
    /// If the project is open for reading only.
    pub(super) fn go<'a>(&mut self, way: impl IntoIterator<Item = Stride<'a>>) -> Result<Course, EditError> {
        self.may_change()?;
        let mut course = Course::default();
        for stride in way {
            self.step(stride, &mut course);
        }
        Ok(course)
    }

    /// The same course with each thing changed once.
    ///
    /// # Errors
    /// None: the fewest edits lead where all of them led.
    pub(super) fn draw_together(&mut self, course: Course) -> Result<Course, EditError> {
        let made = squash(course.made.iter().cloned());
        if made.len() == course.made.len() {
            return Ok(course);
        }
        self.take_back(course.backs);
        let backs = match self.apply(Edit::Batch(made.clone()))? {
            Edit::Batch(backs) => backs.into_iter().rev().collect(),
            single => vec![single],
        };
        Ok(Course { made, backs, ..course })
    }

    fn step(&mut self, Stride { was, becomes }: Stride<'_>, course: &mut Course) {
        let found = squash([was.clone()]);
        let found: BTreeMap<Target, Edit> =
            found.into_iter().filter_map(|edit| Some((edit.target()?, edit))).collect();
        for becomes in squash([becomes.clone()]) {
            let was = becomes.target().and_then(|target| found.get(&target));
            let made = self.wanted(was, becomes, &mut course.clashes).and_then(|edit| match edit {
                Some(edit) => Ok(Some((edit.clone(), self.apply(edit)?))),
                None => Ok(None),
            });
            match made {
                Ok(Some((edit, back))) => {
                    course.made.push(edit);
                    course.backs.push(back);
                }
                Ok(None) => {}
                Err(why) => course.leave_out(why),
            }
        }
    }

    /// What is to be made of one thing; `None` if it is to stay as it is.
    fn wanted(
        &self,
        was: Option<&Edit>,
        becomes: Edit,
        clashes: &mut Vec<Note>,
    ) -> Result<Option<Edit>, EditError> {
        // An edit and what takes it back are about the same things.
        let Some(was) = was else { return Ok(Some(becomes)) };
        if let (Edit::Shelf { to: was, .. }, Edit::Shelf { id, to }) = (was, &becomes) {
            return shelved(id, was.as_deref(), to.as_deref(), self.story(id)).map(|to| {
                let to = to.map(|work| work.map(|work| Box::new(work.clone())));
                to.map(|to| Edit::Shelf { id: id.clone(), to })
            });
        }
        // Without its story there is nothing to merge, and the edit is refused.
        let Some(now) = self.as_is(&becomes) else { return Ok(Some(becomes)) };
        if now == *was {
            return Ok(Some(becomes));
        }
        let Some(merged) = merge::edit(Keep::Theirs, was, &becomes, &now) else { return Ok(Some(becomes)) };
        clashes.extend(merged.clashes);
        Ok(Some(merged.value))
    }
}

/// What is to be on the shelf, if that is to be another: a story leaves or gives way only as it came, for
/// others may have worked on it since, and one that comes takes no other's place.
fn shelved<'a>(
    id: &StoryId,
    was: Option<&StoryWork>,
    becomes: Option<&'a StoryWork>,
    now: Option<&StoryWork>,
) -> Result<Option<Option<&'a StoryWork>>, EditError> {
    let Some(now) = now else { return Ok(Some(becomes)) };
    let Some(was) = was else {
        return match becomes {
            // There never was one to be taken away.
            None => Ok(None),
            Some(becomes) if is_all_in(becomes, now) => Ok(None),
            Some(_) => Err(EditError::Taken(id.clone())),
        };
    };
    match was.since(now) {
        Some(since) => Err(EditError::Worked { story: id.clone(), since }),
        None => Ok(Some(becomes)),
    }
}

/// Whether a story that is there holds all that one that is to come would bring.
fn is_all_in(story: &StoryWork, there: &StoryWork) -> bool {
    let holds = |coder| work_of(story, coder).is_none_or(|work| there.work_of(coder) == Some(work));
    story.text.hash() == there.text.hash() && story.coders.keys().all(holds)
}

impl StoryWork {
    /// What became of a story that was this, as a clause; `None` if it `is` the same to whoever works on
    /// it.
    pub(super) fn since(&self, is: &Self) -> Option<String> {
        let differs = |coder: &&CoderId| work_of(self, coder) != work_of(is, coder);
        let unread = |coder: &&CoderId| !self.sealed.contains_key(*coder);
        let mut coders: Vec<&CoderId> = self.coders.keys().chain(is.coders.keys()).filter(differs).collect();
        coders.extend(is.sealed.keys().filter(unread));
        coders.sort_unstable();
        coders.dedup();
        let names: Vec<&str> = coders.iter().map(|coder| coder.as_str()).collect();
        match names.as_slice() {
            [] if self.story == is.story => None,
            [] => Some("its text, pictures or details were changed since".to_owned()),
            [name] => Some(format!("{name} worked on it since")),
            [names @ .., last] => Some(format!("{} and {last} worked on it since", names.join(", "))),
        }
    }
}

/// A coder's work, if it is any: one who took everything back has a file all the same.
fn work_of<'a>(story: &'a StoryWork, coder: &CoderId) -> Option<&'a CoderWork> {
    story.work_of(coder).filter(|work| **work != CoderWork::default())
}
