//! Leaving while something cannot be saved.

use egui::Context;

use super::Answer;
use super::shell::{Shell, Step, buttons, enter, small};
use crate::window::chrome::text::plain;
use crate::window::desk::Desk;

/// The dialog that stands between an unsaved project and the way out.
pub(super) struct QuitUnsaved {
    reason: String,
}

impl QuitUnsaved {
    pub(super) fn new(reason: &str) -> Self {
        Self { reason: plain(reason).into_owned() }
    }

    pub(super) fn show(&self, ctx: &Context, desk: &Desk) -> Step {
        let theme = desk.theme;
        let shell =
            Shell { theme, id: "quit unsaved", title: "Your last changes are not saved", width: 500.0 };
        let step = shell.show(ctx, |ui| {
            let entered = enter(ui);
            ui.add(
                egui::Label::new(
                    egui::RichText::new(format!("Not saved: {}", self.reason)).color(theme.alarm),
                )
                .wrap(),
            );
            ui.add_space(4.0);
            small(
                ui,
                "Quitting now loses what was not saved. A copy can be saved in another folder.",
                theme.faint,
            );
            let taken = buttons(ui, theme, &["Keep trying", "Save a copy\u{2026}", "Quit anyway"], true);
            match taken {
                Some(0) => Step::Answer(Answer::KeepTrying),
                Some(1) => Step::Answer(Answer::SaveCopy),
                Some(_) => Step::Answer(Answer::QuitAnyway),
                None if entered => Step::Answer(Answer::KeepTrying),
                None => Step::Stay,
            }
        });
        // Esc stays, like the first button.
        if step == Step::Close { Step::Answer(Answer::KeepTrying) } else { step }
    }
}
