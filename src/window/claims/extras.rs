//! What stands below the fields: note, parked values, dates, and the way out.

use super::edits::Place;
use super::form::Form;
use super::keys::{Keys, Step};
use super::line::{EDITABLE, Line, fixed, small_button, small_width};
use super::shown::shown;
use super::slot::Slot;
use super::summary::value_name;
use super::words::too_long_notice;
use crate::claims::{Claim, Value};
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

impl Form {
    /// Shows the note.
    pub(super) fn note(
        &mut self,
        ui: &mut egui::Ui,
        desk: &mut Desk,
        place: &Place,
        claim: &Claim,
        keys: Keys,
        locked: bool,
    ) -> Step {
        if claim.note.len() > EDITABLE {
            fixed(ui, desk.theme, Slot::Note.id(claim.id), "Note", &shown(&claim.note, 80));
            ui.small(too_long_notice(&claim.note));
            return keys.into();
        }
        let draft = self.drafts.text(place, &Slot::Note, &claim.note).map(str::to_owned);
        let mut text = draft.unwrap_or_else(|| claim.note.clone());
        let line = Line {
            id: Slot::Note.id(claim.id),
            name: "Note",
            hint: "add a note\u{2026}",
            enabled: !locked,
            multiline: true,
        };
        if line.show(ui, desk.theme, &mut text).changed {
            self.drafts.keep(place, &Slot::Note, &claim.note, text.clone());
        }
        // Unlike in a short field, Escape drops nothing here: a note is someone's own words, and
        // leaving it commits them.
        keys.into()
    }
}

/// Shows the ways to all claims of those whom this one names.
pub(super) fn actors(ui: &mut egui::Ui, desk: &mut Desk, claim: &Claim) {
    let mut named = Vec::new();
    let ids = claim.fields.values().filter_map(|value| match value {
        Value::Actor(id) => Some(id),
        _ => None,
    });
    for actor in ids.filter_map(|id| desk.project().actors.get(id)) {
        if !named.contains(&actor) {
            named.push(actor);
        }
    }
    if named.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        heading(ui, desk, "All claims of");
        for actor in named {
            let name = shown(&actor.name, 40);
            let button = ui.add(small_button(&name));
            let spoken = format!("All claims of {name}");
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(spoken.as_str()));
            if button.on_hover_text("Names, roles and every claim").clicked() {
                desk.ask(Request::ShowActor(actor.id.clone()));
            }
        }
    });
}

/// Shows values of an earlier kind that the present one has no field for.
pub(super) fn parked(ui: &mut egui::Ui, desk: &mut Desk, place: &Place, claim: &Claim, locked: bool) {
    if claim.parked.is_empty() {
        return;
    }
    heading(ui, desk, "Parked").on_hover_text(
        "Values that no field of this kind can hold. They are kept, and come back when the claim \
         is tagged as a kind that has their field.",
    );
    let codebook = desk.codebook();
    for (id, value) in &claim.parked {
        let fields = codebook.kinds.iter().filter_map(|kind| kind.field(id));
        let field = fields.into_iter().find(|field| field.takes(value));
        let name = field.map_or_else(|| shown(id.as_str(), 30), |field| field.name.clone());
        let words = format!("{name}: {}", value_name(field, value, desk.project()));
        let what = format!("Discard parked {name}");
        if entry(ui, desk, &words, None, ("Discard", &what, !locked)) == Some(Press::Button) {
            place.change(desk, format!("discard {}", name.to_lowercase()), |claim| {
                claim.parked.remove(id);
            });
        }
    }
}

/// Shows when the claim was made, and the buttons that link and delete it.
pub(super) fn footer(ui: &mut egui::Ui, desk: &mut Desk, claim: &Claim, locked: bool) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let made = claim.made.to_zoned(jiff::tz::TimeZone::system());
        let made = format!("made {}", made.strftime("%-d %b %Y, %H:%M"));
        ui.label(egui::RichText::new(made).font(Face::Sans.at(11.5)).color(desk.theme.faint));
        // On the right, but in the order in which Tab goes through them: what deletes comes last.
        let (link, delete) = (small_button("Link to\u{2026}"), small_button("Delete"));
        let width =
            small_width(ui, "Link to\u{2026}") + small_width(ui, "Delete") + ui.spacing().item_spacing.x;
        ui.add_space((ui.available_width() - width).max(0.0));
        let can_link = !locked && !desk.codebook().links.is_empty();
        for (command, button, able) in
            [(Command::LinkTo, link, can_link), (Command::DeleteClaim, delete, !locked)]
        {
            let key = desk.keys.key_text(command);
            let hint = command.hint(desk.codebook());
            let button = ui.add_enabled(able, button);
            if command == Command::DeleteClaim {
                ui.ctx().accesskit_node_builder(button.id, |node| node.set_label("Delete claim"));
            }
            if button.on_hover_text(format!("{hint} ({key}, from the article)")).clicked() {
                desk.ask(Request::Run(command));
            }
        }
    });
}

pub(super) fn heading(ui: &mut egui::Ui, desk: &Desk, words: &str) -> egui::Response {
    ui.add_space(2.0);
    ui.label(egui::RichText::new(words).font(Face::Sans.at(11.5)).color(desk.theme.faint))
}

/// What of an entry was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    Entry,
    Button,
}

/// A line of words, which leads somewhere if it has a spoken name, with a small button behind it.
pub(super) fn entry(
    ui: &mut egui::Ui,
    desk: &Desk,
    words: &str,
    leads: Option<(&str, bool)>,
    button: (&str, &str, bool),
) -> Option<Press> {
    let alarming = leads.is_some_and(|(_, alarm)| alarm);
    let ink = if alarming { desk.theme.alarm } else { desk.theme.ink };
    entry_in(ui, words, leads.map(|(name, _)| name), ink, button)
}

/// The same in this ink.
pub(super) fn entry_in(
    ui: &mut egui::Ui,
    words: &str,
    leads: Option<&str>,
    ink: egui::Color32,
    (label, spoken, enabled): (&str, &str, bool),
) -> Option<Press> {
    let mut press = None;
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let button = ui.add_enabled(enabled, small_button(label));
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(spoken));
            if button.clicked() {
                press = Some(Press::Button);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let text = egui::RichText::new(words).font(Face::Sans.at(12.0)).color(ink);
                let sense = if leads.is_some() { egui::Sense::click() } else { egui::Sense::hover() };
                let response = ui.add(egui::Label::new(text).truncate().selectable(false).sense(sense));
                if let Some(name) = leads {
                    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
                    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                        press = Some(Press::Entry);
                    }
                }
            });
        });
    });
    press
}
