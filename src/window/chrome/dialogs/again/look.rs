//! Reading a new source and working out what it changes. On a thread: it reads files.

use super::NewSource;
use crate::claims::CoderId;
use crate::import::{Encoding, Imported, Manner, Sample, read_story_as, samples};
use crate::project::{Reimport, StoryWork};
use crate::store::{Attachment, Folder, Place, further_source, source_path};
use crate::story::{Picture, StoryId};

/// What is to be read, and for whom.
pub(super) struct Errand {
    pub story: StoryId,
    pub work: StoryWork,
    pub coder: CoderId,
    pub folder: Folder,
    pub from: NewSource,
    pub encoding: Option<Encoding>,
}

/// What was read.
pub(super) struct Looked {
    /// What it would change; `None` if nothing.
    pub reimport: Option<Reimport>,
    /// What goes into the story's folder with it.
    pub files: Vec<Attachment>,
    pub notes: Vec<String>,
    /// The encoding it was read in.
    pub encoding: Option<String>,
    /// How it begins in others.
    pub samples: Vec<Sample>,
}

impl Errand {
    pub(super) fn run(self) -> Result<Looked, String> {
        let manner = Manner { encoding: self.encoding };
        let path = match &self.from {
            NewSource::File(path) => path.clone(),
            NewSource::Own(name) => source_path(&self.folder, &self.story, name)?,
        };
        let imported = read_story_as(&path, &[], manner).map_err(|error| error.to_string())?;
        let Imported { mut story, text, source, pictures, notes, .. } = imported;
        let samples = samples(&source.original, &source.bytes);
        let encoding = story.encoding.clone();
        let mut files = Vec::new();
        story.source = Some(match self.from {
            NewSource::Own(name) => name,
            NewSource::File(_) => {
                let file = further_source(&self.folder, &self.story, &source.name, source.bytes);
                let name = file.name.clone();
                files.push(file);
                name
            }
        });
        let reimport = Reimport::of(&self.work, &self.coder, story, text);
        let named = |pictures: &[Picture], name: &str| {
            pictures.iter().any(|picture| picture.file.as_ref().is_some_and(|file| file.name == name))
        };
        let is_new = |name: &str| {
            let is = reimport.as_ref().is_some_and(|reimport| named(&reimport.story.pictures, name));
            is && !named(&self.work.story.pictures, name)
        };
        let new = pictures.into_iter().filter(|file| is_new(&file.name));
        files.extend(new.map(|file| Attachment {
            place: Place::Picture,
            name: file.name,
            bytes: file.bytes,
        }));
        Ok(Looked { reimport, files, notes, encoding, samples })
    }
}
