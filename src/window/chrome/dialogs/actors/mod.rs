//! The actors: everyone who is named, with their names, roles and claims, and the merging of those
//! who are one.

mod claims;
mod counted;
mod draft;
mod list;
mod merge;
mod page;
mod roles;
mod text;

use std::collections::BTreeSet;

use egui::{Context, Key, Modifiers, TextEdit, Ui, vec2};

use self::counted::Counted;
use self::list::List;
use self::page::Page;
use super::shell::{Shell, Step, buttons, focus_once, small};
use crate::claims::{Actor, ActorId};
use crate::project::{Access, Edit};
use crate::window::chrome::availability::title;
use crate::window::chrome::text::{counted, plain};
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// How wide the list is.
const LIST: f32 = 330.0;

/// The open registry.
pub(super) struct Registry {
    filter: String,
    /// Whether the filter is to get the keyboard.
    fresh: bool,
    list: List,
    chosen: Option<ActorId>,
    /// Whether the chosen row must be brought into view.
    bring: bool,
    /// Those that are ticked to be merged.
    ticked: BTreeSet<ActorId>,
    uses: Counted,
    page: Page,
    asking: Option<Asking>,
    /// What could not be done.
    complaint: String,
}

/// What is asked before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asking {
    /// Which of the ticked ones stays.
    Merge(ActorId),
    Delete,
}

