//! The files that several programs may write: what each says, and how two versions become one.

use std::sync::Arc;

use super::files::{ActorsFile, ClaimsFile, CodeBookFile, StoryFile};
use super::finding::Damage;
use super::format;
use super::load::with_own_ids;
use super::marks::Marked;
use super::{Folder, read};
use crate::claims::{Actors, CodeBook, CoderId};
use crate::project::CoderWork;
use crate::project::merge::{self, Merged};
use crate::story::{Story, StoryId, StoryText, TextHash};

/// One sort of file.
pub(super) trait Shared {
    /// The file as it is written.
    type File: format::Record + Marked + PartialEq;
    /// What it says.
    type Value: Clone + PartialEq;

    fn file(&self, value: &Self::Value) -> Self::File;
    fn value(&self, file: Self::File) -> Result<Self::Value, Damage>;
    fn merge(base: &Self::Value, ours: &Self::Value, theirs: &Self::Value) -> Merged<Self::Value>;
}

/// A coder's claims on a story, which gives them their order.
pub(super) struct Claims<'a> {
    pub coder: &'a CoderId,
    pub story: &'a Story,
}

impl Shared for Claims<'_> {
    type File = ClaimsFile;
    type Value = CoderWork;

    fn file(&self, value: &CoderWork) -> ClaimsFile {
        ClaimsFile::of(self.coder, value, self.story)
    }

    fn value(&self, file: ClaimsFile) -> Result<CoderWork, Damage> {
        if file.coder != *self.coder {
            return Err(Damage::to_mend(format!("says it is {}\u{2019}s", file.coder)));
        }
        Ok(CoderWork { status: file.status, claims: with_own_ids(file.claims).0 })
    }

    fn merge(base: &CoderWork, ours: &CoderWork, theirs: &CoderWork) -> Merged<CoderWork> {
        merge::work(base, ours, theirs)
    }
}

/// A story's metadata, which must fit its text.
pub(super) struct Metadata {
    pub folder: Folder,
    pub id: StoryId,
    /// The text it had when it was last looked at.
    pub known: Option<StoryText>,
}

impl Metadata {
    fn text(&self, hash: &TextHash) -> Option<StoryText> {
        if let Some(known) = self.known.as_ref().filter(|known| known.hash() == hash) {
            return Some(known.clone());
        }
        let raw = read::text(self.folder.root(), &self.folder.text(&self.id, hash)).ok().flatten()?;
        Some(StoryText::from_canonical(raw)).filter(|text| text.hash() == hash)
    }
}

impl Shared for Metadata {
    type File = StoryFile;
    type Value = Arc<Story>;

    fn file(&self, value: &Arc<Story>) -> StoryFile {
        StoryFile::from(Story::clone(value))
    }

    fn value(&self, file: StoryFile) -> Result<Arc<Story>, Damage> {
        let story = Story::from(file);
        match self.text(&story.text) {
            Some(text) if story.fits(&text) => Ok(Arc::new(story)),
            Some(_) => Err(Damage::to_mend("has blocks that do not fit the text")),
            None => {
                Err(Damage::new("is about a text that is not there", "Bring that text\u{2019}s file back."))
            }
        }
    }

    fn merge(base: &Arc<Story>, ours: &Arc<Story>, theirs: &Arc<Story>) -> Merged<Arc<Story>> {
        shared(merge::story(base, ours, theirs))
    }
}

/// The registry of actors.
pub(super) struct Registry;

impl Shared for Registry {
    type File = ActorsFile;
    type Value = Arc<Actors>;

    fn file(&self, value: &Arc<Actors>) -> ActorsFile {
        ActorsFile::of(value)
    }

    fn value(&self, file: ActorsFile) -> Result<Arc<Actors>, Damage> {
        whole(file.into_actors())
    }

    fn merge(base: &Arc<Actors>, ours: &Arc<Actors>, theirs: &Arc<Actors>) -> Merged<Arc<Actors>> {
        shared(merge::actors(base, ours, theirs))
    }
}

/// The code book.
pub(super) struct Book;

impl Shared for Book {
    type File = CodeBookFile;
    type Value = Arc<CodeBook>;

    fn file(&self, value: &Arc<CodeBook>) -> CodeBookFile {
        CodeBookFile::of(value)
    }

    fn value(&self, file: CodeBookFile) -> Result<Arc<CodeBook>, Damage> {
        whole(file.into_codebook())
    }

    fn merge(base: &Arc<CodeBook>, ours: &Arc<CodeBook>, theirs: &Arc<CodeBook>) -> Merged<Arc<CodeBook>> {
        shared(merge::codebook(base, ours, theirs))
    }
}

fn shared<T>(merged: Merged<T>) -> Merged<Arc<T>> {
    Merged { value: Arc::new(merged.value), clashes: merged.clashes }
}

/// What a file says, unless something would be lost if it were written again.
fn whole<T>((value, damage): (T, Option<Damage>)) -> Result<Arc<T>, Damage> {
    damage.map_or_else(|| Ok(Arc::new(value)), Err)
}
