//! What this program is.

use egui::Context;

use super::shell::{Shell, Step, buttons, enter, small};
use crate::window::desk::Desk;

/// The bundled fonts and the licences beside them in the source.
const FONTS: [(&str, &str); 3] = [
    ("Inter", include_str!("../../../../assets/fonts/LICENSE-Inter.txt")),
    ("Source Serif 4", include_str!("../../../../assets/fonts/LICENSE-SourceSerif4.txt")),
    ("Noto Sans CJK SC", include_str!("../../../../assets/fonts/LICENSE-NotoSansCJK.txt")),
];

pub(super) fn show(ctx: &Context, desk: &Desk) -> Step {
    let theme = desk.theme;
    Shell { theme, id: "about", title: "About Pressmark", width: 460.0 }.show(ctx, |ui| {
        let entered = enter(ui);
        ui.label(format!("Pressmark {}", env!("CARGO_PKG_VERSION")));
        ui.label("A workbench for hand-annotating news. MIT licence.");
        ui.add_space(6.0);
        small(ui, "The fonts come with the SIL Open Font License 1.1:", theme.faint);
        let height = (ui.ctx().content_rect().height() - 300.0).clamp(80.0, 260.0);
        egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            for (name, licence) in FONTS {
                egui::CollapsingHeader::new(name)
                    .id_salt(name)
                    .show(ui, |ui| small(ui, licence, theme.faint));
            }
        });
        let taken = buttons(ui, theme, &["Close"], true);
        if taken.is_some() || entered { Step::Close } else { Step::Stay }
    })
}
