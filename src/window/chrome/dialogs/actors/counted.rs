//! How many claims name each actor, counted a little in every frame.

use std::time::{Duration, Instant};

use egui::Context;

use crate::claims::ActorId;
use crate::project::{Use, Uses};
use crate::window::desk::Desk;

/// What of a frame may go into counting.
const SLICE: Duration = Duration::from_millis(2);

/// The claims that name each actor. While they are counted anew those of the state before are told.
#[derive(Debug, Default)]
pub(super) struct Counted {
    revision: Option<u64>,
    now: Uses,
    before: Option<Uses>,
}

impl Counted {
    /// Goes on counting, or begins anew after a change.
    pub fn refresh(&mut self, ctx: &Context, desk: &Desk) {
        let revision = Some(desk.session.revision());
        if self.revision != revision {
            self.revision = revision;
            let was = std::mem::take(&mut self.now);
            if was.is_done() {
                self.before = Some(was);
            }
        }
        if !self.now.is_done() {
            let until = Instant::now() + SLICE;
            self.now.look(desk.project(), || Instant::now() >= until);
            if self.now.is_done() {
                self.before = None;
            }
            ctx.request_repaint();
        }
    }

    /// The claims that name an actor.
    pub fn of(&self, actor: &ActorId) -> &[Use] {
        self.before.as_ref().unwrap_or(&self.now).of(actor)
    }

    /// Whether that is all of them.
    pub fn is_done(&self) -> bool {
        self.now.is_done()
    }
}
