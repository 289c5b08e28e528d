//! Changes of the code book that reach into claims.

mod delete;
mod known;
mod merge_codes;
mod merge_fields;
mod merge_kinds;
mod retype;

pub(super) use known::{codes, joined};
pub(super) use merge_kinds::rekind;
use thiserror::Error;

use super::Plan;
use crate::claims::{CodeId, CoderId, FieldId, FieldType, KindId, LinkId};
use crate::project::Project;

/// A change of the code book that reaches into claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rework {
    /// What was of one kind is of another. Values that it has no field for are parked.
    MergeKinds {
        /// The kind that goes.
        from: KindId,
        /// The kind that stays; codes it lacks come along.
        into: KindId,
    },
    /// What one field holds goes into another of the same kind. What does not fit is parked.
    MergeFields {
        /// Whose fields.
        kind: KindId,
        /// The field that goes.
        from: FieldId,
        /// The field that stays.
        into: FieldId,
    },
    /// What was coded one way is coded another.
    MergeCodes {
        /// The kind of the field.
        kind: KindId,
        /// Whose codes.
        field: FieldId,
        /// The code that goes; what stands under it goes under the other.
        from: CodeId,
        /// The code that stays.
        into: CodeId,
    },
    /// A field holds something else. Values that fit are converted, the others parked; those that
    /// were parked and fit come back.
    Retype {
        /// The kind of the field.
        kind: KindId,
        /// Which field.
        field: FieldId,
        /// What it holds from now on.
        to: FieldType,
    },
    /// A kind leaves the code book. Claims keep it, as unknown.
    DeleteKind(KindId),
    /// A field leaves the code book. Claims keep what they have in it.
    DeleteField(KindId, FieldId),
    /// A code leaves the code book. Claims keep it, as unknown.
    DeleteCode(KindId, FieldId, CodeId),
    /// A way of linking leaves the code book. Links stay.
    DeleteLink(LinkId),
}

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReworkError {
    /// The code book has no such thing.
    #[error("the code book has no {0} any more")]
    Gone(String),
    /// Something is to be merged with itself.
    #[error("nothing can be merged with itself")]
    Itself,
}

impl Rework {
    /// What the change would do.
    ///
    /// # Errors
    /// If what it names is not in the code book, or is to be merged with itself.
    pub fn plan(&self, project: &Project, coder: &CoderId) -> Result<Plan, ReworkError> {
        match self {
            Self::MergeKinds { from, into } => merge_kinds::plan(project, coder, from, into),
            Self::MergeFields { kind, from, into } => merge_fields::plan(project, coder, kind, from, into),
            Self::MergeCodes { kind, field, from, into } => {
                merge_codes::plan(project, coder, (kind, field), from, into)
            }
            Self::Retype { kind, field, to } => retype::plan(project, coder, kind, field, to),
            Self::DeleteKind(id) => delete::kind(project, coder, id),
            Self::DeleteField(kind, id) => delete::field(project, coder, kind, id),
            Self::DeleteCode(kind, field, id) => delete::code(project, coder, kind, field, id),
            Self::DeleteLink(id) => delete::link(project, coder, id),
        }
    }
}
