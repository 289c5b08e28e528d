//! What could not be read, and what can be done about it.

use egui::Context;

use super::shell::{Shell, Step, buttons, enter, small};
use crate::store::Finding;
use crate::window::chrome::parts::word;
use crate::window::chrome::text::plain;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

pub(super) fn show(ctx: &Context, desk: &Desk, findings: &[Finding]) -> Step {
    let theme = desk.theme;
    let shell = Shell { theme, id: "problems", title: "Problems", width: 620.0 };
    shell.show(ctx, |ui| {
        let entered = enter(ui);
        small(ui, "These files are left exactly as they are. The rest of the project is open.", theme.faint);
        ui.add_space(6.0);
        let height = (ui.ctx().content_rect().height() - 240.0).clamp(120.0, 420.0);
        egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            for (index, finding) in findings.iter().enumerate() {
                ui.push_id(index, |ui| {
                    let file = plain(&finding.file);
                    let place =
                        finding.line.map_or_else(|| file.to_string(), |line| format!("{file}, line {line}"));
                    word(ui, place, Face::SansMedium.at(13.0), theme.ink);
                    let problem = egui::RichText::new(plain(&finding.problem))
                        .font(Face::Sans.at(13.0))
                        .color(theme.alarm);
                    ui.add(egui::Label::new(problem).wrap());
                    if !finding.remedy.is_empty() {
                        small(ui, plain(&finding.remedy), theme.faint);
                    }
                    ui.add_space(8.0);
                });
            }
        });
        let taken = buttons(ui, theme, &["Close", "Copy the list"], true);
        if taken == Some(1) {
            ui.ctx().copy_text(as_text(findings));
            return Step::Stay;
        }
        if taken.is_some() || entered { Step::Close } else { Step::Stay }
    })
}

/// The findings as text, to send to someone.
fn as_text(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}
