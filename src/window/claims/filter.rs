//! Which claims the list shows, and in what order.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::claims::{Claim, CodeId, KindId, Value};
use crate::project::Project;

/// Notes and quotes are searched this far, so that a giant one costs no frame.
const SEARCHED: usize = 64 * 1024;

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// As they stand in the story.
    #[default]
    Reading,
    /// The last made first.
    Newest,
    /// By kind, in the order of the code book.
    Kind,
}

impl Order {
    /// Every order, as the menu lists them.
    pub const ALL: [Self; 3] = [Self::Reading, Self::Newest, Self::Kind];

    /// The order's name on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reading => "Reading order",
            Self::Newest => "Newest first",
            Self::Kind => "By kind",
        }
    }
}

/// What the analyst wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// All of these words, anywhere in the claim.
    pub words: String,
    /// Only these kinds; all of them if empty.
    pub kinds: BTreeSet<Option<KindId>>,
    /// In this order.
    pub order: Order,
}

impl Filter {
    /// Shows everything again, in the same order.
    pub fn clear(&mut self) {
        self.words.clear();
        self.kinds.clear();
    }

    /// The numbers of the claims to show, in the order to show them. `claims` are in reading order.
    #[must_use]
    pub fn pick(&self, claims: &[Arc<Claim>], project: &Project) -> Vec<usize> {
        let words: Vec<String> = self.words.split_whitespace().map(str::to_lowercase).collect();
        let mut picked: Vec<usize> = (0..claims.len())
            .filter(|&n| self.kinds.is_empty() || self.kinds.contains(&claims[n].kind))
            .filter(|&n| words.is_empty() || has_words(&claims[n], &words, project))
            .collect();
        match self.order {
            Order::Reading => {}
            Order::Newest => picked.sort_by_key(|&n| std::cmp::Reverse(claims[n].made)),
            Order::Kind => picked.sort_by_cached_key(|&n| kind_rank(&claims[n], project)),
        }
        picked
    }
}

/// Kinds in the order of the code book, then unknown ones by name, then highlights.
fn kind_rank<'a>(claim: &'a Claim, project: &Project) -> (usize, &'a str) {
    match &claim.kind {
        Some(id) => {
            let known = project.codebook.kinds.iter().position(|kind| kind.id == *id);
            (known.unwrap_or(usize::MAX - 1), id.as_str())
        }
        None => (usize::MAX, ""),
    }
}

fn has_words(claim: &Claim, words: &[String], project: &Project) -> bool {
    let mut hay = String::new();
    let mut add = |text: &str| {
        hay.push_str(&text[..text.floor_char_boundary(SEARCHED)].to_lowercase());
        hay.push('\n');
    };
    add(project.codebook.kind_name(claim.kind.as_ref()));
    for passage in &claim.passages {
        add(passage.quote());
    }
    add(&claim.note);
    let kind = claim.kind.as_ref().and_then(|kind| project.codebook.kind(kind));
    let code_name = |id, code| {
        kind.and_then(|kind| kind.field(id)).map_or(CodeId::as_str(code), |field| field.code_name(code))
    };
    for (id, value) in claim.fields.iter().chain(&claim.parked) {
        match value {
            Value::Actor(actor) => {
                add(actor.as_str());
                if let Some(actor) = project.actors.get(actor) {
                    add(&actor.name);
                    actor.aliases.iter().for_each(|alias| add(alias));
                }
            }
            Value::Choice(code) => add(code_name(id, code)),
            Value::Choices(codes) => codes.iter().for_each(|code| add(code_name(id, code))),
            Value::Date(day) => add(&day.to_string()),
            Value::Text(text) | Value::Number(text) => add(text),
            Value::Passage(passage) => add(passage.quote()),
            Value::YesNo(_) | Value::CannotSay => {}
        }
    }
    words.iter().all(|word| hay.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::{Actor, Passage};
    use crate::project::Edit;
    use crate::story::{StoryText, TextRange};

    fn setting() -> (Project, Vec<Arc<Claim>>) {
        let mut project = Project::new("test");
        let actor = Actor {
            aliases: vec!["the envoy".to_owned()],
            ..Actor::named("biegun".into(), "Stephen Biegun")
        };
        project.apply(Edit::Actor { id: actor.id.clone(), to: Some(Box::new(actor)) }).unwrap();
        let text = StoryText::from_canonical("Trains crossed the line. Talks slowed.");
        let claim = |kind: Option<&str>, from, to, second: i64| {
            let mut claim = Claim::new(kind.map(Into::into));
            claim.passages.extend(Passage::of(&text, TextRange::from_indices(from, to)));
            claim.made = jiff::Timestamp::from_second(second).unwrap();
            claim
        };
        let mut quote = claim(Some("quote"), 0, 6, 30);
        quote.fields.insert("speaker".into(), Value::Actor("biegun".into()));
        quote.fields.insert("stance".into(), Value::Choice("against".into()));
        let mut fact = claim(Some("fact"), 7, 14, 20);
        fact.note = "Check with the Ministry".to_owned();
        let claims = [quote, fact, claim(Some("rumour"), 15, 20, 10), claim(None, 25, 30, 40)];
        (project, claims.into_iter().map(Arc::new).collect())
    }

    #[test]
    fn finds_words_anywhere_in_a_claim() {
        let (project, claims) = setting();
        let pick =
            |words: &str| Filter { words: words.to_owned(), ..Filter::default() }.pick(&claims, &project);
        assert_eq!(pick(""), [0, 1, 2, 3]);
        assert_eq!(pick("TRAINS"), [0]);
        assert_eq!(pick("envoy"), [0], "an actor's other name");
        assert_eq!(pick("against"), [0], "a code");
        assert_eq!(pick("ministry check"), [1], "words of the note in any order");
        assert_eq!(pick("rumour"), [2], "a kind the code book does not know");
        assert_eq!(pick("highlight"), [3]);
        assert!(pick("trains ministry").is_empty());
    }

    #[test]
    fn kinds_and_order() {
        let (project, claims) = setting();
        let kinds = BTreeSet::from([Some("fact".into()), None]);
        assert_eq!(Filter { kinds, ..Filter::default() }.pick(&claims, &project), [1, 3]);
        let pick = |order| Filter { order, ..Filter::default() }.pick(&claims, &project);
        assert_eq!(pick(Order::Newest), [3, 0, 1, 2]);
        assert_eq!(pick(Order::Kind), [0, 1, 2, 3]);
    }
}
