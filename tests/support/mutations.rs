//! News-like articles made by rule, and what becomes of such texts when they are mended, imported again
//! or rewritten: for every character of the outcome it is known where it came from, and so for every
//! passage where it went. Used by the tests and the bench of anchors alike.

use pressmark::claims::Passage;
use pressmark::claims::anchors::{Anchors, Outcome};
use pressmark::story::{BytePos, StoryText, TextRange, Unit};

/// A small generator of numbers, the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// Whether something comes true that does so in `per_mille` of a thousand cases.
    fn comes(&mut self, per_mille: usize) -> bool {
        self.below(1_000) < per_mille
    }
}

const PEOPLE: [&str; 14] = [
    "Prime Minister Elena Vasko",
    "Tomas Brandt",
    "Foreign Minister Idris Okello",
    "Ms Haldane",
    "Senator Paul Rooke",
    "Mr Okello",
    "Vasko",
    "opposition leader Ana Terzić",
    "Jun Sato of the rail union",
    "Mr Brandt",
    "Judge Miriam Falk",
    "the spokeswoman, Lea Conti",
    "Governor Raúl Peña",
    "General Sørensen",
];
const GROUPS: [&str; 14] = [
    "the ministry",
    "the coalition",
    "the port authority",
    "the central bank",
    "the union",
    "the government",
    "parliament",
    "the city council",
    "the commission",
    "the Northern League",
    "the hospital board",
    "the army",
    "the election office",
    "the court",
];
const PLACES: [&str; 12] = [
    "Port Alden",
    "Kessel",
    "the capital",
    "Brussels",
    "Lower Maren",
    "Geneva",
    "the border town of Ost",
    "Nairobi",
    "Harrow Bay",
    "the eastern provinces",
    "Saint-Rémy",
    "Seoul",
];
const THINGS: [&str; 40] = [
    "budget",
    "harbour",
    "ceasefire",
    "tariff",
    "bridge",
    "hospital",
    "election",
    "water supply",
    "rail strike",
    "pension",
    "amnesty",
    "survey",
    "pipeline",
    "school",
    "treaty",
    "inquiry",
    "subsidy",
    "flood wall",
    "permit",
    "audit",
    "airport",
    "curfew",
    "wage deal",
    "fishing quota",
    "data law",
    "vaccine",
    "grain export",
    "loan",
    "referendum",
    "nuclear plant",
    "housing plan",
    "border crossing",
    "tax reform",
    "evacuation",
    "drill",
    "visa rule",
    "satellite",
    "coal mine",
    "court ruling",
    "aid convoy",
];
const QUALITIES: [&str; 24] = [
    "new",
    "disputed",
    "long-delayed",
    "costly",
    "temporary",
    "secret",
    "joint",
    "regional",
    "unpopular",
    "modest",
    "ambitious",
    "unprecedented",
    "revised",
    "partial",
    "independent",
    "second",
    "proposed",
    "fragile",
    "public",
    "urgent",
    "legal",
    "draft",
    "national",
    "final",
];
const DEEDS: [&str; 24] = [
    "delay",
    "approve",
    "defend",
    "reject",
    "finance",
    "reopen",
    "abandon",
    "inspect",
    "extend",
    "postpone",
    "oppose",
    "announce",
    "suspend",
    "revive",
    "question",
    "withdraw",
    "support",
    "sign",
    "study",
    "replace",
    "cancel",
    "negotiate",
    "enforce",
    "condemn",
];
const SAYS: [&str; 8] = ["said", "told reporters", "said", "argued", "warned", "insisted", "said", "added"];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const REASONS: [&str; 20] = [
    "because the money had run out",
    "after weeks of protest",
    "despite a warning from lenders",
    "before the end of the year",
    "as winter approached",
    "without a vote",
    "under pressure from abroad",
    "once the report was published",
    "in spite of the cost",
    "to calm the markets",
    "after two workers were injured",
    "while talks were under way",
    "for the third time since spring",
    "on the advice of engineers",
    "although few had asked for it",
    "amid doubts over its safety",
    "in return for guarantees",
    "against the wishes of residents",
    "as a gesture of goodwill",
    "following a leak to the press",
];
const BOILERPLATE: [&str; 8] = [
    "Advertisement",
    "Sign up for our newsletter and never miss a story.",
    "Read more: What we know so far",
    "Share this article",
    "We use cookies to improve your visit.",
    "Related: Five charts that explain the crisis",
    "© The Example Courier. All rights reserved.",
    "Follow us for the latest news from the region.",
];

