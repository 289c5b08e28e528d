//! The codes of a choice: a few to click, or a list to be found in by typing.

use std::rc::Rc;

use egui::{Key, Modifiers, ScrollArea, Ui};

use super::SetField;
use super::value::line_id;
use crate::claims::{Code, CodeId, Field, FieldId, FieldType, Outline, Placed, Value};
use crate::window::chrome::dialogs::codebook::list::{Act, Entry, List};
use crate::window::chrome::dialogs::shell::{small, steady};
use crate::window::chrome::text::{counted, plain};
use crate::window::claims::Kept;
use crate::window::desk::Desk;

/// As many codes are all shown at once.
const FEW: usize = 12;
/// How many rows of a list of more are seen at once, and their height in points.
const ROWS: usize = 8;
const HEIGHT: f32 = 212.0;
/// The height of the codes that are taken, where that is many.
const TAKEN: f32 = 76.0;

/// How the list of many codes stands.
#[derive(Default)]
pub(super) struct Codes {
    /// The row that Enter and the arrows are about.
    row: Option<usize>,
    /// What fits what is typed.
    listed: Kept<(u64, FieldId, String), Rc<Listed>>,
}

/// The codes that can be picked, as they are listed.
struct Listed {
    outline: Outline,
    rows: Vec<Placed>,
}

impl Listed {
    /// Those in use whose name holds `wanted`, in the order of the code book.
    fn of(codes: &[Code], wanted: &str) -> Self {
        let outline = Outline::of(codes);
        let fits = |row: &&Placed| {
            let code = &codes[row.at];
            !code.retired && (wanted.is_empty() || code.name.to_lowercase().contains(wanted))
        };
        let rows = outline.rows().iter().filter(fits).copied().collect();
        Self { outline, rows }
    }
}

impl SetField {
    /// Shows the codes of a choice, one or several of which can be picked.
    pub(super) fn pick_codes(&mut self, ui: &mut Ui, desk: &Desk, field: &Field, entered: &mut bool) {
        let codes = field.codes();
        if codes.len() > FEW {
            return self.list_codes(ui, desk, field, entered);
        }
        let mut picked = None;
        ui.horizontal_wrapped(|ui| {
            for code in codes.iter().filter(|code| !code.retired) {
                if ui.selectable_label(self.is_taken(&code.id), plain(&code.name)).clicked() {
                    picked = Some(code.id.clone());
                }
            }
        });
        if let Some(code) = picked {
            self.take(field, &code);
        }
    }

    fn list_codes(&mut self, ui: &mut Ui, desk: &Desk, field: &Field, entered: &mut bool) {
        let codes = field.codes();
        let (down, up) = ui.input_mut(|input| {
            let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key);
            (pressed(Key::ArrowDown), pressed(Key::ArrowUp))
        });
        let hint = format!("Find one of {}", counted(codes.len(), "code", "codes"));
        let typed = self.line(ui, &hint, "Find a code");
        let wanted = self.typed.trim().to_lowercase();
        let asked = (desk.session.revision(), field.id.clone(), wanted.clone());
        let listed = self.codes.listed.of(asked, || Rc::new(Listed::of(codes, &wanted))).clone();
        let Listed { outline, rows } = &*listed;
        let code = |row: usize| rows.get(row).map(|placed| &codes[placed.at]);
        let one = matches!(field.holds, FieldType::Choice(_));
        if typed {
            // What fits best is taken, unless another one is picked.
            self.codes.row = (!wanted.is_empty() && !rows.is_empty()).then_some(0);
            self.picked = self.picked.take().filter(|_| !one);
        }
        if down + up > 0 && !rows.is_empty() {
            let row = self.codes.row.map_or(0, |row| (row + down).saturating_sub(up));
            self.codes.row = Some(row.min(rows.len() - 1));
        }
        let walked = (typed || down + up > 0).then_some(self.codes.row).flatten();
        ui.add_space(4.0);
        let act = steady(ui, HEIGHT, |ui| {
            if rows.is_empty() {
                small(ui, "No code is called so.", desk.theme.faint);
                return None;
            }
            let list = List {
                id: "set field codes",
                name: "Codes",
                count: rows.len(),
                chosen: self.codes.row,
                rows: ROWS,
                tree: false,
                enabled: false,
            };
            list.show(ui, desk.theme, |row| {
                let placed = rows[row];
                let code = &codes[placed.at];
                let detail = if self.is_taken(&code.id) {
                    "picked".to_owned()
                } else if wanted.is_empty() {
                    String::new()
                } else {
                    plain(&outline.path(codes, placed.at)).into_owned()
                };
                let depth = if wanted.is_empty() { placed.depth } else { 0 };
                Entry { name: plain(&code.name).into_owned(), detail, depth, faint: false, badge: None }
            })
        });
        let clicked = if let Some(Act::Pick(row)) = act { Some(row) } else { None };
        if clicked.is_some() {
            // Typing goes on, and Enter sets.
            self.codes.row = clicked.filter(|_| one);
            ui.memory_mut(|memory| memory.request_focus(line_id()));
        }
        let by_enter = self.codes.row.filter(|_| *entered && !one);
        // Of a choice of one the row that was walked to is the answer; several are taken one by one.
        if let Some(code) = clicked.or(by_enter).or(walked.filter(|_| one)).and_then(code) {
            self.take(field, &code.id);
        }
        if by_enter.is_some() {
            *entered = false;
            self.typed.clear();
            self.codes.row = None;
        }
        self.taken(ui, field);
    }

    /// The codes of several that are picked; a click takes one out again.
    fn taken(&mut self, ui: &mut Ui, field: &Field) {
        let Some(Value::Choices(taken)) = &self.picked else { return };
        let mut out = None;
        ui.add_space(4.0);
        ScrollArea::vertical().id_salt("picked codes").max_height(TAKEN).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                for code in taken {
                    let name = plain(field.code_name(code)).into_owned();
                    let label = ui.selectable_label(true, name.as_str());
                    ui.ctx()
                        .accesskit_node_builder(label.id, |node| node.set_label(format!("Leave out {name}")));
                    if label.on_hover_text("Leave it out").clicked() {
                        out = Some(code.clone());
                    }
                }
            });
        });
        if let Some(code) = out {
            self.take(field, &code);
        }
    }

    fn is_taken(&self, code: &CodeId) -> bool {
        match &self.picked {
            Some(Value::Choice(one)) => one == code,
            Some(Value::Choices(some)) => some.binary_search(code).is_ok(),
            _ => false,
        }
    }

    /// Picks a code; of several it joins the others, or leaves them.
    fn take(&mut self, field: &Field, code: &CodeId) {
        if matches!(field.holds, FieldType::Choice(_)) {
            self.picked = Some(Value::Choice(code.clone()));
            return;
        }
        let mut taken = match self.picked.take() {
            Some(Value::Choices(taken)) => taken,
            _ => Vec::new(),
        };
        match taken.binary_search(code) {
            Ok(at) => drop(taken.remove(at)),
            Err(at) => taken.insert(at, code.clone()),
        }
        self.picked = (!taken.is_empty()).then_some(Value::Choices(taken));
    }
}
