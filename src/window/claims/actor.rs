//! The field that names an actor.

use std::collections::HashMap;

use super::form::Form;
use super::kept::Kept;
use super::keys::Step;
use super::line::{self, Line};
use super::popup::Offer;
use super::row::Row;
use super::shown::shown;
use super::suggest::Usual;
use crate::assist::speaker;
use crate::claims::{Actor, ActorId, ClaimId, Value};
use crate::story::{Role, StoryId, TextRange};
use crate::window::desk::Desk;

/// How many offers the list shows.
const OFFERS: usize = 8;

/// How many actors are offered whose alias the typed name may be.
const ALIASES: usize = 2;

/// What the list offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Known(ActorId),
    New,
    /// What was typed is another name of this one.
    Alias(ActorId),
}

/// What was worked out for the field that has the keyboard: a registry of 20,000 is not searched in
/// every frame.
#[derive(Debug, Default)]
pub(super) struct Offered {
    /// For what was typed at that state of the project.
    found: Kept<State<String>, Vec<Offer<Choice>>>,
    /// Whom the words beside this claim name.
    near: Kept<State<ClaimId>, Option<ActorId>>,
}

/// A state of the project and the open story, and what is asked of them.
pub(super) type State<T> = (u64, Option<StoryId>, T);

impl Form {
    /// Shows the field: a name with completion.
    pub(super) fn actor(&mut self, ui: &mut egui::Ui, desk: &mut Desk, row: &Row) -> Step {
        let now = row.text(desk);
        let draft = self.drafts.text(row.place, &row.slot, &now).map(str::to_owned);
        let edited = draft.is_some();
        let mut text = draft.unwrap_or_else(|| now.clone());
        let near = if now.is_empty() && !edited { self.speaker_near(desk, row) } else { None };
        let hint = near.as_ref().map_or_else(String::new, |actor| shown(&actor.name, 60));
        let field =
            Line { id: row.id, name: &row.field.name, hint: &hint, enabled: !row.locked, multiline: false };
        let shown_field = field.show(ui, desk.theme, &mut text);
        let edited = if shown_field.changed {
            self.drafts.keep(row.place, &row.slot, &now, text.clone());
            self.popup.reset();
            text != now
        } else {
            edited
        };
        let about = match row.claim.fields.get(&row.field.id) {
            Some(Value::Actor(id)) if !edited => about(desk, id),
            _ => String::new(),
        };
        line::aside(ui, desk.theme, shown_field, &about);
        if !about.is_empty() && !row.focused {
            let area = ui.interact(shown_field.rect, row.id.with("about"), egui::Sense::hover());
            area.on_hover_text(format!("{} \u{b7} {about}", shown(&now, 200)));
        }
        if !(row.focused || self.popup.is_pressed(ui, &row.slot)) {
            self.popup.close(&row.slot);
            return Step::Stay;
        }
        let offers = if edited {
            self.found(desk, row, &text)
        } else if now.is_empty() {
            self.usual(desk, row, near.as_ref().map(|actor| &actor.id))
        } else {
            Vec::new()
        };
        let default = (!text.trim().is_empty() && edited || near.is_some()).then_some(0);
        let at = self.popup.at(&row.slot, offers.len(), row.keys.down, default);
        let clicked = self.popup.show(ui, desk.theme, row.id, shown_field.rect, &offers, at);
        // Tab passes by what was merely offered; Enter takes it.
        let takes = row.keys.enter || (row.keys.commits() && edited);
        let taken = clicked.or(at.filter(|_| takes)).and_then(|at| offers.get(at));
        if let Some(offer) = taken {
            self.drafts.drop(row.place, &row.slot);
            match &offer.value {
                Choice::Known(id) => row.set(desk, Some(Value::Actor(id.clone()))),
                Choice::New => row.place.set_new_actor(desk, row.field, &text),
                Choice::Alias(id) => row.place.set_with_alias(desk, row.field, id, &text),
            }
        } else if takes && edited {
            self.drafts.drop(row.place, &row.slot);
            row.set(desk, None);
        }
        if row.keys.escape {
            self.drafts.drop(row.place, &row.slot);
        }
        if clicked.is_some() { Step::Next } else { row.keys.into() }
    }

    /// What is offered for what was typed.
    fn found(&mut self, desk: &Desk, row: &Row, typed: &str) -> Vec<Offer<Choice>> {
        self.used.refresh(desk, &row.field.id);
        let key = (desk.session.revision(), desk.view.story.clone(), typed.to_owned());
        let used = &self.used.actors;
        self.offered.found.of(key, || found(desk, used, typed)).clone()
    }