/// An article of about 3,900 bytes: a headline and paragraphs of a few sentences.
pub fn article(dice: &mut Dice) -> String {
    let mut text = capital(&format!("{} to {} {}", dice.one(&GROUPS), dice.one(&DEEDS), thing(dice)));
    let length = 2_600 + dice.below(2_600);
    while text.len() < length {
        text.push('\n');
        let sentences: Vec<String> = (0..1 + dice.below(4)).map(|_| sentence(dice)).collect();
        text.push_str(&sentences.join(" "));
    }
    text
}

fn thing(dice: &mut Dice) -> String {
    format!("the {} {}", dice.one(&QUALITIES), dice.one(&THINGS))
}

fn clause(dice: &mut Dice) -> String {
    let who = dice.one(&GROUPS);
    let verb =
        dice.one(&["would", "will", "had agreed to", "refused to", "was ready to", "could not", "plans to"]);
    match dice.below(3) {
        0 => format!("{who} {verb} {} {}", dice.one(&DEEDS), thing(dice)),
        1 => format!("{who} {verb} {} {} {}", dice.one(&DEEDS), thing(dice), dice.one(&REASONS)),
        _ => format!("{who} {verb} {} {} in {}", dice.one(&DEEDS), thing(dice), dice.one(&PLACES)),
    }
}

fn sentence(dice: &mut Dice) -> String {
    let (person, says, day) = (dice.one(&PEOPLE), dice.one(&SAYS), dice.one(&DAYS));
    let words = match dice.below(7) {
        0 => format!("{person} {says} on {day} that {}.", clause(dice)),
        1 => format!("\u{201c}{},\u{201d} {person} {says}.", capital(&clause(dice))),
        2 => format!("{}, {person} {says} in {}.", clause(dice), dice.one(&PLACES)),
        3 => format!(
            "About {} people in {} depend on {}, and {}.",
            20 + dice.below(9_000),
            dice.one(&PLACES),
            thing(dice),
            clause(dice)
        ),
        4 => format!(
            "In {}, {} \u{2013} {} \u{2013} and {}.",
            dice.one(&PLACES),
            clause(dice),
            dice.one(&REASONS),
            clause(dice)
        ),
        5 => format!(
            "\u{201c}We cannot {} {} {},\u{201d} {says} {person}, \u{201c}and {}.\u{201d}",
            dice.one(&DEEDS),
            thing(dice),
            dice.one(&REASONS),
            clause(dice)
        ),
        _ => format!("{} {}.", clause(dice), dice.one(&REASONS)),
    };
    capital(&words)
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Characters, each with the one of the first text that it comes from or stands in for.
type Traced = Vec<(char, Option<usize>)>;

/// A way in which texts change.
pub struct Mutation {
    pub name: &'static str,
    make: fn(Traced, &mut Dice) -> Traced,
}

pub const LIGHT: &str = "light re-import";
pub const HEAVY: &str = "heavy rewrite";

pub const MUTATIONS: [Mutation; 11] = [
    Mutation { name: "unchanged", make: |text, _| text },
    Mutation { name: "re-spaced", make: respaced },
    Mutation { name: "soft hyphens", make: |text, dice| hyphened(text, dice, 300) },
    Mutation { name: "boilerplate inserted", make: with_boilerplate },
    Mutation { name: "10 % sentences deleted", make: |text, dice| without_sentences(text, dice, 100) },
    Mutation { name: "30 % sentences deleted", make: |text, dice| without_sentences(text, dice, 300) },
    Mutation { name: "10 % words edited", make: |text, dice| edited(text, dice, 100) },
    Mutation { name: "25 % words edited", make: |text, dice| edited(text, dice, 250) },
    Mutation { name: "OCR noise 3 %", make: |text, dice| scanned(text, dice, 30) },
    Mutation { name: LIGHT, make: light },
    Mutation { name: HEAVY, make: heavy },
];

fn light(text: Traced, dice: &mut Dice) -> Traced {
    let text = edited(without_sentences(text, dice, 40), dice, 20);
    let text = with_boilerplate(scanned(text, dice, 2), dice);
    hyphened(respaced(plain_marks(text), dice), dice, 100)
}

fn heavy(text: Traced, dice: &mut Dice) -> Traced {
    let text = edited(without_sentences(text, dice, 300), dice, 250);
    respaced(with_boilerplate(text, dice), dice)
}

fn plain_marks(text: Traced) -> Traced {
    let plain = |character| match character {
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2013}' => '-',
        other => other,
    };
    text.into_iter().map(|(character, origin)| (plain(character), origin)).collect()
}

