//! The chosen field: its words, and what it holds.

use egui::{ComboBox, Ui};

use super::kind::labelled;
use super::spots::{Manner, locked, put};
use super::target::{Source, Target};
use super::{Editor, Mode};
use crate::claims::{Field, FieldType, KindId};
use crate::project::codebook::{BookPart, Rework, Spot, codes_in_use, field_mut};
use crate::window::desk::Desk;

/// What a field can hold, as it is called on screen.
pub(super) fn type_name(holds: &FieldType) -> &'static str {
    match holds {
        FieldType::Actor => "an actor",
        FieldType::Choice(_) => "one code",
        FieldType::Choices(_) => "several codes",
        FieldType::Text => "text",
        FieldType::Passage => "a passage",
        FieldType::Number => "a number",
        FieldType::Date => "a date",
        FieldType::YesNo => "yes, no, can\u{2019}t say",
    }
}

impl Editor {
    pub(super) fn one_field(&mut self, ui: &mut Ui, desk: &mut Desk, kind: &KindId, field: &Field) {
        let wide = Manner { width: f32::INFINITY, rows: 1, hint: "" };
        ui.add_space(4.0);
        labelled(ui, "Field", |ui| {
            let spot = Spot::FieldName(kind.clone(), field.id.clone());
            self.spots.show(ui, desk, &spot, "Name of the field", &wide);
        });
        labelled(ui, "Help", |ui| {
            let spot = Spot::FieldHelp(kind.clone(), field.id.clone());
            self.spots.show(ui, desk, &spot, "Help while coding", &wide);
        });
        labelled(ui, "Holds", |ui| {
            ui.horizontal(|ui| {
                let mut taken = None;
                ui.add_enabled_ui(!locked(desk), |ui| {
                    let combo = ComboBox::from_id_salt(("holds", &field.id))
                        .selected_text(type_name(&field.holds))
                        .height(320.0);
                    let shown = combo.show_ui(ui, |ui| {
                        for to in TYPES {
                            let same = type_name(&to) == type_name(&field.holds);
                            if ui.selectable_label(same, type_name(&to)).clicked() && !same {
                                taken = Some(with_codes(to, desk, kind, field));
                            }
                        }
                    });
                    let name = format!("Holds: {}", type_name(&field.holds));
                    ui.ctx().accesskit_node_builder(shown.response.id, |node| node.set_label(name.as_str()));
                });
                if let Some(to) = taken {
                    let title = format!("Have {} hold {}", field.name, type_name(&to));
                    self.rework(
                        desk,
                        Rework::Retype { kind: kind.clone(), field: field.id.clone(), to },
                        title,
                    );
                }
                let mut required = field.required;
                if ui.add_enabled(!locked(desk), egui::Checkbox::new(&mut required, "Required")).changed() {
                    let mut book = (*desk.codebook_to_be()).clone();
                    if let Some(field) = field_mut(&mut book, kind, &field.id) {
                        field.required = required;
                    }
                    put(desk, format!("change whether {} is required", field.name), book);
                }
                if ui.add_enabled(!locked(desk), egui::Button::new("Merge field into\u{2026}")).clicked() {
                    self.spots.commit(desk);
                    self.mode = Mode::Target(Target::new(Source::Field(kind.clone(), field.id.clone())));
                }
                if ui.add_enabled(!locked(desk), egui::Button::new("Delete field")).clicked() {
                    let rework = Rework::DeleteField(kind.clone(), field.id.clone());
                    self.rework(desk, rework, format!("Delete the field {}", field.name));
                }
            });
        });
        labelled(ui, "", |ui| {
            self.uses(ui, desk, BookPart::Field(kind.clone(), field.id.clone()), &field.name);
        });
        if matches!(field.holds, FieldType::Choice(_) | FieldType::Choices(_)) {
            labelled(ui, "Codes", |ui| self.codes(ui, desk, kind, field));
            let code = self.code.as_ref().and_then(|id| field.codes().iter().find(|code| code.id == *id));
            if let Some(code) = code.cloned() {
                self.one_code(ui, desk, kind, &field.id, &code);
            }
        }
    }
}

/// What a field could hold.
const TYPES: [FieldType; 8] = [
    FieldType::Actor,
    FieldType::Choice(Vec::new()),
    FieldType::Choices(Vec::new()),
    FieldType::Text,
    FieldType::Passage,
    FieldType::Number,
    FieldType::Date,
    FieldType::YesNo,
];

/// A choice begins with the codes the field has, or else with the words that were coded so far, for
/// which all claims are looked through.
fn with_codes(to: FieldType, desk: &Desk, kind: &KindId, field: &Field) -> FieldType {
    let codes = || match &field.holds {
        FieldType::Choice(codes) | FieldType::Choices(codes) => codes.clone(),
        _ => codes_in_use(desk.project(), desk.session.coder(), kind, field),
    };
    match to {
        FieldType::Choice(_) => FieldType::Choice(codes()),
        FieldType::Choices(_) => FieldType::Choices(codes()),
        other => other,
    }
}
