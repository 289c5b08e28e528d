use std::sync::Arc;

use crate::claims::{Actors, CodeBook, CoderId};
use crate::project::merge::{self, Note};
use crate::project::{CoderWork, Edit, Project, StoryWork};
use crate::story::{Story, StoryId};

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

/// What became of a file. `was` is what it said when it was last looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// A coder's claims are others.
    Work { story: StoryId, coder: CoderId, was: Box<CoderWork>, is: Box<CoderWork> },
    /// A story's metadata is other.
    Story { id: StoryId, was: Arc<Story>, is: Arc<Story> },
    /// The registry is other.
    Actors { was: Arc<Actors>, is: Arc<Actors> },
    /// The code book is other.
    CodeBook { was: Arc<CodeBook>, is: Arc<CodeBook> },
    /// A story came.
    Arrived { id: StoryId, work: Box<StoryWork> },
    /// The file is gone. That is no deletion: what it said stays, and is written again with the
    /// next change.
    Missing,
}

impl Outside {
    /// What is to be done to `project` so that it says this too; `None` if it does already. What
    /// was changed in it meanwhile is merged.
    #[must_use]
    pub fn edit(&self, project: &Project) -> Option<Edit> {
        match &self.news {
            News::Work { story, coder, was, is } => {
                let now = project.story(story)?.work_of(coder).cloned().unwrap_or_default();
                let merged = merge::work(was, &now, is).value;
                (merged != now).then(|| Edit::Batch(Edit::between(story, coder, &now, &merged)))
            }
            News::Story { id, was, is } => {
                let now = &project.story(id)?.story;
                let merged = merge::story(was, now, is).value;
                (merged != **now).then(|| Edit::Story { id: id.clone(), to: Arc::new(merged) })
            }
            News::Actors { was, is } => {
                let now = &project.actors;
                let merged = merge::actors(was, now, is).value;
                let ids = now.iter().chain(merged.iter()).map(|actor| &actor.id);
                let ids: std::collections::BTreeSet<_> = ids.collect();
                let changed = ids.into_iter().filter(|id| now.get(id) != merged.get(id));
                let edits: Vec<Edit> = changed
                    .map(|id| Edit::Actor { id: id.clone(), to: merged.get(id).cloned().map(Box::new) })
                    .collect();
                (!edits.is_empty()).then_some(Edit::Batch(edits))
            }
            News::CodeBook { was, is } => {
                let merged = merge::codebook(was, &project.codebook, is).value;
                (merged != *project.codebook).then(|| Edit::CodeBook(Arc::new(merged)))
            }
            News::Arrived { id, work } => {
                let new = project.story(id).is_none();
                new.then(|| Edit::Shelf { id: id.clone(), to: Some(work.clone()) })
            }
            News::Missing => None,
        }
    }
}