impl Registry {
    pub(super) fn new(chosen: Option<ActorId>) -> Self {
        Self {
            filter: String::new(),
            fresh: true,
            list: List::default(),
            chosen,
            bring: true,
            ticked: BTreeSet::new(),
            uses: Counted::default(),
            page: Page::default(),
            asking: None,
            complaint: String::new(),
        }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "actors", title: "Actors", width: 1060.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        self.uses.refresh(ui.ctx(), desk);
        self.forget_gone(desk);
        self.list.refresh(desk, &self.filter);
        self.take_keys(ui);
        if self.chosen.is_none() {
            self.chosen = self.list.get(0).cloned();
        }
        let height = (ui.ctx().content_rect().height() - 210.0).clamp(200.0, 620.0);
        let step = ui
            .horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 18.0;
                ui.allocate_ui(vec2(LIST, height), |ui| ui.vertical(|ui| self.left(ui, desk, height)));
                ui.vertical(|ui| {
                    ui.set_height(height);
                    self.right(ui, desk)
                })
                .inner
            })
            .inner;
        ui.add_space(4.0);
        match self.complaint.as_str() {
            "" => small(ui, HOW, theme.faint),
            complaint => small(ui, complaint, theme.alarm),
        }
        let undo = title(Command::Undo, desk);
        let can_undo = desk.session.history().next_undo().is_some() && writable(desk);
        let names = ["Close", undo.as_str()];
        let taken = buttons(ui, theme, if can_undo { &names[..] } else { &names[..1] }, true);
        match taken {
            Some(0) => return Step::Close,
            Some(_) => {
                self.complaint.clear();
                desk.ask(Request::Run(Command::Undo));
            }
            None => {}
        }
        step
    }

    /// Forgets those that have left the registry, by whatever way; of one that was merged the other
    /// is shown.
    fn forget_gone(&mut self, desk: &Desk) {
        let actors = &desk.project().actors;
        self.ticked.retain(|id| actors.exactly(id).is_some());
        if let Some(id) = self.chosen.take_if(|id| actors.exactly(id).is_none()) {
            self.chosen = actors.get(&id).map(|actor| actor.id.clone());
            self.asking = None;
        }
        if let Some(Asking::Merge(kept)) = &self.asking
            && (self.meant().len() < 2 || actors.exactly(kept).is_none())
        {
            self.asking = None;
        }
    }

    /// Those that are ticked; one alone goes with the chosen one.
    fn meant(&self) -> BTreeSet<ActorId> {
        let chosen = self.chosen.iter().filter(|_| self.ticked.len() < 2);
        self.ticked.iter().chain(chosen).cloned().collect()
    }

    /// Moves the choice by keys, and ticks.
    fn take_keys(&mut self, ui: &Ui) {
        let typing = ui.memory(egui::Memory::focused).is_some_and(|id| id != egui::Id::unique(FILTER));
        if typing || self.asking.is_some() {
            return;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let page = (self.list.len().saturating_sub(1)).min(15);
        for (key, by) in [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, page.cast_signed()),
            (Key::PageUp, -page.cast_signed()),
        ] {
            if pressed(key) {
                let now = self.chosen.as_ref().and_then(|id| self.list.position(id));
                let last = self.list.len().saturating_sub(1);
                let to = now.map_or(0, |now| now.saturating_add_signed(by).min(last));
                self.chosen = self.list.get(to).cloned();
                self.bring = true;
            }
        }
        if pressed(Key::Insert)
            && let Some(id) = self.chosen.clone()
        {
            self.tick(id);
        }
    }

    fn tick(&mut self, id: ActorId) {
        if !self.ticked.remove(&id) {
            self.ticked.insert(id);
        }
    }

    /// The filter and the list.
    fn left(&mut self, ui: &mut Ui, desk: &mut Desk, height: f32) {
        let top = ui.cursor().top();
        let field = TextEdit::singleline(&mut self.filter)
            .id(egui::Id::unique(FILTER))
            .hint_text("Find by any word of a name")
            .font(Face::Sans.at(13.5))
            .margin(vec2(8.0, 6.0))
            .desired_width(LIST);
        let field = ui.add(field).accessible_name("Find an actor");
        focus_once(&mut self.fresh, &field);
        if field.changed() {
            self.list.refresh(desk, &self.filter);
            self.chosen = self.list.get(0).cloned();
            (self.bring, self.asking) = (true, None);
            self.complaint.clear();
        }
        let (listed, all) = (self.list.len(), desk.project().actors.iter().len());
        let count = match listed {
            listed if listed == all => counted(all, "actor", "actors"),
            listed => format!("{listed} of {}", counted(all, "actor", "actors")),
        };
        small(ui, count, desk.theme.faint);
        let room = height - (ui.cursor().top() - top) - 40.0;
        let bring = std::mem::take(&mut self.bring);
        let clicked = self.list.show(ui, desk, &self.uses, (self.chosen.as_ref(), bring), &self.ticked, room);
        match clicked {
            Some(list::Click::Choose(id)) => {
                (self.chosen, self.asking) = (Some(id), None);
                self.complaint.clear();
                // A click takes the keyboard away from the filter, where the arrows are.
                self.fresh = true;
            }
            Some(list::Click::Tick(id)) => self.tick(id),
            None => {}
        }
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let typed = self.filter.trim();
            let label = match typed {
                "" => "New actor".to_owned(),
                typed => format!("New actor \u{201c}{}\u{201d}", crate::window::claims::shown(typed, 18)),
            };
            if ui.add_enabled(writable(desk), egui::Button::new(label)).clicked() {
                self.make(desk);
            }
            let meant = self.meant();
            let merge = ui.add_enabled(writable(desk) && meant.len() > 1, egui::Button::new("Merge\u{2026}"));
            let merge = merge.on_disabled_hover_text("Tick the actors that are one and the same");
            if merge.clicked() {
                let kept = self.chosen.as_ref().filter(|chosen| meant.contains(*chosen));
                self.asking = kept.or(meant.first()).cloned().map(Asking::Merge);
            }
        });
    }

    /// Makes an actor called what is typed.
    fn make(&mut self, desk: &mut Desk) {
        let name = self.filter.trim().to_owned();
        let actors = &desk.project().actors;
        if name.is_empty() {
            self.complaint = "Type the name of the new actor above the list first.".to_owned();
        } else if let Some(known) = actors.called(&name) {
            self.complaint = format!("{} is called so already.", plain(&known.name));
            self.chosen = Some(known.id.clone());
        } else {
            let id = actors.free_id(&name);
            let actor = Box::new(Actor::named(id.clone(), &name));
            desk.ask(Request::Perform(
                "add actor".to_owned(),
                Edit::Actor { id: id.clone(), to: Some(actor) },
            ));
            // It is in the registry, and so the chosen one, from the next frame on.
            self.filter.clear();
            self.complaint.clear();
            (self.chosen, self.bring) = (None, true);
            self.page.expect(id);
        }
    }

    /// The page of the chosen one, or what is asked of it.
    fn right(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        if let Some(made) = self.page.expected(desk) {
            (self.chosen, self.bring) = (Some(made), true);
        }
        let Some(actor) = self.chosen.as_ref().and_then(|id| desk.project().actors.exactly(id)) else {
            small(ui, nobody(desk), desk.theme.faint);
            return Step::Stay;
        };
        match self.asking.clone() {
            None => {
                let (step, delete) = self.page.show(ui, desk, actor, &self.uses);
                if delete {
                    self.asking = Some(Asking::Delete);
                }
                step
            }
            Some(Asking::Delete) => {
                match merge::delete(ui, desk, actor, &self.uses) {
                    Some(true) => {
                        let edit = Edit::Actor { id: actor.id.clone(), to: None };
                        desk.ask(Request::Perform(format!("delete {}", plain(&actor.name)), edit));
                        self.asking = None;
                    }
                    Some(false) => self.asking = None,
                    None => {}
                }
                Step::Stay
            }
            Some(Asking::Merge(kept)) => {
                let all = self.meant();
                match merge::show(ui, desk, &all, &kept, &self.uses) {
                    Some(merge::Answer::Keep(id)) => self.asking = Some(Asking::Merge(id)),
                    Some(merge::Answer::Back) => self.asking = None,
                    Some(merge::Answer::Merge) => self.merge(desk, &kept, &all),
                    None => {}
                }
                Step::Stay
            }
        }
    }

    fn merge(&mut self, desk: &mut Desk, kept: &ActorId, all: &BTreeSet<ActorId>) {
        let away: Vec<ActorId> = all.iter().filter(|id| *id != kept).cloned().collect();
        let (project, coder) = (desk.project(), desk.session.coder());
        if let Some(union) = project.union(coder, kept, &away) {
            let name = plain(project.actors.name(kept)).into_owned();
            desk.ask(Request::Perform(format!("merge into {name}"), union.edit));
            if union.left > 0 {
                self.complaint = format!(
                    "{} of yours in files that cannot be changed now kept the old id, which leads to {name}.",
                    counted(union.left, "claim", "claims")
                );
            }
        }
        self.ticked.clear();
        (self.chosen, self.asking, self.bring) = (Some(kept.clone()), None, true);
    }
}

/// The filter, as egui knows it.
const FILTER: &str = "actors filter";

const HOW: &str = "Arrows choose, Insert ticks. Every change is one step, which undo takes back.";

fn nobody(desk: &Desk) -> &'static str {
    if desk.project().actors.iter().len() == 0 {
        "Nobody is in the registry yet. Type a name above the list, or fill in a claim's speaker: whoever is new there comes in."
    } else {
        "Nobody is called so. The button below the list makes a new actor of that name."
    }
}

/// Whether the registry may be changed.
fn writable(desk: &Desk) -> bool {
    desk.project().access == Access::Write
}
