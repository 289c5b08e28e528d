use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::SaveFailure;
use crate::claims::{Actors, CodeBook, CoderId};
use crate::project::{CoderWork, Edit, Project, StoryWork, Touched};
use crate::story::{Story, StoryId, StoryText};

/// A file that comes with a story: a picture, or what was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Which of the story's folders it goes to.
    pub place: Place,
    /// Its name there.
    pub name: String,
    /// Its content.
    pub bytes: Arc<[u8]>,
}

/// A folder within a story's folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `pictures/`
    Picture,
    /// `source/`
    Source,
}

/// What a file shall say, as it was when the job was made: later edits do not show through.
#[derive(Clone, Debug)]
pub(super) enum Job {
    /// The registry of actors.
    Actors(Arc<Actors>),
    /// The code book.
    CodeBook(Arc<CodeBook>),
    /// A text of a story, beside those it had before.
    Text(StoryId, StoryText),
    /// A story's metadata.
    Story(StoryId, Arc<Story>),
    /// A coder's claims.
    Work { id: StoryId, coder: CoderId, story: Arc<Story>, work: CoderWork },
    /// All of a story that came, or came back.
    Shelve(StoryId, Box<StoryWork>),
    /// A story that left.
    Unshelve(StoryId),
    /// A file that comes with a story.
    Attach(StoryId, Attachment),
    /// A whole story, made aside: the project may or may not get it later.
    Bring(StoryId, Box<StoryWork>, Vec<Attachment>),
    /// A file for a story that is there, which nothing names before it lies there. Tried once; who
    /// gave it hears how it went.
    Lay(StoryId, Attachment, Sender<Result<(), SaveFailure>>),
}

impl Job {
    /// The jobs that bring what was `touched` to the disk, in the order in which they must be done.
    pub fn for_touched(project: &Project, touched: &BTreeSet<Touched>) -> Vec<Self> {
        let mut jobs = Vec::new();
        for change in touched {
            if let Touched::Shelf(id) = change {
                jobs.push(match project.story(id) {
                    Some(work) => Self::Shelve(id.clone(), Box::new(work.clone())),
                    None => Self::Unshelve(id.clone()),
                });
            }
        }
        // A story that was shelved just now is written as a whole, one that left not at all.
        let apart = |id: &StoryId| !touched.contains(&Touched::Shelf(id.clone()));
        // `story.ron` names the text, so that must be there first.
        for change in touched {
            if let Touched::Text(id) = change {
                jobs.extend(project.story(id).map(|work| Self::Text(id.clone(), work.text.clone())));
            }
        }
        for change in touched {
            match change {
                Touched::Actors => jobs.push(Self::Actors(project.actors.clone())),
                Touched::CodeBook => jobs.push(Self::CodeBook(project.codebook.clone())),
                Touched::Story(id) if apart(id) => {
                    jobs.extend(project.story(id).map(|work| Self::Story(id.clone(), work.story.clone())));
                }
                Touched::Work(id, coder) if apart(id) => {
                    jobs.extend(project.story(id).and_then(|work| Self::work(id, coder, work)));
                }
                Touched::Story(_) | Touched::Work(..) | Touched::Shelf(_) | Touched::Text(_) => {}
            }
        }
        jobs
    }

    /// The jobs that write the texts `edits` bring, made one after the other: those to be done before
    /// stories come and leave, and those for stories that come, whose folder is not there before.
    pub fn texts_of<'a>(edits: impl IntoIterator<Item = &'a Edit>) -> (Vec<Self>, Vec<Self>) {
        let (mut before, mut after) = (Vec::new(), Vec::<Self>::new());
        // The text with which each story came, until another takes its place.
        let mut came: BTreeMap<&StoryId, Option<&StoryText>> = BTreeMap::new();
        for single in edits.into_iter().flat_map(Edit::singles) {
            match single {
                Edit::Text { id, text, .. } => match came.get_mut(id) {
                    Some(first) => {
                        let texts = first.take().into_iter().chain([text]);
                        after.extend(texts.map(|text| Self::Text(id.clone(), text.clone())));
                    }
                    None => before.push(Self::Text(id.clone(), text.clone())),
                },
                Edit::Shelf { id, to } => {
                    before.extend(after.extract_if(.., |job| job.story() == Some(id)));
                    match to {
                        Some(work) => came.insert(id, Some(&work.text)),
                        None => came.remove(id),
                    };
                }
                _ => {}
            }
        }
        (before, after)
    }

    /// The job that writes a coder's claims; none if they may not be written.
    fn work(id: &StoryId, coder: &CoderId, work: &StoryWork) -> Option<Self> {
        if work.sealed.contains_key(coder) {
            return None;
        }
        let claims = work.coders.get(coder).cloned().unwrap_or_default();
        Some(Self::Work { id: id.clone(), coder: coder.clone(), story: work.story.clone(), work: claims })
    }

    /// The story it is about.
    pub fn story(&self) -> Option<&StoryId> {
        match self {
            Self::Actors(_) | Self::CodeBook(_) => None,
            Self::Text(id, _)
            | Self::Story(id, _)
            | Self::Work { id, .. }
            | Self::Shelve(id, _)
            | Self::Unshelve(id)
            | Self::Attach(id, _)
            | Self::Bring(id, ..)
            | Self::Lay(id, ..) => Some(id),
        }
    }

    /// Whether it is done before the journal is written: the journal tells of stories that came or
    /// left and of new texts, but does not hold texts and pictures.
    pub fn is_urgent(&self) -> bool {
        matches!(
            self,
            Self::Shelve(..) | Self::Unshelve(_) | Self::Attach(..) | Self::Text(..) | Self::Lay(..)
        )
    }

    /// Whether it brings what the journal does not hold.
    pub fn is_more_than_journaled(&self) -> bool {
        matches!(self, Self::Shelve(..) | Self::Attach(..) | Self::Text(..))
    }

    /// Whether it is not held back for others that might make it needless.
    pub fn is_soon(&self) -> bool {
        self.is_urgent() || matches!(self, Self::Bring(..))
    }

    /// How many bytes it holds that lie nowhere else in memory.
    pub fn weight(&self) -> usize {
        match self {
            Self::Attach(_, file) => file.bytes.len(),
            Self::Bring(_, _, files) => files.iter().map(|file| file.bytes.len()).sum(),
            _ => 0,
        }
    }

    /// Whether doing this job makes `older` needless, which was to be done before it.
    pub fn supersedes(&self, older: &Self) -> bool {
        match (self, older) {
            (Self::Actors(_), Self::Actors(_)) | (Self::CodeBook(_), Self::CodeBook(_)) => true,
            (Self::Story(new, _), Self::Story(old, _)) => new == old,
            (Self::Work { id, coder, .. }, Self::Work { id: old, coder: whose, .. }) => {
                id == old && coder == whose
            }
            (Self::Attach(new, file), Self::Attach(old, was)) => {
                new == old && file.place == was.place && file.name == was.name
            }
            // What lay under that name may be another story, which must leave before this one comes; and
            // the journal may tell of a text.
            (
                Self::Shelve(..),
                Self::Attach(..) | Self::Bring(..) | Self::Unshelve(_) | Self::Text(..) | Self::Lay(..),
            ) => false,
            // The whole story says all that its parts were to say.
            (Self::Shelve(new, _), older) => older.story() == Some(new),
            // What was to be written before a story leaves is still written: it may come back in
            // another session. But a story that was never written need not come first.
            (Self::Unshelve(new), Self::Shelve(old, _) | Self::Unshelve(old)) => new == old,
            _ => false,
        }
    }
}
