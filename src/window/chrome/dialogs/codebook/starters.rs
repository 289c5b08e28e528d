//! Kinds of the templates, or of a code book that was read, to be added to the project's.

use egui::{Checkbox, ScrollArea, Ui};

use super::super::shell::{buttons, enter, small};
use super::confirm::sentences;
use super::field::type_name;
use crate::claims::{CodeBook, Kind, KindId, Template, templates};
use crate::project::Project;
use crate::project::codebook::{Difference, Plan, differences, take_kinds};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{counted, plain};
use crate::window::claims::Kept;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// Which kinds are ticked, by their template's number.
#[derive(Default)]
pub(super) struct Starters {
    /// A code book that was read from a file.
    read: Option<Template>,
    ticked: Vec<(usize, KindId)>,
    /// What taking them would do.
    plan: Kept<(u64, Vec<(usize, KindId)>), Plan>,
}

impl Starters {
    /// Those of a code book that was read; what the project lacks is ticked.
    pub(super) fn of(name: &str, book: CodeBook, project: &Project) -> Self {
        let new = book.kinds.iter().filter(|kind| project.codebook.kind(&kind.id).is_none());
        let ticked = new.map(|kind| (0, kind.id.clone())).collect();
        let about = "What the file says, and what taking it would change. What only this project has stays.";
        let read = Template { name: plain(name).into_owned(), about: about.to_owned(), book };
        Self { read: Some(read), ticked, ..Self::default() }
    }

    /// The file that was read, or else the templates.
    fn all(&self) -> &[Template] {
        source(self.read.as_ref())
    }

    /// Shows the kinds; says whether the choice is over.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk) -> bool {
        let theme = desk.theme;
        let entered = enter(ui);
        let height = (ui.ctx().content_rect().height() - 300.0).clamp(160.0, 480.0);
        let area = ScrollArea::vertical().id_salt("starters").max_height(height).auto_shrink([false, true]);
        let toggled = area.show(ui, |ui| {
            let mut toggled = None;
            for (number, template) in self.all().iter().enumerate() {
                ui.add_space(6.0);
                word(ui, &template.name, Face::SansMedium.at(13.5), theme.ink);
                small(ui, &template.about, theme.faint);
                for kind in &template.book.kinds {
                    if self.kind(ui, desk, number, kind) {
                        toggled = Some((number, kind.id.clone()));
                    }
                }
            }
            toggled
        });
        if let Some(one) = toggled.inner {
            match self.ticked.iter().position(|other| *other == one) {
                Some(at) => drop(self.ticked.remove(at)),
                None => self.ticked.push(one),
            }
        }
        ui.add_space(8.0);
        let chosen = !self.ticked.is_empty();
        let plan = self.plan(desk);
        if !chosen {
            small(ui, "Tick the kinds that are to come into the code book.", theme.faint);
        } else if plan.touches_nothing() {
            small(ui, "No claim is touched by it.", theme.faint);
        } else {
            sentences(plan, false).into_iter().for_each(|line| small(ui, line, theme.ink));
        }
        let label = if self.read.is_some() { "Take kinds" } else { "Add kinds" };
        match buttons(ui, theme, &[label, "Back"], !self.ticked.is_empty()) {
            Some(1) => true,
            taken if (taken.is_some() || entered) && !self.ticked.is_empty() => {
                let edit = self.plan(desk).edit.clone();
                let from = if self.read.is_some() { "a file" } else { "a template" };
                desk.ask(Request::Perform(format!("add kinds from {from}"), edit));
                true
            }
            _ => false,
        }
    }

    /// Shows a kind with its tick; says whether that was clicked.
    fn kind(&self, ui: &mut Ui, desk: &Desk, number: usize, kind: &Kind) -> bool {
        let ours = desk.codebook().kind(&kind.id);
        let (can, detail) = match ours {
            None => (true, format!("new, {}", counted(kind.fields.len(), "field", "fields"))),
            Some(_) if self.read.is_none() => (false, "in the code book already".to_owned()),
            Some(ours) => match differences(ours, kind).as_slice() {
                [] => (false, "the same here".to_owned()),
                told => (true, told.iter().map(told_of).collect::<Vec<_>>().join("; ")),
            },
        };
        // One kind is taken from one place.
        let elsewhere = self.ticked.iter().any(|(at, id)| *at != number && *id == kind.id);
        let mut ticked = self.ticked.iter().any(|(at, id)| *at == number && *id == kind.id);
        ui.horizontal(|ui| {
            let tick = Checkbox::new(&mut ticked, plain(&kind.name).into_owned());
            let tick = ui.push_id((number, &kind.id), |ui| ui.add_enabled(can && !elsewhere, tick)).inner;
            small(ui, plain(&detail), desk.theme.faint);
            tick.on_hover_text(plain(&kind.definition)).changed()
        })
        .inner
    }

    /// What taking what is ticked would do.
    fn plan(&mut self, desk: &Desk) -> &Plan {
        let all = source(self.read.as_ref());
        let asked = (desk.session.revision(), self.ticked.clone());
        let taken = self.ticked.iter().filter_map(|(at, id)| all.get(*at)?.book.kind(id)).cloned();
        let (project, coder) = (desk.project(), desk.session.coder());
        self.plan.of(asked, || take_kinds(project, coder, &taken.collect::<Vec<_>>()))
    }
}

/// The file that was read, or else the templates.
fn source(read: Option<&Template>) -> &[Template] {
    match read {
        Some(read) => std::slice::from_ref(read),
        None => templates(),
    }
}

/// A difference, as a few words.
fn told_of(difference: &Difference) -> String {
    match difference {
        Difference::Words => "worded otherwise".to_owned(),
        Difference::NewField(name) => format!("new field {name}"),
        Difference::FieldWords(name) => format!("{name} worded otherwise"),
        Difference::Holds { field, from, to } => {
            format!("{field} holds {} instead of {}", type_name(to), type_name(from))
        }
        Difference::Codes(field, count) => {
            format!("{field}: {} new or other", counted(*count, "code", "codes"))
        }
    }
}
