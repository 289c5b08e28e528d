//! Which of several claims a click meant.

use egui::{Area, Button, Frame, Id, Order, Pos2, RichText, Ui, vec2};

use super::Article;
use crate::claims::ClaimId;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// A list of claims under one place.
#[derive(Clone, Debug)]
pub(super) struct Chooser {
    place: Pos2,
    claims: Vec<ClaimId>,
}

impl Chooser {
    pub(super) fn new(place: Pos2, claims: Vec<ClaimId>) -> Self {
        Self { place, claims }
    }
}

/// More than these are reached by clicking on.
const LISTED: usize = 9;

impl Article {
    /// Shows the list; the mouse picks, and another click in the text goes through it too.
    pub(super) fn chooser(&mut self, ui: &Ui, desk: &mut Desk<'_>) {
        let Some(chooser) = self.chooser.clone() else { return };
        let area = Area::new(Id::unique("claims here"))
            .order(Order::Foreground)
            .fixed_pos(chooser.place + vec2(6.0, 18.0));
        let shown = area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_max_width(300.0);
                ui.label(RichText::new(format!("{} claims here", chooser.claims.len())).small().weak());
                for id in chooser.claims.iter().take(LISTED) {
                    let Some(claim) = desk.digest.and_then(|digest| digest.claim(*id)) else { continue };
                    let ink = desk.theme.claim_ink(claim, desk.codebook());
                    let kind = desk.codebook().kind_name(claim.kind.as_ref());
                    let number = desk.digest.and_then(|digest| digest.tag(*id)).unwrap_or_default();
                    let quote: String = claim.quote().chars().take(48).collect();
                    let text =
                        RichText::new(format!("{kind} {number} \u{b7} {quote}")).font(Face::Sans.at(12.5));
                    let chosen = desk.view.chosen == Some(*id);
                    let button =
                        ui.add(Button::new(text).selected(chosen).truncate().stroke((1.0, ink.strong)));
                    if button.hovered() {
                        desk.ask(Request::Hover(*id));
                    }
                    if button.clicked() {
                        desk.ask(Request::Choose(Some(*id)));
                        self.chooser = None;
                    }
                }
            });
        });
        let away = ui.input(|input| input.pointer.any_pressed() || input.smooth_scroll_delta().y != 0.0);
        let inside = ui.ctx().pointer_latest_pos().is_some_and(|at| shown.response.rect.contains(at));
        if (away && !inside) || ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.chooser = None;
        }
    }
}
