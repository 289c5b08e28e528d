//! The backups of the coder's claims on the open story, of the story itself, of the code book and of the
//! actors, and what restoring one would do.

mod changes;
mod from;
mod row;

pub use from::RestoreFrom;

use egui::{Align, Context, Layout, ScrollArea, Ui, vec2};

use self::changes::Way;
use self::from::Which;
use self::row::{ROW, Row};
use super::shell::{Shell, Step, buttons, enter, instead, small, steady};
use crate::store::BackupId;
use crate::window::chrome::text::plain;
use crate::window::desk::{Desk, Request};
use crate::window::list::steps;
use crate::window::pending::Pending;

/// The dialog that restores a file.
pub(super) struct Restore {
    from: RestoreFrom,
    which: Which,
    list: Pending<Vec<Row>>,
    marked: usize,
    /// What would become of each claim, for the row of that number.
    detail: Option<(usize, Pending<Result<Way, String>>)>,
}

impl Restore {
    pub(super) fn new(ctx: &Context, from: RestoreFrom) -> Self {
        let list = from.list(ctx, Which::Claims);
        Self { from, which: Which::Claims, list, marked: 0, detail: None }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "restore", title: self.which.title(), width: 780.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    /// The choice of the file.
    fn choice(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            for which in Which::ALL {
                if ui.selectable_label(self.which == which, which.name()).clicked() && self.which != which {
                    self.which = which;
                    self.list = self.from.list(ui.ctx(), which);
                    (self.marked, self.detail) = (0, None);
                }
            }
        });
    }

    fn contents(&mut self, ui: &mut Ui, desk: &Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        let story = desk.project().story(&self.from.story);
        let headline = story.map_or("", |work| work.story.headline.as_str());
        self.choice(ui);
        ui.add_space(2.0);
        small(ui, self.which.about(&self.from.coder, &plain(headline)), theme.faint);
        ui.add_space(8.0);
        self.list.poll();
        let closed = story.and_then(|work| self.which.closed(work, &self.from.coder));
        let height = (ui.ctx().content_rect().height() - 260.0).clamp(140.0, 380.0);
        let chosen = steady(ui, height, |ui| {
            match &self.list {
                Pending::Waiting(_) => instead(ui, theme, "Reading the backups\u{2026}", ""),
                Pending::Broken => {
                    instead(
                        ui,
                        theme,
                        "The backups cannot be shown",
                        "A fault in Pressmark ended this. Please report it.",
                    );
                }
                Pending::Here(rows) if rows.is_empty() => empty(ui, desk, self.which),
                Pending::Here(_) => return self.panes(ui, desk, height),
            }
            None
        });
        ui.add_space(6.0);
        if let Some(why) = closed {
            small(ui, why, theme.alarm);
        } else {
            let text = match chosen {
                Some(_) => "What is there now is backed up first, and Undo brings it back.",
                None => "",
            };
            small(ui, text, theme.faint);
        }
        let chosen = chosen.filter(|_| closed.is_none());
        let taken = match &self.list {
            Pending::Here(rows) if !rows.is_empty() => {
                buttons(ui, theme, &["Restore this", "Cancel"], chosen.is_some())
            }
            // Enter and the only button close a dialog with nothing to choose.
            _ => buttons(ui, theme, &["Close"], true).map(|_| 1).or(entered.then_some(1)),
        };
        match (taken, chosen) {
            (Some(0), Some(id)) => Step::Ask(Request::Restore(id)),
            (None, Some(id)) if entered => Step::Ask(Request::Restore(id)),
            (Some(1), _) => Step::Close,
            _ => Step::Stay,
        }
    }

    /// The list, and beside it what the marked backup would do. Gives the marked one, if restoring
    /// it would change anything.
    fn panes(&mut self, ui: &mut Ui, desk: &Desk, height: f32) -> Option<BackupId> {
        let Pending::Here(rows) = &self.list else { return None };
        let before = self.marked;
        if let Some(by) = steps(ui, height / ROW) {
            self.marked = before.saturating_add_signed(by).min(rows.len().saturating_sub(1));
        }
        let (list, gap) = (ui.available_width() * 0.42, 18.0);
        let rest = ui.available_width() - list - gap;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            ui.allocate_ui_with_layout(vec2(list, height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(list);
                if let Some(index) = list_of(ui, desk, rows, self.marked, height, self.marked != before) {
                    self.marked = index;
                }
            });
            ui.allocate_ui_with_layout(vec2(rest, height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(rest);
                ui.set_min_height(height);
                if let Some(row) = rows.get(self.marked) {
                    self.from.detail(ui.ctx(), self.which, (self.marked, row), &mut self.detail);
                    let detail = self.detail.as_ref().map(|(_, detail)| detail);
                    changes::show(ui, desk, &self.from.story, row, detail, height);
                }
            });
        });
        rows.get(self.marked).filter(|row| row.would_change()).map(|row| row.id.clone())
    }
}

/// Shows the rows; gives the one that was clicked or got the keyboard.
fn list_of(ui: &mut Ui, desk: &Desk, rows: &[Row], marked: usize, height: f32, moved: bool) -> Option<usize> {
    let mut chosen = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().id_salt("backups").auto_shrink([false, false]).max_height(height);
    area.show_rows(ui, ROW, rows.len(), |ui, shown| {
        let top = ui.cursor().top();
        for index in shown.clone() {
            let response = rows[index].show(ui, desk.theme, index == marked);
            if response.clicked() || response.gained_focus() {
                chosen = Some(index);
            }
        }
        if moved {
            let top = top + (marked as f32 - shown.start as f32) * ROW;
            let rect = egui::Rect::from_min_size(egui::pos2(ui.min_rect().left(), top), vec2(1.0, ROW));
            ui.scroll_to_rect(rect, None);
        }
    });
    chosen
}

/// What is said where there is no backup yet.
fn empty(ui: &mut Ui, desk: &Desk, which: Which) {
    let about = "Pressmark makes one before the first change of each run, and then at most every ten minutes while you work. One a day is kept for a year. For a single step there is Undo.";
    instead(ui, desk.theme, which.none(), about);
}
