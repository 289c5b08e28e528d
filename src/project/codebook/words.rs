//! The places of a code book that hold words, to be read and written one at a time.

use thiserror::Error;

use super::{codes_mut, field_mut, kind_mut};
use crate::claims::{Code, CodeBook, CodeId, Colour, FieldId, Kind, KindId, LinkId, LinkKind};

/// One place of a code book that holds words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A kind's name on screen.
    KindName(KindId),
    /// The letter in the margin.
    Letter(KindId),
    /// The key that tags with it.
    Key(KindId),
    /// Its colour, as six hexadecimal digits.
    Colour(KindId),
    /// When to use it.
    Definition(KindId),
    /// A passage that shows it.
    Example(KindId),
    /// A field's name.
    FieldName(KindId, FieldId),
    /// What is shown while it is filled in.
    FieldHelp(KindId, FieldId),
    /// A code's name.
    CodeName(KindId, FieldId, CodeId),
    /// When to use it.
    CodeHelp(KindId, FieldId, CodeId),
    /// How a link reads.
    LinkName(LinkId),
    /// How it reads from the other end.
    LinkBack(LinkId),
}

/// Why some words cannot stand there.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SpotError {
    /// A name is needed.
    #[error("It needs a name.")]
    Empty,
    /// The place takes one character.
    #[error("One letter or digit.")]
    OneLetter,
    /// Another kind has the key.
    #[error("{key} is the key of \u{201c}{kind}\u{201d} already.")]
    KeyTaken {
        /// The key.
        key: char,
        /// Who has it.
        kind: String,
    },
    /// No colour.
    #[error("Six hexadecimal digits, such as 2f6fd0.")]
    NoColour,
    /// What it is about is gone.
    #[error("This is no longer in the code book.")]
    Gone,
}

impl Spot {
    /// What stands there; `None` if the place is not in the code book.
    #[must_use]
    pub fn words(&self, book: &CodeBook) -> Option<String> {
        let field = |kind: &KindId, field: &FieldId| book.kind(kind)?.field(field);
        let code = |kind: &KindId, id: &FieldId, code: &CodeId| {
            field(kind, id)?.codes().iter().find(|other| other.id == *code)
        };
        Some(match self {
            Self::KindName(id) => book.kind(id)?.name.clone(),
            Self::Letter(id) => book.kind(id)?.letter.to_string(),
            Self::Key(id) => book.kind(id)?.key.map_or_else(String::new, |key| key.to_string()),
            Self::Colour(id) => book.kind(id)?.colour.into(),
            Self::Definition(id) => book.kind(id)?.definition.clone(),
            Self::Example(id) => book.kind(id)?.example.clone(),
            Self::FieldName(kind, id) => field(kind, id)?.name.clone(),
            Self::FieldHelp(kind, id) => field(kind, id)?.help.clone(),
            Self::CodeName(kind, id, of) => code(kind, id, of)?.name.clone(),
            Self::CodeHelp(kind, id, of) => code(kind, id, of)?.help.clone(),
            Self::LinkName(id) => book.link(id)?.name.clone(),
            Self::LinkBack(id) => book.link(id)?.back.clone(),
        })
    }

