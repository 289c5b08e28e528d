//! The fields of which values are picked from buttons: a choice, and yes or no.

use super::form::Form;
use super::keys::{self, Keys, Step};
use super::row::Row;
use super::segments::{Pick, Segments, pick_by_key};
use super::shown::shown;
use super::slot::Slot;
use super::unknown;
use crate::claims::{Code, CodeId, FieldType, Value};
use crate::window::desk::Desk;
use crate::window::theme::KindInk;

impl Form {
    /// Shows a choice. A code the code book does not list is one more button, so that it can be
    /// seen and left as it is.
    pub(super) fn choice(&mut self, ui: &mut egui::Ui, desk: &mut Desk, row: &Row, codes: &[Code]) -> Step {
        let coded = match row.claim.fields.get(&row.field.id) {
            Some(Value::Choice(code)) => Some(code),
            _ => None,
        };
        // What is out of use is not offered, but shown where it is coded.
        let codes: Vec<&Code> =
            codes.iter().filter(|code| !code.retired || Some(&code.id) == coded).collect();
        let mut ids: Vec<_> = codes.iter().map(|code| &code.id).collect();
        let mut names: Vec<String> = codes.iter().map(|code| shown(&code.name, 40)).collect();
        if let Some(unknown) = coded.filter(|code| !ids.contains(code)) {
            ids.push(unknown);
            names.push(format!("{} (unknown)", shown(unknown.as_str(), 40)));
        }
        let chosen = ids.iter().position(|id| Some(*id) == coded);
        let tips = tips(row.field.codes(), ids.iter().copied());
        let values: Vec<Value> = ids.into_iter().map(|id| Value::Choice(id.clone())).collect();
        let step = self.pick_value(ui, desk, row, (&names, &tips), &values, chosen);
        unknown::codes(ui, desk, row.claim, row.field, row.locked);
        step
    }

    /// Shows a choice of several codes: each is taken or left.
    pub(super) fn choices(&mut self, ui: &mut egui::Ui, desk: &mut Desk, row: &Row, codes: &[Code]) -> Step {
        let coded: &[CodeId] = match row.claim.fields.get(&row.field.id) {
            Some(Value::Choices(codes)) => codes,
            _ => &[],
        };
        let unknown = coded.iter().filter(|id| codes.iter().all(|code| code.id != **id));
        let unknown = unknown.map(|id| (id, format!("{} (unknown)", shown(id.as_str(), 40))));
        let known = codes.iter().filter(|code| !code.retired || coded.contains(&code.id));
        let known = known.map(|code| (&code.id, shown(&code.name, 40)));
        let (ids, names): (Vec<&CodeId>, Vec<String>) = known.chain(unknown).unzip();
        let chosen: Vec<usize> = (0..ids.len()).filter(|&at| coded.contains(ids[at])).collect();
        let items: Vec<_> = names.into_iter().map(|name| (name, None)).collect();
        let (name, many) = (&row.field.name, true);
        let last = match self.last_value(desk, row) {
            Some(Value::Choices(codes)) => (0..ids.len()).filter(|&at| codes.contains(ids[at])).collect(),
            _ => Vec::new(),
        };
        let tips = tips(codes, ids.iter().copied());
        let (slot, id, items, chosen, last) = (&row.slot, row.id, &items, &chosen, &last);
        let group = Group { slot, id, name, items, chosen, last, tips: &tips, many };
        let (pick, step) = self.pick(ui, desk, &group, row.focused, row.keys, row.locked);
        match pick {
            Some(Pick::Item(at)) => {
                let mut taken = coded.to_vec();
                match taken.binary_search(ids[at]) {
                    Ok(place) => drop(taken.remove(place)),
                    Err(place) => taken.insert(place, ids[at].clone()),
                }
                row.set(desk, (!taken.is_empty()).then_some(Value::Choices(taken)));
            }
            Some(Pick::Clear) => row.set(desk, None),
            None => {}
        }
        unknown::codes(ui, desk, row.claim, row.field, row.locked);
        step
    }

    /// Shows yes, no, and that it cannot be said.
    pub(super) fn yes_no(&mut self, ui: &mut egui::Ui, desk: &mut Desk, row: &Row) -> Step {
        debug_assert!(matches!(row.field.holds, FieldType::YesNo));
        let values = [Value::YesNo(true), Value::YesNo(false), Value::CannotSay];
        let names = ["yes", "no", "can\u{2019}t say"].map(str::to_owned);
        let chosen = values.iter().position(|value| row.claim.fields.get(&row.field.id) == Some(value));
        self.pick_value(ui, desk, row, (&names, &[]), &values, chosen)
    }

