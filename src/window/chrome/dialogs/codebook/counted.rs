//! How many claims name each part of the code book.

use egui::{Button, Context, RichText, Ui, vec2};

use super::super::recount::Recount;
use super::super::shell::small;
use super::named::Named;
use super::{Editor, Mode};
use crate::project::codebook::{BookPart, Tally};
use crate::window::chrome::text::{counted, plain};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// The claims that name each part. While they are counted anew those of the state before are told.
#[derive(Debug, Default)]
pub(super) struct Counted(Recount<Tally>);

impl Counted {
    /// Goes on counting, or begins anew after a change.
    pub(super) fn refresh(&mut self, ctx: &Context, desk: &Desk) {
        self.0.refresh(ctx, desk);
    }

    /// How many claims name a part; `None` until they were counted once.
    pub(super) fn of(&self, part: &BookPart) -> Option<usize> {
        Some(self.0.known()).filter(|tally| tally.is_done()).map(|tally| tally.of(part))
    }

    /// "12 claims" for a list; nothing for none.
    pub(super) fn words(&self, part: &BookPart) -> String {
        self.of(part)
            .filter(|claims| *claims > 0)
            .map_or_else(String::new, |claims| counted(claims, "claim", "claims"))
    }
}

impl Editor {
    /// Says how many claims name a part, which stay with it whatever it is called and wherever it
    /// stands, and leads to them.
    pub(super) fn uses(&mut self, ui: &mut Ui, desk: &mut Desk, part: BookPart, called: &str) {
        let claims = self.counted.of(&part);
        let told = match (&part, claims) {
            (_, None) => "Counting its claims\u{2026}".to_owned(),
            (_, Some(0)) => "No claim names it.".to_owned(),
            (_, Some(claims)) => told(&part, claims),
        };
        ui.horizontal(|ui| {
            if claims.is_some_and(|claims| claims > 0) {
                let called: String = plain(called).chars().take(60).collect();
                let words = RichText::new("Show claims").font(Face::Sans.at(12.0));
                let button = ui.add(Button::new(words).min_size(vec2(0.0, 21.0)));
                let title = title(&part, &called);
                ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("Show {title}")));
                if button.clicked() {
                    self.spots.commit(desk);
                    self.mode = Mode::Named(Box::new(Named::of(part, title)));
                }
            }
            small(ui, told, desk.theme.faint);
        });
    }
}

fn told(part: &BookPart, claims: usize) -> String {
    let (one, more, keep) = match part {
        BookPart::Kind(_) => ("claim is of this kind", "claims are of this kind", "stay so"),
        BookPart::Field(..) => ("claim has it filled in", "claims have it filled in", "keep that"),
        BookPart::Code(..) => ("claim has this code", "claims have this code", "keep it"),
        BookPart::Link(_) => ("claim is linked so", "claims are linked so", "stay so"),
    };
    let keep = match (claims, keep) {
        (1, "stay so") => "stays so",
        (1, "keep it") => "keeps it",
        (1, _) => "keeps that",
        (_, keep) => keep,
    };
    let changed = match part {
        BookPart::Kind(_) | BookPart::Code(..) => "renamed, moved or out of use",
        BookPart::Field(..) | BookPart::Link(_) => "renamed or moved",
    };
    format!("{}, and {keep} when it is {changed}.", counted(claims, one, more))
}

/// What the list of its claims is called.
fn title(part: &BookPart, called: &str) -> String {
    match part {
        BookPart::Kind(_) => format!("claims of the kind \u{201c}{called}\u{201d}"),
        BookPart::Field(..) => format!("claims with \u{201c}{called}\u{201d} filled in"),
        BookPart::Code(..) => format!("claims with the code \u{201c}{called}\u{201d}"),
        BookPart::Link(_) => format!("claims linked with \u{201c}{called}\u{201d}"),
    }
}
