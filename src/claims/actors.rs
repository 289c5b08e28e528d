mod names;
mod unite;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::names::FoldedNames;
use super::{ActorId, Colour};

/// A person, organisation or state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// Its name in the registry.
    pub id: ActorId,
    /// What it is called.
    pub name: String,
    /// What sort of actor it is.
    pub sort: ActorType,
    /// Other names, abbreviations and spellings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The offices it held, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<ActorRole>,
    /// Its own colour, for networks and lists coloured by actor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
    /// The ids of actors that were merged into it: a colleague's claims may still name them. Sorted,
    /// none twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<ActorId>,
    /// The coders' own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What sort of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActorType {
    /// A human being.
    Person,
    /// A ministry, party, company, agency, …
    Organisation,
    /// A country.
    State,
    /// Not yet said.
    Unsorted,
}

/// An office with the days it was held, both included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorRole {
    /// "US envoy".
    pub title: String,
    /// The first day, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<jiff::civil::Date>,
    /// The last day, if it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<jiff::civil::Date>,
}

impl ActorType {
    /// Every sort, in the order of its switch.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::State, Self::Unsorted];

    /// The sort as it is shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::State => "state",
            Self::Unsorted => "unsorted",
        }
    }
}

impl ActorRole {
    /// Whether it was held on `day`.
    #[must_use]
    pub fn holds_on(&self, day: jiff::civil::Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it ends before it begins, so that it was never held.
    #[must_use]
    pub fn is_backwards(&self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if until < from)
    }
}

impl Actor {
    /// An actor of whom only the name is known.
    #[must_use]
    pub fn named(id: ActorId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            sort: ActorType::Unsorted,
            aliases: Vec::new(),
            roles: Vec::new(),
            colour: None,
            was: Vec::new(),
            note: String::new(),
        }
    }

    /// The office held on `day`; of a story without a date, the last one.
    #[must_use]
    pub fn role_on(&self, day: Option<jiff::civil::Date>) -> Option<&ActorRole> {
        self.roles.iter().rev().find(|role| day.is_none_or(|day| role.holds_on(day)))
    }

    /// Every name it goes by: its own first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// The project's registry of actors.
///
/// Cheap to clone: the actors themselves are shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actors {
    all: BTreeMap<ActorId, Arc<Entry>>,
    /// Which actors each id of a merged one may stand for: the first one counts.
    merged: BTreeMap<ActorId, Vec<ActorId>>,
}

/// An actor with its names as they are searched.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    actor: Actor,
    names: FoldedNames,
}

impl Actors {
    /// The actor called `id`, or the one it was merged into.
    #[must_use]
    pub fn get(&self, id: &ActorId) -> Option<&Actor> {
        let entry = self.all.get(id).or_else(|| self.all.get(self.merged.get(id)?.first()?));
        entry.map(|entry| &entry.actor)
    }

    /// The actor of exactly that id, which no merged one stands for.
    #[must_use]
    pub fn exactly(&self, id: &ActorId) -> Option<&Actor> {
        self.all.get(id).map(|entry| &entry.actor)
    }

    /// The actors that one with the id `id` was merged into: usually one, by id.
    pub fn became(&self, id: &ActorId) -> impl Iterator<Item = &Actor> {
        self.merged.get(id).into_iter().flatten().filter_map(|into| self.exactly(into))
    }

    /// All actors, by id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Actor> {
        self.all.values().map(|entry| &entry.actor)
    }

    /// How a list shows the actor called `id`: its name, or the bare id of one that is gone.
    #[must_use]
    pub fn name<'a>(&'a self, id: &'a ActorId) -> &'a str {
        self.get(id).map_or(id.as_str(), |actor| &actor.name)
    }

    /// An unused id for an actor of this name.
    #[must_use]
    pub fn free_id(&self, name: &str) -> ActorId {
        let stem: String = name
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("-");
        let stem = if stem.is_empty() { "actor".to_owned() } else { stem };
        let mut id = ActorId::from(stem.as_str());
        let mut number = 2_u32;
        while self.get(&id).is_some() {
            id = format!("{stem}-{number}").into();
            number += 1;
        }
        id
    }

    /// Puts an actor in, or takes it out; returns what was there. Only for
    /// [`Project::apply`](crate::project::Project::apply) and for reading files.
    pub(crate) fn set(&mut self, id: &ActorId, to: Option<Actor>) -> Option<Actor> {
        let stands_for: Vec<ActorId> = to.as_ref().map(|actor| actor.was.clone()).unwrap_or_default();
        let was = match to {
            Some(actor) => {
                let names = FoldedNames::of(&actor);
                self.all.insert(id.clone(), Arc::new(Entry { actor, names }))
            }
            None => self.all.remove(id),
        };
        let was = was.map(|entry| Arc::try_unwrap(entry).map_or_else(|e| e.actor.clone(), |e| e.actor));
        for merged in was.iter().flat_map(|actor| &actor.was) {
            if let Some(into) = self.merged.get_mut(merged) {
                into.retain(|other| other != id);
                if into.is_empty() {
                    self.merged.remove(merged);
                }
            }
        }
        for merged in stands_for {
            let into = self.merged.entry(merged).or_default();
            if let Err(at) = into.binary_search(id) {
                into.insert(at, id.clone());
            }
        }
        was
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registry() -> Actors {
        let mut actors = Actors::default();
        for (id, name, alias) in [("biegun", "Stephen Biegun", "US envoy"), ("kcna", "KCNA", "KNCA")] {
            let actor = Actor { aliases: vec![alias.to_owned()], ..Actor::named(id.into(), name) };
            actors.set(&id.into(), Some(actor));
        }
        actors
    }

    #[test]
    fn shows_the_office_of_the_day() {
        let mut actor = Actor::named("a".into(), "A");
        let day = |text: &str| Some(text.parse::<jiff::civil::Date>().unwrap());
        actor.roles = vec![
            ActorRole { title: "foreign minister".into(), from: None, until: day("2018-05-07") },
            ActorRole { title: "member of parliament".into(), from: day("2018-05-08"), until: None },
        ];
        assert_eq!(actor.role_on(day("2018-05-07")).unwrap().title, "foreign minister");
        assert_eq!(actor.role_on(day("2019-01-01")).unwrap().title, "member of parliament");
    }

    #[test]
    fn the_id_of_a_merged_actor_leads_to_the_one_it_became() {
        let mut actors = registry();
        let (old, kept) = (ActorId::from("old-kcna"), ActorId::from("kcna"));
        let was = Actor { was: vec![old.clone()], ..actors.get(&kept).unwrap().clone() };
        let before = actors.clone();
        let inverse = actors.set(&kept, Some(was));
        assert_eq!(actors.name(&old), "KCNA");
        assert_eq!(actors.exactly(&old), None);
        assert_eq!(actors.free_id("old kcna").as_str(), "old-kcna-2", "it may still be named somewhere");
        actors.set(&kept, inverse);
        assert_eq!(actors, before);
    }

    #[test]
    fn free_ids_are_readable_and_free() {
        assert_eq!(registry().free_id("Stephen Biegun").as_str(), "stephen-biegun");
        assert_eq!(registry().free_id("Biegun").as_str(), "biegun-2");
        assert_eq!(registry().free_id("??").as_str(), "actor");
    }
}
