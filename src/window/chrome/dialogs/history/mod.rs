//! The history: every step there ever was, and the way back to any of them.

mod lines;
mod row;
mod when;

use std::collections::BTreeSet;

use egui::accesskit::{Live, Role};
use egui::{Context, Id, ScrollArea, TextEdit, Ui, pos2, vec2};
use jiff::civil::Date;

use self::lines::{Goal, Item, Line, Lines};
use self::row::ROW;
use super::shell::{Shell, Step, buttons, enter, focus_once};
use crate::project::{Access, StepId};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{counted, plain};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::list::steps;

/// How many rows are seen on a window that is high enough.
const ROWS: usize = 15;
/// The field where words are typed, as egui knows it.
const FIELD: &str = "history filter";
/// What a step is called that went back to another.
const WENT_BACK: &str = "go back to ";

/// The open history.
pub(super) struct History {
    filter: String,
    fresh: bool,
    lines: Lines,
    chosen: Option<Goal>,
    /// Whether the chosen row must be brought into view.
    bring: bool,
    restored: BTreeSet<StepId>,
    /// How far the chosen goal is, worked out once a choice.
    far: Option<(Goal, u64, (usize, usize))>,
}

impl History {
    /// The history, with the steps marked that were restored after a crash. It opens on what fits
    /// the filter.
    pub(super) fn new(restored: BTreeSet<StepId>, filter: &str) -> Self {
        Self {
            filter: filter.to_owned(),
            fresh: true,
            lines: Lines::default(),
            chosen: None,
            bring: true,
            restored,
            far: None,
        }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "history", title: "History", width: 860.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        self.lines.refresh(desk.session, &self.restored, &self.filter);
        if self.lines.len() == 0 {
            return nothing_yet(ui, desk, entered);
        }
        let today = jiff::Zoned::now().date();
        let moved = self.take_keys(ui, desk);
        if self.field(ui) {
            self.lines.refresh(desk.session, &self.restored, &self.filter);
        }
        self.keep_choice(desk);
        ui.add_space(6.0);
        let doubled = self.list(ui, desk, today, moved);
        ui.add_space(8.0);
        let (what, goal) = self.outlook(desk, today);
        let line = word(ui, what, Face::Sans.at(12.5), theme.faint);
        ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(Live::Polite));
        let name = match self.chosen {
            Some(Goal::Beginning) => "Go back to before everything",
            _ => "Go back to after this step",
        };
        let taken = buttons(ui, theme, &[name, "Close"], goal.is_some());
        match (taken, goal) {
            (Some(1), _) => Step::Close,
            (Some(0), Some(goal)) => self.go(goal, today),
            (_, Some(goal)) if entered || doubled => self.go(goal, today),
            _ => Step::Stay,
        }
    }

    /// Where words are typed to find steps; says whether they changed.
    fn field(&mut self, ui: &mut Ui) -> bool {
        let field = TextEdit::singleline(&mut self.filter)
            .id(Id::unique(FIELD))
            .hint_text("Find a step by what was done, its story or its words")
            .font(Face::Sans.at(13.5))
            .margin(vec2(8.0, 6.0))
            .desired_width(f32::INFINITY);
        let field = ui.add(field).accessible_name("Find a step");
        focus_once(&mut self.fresh, &field);
        self.bring |= field.changed();
        field.changed()
    }

    /// Moves the choice by keys; says whether one was pressed.
    fn take_keys(&mut self, ui: &Ui, desk: &Desk) -> bool {
        let Some(by) = steps(ui, ROWS as f32) else { return false };
        self.keep_choice(desk);
        let now = self.chosen.and_then(|goal| self.lines.row_of(goal));
        let row = now.and_then(|row| self.lines.step_from(row, by));
        if let Some(goal) = row.and_then(|row| self.lines.goal(row)) {
            self.chosen = Some(goal);
        }
        self.bring = true;
        true
    }

    /// Something listed is always chosen: at first, where the project stands.
    fn keep_choice(&mut self, desk: &Desk) {
        if self.chosen.is_some_and(|goal| self.lines.row_of(goal).is_some()) {
            return;
        }
        let here = desk.session.history().current().map(Goal::After);
        let here = here.filter(|goal| self.lines.row_of(*goal).is_some());
        let first = || self.lines.ends().and_then(|(first, _)| self.lines.goal(first));
        self.chosen = here.or_else(first);
        self.bring = true;
    }

    /// The steps; says whether one was clicked twice.
    fn list(&mut self, ui: &mut Ui, desk: &Desk, today: Date, moved: bool) -> bool {
        let theme = desk.theme;
        // As high as all steps need, so that it does not jump while a filter is typed.
        let rows = (self.lines.len() + 2).clamp(8, ROWS) as f32;
        let room = (ui.ctx().content_rect().height() - 250.0).clamp(ROW * 3.0, ROW * rows);
        let mut clicked = None;
        let mut doubled = false;
        let bring = std::mem::take(&mut self.bring) || moved;
        let chosen_row = self.chosen.and_then(|goal| self.lines.row_of(goal)).filter(|_| bring);
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("history").max_height(room).auto_shrink([false, false]);
        let count = self.lines.items().len();
        if count == 0 {
            area.show(ui, |ui| word(ui, "No step fits that.", Face::Sans.at(13.0), theme.faint));
        } else {
            area.animated(false).show_rows(ui, ROW, count, |ui, shown| {
                let top = ui.min_rect().left_top();
                let id = ui.unique_id();
                ui.ctx().accesskit_node_builder(id, |node| {
                    node.set_role(Role::ListBox);
                    node.set_label("Steps, the newest first");
                });
                for index in shown.clone() {
                    let Some(item) = self.lines.items().get(index) else { break };
                    let goal = self.lines.goal(index);
                    let chosen = goal.is_some() && goal == self.chosen;
                    let response = match item {
                        Item::Day(date) => {
                            row::day(ui, theme, &when::day(*date, today));
                            continue;
                        }
                        Item::Step(number) => {
                            let Some(line) = self.lines.line(*number) else { continue };
                            row::step(ui, theme, line, chosen, &spoken(line, today))
                        }
                        Item::Beginning => row::beginning(ui, theme, chosen),
                    };
                    if chosen {
                        // The field has the keyboard; a screen reader follows the arrows.
                        let at = response.id.accesskit_id();
                        let field = Id::unique(FIELD);
                        ui.ctx().accesskit_node_builder(field, |node| node.set_active_descendant(at));
                    }
                    if response.clicked() {
                        clicked = goal;
                        doubled |= response.double_clicked();
                    }
                }
                if let Some(row) = chosen_row {
                    // The day above the first step comes along.
                    let from = if row == 1 { 0 } else { row };
                    let at = |row: usize| top.y + (row as f32 - shown.start as f32) * ROW;
                    let rect =
                        egui::Rect::from_min_max(pos2(top.x, at(from)), pos2(top.x + 1.0, at(row + 1)));
                    ui.scroll_to_rect(rect, None);
                }
            });
        }
        if clicked.is_some() {
            self.chosen = clicked;
            // A click takes the keyboard away from the field, where the arrows are.
            self.fresh = true;
        }
        doubled
    }

    /// What going to the chosen place would do, and the place if one can go there.
    fn outlook(&mut self, desk: &Desk, today: Date) -> (String, Option<Goal>) {
        let Some(goal) = self.chosen else { return (String::new(), None) };
        let revision = desk.session.revision();
        if self.far.is_none_or(|(at, when, _)| (at, when) != (goal, revision)) {
            let far = desk.session.history().distance_to(goal.step()).unwrap_or_default();
            self.far = Some((goal, revision, far));
        }
        let (back, on) = self.far.map(|(.., far)| far).unwrap_or_default();
        let name = match goal {
            Goal::Beginning => "Before everything".to_owned(),
            Goal::After(step) => self.lines.of(step).map(|line| named(line, today)).unwrap_or_default(),
        };
        let steps = |count| counted(count, "step", "steps");
        let what = match (back, on) {
            (0, 0) => return (format!("{name}: this is where the project stands."), None),
            (back, 0) => format!("takes back {}", steps(back)),
            (0, on) => format!("makes {} again", steps(on)),
            (back, on) => format!("takes back {} and makes {on} again", steps(back)),
        };
        if let Access::ReadOnly(reason) = &desk.project().access {
            let reason = plain(reason);
            return (format!("This project is open for reading only: {reason}"), None);
        }
        (format!("{name}: {what}. Undo brings all of it back."), Some(goal))
    }

    fn go(&self, goal: Goal, today: Date) -> Step {
        let label = match goal {
            Goal::Beginning => format!("{WENT_BACK}before everything"),
            Goal::After(step) => {
                let name = self.lines.of(step).map(|line| named(line, today));
                format!("{WENT_BACK}{}", name.unwrap_or_default())
            }
        };
        Step::Ask(Request::GoBack(label, goal.step()))
    }
}

