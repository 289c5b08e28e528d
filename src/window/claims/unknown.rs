//! What a claim uses and the code book lacks: each with the way into the code book.

use std::sync::Arc;

use super::edits::Place;
use super::extras::{Press, entry_in, heading};
use super::line::small_button;
use super::shown::shown;
use super::summary::value_name;
use crate::claims::{Claim, Field, Value};
use crate::project::Edit;
use crate::project::codebook::{Lacking, with_lacking};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// What the buttons say.
const ADD: &str = "Add to the code book";
const TIP: &str = "Claims keep what the code book does not know; once added, it is offered for others too.";

/// Says that something is not in the code book, and offers to add it.
pub(super) fn offer(ui: &mut egui::Ui, desk: &mut Desk, lacking: Lacking, locked: bool) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        let name = shown(lacking.id(), 40);
        let words = format!("\u{201c}{name}\u{201d} is not in the code book.");
        let text = egui::RichText::new(words).font(Face::Sans.at(11.5)).color(desk.theme.alarm);
        ui.add(egui::Label::new(text).selectable(false));
        button(ui, desk, ADD, lacking, locked);
    });
}

/// The button that adds it.
pub(super) fn button(ui: &mut egui::Ui, desk: &mut Desk, label: &str, lacking: Lacking, locked: bool) {
    let button = ui.add_enabled(!locked, small_button(label));
    let spoken = format!("Add {} to the code book", shown(lacking.id(), 40));
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(spoken.as_str()));
    if button.on_hover_text(TIP).clicked() {
        add(desk, lacking);
    }
}

/// Adds it to the code book, as one step.
fn add(desk: &mut Desk, lacking: Lacking) {
    let label = format!("add {} to the code book", lacking.id());
    let book = with_lacking(desk.project(), &[lacking]);
    desk.ask(Request::Perform(label, Edit::CodeBook(Arc::new(book))));
}

/// Offers the codes of a field that it does not list.
pub(super) fn codes(ui: &mut egui::Ui, desk: &mut Desk, claim: &Claim, field: &Field, locked: bool) {
    let Some(kind) = &claim.kind else { return };
    let coded = match claim.fields.get(&field.id) {
        Some(Value::Choice(code)) => std::slice::from_ref(code),
        Some(Value::Choices(codes)) => codes,
        _ => return,
    };
    for code in coded.iter().filter(|id| field.codes().iter().all(|code| code.id != **id)) {
        let lacking = Lacking::Code(kind.clone(), field.id.clone(), code.clone());
        offer(ui, desk, lacking, locked);
    }
}

/// Shows values that the code book has no field for, as when a colleague's is newer. Those of an unknown
/// kind come into the code book with it.
pub(super) fn stray(ui: &mut egui::Ui, desk: &mut Desk, place: &Place, claim: &Claim, locked: bool) {
    let kind = claim.kind.as_ref().and_then(|kind| desk.codebook().kind(kind));
    let mut strays =
        claim.fields.iter().filter(|(id, _)| kind.is_none_or(|kind| kind.field(id).is_none())).peekable();
    if strays.peek().is_none() {
        return;
    }
    heading(ui, desk, "Not in the code book")
        .on_hover_text("Values of fields that the code book does not know. They are kept as they are.");
    for (id, value) in strays {
        let name = shown(id.as_str(), 30);
        let words = format!("{name}: {}", value_name(None, value, desk.project()));
        let what = format!("Discard {name}");
        let press = entry_in(ui, &words, None, desk.theme.ink, ("Discard", &what, !locked));
        if press == Some(Press::Button) {
            place.change(desk, format!("discard {}", name.to_lowercase()), |claim| {
                claim.fields.remove(id);
            });
        }
        if let Some(kind) = kind {
            button(ui, desk, ADD, Lacking::Field(kind.id.clone(), id.clone()), locked);
        }
    }
}
