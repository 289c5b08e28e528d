//! The fields of which one value is picked: a choice, yes or no, and the kind itself.

use super::edits::Place;
use super::form::Form;
use super::keys::{self, Keys, Step};
use super::row::Row;
use super::segments::{Pick, Segments, pick_by_key};
use super::shown::shown;
use super::slot::Slot;
use crate::claims::{Claim, Code, CodeId, FieldType, Kind, Value};
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
        let values: Vec<Value> = ids.into_iter().map(|id| Value::Choice(id.clone())).collect();
        self.pick_value(ui, desk, row, &names, &values, chosen)
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
        let group = Group { slot: &row.slot, id: row.id, name, items: &items, chosen: &chosen, many };
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
        step
    }

    /// Shows yes, no, and that it cannot be said.
    pub(super) fn yes_no(&mut self, ui: &mut egui::Ui, desk: &mut Desk, row: &Row) -> Step {
        debug_assert!(matches!(row.field.holds, FieldType::YesNo));
        let values = [Value::YesNo(true), Value::YesNo(false), Value::CannotSay];
        let names = ["yes", "no", "can\u{2019}t say"].map(str::to_owned);
        let chosen = values.iter().position(|value| row.claim.fields.get(&row.field.id) == Some(value));
        self.pick_value(ui, desk, row, &names, &values, chosen)
    }

    /// Shows the kinds: picking another one retags the claim.
    pub(super) fn kind_switch(
        &mut self,
        ui: &mut egui::Ui,
        desk: &mut Desk,
        place: &Place,
        claim: &Claim,
        (focused, keys, locked): (bool, Keys, bool),
    ) -> Step {
        let codebook = desk.codebook();
        let offered = |kind: &&Kind| !kind.retired || Some(&kind.id) == claim.kind.as_ref();
        let mut ids: Vec<_> = codebook.kinds.iter().filter(offered).map(|kind| &kind.id).collect();
        let mut items: Vec<_> = codebook
            .kinds
            .iter()
            .filter(offered)
            .map(|kind| (shown(&kind.name, 30), Some(desk.theme.kind_ink(kind.colour))))
            .collect();
        if let Some(unknown) = claim.kind.as_ref().filter(|kind| !ids.contains(kind)) {
            ids.push(unknown);
            items.push((format!("{} (unknown)", shown(unknown.as_str(), 30)), None));
        }
        let chosen = ids.iter().position(|id| Some(*id) == claim.kind.as_ref());
        let (slot, id, chosen) = (&Slot::Kind, Slot::Kind.id(claim.id), chosen.as_slice());
        let group = Group { slot, id, name: "Kind", items: &items, chosen, many: false };
        let (pick, step) = self.pick(ui, desk, &group, focused, keys, locked);
        let kind = match pick {
            Some(Pick::Item(number)) => ids.get(number).map(|id| Some((*id).clone())),
            Some(Pick::Clear) => Some(None),
            None => None,
        };
        if let Some(kind) = kind {
            let label = match &kind {
                Some(id) => format!("retag as {}", codebook.kind_name(Some(id)).to_lowercase()),
                None => "retag as highlight".to_owned(),
            };
            place.change(desk, label, |claim| claim.retag(kind, codebook));
        }
        step
    }

    fn pick_value(
        &mut self,
        ui: &mut egui::Ui,
        desk: &mut Desk,
        row: &Row,
        names: &[String],
        values: &[Value],
        chosen: Option<usize>,
    ) -> Step {
        let items: Vec<_> = names.iter().map(|name| (name.clone(), None)).collect();
        let (name, chosen) = (&row.field.name, chosen.as_slice());
        let group = Group { slot: &row.slot, id: row.id, name, items: &items, chosen, many: false };
        let (pick, step) = self.pick(ui, desk, &group, row.focused, row.keys, row.locked);
        match pick {
            Some(Pick::Item(number)) => row.set(desk, values.get(number).cloned()),
            Some(Pick::Clear) => row.set(desk, None),
            None => {}
        }
        step
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

/// A group of buttons of which one may be chosen, or several.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub slot: &'a Slot,
    pub id: egui::Id,
    pub name: &'a str,
    pub items: &'a [(String, Option<KindInk>)],
    pub chosen: &'a [usize],
    pub many: bool,
}
