use serde::{Deserialize, Serialize};
use thin_vec::ThinVec;

use super::{
    ActorId, ClaimId, Clash, CodeBook, CodeId, FieldId, Fields, KindId, Link, Names, Passage, Region,
};
use crate::story::{BytePos, Story, StoryText, TextRange};

/// The unit of work: a kind, its evidence, its fields, a note.
///
/// A project has hundreds of thousands, so what most claims have none of takes eight bytes in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its name for ever.
    pub id: ClaimId,
    /// What it is; `None` for a highlight that was not tagged yet. The code book may not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<KindId>,
    /// The passages it rests on, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passages: Vec<Passage>,
    /// The regions of pictures it rests on.
    #[serde(default, skip_serializing_if = "ThinVec::is_empty")]
    pub regions: ThinVec<Region>,
    /// What was coded. A field that is not here is "not coded", which is no value.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub fields: Fields,
    /// Values of an earlier kind that the present one has no field for.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub parked: Fields,
    /// The coder's own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What ties it to other claims: sorted, none twice.
    #[serde(default, skip_serializing_if = "ThinVec::is_empty")]
    pub links: ThinVec<Link>,
    /// What was changed in two places in two ways and waits to be settled: sorted, none twice.
    #[serde(default, skip_serializing_if = "ThinVec::is_empty")]
    pub clashes: ThinVec<Clash>,
    /// When it was made, to the second.
    pub made: jiff::Timestamp,
}

/// What a field of a claim holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Value {
    /// Someone from the registry.
    Actor(ActorId),
    /// One of the field's codes.
    Choice(CodeId),
    /// Free words.
    Text(String),
    /// Some of the field's codes: sorted, none twice.
    Choices(Vec<CodeId>),
    /// A passage of the story, such as the cue of a quote.
    Passage(Box<Passage>),
    /// A decimal number as the coder wrote it.
    Number(String),
    /// A day.
    Date(jiff::civil::Date),
    /// Yes or no.
    YesNo(bool),
    /// Neither yes nor no can be said; that is an answer, and not the same as none.
    CannotSay,
}

/// What stands between a field's name and the number of a second value put aside for it.
const BESIDE: &str = " (";

impl Claim {
    /// A claim without evidence or fields, made now.
    #[must_use]
    pub fn new(kind: Option<KindId>) -> Self {
        let now = jiff::Timestamp::now();
        Self {
            id: ClaimId::fresh(),
            kind,
            passages: Vec::new(),
            regions: ThinVec::new(),
            fields: Fields::default(),
            parked: Fields::default(),
            note: String::new(),
            links: ThinVec::new(),
            clashes: ThinVec::new(),
            made: jiff::Timestamp::from_second(now.as_second()).unwrap_or(now),
        }
    }

    /// A claim that says the same and is another: of a new name, made now, tied to nothing and with
    /// nothing to settle.
    #[must_use]
    pub fn copied(&self) -> Self {
        Self {
            passages: self.passages.clone(),
            regions: self.regions.clone(),
            fields: self.fields.clone(),
            note: self.note.clone(),
            ..Self::new(self.kind.clone())
        }
    }

    /// Gives the claim another kind. Values whose field the new kind has too are kept, the others
    /// are parked; parked ones come back when a kind has their field and they fit it.
    pub fn retag(&mut self, kind: Option<KindId>, codebook: &CodeBook) {
        self.kind = kind;
        let known = self.kind.as_ref().and_then(|kind| codebook.kind(kind));
        let fits = |id: &FieldId, value: &Value| {
            known.and_then(|kind| kind.field(id)).is_some_and(|field| field.takes(value))
        };
        // What is coded now goes before what was parked earlier.
        let (kept, leaving): (Fields, Fields) =
            std::mem::take(&mut self.fields).into_iter().partition(|(id, value)| fits(id, value));
        self.fields = kept;
        for field in known.into_iter().flat_map(|kind| &kind.fields) {
            if !self.fields.contains_key(&field.id)
                && let Some(value) = self.unpark(&field.id, |value| field.takes(value))
            {
                self.fields.insert(field.id.clone(), value);
            }
        }
        for (id, value) in leaving {
            self.park(&id, value);
        }
    }

    /// Puts a value of a field aside. Where another one waits already, it gets a place beside it:
    /// nothing that was coded is ever dropped.
    pub fn park(&mut self, field: &FieldId, value: Value) {
        let mut place = field.clone();
        let mut number = 2_u32;
        while self.parked.get(&place).is_some_and(|there| *there != value) {
            place = format!("{field}{BESIDE}{number})").into();
            number += 1;
        }
        self.parked.insert(place, value);
    }

    /// Takes back the first value of a field that was put aside and `fits`.
    pub fn unpark(&mut self, field: &FieldId, fits: impl Fn(&Value) -> bool) -> Option<Value> {
        let beside = format!("{field}{BESIDE}");
        let of_field = |place: &FieldId| place == field || place.as_str().starts_with(&beside);
        let found = self.parked.iter().find(|(place, value)| of_field(place) && fits(value));
        let place = found.map(|(place, _)| place.clone())?;
        self.parked.remove(&place)
    }

    /// Adds a passage in its place; one that only widens an old one replaces it.
    pub fn add_passage(&mut self, passage: Passage) {
        self.passages.retain(|old| !passage.range.covers(old.range));
        let at = self.passages.partition_point(|old| old.range < passage.range);
        self.passages.insert(at, passage);
    }

