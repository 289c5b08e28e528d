//! What a finding says the code book lacks, and the way into it.

use std::sync::Arc;

use crate::analysis::review::{Finding, Problem};
use crate::project::codebook::{Lacking, with_lacking};
use crate::project::{Access, Edit};
use crate::window::desk::{Desk, Request};

/// What the code book lacks by this finding: a kind, a field or a code.
pub(super) fn lacking(finding: &Finding) -> Option<Lacking> {
    let kind = finding.kind.clone()?;
    match &finding.problem {
        Problem::UnknownKind => Some(Lacking::Kind(kind)),
        Problem::UnknownField(field) => Some(Lacking::Field(kind, field.clone())),
        Problem::UnknownCode(field, code) => Some(Lacking::Code(kind, field.clone(), code.clone())),
        _ => None,
    }
}

/// Whether the code book may be given it here.
pub(super) fn can_add(desk: &Desk<'_>, finding: &Finding) -> bool {
    desk.project().access == Access::Write && lacking(finding).is_some()
}

/// Adds it, for every claim that uses it, in one step.
pub(super) fn add(desk: &mut Desk<'_>, finding: &Finding) {
    let Some(lacking) = lacking(finding).filter(|_| can_add(desk, finding)) else { return };
    let label = format!("add {} to the code book", lacking.id());
    let book = with_lacking(desk.project(), &[lacking]);
    desk.ask(Request::Perform(label, Edit::CodeBook(Arc::new(book))));
}
