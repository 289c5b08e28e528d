//! The code book's editor.
//!
//! Every change is made when its place is left, as in a claim's form: there is nothing to apply, the
//! window behind shows it at once, and each is a step of its own that undo takes back. What reaches
//! into claims is shown before it is done.

mod care;
mod codes;
mod confirm;
mod counted;
mod field;
mod fields;
mod foot;
mod kind;
mod kinds;
mod links;
pub(super) mod list;
mod named;
mod spots;
mod starters;
mod target;

use std::rc::Rc;

use egui::{Align, Context, Layout, ScrollArea, Ui, vec2};

use self::confirm::{Confirm, goes_on};
use self::foot::footer;
use self::spots::Spots;
use self::target::Target;
use super::shell::{Shell, Step, small};
use crate::claims::{CodeBook, CodeId, FieldId, KindId, LinkId, Placed};
use crate::project::Project;
use crate::project::codebook::Rework;
use crate::window::claims::Kept;
use crate::window::desk::Desk;

/// The width of the column of kinds, in points.
const KINDS: f32 = 250.0;

/// The open editor.
#[derive(Default)]
pub(super) struct Editor {
    kind: Option<KindId>,
    /// Whether the ways of linking are shown instead of a kind.
    links: bool,
    link: Option<LinkId>,
    field: Option<FieldId>,
    code: Option<CodeId>,
    /// What is typed to find a code.
    find: String,
    /// Whether what was chosen last must be brought into view.
    bring: bool,
    spots: Spots,
    care: care::Care,
    counted: counted::Counted,
    /// The codes that are listed, for what is chosen and typed.
    rows: Kept<(u64, KindId, FieldId, String), Rc<[Placed]>>,
    mode: Mode,
}

/// What the editor shows.
#[derive(Default)]
enum Mode {
    #[default]
    Edit,
    Target(Target),
    Confirm(Box<Confirm>),
    Named(Box<named::Named>),
    Starters(starters::Starters),
}

impl Editor {
    /// Shows the kinds of a code book that was read, and then again what is shown now.
    pub(super) fn take_kinds(&mut self, name: &str, book: CodeBook, project: &Project) {
        self.mode = Mode::Starters(starters::Starters::of(name, book, project));
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        // Each has a size of its own.
        let (id, width) = match &self.mode {
            Mode::Edit => ("code book", 1000.0),
            Mode::Target(_) => ("code book merge", 620.0),
            Mode::Confirm(_) => ("code book change", 720.0),
            Mode::Named(_) => ("code book claims", 720.0),
            Mode::Starters(_) => ("code book templates", 760.0),
        };
        let shell = Shell { theme: desk.theme, id, title: "Code book", width };
        let (step, next) = shell.show_with(ctx, |ui| match &mut self.mode {
            Mode::Edit => (self.edit(ui, desk), None),
            Mode::Target(target) => goes_on(target.show(ui, desk)),
            Mode::Confirm(confirm) => goes_on(confirm.show(ui, desk)),
            Mode::Named(named) => named.show(ui, desk),
            Mode::Starters(starters) => (Step::Stay, starters.show(ui, desk).then_some(Mode::Edit)),
        });
        if let Some(mode) = next {
            self.mode = mode;
        }
        if step != Step::Stay {
            self.spots.commit(desk);
        }
        step
    }

    fn edit(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let top = ui.cursor().top();
        self.care.show(ui, desk);
        // One walk through the claims after the other.
        if self.care.is_done() {
            self.counted.refresh(ui.ctx(), desk);
        }
        let taken = ui.cursor().top() - top;
        let height = (ui.ctx().content_rect().height() - 190.0).clamp(220.0, 640.0) - taken;
        let known = |id: &KindId| desk.codebook().kind(id).is_some();
        if !self.links && !self.kind.as_ref().is_some_and(known) {
            self.kind = desk.codebook().kinds.first().map(|kind| kind.id.clone());
        }
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(vec2(KINDS, height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(KINDS);
                self.kinds(ui, desk);
            });
            ui.add_space(10.0);
            let rest = vec2(ui.available_width(), height);
            ui.allocate_ui_with_layout(rest, Layout::top_down(Align::Min), |ui| {
                let area = ScrollArea::vertical().id_salt("code book right").max_height(height);
                area.auto_shrink([false, false]).show(ui, |ui| {
                    ui.set_width(ui.available_width() - 12.0);
                    if self.links {
                        self.links(ui, desk);
                    } else if let Some(id) = self.kind.clone() {
                        self.kind(ui, desk, &id);
                    } else {
                        let words = "No kinds yet. Add one on the left, or take some from a template.";
                        small(ui, words, desk.theme.faint);
                    }
                });
            });
        });
        footer(ui, desk, &mut self.spots)
    }

    /// Shows this kind.
    fn choose(&mut self, kind: Option<KindId>) {
        if self.kind != kind || self.links {
            self.kind = kind;
            self.links = false;
            self.field = None;
            self.code = None;
            self.find.clear();
        }
    }

    /// Makes a change that may reach into claims: at once where it touches none, else once it was
    /// looked at.
    fn rework(&mut self, desk: &mut Desk, rework: Rework, title: String) {
        self.spots.commit(desk);
        let mut confirm = Confirm::new(rework, title);
        if !confirm.make_if_harmless(desk) {
            self.mode = Mode::Confirm(Box::new(confirm));
        }
    }
}
