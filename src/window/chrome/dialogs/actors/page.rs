//! One actor's page: names, type, colour, roles, note, and all claims that name it.

use egui::{Button, RichText, TextEdit, Ui, vec2};

use super::claims::{Show, list};
use super::counted::Counted;
use super::draft::Draft;
use super::{small, writable};
use crate::claims::{Actor, ActorId, ActorType, Colour};
use crate::project::{Edit, Use};
use crate::window::chrome::dialogs::shell::Step;
use crate::window::chrome::parts::{close_button, word};
use crate::window::chrome::text::{counted, plain};
use crate::window::claims::shown;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::theme::Theme;

/// The width of the column of labels.
const LABEL: f32 = 74.0;

/// The page of the chosen actor.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) draft: Option<Draft>,
    /// What cannot be committed as it is typed.
    complaint: Option<(Part, String)>,
    /// One that was asked to be made.
    expected: Option<ActorId>,
}

/// A part of the page that may be complained of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Name,
    Alias,
    /// The role on this line.
    Role(usize),
}

impl Page {
    /// Notes that this actor is on its way into the registry.
    pub fn expect(&mut self, id: ActorId) {
        self.expected = Some(id);
    }

    /// The actor that was expected, once it is there.
    pub fn expected(&mut self, desk: &Desk) -> Option<ActorId> {
        self.expected.take_if(|id| desk.project().actors.exactly(id).is_some())
    }

    /// Shows the page; says how the dialog goes on, and whether the actor is to be deleted.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk, actor: &Actor, uses: &Counted) -> (Step, bool) {
        match &mut self.draft {
            Some(draft) if draft.of.id == actor.id => draft.follow(actor),
            draft => {
                *draft = Some(Draft::of(actor));
                self.complaint = None;
            }
        }
        // Taken out for the frame, so that its parts may be complained of.
        let Some(mut draft) = self.draft.take() else { return (Step::Stay, false) };
        let mut delete = false;
        ui.push_id(&actor.id, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
            if !writable(desk) {
                ui.disable();
            }
            let height = ui.available_height() * 0.62;
            egui::ScrollArea::vertical().id_salt("page").max_height(height).auto_shrink([false, true]).show(
                ui,
                |ui| {
                    self.name(ui, desk, actor, &mut draft, &mut delete);
                    sort(ui, desk, actor);
                    self.aliases(ui, desk, actor, &mut draft);
                    self.roles(ui, desk, actor, &mut draft);
                    note(ui, desk, actor, &mut draft);
                    colour(ui, desk, actor, &mut draft);
                    was(ui, desk, actor);
                },
            );
        });
        self.draft = Some(draft);
        (named_by(ui, desk, actor, uses), delete)
    }

    fn name(&mut self, ui: &mut Ui, desk: &mut Desk, actor: &Actor, draft: &mut Draft, delete: &mut bool) {
        row(ui, desk.theme, "Name", |ui| {
            ui.horizontal(|ui| {
                let width = ui.available_width() - 92.0;
                let field = ui.add(line(&mut draft.name).desired_width(width)).accessible_name("Name");
                *delete = ui.button("Delete\u{2026}").clicked();
                if field.changed() {
                    self.be_content(Part::Name);
                }
                if field.lost_focus() {
                    let name = draft.name.trim();
                    if name.is_empty() {
                        self.complain(Part::Name, "An actor needs a name; it is as it was.".to_owned());
                        draft.name.clone_from(&actor.name);
                    } else if name != actor.name {
                        change(desk, actor, "rename actor", |actor| actor.name = name.to_owned());
                    }
                }
            });
            self.told(ui, desk, Part::Name);
            let known = desk.project().actors.called(&draft.name).filter(|other| other.id != actor.id);
            if let Some(other) = known {
                let told = format!("{} is called so too: tick both to merge them.", shown(&other.name, 60));
                small(ui, told, desk.theme.faint);
            }
        });
    }

    fn aliases(&mut self, ui: &mut Ui, desk: &mut Desk, actor: &Actor, draft: &mut Draft) {
        row(ui, desk.theme, "Also called", |ui| {
            ui.horizontal_wrapped(|ui| {
                let mut gone = None;
                for (number, alias) in actor.aliases.iter().enumerate() {
                    let frame = egui::Frame::new()
                        .fill(desk.theme.well)
                        .corner_radius(egui::CornerRadius::same(5))
                        .inner_margin(egui::Margin { left: 8, right: 2, top: 2, bottom: 2 });
                    frame.show(ui, |ui| {
                        ui.spacing_mut().item_spacing.x = 2.0;
                        word(ui, shown(alias, 60), Face::Sans.at(12.5), desk.theme.ink);
                        let remove = format!("Remove the name {}", shown(alias, 60));
                        if close_button(ui, desk.theme, &remove).on_hover_text("Remove this name").clicked() {
                            gone = Some(number);
                        }
                    });
                }
                if let Some(number) = gone {
                    change(desk, actor, "remove a name", |actor| drop(actor.aliases.remove(number)));
                }
                let hint = RichText::new("another name\u{2026}").color(desk.theme.faint);
                let field = ui.add(line(&mut draft.alias).desired_width(150.0).hint_text(hint));
                let field = field.accessible_name("Another name");
                if field.changed() {
                    self.be_content(Part::Alias);
                }
                if field.lost_focus() {
                    self.add_alias(desk, actor, draft);
                    if ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                        field.request_focus();
                    }
                }
            });
            self.told(ui, desk, Part::Alias);
        });
    }

    fn add_alias(&mut self, desk: &mut Desk, actor: &Actor, draft: &mut Draft) {
        let alias = draft.alias.trim().to_owned();
        if alias.is_empty() {
            return;
        }
        if actor.names().any(|name| name == alias) {
            self.complain(Part::Alias, "It is called so already.".to_owned());
        } else {
            change(desk, actor, "add a name", |actor| actor.aliases.push(alias));
        }
        draft.alias.clear();
    }

    pub(super) fn complain(&mut self, part: Part, problem: String) {
        self.complaint = Some((part, problem));
    }

    pub(super) fn be_content(&mut self, part: Part) {
        self.complaint.take_if(|(of, _)| *of == part);
    }

    /// Forgets what was wrong: the lines have other numbers now.
    pub(super) fn complaint_gone(&mut self) {
        self.complaint = None;
    }

    /// Says what is wrong with a part.
    pub(super) fn told(&self, ui: &mut Ui, desk: &Desk, part: Part) {
        if let Some((_, problem)) = self.complaint.as_ref().filter(|(of, _)| *of == part) {
            small(ui, problem, desk.theme.alarm);
        }
    }
}

