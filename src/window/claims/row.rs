//! One row of the form: what it shows, and where its label and its widget stand.

use egui::{Id, Rect, Sense, Ui, UiBuilder, vec2};

use super::edits::Place;
use super::keys::Keys;
use super::shown::shown;
use super::slot::Slot;
use crate::assist::{Attribution, attribution};
use crate::claims::{Claim, ClaimId, Field, Value};
use crate::story::TextRange;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// The width of the column of labels.
const LABEL: f32 = 70.0;

/// A field that is being shown.
pub(super) struct Row<'r> {
    pub place: &'r Place,
    pub claim: &'r Claim,
    pub field: &'r Field,
    pub slot: Slot,
    pub id: Id,
    pub focused: bool,
    pub keys: Keys,
    pub locked: bool,
}

impl Row<'_> {
    /// The field's value as editable text.
    pub fn text(&self, desk: &Desk) -> String {
        value_text(self.claim.fields.get(&self.field.id), desk)
    }

    /// Fills the field in, or clears it.
    pub fn set(&self, desk: &mut Desk, value: Option<Value>) {
        self.place.set(desk, self.field, value);
    }

    /// What attributes the first of the claim's passages that is attributed, with that passage's block.
    pub fn attribution(&self, desk: &Desk) -> Option<(TextRange, Attribution)> {
        let (_, work) = desk.story()?;
        self.claim.passages.iter().filter(|passage| passage.stands_in(&work.text)).find_map(|passage| {
            let block = work.story.block_at(passage.range.start)?;
            let block = work.story.blocks.get(block)?.range;
            let found = attribution(&work.text, block, passage.range)?;
            // A passage may hold it, but no edge of one may run through it.
            let cut = |other: TextRange| other.overlaps(found.cue) && !other.covers(found.cue);
            (!self.claim.passages.iter().any(|other| cut(other.range))).then_some((block, found))
        })
    }
}

/// A value as editable text.
pub(super) fn value_text(value: Option<&Value>, desk: &Desk) -> String {
    match value {
        Some(Value::Actor(id)) => desk.project().actors.name(id).to_owned(),
        Some(Value::Text(text) | Value::Number(text)) => text.clone(),
        Some(Value::Date(day)) => day.to_string(),
        _ => String::new(),
    }
}

/// One row of the form: the label in its column, the widget in the other.
pub(super) fn row<R>(
    ui: &mut Ui,
    claim: &Claim,
    (slot, name, missing, help): (&Slot, &str, bool, &str),
    add: impl FnOnce(&mut Ui) -> R,
) -> R {
    let origin = ui.cursor().min;
    let width = ui.available_width();
    let label = Rect::from_min_size(origin, vec2(LABEL - 6.0, 24.0));
    let room = Rect::from_min_max(
        egui::pos2(origin.x + LABEL, origin.y),
        egui::pos2(origin.x + width, origin.y + 10_000.0),
    );
    let builder = UiBuilder::new().id_salt(("row", claim.id, slot)).max_rect(room);
    let mut child = ui.new_child(builder.layout(egui::Layout::top_down(egui::Align::Min)));
    let result = add(&mut child);
    let least = label_of(ui, label, claim.id, slot, name, missing, help);
    let height = (child.min_rect().bottom() - origin.y).max(24.0).max(least);
    ui.allocate_rect(Rect::from_min_size(origin, vec2(width, height)), Sense::hover());
    result
}

/// Paints a field's label, on two lines if it must; returns how tall the row has to be for it.
fn label_of(ui: &Ui, rect: Rect, claim: ClaimId, slot: &Slot, name: &str, missing: bool, help: &str) -> f32 {
    let (ink, font) = (ui.visuals().weak_text_color(), Face::Sans.at(12.0));
    let name = shown(name, 40);
    let mut galley = ui.painter().layout_no_wrap(name.clone(), font.clone(), ink);
    if galley.size().x > rect.width() - 8.0 {
        galley = ui.painter().layout(name, font, ink, rect.width());
    }
    let size = galley.size();
    let top = rect.top() + ((rect.height() - size.y) / 2.0).max(2.0);
    ui.painter().galley(egui::pos2(rect.left(), top), galley, ink);
    let end = egui::pos2(rect.left() + size.x + 6.0, top + size.y / 2.0);
    if missing {
        ui.painter().circle_filled(end, 2.0, ui.visuals().warn_fg_color);
    }
    let tip = if missing { format!("{help} Worth filling in.") } else { help.to_owned() };
    if !tip.is_empty() {
        ui.interact(rect, slot.id(claim).with("label"), Sense::hover()).on_hover_text(tip);
    }
    size.y + 4.0
}
