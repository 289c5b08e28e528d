//! Actors by their names: completion, and who may be meant by a name that was typed.

use super::{Actor, Actors};
use crate::story::folded;

/// An actor's names without regard to case and the spelling of accents, made once a change: a
/// registry of 20,000 is asked at every key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FoldedNames(Box<[Box<str>]>);

/// A shorter last word says nothing of who is meant, in characters.
const TELLING: usize = 3;

impl FoldedNames {
    pub(super) fn of(actor: &Actor) -> Self {
        Self(actor.names().map(|name| fold(name).into_boxed_str()).collect())
    }

    /// How well `typed` (folded) fits: lower is better, `None` not at all.
    fn fit(&self, typed: &str) -> Option<u8> {
        let fit = |name: &str| {
            let at = name.find(typed)?;
            Some(match at {
                0 if name.len() == typed.len() => 0,
                0 => 1,
                _ if words(name).any(|word| word.starts_with(typed)) => 2,
                _ => 3,
            })
        };
        self.0.iter().filter_map(|name| fit(name)).min()
    }

    fn is(&self, typed: &str) -> bool {
        self.0.iter().any(|name| **name == *typed)
    }

    /// Whether one of the names ends with the word `last`.
    fn ends_with(&self, last: &str) -> bool {
        self.0.iter().any(|name| words(name).next_back() == Some(last))
    }
}

/// A name without regard to case and the spelling of accents.
fn fold(name: &str) -> String {
    if name.is_ascii() { name.to_ascii_lowercase() } else { folded(name) }
}

fn words(name: &str) -> impl DoubleEndedIterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

impl Actors {
    /// The actors that fit what was typed, best first; all of them, by name, for nothing typed.
    #[must_use]
    pub fn complete(&self, typed: &str) -> Vec<&Actor> {
        self.complete_by(typed, |_| 0)
    }

    /// The same; of those that fit alike the ones with the lower `rank` come first.
    #[must_use]
    pub fn complete_by(&self, typed: &str, rank: impl Fn(&Actor) -> usize) -> Vec<&Actor> {
        let typed = fold(typed.trim());
        let fitting = self.all.values().filter_map(|entry| {
            let fit = entry.names.fit(&typed)?;
            Some((fit, rank(&entry.actor), &entry.actor))
        });
        let mut fitting: Vec<(u8, usize, &Actor)> = fitting.collect();
        fitting.sort_by(|a, b| (a.0, a.1, &a.2.name).cmp(&(b.0, b.1, &b.2.name)));
        fitting.into_iter().map(|(.., actor)| actor).collect()
    }

    /// The one actor with exactly this name or alias, whatever the case.
    #[must_use]
    pub fn called(&self, name: &str) -> Option<&Actor> {
        let name = fold(name.trim());
        if name.is_empty() {
            return None;
        }
        let called = self.all.values().filter(|entry| entry.names.is(&name));
        called.map(|entry| &entry.actor).min_by(|a, b| a.name.cmp(&b.name))
    }

    /// Actors that may be meant by a name nobody has yet, such as "Mr Biegun" for Stephen Biegun:
    /// those with a name of the same last word, by name.
    #[must_use]
    pub fn near(&self, name: &str) -> Vec<&Actor> {
        let name = fold(name);
        let last = words(&name).next_back().unwrap_or_default();
        if last.chars().count() < TELLING || self.called(&name).is_some() {
            return Vec::new();
        }
        let near = self.all.values().filter(|entry| entry.names.ends_with(last));
        let mut near: Vec<&Actor> = near.map(|entry| &entry.actor).collect();
        near.sort_by(|a, b| a.name.cmp(&b.name));
        near
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registry() -> Actors {
        let mut actors = Actors::default();
        for (id, name, alias) in
            [("biegun", "Stephen Biegun", "US envoy"), ("kcna", "KCNA", "KNCA"), ("rene", "Ren\u{e9} Li", "")]
        {
            let aliases = [alias].iter().filter(|alias| !alias.is_empty()).map(|&a| a.to_owned()).collect();
            let actor = Actor { aliases, ..Actor::named(id.into(), name) };
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
        assert_eq!(first("RENE\u{301}").as_deref(), Some("rene"), "however the accent is spelt");
        assert_eq!(first("zzz"), None);
        assert_eq!(actors.called("knca").map(|actor| actor.name.as_str()), Some("KCNA"));
        assert_eq!(actors.called("kn"), None);
        assert_eq!(actors.called(" "), None);
        assert_eq!(actors.complete("").len(), 3);
    }

    #[test]
    fn of_those_that_fit_alike_the_rank_decides() {
        let mut actors = registry();
        for id in ["kim a", "kim b"] {
            actors.set(&id.into(), Some(Actor::named(id.into(), id)));
        }
        let first = |rank: fn(&Actor) -> usize| actors.complete_by("kim", rank)[0].id.to_string();
        assert_eq!(first(|_| 0), "kim a");
        assert_eq!(first(|actor| usize::from(actor.name == "kim a")), "kim b");
    }

    #[test]
    fn the_same_last_word_is_near() {
        let actors = registry();
        let near =
            |name: &str| actors.near(name).iter().map(|actor| actor.id.to_string()).collect::<Vec<_>>();
        assert_eq!(near("Mr BIEGUN"), ["biegun"]);
        assert_eq!(near("special envoy"), ["biegun"]);
        assert!(near("Stephen Biegun").is_empty(), "that is the actor, not one near it");
        assert!(near("Mr Li").is_empty(), "too short to tell");
        assert!(near("").is_empty());
    }
}
