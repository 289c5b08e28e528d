//! What of a claim was changed in two places in two ways, with the choice between the two.

use egui::{CornerRadius, Frame, Margin, RichText, Stroke, Ui};

use super::edits::Place;
use super::line::small_button;
use super::shown::shown;
use super::summary::value_name;
use crate::claims::{Claim, Clash, Field, FieldId, Settle, Value};
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::theme::mix;

/// Says why there are clashes, to whoever wonders.
pub(super) const WHY: &str = "Two copies of your work were brought together, and both had changed this \
    claim. One value is shown, the other is kept here until you choose. Undo brings either back.";

/// A clash in words.
struct Words {
    /// What it is about.
    name: String,
    /// The value the claim shows.
    shown: String,
    /// The other.
    other: String,
    /// What the buttons say.
    keep: &'static str,
    take: &'static str,
}

/// Shows the clashes that wait to be settled, in a box of their own.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk, place: &Place, claim: &Claim, locked: bool) {
    if claim.open_clashes().next().is_none() {
        return;
    }
    let theme = desk.theme;
    Frame::new()
        .fill(mix(theme.paper, theme.alarm, 0.035))
        .stroke(Stroke::new(1.0, mix(theme.paper, theme.alarm, 0.4)))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            let title =
                RichText::new("Changed in two places").font(Face::SansMedium.at(12.5)).color(theme.ink);
            ui.add(egui::Label::new(title).selectable(false)).on_hover_text(WHY);
            for clash in claim.open_clashes() {
                ui.add_space(4.0);
                one(ui, desk, place, claim, clash, locked);
            }
        });
    ui.add_space(4.0);
}

fn one(ui: &mut Ui, desk: &mut Desk, place: &Place, claim: &Claim, clash: &Clash, locked: bool) {
    let words = words(clash, claim, desk);
    if *clash == Clash::Deleted {
        line(ui, desk, &words.other, "");
    } else {
        line(ui, desk, &format!("{}, as shown:", words.name), &words.shown);
        line(ui, desk, "The other:", &words.other);
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (label, how) in [(words.keep, Settle::KeepShown), (words.take, Settle::TakeOther)] {
            let button = ui.add_enabled(!locked, small_button(label));
            let spoken = format!("{label}: {}", words.name);
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(spoken.as_str()));
            if button.clicked() {
                settle(desk, place, clash, how, &words.name);
            }
        }
    });
}

fn settle(desk: &mut Desk, place: &Place, clash: &Clash, how: Settle, name: &str) {
    if (clash, how) == (&Clash::Deleted, Settle::TakeOther) {
        // As by its own key, so that the next claim is chosen.
        desk.ask(Request::Run(Command::DeleteClaim));
        return;
    }
    let label = match (clash, how) {
        (Clash::Deleted, _) => "keep the claim".to_owned(),
        (_, Settle::KeepShown) => format!("keep the {} shown", name.to_lowercase()),
        (_, Settle::TakeOther) => format!("take the other {}", name.to_lowercase()),
    };
    let codebook = desk.codebook();
    place.change(desk, label, |claim| {
        if let Some(settled) = claim.settled(clash, how, codebook) {
            *claim = settled;
        }
    });
}

fn words(clash: &Clash, claim: &Claim, desk: &Desk) -> Words {
    let note = |note: &str| if note.is_empty() { "no note".to_owned() } else { shown(note, 160) };
    let words = |name: String, shown: String, other: String| Words {
        name,
        shown,
        other,
        keep: "Keep this",
        take: "Take the other",
    };
    match clash {
        Clash::Kind(other) => {
            let name = |kind: Option<&_>| shown(desk.codebook().kind_name(kind), 48);
            words("Kind".to_owned(), name(claim.kind.as_ref()), name(other.as_ref()))
        }
        Clash::Field(id, other) => {
            let now = claim.fields.get(id);
            let field = field_of(id, now.or(other.as_ref()), claim, desk);
            let value = |value: Option<&Value>| worded(field, value, desk);
            words(name_of(id, field), value(now), value(other.as_ref()))
        }
        Clash::Parked(id, other) => {
            let now = claim.parked.get(id);
            let field = field_of(id, now.or(other.as_ref()), claim, desk);
            let value = |value: Option<&Value>| worded(field, value, desk);
            words(format!("Parked {}", name_of(id, field)), value(now), value(other.as_ref()))
        }
        Clash::Note(other) => words("Note".to_owned(), note(&claim.note), note(other)),
        Clash::Deleted => Words {
            name: "Claim".to_owned(),
            shown: String::new(),
            other: "The other copy deleted this claim.".to_owned(),
            keep: "Keep the claim",
            take: "Delete it",
        },
    }
}

/// The field a value belongs to: of the claim's kind, or else of any that has such a field.
fn field_of<'a>(id: &FieldId, value: Option<&Value>, claim: &Claim, desk: &Desk<'a>) -> Option<&'a Field> {
    let codebook = desk.codebook();
    let own = claim.kind.as_ref().and_then(|kind| codebook.kind(kind)).and_then(|kind| kind.field(id));
    let mut others = codebook.kinds.iter().filter_map(|kind| kind.field(id));
    own.or_else(|| others.find(|field| value.is_none_or(|value| field.takes(value))))
}

fn name_of(id: &FieldId, field: Option<&Field>) -> String {
    field.map_or_else(|| shown(id.as_str(), 30), |field| shown(&field.name, 30))
}

fn worded(field: Option<&Field>, value: Option<&Value>, desk: &Desk) -> String {
    value.map_or_else(|| "not coded".to_owned(), |value| value_name(field, value, desk.project()))
}

/// What a value is, and the value, on as many lines as they need.
fn line(ui: &mut Ui, desk: &Desk, what: &str, value: &str) {
    let format = |face: Face, color| egui::TextFormat { font_id: face.at(12.0), color, ..Default::default() };
    let mut job = egui::text::LayoutJob::default();
    let (face, ink) =
        if value.is_empty() { (Face::Sans, desk.theme.ink) } else { (Face::Sans, desk.theme.faint) };
    job.append(what, 0.0, format(face, ink));
    if !value.is_empty() {
        job.append(value, 5.0, format(Face::SansMedium, desk.theme.ink));
    }
    job.wrap.max_width = ui.available_width();
    ui.add(egui::Label::new(job).selectable(false));
}