    /// The code book with other words there.
    ///
    /// # Errors
    /// Why they cannot stand there.
    pub fn rewritten(&self, book: &CodeBook, words: &str) -> Result<CodeBook, SpotError> {
        let words = words.trim();
        let mut book = book.clone();
        let name = || if words.is_empty() { Err(SpotError::Empty) } else { Ok(words.to_owned()) };
        match self {
            Self::KindName(id) => kind_mut(&mut book, id).ok_or(SpotError::Gone)?.name = name()?,
            Self::Letter(id) => {
                kind_mut(&mut book, id).ok_or(SpotError::Gone)?.letter =
                    one(words)?.ok_or(SpotError::OneLetter)?;
            }
            Self::Key(id) => {
                let key = one(&words.to_lowercase())?;
                // What is out of use leaves its key to others.
                let has = |kind: &&Kind| kind.id != *id && !kind.retired && kind.key == key;
                let other = book.kinds.iter().find(has).filter(|_| key.is_some());
                if let (Some(key), Some(other)) = (key, other) {
                    return Err(SpotError::KeyTaken { key, kind: other.name.clone() });
                }
                kind_mut(&mut book, id).ok_or(SpotError::Gone)?.key = key;
            }
            Self::Colour(id) => {
                let digits = words.trim_start_matches('#').to_lowercase();
                let colour = Colour::try_from(digits).map_err(|_| SpotError::NoColour)?;
                kind_mut(&mut book, id).ok_or(SpotError::Gone)?.colour = colour;
            }
            Self::Definition(id) => {
                kind_mut(&mut book, id).ok_or(SpotError::Gone)?.definition = words.to_owned();
            }
            Self::Example(id) => kind_mut(&mut book, id).ok_or(SpotError::Gone)?.example = words.to_owned(),
            Self::FieldName(kind, id) => {
                field_mut(&mut book, kind, id).ok_or(SpotError::Gone)?.name = name()?;
            }
            Self::FieldHelp(kind, id) => {
                field_mut(&mut book, kind, id).ok_or(SpotError::Gone)?.help = words.to_owned();
            }
            Self::CodeName(kind, field, id) => code(&mut book, kind, field, id)?.name = name()?,
            Self::CodeHelp(kind, field, id) => code(&mut book, kind, field, id)?.help = words.to_owned(),
            Self::LinkName(id) => link(&mut book, id)?.name = name()?,
            Self::LinkBack(id) => link(&mut book, id)?.back = name()?,
        }
        Ok(book)
    }

    /// What the place is called: "name", "definition".
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::KindName(_) | Self::FieldName(..) | Self::CodeName(..) | Self::LinkName(_) => "Name",
            Self::Letter(_) => "Letter",
            Self::Key(_) => "Key",
            Self::Colour(_) => "Colour",
            Self::Definition(_) => "Definition",
            Self::Example(_) => "Example",
            Self::FieldHelp(..) | Self::CodeHelp(..) => "Help",
            Self::LinkBack(_) => "From the other end",
        }
    }
}

/// Nothing, or one character that can be seen.
fn one(words: &str) -> Result<Option<char>, SpotError> {
    let mut letters = words.chars();
    match (letters.next(), letters.next()) {
        (None, _) => Ok(None),
        (Some(letter), None) if letter.is_alphanumeric() => Ok(Some(letter)),
        _ => Err(SpotError::OneLetter),
    }
}

fn code<'a>(
    book: &'a mut CodeBook,
    kind: &KindId,
    field: &FieldId,
    id: &CodeId,
) -> Result<&'a mut Code, SpotError> {
    let codes = field_mut(book, kind, field).and_then(codes_mut).ok_or(SpotError::Gone)?;
    codes.iter_mut().find(|code| code.id == *id).ok_or(SpotError::Gone)
}

fn link<'a>(book: &'a mut CodeBook, id: &LinkId) -> Result<&'a mut LinkKind, SpotError> {
    book.links.iter_mut().find(|link| link.id == *id).ok_or(SpotError::Gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_written_and_ids_stay() {
        let book = CodeBook::default();
        let name = Spot::KindName("quote".into());
        let renamed = name.rewritten(&book, " Citation ").unwrap();
        assert_eq!(name.words(&renamed).as_deref(), Some("Citation"));
        assert!(renamed.kind(&"quote".into()).is_some());
        assert_eq!(name.rewritten(&book, "  "), Err(SpotError::Empty));
        assert_eq!(Spot::KindName("gone".into()).rewritten(&book, "x"), Err(SpotError::Gone));
        let key = Spot::Key("quote".into());
        let taken = SpotError::KeyTaken { key: '1', kind: "Stance".to_owned() };
        assert_eq!(key.rewritten(&book, "1"), Err(taken));
        let mut retired = book.clone();
        retired.kinds[0].retired = true;
        assert_eq!(key.rewritten(&retired, "1").unwrap().kinds[1].key, Some('1'));
        assert_eq!(key.rewritten(&book, "12"), Err(SpotError::OneLetter));
        assert_eq!(key.rewritten(&book, "").unwrap().kinds[1].key, None);
        assert_eq!(Spot::Colour("quote".into()).rewritten(&book, "red"), Err(SpotError::NoColour));
        let code = Spot::CodeHelp("stance".into(), "stance".into(), "for".into());
        assert_eq!(code.words(&code.rewritten(&book, "wants it").unwrap()).as_deref(), Some("wants it"));
    }
}
