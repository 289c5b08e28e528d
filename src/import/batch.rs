use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::vec::IntoIter;

use super::doubt::{Adviser, Doubt};
use super::error::shown;
use super::shelve::{Shelf, Shelving};
use super::{Encoding, Fate, Group, Line, Manner, Plan, Progress, read_picture, read_story_as};
use crate::project::{Edit, Project, StoryWork};
use crate::store::{Attachment, Folder};
use crate::story::{StoryId, visible};

/// Many stories on their way into a project, read one after the other as they are asked for.
pub struct Batch {
    /// What was left out from the start.
    lines: IntoIter<Line>,
    groups: IntoIter<Group>,
    /// Pictures that may belong to a page which names them; that shows at the end.
    loose: IntoIter<PathBuf>,
    /// The names of the pictures' files that came in: they tell their content.
    pictures: HashSet<String>,
    shelf: Shelf,
    /// The stories the project had from the start.
    before: HashSet<StoryId>,
    folder: Folder,
    manner: Manner,
    adviser: Adviser,
    progress: Progress,
}

/// What became of one file.
#[derive(Debug)]
pub struct Came {
    /// The line of the report.
    pub line: Line,
    /// The story, if there is a new one.
    pub story: Option<NewStory>,
}

/// A story that is new in a project, and what belongs into its folder.
#[derive(Debug)]
pub struct NewStory {
    /// Its name there.
    pub id: StoryId,
    /// The story.
    pub work: Box<StoryWork>,
    /// The files that belong to it.
    pub files: Vec<Attachment>,
}

impl NewStory {
    /// The edit that puts it on the shelf.
    #[must_use]
    pub fn edit(&self) -> Edit {
        Edit::Shelf { id: self.id.clone(), to: Some(self.work.clone()) }
    }
}

impl Batch {
    /// What `plan` found, on its way into `project`, which lies in `folder`.
    #[must_use]
    pub fn new(plan: Plan, project: &Project, folder: Folder, progress: Progress) -> Self {
        progress.begin(plan.groups.len());
        Self {
            lines: plan.lines.into_iter(),
            groups: plan.groups.into_iter(),
            loose: plan.loose.into_iter(),
            pictures: HashSet::new(),
            shelf: Shelf::of(project),
            before: project.stories.keys().cloned().collect(),
            folder,
            manner: Manner::default(),
            adviser: Adviser::default(),
            progress,
        }
    }

    /// The same, its texts read in the manner that is wanted.
    #[must_use]
    pub fn read_as(self, manner: Manner) -> Self {
        Self { manner, ..self }
    }

    /// The same, `ask` being asked in which encoding a text is to be read where that is uncertain: once for
    /// each guess. `None` leaves it at that.
    #[must_use]
    pub fn asking(self, ask: impl FnMut(Doubt) -> Option<Encoding> + Send + 'static) -> Self {
        Self { adviser: Adviser::new(ask), ..self }
    }

    fn read(&mut self, group: &Group) -> Came {
        let file = shown(&group.text);
        let name = group.text.file_name().unwrap_or(group.text.as_os_str());
        self.progress.at(visible(&name.to_string_lossy()));
        // A fault of ours must not cost the stories beside this one.
        let (manner, adviser) = (self.manner, &mut self.adviser);
        let read = catch_unwind(AssertUnwindSafe(|| {
            let read = read_story_as(&group.text, &group.pictures, manner)?;
            match adviser.manner(&group.text, &read) {
                Some(other) => read_story_as(&group.text, &group.pictures, other),
                None => Ok(read),
            }
        }));
        let came = match read {
            Ok(Ok(imported)) => self.place(file, imported),
            Ok(Err(error)) => Came { line: Line::failed(file, error.to_string()), story: None },
            Err(_) => {
                let why = format!("{file} met a fault in Pressmark and was left out. Please report it");
                Came { line: Line::failed(file, why), story: None }
            }
        };
        self.progress.step();
        came
    }

    fn place(&mut self, file: String, imported: super::Imported) -> Came {
        self.pictures.extend(imported.pictures.iter().map(|picture| picture.name.clone()));
        let headline = imported.story.headline.clone();
        let (blocks, pictures) = (imported.story.blocks.len(), imported.story.pictures.len());
        let folder = &self.folder;
        match self.shelf.place(imported, |id| folder.is_taken(id)) {
            Shelving::Known { id } => {
                let just_now = !self.before.contains(&id);
                Came { line: Line { file, fate: Fate::Known { id, headline, just_now } }, story: None }
            }
            Shelving::New { id, edit, files, notes } => {
                let made = Fate::Made { id: id.clone(), headline, blocks, pictures, notes };
                let story = match edit {
                    Edit::Shelf { to: Some(work), .. } => Some(NewStory { id, work, files }),
                    _ => None,
                };
                Came { line: Line { file, fate: made }, story }
            }
        }
    }

    /// What becomes of a picture that went with no text: nothing, if some page brought it.
    fn leave(&self, picture: &Path) -> Option<Came> {
        let read = read_picture(picture);
        if read.as_ref().is_ok_and(|file| self.pictures.contains(&file.name)) {
            return None;
        }
        let why = "it is called like no text beside it; drop it onto the window together with its text";
        let fate =
            read.map_or_else(|error| Fate::Failed(error.to_string()), |_| Fate::Skipped(why.to_owned()));
        Some(Came { line: Line { file: shown(picture), fate }, story: None })
    }
}

impl Iterator for Batch {
    type Item = Came;

    /// Reads the next story; `None` at the end, and once the import was cancelled.
    fn next(&mut self) -> Option<Came> {
        if let Some(line) = self.lines.next() {
            return Some(Came { line, story: None });
        }
        if self.progress.is_cancelled() {
            return None;
        }
        if let Some(group) = self.groups.next() {
            return Some(self.read(&group));
        }
        while let Some(picture) = self.loose.next() {
            if self.progress.is_cancelled() {
                return None;
            }
            if let Some(came) = self.leave(&picture) {
                return Some(came);
            }
        }
        None
    }
}
