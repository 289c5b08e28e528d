//! How many claims name each actor.

use egui::Context;

use super::super::recount::Recount;
use crate::claims::ActorId;
use crate::project::{Use, Uses};
use crate::window::desk::Desk;

/// The claims that name each actor. While they are counted anew those of the state before are told.
#[derive(Debug, Default)]
pub(super) struct Counted(Recount<Uses>);

impl Counted {
    /// Goes on counting, or begins anew after a change.
    pub fn refresh(&mut self, ctx: &Context, desk: &Desk) {
        self.0.refresh(ctx, desk);
    }

    /// The claims that name an actor.
    pub fn of(&self, actor: &ActorId) -> &[Use] {
        self.0.known().of(actor)
    }

    /// Whether that is all of them.
    pub fn is_done(&self) -> bool {
        self.0.is_done()
    }
}
