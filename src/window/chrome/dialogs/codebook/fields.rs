//! The fields of a kind, and the codes of a choice.

use egui::{ComboBox, TextEdit, Ui, vec2};

use super::kind::labelled;
use super::list::{Act, Entry, List, reorder};
use super::rework::{Source, Target};
use super::spots::{Manner, locked, put};
use super::{Editor, Mode};
use crate::claims::{CodeId, Field, FieldId, FieldType, KindId, Outline, Placed, move_code, shift_code};
use crate::project::codebook::{
    Rework, Spot, add_code, add_field, codes_in_use, codes_mut, field_mut, kind_mut,
};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{counted, plain};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// What a field can hold, as it is called on screen.
fn type_name(holds: &FieldType) -> &'static str {
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
    pub(super) fn fields(&mut self, ui: &mut Ui, desk: &mut Desk, id: &KindId) {
        let Some(kind) = desk.codebook().kind(id) else { return };
        word(ui, "Fields", Face::SansMedium.at(13.0), desk.theme.ink);
        let chosen =
            self.field.as_ref().and_then(|field| kind.fields.iter().position(|other| other.id == *field));
        let list = List {
            id: "fields",
            name: "Fields",
            count: kind.fields.len(),
            chosen,
            rows: 6,
            tree: false,
            enabled: !locked(desk),
        };
        let act = list.show(ui, desk.theme, |at| {
            let field = &kind.fields[at];
            let must = if field.required { ", required" } else { "" };
            Entry {
                name: plain(&field.name).into_owned(),
                detail: format!("{}{must}", type_name(&field.holds)),
                depth: 0,
                faint: false,
                badge: None,
            }
        });
        match act {
            Some(Act::Pick(at)) => {
                self.field = kind.fields.get(at).map(|field| field.id.clone());
                self.code = None;
                self.find.clear();
                self.bring = true;
            }
            Some(act) => {
                let mut book = (*desk.codebook_to_be()).clone();
                let moved = kind_mut(&mut book, id).and_then(|kind| reorder(&mut kind.fields, chosen, act));
                if moved.is_some() {
                    put(desk, "move a field in the code book", book);
                }
            }
            None => {}
        }
        if let Some(name) = self.spots.add(ui, desk, "Add a field") {
            let mut book = (*desk.codebook_to_be()).clone();
            self.field = add_field(&mut book, id, &name);
            self.code = None;
            put(desk, format!("add the field {}", name.trim()), book);
        }
        let field = self.field.clone().and_then(|field| desk.codebook().kind(id)?.field(&field));
        if let Some(field) = field {
            self.one_field(ui, desk, id, field);
            // What was added just now is there in the next frame.
            let there = self.code.as_ref().is_none_or(|id| field.codes().iter().any(|code| code.id == *id));
            if there && std::mem::take(&mut self.bring) {
                ui.scroll_to_cursor(Some(egui::Align::BOTTOM));
            }
        }
    }

    fn one_field(&mut self, ui: &mut Ui, desk: &mut Desk, kind: &KindId, field: &Field) {
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
                    let combo =
                        ComboBox::from_id_salt(("holds", &field.id)).selected_text(type_name(&field.holds));
                    let shown = combo.show_ui(ui, |ui| {
                        for to in types(desk, kind, field) {
                            let same = type_name(&to) == type_name(&field.holds);
                            if ui.selectable_label(same, type_name(&to)).clicked() && !same {
                                taken = Some(to);
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
        if matches!(field.holds, FieldType::Choice(_) | FieldType::Choices(_)) {
            labelled(ui, "Codes", |ui| self.codes(ui, desk, kind, field));
        }
    }

    fn codes(&mut self, ui: &mut Ui, desk: &mut Desk, kind: &KindId, field: &Field) {
        let codes = field.codes();
        let outline = Outline::of(codes);
        if codes.len() > 8 {
            let find = TextEdit::singleline(&mut self.find)
                .id(egui::Id::unique("find a code"))
                .hint_text(format!("Find one of {}", counted(codes.len(), "code", "codes")))
                .desired_width(f32::INFINITY)
                .margin(vec2(7.0, 4.0));
            ui.add(find).accessible_name("Find a code");
        }
        let wanted = self.find.trim().to_lowercase();
        let fits = |row: &&Placed| wanted.is_empty() || codes[row.at].name.to_lowercase().contains(&wanted);
        let rows: Vec<Placed> = outline.rows().iter().filter(fits).copied().collect();
        let place = |id: &CodeId| codes.iter().position(|code| code.id == *id);
        let at = self.code.as_ref().and_then(place);
        let list = List {
            id: "codes",
            name: "Codes",
            count: rows.len(),
            chosen: at.and_then(|at| rows.iter().position(|row| row.at == at)),
            rows: 9,
            tree: true,
            enabled: !locked(desk),
        };
        let act = list.show(ui, desk.theme, |row| {
            let code = &codes[rows[row].at];
            Entry {
                name: plain(&code.name).into_owned(),
                detail: if code.retired { "out of use".to_owned() } else { String::new() },
                depth: if wanted.is_empty() { rows[row].depth } else { 0 },
                faint: code.retired,
                badge: None,
            }
        });
        match act {
            Some(Act::Pick(row)) => {
                self.code = rows.get(row).map(|row| codes[row.at].id.clone());
                self.bring = true;
            }
            Some(act) => {
                let id_of = |row: usize| rows.get(row).map(|row| codes[row.at].id.clone());
                let mut book = (*desk.codebook_to_be()).clone();
                let list = field_mut(&mut book, kind, &field.id).and_then(codes_mut);
                let moved = list.is_some_and(|list| match (act, &self.code) {
                    (Act::Shift(shift), Some(id)) => shift_code(list, id, shift),
                    (Act::Drop { from, to, under }, _) => match (id_of(from), id_of(to)) {
                        (Some(from), Some(to)) if under => move_code(list, &from, Some(&to), None),
                        (Some(from), Some(to)) => {
                            let above = outline.parent(rows[act_row(act)].at).map(|at| codes[at].id.clone());
                            move_code(list, &from, above.as_ref(), Some(&to))
                        }
                        _ => false,
                    },
                    _ => false,
                });
                if moved {
                    put(desk, format!("move a code of {}", field.name), book);
                }
            }
            None => {}
        }
        if let Some(name) = self.spots.add(ui, desk, "Add a code") {
            let mut book = (*desk.codebook_to_be()).clone();
            // Beside the chosen one.
            let under = at.and_then(|at| outline.parent(at)).map(|at| codes[at].id.clone());
            self.code = add_code(&mut book, kind, &field.id, &name, under);
            self.find.clear();
            self.bring = true;
            put(desk, format!("add the code {}", name.trim()), book);
        }
        let code = self.code.clone().and_then(|id| codes.iter().find(|code| code.id == id));
        if let Some(code) = code {
            self.one_code(ui, desk, kind, &field.id, code);
        }
        ui.add_space(2.0);
        let hint = "Alt with the arrows moves: up, down, under the one before, and out again.";
        super::super::shell::small(ui, hint, desk.theme.faint);
    }

    fn one_code(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk,
        kind: &KindId,
        field: &FieldId,
        code: &crate::claims::Code,
    ) {
        let spot =
            |make: fn(KindId, FieldId, CodeId) -> Spot| make(kind.clone(), field.clone(), code.id.clone());
        let wide = |hint| Manner { width: f32::INFINITY, rows: 1, hint };
        self.spots.show(ui, desk, &spot(Spot::CodeName), "Name of the code", &wide(""));
        self.spots.show(ui, desk, &spot(Spot::CodeHelp), "Help of the code", &wide("When to use it"));
        ui.horizontal(|ui| {
            let mut retired = code.retired;
            if ui.add_enabled(!locked(desk), egui::Checkbox::new(&mut retired, "Code out of use")).changed() {
                let mut book = (*desk.codebook_to_be()).clone();
                let codes = field_mut(&mut book, kind, field).and_then(codes_mut);
                if let Some(code) = codes.and_then(|codes| codes.iter_mut().find(|other| other.id == code.id))
                {
                    code.retired = retired;
                }
                let verb = if retired { "retire" } else { "bring back" };
                put(desk, format!("{verb} the code {}", code.name), book);
            }
            if ui.add_enabled(!locked(desk), egui::Button::new("Merge code into\u{2026}")).clicked() {
                self.spots.commit(desk);
                let source = Source::Code(kind.clone(), field.clone(), code.id.clone());
                self.mode = Mode::Target(Target::new(source));
            }
            if ui.add_enabled(!locked(desk), egui::Button::new("Delete code")).clicked() {
                let rework = Rework::DeleteCode(kind.clone(), field.clone(), code.id.clone());
                self.rework(desk, rework, format!("Delete the code {}", code.name));
            }
        });
    }
}

/// The row something was dropped on.
fn act_row(act: Act) -> usize {
    match act {
        Act::Drop { to, .. } | Act::Pick(to) => to,
        Act::Shift(_) => 0,
    }
}

/// What a field could hold. A choice begins with the codes it has, or else with the words that were
/// coded so far.
fn types(desk: &Desk, kind: &KindId, field: &Field) -> Vec<FieldType> {
    let codes = match &field.holds {
        FieldType::Choice(codes) | FieldType::Choices(codes) => codes.clone(),
        _ => codes_in_use(desk.project(), desk.session.coder(), kind, field),
    };
    vec![
        FieldType::Actor,
        FieldType::Choice(codes.clone()),
        FieldType::Choices(codes),
        FieldType::Text,
        FieldType::Passage,
        FieldType::Number,
        FieldType::Date,
        FieldType::YesNo,
    ]
}
