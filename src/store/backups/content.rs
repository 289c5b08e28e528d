use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::files::{ActorsFile, ClaimsFile, CodeBookFile, ProjectFile, StoryFile};
use super::super::finding::Damage;
use super::super::folder::Folder;
use super::super::format;
use super::super::load::with_own_ids;
use super::super::read::{self, Sort, locate};
use super::kept::KeptFile;
use crate::project::{CoderWork, Part};
use crate::story::Story;

/// What a backup holds that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A coder's work on a story.
    Claims(CoderWork),
    /// The story's metadata, the code book or the actors.
    Part(Part),
    /// The head of the project.
    Head,
}

impl Content {
    /// How many claims it holds; `None` for a file without claims.
    #[must_use]
    pub fn claims(&self) -> Option<usize> {
        match self {
            Self::Claims(work) => Some(work.claims.len()),
            Self::Part(_) | Self::Head => None,
        }
    }
}

/// Reads the bytes of `file`, or of a backup of it, as opening the project would; what opening
/// would not take without a complaint that costs something is damage here.
pub(super) fn content(folder: &Folder, file: &KeptFile, bytes: Vec<u8>) -> Result<Content, Damage> {
    let text = read::ron_text(bytes)?;
    match file {
        KeptFile::Project => format::parse::<ProjectFile>(&text).map(|_| Content::Head),
        KeptFile::CodeBook => {
            let file: CodeBookFile = format::parse(&text)?;
            let mut ids = BTreeSet::new();
            each_once(file.kinds.iter().all(|kind| ids.insert(&kind.id)), "a kind")?;
            Ok(Content::Part(Part::CodeBook(Arc::new(file.into_codebook().0))))
        }
        KeptFile::Actors => {
            let file: ActorsFile = format::parse(&text)?;
            let mut ids = BTreeSet::new();
            each_once(file.actors.iter().all(|actor| ids.insert(&actor.id)), "an actor")?;
            Ok(Content::Part(Part::Actors(Arc::new(file.into_actors().0))))
        }
        KeptFile::Story(id) => {
            let file: StoryFile = format::parse(&text)?;
            let story = Story::from(file);
            let hex = story.text.0.len() == 64 && story.text.0.bytes().all(|byte| byte.is_ascii_hexdigit());
            let there = |path| matches!(locate(folder.root(), path, Sort::File), Ok(Some(_)));
            if hex && there(&folder.text(id, &story.text)) {
                Ok(Content::Part(Part::Story(Arc::new(story))))
            } else {
                Err(Damage::to_mend("names a text that is not there"))
            }
        }
        KeptFile::Claims(_, coder) => {
            let file: ClaimsFile = format::parse(&text)?;
            if file.coder != *coder {
                return Err(Damage::to_mend(format!("says it is {}\u{2019}s", file.coder)));
            }
            let claims = with_own_ids(file.claims).0;
            Ok(Content::Claims(CoderWork { status: file.status, claims }))
        }
    }
}

fn each_once(unique: bool, what: &str) -> Result<(), Damage> {
    if unique { Ok(()) } else { Err(Damage::to_mend(format!("has {what} twice"))) }
}
