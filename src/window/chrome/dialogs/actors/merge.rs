//! What is asked before actors are merged, or one is deleted, with the claims it is about.

use std::collections::BTreeSet;

use egui::{Button, RichText, Ui};

use super::claims::{Show, list};
use super::counted::Counted;
use super::small;
use crate::claims::{Actor, ActorId};
use crate::project::Use;
use crate::window::chrome::parts::word;
use crate::window::chrome::text::counted;
use crate::window::claims::shown;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// What was answered.
pub(super) enum Answer {
    /// Another one is to stay.
    Keep(ActorId),
    Merge,
    Back,
}

/// Shows who stays, what becomes of the others, and the claims that name them.
pub(super) fn show(
    ui: &mut Ui,
    desk: &Desk,
    all: &BTreeSet<ActorId>,
    kept: &ActorId,
    uses: &Counted,
) -> Option<Answer> {
    let theme = desk.theme;
    let actors = &desk.project().actors;
    let mut answer = None;
    word(ui, "Merge these into one", Face::SansStrong.at(15.0), theme.ink);
    small(ui, "The one that stays gets all names, roles and notes of the others.", theme.faint);
    ui.add_space(6.0);
    egui::ScrollArea::vertical().id_salt("who stays").max_height(120.0).show(ui, |ui| {
        for actor in all.iter().filter_map(|id| actors.exactly(id)) {
            let claims = counted(uses.of(&actor.id).len(), "claim", "claims");
            let label = format!("Keep {} \u{b7} {claims}", shown(&actor.name, 60));
            if ui.radio(actor.id == *kept, label).clicked() {
                answer = Some(Answer::Keep(actor.id.clone()));
            }
        }
    });
    ui.add_space(6.0);
    let away = || all.iter().filter(|id| *id != kept);
    let named: Vec<&Use> = away().flat_map(|id| uses.of(id)).collect();
    let name = shown(actors.name(kept), 60);
    small(ui, told(desk, &named, &name), theme.ink);
    ui.add_space(4.0);
    list(ui, desk, &named, Show::Words, (ui.available_height() - 44.0).max(60.0));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let label = format!("Merge {}", counted(all.len(), "actor", "actors"));
        if ui.add_enabled(uses.is_done(), primary(desk, &label)).clicked() {
            answer = Some(Answer::Merge);
        }
        if ui.button("Back").clicked() {
            answer = Some(Answer::Back);
        }
    });
    answer
}

/// Asks whether an actor is to be deleted; `Some(true)` for yes.
pub(super) fn delete(ui: &mut Ui, desk: &Desk, actor: &Actor, uses: &Counted) -> Option<bool> {
    let theme = desk.theme;
    let name = shown(&actor.name, 60);
    let named: Vec<&Use> = uses.of(&actor.id).iter().collect();
    word(ui, format!("Delete {name}?"), Face::SansStrong.at(15.0), theme.ink);
    let what = match named.len() {
        0 => "No claim names this actor.".to_owned(),
        1 => "1 claim names this actor. It keeps the id, which is shown as unknown.".to_owned(),
        more => format!("{more} claims name this actor. They keep the id, which is shown as unknown."),
    };
    small(ui, what, theme.ink);
    ui.add_space(6.0);
    list(ui, desk, &named, Show::Words, (ui.available_height() - 44.0).max(60.0));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let delete = ui.add_enabled(uses.is_done(), primary(desk, "Delete this actor")).clicked();
        let back = ui.button("Back").clicked();
        if delete { Some(true) } else { back.then_some(false) }
    })
    .inner
}

/// What becomes of the claims that name those merged away.
fn told(desk: &Desk, named: &[&Use], name: &str) -> String {
    let own = named.iter().filter(|one| *one.coder == *desk.session.coder()).count();
    let others = named.len() - own;
    let mut told = match own {
        0 => "No claim of yours names the others.".to_owned(),
        own => format!("{} of yours will name {name} instead.", counted(own, "claim", "claims")),
    };
    if others > 0 {
        let claims = counted(others, "claim", "claims");
        told.push_str(&format!(" {claims} of other coders keep the old id, which leads to {name}."));
    }
    told
}

fn primary<'a>(desk: &Desk, label: &'a str) -> Button<'a> {
    let text = RichText::new(label).font(Face::SansMedium.at(13.0)).color(desk.theme.on_accent);
    Button::new(text).fill(desk.theme.accent)
}
