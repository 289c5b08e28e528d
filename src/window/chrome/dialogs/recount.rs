//! Counting through all claims, a little in every frame, and anew after each change.

use std::time::{Duration, Instant};

use egui::Context;

use crate::project::codebook::Tally;
use crate::project::{Project, Uses};
use crate::window::desk::Desk;

/// What of a frame may go into counting.
const SLICE: Duration = Duration::from_millis(2);

/// Something that is counted a story at a time.
pub(super) trait Count: Default {
    /// Goes on until it is done or until it is `enough` for now.
    fn go_on(&mut self, project: &Project, enough: impl FnMut() -> bool);

    /// Whether everything was counted.
    fn is_done(&self) -> bool;
}

impl Count for Tally {
    fn go_on(&mut self, project: &Project, enough: impl FnMut() -> bool) {
        self.look(project, enough);
    }

    fn is_done(&self) -> bool {
        self.is_done()
    }
}

impl Count for Uses {
    fn go_on(&mut self, project: &Project, enough: impl FnMut() -> bool) {
        self.look(project, enough);
    }

    fn is_done(&self) -> bool {
        self.is_done()
    }
}

/// A count. While it is made anew that of the state before is told.
#[derive(Debug, Default)]
pub(super) struct Recount<T> {
    revision: Option<u64>,
    now: T,
    before: Option<T>,
}

impl<T: Count> Recount<T> {
    /// Goes on counting, or begins anew after a change.
    pub(super) fn refresh(&mut self, ctx: &Context, desk: &Desk) {
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
            self.now.go_on(desk.project(), || Instant::now() >= until);
            if self.now.is_done() {
                self.before = None;
            }
            ctx.request_repaint();
        }
    }

    /// What is known: all of the state before, or what was counted so far.
    pub(super) fn known(&self) -> &T {
        self.before.as_ref().unwrap_or(&self.now)
    }

    /// Whether all of the present state was counted.
    pub(super) fn is_done(&self) -> bool {
        self.now.is_done()
    }
}
