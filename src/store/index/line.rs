use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::claims::CoderId;
use crate::project::{CoderWork, Status, StoryWork};
use crate::story::StoryId;

/// What the list of stories says of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryLine {
    /// Its name.
    pub id: StoryId,
    /// Its headline.
    pub headline: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<jiff::civil::Date>,
    /// BCP 47 tag of its language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// How many pictures it has or should have.
    pub pictures: usize,
    /// What each coder made of it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub coders: BTreeMap<CoderId, CoderLine>,
}

/// What the list of stories says of a coder's work on one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoderLine {
    /// How far the coder is.
    pub status: Status,
    /// How many claims there are.
    pub claims: usize,
}

impl StoryLine {
    /// What there is to say of this story.
    #[must_use]
    pub fn of(id: &StoryId, work: &StoryWork) -> Self {
        let story = &work.story;
        Self {
            id: id.clone(),
            headline: story.headline.clone(),
            outlet: story.outlet.clone(),
            authors: story.authors.clone(),
            date: story.date,
            language: story.language.clone(),
            pictures: story.pictures.len(),
            coders: work.coders.iter().map(|(coder, work)| (coder.clone(), CoderLine::of(work))).collect(),
        }
    }

    /// A story of which only the name is known yet.
    pub(super) fn named(id: &StoryId) -> Self {
        Self {
            id: id.clone(),
            headline: String::new(),
            outlet: None,
            authors: Vec::new(),
            date: None,
            language: None,
            pictures: 0,
            coders: BTreeMap::new(),
        }
    }

    /// What `coder` made of it: nothing, where nothing is known.
    #[must_use]
    pub fn of_coder(&self, coder: &CoderId) -> CoderLine {
        self.coders.get(coder).copied().unwrap_or_default()
    }
}

impl CoderLine {
    /// What there is to say of this work.
    #[must_use]
    pub fn of(work: &CoderWork) -> Self {
        Self { status: work.status, claims: work.claims.len() }
    }
}
