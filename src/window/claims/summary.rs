//! What a card says of its claim.

use super::shown::{shown, shown_parts};
use crate::claims::{Claim, CodeBook, CodeId, Field, FieldType, Kind, Value};
use crate::project::{Project, StoryWork};

/// Names on cards are cut after this many characters.
const NAME: usize = 48;
/// Quotes on cards are cut after this many characters; more do not fit in three lines.
const QUOTE: usize = 220;

/// The words of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The kind's name.
    pub kind: String,
    /// Who, how, about what: shown with little arrows between.
    pub chain: Vec<String>,
    /// What else is worth a word: "2 passages".
    pub rest: Vec<String>,
    /// How many clashes wait to be settled.
    pub clashes: usize,
    /// What is wrong with it, if anything.
    pub alarm: Option<&'static str>,
    /// The quote, or where its regions are.
    pub body: String,
}

impl Summary {
    /// What the card of `claim` says.
    #[must_use]
    pub fn of(claim: &Claim, project: &Project, work: &StoryWork) -> Self {
        let known = claim.kind.as_ref().and_then(|kind| project.codebook.kind(kind));
        let mut rest = Vec::new();
        let chain = known.map(|kind| chain(claim, kind, project)).unwrap_or_default();
        if chain.is_empty()
            && let Some((field, value)) = known.and_then(|kind| first(claim, kind, false, is_choice))
        {
            rest.push(value_name(Some(field), value, project));
        }
        if claim.passages.len() > 1 {
            rest.push(format!("{} passages", claim.passages.len()));
        }
        match claim.regions.len() {
            0 => {}
            1 => rest.push("1 region".to_owned()),
            more => rest.push(format!("{more} regions")),
        }
        let moved = claim.passages.iter().any(|passage| !passage.stands_in(&work.text));
        Self {
            kind: kind_name(claim, &project.codebook),
            chain,
            rest,
            clashes: claim.open_clashes().count(),
            alarm: moved.then_some("needs review: its words are not at their place"),
            body: body(claim, work),
        }
    }

    /// The same with the claim's number after its kind: "Fact 12".
    #[must_use]
    pub fn numbered(mut self, number: u32) -> Self {
        self.kind = format!("{} {number}", self.kind);
        self
    }

    /// What is said of its clashes, if there are any.
    #[must_use]
    pub fn clashing(&self) -> Option<String> {
        match self.clashes {
            0 => None,
            1 => Some("changed in two places: 1 clash to settle".to_owned()),
            more => Some(format!("changed in two places: {more} clashes to settle")),
        }
    }

    /// The whole card as a screen reader says it.
    #[must_use]
    pub fn spoken(&self) -> String {
        let mut parts = vec![self.kind.clone()];
        if !self.chain.is_empty() {
            parts.push(self.chain.join(" "));
        }
        parts.extend(self.rest.iter().cloned());
        parts.extend(self.alarm.map(str::to_owned));
        parts.extend(self.clashing());
        format!("{}: {}", parts.join(", "), self.body)
    }
}

/// The kind's name, with a word for one the code book does not know.
fn kind_name(claim: &Claim, codebook: &CodeBook) -> String {
    let name = shown(codebook.kind_name(claim.kind.as_ref()), NAME);
    let unknown = claim.kind.as_ref().is_some_and(|kind| codebook.kind(kind).is_none());
    if unknown { format!("{name} (unknown)") } else { name }
}

/// What the kind requires, as far as it is filled in: the actor, the choice, the words.
fn chain(claim: &Claim, kind: &Kind, project: &Project) -> Vec<String> {
    let is_actor = |field: &Field| matches!(field.holds, FieldType::Actor);
    let is_text = |field: &Field| matches!(field.holds, FieldType::Text);
    [
        first(claim, kind, true, is_actor),
        first(claim, kind, true, is_choice),
        first(claim, kind, true, is_text),
    ]
    .into_iter()
    .flatten()
    .map(|(field, value)| value_name(Some(field), value, project))
    .collect()
}

fn is_choice(field: &Field) -> bool {
    matches!(field.holds, FieldType::Choice(_) | FieldType::Choices(_))
}

fn first<'a>(
    claim: &'a Claim,
    kind: &'a Kind,
    required: bool,
    sort: impl Fn(&Field) -> bool,
) -> Option<(&'a Field, &'a Value)> {
    let fields = kind.fields.iter().filter(|field| sort(field) && (field.required || !required));
    fields.filter_map(|field| Some((field, claim.fields.get(&field.id)?))).next()
}

fn body(claim: &Claim, work: &StoryWork) -> String {
    if let Some(passage) = claim.passages.first() {
        let others = claim.passages[1..].iter().flat_map(|passage| [" \u{2026} ", passage.quote()]);
        return shown_parts(std::iter::once(passage.quote()).chain(others), QUOTE);
    }
    let mut pictures: Vec<String> = claim
        .regions
        .iter()
        .map(|region| match work.story.picture_number(&region.picture) {
            Some(number) => number.to_string(),
            None => format!("{} (unknown)", shown(&region.picture.0, NAME)),
        })
        .collect();
    pictures.dedup();
    match pictures.as_slice() {
        [] => "without a passage or a region".to_owned(),
        [one] => format!("region on picture {one}"),
        more => format!("regions on pictures {}", more.join(", ")),
    }
}

/// A value as a list shows it. Actors and codes that are gone keep their bare ids.
#[must_use]
pub fn value_name(field: Option<&Field>, value: &Value, project: &Project) -> String {
    match value {
        Value::Actor(id) if project.actors.get(id).is_some() => shown(project.actors.name(id), NAME),
        Value::Actor(id) => format!("{} (unknown)", shown(id.as_str(), NAME)),
        Value::Choice(code) => code_name(field, code),
        Value::Choices(codes) => {
            let names: Vec<String> = codes.iter().map(|code| code_name(field, code)).collect();
            names.join(", ")
        }
        Value::Date(day) => day.to_string(),
        Value::CannotSay => "can\u{2019}t say".to_owned(),
        Value::Text(words) => shown(words, NAME),
        Value::Passage(passage) => shown(passage.quote(), NAME),
        Value::Number(number) => shown(number, NAME),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
    }
}

fn code_name(field: Option<&Field>, code: &CodeId) -> String {
    let Some(field) = field else { return shown(code.as_str(), NAME) };
    let name = shown(field.code_name(code), NAME);
    let listed = field.codes().iter().any(|known| known.id == *code);
    if listed { name } else { format!("{name} (unknown)") }
}
