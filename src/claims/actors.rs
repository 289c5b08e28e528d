use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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
        let holds = |role: &&ActorRole| {
            day.is_none_or(|day| {
                role.from.is_none_or(|from| from <= day) && role.until.is_none_or(|until| day <= until)
            })
        };
        self.roles.iter().rev().find(holds)
    }

    /// How well `typed` (lower case) fits: lower is better, `None` not at all.
    fn fit(&self, typed: &str) -> Option<u8> {
        std::iter::once(&self.name)
            .chain(&self.aliases)
            .filter_map(|name| {
                let name = name.to_lowercase();
                if name == typed {
                    Some(0)
                } else if name.starts_with(typed) {
                    Some(1)
                } else if name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(typed)) {
                    Some(2)
                } else {
                    name.contains(typed).then_some(3)
                }
            })
            .min()
    }
}

/// The project's registry of actors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actors {
    all: BTreeMap<ActorId, Actor>,
    /// Which actors each id of a merged one may stand for: the first one counts.
    merged: BTreeMap<ActorId, Vec<ActorId>>,
}

impl Actors {
    /// The actor called `id`, or the one it was merged into.
    #[must_use]
    pub fn get(&self, id: &ActorId) -> Option<&Actor> {
        self.all.get(id).or_else(|| self.all.get(self.merged.get(id)?.first()?))
    }

    /// The actor of exactly that id, which no merged one stands for.
    #[must_use]
    pub fn exactly(&self, id: &ActorId) -> Option<&Actor> {
        self.all.get(id)
    }

    /// All actors, by id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Actor> {
        self.all.values()
    }

    /// How a list shows the actor called `id`: its name, or the bare id of one that is gone.
    #[must_use]
    pub fn name<'a>(&'a self, id: &'a ActorId) -> &'a str {
        self.get(id).map_or(id.as_str(), |actor| &actor.name)
    }

    /// The actors that fit what was typed, best first; all of them for nothing typed.
    #[must_use]
    pub fn complete(&self, typed: &str) -> Vec<&Actor> {
        let typed = typed.trim().to_lowercase();
        let mut fitting: Vec<(u8, &Actor)> =
            self.iter().filter_map(|actor| Some((actor.fit(&typed)?, actor))).collect();
        fitting.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.name.cmp(&b.1.name)));
        fitting.into_iter().map(|(_, actor)| actor).collect()
    }

    /// The one actor with exactly this name or alias, whatever the case.
    #[must_use]
    pub fn called(&self, name: &str) -> Option<&Actor> {
        self.complete(name)
            .into_iter()
            .next()
            .filter(|actor| actor.fit(&name.trim().to_lowercase()) == Some(0))
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
            Some(actor) => self.all.insert(id.clone(), actor),
            None => self.all.remove(id),
        };
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
    fn completes_by_any_word_of_any_name() {
        let actors = registry();
        let first = |typed: &str| actors.complete(typed).first().map(|actor| actor.id.to_string());
        assert_eq!(first("bie").as_deref(), Some("biegun"));
        assert_eq!(first("envoy").as_deref(), Some("biegun"));
        assert_eq!(first("knca").as_deref(), Some("kcna"));
        assert_eq!(first("zzz"), None);
        assert_eq!(actors.called("knca").map(|actor| actor.name.as_str()), Some("KCNA"));
        assert_eq!(actors.called("kn"), None);
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
