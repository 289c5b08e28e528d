//! Changes of the code book, each as one edit: with the claims it touches, and what it would do to
//! them told before.
//!
//! A change that touches no claim is a new [`CodeBook`] and nothing else. One that does is a
//! [`Rework`]: it rewrites the coder's own claims in every story. The claims of other coders are
//! theirs, and keep what they say.

mod convert;
mod lacking;
mod names;
mod plan;
mod rework;
mod taking;
mod used;
mod words;

pub use lacking::{Lacking, Survey, with_lacking};
pub use names::{COLOURS, add_code, add_field, add_kind, codes_in_use, free_code};
pub use plan::Plan;
pub use rework::{Rework, ReworkError};
pub use taking::{Difference, differences, take_kinds};
pub use used::{BookPart, Naming, Tally};
pub use words::{Spot, SpotError};

use crate::claims::{CodeBook, Field, FieldId, FieldType, Kind, KindId};

/// The field of a kind, to be changed.
pub fn field_mut<'a>(book: &'a mut CodeBook, kind: &KindId, field: &FieldId) -> Option<&'a mut Field> {
    kind_mut(book, kind)?.fields.iter_mut().find(|other| other.id == *field)
}

/// A kind, to be changed.
pub fn kind_mut<'a>(book: &'a mut CodeBook, kind: &KindId) -> Option<&'a mut Kind> {
    book.kinds.iter_mut().find(|other| other.id == *kind)
}

/// The codes of a field, to be changed; `None` where it is no choice.
pub fn codes_mut(field: &mut Field) -> Option<&mut Vec<crate::claims::Code>> {
    match &mut field.holds {
        FieldType::Choice(codes) | FieldType::Choices(codes) => Some(codes),
        _ => None,
    }
}
