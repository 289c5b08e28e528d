//! A claim as other programs see it: positions in code points, values as text.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::claims::{Claim, CodeBook, CoderId, FieldId, Passage, Region, Shape, Spot, Value};
use crate::project::StoryWork;
use crate::story::{BytePos, StoryId, Unit};

/// One claim.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    story: String,
    coder: String,
    id: String,
    kind: Option<String>,
    quote: String,
    fields: BTreeMap<FieldId, Cell>,
    note: String,
    /// The first character of its first passage, counted from 0 in code points.
    start: Option<usize>,
    /// One past the last character of its last passage.
    end: Option<usize>,
    passages: Vec<Place>,
    regions: Vec<Area>,
    /// The claims it is linked to: those whose link it is, not the other end.
    links: Vec<Way>,
    made: String,
}

/// A link to another claim.
#[derive(Debug, Serialize)]
struct Way {
    how: String,
    to: String,
}

/// A passage: a range in code points.
#[derive(Debug, Serialize)]
struct Place {
    start: usize,
    end: usize,
    quote: String,
}

/// A region, in 1/10000 of the upright picture's width and height.
#[derive(Debug, Serialize)]
struct Area {
    picture: String,
    /// "rectangle", "polygon" or "point".
    shape: &'static str,
    /// Left, top, right and bottom of the smallest rectangle around it.
    bounds: [u16; 4],
    /// Its corners in order, each from the left and from the top; of a point the one place.
    outline: Vec<Spot>,
}

impl Area {
    fn of(region: &Region) -> Self {
        let shape = match region.shape {
            Shape::Rectangle { .. } => "rectangle",
            Shape::Polygon(_) => "polygon",
            Shape::Point { .. } => "point",
        };
        let (bounds, outline) = (region.shape.bounds(), region.shape.corners());
        Self { picture: region.picture.0.clone(), shape, bounds, outline }
    }

    /// "p1:100,200,300,400" for a rectangle, "p1:100,200;300,400;500,100" for the corners of a
    /// polygon, "p1:100,200" for a point.
    fn cell(&self) -> String {
        let joined =
            |numbers: &[u16], by: &str| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(by);
        let place = if self.shape == "rectangle" {
            joined(&self.bounds, ",")
        } else {
            let corners = self.outline.iter().map(|(x, y)| joined(&[*x, *y], ","));
            corners.collect::<Vec<_>>().join(";")
        };
        format!("{}:{place}", self.picture)
    }
}

/// A field's value: yes and no stay apart from the words, several codes from each other.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Cell {
    YesNo(bool),
    Text(String),
    Several(Vec<String>),
}

/// The rows of a coder's claims on a story, in reading order.
pub(super) fn of(id: &StoryId, work: &StoryWork, coder: &CoderId) -> Vec<Row> {
    let text = work.text.as_str();
    let mut offsets = Offsets { text, byte: 0, count: 0 };
    let claims = work.coders.get(coder).map(|coded| coded.in_order(&work.story)).unwrap_or_default();
    claims.iter().map(|claim| row(id, coder, claim, &mut offsets)).collect()
}

fn row(id: &StoryId, coder: &CoderId, claim: &Claim, offsets: &mut Offsets<'_>) -> Row {
    let mut place = |passage: &Passage| Place {
        start: offsets.of(passage.range.start),
        end: offsets.of(passage.range.end),
        quote: passage.quote().to_owned(),
    };
    let passages: Vec<Place> = claim.passages.iter().map(&mut place).collect();
    Row {
        story: id.to_string(),
        coder: coder.to_string(),
        id: claim.id.to_string(),
        kind: claim.kind.as_ref().map(ToString::to_string),
        quote: claim.quote(),
        fields: claim.fields.iter().map(|(id, value)| (id.clone(), cell(value))).collect(),
        note: claim.note.clone(),
        start: passages.iter().map(|place| place.start).min(),
        end: passages.iter().map(|place| place.end).max(),
        passages,
        regions: claim.regions.iter().map(Area::of).collect(),
        links: claim
            .links
            .iter()
            .map(|link| Way { how: link.how.to_string(), to: link.to.to_string() })
            .collect(),
        made: claim.made.to_string(),
    }
}

fn cell(value: &Value) -> Cell {
    Cell::Text(match value {
        Value::YesNo(yes) => return Cell::YesNo(*yes),
        Value::Choices(ids) => return Cell::Several(ids.iter().map(ToString::to_string).collect()),
        Value::CannotSay => "can't say".to_owned(),
        Value::Date(day) => day.to_string(),
        Value::Actor(id) => id.to_string(),
        Value::Choice(id) => id.to_string(),
        Value::Passage(passage) => passage.quote().to_owned(),
        Value::Text(words) | Value::Number(words) => words.clone(),
    })
}

/// Turns positions into code points, from the last one on: claims come in the order of the text.
struct Offsets<'a> {
    text: &'a str,
    byte: usize,
    count: usize,
}

impl Offsets<'_> {
    fn of(&mut self, pos: BytePos) -> usize {
        let byte = self.text.floor_char_boundary(pos.index());
        if byte < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        let ahead = &self.text[self.byte..];
        self.count += Unit::CodePoints.offset_of(ahead, BytePos::from_index(byte - self.byte));
        self.byte = byte;
        self.count
    }
}

impl Row {
    /// The cells of a table: story, coder, kind, quote, these fields, note, start, end, regions.
    pub fn cells(&self, fields: &[FieldId]) -> Vec<String> {
        let number = |number: Option<usize>| number.map_or_else(String::new, |number| number.to_string());
        let value = |id: &FieldId| match self.fields.get(id) {
            None => String::new(),
            Some(Cell::YesNo(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
            Some(Cell::Text(words)) => words.clone(),
            Some(Cell::Several(words)) => words.join("; "),
        };
        let regions: Vec<String> = self.regions.iter().map(Area::cell).collect();
        let mut cells = vec![
            self.story.clone(),
            self.coder.clone(),
            self.kind.clone().unwrap_or_default(),
            self.quote.clone(),
        ];
        cells.extend(fields.iter().map(value));
        cells.extend([self.note.clone(), number(self.start), number(self.end), regions.join(" ")]);
        cells
    }
}

/// The fields that get a column: those of the code book in its order, then others that are used.
pub(super) fn field_names(codebook: &CodeBook, rows: &[Row]) -> Vec<FieldId> {
    let mut names: Vec<FieldId> = Vec::new();
    let asked = codebook.kinds.iter().flat_map(|kind| kind.fields.iter().map(|field| &field.id));
    for id in asked.chain(rows.iter().flat_map(|row| row.fields.keys())) {
        if !names.contains(id) {
            names.push(id.clone());
        }
    }
    names
}