fn respaced(text: Traced, dice: &mut Dice) -> Traced {
    let respace = |(character, origin)| match character {
        ' ' => {
            dice.one(&[" ", " ", " ", " ", " ", "\u{a0}", "  ", "\n"]).chars().map(|c| (c, origin)).collect()
        }
        '\n' => vec![('\n', origin), ('\n', origin)],
        _ => vec![(character, origin)],
    };
    text.into_iter().flat_map(respace).collect()
}

fn hyphened(text: Traced, dice: &mut Dice, per_mille: usize) -> Traced {
    let mut made = Traced::new();
    let mut letters = 0;
    for (character, origin) in text {
        letters = if character.is_alphabetic() { letters + 1 } else { 0 };
        if letters >= 4 && dice.comes(per_mille) {
            made.push(('\u{ad}', None));
            letters = 1;
        }
        made.push((character, origin));
    }
    made
}

fn with_boilerplate(text: Traced, dice: &mut Dice) -> Traced {
    let mut made = Traced::new();
    let clutter = |made: &mut Traced, dice: &mut Dice| {
        for _ in 0..1 + dice.below(3) {
            made.extend(dice.one(&BOILERPLATE).chars().map(|c| (c, None)));
            made.push(('\n', None));
        }
    };
    clutter(&mut made, dice);
    for (character, origin) in text {
        made.push((character, origin));
        if character == '\n' && dice.comes(200) {
            clutter(&mut made, dice);
        }
    }
    made.push(('\n', None));
    clutter(&mut made, dice);
    made
}

fn without_sentences(text: Traced, dice: &mut Dice, per_mille: usize) -> Traced {
    let mut made = Traced::new();
    let mut goes = dice.comes(per_mille);
    for (at, &(character, origin)) in text.iter().enumerate() {
        if !goes {
            made.push((character, origin));
        }
        let ended = at > 0
            && matches!(text[at - 1].0, '.' | '\u{201d}')
            && text[..at].iter().rev().take(2).any(|(c, _)| *c == '.');
        if character == '\n' || (character == ' ' && ended) {
            goes = dice.comes(per_mille);
        }
    }
    made
}

fn edited(text: Traced, dice: &mut Dice, per_mille: usize) -> Traced {
    let mut made = Traced::new();
    let mut rest = text.as_slice();
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|(c, _)| c.is_alphanumeric()).count();
        if length == 0 || !dice.comes(per_mille) {
            made.extend_from_slice(&rest[..length.max(1)]);
        } else {
            let other = *[dice.one(&THINGS), dice.one(&QUALITIES), dice.one(&DEEDS), dice.one(&SAYS)]
                .get(dice.below(4))
                .unwrap();
            match dice.below(5) {
                0 => {}
                1 => {
                    made.extend_from_slice(&rest[..length]);
                    made.extend(format!(" {other}").chars().map(|c| (c, None)));
                }
                _ => made.extend(other.chars().map(|c| (c, first.1))),
            }
        }
        rest = &rest[length.max(1)..];
    }
    made
}

fn scanned(text: Traced, dice: &mut Dice, per_mille: usize) -> Traced {
    let mut made = Traced::new();
    for (character, origin) in text {
        if !dice.comes(per_mille) {
            made.push((character, origin));
            continue;
        }
        let read = match character {
            'l' | 'i' => "1",
            'o' => "0",
            'e' => "c",
            'm' => "rn",
            's' => "5",
            'h' => "li",
            'a' => "o",
            'u' => "ii",
            't' => "f",
            'n' => "ri",
            ' ' => "",
            _ => "~",
        };
        made.extend(read.chars().map(|c| (c, origin)));
    }
    made
}

/// How passages fared.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    pub right: usize,
    pub wrong: usize,
    pub review: usize,
    pub orphan: usize,
    /// Those that were deleted and placed all the same, which are counted as wrong too.
    pub ghosts: usize,
}

impl Counts {
    pub fn all(self) -> usize {
        self.right + self.wrong + self.review + self.orphan
    }

    /// A number of passages in percent of all.
    pub fn percent(self, count: usize) -> f64 {
        count as f64 * 100.0 / self.all().max(1) as f64
    }
}

/// Where a passage went: `None` where it was deleted.
enum Fate {
    At(TextRange),
    Deleted,
    /// It was torn apart, so that nobody can say where it is.
    Torn,
}

/// An article before and after a mutation, with what became of some passages.
pub struct Case {
    pub old: StoryText,
    pub new: StoryText,
    passages: Vec<(Passage, Fate)>,
}

