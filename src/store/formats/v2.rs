//! Format 2, frozen. It knew no links between claims, no outlines and points in pictures, no choices of
//! several codes, no dates, and passages that had come from nowhere.
//!
//! Names, hashes, dates and colours are texts with a rule each, which belong to no format; every
//! record and every list of choices is its own here.

use std::collections::BTreeMap;
use std::sync::Arc;

use std::marker::PhantomData;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use thin_vec::ThinVec;

use super::super::files;
use super::super::format::Number;
use crate::claims::{self, ActorId, ClaimId, CodeId, CoderId, Colour, FieldId, KindId};
use crate::project;
use crate::story::{self, BytePos, PictureId, TextHash};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct ProjectFile<const N: u32 = 2> {
    #[serde(rename = "format")]
    _format: Number<N>,
    id: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct CodeBookFile<const N: u32 = 2> {
    #[serde(rename = "format")]
    _format: Number<N>,
    kinds: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    id: KindId,
    name: String,
    letter: char,
    #[serde(default)]
    key: Option<char>,
    colour: Colour,
    #[serde(default)]
    definition: String,
    fields: Vec<Field>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    id: FieldId,
    name: String,
    holds: FieldType,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    help: String,
}

#[derive(Deserialize)]
enum FieldType {
    Actor,
    Choice(Vec<Code>),
    Text,
    Passage,
    Number,
    YesNo,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    id: CodeId,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct ActorsFile<const N: u32 = 2> {
    #[serde(rename = "format")]
    _format: Number<N>,
    actors: Vec<Actor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Actor {
    id: ActorId,
    name: String,
    sort: ActorType,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    roles: Vec<ActorRole>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
pub(super) enum ActorType {
    Person,
    Organisation,
    State,
    Unsorted,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorRole {
    title: String,
    #[serde(default)]
    from: Option<jiff::civil::Date>,
    #[serde(default)]
    until: Option<jiff::civil::Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct StoryFile<const N: u32 = 2> {
    #[serde(rename = "format")]
    _format: Number<N>,
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
pub(super) struct Picture {
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
    #[serde(default)]
    url: Option<String>,
}

#[derive(Deserialize)]
pub(super) enum Caption {
    InText(TextRange),
    Apart(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PictureFile {
    name: String,
    original: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Block {
    role: Role,
    range: TextRange,
}

#[derive(Deserialize)]
enum Role {
    Headline,
    Byline,
    Dateline,
    Paragraph,
    Subhead,
    Caption,
    Credit,
    Furniture,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TextRange {
    start: BytePos,
    end: BytePos,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct ClaimsFile<const N: u32 = 2> {
    #[serde(rename = "format")]
    _format: Number<N>,
    coder: CoderId,
    status: Status,
    claims: Vec<Claim>,
}

#[derive(Deserialize)]
pub(super) enum Status {
    ToDo,
    InProgress,
    Done,
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
    #[serde(default, deserialize_with = "unique_fields")]
    fields: BTreeMap<FieldId, Value>,
    #[serde(default, deserialize_with = "unique_fields")]
    parked: BTreeMap<FieldId, Value>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    clashes: Vec<Clash>,
    made: jiff::Timestamp,
}

#[derive(Deserialize)]
enum Clash {
    Kind(Option<KindId>),
    Field(FieldId, Option<Value>),
    Parked(FieldId, Option<Value>),
    Note(String),
    Deleted,
}

#[derive(Deserialize)]
pub(super) enum Value {
    Actor(ActorId),
    Choice(CodeId),
    Text(String),
    Passage(Passage),
    Number(String),
    YesNo(bool),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Passage {
    range: TextRange,
    quote: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    after: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Region {
    picture: PictureId,
    shape: Shape,
}

#[derive(Deserialize)]
enum Shape {
    Rectangle { left: u16, top: u16, right: u16, bottom: u16 },
}

// From here on: what turns them into the present records.

pub(super) fn all<T, U: From<T>, C: FromIterator<U>>(list: Vec<T>) -> C {
    list.into_iter().map(U::from).collect()
}

pub(super) fn values(fields: BTreeMap<FieldId, Value>) -> claims::Fields {
    fields.into_iter().map(|(id, value)| (id, value.into())).collect()
}

impl<const N: u32> From<ProjectFile<N>> for files::ProjectFile {
    fn from(file: ProjectFile<N>) -> Self {
        Self::new(file.id, file.name)
    }
}

impl<const N: u32> From<CodeBookFile<N>> for files::CodeBookFile {
    fn from(file: CodeBookFile<N>) -> Self {
        Self::new(all(file.kinds), claims::LinkKind::standard())
    }
}

impl From<Kind> for claims::Kind {
    fn from(kind: Kind) -> Self {
        let Kind { id, name, letter, key, colour, definition, fields } = kind;
        let (example, rules, retired) = (String::new(), Vec::new(), false);
        Self { id, name, letter, key, colour, definition, example, rules, retired, fields: all(fields) }
    }
}

impl From<Field> for claims::Field {
    fn from(field: Field) -> Self {
        let Field { id, name, holds, required, help } = field;
        Self { id, name, holds: holds.into(), required, help }
    }
}

impl From<FieldType> for claims::FieldType {
    fn from(holds: FieldType) -> Self {
        match holds {
            FieldType::Actor => Self::Actor,
            FieldType::Choice(codes) => Self::Choice(all(codes)),
            FieldType::Text => Self::Text,
            FieldType::Passage => Self::Passage,
            FieldType::Number => Self::Number,
            FieldType::YesNo => Self::YesNo,
        }
    }
}

impl From<Code> for claims::Code {
    fn from(Code { id, name }: Code) -> Self {
        Self::named(id, &name)
    }
}

impl<const N: u32> From<ActorsFile<N>> for files::ActorsFile {
    fn from(file: ActorsFile<N>) -> Self {
        Self::new(all(file.actors))
    }
}

impl From<Actor> for claims::Actor {
    fn from(actor: Actor) -> Self {
        let Actor { id, name, sort, aliases, roles, note } = actor;
        let sort = sort.into();
        Self { id, name, sort, aliases, roles: all(roles), colour: None, was: Vec::new(), note }
    }
}

impl From<ActorType> for claims::ActorType {
    fn from(sort: ActorType) -> Self {
        match sort {
            ActorType::Person => Self::Person,
            ActorType::Organisation => Self::Organisation,
            ActorType::State => Self::State,
            ActorType::Unsorted => Self::Unsorted,
        }
    }
}

impl From<ActorRole> for claims::ActorRole {
    fn from(ActorRole { title, from, until }: ActorRole) -> Self {
        Self { title, from, until }
    }
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
            pictures: all(pictures),
            blocks: all(blocks),
        };
        story.into()
    }
}

impl From<Picture> for story::Picture {
    fn from(picture: Picture) -> Self {
        let Picture { id, at, file, caption, credit, alt, url } = picture;
        Self { id, at, file: file.map(Into::into), caption: caption.map(Into::into), credit, alt, url }
    }
}

impl From<PictureFile> for story::PictureFile {
    fn from(PictureFile { name, original }: PictureFile) -> Self {
        Self { name, original }
    }
}

impl From<Caption> for story::Caption {
    fn from(caption: Caption) -> Self {
        match caption {
            Caption::InText(range) => Self::InText(range.into()),
            Caption::Apart(words) => Self::Apart(words),
        }
    }
}

impl From<Block> for story::Block {
    fn from(Block { role, range }: Block) -> Self {
        let role = match role {
            Role::Headline => story::Role::Headline,
            Role::Byline => story::Role::Byline,
            Role::Dateline => story::Role::Dateline,
            Role::Paragraph => story::Role::Paragraph,
            Role::Subhead => story::Role::Subhead,
            Role::Caption => story::Role::Caption,
            Role::Credit => story::Role::Credit,
            Role::Furniture => story::Role::Furniture,
        };
        Self { role, range: range.into() }
    }
}

impl From<TextRange> for story::TextRange {
    fn from(TextRange { start, end }: TextRange) -> Self {
        Self { start, end }
    }
}

impl From<ClaimsFile> for files::ClaimsFile {
    fn from(file: ClaimsFile) -> Self {
        let claims = file.claims.into_iter().map(|claim| Arc::new(claim.into())).collect();
        Self::new(file.coder, file.status.into(), claims)
    }
}

impl From<Status> for project::Status {
    fn from(status: Status) -> Self {
        match status {
            Status::ToDo => Self::ToDo,
            Status::InProgress => Self::InProgress,
            Status::Done => Self::Done,
        }
    }
}

impl From<Claim> for claims::Claim {
    fn from(claim: Claim) -> Self {
        let Claim { id, kind, passages, regions, fields, parked, note, clashes, made } = claim;
        Self {
            id,
            kind,
            passages: all(passages),
            regions: all(regions),
            fields: values(fields),
            parked: values(parked),
            note,
            links: ThinVec::new(),
            clashes: all(clashes),
            made,
        }
    }
}

impl From<Value> for claims::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Actor(id) => Self::Actor(id),
            Value::Choice(id) => Self::Choice(id),
            Value::Text(words) => Self::Text(words),
            Value::Passage(passage) => Self::Passage(Box::new(passage.into())),
            Value::Number(digits) => Self::Number(digits),
            Value::YesNo(yes) => Self::YesNo(yes),
        }
    }
}

impl From<Passage> for claims::Passage {
    fn from(passage: Passage) -> Self {
        let Passage { range, quote, before, after } = passage;
        Self::new(range.into(), &quote, &before, &after)
    }
}

impl From<Clash> for claims::Clash {
    fn from(clash: Clash) -> Self {
        match clash {
            Clash::Kind(kind) => Self::Kind(kind),
            Clash::Field(id, value) => Self::Field(id, value.map(Into::into)),
            Clash::Parked(id, value) => Self::Parked(id, value.map(Into::into)),
            Clash::Note(words) => Self::Note(words),
            Clash::Deleted => Self::Deleted,
        }
    }
}

impl From<Region> for claims::Region {
    fn from(Region { picture, shape }: Region) -> Self {
        let Shape::Rectangle { left, top, right, bottom } = shape;
        Self { picture, shape: claims::Shape::Rectangle { left, top, right, bottom } }
    }
}

/// Reads fields and their values; a field that stands twice is an error, for either value might be
/// the one that was meant.
pub(super) fn unique_fields<'de, D, V>(deserializer: D) -> Result<BTreeMap<FieldId, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    struct Fields<V>(PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for Fields<V> {
        type Value = BTreeMap<FieldId, V>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("fields and their values")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut fields = BTreeMap::new();
            while let Some((id, value)) = entries.next_entry::<FieldId, V>()? {
                if fields.contains_key(&id) {
                    return Err(A::Error::custom(format_args!(
                        "the field \u{201c}{id}\u{201d} stands twice"
                    )));
                }
                fields.insert(id, value);
            }
            Ok(fields)
        }
    }

    deserializer.deserialize_map(Fields(PhantomData))
}
