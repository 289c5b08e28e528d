//! Where in the form the keyboard is, and where it goes next.

use egui::Ui;

use super::codes;
use super::edits::Place;
use super::form::Form;
use super::keys::{Keys, Step};
use super::line;
use super::row::value_text;
use super::settle::settle;
use super::slot::Slot;
use crate::claims::{Claim, FieldType, Kind, Value};
use crate::window::desk::{Desk, Request};

/// What is to get the keyboard.
#[derive(Clone, Debug)]
pub(super) enum Want {
    FirstEmpty,
    Slot(Slot),
}

impl Form {
    /// Gives the keyboard to what asked for it in the last frame.
    pub(super) fn take_wanted(
        &mut self,
        ui: &Ui,
        desk: &Desk,
        claim: &Claim,
        kind: Option<&Kind>,
        locked: bool,
    ) {
        let Some(want) = self.want.take().filter(|_| !locked) else { return };
        let slot = match (want, kind) {
            (Want::Slot(slot), _) => slot,
            (Want::FirstEmpty, Some(kind)) => {
                let empty = kind.fields.iter().find(|field| !claim.fields.contains_key(&field.id));
                empty.or(kind.fields.first()).map_or(Slot::Note, |field| Slot::Field(field.id.clone()))
            }
            (Want::FirstEmpty, None) => Slot::Kind,
        };
        let id = slot.id(claim.id);
        ui.memory_mut(|memory| memory.request_focus(id));
        if let Slot::Field(field) = &slot
            && let Some(Value::Actor(_) | Value::Text(_) | Value::Number(_) | Value::Date(_)) =
                claim.fields.get(field)
        {
            let text = value_text(claim.fields.get(field), desk);
            line::select_all(ui, id, &text);
        }
        let field = match &slot {
            Slot::Field(field) => kind.and_then(|kind| kind.field(field)),
            _ => None,
        };
        if let Some(field) = field.filter(|field| self.is_typed(claim.id, &slot, field)) {
            line::select_all(ui, id, &codes::typed_text(claim, field));
        }
    }

    /// What has the keyboard, and which of the form's keys were pressed.
    pub(super) fn read_keys(
        &self,
        ui: &Ui,
        claim: &Claim,
        kind: Option<&Kind>,
        slots: &[Slot],
    ) -> (Option<Slot>, Keys) {
        let focused = ui.memory(egui::Memory::focused);
        let found = slots.iter().find(|slot| Some(slot.id(claim.id)) == focused);
        // egui takes the keyboard away at Escape from a field that has it only since the last frame.
        let escaped = focused.is_none() && ui.input(|input| input.key_pressed(egui::Key::Escape));
        let held = self.held.as_ref().filter(|(id, _)| escaped && *id == claim.id);
        let Some(slot) = found.cloned().or_else(|| held.map(|(_, slot)| slot.clone())) else {
            return (None, Keys::default());
        };
        let holds = match &slot {
            Slot::Field(id) => kind.and_then(|kind| kind.field(id)).map(|field| &field.holds),
            _ => None,
        };
        let coded = kind.and_then(|kind| match &slot {
            Slot::Field(id) => kind.field(id).filter(|field| self.is_typed(claim.id, &slot, field)),
            _ => None,
        });
        let text = coded.is_some()
            || matches!(
                holds,
                Some(FieldType::Actor | FieldType::Text | FieldType::Number | FieldType::Date)
            )
            || slot == Slot::Note;
        let keys = Keys::take(ui, slot != Slot::Note, text);
        // Past the ends of the form egui goes on by itself.
        let past = match slot {
            Slot::Note if keys.tab => Some(egui::FocusDirection::Next),
            Slot::Kind if keys.back => Some(egui::FocusDirection::Previous),
            _ => None,
        };
        if let Some(direction) = past {
            ui.memory_mut(|memory| memory.move_focus(direction));
            return (Some(slot), Keys::default());
        }
        (Some(slot), keys)
    }

    /// Passes the keyboard on.
    pub(super) fn go(
        &mut self,
        ui: &Ui,
        desk: &mut Desk,
        claim: &Claim,
        kind: Option<&Kind>,
        from: Option<Slot>,
        step: Step,
    ) {
        let Some(from) = from.filter(|_| step != Step::Stay) else { return };
        let slots = Slot::all(kind);
        let at = slots.iter().position(|slot| *slot == from);
        let next = at.and_then(|at| slots.get(at + 1));
        let to = match step {
            // A new kind has other fields: start over at what is still empty.
            Step::Next if from == Slot::Kind => Some(Want::FirstEmpty),
            Step::Next => next.filter(|slot| **slot != Slot::Note).cloned().map(Want::Slot),
            Step::Tab => next.cloned().map(Want::Slot),
            Step::Back => at.and_then(|at| slots.get(at.checked_sub(1)?)).cloned().map(Want::Slot),
            Step::Leave | Step::Stay => None,
        };
        match to {
            Some(want) => self.want = Some(want),
            None => {
                ui.memory_mut(|memory| memory.surrender_focus(from.id(claim.id)));
                desk.ask(Request::FocusArticle);
            }
        }
        self.popup.close(&from);
        ui.ctx().request_repaint();
    }

    /// Commits what was typed into fields that no longer have the keyboard.
    pub(super) fn leave(&mut self, ui: &Ui, desk: &mut Desk, place: &Place, claim: &Claim, slots: &[Slot]) {
        let focused = ui.memory(egui::Memory::focused);
        let slot = slots.iter().find(|slot| Some(slot.id(claim.id)) == focused).cloned();
        for draft in self.drafts.take(|draft| draft.place == *place && Some(&draft.slot) != slot.as_ref()) {
            if let Some(unready) = settle(desk, draft, false) {
                self.drafts.put_back(unready);
            }
        }
        let gained = slot.clone().map(|slot| (claim.id, slot));
        self.typing.take_if(|typing| Some(&*typing) != gained.as_ref() && self.want.is_none());
        if gained != self.held
            && let Some(rect) =
                slot.and_then(|slot| ui.ctx().read_response(slot.id(claim.id))).map(|r| r.rect)
        {
            ui.scroll_to_rect(rect.expand(24.0), None);
        }
        self.held = gained;
    }
}
