use std::collections::{BTreeSet, HashMap};

use super::{Imported, OriginalFile};
use crate::project::{Edit, Project, StoryWork};
use crate::store::{Attachment, Place};
use crate::story::{Role, Story, StoryId, TextHash, slug_from};

/// What becomes of an imported story in a project.
#[derive(Clone, Debug)]
pub enum Shelving {
    /// It is new: the edit brings it in, once its files lie in its folder.
    New {
        /// The story's name in the project.
        id: StoryId,
        /// Puts it on the shelf.
        edit: Edit,
        /// What belongs into its folder.
        files: Vec<Attachment>,
        /// What the user should be told.
        notes: Vec<String>,
    },
    /// The project has a story with the very same text.
    Known {
        /// That story.
        id: StoryId,
    },
}

/// Prepares to put a story on `project`'s shelf under a name of its own, which is also none of the
/// `taken` ones: the folder may hold stories that could not be read.
#[must_use]
pub fn into_edit(project: &Project, imported: Imported, taken: impl Fn(&StoryId) -> bool) -> Shelving {
    Shelf::of(project).place(imported, taken)
}

/// What a shelf must know of its stories to take new ones: their names, and which texts they have.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    names: BTreeSet<StoryId>,
    texts: HashMap<TextHash, Vec<(StoryId, Vec<String>)>>,
}

impl Shelf {
    /// The shelf of a project as it is now.
    pub fn of(project: &Project) -> Self {
        let mut shelf = Self::default();
        for (id, work) in &project.stories {
            shelf.note(id, &work.story);
        }
        shelf
    }

    fn note(&mut self, id: &StoryId, story: &Story) {
        self.names.insert(id.clone());
        let pictures = files(story).into_iter().map(str::to_owned).collect();
        self.texts.entry(story.text.clone()).or_default().push((id.clone(), pictures));
    }

    /// The story that has the very same text.
    fn known(&self, imported: &Imported) -> Option<&StoryId> {
        let Imported { story, text, .. } = imported;
        // Pictures alone are told apart by the pictures: many a camera calls all of them alike.
        let words = story.blocks.iter().any(|block| block.role != Role::Headline);
        let mut alike = self.texts.get(text.hash()).into_iter().flatten();
        alike.find(|(_, pictures)| words || *pictures == files(story)).map(|(id, _)| id)
    }

    /// Prepares to put a story on it, where it is known from then on.
    pub fn place(&mut self, imported: Imported, taken: impl Fn(&StoryId) -> bool) -> Shelving {
        if let Some(id) = self.known(&imported) {
            return Shelving::Known { id: id.clone() };
        }
        let Imported { story, text, source, pictures, notes, .. } = imported;
        // A headline in another writing makes no readable name; the file's name may.
        let latin = story.headline.contains(|character: char| character.is_ascii_alphanumeric());
        let stem = source.original.rsplit_once('.').map_or(source.original.as_str(), |(stem, _)| stem);
        let name = if latin { &story.headline } else { stem };
        let id = slug_from(name, |id| self.names.contains(id) || taken(id));
        self.note(&id, &story);
        let edit = Edit::Shelf { id: id.clone(), to: Some(Box::new(StoryWork::new(story, text))) };
        let kept = |place, file: OriginalFile| Attachment { place, name: file.name, bytes: file.bytes };
        let pictures = pictures.into_iter().map(|picture| kept(Place::Picture, picture));
        let files = std::iter::once(kept(Place::Source, source)).chain(pictures).collect();
        Shelving::New { id, edit, files, notes }
    }
}

/// The story of `project` that has the very same text.
#[must_use]
pub fn known(project: &Project, imported: &Imported) -> Option<StoryId> {
    Shelf::of(project).known(imported).cloned()
}

/// The names of a story's picture files, which tell their content.
fn files(story: &Story) -> Vec<&str> {
    story.pictures.iter().filter_map(|picture| Some(picture.file.as_ref()?.name.as_str())).collect()
}