/// Asks for the actor to be changed, as one step.
pub(super) fn change(desk: &mut Desk, actor: &Actor, label: &str, change: impl FnOnce(&mut Actor)) {
    let mut changed = actor.clone();
    change(&mut changed);
    if changed != *actor && writable(desk) {
        let edit = Edit::Actor { id: actor.id.clone(), to: Some(Box::new(changed)) };
        desk.ask(Request::Perform(label.to_owned(), edit));
    }
}

/// A text field of the page.
pub(super) fn line(text: &mut String) -> TextEdit<'_> {
    TextEdit::singleline(text).font(Face::Sans.at(13.0)).margin(vec2(8.0, 4.0))
}

/// A label in its column, and what it names beside it.
pub(super) fn row(ui: &mut Ui, theme: &Theme, label: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(LABEL, 24.0), egui::Sense::hover());
        super::text::text(ui, label, Face::Sans.at(12.0), theme.faint, rect, egui::Align2::LEFT_CENTER);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            add(ui);
        });
    });
}

fn sort(ui: &mut Ui, desk: &mut Desk, actor: &Actor) {
    row(ui, desk.theme, "Type", |ui| {
        ui.horizontal(|ui| {
            for sort in ActorType::ALL {
                let label = RichText::new(sort.name()).font(Face::Sans.at(12.5));
                if ui.selectable_label(actor.sort == sort, label).clicked() {
                    change(desk, actor, "set the type of an actor", |actor| actor.sort = sort);
                }
            }
        });
    });
}

fn note(ui: &mut Ui, desk: &mut Desk, actor: &Actor, draft: &mut Draft) {
    row(ui, desk.theme, "Note", |ui| {
        let edit = TextEdit::multiline(&mut draft.note).font(Face::Sans.at(13.0)).margin(vec2(8.0, 4.0));
        let hint = RichText::new("anything worth knowing\u{2026}").color(desk.theme.faint);
        let field = ui.add(edit.desired_rows(1).desired_width(f32::INFINITY).hint_text(hint));
        if field.accessible_name("Note on the actor").lost_focus() {
            change(desk, actor, "edit the note on an actor", |actor| actor.note.clone_from(&draft.note));
        }
    });
}

fn colour(ui: &mut Ui, desk: &mut Desk, actor: &Actor, draft: &mut Draft) {
    row(ui, desk.theme, "Colour", |ui| {
        ui.horizontal(|ui| {
            let button = egui::color_picker::color_edit_button_srgb(ui, &mut draft.colour);
            button.accessible_name("Colour of the actor");
            let drawn = Colour(draft.colour);
            // While the pointer is down the colour is being looked for.
            let found = ui.input(|input| !input.pointer.any_down());
            if found && draft.colour != actor.colour.map_or([128; 3], |colour| colour.0) {
                change(desk, actor, "set the colour of an actor", |actor| actor.colour = Some(drawn));
            }
            match actor.colour {
                Some(_) if ui.add(Button::new("None").small()).clicked() => {
                    change(desk, actor, "clear the colour of an actor", |actor| actor.colour = None);
                }
                Some(_) => {}
                None => drop(word(ui, "none of its own", Face::Sans.at(12.0), desk.theme.faint)),
            }
        });
    });
}

/// The ids of those that were merged into it.
fn was(ui: &mut Ui, desk: &mut Desk, actor: &Actor) {
    if actor.was.is_empty() {
        return;
    }
    row(ui, desk.theme, "Merged", |ui| {
        let ids: Vec<_> = actor.was.iter().map(|id| plain(id.as_str())).collect();
        let told = format!(
            "{}: claims that name {} name this actor.",
            ids.join(", "),
            if ids.len() == 1 { "it" } else { "them" }
        );
        small(ui, told, desk.theme.faint);
    });
}

/// The claims that name the actor: each a way to it.
fn named_by(ui: &mut Ui, desk: &mut Desk, actor: &Actor, uses: &Counted) -> Step {
    let named: Vec<&Use> = uses.of(&actor.id).iter().collect();
    ui.add_space(8.0);
    let count = match named.len() {
        0 if uses.is_done() => "No claim names this actor".to_owned(),
        0 => "Counting\u{2026}".to_owned(),
        count => counted(count, "claim", "claims"),
    };
    word(ui, count, Face::SansStrong.at(13.0), desk.theme.ink);
    let Some(one) = list(ui, desk, &named, Show::Place, ui.available_height().max(60.0)) else {
        return Step::Stay;
    };
    let own = *one.coder == *desk.session.coder();
    let story = crate::story::StoryId::clone(&one.story);
    Step::Ask(if own { Request::GoTo(story, one.claim) } else { Request::Visit(Box::new(one.clone())) })
}
