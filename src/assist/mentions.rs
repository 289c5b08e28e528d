//! Where the actors of the registry are named in a story.

use std::collections::HashMap;

use super::tokens::{Gap, Token, tokens};
use crate::claims::{Actor, ActorId};
use crate::story::{StoryText, TextRange};

/// A place where an actor is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name in the text.
    pub range: TextRange,
    /// Who is called so, by id: more than one where they share a name.
    pub actors: Vec<ActorId>,
}

/// The names of a registry, ready to be found in texts.
///
/// A name is found without regard to case and the spelling of accents, as whole words, with a blank
/// or a hyphen between them; of names that overlap the first counts, and of those that begin at one
/// place the longest. A name that begins with a capital must begin with one in the text ("Moon" is
/// not "moon"), and a short one in capitals must stand in capitals ("US" is not "us"). Scripts
/// without blanks have no whole words to ask for.
#[derive(Debug)]
pub struct Known {
    words: HashMap<Box<str>, u32>,
    /// A tree of names: what follows a node by a word with or without a gap before it.
    steps: HashMap<(u32, u32, Gap), u32>,
    /// The names that end at a node.
    ends: HashMap<u32, Vec<Name>>,
    nodes: u32,
}

#[derive(Debug)]
struct Name {
    case: Case,
    actor: ActorId,
}

/// How a name must be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Any,
    /// It begins with a capital.
    Capital,
    /// It is in capitals.
    Capitals,
}

/// A name in capitals that is longer than this may stand in small letters, in characters.
const SHORT: usize = 5;

impl Case {
    fn of(name: &str) -> Self {
        let cased = |letter: &char| letter.is_uppercase() || letter.is_lowercase();
        let mut letters = name.chars().filter(|letter| letter.is_alphanumeric());
        let small = letters.clone().any(char::is_lowercase);
        if letters.clone().any(char::is_uppercase) && !small && letters.clone().count() <= SHORT {
            Self::Capitals
        } else if letters.find(cased).is_some_and(char::is_uppercase) {
            Self::Capital
        } else {
            Self::Any
        }
    }

    fn fits(self, written: &str) -> bool {
        let cased = |letter: &char| letter.is_uppercase() || letter.is_lowercase();
        match self {
            Self::Any => true,
            Self::Capital => written.chars().find(cased).is_none_or(char::is_uppercase),
            Self::Capitals => !written.chars().any(char::is_lowercase),
        }
    }
}

