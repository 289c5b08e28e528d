//! The code book's editor.
//!
//! Every change is made when its place is left, as in a claim's form: there is nothing to apply, the
//! window behind shows it at once, and each is a step of its own that undo takes back. What reaches
//! into claims is shown before it is done.

mod fields;
mod kind;
mod list;
mod rework;
mod spots;
mod starters;

use egui::{Align, Context, Layout, ScrollArea, Ui, vec2};

use self::list::{Act, Entry, List, reorder};
use self::rework::{Confirm, Target, goes_on};
use self::spots::{Manner, Spots, locked, put};
use super::shell::{Shell, Step, small};
use crate::claims::{CodeBook, CodeId, FieldId, KindId, LinkId, LinkKind};
use crate::project::Project;
use crate::project::codebook::{Rework, Spot, add_kind};
use crate::window::chrome::text::plain;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

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
    /// A command that takes the editor's place.
    asked: Option<Command>,
    mode: Mode,
}

/// What the editor shows.
#[derive(Default)]
enum Mode {
    #[default]
    Edit,
    Target(Target),
    Confirm(Box<Confirm>),
    Starters(starters::Starters),
}

impl Editor {
    /// The editor at the kinds of a code book that was read.
    pub(super) fn taking(name: &str, book: CodeBook, project: &Project) -> Self {
        Self { mode: Mode::Starters(starters::Starters::of(name, book, project)), ..Self::default() }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        // Each has a size of its own.
        let (id, width) = match &self.mode {
            Mode::Edit => ("code book", 1000.0),
            Mode::Target(_) => ("code book merge", 620.0),
            Mode::Confirm(_) => ("code book change", 720.0),
            Mode::Starters(_) => ("code book templates", 760.0),
        };
        let shell = Shell { theme: desk.theme, id, title: "Code book", width };
        let (step, next) = shell.show_with(ctx, |ui| match &mut self.mode {
            Mode::Edit => (self.edit(ui, desk), None),
            Mode::Target(target) => goes_on(target.show(ui, desk)),
            Mode::Confirm(confirm) => goes_on(confirm.show(ui, desk)),
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
        let height = (ui.ctx().content_rect().height() - 190.0).clamp(220.0, 640.0);
        let known = |id: &KindId| desk.codebook().kind(id).is_some();
        if !self.links && !self.kind.as_ref().is_some_and(known) {
            self.kind = desk.codebook().kinds.first().map(|kind| kind.id.clone());
        }
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(vec2(230.0, height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(230.0);
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
        match self.asked.take() {
            Some(command) => Step::Ask(Request::Run(command)),
            None => footer(ui, desk),
        }
    }

    /// The kinds, and the way to the links.
    fn kinds(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let book = desk.codebook();
        let chosen = self.kind.as_ref().filter(|_| !self.links);
        let chosen = chosen.and_then(|id| book.kinds.iter().position(|kind| kind.id == *id));
        let list = List {
            id: "kinds",
            name: "Kinds",
            count: book.kinds.len(),
            chosen,
            rows: 12,
            tree: false,
            enabled: !locked(desk),
        };
        let theme = desk.theme;
        let act = list.show(ui, theme, |at| {
            let kind = &book.kinds[at];
            let key = kind.key.map_or_else(String::new, |key| key.to_string());
            Entry {
                name: plain(&kind.name).into_owned(),
                detail: if kind.retired { "out of use".to_owned() } else { key },
                depth: 0,
                faint: kind.retired,
                badge: Some((kind.letter, theme.kind_ink(kind.colour))),
            }
        });
        match act {
            Some(Act::Pick(at)) => self.choose(book.kinds.get(at).map(|kind| kind.id.clone())),
            Some(act) => {
                let mut book = (*desk.codebook_to_be()).clone();
                if reorder(&mut book.kinds, chosen, act).is_some() {
                    put(desk, "move a kind in the code book", book);
                }
            }
            None => {}
        }
        if let Some(name) = self.spots.add(ui, desk, "Add a kind") {
            let mut book = (*desk.codebook_to_be()).clone();
            let id = add_kind(&mut book, &name);
            put(desk, format!("add the kind {}", name.trim()), book);
            self.choose(Some(id));
        }
        ui.add_space(4.0);
        if ui.add_enabled(!locked(desk), egui::Button::new("Add kinds from a template\u{2026}")).clicked() {
            self.mode = Mode::Starters(starters::Starters::default());
        }
        let mut asked = None;
        ui.horizontal(|ui| {
            if ui.add_enabled(!locked(desk), egui::Button::new("From a file\u{2026}")).clicked() {
                asked = Some(Command::ReadBook);
            }
            if ui.add(egui::Button::new("Save as file\u{2026}")).clicked() {
                asked = Some(Command::SaveBook);
            }
        });
        self.asked = asked;
        if ui.add(egui::Button::selectable(self.links, "Links between claims")).clicked() {
            self.links = true;
        }
        let keyed = book.kinds.iter().enumerate().filter(|(_, kind)| !kind.retired && kind.key.is_some());
        let lost = keyed.filter(|(at, _)| *at >= usize::from(crate::window::commands::TAGS)).count();
        if lost > 0 {
            small(ui, "Only the first nine kinds are reached by their keys.", theme.faint);
        }
    }

    fn choose(&mut self, kind: Option<KindId>) {
        if self.kind != kind || self.links {
            self.kind = kind;
            self.links = false;
            self.field = None;
            self.code = None;
            self.find.clear();
        }
    }

    /// The ways of linking claims.
    fn links(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let book = desk.codebook();
        let chosen = self.link.as_ref().and_then(|id| book.links.iter().position(|link| link.id == *id));
        let list = List {
            id: "links",
            name: "Links",
            count: book.links.len(),
            chosen,
            rows: 10,
            tree: false,
            enabled: !locked(desk),
        };
        let act = list.show(ui, desk.theme, |at| Entry {
            name: plain(&book.links[at].name).into_owned(),
            detail: plain(&book.links[at].back).into_owned(),
            depth: 0,
            faint: false,
            badge: None,
        });
        match act {
            Some(Act::Pick(at)) => self.link = book.links.get(at).map(|link| link.id.clone()),
            Some(act) => {
                let mut book = (*desk.codebook_to_be()).clone();
                if reorder(&mut book.links, chosen, act).is_some() {
                    put(desk, "move a link in the code book", book);
                }
            }
            None => {}
        }
        if let Some(name) = self.spots.add(ui, desk, "Add a link") {
            let mut book = (*desk.codebook_to_be()).clone();
            let name = name.trim().to_owned();
            let id = (1..)
                .map(|number| {
                    if number == 1 {
                        name.to_lowercase()
                    } else {
                        format!("{}-{number}", name.to_lowercase())
                    }
                })
                .map(|id| LinkId::from(id.split_whitespace().collect::<Vec<_>>().join("-")))
                .find(|id| book.link(id).is_none());
            if let Some(id) = id {
                let back = format!("{name}, from the other end");
                book.links.push(LinkKind { id: id.clone(), name: name.clone(), back });
                put(desk, format!("add the link {name}"), book);
                self.link = Some(id);
            }
        }
        let Some(id) = self.link.clone().filter(|id| desk.codebook().link(id).is_some()) else { return };
        ui.add_space(8.0);
        kind::labelled(ui, "Reads", |ui| {
            self.spots.show(
                ui,
                desk,
                &Spot::LinkName(id.clone()),
                "Reads",
                &Manner { width: 300.0, rows: 1, hint: "" },
            );
        });
        kind::labelled(ui, "From the other end", |ui| {
            let spot = Spot::LinkBack(id.clone());
            self.spots.show(
                ui,
                desk,
                &spot,
                "From the other end",
                &Manner { width: 300.0, rows: 1, hint: "" },
            );
        });
        if ui.add_enabled(!locked(desk), egui::Button::new("Delete link")).clicked() {
            let name = desk.codebook().link(&id).map(|link| link.name.clone()).unwrap_or_default();
            self.rework(desk, Rework::DeleteLink(id), format!("Delete the link {name}"));
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

fn footer(ui: &mut Ui, desk: &mut Desk) -> Step {
    ui.add_space(12.0);
    let mut step = Step::Stay;
    ui.horizontal(|ui| {
        let undo = desk.session.history().next_undo().map(|what| format!("Undo {}", plain(what)));
        let button = egui::Button::new(undo.clone().unwrap_or_else(|| "Undo".to_owned())).truncate();
        let room = ui.available_width() - 330.0;
        let clicked = ui
            .allocate_ui_with_layout(vec2(room.max(80.0), 28.0), Layout::left_to_right(Align::Center), |ui| {
                ui.add_enabled(undo.is_some() && !locked(desk), button).clicked()
            })
            .inner;
        let key = !ui.ctx().text_edit_focused()
            && ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, egui::Key::Z));
        if clicked || key {
            desk.ask(Request::Run(Command::Undo));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text =
                egui::RichText::new("Done").font(Face::SansMedium.at(13.0)).color(desk.theme.on_accent);
            let close = egui::Button::new(text).fill(desk.theme.accent).min_size(vec2(76.0, 28.0));
            if ui.add(close).clicked() {
                step = Step::Close;
            }
            if ui.add(egui::Button::new("Save as page\u{2026}").min_size(vec2(0.0, 28.0))).clicked() {
                step = Step::Ask(Request::Run(Command::SaveBookPage));
            }
        });
    });
    step
}
