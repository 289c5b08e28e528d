//! Whom the words of an attribution name.

use super::{Attribution, Known};
use crate::claims::{Actor, ActorId, ActorType};
use crate::story::{StoryText, TextRange};

/// Part of a name is only taken for the whole if it is no shorter than this, in characters.
const SHORTEST_PART: usize = 3;

/// How far before a "he" or "it" whom it means is looked for, in bytes.
const LOOKS_BACK: usize = 1_000;

/// The one actor whom an attribution names, if it names just one; of several the one person ("South
/// Korea's minister Cho"). For "he", "she" and "it" that is who was named last before in the text that begins
/// at `from`, the block's beginning.
#[must_use]
pub fn speaker<'a>(
    actors: impl IntoIterator<Item = &'a Actor>,
    text: &StoryText,
    from: TextRange,
    found: &Attribution,
) -> Option<ActorId> {
    let source = text.slice(found.source)?;
    let meant = Pronoun::of(source);
    let part = match meant {
        None => found.source,
        Some(_) => {
            let end = found.source.start.index();
            let start = from.start.index().max(end.saturating_sub(LOOKS_BACK));
            TextRange::from_indices(text.as_str().ceil_char_boundary(start).min(end), end)
        }
    };
    let words = text.slice(part)?.to_lowercase();
    // Few of a registry of thousands come into question.
    let named: Vec<Actor> =
        actors.into_iter().filter(|actor| may_be_named(actor, &words)).map(with_parts).collect();
    let sort = |id: &ActorId| named.iter().find(|actor| actor.id == *id).map(|actor| actor.sort);
    let mentions = Known::of(&named).find(text, [part]);
    // A name that two share names neither.
    let mut certain = mentions.iter().filter_map(|mention| match mention.actors.as_slice() {
        [one] => Some(one),
        _ => None,
    });
    if let Some(pronoun) = meant {
        return certain.rfind(|id| sort(id).is_some_and(|sort| pronoun.may_mean(sort))).cloned();
    }
    let mut all: Vec<&ActorId> = certain.collect();
    all.sort();
    all.dedup();
    let persons: Vec<&&ActorId> = all.iter().filter(|id| sort(id) == Some(ActorType::Person)).collect();
    match (all.as_slice(), persons.as_slice()) {
        ([one], _) => Some((*one).clone()),
        (_, [one]) => Some((**one).clone()),
        _ => None,
    }
}

/// Who was named before.
#[derive(Clone, Copy)]
enum Pronoun {
    Person,
    Body,
}

impl Pronoun {
    fn of(source: &str) -> Option<Self> {
        match source.trim().to_lowercase().as_str() {
            "he" | "she" | "\u{4ed6}" | "\u{5979}" => Some(Self::Person),
            "it" | "they" => Some(Self::Body),
            _ => None,
        }
    }

    fn may_mean(self, sort: ActorType) -> bool {
        match self {
            Self::Person => matches!(sort, ActorType::Person | ActorType::Unsorted),
            Self::Body => sort != ActorType::Person,
        }
    }
}

/// Whether some part of one of its names stands in `words`, which are in lower case.
fn may_be_named(actor: &Actor, words: &str) -> bool {
    actor.names().any(|name| name.to_lowercase().split_whitespace().any(|part| words.contains(part)))
}

/// The actor, who if a person goes by the first and the last word of each name too: "Mr Lee", "Kim".
fn with_parts(actor: &Actor) -> Actor {
    let mut known = actor.clone();
    if actor.sort != ActorType::Person {
        return known;
    }
    for name in actor.names() {
        let mut words = name.split_whitespace();
        let ends = [words.next(), words.next_back()];
        // A single word is the whole name.
        if ends[1].is_some() {
            let long = |part: &&str| part.chars().count() >= SHORTEST_PART;
            known.aliases.extend(ends.into_iter().flatten().filter(long).map(str::to_owned));
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registry() -> Vec<Actor> {
        let actor = |id: &str, name: &str, sort, aliases: &[&str]| Actor {
            sort,
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            ..Actor::named(id.into(), name)
        };
        vec![
            actor("lee", "Ann Lee", ActorType::Person, &["\u{674e}\u{5b89}"]),
            actor("kim", "Bo Kim", ActorType::Person, &[]),
            actor("min-kim", "Min Kim", ActorType::Person, &[]),
            actor("port", "Port Office", ActorType::Organisation, &["PO"]),
            actor("south", "South Harbour", ActorType::State, &[]),
        ]
    }

    /// Who is found for the source between the bars, in a block that begins with the text.
    fn who(marked: &str) -> Option<String> {
        let (start, end) = (marked.find('|').unwrap(), marked.rfind('|').unwrap() - 1);
        let text = StoryText::from_canonical(marked.replace('|', ""));
        let source = TextRange::from_indices(start, end);
        let from = TextRange::from_indices(0, text.end().index());
        let found = Attribution { cue: source, source };
        Some(speaker(&registry(), &text, from, &found)?.as_str().to_owned())
    }

    #[test]
    fn names_and_parts_of_names() {
        for (text, id) in [
            ("|Ann Lee, the envoy|, said", Some("lee")),
            ("said |Ms Lee|", Some("lee")),
            ("said |Bo Kim|", Some("kim")),
            ("said |Mr Kim|", None),
            ("|South Harbour's minister Ann Lee| told Bo Kim", Some("lee")),
            ("|the Port Office| said", Some("port")),
            ("|Ann Lee and Bo Kim| said", None),
            ("|a leeward ship| said", None),
            ("|\u{5e02}\u{957f}\u{674e}\u{5b89}|\u{8868}\u{793a}", Some("lee")),
            ("|the mayor| said", None),
        ] {
            assert_eq!(who(text).as_deref(), id, "{text}");
        }
    }

    #[test]
    fn who_was_named_before() {
        for (text, id) in [
            ("Bo Kim met Ann Lee at the Port Office. |She| said", Some("lee")),
            ("Bo Kim met Ann Lee at the Port Office. |It| said", Some("port")),
            ("Nobody was there. |He| said", None),
            ("|He| said. Ann Lee agreed.", None),
        ] {
            assert_eq!(who(text).as_deref(), id, "{text}");
        }
    }
}
