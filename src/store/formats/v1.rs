//! Format 1, frozen. It knew no clashes, and no addresses of pictures; what it had in common with
//! format 2 is read by that one's records, which are frozen too.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use thin_vec::ThinVec;

use super::super::files;
use super::super::format::Number;
use super::v2::{self, Block, Caption, Passage, PictureFile, Region, Status, Value};
use crate::claims::{self, ClaimId, CoderId, FieldId, KindId};
use crate::story::{self, BytePos, PictureId, TextHash};

pub(in super::super) type ProjectFile = v2::ProjectFile<1>;
pub(in super::super) type CodeBookFile = v2::CodeBookFile<1>;
pub(in super::super) type ActorsFile = v2::ActorsFile<1>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct StoryFile {
    #[serde(rename = "format")]
    _format: Number<1>,
    headline: String,
    #[serde(default)]
    outlet: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    date: Option<jiff::civil::Date>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    source: Option<String>,
    text: TextHash,
    #[serde(default)]
    pictures: Vec<Picture>,
    blocks: Vec<Block>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Picture {
    id: PictureId,
    at: BytePos,
    #[serde(default)]
    file: Option<PictureFile>,
    #[serde(default)]
    caption: Option<Caption>,
    #[serde(default)]
    credit: Option<String>,
    #[serde(default)]
    alt: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct ClaimsFile {
    #[serde(rename = "format")]
    _format: Number<1>,
    coder: CoderId,
    status: Status,
    claims: Vec<Claim>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Claim {
    id: ClaimId,
    #[serde(default)]
    kind: Option<KindId>,
    #[serde(default)]
    passages: Vec<Passage>,
    #[serde(default)]
    regions: Vec<Region>,
    #[serde(default, deserialize_with = "v2::unique_fields")]
    fields: BTreeMap<FieldId, Value>,
    #[serde(default, deserialize_with = "v2::unique_fields")]
    parked: BTreeMap<FieldId, Value>,
    #[serde(default)]
    note: String,
    made: jiff::Timestamp,
}

impl From<StoryFile> for files::StoryFile {
    fn from(file: StoryFile) -> Self {
        let StoryFile { headline, outlet, authors, date, language, url, source, .. } = file;
        let StoryFile { text, pictures, blocks, .. } = file;
        let story = story::Story {
            headline,
            outlet,
            authors,
            date,
            language,
            url,
            source,
            encoding: None,
            text,
            pictures: v2::all(pictures),
            blocks: v2::all(blocks),
        };
        story.into()
    }
}

impl From<Picture> for story::Picture {
    fn from(picture: Picture) -> Self {
        let Picture { id, at, file, caption, credit, alt } = picture;
        Self { id, at, file: file.map(Into::into), caption: caption.map(Into::into), credit, alt, url: None }
    }
}

impl From<ClaimsFile> for files::ClaimsFile {
    fn from(file: ClaimsFile) -> Self {
        let claims = file.claims.into_iter().map(|claim| Arc::new(claim.into())).collect();
        Self::new(file.coder, file.status.into(), claims)
    }
}

impl From<Claim> for claims::Claim {
    fn from(claim: Claim) -> Self {
        let Claim { id, kind, passages, regions, fields, parked, note, made } = claim;
        Self {
            id,
            kind,
            passages: v2::all(passages),
            regions: v2::all(regions),
            fields: v2::values(fields),
            parked: v2::values(parked),
            note,
            links: ThinVec::new(),
            clashes: ThinVec::new(),
            made,
        }
    }
}
