//! What is sought.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::pattern::QueryError;
use super::sift::Search;
use crate::claims::{ActorId, Actors, CodeId, CoderId, FieldId, KindId};
use crate::project::Status;

/// What is sought, where, and of which claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// The words, or the regular expression; empty to list the claims that pass the filter.
    pub words: String,
    /// Whether `words` is a regular expression.
    pub regex: bool,
    /// Whether a hit must begin and end at the edges of words.
    pub whole_word: bool,
    /// Whether upper and lower case are told apart.
    pub match_case: bool,
    /// Where it is sought.
    pub places: BTreeSet<Place>,
    /// Of which claims and stories.
    pub filter: Filter,
}

/// Where words are sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// The story's text, but for what the other places name.
    Text,
    /// Headlines.
    Headlines,
    /// What stands under pictures.
    Captions,
    /// The coders' notes on claims.
    Notes,
    /// The values of claims' fields: names of actors and codes, words, numbers.
    Fields,
    /// Navigation, footers, advertisements.
    Furniture,
}

impl Place {
    /// Every place, in the order of menus.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::Headlines, Self::Captions, Self::Notes, Self::Fields, Self::Furniture];

    /// The place as it is shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Headlines => "headlines",
            Self::Captions => "captions",
            Self::Notes => "notes",
            Self::Fields => "fields",
            Self::Furniture => "page furniture",
        }
    }
}

/// Which claims and stories count. What is empty lets everything through.
///
/// While it asks something of claims, a hit in the text counts only within a passage of a claim that
/// passes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Claims of one of these kinds; `None` is a highlight.
    pub kinds: BTreeSet<Option<KindId>>,
    /// Claims that name one of these actors in some field.
    pub actors: BTreeSet<ActorId>,
    /// Claims with one of these codes, for each of the fields.
    pub values: BTreeMap<FieldId, BTreeSet<CodeId>>,
    /// Claims of one of these coders.
    pub coders: BTreeSet<CoderId>,
    /// Stories of this day or later; those without a date do not pass.
    pub from: Option<jiff::civil::Date>,
    /// Stories of this day or earlier; those without a date do not pass.
    pub until: Option<jiff::civil::Date>,
    /// Stories with which the coders asked for (or else any coder) are this far.
    pub status: Option<Status>,
}

impl Default for Query {
    /// Nothing yet, in every place but page furniture.
    fn default() -> Self {
        Self {
            words: String::new(),
            regex: false,
            whole_word: false,
            match_case: false,
            places: Place::ALL.into_iter().filter(|place| *place != Place::Furniture).collect(),
            filter: Filter::default(),
        }
    }
}

impl Query {
    /// Whether it asks for nothing at all: no words and no filter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.filter == Filter::default()
    }

    /// The search it asks for.
    ///
    /// # Errors
    /// What is wrong with the regular expression, and where.
    pub fn prepare(&self) -> Result<Search, QueryError> {
        Search::new(self.clone())
    }
}

impl Filter {
    /// Whether it asks something of claims, not only of stories.
    #[must_use]
    pub fn is_of_claims(&self) -> bool {
        !(self.kinds.is_empty()
            && self.actors.is_empty()
            && self.values.values().all(BTreeSet::is_empty)
            && self.coders.is_empty())
    }

    /// Names the actors by the ids they have now, where one was merged away since.
    pub fn follow_merges(&mut self, actors: &Actors) {
        let now = |id: &ActorId| actors.get(id).map_or_else(|| id.clone(), |actor| actor.id.clone());
        if self.actors.iter().any(|id| actors.exactly(id).is_none()) {
            self.actors = self.actors.iter().map(now).collect();
        }
    }
}
