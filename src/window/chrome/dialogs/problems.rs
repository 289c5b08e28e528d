//! What could not be read, and what can be done about it.

use egui::{Context, Ui};

use super::shell::{Shell, Step, buttons, enter, small};
use crate::store::{self, Finding, Folder, Instead, Offer};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{counted, moment, plain};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::pending::Pending;

/// The dialog that lists what could not be read.
pub(super) struct Problems {
    findings: Vec<Finding>,
    /// What can take the place of damaged files; `None` where the project is kept nowhere.
    offers: Option<Pending<Vec<Offer>>>,
}

impl Problems {
    pub(super) fn new(ctx: &Context, findings: Vec<Finding>, folder: Option<Folder>) -> Self {
        let offers = folder.map(|folder| {
            let findings = findings.clone();
            Pending::begin(ctx, move || store::offers(&folder, &findings))
        });
        Self { findings, offers }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let theme = desk.theme;
        if let Some(offers) = &mut self.offers {
            offers.poll();
        }
        let shell = Shell { theme, id: "problems", title: "Problems", width: 620.0 };
        shell.show(ctx, |ui| {
            let entered = enter(ui);
            let about = "These files are left exactly as they are. The rest of the project is open.";
            small(ui, about, theme.faint);
            ui.add_space(6.0);
            let height = (ui.ctx().content_rect().height() - 240.0).clamp(120.0, 420.0);
            let mut used = None;
            egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                for (index, finding) in self.findings.iter().enumerate() {
                    ui.push_id(index, |ui| {
                        one(ui, desk, finding);
                        if let Some(offer) = self.offer(index)
                            && offered(ui, desk, offer)
                        {
                            used = Some(offer.instead.clone());
                        }
                        ui.add_space(8.0);
                    });
                }
            });
            let taken = buttons(ui, theme, &["Close", "Copy the list"], true);
            if let Some(instead) = used {
                return Step::Ask(Request::Mend(instead));
            }
            if taken == Some(1) {
                ui.ctx().copy_text(as_text(&self.findings));
                return Step::Stay;
            }
            if taken.is_some() || entered { Step::Close } else { Step::Stay }
        })
    }

    /// What is offered below a finding: the last one about its file.
    fn offer(&self, index: usize) -> Option<&Offer> {
        let Some(Pending::Here(offers)) = &self.offers else { return None };
        let file = &self.findings[index].file;
        let again = self.findings[index + 1..].iter().any(|later| later.file == *file);
        offers.iter().find(|offer| offer.file == *file && !again)
    }
}

fn one(ui: &mut Ui, desk: &Desk, finding: &Finding) {
    let theme = desk.theme;
    let file = plain(&finding.file);
    let place = finding.line.map_or_else(|| file.to_string(), |line| format!("{file}, line {line}"));
    word(ui, place, Face::SansMedium.at(13.0), theme.ink);
    let problem = egui::RichText::new(plain(&finding.problem)).font(Face::Sans.at(13.0)).color(theme.alarm);
    ui.add(egui::Label::new(problem).wrap());
    if !finding.remedy.is_empty() {
        small(ui, plain(&finding.remedy), theme.faint);
    }
}

/// The button that puts something in the file's place, with what it will do.
fn offered(ui: &mut Ui, desk: &Desk, offer: &Offer) -> bool {
    let claims = offer.claims.map(|claims| counted(claims, "claim", "claims"));
    let (name, about) = match &offer.instead {
        Instead::Backup(backup) => (
            format!("Use the backup of {}", moment(backup.taken())),
            "The backup takes the file\u{2019}s place, and the project is read again. The damaged file is kept in .pressmark/damaged.".to_owned(),
        ),
        Instead::Merge { clashing, .. } => {
            let clashing = match clashing {
                0 => "Nothing was changed in two ways.".to_owned(),
                _ => format!("{} both values, to be settled in the form.", counted(*clashing, "claim keeps", "claims keep")),
            };
            let about = format!("What either side has takes the file\u{2019}s place, and the project is read again. {clashing} What lies there now is kept in .pressmark/damaged.");
            ("Merge both sides".to_owned(), about)
        }
    };
    ui.add_space(2.0);
    let name = claims.map_or_else(|| name.clone(), |claims| format!("{name} ({claims})"));
    let clicked = ui.button(name).clicked();
    small(ui, about, desk.theme.faint);
    clicked
}

/// The findings as text, to send to someone.
fn as_text(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}
