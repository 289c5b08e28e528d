//! What the menus of the filters list: worked out once for a state of the project and what is typed,
//! and only the rows in view are made.

use std::collections::BTreeSet;
use std::rc::Rc;

use egui::{ScrollArea, TextEdit, TextStyle, TextWrapMode, Ui};

use super::choices::Choice;
use super::filters::tick;
use super::library::{State, state};
use crate::claims::{ActorId, CoderId, FieldId};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::counted;
use crate::window::claims::{Kept, shown};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// A list of more has a field to find something in it.
const FEW: usize = 12;
/// The size of a long list, in points.
const WIDTH: f32 = 290.0;
const HEIGHT: f32 = 280.0;
/// How long a name may be in a list, in characters.
pub(super) const LONG: usize = 40;

/// What the menus list.
#[derive(Default)]
pub(super) struct Menus {
    /// What is typed to find an actor.
    actor: String,
    /// What is typed to find a code, and in which choice.
    code: (Option<FieldId>, String),
    choices: Kept<State, Rc<[Choice]>>,
    actors: Kept<(State, String, BTreeSet<ActorId>), Rc<[ActorId]>>,
    codes: Kept<(State, FieldId, String), Rc<[usize]>>,
    coders: Kept<State, Rc<[CoderId]>>,
}

impl Menus {
    /// The questions of choice.
    pub(super) fn choices(&mut self, desk: &Desk<'_>) -> Rc<[Choice]> {
        self.choices.of(state(desk.session), || Choice::all(desk.codebook()).into()).clone()
    }

    /// The actors: those that are ticked first.
    pub(super) fn actors(&mut self, ui: &mut Ui, desk: &Desk<'_>, chosen: &mut BTreeSet<ActorId>) {
        let edit = TextEdit::singleline(&mut self.actor).hint_text("Name").desired_width(200.0);
        ui.add(edit).accessible_name("Find an actor");
        let actors = &desk.project().actors;
        let asked = (state(desk.session), self.actor.clone(), chosen.clone());
        let listed = self.actors.of(asked, || {
            let fitting = actors.complete(&self.actor).into_iter().map(|actor| &actor.id);
            chosen.iter().chain(fitting.filter(|actor| !chosen.contains(*actor))).cloned().collect()
        });
        let listed = listed.clone();
        if listed.is_empty() {
            word(ui, "Nobody is called so.", Face::Sans.at(11.5), desk.theme.faint);
        }
        rows(ui, listed.len(), |ui, row| {
            if let Some(actor) = listed.get(row) {
                tick(ui, chosen, actor.clone(), &shown(actors.name(actor), LONG));
            }
        });
    }

    /// The codes of a choice.
    pub(super) fn codes(
        &mut self,
        ui: &mut Ui,
        desk: &Desk<'_>,
        choice: &Choice,
        chosen: &mut BTreeSet<crate::claims::CodeId>,
    ) {
        if self.code.0.as_ref() != Some(&choice.field) {
            self.code = (Some(choice.field.clone()), String::new());
        }
        if choice.codes.len() > FEW {
            let hint = format!("Find one of {}", counted(choice.codes.len(), "code", "codes"));
            let edit = TextEdit::singleline(&mut self.code.1).hint_text(hint).desired_width(200.0);
            ui.add(edit).accessible_name("Find a code");
        }
        let wanted = self.code.1.trim().to_lowercase();
        let asked = (state(desk.session), choice.field.clone(), wanted.clone());
        let fits = |(_, (_, name)): &(usize, &(_, String))| {
            wanted.is_empty() || name.to_lowercase().contains(&wanted)
        };
        let listed = || choice.codes.iter().enumerate().filter(fits).map(|(at, _)| at).collect();
        let listed = self.codes.of(asked, listed).clone();
        rows(ui, listed.len(), |ui, row| {
            if let Some((code, name)) = listed.get(row).and_then(|at| choice.codes.get(*at)) {
                tick(ui, chosen, code.clone(), &shown(name, LONG));
            }
        });
    }

    /// The coders.
    pub(super) fn coders(&mut self, ui: &mut Ui, desk: &Desk<'_>, chosen: &mut BTreeSet<CoderId>) {
        let all = || desk.project().coders().into_iter().cloned().collect();
        let coders = self.coders.of(state(desk.session), all).clone();
        rows(ui, coders.len(), |ui, row| {
            if let Some(coder) = coders.get(row) {
                tick(ui, chosen, coder.clone(), &shown(coder.as_str(), LONG));
            }
        });
    }
}

/// Rows of one height; of many only those in view are made.
fn rows(ui: &mut Ui, count: usize, mut add: impl FnMut(&mut Ui, usize)) {
    if count <= FEW {
        return (0..count).for_each(|row| add(ui, row));
    }
    ui.set_width(WIDTH);
    ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
    let height = ui.spacing().interact_size.y.max(ui.text_style_height(&TextStyle::Button));
    let area = ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]);
    area.show_rows(ui, height, count, |ui, seen| seen.for_each(|row| add(ui, row)));
}
