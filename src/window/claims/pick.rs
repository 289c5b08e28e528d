//! Choosing several cards: by click, and by key.

use egui::{EventFilter, Id, Key, Modifiers, Ui};

use crate::claims::ClaimId;
use crate::window::desk::{Desk, Request};
use crate::window::several::Several;

/// The widget that a closed card is.
pub fn card_id(claim: ClaimId) -> Id {
    Id::unique(("claim card", claim))
}

/// A card was clicked with Ctrl, which takes it in or out, or with Shift, which chooses all from the
/// last one to it.
pub fn click(desk: &mut Desk, listed: &[ClaimId], claim: ClaimId, range: bool) {
    let several = match begun(desk) {
        None => Several::one(claim),
        Some(mut several) if range => {
            several.reach(listed, claim);
            several
        }
        Some(mut several) => {
            several.toggle(claim);
            several
        }
    };
    desk.ask(Request::ChooseSeveral(several));
}

/// While a card has the keyboard, egui is to leave up, down and Escape to it.
pub fn hold(ui: &Ui, card: Id) {
    let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(card, filter));
}

/// Reads the keys of the card in `row`, if it has the keyboard still; gives the row they lead to.
pub fn keys(ui: &Ui, desk: &mut Desk, listed: &[ClaimId], row: usize) -> Option<usize> {
    let claim = *listed.get(row)?;
    if ui.memory(egui::Memory::focused) != Some(card_id(claim)) || ui.ctx().any_popup_open() {
        return None;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::A) {
        desk.ask(Request::ChooseSeveral(Several {
            claims: listed.iter().copied().collect(),
            anchor: *listed.first()?,
        }));
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        desk.ask(Request::Choose(None));
        desk.ask(Request::FocusArticle);
        return None;
    }
    let (extend_up, extend_down) =
        (pressed(Modifiers::SHIFT, Key::ArrowUp), pressed(Modifiers::SHIFT, Key::ArrowDown));
    let up = pressed(Modifiers::NONE, Key::ArrowUp) || extend_up;
    let down = pressed(Modifiers::NONE, Key::ArrowDown) || extend_down;
    let to = match (up, down) {
        (true, false) => row.checked_sub(1)?,
        (false, true) => row + 1,
        _ => return None,
    };
    let next = *listed.get(to)?;
    if extend_up || extend_down {
        let mut several = begun(desk).unwrap_or_else(|| Several::one(claim));
        several.reach(listed, next);
        desk.ask(Request::ChooseSeveral(several));
    }
    ui.memory_mut(|memory| memory.request_focus(card_id(next)));
    Some(to)
}

/// What is chosen already.
fn begun(desk: &Desk) -> Option<Several> {
    desk.view.several.clone().or_else(|| desk.view.chosen.map(Several::one))
}
