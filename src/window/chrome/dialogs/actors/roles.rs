//! The roles on an actor's page: what the actor was, and when.

use egui::{RichText, Ui};

use super::draft::{Draft, RoleDraft};
use super::page::{Page, Part, change, line, row};
use super::small;
use crate::claims::Actor;
use crate::window::chrome::parts::{close_button, word};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

impl Page {
    /// Shows the roles with an empty line for another; the one that the form shows for the open
    /// story is marked.
    pub(super) fn roles(&mut self, ui: &mut Ui, desk: &mut Desk, actor: &Actor, draft: &mut Draft) {
        let day = desk.story().and_then(|(_, work)| work.story.date);
        let shown_role = actor.role_on(day).filter(|_| desk.story().is_some());
        let now = shown_role.and_then(|role| actor.roles.iter().rposition(|other| other == role));
        row(ui, desk.theme, "Roles", |ui| {
            let (mut left, mut gone) = (false, None);
            for number in 0..draft.roles.len() {
                let last = number + 1 == draft.roles.len();
                ui.push_id(number, |ui| {
                    ui.horizontal(|ui| {
                        let changed = fields(ui, desk, &mut draft.roles[number], number, &mut left);
                        if changed {
                            self.be_content(Part::Role(number));
                        }
                        let name = format!("Remove role {}", number + 1);
                        if !last
                            && close_button(ui, desk.theme, &name).on_hover_text("Remove this role").clicked()
                        {
                            gone = Some(number);
                        }
                        if now == Some(number) {
                            let when = day.map_or_else(|| "last".to_owned(), |day| format!("on {day}"));
                            let mark = word(ui, when, Face::SansMedium.at(11.5), desk.theme.accent);
                            mark.on_hover_text(
                                "This is the role on the day of the open story, which forms show",
                            );
                        }
                    });
                    self.told(ui, desk, Part::Role(number));
                    if actor.roles.get(number).is_some_and(crate::claims::ActorRole::is_backwards) {
                        small(ui, "This role ends before it begins, so it was never held.", desk.theme.alarm);
                    }
                });
            }
            if let Some(number) = gone {
                draft.roles.remove(number);
                self.complaint_gone();
                left = true;
            }
            if left {
                self.commit_roles(desk, actor, draft);
            }
        });
    }

    fn commit_roles(&mut self, desk: &mut Desk, actor: &Actor, draft: &mut Draft) {
        match draft.typed_roles() {
            Ok(roles) => change(desk, actor, "change the roles of an actor", |actor| actor.roles = roles),
            Err((number, problem)) => self.complain(Part::Role(number), problem),
        }
    }
}

/// The fields of one role; says whether something was typed. `left` becomes true when the keyboard
/// has left the line.
fn fields(ui: &mut Ui, desk: &Desk, draft: &mut RoleDraft, number: usize, left: &mut bool) -> bool {
    let theme = desk.theme;
    let hint = |words: &str| RichText::new(words.to_owned()).color(theme.faint);
    let mut changed = false;
    let ids = ["title", "from", "until"].map(|part| ui.scope_id().with(part));
    let texts = [&mut draft.title, &mut draft.from, &mut draft.until];
    let width = (ui.available_width() - 420.0).max(90.0);
    let parts =
        [("Role", "foreign minister", width), ("From", "2017-06-19", 96.0), ("Until", "2018-05-07", 96.0)];
    let mut lost = false;
    for ((id, text), (name, example, width)) in ids.iter().zip(texts).zip(parts) {
        if name != "Role" {
            word(ui, name.to_lowercase(), Face::Sans.at(11.5), theme.faint);
        }
        let field = ui.add(line(text).id(*id).desired_width(width).hint_text(hint(example)));
        let field = field.accessible_name(format!("{name} {}", number + 1));
        changed |= field.changed();
        lost |= field.lost_focus();
    }
    // From one field of a line to the next, the role is not said yet.
    let within = ui.memory(|memory| ids.iter().any(|id| memory.focused() == Some(*id)));
    *left |= lost && !within;
    changed
}
