//! The records of the project's files. They mirror the types of `story`, `claims` and `project`,
//! so that those may change their shape without changing the files.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::finding::Damage;
use super::format::{self, Format, Number, Record};
use super::formats::{v1, v2, v3};
use super::marks::Mark;
use crate::claims::{Actor, Actors, Claim, CodeBook, CoderId, Kind, LinkKind};
use crate::project::{CoderWork, Project, Status};
use crate::story::{Block, Picture, Story, TextHash};

/// `project.ron`.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProjectFile {
    format: Format,
    pub id: String,
    pub name: String,
}

impl ProjectFile {
    pub fn of(project: &Project) -> Self {
        Self::new(project.id.clone(), project.name.clone())
    }

    pub fn new(id: String, name: String) -> Self {
        Self { format: Number, id, name }
    }
}

impl Record for ProjectFile {
    type V1 = v1::ProjectFile;
    type V2 = v2::ProjectFile;
    type V3 = v3::ProjectFile;
}

/// `codebook.ron`: one kind a line, in the order of the menus, then one way of linking a line.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeBookFile {
    format: Format,
    /// The journals' lines that this file holds, where it was written ahead of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ahead_of: Vec<Mark>,
    pub kinds: Vec<Kind>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkKind>,
}

impl CodeBookFile {
    pub fn of(codebook: &CodeBook) -> Self {
        Self::new(codebook.kinds.clone(), codebook.links.clone())
    }

    /// The code book, and what would be lost if it were written again.
    pub fn into_codebook(self) -> (CodeBook, Option<Damage>) {
        let mut ids = std::collections::BTreeSet::new();
        let twice = self.kinds.iter().find(|kind| !ids.insert(&kind.id));
        let damage = twice.map(|kind| format!("has the kind {} twice", kind.id));
        let mut ids = std::collections::BTreeSet::new();
        let twice = self.links.iter().find(|link| !ids.insert(&link.id));
        let damage = damage.or_else(|| twice.map(|link| format!("has the link {} twice", link.id)));
        (CodeBook { kinds: self.kinds, links: self.links }, damage.map(Damage::to_mend))
    }

    pub fn new(kinds: Vec<Kind>, links: Vec<LinkKind>) -> Self {
        Self { format: Number, ahead_of: Vec::new(), kinds, links }
    }
}

impl Record for CodeBookFile {
    type V1 = v1::CodeBookFile;
    type V2 = v2::CodeBookFile;
    type V3 = v3::CodeBookFile;
}

/// `actors.ron`: one actor a line, by id.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorsFile {
    format: Format,
    /// The journals' lines that this file holds, where it was written ahead of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ahead_of: Vec<Mark>,
    pub actors: Vec<Actor>,
}

impl ActorsFile {
    pub fn of(actors: &Actors) -> Self {
        Self::new(actors.iter().cloned().collect())
    }

    /// The registry, and what would be lost if it were written again.
    pub fn into_actors(self) -> (Actors, Option<Damage>) {
        let mut actors = Actors::default();
        let mut damage = None;
        for actor in self.actors {
            if actors.exactly(&actor.id).is_some() {
                damage = Some(Damage::to_mend(format!("has the actor {} twice", actor.id)));
            } else {
                actors.set(&actor.id.clone(), Some(actor));
            }
        }
        (actors, damage)
    }

    pub fn new(actors: Vec<Actor>) -> Self {
        Self { format: Number, ahead_of: Vec::new(), actors }
    }
}

impl Record for ActorsFile {
    type V1 = v1::ActorsFile;
    type V2 = v2::ActorsFile;
    type V3 = v3::ActorsFile;
}

/// `story.ron`: one picture and one block a line.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoryFile {
    format: Format,
    /// The journals' lines that this file holds, where it was written ahead of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ahead_of: Vec<Mark>,
    headline: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<jiff::civil::Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
    text: TextHash,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pictures: Vec<Picture>,
    blocks: Vec<Block>,
}

impl From<Story> for StoryFile {
    fn from(story: Story) -> Self {
        // Taken apart, so that a field added to a story cannot be forgotten here.
        let Story { headline, outlet, authors, date, language, url, source, .. } = story;
        let Story { encoding, text, pictures, blocks, .. } = story;
        let format = Number;
        Self {
            format,
            ahead_of: Vec::new(),
            headline,
            outlet,
            authors,
            date,
            language,
            url,
            source,
            encoding,
            text,
            pictures,
            blocks,
        }
    }
}

impl From<StoryFile> for Story {
    fn from(file: StoryFile) -> Self {
        // How far it goes into the journals is not the story's.
        let StoryFile { format: Number, ahead_of: _, headline, outlet, authors, .. } = file;
        let StoryFile { date, language, url, source, .. } = file;
        let StoryFile { encoding, text, mut pictures, mut blocks, .. } = file;
        pictures.shrink_to_fit();
        blocks.shrink_to_fit();
        Self { headline, outlet, authors, date, language, url, source, encoding, text, pictures, blocks }
    }
}

impl Record for StoryFile {
    type V1 = v1::StoryFile;
    type V2 = v2::StoryFile;
    type V3 = v3::StoryFile;
}

/// `<coder>.claims.ron`: one claim a line, in reading order.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimsFile {
    format: Format,
    /// The journals' lines that this file holds, where it was written ahead of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ahead_of: Vec<Mark>,
    pub coder: CoderId,
    pub status: Status,
    #[serde(serialize_with = "write_claims", deserialize_with = "read_claims")]
    pub claims: Vec<Arc<Claim>>,
}

impl ClaimsFile {
    pub fn of(coder: &CoderId, work: &CoderWork, story: &Story) -> Self {
        Self::new(coder.clone(), work.status, work.in_order(story))
    }

    pub fn new(coder: CoderId, status: Status, claims: Vec<Arc<Claim>>) -> Self {
        Self { format: Number, ahead_of: Vec::new(), coder, status, claims }
    }
}

impl Record for ClaimsFile {
    type V1 = v1::ClaimsFile;
    type V2 = v2::ClaimsFile;
    type V3 = v3::ClaimsFile;
}

impl Record for Claim {
    type V1 = v1::Claim;
    type V2 = v2::Claim;
    type V3 = v3::Claim;
}

/// The claims that can be read, line by line, in a claims file that as a whole cannot.
pub(super) fn rescue_claims(text: &str) -> Vec<Arc<Claim>> {
    let format = format::number_at_head(text);
    let claim = |line: &str| {
        let line = line.trim();
        let record = line.strip_suffix(',').unwrap_or(line);
        record.starts_with('(').then(|| Claim::read(record, format).ok()).flatten().map(Arc::new)
    };
    text.lines().filter_map(claim).collect()
}

fn write_claims<S: Serializer>(claims: &[Arc<Claim>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(claims.iter().map(|claim| &**claim))
}

fn read_claims<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Arc<Claim>>, D::Error> {
    let claims: Vec<Claim> = Vec::deserialize(deserializer)?;
    Ok(claims.into_iter().map(Arc::new).collect())
}
