use std::sync::Arc;

use crate::claims::{Actors, CodeBook, CoderId};
use crate::project::merge::{self, Merged, Note};
use crate::project::{CoderWork, Difference, Edit, Project, StoryWork};
use crate::story::{Story, StoryId, StoryText};

/// What another program, or another window, made of a file of the project.
#[derive(Clone, Debug, PartialEq)]
pub struct Outside {
    /// The file, from the project's folder.
    pub file: String,
    /// What became of it.
    pub news: News,
    /// What was changed here and there in different ways and has no place to keep both: the other
    /// version of the file is among its backups.
    pub clashes: Vec<Note>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// A coder's claims on a story are others.
    Work(StoryId, CoderId, Box<Turn<CoderWork>>),
    /// A coder's file that could not be read when the project was opened was mended, and says this.
    Mended(StoryId, CoderId, Box<CoderWork>),
    /// A story's metadata is other.
    Story(StoryId, Turn<Arc<Story>>),
    /// A story has another text, and metadata that fit it.
    Text(StoryId, Turn<Arc<Story>>, StoryText),
    /// The registry is other.
    Actors(Turn<Arc<Actors>>),
    /// The code book is other.
    CodeBook(Turn<Arc<CodeBook>>),
    /// A story came.
    Arrived(StoryId, Box<StoryWork>),
    /// The file is gone. That is no deletion: what it said stays, and is written again with the
    /// next change.
    Missing,
    /// A story's whole folder is gone. That is no deletion either: what it held stays, but cannot be
    /// written before the folder is back.
    StoryMissing(StoryId),
    /// The file changed, and cannot be read since, for several looks on end.
    Unreadable {
        /// Why not.
        reason: String,
        /// What can be done about it.
        hint: String,
    },
}

/// What a file said when it was last looked at, or what it was to say, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn<T> {
    /// Before.
    pub was: T,
    /// Now.
    pub is: T,
}

impl Outside {
    /// What is to be done to `project` so that it says this too, merged with what was changed in it
    /// meanwhile, and whether the file must be written once more; `None` if there is nothing to be
    /// done. It must where it says less than the project now, and where the project had changed:
    /// what waits to be written then does not know of this yet.
    #[must_use]
    pub fn edit(&self, project: &Project) -> Option<(Edit, bool)> {
        self.merged(project).value
    }

    /// As [`Outside::edit`], with what was changed in the file and in `project` in different ways and has
    /// no place to keep both.
    #[must_use]
    pub fn merged(&self, project: &Project) -> Merged<Option<(Edit, bool)>> {
        let mut clashes = Vec::new();
        let value = self.noted(project, &mut clashes);
        Merged { value, clashes }
    }

    fn noted(&self, project: &Project, clashes: &mut Vec<Note>) -> Option<(Edit, bool)> {
        match &self.news {
            News::Work(story, coder, turn) => {
                let Turn { was, is } = &**turn;
                let now = project.story(story)?.work_of(coder).cloned().unwrap_or_default();
                let merged = noted(merge::work(was, &now, is), clashes);
                let edit = || Difference::between(&now, &merged).into_edit(story, coder);
                (merged != now).then(|| (edit(), merged != *is || now != *was))
            }
            News::Mended(id, coder, work) => {
                let mut whole = project.story(id)?.clone();
                whole.sealed.remove(coder)?;
                if **work != CoderWork::default() {
                    whole.coders.insert(coder.clone(), CoderWork::clone(work));
                }
                Some((Edit::Shelf { id: id.clone(), to: Some(Box::new(whole)) }, false))
            }
            News::Story(id, Turn { was, is }) => {
                let now = &project.story(id)?.story;
                let merged = noted(merge::story(was, now, is), clashes);
                let beyond = merged != **is || now != was;
                (merged != **now).then(|| (Edit::Story { id: id.clone(), to: Arc::new(merged) }, beyond))
            }
            News::Text(id, Turn { was, is }, text) => {
                let now = &project.story(id)?.story;
                let merged = noted(merge::story(was, now, is), clashes);
                let beyond = merged != **is || now != was;
                if merged == **now {
                    return None;
                }
                // Where both sides changed the text, ours may be the one that stays.
                let (id, story) = (id.clone(), Arc::new(merged));
                let theirs = story.text == *text.hash();
                let edit = if theirs {
                    Edit::Text { id, story, text: text.clone() }
                } else {
                    Edit::Story { id, to: story }
                };
                Some((edit, beyond))
            }
            News::Actors(Turn { was, is }) => {
                let now = &project.actors;
                let merged = noted(merge::actors(was, now, is), clashes);
                let ids = now.iter().chain(merged.iter()).map(|actor| &actor.id);
                let ids: std::collections::BTreeSet<_> = ids.collect();
                let changed = ids.into_iter().filter(|id| now.exactly(id) != merged.exactly(id));
                let edits: Vec<Edit> = changed
                    .map(|id| Edit::Actor { id: id.clone(), to: merged.exactly(id).cloned().map(Box::new) })
                    .collect();
                let beyond = merged != **is || now != was;
                (!edits.is_empty()).then_some((Edit::Batch(edits), beyond))
            }
            News::CodeBook(Turn { was, is }) => {
                let merged = noted(merge::codebook(was, &project.codebook, is), clashes);
                let beyond = merged != **is || project.codebook != *was;
                (merged != *project.codebook).then(|| (Edit::CodeBook(Arc::new(merged)), beyond))
            }
            News::Arrived(id, work) => {
                let new = project.story(id).is_none();
                new.then(|| (Edit::Shelf { id: id.clone(), to: Some(work.clone()) }, false))
            }
            News::Missing | News::StoryMissing(_) | News::Unreadable { .. } => None,
        }
    }
}

/// What was merged, with its notes put to the others.
fn noted<T>(merged: Merged<T>, clashes: &mut Vec<Note>) -> T {
    clashes.extend(merged.clashes);
    merged.value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_here_too_is_told_even_where_ours_stays() {
        let named = |name: &str| {
            let mut book = CodeBook::default();
            book.kinds[0].name = name.to_owned();
            Arc::new(book)
        };
        for (ours, theirs) in [("Posture", "Zeal"), ("Zeal", "Posture")] {
            let mut project = Project::new("outside");
            let was = project.codebook.clone();
            project.codebook = named(ours);
            let news = News::CodeBook(Turn { was, is: named(theirs) });
            let outside = Outside { file: "codebook.ron".to_owned(), news, clashes: Vec::new() };
            let merged = outside.merged(&project);
            assert_eq!(merged.value.is_some(), theirs == "Zeal");
            assert_eq!(merged.clashes.len(), 1, "{ours} and {theirs}");
        }
    }
}
