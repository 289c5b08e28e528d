use std::collections::BTreeSet;

use super::list::list;
use super::set::set;
use super::{Merged, Notes, Sides, quoted};
use crate::claims::{Actor, ActorId, ActorType, Actors};

/// Merges the registry, actor by actor.
#[must_use]
pub fn actors(base: &Actors, ours: &Actors, theirs: &Actors) -> Merged<Actors> {
    let mut notes = Notes::default();
    let mut merged = ours.clone();
    let ids: BTreeSet<&ActorId> = ours.iter().chain(theirs.iter()).map(|actor| &actor.id).collect();
    for id in ids {
        let mine = ours.exactly(id);
        let one = actor(base.exactly(id), mine, theirs.exactly(id));
        notes.0.extend(one.clashes);
        if one.value.as_ref() != mine {
            merged.set(id, one.value);
        }
    }
    notes.with(merged)
}

/// Merges one actor; `None` where it is not in the registry.
#[must_use]
pub fn actor(base: Option<&Actor>, ours: Option<&Actor>, theirs: Option<&Actor>) -> Merged<Option<Actor>> {
    let mut notes = Notes::default();
    let mut deleted = false;
    let merged = Sides { base, ours, theirs }.record(
        |base, ours, theirs| both(&mut notes, base, ours, theirs),
        |changed| {
            deleted = true;
            changed
        },
    );
    if let Some(actor) = merged.as_ref().filter(|_| deleted) {
        notes.deleted(&format!("the actor {}", actor.id));
    }
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
    let once = |list: &[T]| {
        let mut seen = BTreeSet::new();
        list.iter().filter(|value| seen.insert(*value)).cloned().collect::<Vec<T>>()
    };
    let (base, ours, theirs) = (once(sides.base), once(sides.ours), once(sides.theirs));
    let sides = Sides { base: base.as_slice(), ours: ours.as_slice(), theirs: theirs.as_slice() };
    list(sides, Clone::clone, |_, three| three.record(|_, ours, _| ours.clone(), |kept| kept))
}

fn sort_name(sort: ActorType) -> &'static str {
    match sort {
        ActorType::Person => "a person",
        ActorType::Organisation => "an organisation",
        ActorType::State => "a state",
        ActorType::Unsorted => "not yet said",
    }
}