    /// Puts another passage in the place of the one of this number, in the order of the text.
    pub fn move_passage(&mut self, number: usize, to: Passage) {
        if number < self.passages.len() {
            self.passages.remove(number);
            self.add_passage(to);
        }
    }

    /// Its passages and those its fields name, evidence first.
    pub fn all_passages(&self) -> impl Iterator<Item = &Passage> {
        let named = self.fields.values().filter_map(|value| match value {
            Value::Passage(passage) => Some(&**passage),
            _ => None,
        });
        self.passages.iter().chain(named)
    }

    /// Changes every passage it holds, parked ones too, and has them in the order of the text again.
    pub fn each_passage(&mut self, mut change: impl FnMut(&mut Passage)) {
        self.passages.iter_mut().for_each(&mut change);
        for value in self.fields.values_mut().chain(self.parked.values_mut()) {
            if let Value::Passage(passage) = value {
                change(passage);
            }
        }
        self.passages.sort_by_key(|passage| passage.range);
    }

    /// Every range of the text the claim rests on or names in a field, evidence first.
    pub fn ranges(&self) -> impl Iterator<Item = TextRange> + '_ {
        self.all_passages().map(|passage| passage.range)
    }

    /// Where the claim comes in reading order: its first passage, else its first picture.
    #[must_use]
    pub fn place(&self, story: &Story) -> BytePos {
        let passage = self.passages.iter().map(|passage| passage.range.start).min();
        let picture =
            || self.regions.iter().filter_map(|region| story.picture(&region.picture)).map(|p| p.at).min();
        passage.or_else(picture).unwrap_or_default()
    }

    /// The key that sorts claims in reading order.
    #[must_use]
    pub fn reading_key(&self, story: &Story) -> (BytePos, BytePos, ClaimId) {
        let end = self.passages.first().map_or_else(BytePos::default, |passage| passage.range.end);
        (self.place(story), end, self.id)
    }

    /// A copy for a long stay in memory, where there may be hundreds of thousands: no larger than it
    /// must be, sharing its names with those met before and the words of its passages with `text`,
    /// where they stand in it.
    pub(crate) fn compact(&self, names: &mut Names, text: &StoryText) -> Self {
        let mut claim = self.clone();
        if let Some(kind) = &mut claim.kind {
            kind.share(names);
        }
        claim.passages.iter_mut().for_each(|passage| passage.share(text));
        for fields in [&mut claim.fields, &mut claim.parked] {
            fields.share(names, text);
        }
        for link in &mut claim.links {
            link.how.share(names);
        }
        claim
    }

    /// Links it to another claim; false if it is linked so already.
    pub fn add_link(&mut self, link: Link) -> bool {
        match self.links.binary_search(&link) {
            Ok(_) => false,
            Err(at) => {
                self.links.insert(at, link);
                true
            }
        }
    }

    /// The quotes of its passages, with ` … ` between them.
    #[must_use]
    pub fn quote(&self) -> String {
        let quotes: Vec<&str> = self.passages.iter().map(|passage| passage.quote()).collect();
        quotes.join(" \u{2026} ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retag_keeps_what_fits_and_parks_the_rest() {
        let codebook = CodeBook::default();
        let mut claim = Claim::new(Some("quote".into()));
        let speaker = (FieldId::from("speaker"), Value::Actor("kim".into()));
        let form = (FieldId::from("form"), Value::Choice("direct".into()));
        claim.fields.extend([speaker.clone(), form.clone()]);
        claim.retag(Some("stance".into()), &codebook);
        assert_eq!(claim.fields.get(&speaker.0), Some(&speaker.1));
        assert_eq!(claim.parked.get(&form.0), Some(&form.1));
        claim.retag(Some("quote".into()), &codebook);
        assert_eq!(claim.fields.get(&form.0), Some(&form.1));
        assert!(claim.parked.is_empty());
        claim.retag(Some("no-such-kind".into()), &codebook);
        assert!(claim.fields.is_empty());
        assert_eq!(claim.parked.len(), 2, "an unknown kind costs no value");
    }

    #[test]
    fn a_second_value_of_a_field_is_put_beside_the_first() {
        let mut claim = Claim::new(None);
        let (field, text) = (FieldId::from("topic"), |words: &str| Value::Text(words.to_owned()));
        claim.park(&field, text("one"));
        claim.park(&field, text("one"));
        claim.park(&field, text("two"));
        claim.park(&field, Value::YesNo(true));
        assert_eq!(claim.parked.len(), 3);
        assert_eq!(claim.unpark(&field, |value| matches!(value, Value::YesNo(_))), Some(Value::YesNo(true)));
        assert_eq!(claim.unpark(&field, |_| true), Some(text("one")));
        assert_eq!(claim.unpark(&field, |_| true), Some(text("two")));
        assert_eq!(claim.unpark(&field, |_| true), None);
    }

    #[test]
    fn passages_stay_in_order_and_swallow_what_they_cover() {
        let text = StoryText::from_canonical("one two three four");
        let passage = |from, to| Passage::of(&text, TextRange::from_indices(from, to)).unwrap();
        let mut claim = Claim::new(None);
        claim.add_passage(passage(8, 13));
        claim.add_passage(passage(0, 3));
        assert_eq!(claim.quote(), "one \u{2026} three");
        claim.add_passage(passage(0, 7));
        assert_eq!(claim.quote(), "one two \u{2026} three");
    }
}
