//! The claims that name a part of the code book, and the way to each.

use std::time::{Duration, Instant};

use egui::{Key, Modifiers, Ui};

use super::super::shell::{Step, buttons, enter, small, steady};
use super::Mode;
use super::list::{Act, Entry, List};
use crate::project::Use;
use crate::project::codebook::{BookPart, Naming};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{capital, counted};
use crate::window::claims::claim_words;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// How long a frame may look through claims.
const A_WHILE: Duration = Duration::from_millis(3);
/// How many claims are seen at once.
const ROWS: usize = 12;

/// The claims that name a part, as far as they are gathered.
pub(super) struct Named {
    naming: Naming,
    title: String,
    /// Of which state of the project they are.
    revision: Option<u64>,
    chosen: usize,
}

impl Named {
    pub(super) fn of(part: BookPart, title: String) -> Self {
        Self { naming: Naming::of(part), title, revision: None, chosen: 0 }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &Desk) -> (Step, Option<Mode>) {
        self.look(ui, desk);
        let theme = desk.theme;
        let entered = enter(ui);
        word(ui, capital(&self.title), Face::SansMedium.at(14.5), theme.ink);
        let claims = self.naming.claims();
        let so_far = if self.naming.is_done() { "" } else { " so far\u{2026}" };
        small(ui, format!("{}{so_far}", counted(claims.len(), "claim", "claims")), theme.faint);
        ui.add_space(6.0);
        claim_list(ui, desk, claims, &mut self.chosen, ROWS);
        let chosen = claims.get(self.chosen);
        let taken = buttons(ui, theme, &["Go to claim", "Back"], chosen.is_some());
        match chosen {
            Some(one) if taken == Some(0) || entered => {
                (Step::Ask(Request::Visit(Box::new(one.clone()))), None)
            }
            _ => (Step::Stay, (taken == Some(1)).then_some(Mode::Edit)),
        }
    }

    /// Looks through the claims for a while.
    fn look(&mut self, ui: &Ui, desk: &Desk) {
        let revision = Some(desk.session.revision());
        if self.revision != revision {
            self.revision = revision;
            self.naming = Naming::of(self.naming.part().clone());
        }
        if !self.naming.is_done() {
            let until = Instant::now() + A_WHILE;
            self.naming.look(desk.project(), || Instant::now() >= until);
            ui.ctx().request_repaint();
        }
    }
}

/// Lists claims, of which only the rows in view are made; the arrows walk through them.
pub(super) fn claim_list(ui: &mut Ui, desk: &Desk, claims: &[Use], chosen: &mut usize, rows: usize) {
    let (down, up) = ui.input_mut(|input| {
        let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key);
        (pressed(Key::ArrowDown), pressed(Key::ArrowUp))
    });
    *chosen = (*chosen + down).saturating_sub(up).min(claims.len().saturating_sub(1));
    let list = List {
        id: "claims",
        name: "Claims",
        count: claims.len(),
        chosen: (!claims.is_empty()).then_some(*chosen),
        rows,
        tree: false,
        enabled: false,
    };
    let act = steady(ui, list.height(rows), |ui| {
        list.show(ui, desk.theme, |at| Entry {
            name: claims.get(at).map(|one| claim_words(desk, one)).unwrap_or_default(),
            detail: String::new(),
            depth: 0,
            faint: false,
            badge: None,
        })
    });
    if let Some(Act::Pick(at)) = act {
        *chosen = at;
        // Enter is the first button's again.
        ui.memory_mut(|memory| {
            if let Some(id) = memory.focused() {
                memory.surrender_focus(id);
            }
        });
    }
}