/// A step as the menu names it after "Undo go back to": "10:42, tag as quote".
fn named(line: &Line, today: Date) -> String {
    let moment = when::moment(line.at, today);
    let what = lower(&line.what);
    // Going back to a going back is not told to the end.
    if what.starts_with(WENT_BACK) { moment } else { format!("{moment}, {what}") }
}

fn lower(what: &str) -> String {
    let mut letters = what.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// All of a row, for a screen reader.
fn spoken(line: &Line, today: Date) -> String {
    let quote = if line.quote.is_empty() { String::new() } else { format!("\u{201c}{}\u{201d}", line.quote) };
    let parts = [
        when::moment(line.at, today),
        line.what.clone(),
        line.place.to_string(),
        quote,
        line.mark().unwrap_or_default().to_owned(),
        if line.restored { "restored".to_owned() } else { String::new() },
        if line.current { "you are here".to_owned() } else { String::new() },
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What stands here before anything was done.
fn nothing_yet(ui: &mut Ui, desk: &Desk, entered: bool) -> Step {
    let theme = desk.theme;
    ui.add_space(24.0);
    ui.vertical_centered(|ui| {
        word(ui, "Nothing has been done yet", Face::SansMedium.at(14.0), theme.ink);
        let text = "Every step you take will stand here, with its story and its time, over all your days \
                    with this project. You can go back to any of them.";
        let text = egui::RichText::new(text).font(Face::Sans.at(12.5)).color(theme.faint);
        ui.scope(|ui| {
            ui.set_max_width(420.0);
            ui.add(egui::Label::new(text).selectable(false).wrap());
        });
    });
    ui.add_space(20.0);
    let taken = buttons(ui, theme, &["Close"], true);
    if taken.is_some() || entered { Step::Close } else { Step::Stay }
}
