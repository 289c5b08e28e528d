use std::collections::BTreeSet;

use super::list::list;
use super::set::set;
use super::{Keep, Merged, Notes, Sides, quoted};
use crate::claims::{Actor, ActorId, ActorType, Actors};

/// Merges the registry, actor by actor.
///
/// An actor that one side merged into another stays merged, although the other side may have
/// changed it or still have it: all that is known of it goes along into the actor it became, whose
/// `was` leads there from claims that name it. Where each side merged into the other's, the one with
/// the smaller id stays.
#[must_use]
pub fn actors(base: &Actors, ours: &Actors, theirs: &Actors) -> Merged<Actors> {
    let mut notes = Notes::default();
    let mut merged = ours.clone();
    let ids: BTreeSet<&ActorId> = ours.iter().chain(theirs.iter()).map(|actor| &actor.id).collect();
    for id in ids {
        let mine = ours.exactly(id);
        let one = actor(base.exactly(id), mine, theirs.exactly(id));
        notes.found.extend(one.clashes);
        if one.value.as_ref() != mine {
            merged.set(id, one.value);
        }
    }
    fold(&mut merged, &mut notes, Sides { base, ours, theirs });
    notes.with(merged)
}

/// Puts actors that one side merged away, and that are here by the other's doing, into those they
/// became.
fn fold(merged: &mut Actors, notes: &mut Notes, sides: Sides<&Actors>) {
    let was_merged = |side: &Actors, id: &ActorId| side.exactly(id).is_none() && side.get(id).is_some();
    let away = merged.iter().map(|actor| &actor.id).filter(|id| {
        let by_now = was_merged(sides.ours, id) || was_merged(sides.theirs, id);
        by_now && !was_merged(sides.base, id)
    });
    let away: Vec<ActorId> = away.cloned().collect();
    // Backwards, so that of two that were merged into each other the first one stays.
    for id in away.iter().rev() {
        let into = merged.became(id).find(|into| into.id != *id);
        let (Some(actor), Some(mut into)) = (merged.exactly(id).cloned(), into.cloned()) else { continue };
        let ids = [&into.id, id].into_iter().chain(&into.was).chain(&actor.was);
        let before: Vec<&Actor> = ids.filter_map(|id| sides.base.exactly(id)).collect();
        into.take_in(&news(&actor, &into, &before));
        // As where two lists are merged: one that stands twice means no more than one.
        into.aliases = once(&into.aliases);
        into.roles = once(&into.roles);
        merged.set(id, None);
        merged.set(&into.id.clone(), Some(into));
        let about = about_actor(id);
        notes.found.retain(|note| note.about != about);
    }
}

/// What an actor that was merged away brings to the one it became, beyond what was known `before` of
/// all that are one now: what of that is no more was taken away on purpose.
fn news(actor: &Actor, into: &Actor, before: &[&Actor]) -> Actor {
    let mut news = actor.clone();
    let known = |name: &str| before.iter().any(|before| before.names().any(|known| known == name));
    news.aliases.retain(|alias| !known(alias));
    if known(&news.name) {
        news.name.clone_from(&into.name);
    }
    news.roles.retain(|role| before.iter().all(|before| !before.roles.contains(role)));
    news.was.retain(|id| before.iter().all(|before| !before.was.contains(id)));
    if before.iter().any(|before| before.sort != ActorType::Unsorted) {
        news.sort = ActorType::Unsorted;
    }
    news.colour = news.colour.filter(|_| before.iter().all(|before| before.colour.is_none()));
    if before.iter().any(|before| before.note.contains(&news.note)) {
        news.note.clear();
    }
    news
}

fn about_actor(id: &ActorId) -> String {
    format!("the actor {id}")
}

/// Merges one actor; `None` where it is not in the registry.
#[must_use]
pub fn actor(base: Option<&Actor>, ours: Option<&Actor>, theirs: Option<&Actor>) -> Merged<Option<Actor>> {
    keeping(Keep::Greater, Sides { base, ours, theirs })
}

/// As [`actor`], where it is said what is kept.
pub(super) fn keeping(keep: Keep, sides: Sides<Option<&Actor>>) -> Merged<Option<Actor>> {
    let mut notes = Notes::from(keep);
    let id = sides.ours.or(sides.theirs).or(sides.base).map(|actor| &actor.id);
    let about = id.map(about_actor).unwrap_or_default();
    let merged = notes.record(&about, sides, both);
    notes.with(merged)
}

fn both(notes: &mut Notes, base: Option<&Actor>, ours: &Actor, theirs: &Actor) -> Actor {
    let nobody = Actor::named(ours.id.clone(), "");
    let sides = Sides { base: base.unwrap_or(&nobody), ours, theirs };
    let about = |part: &str| format!("the {part} of the actor {}", ours.id);
    // A sort that somebody said goes before one that nobody did.
    let sort = |actor: &'_ Actor| (actor.sort != ActorType::Unsorted, actor.sort);
    Actor {
        id: ours.id.clone(),
        name: notes.pick(&about("name"), sides.map(|actor| actor.name.as_str()), quoted).to_owned(),
        sort: notes.pick(&about("sort"), sides.map(sort), |(_, sort)| sort_name(sort).to_owned()).1,
        aliases: values(sides.map(|actor| actor.aliases.as_slice())),
        roles: values(sides.map(|actor| actor.roles.as_slice())),
        colour: notes.pick(&about("colour"), sides.map(|actor| actor.colour), |colour| {
            quoted(&colour.map_or_else(String::new, String::from))
        }),
        was: set(sides.map(|actor| actor.was.as_slice())),
        note: notes.pick(&about("note"), sides.map(|actor| actor.note.as_str()), quoted).to_owned(),
    }
}

/// Merges a list of values that are there or not, in their order; one that stands twice means no
/// more than one that stands once.
fn values<T: Clone + Ord>(sides: Sides<&[T]>) -> Vec<T> {
    let (base, ours, theirs) = (once(sides.base), once(sides.ours), once(sides.theirs));
    let sides = Sides { base: base.as_slice(), ours: ours.as_slice(), theirs: theirs.as_slice() };
    list(sides, Clone::clone, |_, three| three.record(|_, ours, _| ours.clone(), |kept| kept))
}

/// The values in their order, each where it stands first.
fn once<T: Clone + Ord>(list: &[T]) -> Vec<T> {
    let mut seen = BTreeSet::new();
    list.iter().filter(|value| seen.insert(*value)).cloned().collect()
}

fn sort_name(sort: ActorType) -> &'static str {
    match sort {
        ActorType::Person => "a person",
        ActorType::Organisation => "an organisation",
        ActorType::State => "a state",
        ActorType::Unsorted => "not yet said",
    }
}
