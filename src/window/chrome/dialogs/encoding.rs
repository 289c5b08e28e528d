//! In which encoding a text is read: a list of how it begins in each.

use std::sync::Arc;

use egui::{Button, Context, ScrollArea, Ui};

use super::shell::{Shell, Step, buttons, small};
use crate::import::{Doubt, Encoding, Sample};
use crate::window::chrome::text::plain;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// The dialog that asks it of a text on its way in.
pub(super) struct ChooseEncoding {
    doubt: Arc<Doubt>,
}

impl ChooseEncoding {
    pub(super) fn new(doubt: Arc<Doubt>) -> Self {
        Self { doubt }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "encoding", title: "Read as\u{2026}", width: 680.0 };
        shell.show(ctx, |ui| {
            let doubt = &self.doubt;
            let all = "What you choose goes for every text of this import that seems to be in the same one.";
            small(ui, format!("{}. {all}", plain(&doubt.file)), desk.theme.faint);
            ui.add_space(6.0);
            let height = (ui.ctx().content_rect().height() - 240.0).clamp(120.0, 460.0);
            let area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
            let now = doubt.encoding.map(Encoding::name);
            match area.show(ui, |ui| list(ui, desk, &doubt.samples, now)).inner {
                Some(encoding) => Step::Ask(Request::ReadImportAs(Some(encoding))),
                None if buttons(ui, desk.theme, &["Back"], true).is_some() => Step::Close,
                None => Step::Stay,
            }
        })
    }
}

/// The encodings, each with how the text begins in it, `now` being the one it is read in. Gives the one
/// that is chosen.
pub(super) fn list(ui: &mut Ui, desk: &Desk, samples: &[Sample], now: Option<&str>) -> Option<Encoding> {
    let mut chosen = None;
    for sample in samples {
        let name = sample.encoding.name();
        if ui.add(Button::selectable(now == Some(name), name)).clicked() {
            chosen = Some(sample.encoding);
        }
        ui.indent(name, |ui| {
            let words = egui::RichText::new(plain(&sample.words)).font(Face::Serif.at(14.5));
            ui.add(egui::Label::new(words).selectable(false).wrap());
            if sample.damaged {
                small(ui, "Some bytes do not fit.", desk.theme.alarm);
            }
        });
    }
    chosen
}
