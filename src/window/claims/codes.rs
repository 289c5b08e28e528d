//! A choice among many codes, or codes under codes: typing finds one, and adds what is not there.

use egui::{Key, Modifiers};

use std::collections::HashMap;

use super::actor::State;
use super::form::Form;
use super::keys::Step;
use super::line::{Line, small_button};
use super::popup::Offer;
use super::row::Row;
use super::shown::shown;
use super::suggest::Usual;
use super::unknown;
use crate::claims::{Claim, ClaimId, Code, CodeId, Field, FieldId, Outline, Value};
use crate::window::desk::Desk;

/// How many codes stand side by side at most; more are found by typing.
const BUTTONS: usize = 8;
/// How many offers the list shows.
const OFFERS: usize = 9;
/// How many of them are the usual ones, before anything is typed.
const USUAL: usize = 5;

/// For which claim, field and words codes were looked for.
pub(super) type Asked = State<(ClaimId, FieldId, String)>;

/// What the list offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Known(CodeId),
    New,
}

/// Whether the codes of a field are found by typing.
pub(super) fn are_many(field: &Field) -> bool {
    let codes = field.codes().iter().filter(|code| !code.retired);
    codes.clone().count() > BUTTONS || codes.clone().any(|code| code.under.is_some())
}

/// What the field for typing shows before anything is typed.
pub(super) fn typed_text(claim: &Claim, field: &Field) -> String {
    match claim.fields.get(&field.id) {
        Some(Value::Choice(code)) => name_of(field, code),
        _ => String::new(),
    }
}

impl Form {
    /// Shows the field: what is coded, and a place to type another code.
    pub(super) fn typed_codes(&mut self, ui: &mut egui::Ui, desk: &mut Desk, row: &Row, many: bool) -> Step {
        let coded: Vec<CodeId> = match row.claim.fields.get(&row.field.id) {
            Some(Value::Choice(code)) => vec![code.clone()],
            Some(Value::Choices(codes)) => codes.clone(),
            _ => Vec::new(),
        };
        if many {
            chips(ui, desk, row, &coded);
        }
        unknown::codes(ui, desk, row.claim, row.field, row.locked);
        let now = typed_text(row.claim, row.field);
        let draft = self.drafts.text(row.place, &row.slot, &now).map(str::to_owned);
        let mut edited = draft.is_some();
        let mut text = draft.unwrap_or_else(|| now.clone());
        let erases = many && row.focused && text.is_empty() && !row.locked;
        if erases && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Backspace)) {
            take_away(desk, row, &coded, coded.last());
        }
        let hint = if coded.is_empty() { "type to find a code" } else { "add another code" };
        let field = Line { id: row.id, name: &row.field.name, hint, enabled: !row.locked, multiline: false };
        let shown_field = field.show(ui, desk.theme, &mut text);
        if shown_field.changed {
            self.drafts.keep(row.place, &row.slot, &now, text.clone());
            self.popup.reset();
            edited = text != now;
        }
        if !(row.focused || self.popup.is_pressed(ui, &row.slot)) {
            self.popup.close(&row.slot);
            return Step::Stay;
        }
        let taken: &[CodeId] = if many { &coded } else { &[] };
        let typed = if edited { text.trim() } else { "" };
        let offers =
            if edited || now.is_empty() { self.codes_for(desk, row, typed, taken) } else { Vec::new() };
        let default = (!typed.is_empty()).then_some(0);
        let at = self.popup.at(&row.slot, offers.len(), row.keys.down, default);
        let clicked = self.popup.show(ui, desk.theme, row.id, shown_field.rect, &offers, at);
        let takes = row.keys.commits();
        let picked = clicked.or(at.filter(|_| takes)).and_then(|at| offers.get(at));
        if let Some(offer) = picked {
            self.drafts.drop(row.place, &row.slot);
            self.popup.reset();
            match &offer.value {
                Choice::Known(code) => row.place.set_code(desk, row.field, code),
                Choice::New => row.place.set_new_code(desk, row.field, &text),
            }
            if many && !row.keys.tab && !row.keys.back {
                // There may be another one to come.
                return if clicked.is_some() { self.stay(row) } else { Step::Stay };
            }
        } else if takes && edited {
            self.drafts.drop(row.place, &row.slot);
            if !many && text.trim().is_empty() {
                row.set(desk, None);
            }
        }
        if row.keys.escape {
            self.drafts.drop(row.place, &row.slot);
        }
        if clicked.is_some() { Step::Next } else { row.keys.into() }
    }

    /// What is offered for what was typed, worked out once for each key.
    fn codes_for(&mut self, desk: &Desk, row: &Row, typed: &str, taken: &[CodeId]) -> Vec<Offer<Choice>> {
        self.used.refresh(desk, &row.field.id);
        let asked = (row.claim.id, row.field.id.clone(), typed.to_owned());
        let key = (desk.session.revision(), desk.view.story.clone(), asked);
        let used = &self.used.codes;
        self.coded.of(key, || found(row.field, used, typed, taken)).clone()
    }

    /// Has the keyboard come back to a field that a click on its list took it from.
    fn stay(&mut self, row: &Row) -> Step {
        self.want_slot(row.slot.clone());
        Step::Stay
    }
}