    fn pick_value(
        &mut self,
        ui: &mut egui::Ui,
        desk: &mut Desk,
        row: &Row,
        (names, tips): (&[String], &[String]),
        values: &[Value],
        chosen: Option<usize>,
    ) -> Step {
        let items: Vec<_> = names.iter().map(|name| (name.clone(), None)).collect();
        let last = self.last_value(desk, row).and_then(|last| values.iter().position(|value| value == last));
        let (name, chosen, last) = (&row.field.name, chosen.as_slice(), last.as_slice());
        let (slot, id, items, many) = (&row.slot, row.id, &items, false);
        let group = Group { slot, id, name, items, chosen, last, tips, many };
        let (pick, step) = self.pick(ui, desk, &group, row.focused, row.keys, row.locked);
        match pick {
            Some(Pick::Item(number)) => row.set(desk, values.get(number).cloned()),
            Some(Pick::Clear) => row.set(desk, None),
            None => {}
        }
        step
    }

    /// What the field held in the claim that was made last, while the field has the keyboard.
    fn last_value(&mut self, desk: &Desk, row: &Row) -> Option<&Value> {
        if !row.focused {
            return None;
        }
        self.used.refresh(desk, &row.field.id);
        self.used.last.as_ref()
    }

    /// Shows a group of buttons and reads its keys; returns what was picked.
    pub(super) fn pick(
        &mut self,
        ui: &mut egui::Ui,
        desk: &Desk,
        group: &Group,
        focused: bool,
        keys: Keys,
        locked: bool,
    ) -> (Option<Pick>, Step) {
        let count = group.items.len();
        self.cursor.take_if(|(slot, at)| slot == group.slot && (!focused || *at >= count));
        if focused && keys.right != 0 && count > 0 {
            let from = self
                .cursor
                .as_ref()
                .filter(|(slot, _)| slot == group.slot)
                .map(|(_, at)| *at)
                .or(group.chosen.first().copied());
            let to = match (from, keys.right > 0) {
                (None, true) => 0,
                (None, false) => count - 1,
                (Some(at), true) => (at + 1) % count,
                (Some(at), false) => (at + count - 1) % count,
            };
            self.cursor = Some((group.slot.clone(), to));
        }
        let cursor = self.cursor.as_ref().filter(|(slot, _)| slot == group.slot).map(|(_, at)| *at);
        let segments = Segments {
            id: group.id,
            name: group.name,
            items: group.items,
            chosen: group.chosen,
            last: group.last,
            tips: group.tips,
            many: group.many,
            cursor,
            focused,
            enabled: !locked,
        };
        let (_, clicked) = segments.show(ui, desk.theme);
        if let Some(clicked) = clicked {
            self.cursor = None;
            // Clicking the chosen one takes it back.
            let taken_back = !group.many && group.chosen.contains(&clicked);
            let pick = if taken_back { Pick::Clear } else { Pick::Item(clicked) };
            return (Some(pick), Step::Stay);
        }
        if !focused || locked {
            return (None, keys.into());
        }
        let names: Vec<String> = group.items.iter().map(|(name, _)| name.clone()).collect();
        if keys.escape {
            self.cursor = None;
            return (None, Step::Leave);
        }
        // Of several, the space bar takes one after the other; Enter goes on.
        let stays = group.many && !keys.commits();
        if let Some(at) = cursor.filter(|_| (keys.commits() && !group.many) || keys::typed_space(ui)) {
            if stays {
                return (Some(Pick::Item(at)), Step::Stay);
            }
            self.cursor = None;
            let step = if keys.commits() { keys.into() } else { Step::Next };
            return (Some(Pick::Item(at)), step);
        }
        match pick_by_key(ui, &names, group.chosen.first().copied()) {
            Some(Pick::Clear) => (Some(Pick::Clear), Step::Stay),
            Some(pick) => (Some(pick), if group.many { Step::Stay } else { Step::Next }),
            None => (None, keys.into()),
        }
    }
}

/// What each of these codes means.
fn tips<'a>(codes: &[Code], ids: impl Iterator<Item = &'a CodeId>) -> Vec<String> {
    let help = |id: &CodeId| codes.iter().find(|code| code.id == *id).map(|code| shown(&code.help, 240));
    ids.map(|id| help(id).unwrap_or_default()).collect()
}

/// A group of buttons of which one may be chosen, or several.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub slot: &'a Slot,
    pub id: egui::Id,
    pub name: &'a str,
    pub items: &'a [(String, Option<KindInk>)],
    pub chosen: &'a [usize],
    /// What was picked last, in another claim.
    pub last: &'a [usize],
    /// What each means, where that is known.
    pub tips: &'a [String],
    pub many: bool,
}
