//! The whole in memory, and the one way it changes.
//!
//! A [`Project`] is only ever changed by [`Project::apply`], which takes an [`Edit`] and gives
//! back its inverse. A [`Session`] keeps both in a [`History`], as the [`Change`]s that a journal
//! keeps too, and remembers which files no longer say what the project says.

mod apply;
mod change;
mod claims;
pub mod codebook;
mod correction;
mod details;
mod difference;
mod edit;
mod history;
mod links;
pub mod merge;
mod origin;
mod part;
mod reimport;
mod retrace;
mod session;
mod squash;
pub mod structure;
mod uses;
mod walk;

pub use change::{Change, Deed, StepId, Unsaved};
pub use claims::Claims;
pub use correction::{Carried, Correction, Waiting, earlier_texts, waiting};
pub use details::{Detail, DetailError};
pub use difference::{Difference, Fate, Tally};
pub use edit::{Edit, EditError, Touched};
pub use history::{History, Standing, Step};
pub use links::{Links, Tie};
pub use origin::is_left;
pub use part::{How, Part, Turned};
pub use reimport::{Move, PictureFates, Reimport};
pub use retrace::{Retraced, Stride};
pub use session::{Focus, Session};
pub(crate) use squash::Outcome;
pub use squash::{Target, squash};
pub use uses::{Union, Use, Uses};

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::claims::{Actors, Claim, ClaimId, CodeBook, CoderId};
use crate::story::{Story, StoryId, StoryText, folded};

/// Everything an analyst owns in one project folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Names the project among all others, for caches kept outside its folder.
    pub id: String,
    /// What the analyst calls it.
    pub name: String,
    /// The kinds of claims.
    pub codebook: Arc<CodeBook>,
    /// The registry of actors.
    pub actors: Arc<Actors>,
    /// The stories by their names.
    pub stories: BTreeMap<StoryId, StoryWork>,
    /// Whether all of it, or only some, may be changed.
    pub access: Access,
}

/// One story with what every coder made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryWork {
    /// Its metadata, blocks and pictures.
    pub story: Arc<Story>,
    /// Its text.
    pub text: StoryText,
    /// Texts it had before, where some passage was made in one of them and has no place in this one
    /// yet: as far as they were found beside it when the story was read.
    pub earlier: Vec<StoryText>,
    /// Each coder's claims.
    pub coders: BTreeMap<CoderId, CoderWork>,
    /// Coders whose file here could not be read, with the reason: it must not be overwritten.
    pub sealed: BTreeMap<CoderId, String>,
    /// Why nothing of the story may be changed, if so: its own file could be read only in part.
    pub locked: Option<String>,
}

/// One coder's work on one story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoderWork {
    /// How far the coder is.
    pub status: Status,
    /// The claims by id; [`CoderWork::in_order`] sorts them as they are read.
    pub claims: Claims,
}

/// How far a coder is with a story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Not begun.
    #[default]
    ToDo,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
}

/// Whether a project may be changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Yes.
    #[default]
    Write,
    /// No, for the reason given.
    ReadOnly(String),
}

impl Project {
    /// A project without stories, with the default code book.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            id: ClaimId::fresh().to_string(),
            name: name.to_owned(),
            codebook: Arc::default(),
            actors: Arc::default(),
            stories: BTreeMap::new(),
            access: Access::Write,
        }
    }

    /// The story called `id`.
    #[must_use]
    pub fn story(&self, id: &StoryId) -> Option<&StoryWork> {
        self.stories.get(id)
    }

    /// Every coder who has a file in the project.
    #[must_use]
    pub fn coders(&self) -> std::collections::BTreeSet<&CoderId> {
        self.stories.values().flat_map(|work| work.coders.keys().chain(work.sealed.keys())).collect()
    }

    /// The coder who has files under this name: the one called so, or else one whose name differs
    /// only by case or the spelling of accents, for elsewhere their files would be the same.
    #[must_use]
    pub fn coder_like(&self, coder: &CoderId) -> CoderId {
        let coders = self.coders();
        if coders.contains(coder) {
            return coder.clone();
        }
        let name = folded(coder.as_str());
        let twin = coders.into_iter().find(|known| folded(known.as_str()) == name);
        twin.unwrap_or(coder).clone()
    }
}

impl StoryWork {
    /// A story nobody has worked on.
    #[must_use]
    pub fn new(story: Story, text: StoryText) -> Self {
        let (coders, sealed) = (BTreeMap::new(), BTreeMap::new());
        Self { story: Arc::new(story), text, earlier: Vec::new(), coders, sealed, locked: None }
    }

    /// What `coder` made of it, if anything.
    #[must_use]
    pub fn work_of(&self, coder: &CoderId) -> Option<&CoderWork> {
        self.coders.get(coder)
    }

    /// The claim called `id` among `coder`'s.
    #[must_use]
    pub fn claim(&self, coder: &CoderId, id: ClaimId) -> Option<&Arc<Claim>> {
        self.coders.get(coder)?.claims.get(&id)
    }

    /// `coder`'s status: to do where there is no work yet.
    #[must_use]
    pub fn status(&self, coder: &CoderId) -> Status {
        self.coders.get(coder).map_or(Status::ToDo, |work| work.status)
    }
}

impl CoderWork {
    /// The claims in reading order.
    #[must_use]
    pub fn in_order(&self, story: &Story) -> Vec<Arc<Claim>> {
        let mut claims: Vec<Arc<Claim>> = self.claims.values().cloned().collect();
        claims.sort_by_cached_key(|claim| claim.reading_key(story));
        claims
    }
}

impl Status {
    /// Every status, in the order of the work.
    pub const ALL: [Self; 3] = [Self::ToDo, Self::InProgress, Self::Done];

    /// The status as it is shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ToDo => "to do",
            Self::InProgress => "in progress",
            Self::Done => "done",
        }
    }
}
