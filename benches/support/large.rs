//! A story of any size, made up by rule.

use std::sync::Arc;

use pressmark::claims::{Claim, CoderId, Passage};
use pressmark::project::{CoderWork, Edit, Project, Session, Status, StoryWork};
use pressmark::story::{Block, Role, Story, StoryText, TextRange, slug_from};

/// A small generator of numbers, the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

const WORDS: [&str; 32] = [
    "talks",
    "the",
    "envoy",
    "said",
    "a",
    "summit",
    "of",
    "north",
    "and",
    "sanctions",
    "in",
    "rail",
    "survey",
    "by",
    "ministers",
    "January",
    "to",
    "peninsula",
    "waiver",
    "for",
    "Seoul",
    "Washington",
    "with",
    "relief",
    "that",
    "was",
    "on",
    "delegation",
    "aid",
    "an",
    "agreement",
    "denuclearization",
];

/// A text of about `bytes`, in paragraphs of two to six sentences.
pub fn text(bytes: usize, dice: &mut Dice) -> String {
    let mut text = String::from("A headline of some words\n");
    while text.len() < bytes {
        for _ in 0..2 + dice.below(5) {
            for word in 0..8 + dice.below(18) {
                if word > 0 {
                    text.push(' ');
                }
                text.push_str(WORDS[dice.below(WORDS.len())]);
            }
            text.push_str(". ");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

/// A session with one story of `bytes` and `claims`.
pub fn session(bytes: usize, claims: usize) -> Session {
    let mut dice = Dice::new(7);
    let text = StoryText::from_canonical(text(bytes, &mut dice));
    let mut start = 0;
    let mut blocks = Vec::new();
    for (number, line) in text.as_str().lines().enumerate() {
        let role = if number == 0 { Role::Headline } else { Role::Paragraph };
        blocks.push(Block { role, range: TextRange::from_indices(start, start + line.len()) });
        start += line.len() + 1;
    }
    let story = Story::new("A headline of some words", &text, blocks);
    let coder = CoderId::nearest("kim");
    let mut work = StoryWork::new(story, text.clone());
    let mut own = CoderWork { status: Status::InProgress, ..CoderWork::default() };
    for number in 0..claims {
        let kind = ["stance", "quote", "fact"][dice.below(3)];
        let mut claim = Claim::new(Some(kind.into()));
        let place = text.as_str().len() / claims * number;
        let at = place + dice.below(40);
        let range = TextRange::from_indices(at, (at + 10 + dice.below(140)).min(text.as_str().len()));
        claim.passages.extend(Passage::of(&text, range));
        own.claims.insert(claim.id, Arc::new(claim));
    }
    work.coders.insert(coder.clone(), own);
    let mut session = Session::new(Project::new("Large"), coder);
    let id = slug_from("large", |_| false);
    let shelved = session.perform("import", Edit::Shelf { id, to: Some(Box::new(work)) });
    assert!(shelved.is_ok(), "an empty project takes a story");
    session
}