    /// Whom the words beside the passage name, for the field that has the keyboard.
    fn speaker_near<'a>(&mut self, desk: &Desk<'a>, row: &Row) -> Option<&'a Actor> {
        if !row.focused {
            return None;
        }
        let key = (desk.session.revision(), desk.view.story.clone(), row.claim.id);
        let near = self.offered.near.of(key, || speaker_near(desk, row).map(|actor| actor.id.clone()));
        near.as_ref().and_then(|id| desk.project().actors.get(id))
    }

    /// Whom the coder named before, and first whom the text itself names.
    fn usual(&mut self, desk: &Desk, row: &Row, near: Option<&ActorId>) -> Vec<Offer<Choice>> {
        self.used.refresh(desk, &row.field.id);
        let often = |id: &ActorId| self.used.actors.iter().find(|usual| usual.value == *id);
        let near = near.map(|id| (id, often(id).map_or("", |usual| usual.often.as_str())));
        let usual = self.used.actors.iter().map(|usual| (&usual.value, usual.often.as_str()));
        let others = usual.filter(|(id, _)| near.is_none_or(|(near, _)| near != *id));
        let actors = near.into_iter().chain(others).take(OFFERS);
        let shown = actors.filter_map(|(id, often)| Some((desk.project().actors.get(id)?, often)));
        shown.map(|(actor, often)| known(desk, actor, often)).collect()
    }
}

/// The actors that fit what was typed, those named most first; a name nobody has can become a new
/// one, or another name of one it is like.
fn found(desk: &Desk, used: &[Usual<ActorId>], typed: &str) -> Vec<Offer<Choice>> {
    if typed.trim().is_empty() {
        return Vec::new();
    }
    let actors = &desk.project().actors;
    let places: HashMap<&ActorId, usize> =
        used.iter().enumerate().map(|(place, usual)| (&usual.value, place)).collect();
    let rank = |actor: &Actor| places.get(&actor.id).copied().unwrap_or(usize::MAX);
    let often = |actor: &Actor| places.get(&actor.id).map_or("", |place| used[*place].often.as_str());
    let fitting = actors.complete_by(typed, rank).into_iter().take(OFFERS);
    let fitting = fitting.map(|actor| known(desk, actor, often(actor)));
    let name = shown(typed, 40);
    let new = actors.called(typed).is_none().then(|| Offer {
        value: Choice::New,
        name: format!("Add \u{201c}{name}\u{201d} as a new actor"),
        detail: String::new(),
        often: String::new(),
    });
    let near = actors.near(typed).into_iter().take(ALIASES).map(|actor| Offer {
        value: Choice::Alias(actor.id.clone()),
        name: format!("Add \u{201c}{name}\u{201d} as another name of {}", shown(&actor.name, 60)),
        detail: about(desk, &actor.id),
        often: String::new(),
    });
    fitting.chain(new).chain(near).collect()
}

fn known(desk: &Desk, actor: &Actor, often: &str) -> Offer<Choice> {
    Offer {
        value: Choice::Known(actor.id.clone()),
        name: shown(&actor.name, 60),
        detail: about(desk, &actor.id),
        often: often.to_owned(),
    }
}

/// The actor's office on the story's day: "US envoy, since Aug 2018".
fn about(desk: &Desk, id: &ActorId) -> String {
    let Some(actor) = desk.project().actors.get(id) else { return "unknown".to_owned() };
    let day = desk.story().and_then(|(_, work)| work.story.date);
    let Some(role) = actor.role_on(day) else { return String::new() };
    let title = shown(&role.title, 60);
    match role.from {
        Some(from) => format!("{title}, since {}", from.strftime("%b %Y")),
        None => title,
    }
}

/// The actor whom the words about the passage name, if there is exactly one.
fn speaker_near<'a>(desk: &Desk<'a>, row: &Row) -> Option<&'a Actor> {
    let (block, found) = row.attribution(desk)?;
    let (_, work) = desk.story()?;
    let actors = &desk.project().actors;
    // "He said" begins many a paragraph: whom it means stands in the one before.
    let before = work
        .story
        .blocks
        .iter()
        .rev()
        .find(|other| other.role == Role::Paragraph && other.range.end <= block.start);
    let from = before.map_or(block, |before| TextRange::between(before.range.start, block.end));
    actors.get(&speaker(actors.iter(), &work.text, from, &found)?)
}
