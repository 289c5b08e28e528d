//! Whose claims are made from now on.

use egui::{Context, TextEdit, Ui, vec2};

use super::shell::{Shell, Step, buttons, enter, focus_once, small};
use crate::claims::CoderId;
use crate::window::chrome::text::plain;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// The dialog that changes the coder.
pub(super) struct ChangeCoder {
    name: String,
    fresh: bool,
}

impl ChangeCoder {
    pub(super) fn new(now: &str) -> Self {
        Self { name: now.to_owned(), fresh: true }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "change coder", title: "Change coder", width: 440.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        let label = ui.label("Whose claims you make from now on");
        let field = TextEdit::singleline(&mut self.name)
            .id(egui::Id::unique("coder name"))
            .hint_text("kim")
            .font(Face::Sans.at(13.5))
            .margin(vec2(8.0, 6.0))
            .desired_width(f32::INFINITY);
        let field = ui.add(field).labelled_by(label.id);
        focus_once(&mut self.fresh, &field);
        let coder = CoderId::try_from(self.name.trim().to_owned());
        match &coder {
            Ok(coder) => small(
                ui,
                format!(
                    "Claims go into {coder}.claims.ron beside each story. What others made stays theirs."
                ),
                theme.faint,
            ),
            Err(_) if self.name.trim().is_empty() => small(ui, "Type a name.", theme.faint),
            Err(_) => {
                let nearest = CoderId::nearest(&self.name);
                let text = format!(
                    "A coder\u{2019}s name has letters, digits, - and _, at most 40 bytes; for example {nearest}."
                );
                small(ui, text, theme.alarm);
            }
        }
        let others: Vec<_> =
            desk.project().coders().into_iter().filter(|coder| *coder != desk.session.coder()).collect();
        if !others.is_empty() {
            ui.horizontal_wrapped(|ui| {
                small(ui, "Also at work here:", theme.faint);
                for other in others {
                    if ui.push_id(other, |ui| ui.small_button(plain(other.as_str()))).inner.clicked() {
                        self.name = other.as_str().to_owned();
                    }
                }
            });
        }
        let taken = buttons(ui, theme, &["Change", "Cancel"], coder.is_ok());
        match (taken, coder) {
            (Some(0), Ok(coder)) => Step::Ask(Request::SetCoder(coder)),
            (None, Ok(coder)) if entered => Step::Ask(Request::SetCoder(coder)),
            (Some(1), _) => Step::Close,
            _ => Step::Stay,
        }
    }
}
