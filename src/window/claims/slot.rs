//! The places of a form that take the keyboard.

use crate::claims::{ClaimId, FieldId, Kind};

/// One place of the form that takes the keyboard.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// The switch between kinds.
    Kind,
    /// A field of the code book.
    Field(FieldId),
    /// The note.
    Note,
}

impl Slot {
    /// The slots of a claim of `kind`, in the order of the form.
    #[must_use]
    pub fn all(kind: Option<&Kind>) -> Vec<Self> {
        let fields = kind.map_or(&[][..], |kind| &kind.fields);
        let fields = fields.iter().map(|field| Self::Field(field.id.clone()));
        std::iter::once(Self::Kind).chain(fields).chain([Self::Note]).collect()
    }

    /// The widget's id, the same in every frame.
    #[must_use]
    pub fn id(&self, claim: ClaimId) -> egui::Id {
        egui::Id::unique(("claim form", claim, self))
    }
}