/// What is coded, each with a way to take it back.
fn chips(ui: &mut egui::Ui, desk: &mut Desk, row: &Row, coded: &[CodeId]) {
    if coded.is_empty() {
        return;
    }
    let mut gone = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        for code in coded {
            let name = name_of(row.field, code);
            let button = ui.add_enabled(!row.locked, small_button(&format!("{name}  \u{d7}")));
            let spoken = format!("Remove {name}");
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(spoken.as_str()));
            if button.clicked() {
                gone = Some(code);
            }
        }
    });
    take_away(desk, row, coded, gone);
}

fn take_away(desk: &mut Desk, row: &Row, coded: &[CodeId], gone: Option<&CodeId>) {
    let Some(gone) = gone else { return };
    let left: Vec<CodeId> = coded.iter().filter(|code| *code != gone).cloned().collect();
    row.set(desk, (!left.is_empty()).then_some(Value::Choices(left)));
}

/// A code's name, with a word for one the code book does not list.
fn name_of(field: &Field, id: &CodeId) -> String {
    let name = shown(field.code_name(id), 60);
    let known = field.codes().iter().any(|code| code.id == *id);
    if known { name } else { format!("{name} (unknown)") }
}

/// The codes that fit what was typed, by name or by what they stand under; of those that fit alike the
/// usual ones first. For nothing typed the most usual ones, then the order of the code book. A name
/// that no code has can become one.
fn found(field: &Field, used: &[Usual<CodeId>], typed: &str, taken: &[CodeId]) -> Vec<Offer<Choice>> {
    let codes = field.codes();
    let outline = Outline::of(codes);
    let wanted = typed.to_lowercase();
    let usual = if typed.is_empty() { &used[..used.len().min(USUAL)] } else { used };
    let places: HashMap<&CodeId, usize> =
        usual.iter().enumerate().map(|(place, usual)| (&usual.value, place)).collect();
    let mut fitting: Vec<(u8, usize, usize, &Code, String)> = Vec::new();
    for (place, row) in outline.rows().iter().enumerate() {
        let code = &codes[row.at];
        if code.retired || taken.contains(&code.id) {
            continue;
        }
        let path = outline.path(codes, row.at);
        if let Some(rank) = rank(&code.name.to_lowercase(), &path.to_lowercase(), &wanted) {
            let usual = places.get(&code.id).copied().unwrap_or(usize::MAX);
            fitting.push((rank, usual, place, code, path));
        }
    }
    fitting.sort_by_key(|(rank, usual, place, ..)| (*rank, *usual, *place));
    let often = |code: &CodeId| places.get(code).map(|place| usual[*place].often.clone());
    let offers = fitting.into_iter().take(OFFERS).map(|(.., code, path)| Offer {
        value: Choice::Known(code.id.clone()),
        name: shown(&code.name, 60),
        detail: shown(&path, 60),
        often: often(&code.id).unwrap_or_default(),
    });
    let mut offers: Vec<_> = offers.collect();
    if !typed.is_empty() && codes.iter().all(|code| code.name.to_lowercase() != wanted) {
        let (name, detail) = (format!("Add code \u{201c}{}\u{201d}", shown(typed, 40)), String::new());
        offers.push(Offer { value: Choice::New, name, detail, often: String::new() });
    }
    offers
}

/// How well a code fits what was typed, the best first.
fn rank(name: &str, path: &str, typed: &str) -> Option<u8> {
    let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(typed));
    if name == typed {
        Some(0)
    } else if name.starts_with(typed) {
        Some(1)
    } else if words(name) {
        Some(2)
    } else if name.contains(typed) {
        Some(3)
    } else {
        path.contains(typed).then_some(4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::templates;

    #[test]
    fn codes_are_found_by_name_and_by_what_they_stand_under() {
        let mut field = templates()[4].book.kinds[0].field(&"categories".into()).unwrap().clone();
        assert!(are_many(&field));
        let names = |field: &Field, typed: &str, taken: &[CodeId]| -> Vec<String> {
            found(field, &[], typed, taken).into_iter().map(|offer| offer.name).collect()
        };
        assert_eq!(names(&field, "asyl", &[])[0], "102 Asylum procedure");
        assert_eq!(names(&field, "", &[]).len(), OFFERS);
        let below = names(&field, "migration", &[]);
        assert_eq!(below[0], "100 Migration and borders");
        assert!(below.contains(&"104 Legal ways in".to_owned()), "{below:?}");
        assert_eq!(names(&field, "asyl", &["102".into()]), ["Add code \u{201c}asyl\u{201d}"]);
        assert_eq!(names(&field, "102 asylum procedure", &[]).len(), 1, "it is there already");
        if let crate::claims::FieldType::Choices(codes) = &mut field.holds {
            codes[2].retired = true;
        }
        assert_eq!(names(&field, "asyl", &[]), ["Add code \u{201c}asyl\u{201d}"], "out of use");
    }
}
