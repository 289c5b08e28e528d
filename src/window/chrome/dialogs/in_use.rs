//! Another window has the project.

use egui::Context;

use super::shell::{Shell, Step, buttons, enter, small};
use crate::store::Holder;
use crate::window::chrome::text::plain;
use crate::window::desk::{Desk, Request};

/// The dialog that says who has the project, and asks how to go on. It lies open for reading.
pub(super) struct InUse {
    holder: String,
}

impl InUse {
    pub(super) fn new(holder: &Holder) -> Self {
        Self { holder: plain(&holder.to_string()).into_owned() }
    }

    pub(super) fn show(&self, ctx: &Context, desk: &Desk) -> Step {
        let theme = desk.theme;
        let shell = Shell { theme, id: "in use", title: "This project is open elsewhere", width: 500.0 };
        shell.show(ctx, |ui| {
            let entered = enter(ui);
            let words = egui::RichText::new(format!("{}.", capital(&self.holder))).color(theme.ink);
            ui.add(egui::Label::new(words).wrap());
            ui.add_space(4.0);
            small(
                ui,
                "Here you can read everything and change nothing. Opened anyway, it can be changed in both \
                 windows: each looks at what the other has saved before it saves.",
                theme.faint,
            );
            let anyway = |anyway| Step::Ask(Request::OpenAgain { anyway });
            match buttons(ui, theme, &["Read only", "Try again", "Open anyway"], true) {
                Some(0) => Step::Close,
                Some(1) => anyway(false),
                Some(_) => anyway(true),
                None if entered => Step::Close,
                None => Step::Stay,
            }
        })
    }
}

/// The words as they begin a sentence; a coder's name stays as the coder writes it.
fn capital(words: &str) -> String {
    match words.strip_prefix("another") {
        Some(rest) => format!("Another{rest}"),
        None => words.to_owned(),
    }
}
