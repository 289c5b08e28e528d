//! The switch between kinds: those few that fit beside each other, and the way to all others.

use super::choice::Group;
use super::edits::Place;
use super::form::Form;
use super::keys::{Keys, Step};
use super::segments::Pick;
use super::shown::shown;
use super::slot::Slot;
use super::unknown;
use crate::claims::{Claim, Kind};
use crate::project::codebook::Lacking;
use crate::window::commands::{Command, TAGS_NAMED};
use crate::window::desk::{Desk, Request};

impl Form {
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
        let in_use: Vec<&Kind> = Command::tags(codebook).map(|(_, kind)| kind).collect();
        let (named, more) = in_use.split_at(in_use.len().min(TAGS_NAMED));
        let own = claim.kind.as_ref().and_then(|id| codebook.kind(id));
        let own = own.filter(|own| named.iter().all(|kind| kind.id != own.id));
        let kinds: Vec<&Kind> = named.iter().copied().chain(own).collect();
        let mut ids: Vec<_> = kinds.iter().map(|kind| &kind.id).collect();
        let mut items: Vec<_> = kinds
            .iter()
            .map(|kind| (shown(&kind.name, 30), Some(desk.theme.kind_ink(kind.colour))))
            .collect();
        let mut tips: Vec<String> = kinds.iter().map(|kind| shown(&kind.definition, 240)).collect();
        let unknown = claim.kind.as_ref().filter(|kind| codebook.kind(kind).is_none());
        if let Some(unknown) = unknown {
            ids.push(unknown);
            items.push((format!("{} (unknown)", shown(unknown.as_str(), 30)), None));
            tips.push(String::new());
        }
        if !more.is_empty() {
            items.push((format!("{} more\u{2026}", more.len()), None));
        }
        let chosen = ids.iter().position(|id| Some(*id) == claim.kind.as_ref());
        let (slot, id, chosen) = (&Slot::Kind, Slot::Kind.id(claim.id), chosen.as_slice());
        let group =
            Group { slot, id, name: "Kind", items: &items, chosen, last: &[], tips: &tips, many: false };
        let (pick, step) = self.pick(ui, desk, &group, focused, keys, locked);
        if let Some(unknown) = unknown {
            unknown::offer(ui, desk, Lacking::Kind(unknown.clone()), locked);
        }
        let kind = match pick {
            Some(Pick::Item(number)) if number == ids.len() => {
                desk.ask(Request::Run(Command::TagAs));
                return Step::Stay;
            }
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
}
