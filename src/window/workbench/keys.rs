//! Keys become commands.

use egui::Context;

use super::Workbench;
use crate::window::article::Article;
use crate::window::commands::{self};
use crate::window::desk::Request;

impl Workbench {
    /// Asks for the commands whose keys were pressed. Bare letters are the text field's while one
    /// has the keyboard, and Space and Enter a focused button's.
    pub(super) fn take_keys(&mut self, ctx: &Context) {
        let focused = ctx.memory(egui::Memory::focused);
        let free = focused.is_none_or(|id| id == Article::id());
        if ctx.any_popup_open() || self.panels.dialogs.is_open() || self.panels.palette.is_open() {
            return;
        }
        if self.view.enlarged.is_some() {
            self.with_desk(|panels, desk, _| panels.pictures.keys(ctx, desk));
        }
        for (key, command) in self.keys.bindings() {
            if !free && !commands::works_in_fields(key) {
                continue;
            }
            // Exactly these modifiers: `consume_shortcut` would let Shift+N run what N does.
            let pressed = ctx.input_mut(|input| {
                let exact =
                    input.modifiers.shift == key.modifiers.shift && input.modifiers.alt == key.modifiers.alt;
                exact && input.consume_key(key.modifiers, key.logical_key)
            });
            if pressed {
                self.requests.push(Request::Run(*command));
            }
        }
        // Copying comes as an event of its own.
        if free && ctx.input(|input| input.events.contains(&egui::Event::Copy)) {
            self.requests.push(Request::Run(commands::Command::Copy));
        }
    }
}
