//! What the last import did with every file, each line leading to its story.

use std::sync::Arc;

use egui::{Context, ScrollArea, Ui};

use super::shell::{Shell, Step, buttons, enter, small};
use crate::import::{Fate, Line, Report};
use crate::story::StoryId;
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{counted, plain};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// The dialog with the report of an import.
pub(super) struct Imported {
    report: Arc<Report>,
    /// Its lines in the order in which they are shown: what went wrong first.
    order: Vec<usize>,
}

/// The height of a line, in points: its name and one row below.
const ROW: f32 = 40.0;

impl Imported {
    pub(super) fn new(report: Arc<Report>) -> Self {
        let mut order: Vec<usize> = (0..report.lines.len()).collect();
        order.sort_by_key(|index| match &report.lines[*index].fate {
            Fate::Failed(_) => 0,
            Fate::Skipped(_) => 1,
            Fate::Known { .. } => 2,
            Fate::Made { .. } => 3,
        });
        Self { report, order }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let theme = desk.theme;
        let shell = Shell { theme, id: "import report", title: "Import report", width: 680.0 };
        shell.show(ctx, |ui| {
            let entered = enter(ui);
            small(ui, self.report.summary(), theme.faint);
            ui.add_space(6.0);
            let height = (ui.ctx().content_rect().height() - 240.0).clamp(120.0, 460.0);
            let mut opened = None;
            let area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
            area.show_rows(ui, ROW, self.order.len(), |ui, rows| {
                for index in &self.order[rows] {
                    ui.push_id(index, |ui| {
                        ui.set_min_height(ROW);
                        opened = row(ui, desk, &self.report.lines[*index]).or(opened.take());
                    });
                }
            });
            let taken = buttons(ui, theme, &["Close", "Copy the report"], true);
            if let Some(story) = opened {
                return Step::Ask(Request::OpenStory(story));
            }
            if taken == Some(1) {
                ui.ctx().copy_text(self.report.to_string());
                return Step::Stay;
            }
            if taken.is_some() || entered { Step::Close } else { Step::Stay }
        })
    }
}

/// A line of the report. Gives the story it leads to, if it was clicked.
fn row(ui: &mut Ui, desk: &Desk, line: &Line) -> Option<StoryId> {
    let theme = desk.theme;
    let (name, what, whole) = words(line);
    let story = line.story().filter(|id| desk.project().story(id).is_some());
    let ink = if matches!(line.fate, Fate::Failed(_)) { theme.alarm } else { theme.ink };
    let mut clicked = false;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        if story.is_some() {
            let text = egui::RichText::new(name).font(Face::SansMedium.at(13.0)).color(theme.accent);
            let link = ui.add(egui::Button::new(text).small().frame(false).truncate());
            clicked = link.on_hover_text("Open this story").clicked();
        } else {
            word(ui, name, Face::SansMedium.at(13.0), ink);
        }
        let text = egui::RichText::new(what).font(Face::Sans.at(12.0)).color(theme.faint);
        ui.add(egui::Label::new(text).selectable(false).truncate()).on_hover_text(whole);
    });
    story.filter(|_| clicked).cloned()
}

/// What a line says: its name, what became of it in a row, and the whole of that.
fn words(line: &Line) -> (String, String, String) {
    let name = |path: &str| plain(path.rsplit(['/', '\\']).next().unwrap_or(path)).into_owned();
    let whole = plain(&line.to_string()).into_owned();
    match &line.fate {
        Fate::Made { headline, blocks, pictures, notes, .. } => {
            let mut parts =
                vec![counted(*blocks, "block", "blocks"), counted(*pictures, "picture", "pictures")];
            parts.extend(notes.iter().map(|note| plain(note).into_owned()));
            let what = parts.join(" \u{b7} ");
            (plain(headline).into_owned(), what.clone(), format!("{}\n{what}", line.file))
        }
        Fate::Known { headline, just_now, .. } => {
            let when = if *just_now { "The same text came in just before" } else { "In the project already" };
            (plain(headline).into_owned(), format!("{when}: {}", name(&line.file)), whole)
        }
        Fate::Skipped(why) => (name(&line.file), format!("Skipped: {}", plain(why)), whole),
        Fate::Failed(why) => {
            let file = name(&line.file);
            let file = if file.is_empty() { "Import".to_owned() } else { file };
            (file, plain(why).into_owned(), whole)
        }
    }
}
