//! The form of the chosen claim, built from the code book.

use egui::Ui;

use super::actor::Offered;
use super::draft::Drafts;
use super::edits::Place;
use super::focus::Want;
use super::kept::Kept;
use super::keys::{self, Keys, Step};
use super::popup::{Offer, Popup};
use super::row::{Row, row};
use super::settle::settle;
use super::shown::shown;
use super::slot::Slot;
use super::suggest::Used;
use super::summary::value_name;
use super::words;
use super::{clashes, codes, evidence, extras, line, ties, unknown};
use crate::claims::{Claim, ClaimId, Field, FieldType, Value};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// The state of the form that is not part of the project.
#[derive(Debug, Default)]
pub struct Form {
    pub(super) drafts: Drafts,
    pub(super) popup: Popup,
    /// The button the arrows are at.
    pub(super) cursor: Option<(Slot, usize)>,
    pub(super) used: Used,
    pub(super) offered: Offered,
    pub(super) coded: Kept<codes::Asked, Vec<Offer<codes::Choice>>>,
    pub(super) want: Option<Want>,
    /// The short choice in which a new code is typed instead.
    pub(super) typing: Option<(ClaimId, Slot)>,
    /// Whether the form was shown since [`Form::begin`].
    shown: bool,
    /// What had the keyboard at the end of the last frame.
    pub(super) held: Option<(ClaimId, Slot)>,
}

impl Form {
    /// Moves the keyboard to the first empty field when the form is next shown.
    pub fn focus_first_empty(&mut self) {
        self.want = Some(Want::FirstEmpty);
    }

    /// Moves the keyboard to a place when the form is next shown.
    pub(super) fn want_slot(&mut self, slot: Slot) {
        self.want = Some(Want::Slot(slot));
    }

    /// Whether a place of the form has the keyboard.
    #[must_use]
    pub fn has_keyboard(&self) -> bool {
        self.held.is_some()
    }

