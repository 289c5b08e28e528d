//! Format 3, frozen. Its files did not say how far they go into a journal; what they had in common with
//! format 2 is read by that one's records, which are frozen too.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::super::files;
use super::super::format::Number;
use super::v2::{self, ActorRole, ActorType, Block, Picture, Status, TextRange, all};
use crate::claims::{self, ActorId, ClaimId, CodeId, CoderId, Colour, FieldId, KindId, LinkId};
use crate::story::{self, PictureId, TextHash};

pub(in super::super) type ProjectFile = v2::ProjectFile<3>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct CodeBookFile {
    #[serde(rename = "format")]
    _format: Number<3>,
    kinds: Vec<Kind>,
    #[serde(default)]
    links: Vec<LinkKind>,
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
    #[serde(default)]
    example: String,
    #[serde(default)]
    rules: Vec<Rule>,
    #[serde(default)]
    retired: bool,
    fields: Vec<Field>,
}

#[derive(Deserialize)]
enum Rule {
    QuotationMark,
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
    Choices(Vec<Code>),
    Text,
    Passage,
    Number,
    Date,
    YesNo,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    id: CodeId,
    name: String,
    #[serde(default)]
    under: Option<CodeId>,
    #[serde(default)]
    help: String,
    #[serde(default)]
    retired: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkKind {
    id: LinkId,
    name: String,
    back: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct ActorsFile {
    #[serde(rename = "format")]
    _format: Number<3>,
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
    colour: Option<Colour>,
    #[serde(default)]
    was: Vec<ActorId>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct StoryFile {
    #[serde(rename = "format")]
    _format: Number<3>,
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
    #[serde(default)]
    encoding: Option<String>,
    text: TextHash,
    #[serde(default)]
    pictures: Vec<Picture>,
    blocks: Vec<Block>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct ClaimsFile {
    #[serde(rename = "format")]
    _format: Number<3>,
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
    #[serde(default)]
    links: Vec<Link>,
    #[serde(default)]
    clashes: Vec<Clash>,
    made: jiff::Timestamp,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    how: LinkId,
    to: ClaimId,
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
enum Value {
    Actor(ActorId),
    Choice(CodeId),
    Text(String),
    Choices(Vec<CodeId>),
    Passage(Passage),
    Number(String),
    Date(jiff::civil::Date),
    YesNo(bool),
    CannotSay,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    range: TextRange,
    quote: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    origin: Option<Origin>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Origin {
    text: TextHash,
    range: TextRange,
    quote: String,
    how: Method,
    score: u8,
}

#[derive(Deserialize)]
enum Method {
    Shifted,
    Compared,
    Searched,
    ByHand,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region {
    picture: PictureId,
    shape: Shape,
}

#[derive(Deserialize)]
enum Shape {
    Rectangle { left: u16, top: u16, right: u16, bottom: u16 },
    Polygon(Vec<(u16, u16)>),
    Point { x: u16, y: u16 },
}

// From here on: what turns them into the present records.

fn values(fields: BTreeMap<FieldId, Value>) -> claims::Fields {
    fields.into_iter().map(|(id, value)| (id, value.into())).collect()
}

impl From<CodeBookFile> for files::CodeBookFile {
    fn from(file: CodeBookFile) -> Self {
        Self::new(all(file.kinds), all(file.links))
    }
}

impl From<Kind> for claims::Kind {
    fn from(kind: Kind) -> Self {
        let Kind { id, name, letter, key, colour, definition, example, rules, retired, fields } = kind;
        let (rules, fields) = (all(rules), all(fields));
        Self { id, name, letter, key, colour, definition, example, rules, retired, fields }
    }
}

impl From<Rule> for claims::Rule {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::QuotationMark => Self::QuotationMark,
        }
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
            FieldType::Choices(codes) => Self::Choices(all(codes)),
            FieldType::Text => Self::Text,
            FieldType::Passage => Self::Passage,
            FieldType::Number => Self::Number,
            FieldType::Date => Self::Date,
            FieldType::YesNo => Self::YesNo,
        }
    }
}

impl From<Code> for claims::Code {
    fn from(Code { id, name, under, help, retired }: Code) -> Self {
        Self { id, name, under, help, retired }
    }
}

impl From<LinkKind> for claims::LinkKind {
    fn from(LinkKind { id, name, back }: LinkKind) -> Self {
        Self { id, name, back }
    }
}

impl From<ActorsFile> for files::ActorsFile {
    fn from(file: ActorsFile) -> Self {
        Self::new(all(file.actors))
    }
}

impl From<Actor> for claims::Actor {
    fn from(actor: Actor) -> Self {
        let Actor { id, name, sort, aliases, roles, colour, was, note } = actor;
        Self { id, name, sort: sort.into(), aliases, roles: all(roles), colour, was, note }
    }
}

impl From<StoryFile> for files::StoryFile {
    fn from(file: StoryFile) -> Self {
        let StoryFile { headline, outlet, authors, date, language, url, source, .. } = file;
        let StoryFile { encoding, text, pictures, blocks, .. } = file;
        let (pictures, blocks) = (all(pictures), all(blocks));
        let story = story::Story {
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
        };
        story.into()
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
        let Claim { id, kind, passages, regions, fields, parked, note, links, clashes, made } = claim;
        Self {
            id,
            kind,
            passages: all(passages),
            regions: all(regions),
            fields: values(fields),
            parked: values(parked),
            note,
            links: all(links),
            clashes: all(clashes),
            made,
        }
    }
}

impl From<Link> for claims::Link {
    fn from(Link { how, to }: Link) -> Self {
        Self { how, to }
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

impl From<Value> for claims::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Actor(id) => Self::Actor(id),
            Value::Choice(id) => Self::Choice(id),
            Value::Text(words) => Self::Text(words),
            Value::Choices(ids) => Self::Choices(ids),
            Value::Passage(passage) => Self::Passage(Box::new(passage.into())),
            Value::Number(digits) => Self::Number(digits),
            Value::Date(day) => Self::Date(day),
            Value::YesNo(yes) => Self::YesNo(yes),
            Value::CannotSay => Self::CannotSay,
        }
    }
}

impl From<Passage> for claims::Passage {
    fn from(passage: Passage) -> Self {
        let Passage { range, quote, before, after, origin } = passage;
        Self::new(range.into(), &quote, &before, &after).from_origin(origin.map(Into::into))
    }
}

impl From<Origin> for claims::Origin {
    fn from(Origin { text, range, quote, how, score }: Origin) -> Self {
        let how = match how {
            Method::Shifted => claims::Method::Shifted,
            Method::Compared => claims::Method::Compared,
            Method::Searched => claims::Method::Searched,
            Method::ByHand => claims::Method::ByHand,
        };
        Self { text, range: range.into(), quote, how, score }
    }
}

impl From<Region> for claims::Region {
    fn from(Region { picture, shape }: Region) -> Self {
        let shape = match shape {
            Shape::Rectangle { left, top, right, bottom } => {
                claims::Shape::Rectangle { left, top, right, bottom }
            }
            Shape::Polygon(corners) => claims::Shape::Polygon(corners),
            Shape::Point { x, y } => claims::Shape::Point { x, y },
        };
        Self { picture, shape }
    }
}