impl Known {
    /// The names of these actors.
    #[must_use]
    pub fn of<'a>(actors: impl IntoIterator<Item = &'a Actor>) -> Self {
        let mut known = Self { words: HashMap::new(), steps: HashMap::new(), ends: HashMap::new(), nodes: 0 };
        for actor in actors {
            for name in actor.names() {
                known.add(name, &actor.id);
            }
        }
        known
    }

    fn add(&mut self, name: &str, actor: &ActorId) {
        let mut node = 0;
        for (at, token) in tokens(name).enumerate() {
            let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            let word = match self.words.get(&*token.folded()) {
                Some(word) => *word,
                None => *self.words.entry(token.folded().into()).or_insert(next),
            };
            // What parts the words of a name in the registry is no matter: "Kim, Jong-un".
            let gap = match token.gap {
                _ if at == 0 => Gap::Wide,
                Gap::None => Gap::None,
                Gap::Small | Gap::Wide => Gap::Small,
            };
            let fresh = self.nodes + 1;
            node = *self.steps.entry((node, word, gap)).or_insert(fresh);
            self.nodes = self.nodes.max(node);
        }
        if node == 0 {
            return;
        }
        let (case, names) = (Case::of(name), self.ends.entry(node).or_default());
        if !names.iter().any(|name| name.case == case && name.actor == *actor) {
            names.push(Name { case, actor: actor.clone() });
        }
    }

    /// Where actors are named in `parts` of a text, in order. No name goes from one part into
    /// another.
    #[must_use]
    pub fn find(&self, text: &StoryText, parts: impl IntoIterator<Item = TextRange>) -> Vec<Mention> {
        let mut found = Vec::new();
        if self.ends.is_empty() {
            return found;
        }
        let mut cut: Vec<(Option<u32>, Token<'_>)> = Vec::new();
        for part in parts {
            let Some(words) = text.slice(part) else { continue };
            cut.clear();
            cut.extend(tokens(words).map(|token| (self.words.get(&*token.folded()).copied(), token)));
            let mut at = 0;
            while at < cut.len() {
                let Some((count, actors)) = self.longest(words, &cut[at..]) else {
                    at += 1;
                    continue;
                };
                let base = part.start.index();
                let (start, end) = (cut[at].1.range.start, cut[at + count - 1].1.range.end);
                let range = TextRange::from_indices(base + start, base + end);
                found.push(Mention { range, actors });
                at += count;
            }
        }
        found
    }

    /// The longest name that begins at the first of these tokens: of how many it is, and whose.
    fn longest(&self, text: &str, cut: &[(Option<u32>, Token<'_>)]) -> Option<(usize, Vec<ActorId>)> {
        let (mut node, mut longest) = (0, None);
        let start = cut.first()?.1.range.start;
        for (number, (word, token)) in cut.iter().enumerate() {
            let gap = if number == 0 { Gap::Wide } else { token.gap };
            let Some(next) = word.and_then(|word| self.steps.get(&(node, word, gap))) else { break };
            node = *next;
            let Some(names) = self.ends.get(&node) else { continue };
            let written = &text[start..token.range.end];
            let fitting = names.iter().filter(|name| name.case.fits(written));
            let mut actors: Vec<ActorId> = fitting.map(|name| name.actor.clone()).collect();
            if !actors.is_empty() {
                actors.sort();
                actors.dedup();
                longest = Some((number + 1, actors));
            }
        }
        longest
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn actor(id: &str, names: &[&str]) -> Actor {
        let aliases = names[1..].iter().map(|&name| name.to_owned()).collect();
        Actor { aliases, ..Actor::named(id.into(), names[0]) }
    }

    /// What is found, as "words: who, who".
    fn found(actors: &[Actor], text: &str) -> Vec<String> {
        let text = StoryText::from_canonical(text.to_owned());
        let whole = TextRange::from_indices(0, text.as_str().len());
        let told = |mention: &Mention| {
            let who: Vec<&str> = mention.actors.iter().map(|id| id.as_str()).collect();
            format!("{}: {}", text.slice(mention.range).unwrap(), who.join(", "))
        };
        Known::of(actors).find(&text, [whole]).iter().map(told).collect()
    }

    #[test]
    fn whole_words_and_the_longest_name() {
        let actors = [
            actor("nk", &["North Korea", "DPRK"]),
            actor("k", &["Korea"]),
            actor("kim", &["Kim Jong-un", "Kim"]),
        ];
        let text = "North Korea's Kim Jong Un, a Korean, met Kim; Korea. KIM JONG-UN of the DPRK, not dprk.";
        let who =
            ["North Korea: nk", "Kim Jong Un: kim", "Kim: kim", "Korea: k", "KIM JONG-UN: kim", "DPRK: nk"];
        assert_eq!(found(&actors, text), who);
        assert_eq!(found(&actors, "North, Korea"), ["Korea: k"], "a comma ends a name");
        assert_eq!(found(&actors, "korea"), Vec::<String>::new(), "a name has its capital");
    }

    #[test]
    fn short_capitals_are_capitals() {
        let actors =
            [actor("us", &["US", "U.S."]), actor("moon", &["Moon"]), actor("who", &["UNHCR office"])];
        let text = "The US told us, the U.S. too; the moon and Moon and the unhcr Office, the UNHCR office";
        assert_eq!(found(&actors, text), ["US: us", "U.S: us", "Moon: moon", "UNHCR office: who"]);
    }

    #[test]
    fn scripts_without_blanks_and_spellings_of_accents() {
        let han = [
            actor("kim", &["\u{91d1}\u{6b63}\u{6069}"]),
            actor("bw", &["\u{6bd4}\u{6839}", "\u{65af}\u{8482}\u{82ac}\u{b7}\u{6bd4}\u{6839}"]),
        ];
        let text =
            "\u{671d}\u{9c9c}\u{91d1}\u{6b63}\u{6069}\u{548c}\u{65af}\u{8482}\u{82ac}\u{b7}\u{6bd4}\u{6839}";
        assert_eq!(
            found(&han, text),
            ["\u{91d1}\u{6b63}\u{6069}: kim", "\u{65af}\u{8482}\u{82ac}\u{b7}\u{6bd4}\u{6839}: bw"]
        );
        let accents = [actor("rene", &["Ren\u{e9} Li"]), actor("kim", &["\u{ae40}\u{c815}\u{c740}"])];
        assert_eq!(found(&accents, "RENE\u{301} LI"), ["RENE\u{301} LI: rene"]);
        let jamo: String =
            unicode_normalization::UnicodeNormalization::nfd("\u{ae40}\u{c815}\u{c740}\u{c740}").collect();
        assert_eq!(found(&accents, &jamo).len(), 1, "syllables spelt apart, and an ending");
        assert!(found(&[actor("rene", &["Rene"])], "Ren\u{e9}").is_empty(), "another letter is another name");
    }

    #[test]
    fn who_shares_a_name_and_what_is_no_name() {
        let actors =
            [actor("b", &["Kim"]), actor("a", &["Kim Dong", "Kim"]), actor("c", &["...", "", "\u{202e}"])];
        assert_eq!(found(&actors, "Kim ... \u{202e}"), ["Kim: a, b"]);
        let text = StoryText::from_canonical("Kim\nDong".to_owned());
        let lines = [TextRange::from_indices(0, 3), TextRange::from_indices(4, 8)];
        assert_eq!(Known::of(&actors).find(&text, lines).len(), 1, "no name goes over a block's end");
    }

    /// The same, said as plainly as it can be: every stretch of the text that is a name, the first
    /// one, the longest of those.
    fn naive(actors: &[Actor], text: &str) -> Vec<(std::ops::Range<usize>, Vec<ActorId>)> {
        let plain = |words: &str| -> Vec<(String, bool)> {
            tokens(words)
                .enumerate()
                .map(|(n, token)| (token.folded().into_owned(), n > 0 && token.gap != Gap::None))
                .collect()
        };
        let names: Vec<(&str, &Actor)> =
            actors.iter().flat_map(|actor| actor.names().map(move |name| (name, actor))).collect();
        let cut: Vec<Token> = tokens(text).collect();
        let mut found = Vec::new();
        let mut from = 0;
        while from < cut.len() {
            let longest = (from..cut.len()).rev().find_map(|to| {
                if cut[from + 1..=to].iter().any(|token| token.gap == Gap::Wide) {
                    return None;
                }
                let range = cut[from].range.start..cut[to].range.end;
                let written = &text[range.clone()];
                let called = names.iter().filter(|(name, _)| {
                    !plain(name).is_empty() && plain(name) == plain(written) && Case::of(name).fits(written)
                });
                let mut who: Vec<ActorId> = called.map(|(_, actor)| actor.id.clone()).collect();
                who.sort();
                who.dedup();
                (!who.is_empty()).then_some((to, (range, who)))
            });
            match longest {
                Some((to, one)) => {
                    found.push(one);
                    from = to + 1;
                }
                None => from += 1,
            }
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_finds_what_looking_everywhere_finds(
            names in vec(vec(select(PIECES), 1..5).prop_map(|p| p.concat()), 0..8),
            text in vec(select(PIECES), 0..40).prop_map(|p| p.concat()),
        ) {
            let actors: Vec<Actor> =
                names.iter().enumerate().map(|(n, name)| actor(&(n % 3).to_string(), &[name])).collect();
            let story = StoryText::from_canonical(text.clone());
            let whole = TextRange::from_indices(0, text.len());
            let found = Known::of(&actors).find(&story, [whole]);
            let found: Vec<_> = found.into_iter().map(|one| (one.range.indices(), one.actors)).collect();
            prop_assert_eq!(found, naive(&actors, &text));
        }
    }

    const PIECES: &[&str] = &[
        "a", "A", "b", "B", "kim", "Kim", "KIM", " ", " ", "-", ". ", ", ", "\u{91d1}", "\u{6b63}",
        "e\u{301}", "\u{e9}", "\u{1100}", "\u{1175}", "\u{ae30}", "\u{b7}", "\u{202e}", "\n",
    ];
}