    /// Whether something is typed that is not yet a value.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        !self.drafts.is_empty()
    }

    /// Begins a frame in which the form may be shown.
    pub(super) fn begin(&mut self) {
        self.shown = false;
    }

    /// Ends it. A form that was not shown, because it is closed or scrolled away, has no keyboard.
    pub(super) fn end(&mut self) {
        if !self.shown {
            self.held = None;
            self.cursor = None;
            self.popup = Popup::default();
        }
    }

    /// Commits what is typed and not committed, except in the claim that stays open.
    pub(super) fn commit_all_but(&mut self, desk: &mut Desk, open: Option<&Place>) {
        for draft in self.drafts.take(|draft| Some(&draft.place) != open) {
            let kept = settle(desk, draft, true);
            debug_assert!(kept.is_none());
        }
    }

    /// Commits what is typed and is a value already; the rest goes on waiting in its field.
    pub(super) fn commit_whole(&mut self, desk: &mut Desk) {
        for draft in self.drafts.take(|_| true) {
            if let Some(kept) = settle(desk, draft, false) {
                self.drafts.put_back(kept);
            }
        }
    }

    /// Shows the form of `claim`.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk, place: &Place, claim: &Claim) {
        self.shown = true;
        let locked = place.locked(desk);
        if let Some(reason) = &locked {
            ui.label(egui::RichText::new(reason).font(Face::Sans.at(12.0)).color(desk.theme.alarm));
        }
        let locked = locked.is_some();
        let codebook = desk.codebook();
        let kind = claim.kind.as_ref().and_then(|kind| codebook.kind(kind));
        let slots = Slot::all(kind);
        self.take_wanted(ui, desk, claim, kind, locked);
        let (focus, keys) = self.read_keys(ui, claim, kind, &slots);
        let keys_of = |slot: &Slot| if focus.as_ref() == Some(slot) { keys } else { Keys::default() };
        ui.spacing_mut().item_spacing.y = 5.0;
        clashes::show(ui, desk, place, claim, locked);

        let mut step = Step::Stay;
        let kind_keys = keys_of(&Slot::Kind);
        let picked = row(ui, claim, (&Slot::Kind, "Kind", false, ""), |ui| {
            self.kind_switch(ui, desk, place, claim, (focus == Some(Slot::Kind), kind_keys, locked))
        });
        step = later(step, picked);
        for field in kind.map_or(&[][..], |kind| &kind.fields) {
            let slot = Slot::Field(field.id.clone());
            let shown_row = Row {
                place,
                claim,
                field,
                id: slot.id(claim.id),
                focused: focus.as_ref() == Some(&slot),
                keys: keys_of(&slot),
                locked,
                slot,
            };
            let missing = field.required && !claim.fields.contains_key(&field.id);
            let head = (&shown_row.slot, field.name.as_str(), missing, field.help.as_str());
            let went = row(ui, claim, head, |ui| self.field(ui, desk, &shown_row));
            step = later(step, went);
        }
        let note_keys = keys_of(&Slot::Note);
        let went = row(ui, claim, (&Slot::Note, "Note", false, ""), |ui| {
            self.note(ui, desk, place, claim, note_keys, locked)
        });
        step = later(step, went);
        extras::actors(ui, desk, claim);
        unknown::stray(ui, desk, place, claim, locked);
        extras::parked(ui, desk, place, claim, locked);
        evidence::show(ui, desk, place, claim, locked);
        ties::links(ui, desk, place, claim, locked);
        extras::footer(ui, desk, claim, locked);
        self.go(ui, desk, claim, kind, focus, step);
        self.leave(ui, desk, place, claim, &slots);
    }

    fn field(&mut self, ui: &mut Ui, desk: &mut Desk, row: &Row) -> Step {
        if let Some(stray) = row.claim.fields.get(&row.field.id).filter(|value| !row.field.takes(value)) {
            let words = format!("{} (does not fit this field)", value_name(None, stray, desk.project()));
            line::fixed(ui, desk.theme, row.id, &row.field.name, &words);
            let clear = ui.add_enabled(!row.locked, line::small_button("Clear"));
            let name = format!("Clear {}", row.field.name);
            ui.ctx().accesskit_node_builder(clear.id, |node| node.set_label(name.as_str()));
            if clear.clicked() || (row.focused && !row.locked && keys::erased(ui)) {
                row.set(desk, None);
            }
            return row.keys.into();
        }
        let step = self.widget(ui, desk, row);
        if row.focused {
            help(ui, desk, row);
        }
        step
    }

    /// Whether the codes of a field are found by typing.
    pub(super) fn is_typed(&self, claim: ClaimId, slot: &Slot, field: &Field) -> bool {
        codes::are_many(field) || self.typing.as_ref().is_some_and(|(id, at)| *id == claim && at == slot)
    }

    fn widget(&mut self, ui: &mut Ui, desk: &mut Desk, row: &Row) -> Step {
        let choice = !row.field.codes().is_empty()
            || matches!(row.field.holds, FieldType::Choice(_) | FieldType::Choices(_));
        if choice && row.focused && !row.locked && keys::typed_plus(ui) {
            self.typing = Some((row.claim.id, row.slot.clone()));
            line::select_all(ui, row.id, &codes::typed_text(row.claim, row.field));
        }
        if choice && self.is_typed(row.claim.id, &row.slot, row.field) {
            return self.typed_codes(ui, desk, row, matches!(row.field.holds, FieldType::Choices(_)));
        }
        match &row.field.holds {
            FieldType::Actor => self.actor(ui, desk, row),
            FieldType::Choice(codes) => self.choice(ui, desk, row, codes),
            FieldType::Choices(codes) => self.choices(ui, desk, row, codes),
            FieldType::Text => self.words(ui, desk, row),
            FieldType::Passage => self.passage(ui, desk, row),
            FieldType::Number => self.exact(ui, desk, row, &words::NUMBER),
            FieldType::Date => self.exact(ui, desk, row, &words::DATE),
            FieldType::YesNo => self.yes_no(ui, desk, row),
        }
    }
}

/// Says quietly what the field with the keyboard is for, and what its code means.
fn help(ui: &mut Ui, desk: &Desk, row: &Row) {
    let coded = match row.claim.fields.get(&row.field.id) {
        Some(Value::Choice(id)) => row.field.codes().iter().find(|code| code.id == *id),
        _ => None,
    };
    let code = coded.filter(|code| !code.help.is_empty());
    let code = code.map(|code| format!("{}: {}", code.name, code.help));
    let choice = matches!(row.field.holds, FieldType::Choice(_) | FieldType::Choices(_));
    let add = (choice && !codes::are_many(row.field)).then_some("+ adds a code.");
    let parts = [Some(row.field.help.as_str()), code.as_deref(), add];
    let words: Vec<String> =
        parts.into_iter().flatten().filter(|part| !part.is_empty()).map(|part| shown(part, 240)).collect();
    if !words.is_empty() {
        let text = egui::RichText::new(words.join(" ")).font(Face::Sans.at(11.5)).color(desk.theme.faint);
        ui.add(egui::Label::new(text).selectable(false).wrap());
    }
}

fn later(one: Step, other: Step) -> Step {
    if other == Step::Stay { one } else { other }
}
