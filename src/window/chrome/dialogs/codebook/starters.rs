//! Kinds and links of the templates, or of a code book that was read, to be added to the project's.

use egui::{Checkbox, Response, ScrollArea, Ui};

use super::super::shell::{buttons, enter, small};
use super::confirm::sentences;
use super::field::type_name;
use crate::claims::{CodeBook, Kind, KindId, LinkId, LinkKind, Template, templates};
use crate::project::Project;
use crate::project::codebook::{Difference, Plan, differences, take_kinds};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{counted, plain};
use crate::window::claims::Kept;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// What is ticked, by its template's number.
#[derive(Default)]
pub(super) struct Starters {
    /// A code book that was read from a file.
    read: Option<Template>,
    ticked: Vec<Tick>,
    /// What taking them would do.
    plan: Kept<(u64, Vec<Tick>), Plan>,
}

/// Something that can be ticked, with the number of its template.
type Tick = (usize, Part);

/// A part of a code book that is taken by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Kind(KindId),
    Link(LinkId),
}

impl Starters {
    /// Those of a code book that was read; what the project lacks is ticked.
    pub(super) fn of(name: &str, book: CodeBook, project: &Project) -> Self {
        let ours = &project.codebook;
        let kinds = book.kinds.iter().filter(|kind| ours.kind(&kind.id).is_none());
        let links = book.links.iter().filter(|link| ours.link(&link.id).is_none());
        let kinds = kinds.map(|kind| (0, Part::Kind(kind.id.clone())));
        let ticked = kinds.chain(links.map(|link| (0, Part::Link(link.id.clone())))).collect();
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
                        toggled = Some((number, Part::Kind(kind.id.clone())));
                    }
                }
                for link in &template.book.links {
                    if self.link(ui, desk, number, link) {
                        toggled = Some((number, Part::Link(link.id.clone())));
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
            small(ui, "Tick what is to come into the code book.", theme.faint);
        } else if plan.touches_nothing() {
            small(ui, "No claim is touched by it.", theme.faint);
        } else {
            sentences(plan, false).into_iter().for_each(|line| small(ui, line, theme.ink));
        }
        let label = if self.read.is_some() { "Take what is ticked" } else { "Add what is ticked" };
        match buttons(ui, theme, &[label, "Back"], !self.ticked.is_empty()) {
            Some(1) => true,
            taken if (taken.is_some() || entered) && !self.ticked.is_empty() => {
                let edit = self.plan(desk).edit.clone();
                let from = if self.read.is_some() { "a file" } else { "a template" };
                desk.ask(Request::Perform(format!("add to the code book from {from}"), edit));
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
        let part = Part::Kind(kind.id.clone());
        self.row(ui, desk, (number, part), &kind.name, &detail, can)
            .on_hover_text(plain(&kind.definition))
            .changed()
    }

    /// Shows a link that is new here or reads otherwise; says whether its tick was clicked.
    fn link(&self, ui: &mut Ui, desk: &Desk, number: usize, link: &LinkKind) -> bool {
        let reads = format!("\u{201c}{}\u{201d}, \u{201c}{}\u{201d}", link.name, link.back);
        let detail = match desk.codebook().link(&link.id) {
            None => format!("new link: {reads}"),
            Some(ours) if self.read.is_some() && ours != link => format!("link worded otherwise: {reads}"),
            Some(_) => return false,
        };
        self.row(ui, desk, (number, Part::Link(link.id.clone())), &link.name, &detail, true).changed()
    }

    /// Shows something with its tick, and what is to be said of it.
    fn row(&self, ui: &mut Ui, desk: &Desk, one: Tick, name: &str, detail: &str, can: bool) -> Response {
        // What several templates have is taken from one of them.
        let elsewhere = self.ticked.iter().any(|other| other.0 != one.0 && other.1 == one.1);
        let mut ticked = self.ticked.contains(&one);
        ui.horizontal(|ui| {
            let tick = Checkbox::new(&mut ticked, plain(name).into_owned());
            let id = format!("{one:?}");
            let tick = ui.push_id(id, |ui| ui.add_enabled(can && !elsewhere, tick)).inner;
            small(ui, plain(detail), desk.theme.faint);
            tick
        })
        .inner
    }

    /// What taking what is ticked would do.
    fn plan(&mut self, desk: &Desk) -> &Plan {
        let all = source(self.read.as_ref());
        let asked = (desk.session.revision(), self.ticked.clone());
        let (project, coder) = (desk.project(), desk.session.coder());
        self.plan.of(asked, || {
            let (mut kinds, mut links) = (Vec::new(), Vec::new());
            for (at, part) in &self.ticked {
                let Some(Template { book, .. }) = all.get(*at) else { continue };
                match part {
                    Part::Kind(id) => kinds.extend(book.kind(id).cloned()),
                    Part::Link(id) => links.extend(book.link(id).cloned()),
                }
            }
            take_kinds(project, coder, &kinds, &links)
        })
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
