use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{CodeId, FieldId, KindId, LinkId, LinkKind, Value};

/// The kinds of claims a project knows, in the order menus show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBook {
    /// The kinds; no two have one id.
    pub kinds: Vec<Kind>,
    /// The ways in which claims can be linked; no two have one id.
    pub links: Vec<LinkKind>,
}

/// What a claim can be, and what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its name in files.
    pub id: KindId,
    /// Its name on screen.
    pub name: String,
    /// The letter that stands in the margin.
    pub letter: char,
    /// The key that tags a selection with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    /// Its colour on light paper; other themes derive theirs.
    pub colour: Colour,
    /// When to use it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub definition: String,
    /// A passage that shows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub example: String,
    /// What is to be looked at in claims of this kind, beside their required fields: sorted, none twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Whether it is out of use: old claims keep it, new ones are not offered it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// What is asked, in the order of the form.
    pub fields: Vec<Field>,
}

/// What makes a claim worth a second look. A rule warns, it never blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// None of its passages holds a quotation mark, or has one beside it, though its field `form` does not
    /// say `indirect`.
    QuotationMark,
}

/// One question a kind asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in files.
    pub id: FieldId,
    /// Its name on screen.
    pub name: String,
    /// What it holds.
    pub holds: FieldType,
    /// Whether a claim without it is worth a warning.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Shown while it is filled in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FieldType {
    /// Someone from the registry.
    Actor,
    /// One of these codes.
    Choice(Vec<Code>),
    /// Any number of these codes.
    Choices(Vec<Code>),
    /// Free words.
    Text,
    /// A passage of the story.
    Passage,
    /// A decimal number.
    Number,
    /// A day.
    Date,
    /// Yes, no, or that it cannot be said.
    YesNo,
}

/// One value of a choice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Its name in files.
    pub id: CodeId,
    /// Its name on screen.
    pub name: String,
    /// The code it is a part of, where the codes form a hierarchy. A file may name one that is not
    /// there, or go in a circle: the code then stands at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<CodeId>,
    /// When to use it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Whether it is out of use: old claims keep it, new ones are not offered it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// A colour as six hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(pub [u8; 3]);

/// Not six hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("\u{201c}{}\u{201d} is not a colour: six hexadecimal digits, such as 2f6fd0", .0.escape_debug())]
pub struct ColourError(pub String);

impl TryFrom<String> for Colour {
    type Error = ColourError;

    fn try_from(digits: String) -> Result<Self, ColourError> {
        let plain = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        match u32::from_str_radix(&digits, 16) {
            Ok(number) if plain => {
                let [_, red, green, blue] = number.to_be_bytes();
                Ok(Self([red, green, blue]))
            }
            _ => Err(ColourError(digits)),
        }
    }
}

impl From<Colour> for String {
    fn from(Colour([red, green, blue]): Colour) -> Self {
        format!("{red:02x}{green:02x}{blue:02x}")
    }
}

impl CodeBook {
    /// The kind called `id`.
    #[must_use]
    pub fn kind(&self, id: &KindId) -> Option<&Kind> {
        self.kinds.iter().find(|kind| &kind.id == id)
    }

    /// The kind a key tags with. A file may give two kinds one key: the first that is in use has it.
    #[must_use]
    pub fn kind_for_key(&self, key: char) -> Option<&Kind> {
        let with_key = || self.kinds.iter().filter(|kind| kind.key == Some(key));
        with_key().find(|kind| !kind.retired).or_else(|| with_key().next())
    }

    /// The first digit that is no kind's key.
    #[must_use]
    pub fn free_key(&self) -> Option<char> {
        ('1'..='9').find(|key| self.kind_for_key(*key).is_none())
    }

    /// The way of linking called `id`.
    #[must_use]
    pub fn link(&self, id: &LinkId) -> Option<&LinkKind> {
        self.links.iter().find(|link| &link.id == id)
    }

    /// How a list shows a claim's kind: a claim without one is a highlight, and one the code
    /// book does not know keeps its bare name.
    #[must_use]
    pub fn kind_name<'a>(&'a self, kind: Option<&'a KindId>) -> &'a str {
        kind.map_or("Highlight", |id| self.kind(id).map_or(id.as_str(), |kind| &kind.name))
    }
}

impl Kind {
    /// The field called `id`.
    #[must_use]
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields.iter().find(|field| &field.id == id)
    }
}

impl Code {
    /// A code of which only the name is known.
    #[must_use]
    pub fn named(id: CodeId, name: &str) -> Self {
        Self { id, name: name.to_owned(), under: None, help: String::new(), retired: false }
    }
}

impl Field {
    /// Whether a value is of the sort this field holds. A code that the choice does not list is
    /// still a choice: it is shown as unknown, not lost.
    #[must_use]
    pub fn takes(&self, value: &Value) -> bool {
        matches!(
            (&self.holds, value),
            (FieldType::Actor, Value::Actor(_))
                | (FieldType::Choice(_), Value::Choice(_))
                | (FieldType::Choices(_), Value::Choices(_))
                | (FieldType::Text, Value::Text(_))
                | (FieldType::Passage, Value::Passage(_))
                | (FieldType::Number, Value::Number(_))
                | (FieldType::Date, Value::Date(_))
                | (FieldType::YesNo, Value::YesNo(_) | Value::CannotSay)
        )
    }

    /// The screen name of a choice's code; the bare id of one the field does not list.
    #[must_use]
    pub fn code_name<'a>(&'a self, id: &'a CodeId) -> &'a str {
        self.codes().iter().find(|code| &code.id == id).map_or(id.as_str(), |code| &code.name)
    }

    /// The codes it lists; none where it is no choice.
    #[must_use]
    pub fn codes(&self) -> &[Code] {
        match &self.holds {
            FieldType::Choice(codes) | FieldType::Choices(codes) => codes,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_kinds_have_their_own_keys_letters_and_ids() {
        let book = CodeBook::default();
        let mut keys: Vec<_> = book.kinds.iter().map(|kind| (kind.key, kind.letter, &kind.id)).collect();
        keys.dedup();
        assert_eq!(keys.len(), 3);
        assert_eq!(book.kind_for_key('2').map(|kind| kind.id.as_str()), Some("quote"));
    }

    #[test]
    fn what_the_code_book_does_not_know_keeps_its_name() {
        let book = CodeBook::default();
        assert_eq!(book.kind_name(Some(&"rumour".into())), "rumour");
        assert_eq!(book.kind_name(None), "Highlight");
        let stance = book.kinds[0].field(&"stance".into()).unwrap();
        assert_eq!(stance.code_name(&"lukewarm".into()), "lukewarm");
    }

    #[test]
    fn colours_read_back() {
        let colour = Colour([1, 0xab, 0xff]);
        assert_eq!(Colour::try_from(String::from(colour)), Ok(colour));
        for bad in ["", "12345", "gggggg", "+12345", "1234567"] {
            assert!(Colour::try_from(bad.to_owned()).is_err(), "{bad:?}");
        }
    }
}