impl Case {
    /// `count` passages of 1 to 40 words in an article.
    pub fn of(mutation: &Mutation, seed: u64, count: usize) -> Self {
        let mut dice = Dice::new(seed);
        let text = article(&mut dice);
        let traced = text.chars().enumerate().map(|(at, c)| (c, Some(at))).collect();
        let traced = (mutation.make)(traced, &mut dice);
        let old = StoryText::from_canonical(text);
        let new = StoryText::from_canonical(traced.iter().map(|(c, _)| *c).collect::<String>());
        let chars: Vec<char> = old.as_str().chars().collect();
        let passages = (0..count).map(|_| {
            let (from, to) = some_words(&chars, &mut dice);
            let bytes = |text: &StoryText, at| Unit::CodePoints.position_of(text.as_str(), at).unwrap();
            let range = TextRange { start: bytes(&old, from), end: bytes(&old, to) };
            let fate = match fate(&traced, from, to) {
                Some(Some((from, to))) => {
                    Fate::At(TextRange { start: bytes(&new, from), end: bytes(&new, to) })
                }
                Some(None) => Fate::Deleted,
                None => Fate::Torn,
            };
            (Passage::of(&old, range).unwrap(), fate)
        });
        let passages = passages.collect();
        Self { passages, old, new }
    }

    /// The passages.
    #[allow(dead_code, reason = "only the bench asks")]
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.passages.iter().map(|(passage, _)| passage)
    }

    /// Looks for the passages and counts how that went.
    pub fn count(&self, counts: &mut Counts, with_old_text: bool) {
        let anchors = Anchors::new(with_old_text.then_some(&self.old), &self.new);
        for (passage, fate) in &self.passages {
            if matches!(fate, Fate::Torn) {
                continue;
            }
            let found = anchors.find(passage);
            match (found.outcome, found.range, fate) {
                (Outcome::Placed, Some(range), Fate::At(truth)) if agrees(&self.new, range, *truth) => {
                    counts.right += 1
                }
                (Outcome::Placed, _, fate) => {
                    counts.wrong += 1;
                    counts.ghosts += usize::from(matches!(fate, Fate::Deleted));
                }
                (Outcome::Review, ..) => counts.review += 1,
                (Outcome::Orphan, ..) => counts.orphan += 1,
            }
        }
    }
}

/// Whether a place is the true one: it shares four fifths with it, or both ends are within two
/// characters.
fn agrees(text: &StoryText, found: TextRange, truth: TextRange) -> bool {
    let shared = found.intersection(truth).map_or(0, TextRange::len);
    let all = found.len() + truth.len() - shared;
    let off = |one: BytePos, other: BytePos| {
        let between = TextRange::between(one, other);
        text.slice(between).is_some_and(|part| part.chars().count() <= 2)
    };
    shared * 5 >= all * 4 || (off(found.start, truth.start) && off(found.end, truth.end))
}

/// From the start of a word to the end of one, 1 to 40 words, within a line.
fn some_words(chars: &[char], dice: &mut Dice) -> (usize, usize) {
    loop {
        let starts =
            |at: &usize| chars[*at].is_alphanumeric() && (*at == 0 || !chars[*at - 1].is_alphanumeric());
        let Some(from) = (dice.below(chars.len())..chars.len()).find(starts) else { continue };
        let words = 1 + dice.below(40);
        let mut left = words;
        let mut to = from;
        while to < chars.len() && chars[to] != '\n' {
            if chars[to] == ' ' {
                left -= 1;
                if left == 0 {
                    break;
                }
            }
            to += 1;
        }
        return (from, to);
    }
}

/// Where the characters `from..to` went; the inner `None` where less than half of them are left, the
/// outer where much else stands among them.
fn fate(traced: &Traced, from: usize, to: usize) -> Option<Option<(usize, usize)>> {
    let ours = |origin: Option<usize>| origin.is_some_and(|at| (from..to).contains(&at));
    let left: std::collections::BTreeSet<usize> =
        traced.iter().filter_map(|(_, origin)| *origin).filter(|at| (from..to).contains(at)).collect();
    // A replaced word is known by its first character: count words, not letters.
    let places: Vec<usize> = (0..traced.len()).filter(|at| ours(traced[*at].1)).collect();
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else { return Some(None) };
    if left.len() * 2 < to - from {
        return Some(None);
    }
    let strange = traced[first..=last].iter().filter(|(c, origin)| *c != '\u{ad}' && !ours(*origin)).count();
    (strange * 4 <= last + 1 - first).then_some(Some((first, last + 1)))
}
