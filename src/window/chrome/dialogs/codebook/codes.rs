//! The codes of the chosen choice.

use std::rc::Rc;

use egui::{TextEdit, Ui, vec2};

use super::kind::labelled;
use super::list::{Act, Entry, List};
use super::spots::{Manner, locked, put};
use super::target::{Source, Target};
use super::{Editor, Mode};
use crate::claims::{Code, CodeId, Field, FieldId, KindId, Outline, Placed, move_code, shift_code};
use crate::project::codebook::{BookPart, Rework, Spot, add_code, codes_mut, field_mut};
use crate::window::chrome::text::{counted, plain};
use crate::window::desk::Desk;

impl Editor {
    pub(super) fn codes(&mut self, ui: &mut Ui, desk: &mut Desk, kind: &KindId, field: &Field) {
        let codes = field.codes();
        if codes.len() > 8 {
            let find = TextEdit::singleline(&mut self.find)
                .id(egui::Id::unique("find a code"))
                .hint_text(format!("Find one of {}", counted(codes.len(), "code", "codes")))
                .desired_width(f32::INFINITY)
                .margin(vec2(7.0, 4.0));
            ui.add(find).accessible_name("Find a code");
        }
        let wanted = self.find.trim().to_lowercase();
        // A choice of 2,000 codes is not put in order in every frame.
        let asked = (desk.session.revision(), kind.clone(), field.id.clone(), wanted.clone());
        let fitting = || {
            let outline = Outline::of(codes);
            let fits =
                |row: &&Placed| wanted.is_empty() || codes[row.at].name.to_lowercase().contains(&wanted);
            outline.rows().iter().filter(fits).copied().collect()
        };
        let rows: Rc<[Placed]> = self.rows.of(asked, fitting).clone();
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
        let tally = &self.counted;
        let act = list.show(ui, desk.theme, |row| {
            let code = &codes[rows[row].at];
            let part = BookPart::Code(kind.clone(), field.id.clone(), code.id.clone());
            let mut facts = vec![tally.words(&part)];
            facts.extend(code.retired.then(|| "out of use".to_owned()));
            facts.retain(|fact| !fact.is_empty());
            Entry {
                name: plain(&code.name).into_owned(),
                detail: facts.join(" \u{b7} "),
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
                            let above = Outline::of(codes)
                                .parent(rows[act_row(act)].at)
                                .map(|at| codes[at].id.clone());
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
            let under = at.and_then(|at| Outline::of(codes).parent(at)).map(|at| codes[at].id.clone());
            self.code = add_code(&mut book, kind, &field.id, &name, under);
            self.find.clear();
            self.bring = true;
            put(desk, format!("add the code {}", name.trim()), book);
        }
        ui.add_space(2.0);
        let hint = "Alt with the arrows moves: up, down, under the one before, and out again.";
        super::super::shell::small(ui, hint, desk.theme.faint);
    }

    pub(super) fn one_code(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk,
        kind: &KindId,
        field: &FieldId,
        code: &Code,
    ) {
        let spot =
            |make: fn(KindId, FieldId, CodeId) -> Spot| make(kind.clone(), field.clone(), code.id.clone());
        let wide = |hint| Manner { width: f32::INFINITY, rows: 1, hint };
        labelled(ui, "Code", |ui| {
            self.spots.show(ui, desk, &spot(Spot::CodeName), "Name of the code", &wide(""));
        });
        labelled(ui, "Meaning", |ui| {
            let spot = spot(Spot::CodeHelp);
            self.spots.show(ui, desk, &spot, "Help of the code", &wide("When to use it"));
        });
        labelled(ui, "", |ui| self.code_deeds(ui, desk, kind, field, code));
        let part = BookPart::Code(kind.clone(), field.clone(), code.id.clone());
        labelled(ui, "", |ui| self.uses(ui, desk, part, &code.name));
    }

    /// What is done with the chosen code.
    fn code_deeds(&mut self, ui: &mut Ui, desk: &mut Desk, kind: &KindId, field: &FieldId, code: &Code) {
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
