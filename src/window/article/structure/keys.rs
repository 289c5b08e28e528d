//! The keys of this mode.

use egui::{Context, Event, Key, Modifiers, Ui};

use super::{letter, takes_keys, ties};
use crate::project::structure::Under;
use crate::story::Role;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::view::Selection;

/// Takes the keys that are about blocks, before commands get theirs.
pub fn keys(ctx: &Context, desk: &mut Desk<'_>) {
    if !takes_keys(desk) {
        return;
    }
    for role in Role::ALL {
        if pressed(ctx, letter(role)) {
            desk.ask(Request::Run(Command::MakeRole(role)));
        }
    }
    for (key, command) in [(Key::Enter, Command::SplitBlock), (Key::J, Command::JoinBlocks)] {
        if pressed(ctx, key) {
            desk.ask(Request::Run(command));
        }
    }
    digits(ctx, desk);
}

/// A digit gives a caption, or a credit, to the picture of that number; 0 to none.
fn digits(ctx: &Context, desk: &mut Desk<'_>) {
    const DIGITS: [Key; 10] = [
        Key::Num0,
        Key::Num1,
        Key::Num2,
        Key::Num3,
        Key::Num4,
        Key::Num5,
        Key::Num6,
        Key::Num7,
        Key::Num8,
        Key::Num9,
    ];
    let Some((_, work)) = desk.story() else { return };
    let Some(blocks) = desk.view.blocks(&work.story).filter(|blocks| blocks.start() == blocks.end()) else {
        return;
    };
    let block = *blocks.start();
    let role = work.story.blocks[block].role;
    if !matches!(role, Role::Caption | Role::Credit) {
        return;
    }
    for (number, key) in DIGITS.into_iter().enumerate() {
        if !pressed(ctx, key) {
            continue;
        }
        let picture = number.checked_sub(1).map(|index| work.story.pictures.get(index));
        let under = match picture {
            None => Under::Nothing,
            Some(Some(picture)) => Under::Picture(picture.id.clone()),
            Some(None) => {
                desk.ask(Request::Notify(format!("This story has no picture {number}.")));
                continue;
            }
        };
        if role == Role::Credit {
            ties::credit(desk, block, &under);
        } else {
            ties::caption(desk, block, &under);
        }
    }
}

/// What the arrows make of the chosen blocks: up and down go from block to block, with Shift more of
/// them are chosen.
pub(in crate::window::article) fn walk(ui: &Ui, desk: &Desk<'_>) -> Option<Selection> {
    if !takes_keys(desk) {
        return None;
    }
    let (_, work) = desk.story()?;
    let now = desk
        .view
        .structure?
        .walked
        .filter(|walked| desk.view.selection == Some(Selection::caret(walked.head)));
    let head = desk.view.selection?.head;
    let mut walked = now;
    for (key, back) in [(Key::ArrowUp, true), (Key::ArrowDown, false)] {
        for extend in [true, false] {
            let modifiers = if extend { Modifiers::SHIFT } else { Modifiers::NONE };
            let times = ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
            for _ in 0..times {
                let from = walked.unwrap_or(Selection::caret(head));
                let at = work.story.block_at(from.head).unwrap_or(0);
                let next = if back { at.saturating_sub(1) } else { at + 1 };
                let last = work.story.blocks.len().checked_sub(1)?;
                let to = work.story.blocks[next.min(last)].range.start;
                walked = Some(Selection { anchor: if extend { from.anchor } else { to }, head: to });
            }
        }
    }
    walked.filter(|_| walked != now)
}

/// Takes the presses of a bare key out of the frame's events, with what it writes; says whether there
/// were any.
fn pressed(ctx: &Context, wanted: Key) -> bool {
    let is_press = |event: &Event| {
        matches!(event, Event::Key { key, pressed: true, modifiers, .. }
            if *key == wanted && modifiers.is_none())
    };
    ctx.input_mut(|input| {
        let Some(at) = input.events.iter().position(is_press) else { return false };
        input.events.remove(at);
        if matches!(input.events.get(at), Some(Event::Text(_))) {
            input.events.remove(at);
        }
        true
    })
}
