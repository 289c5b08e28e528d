//! What was filled in before: the field's last value first, then what the open story has most often,
//! then what the whole project has.

use std::collections::HashMap;
use std::hash::Hash;

use crate::claims::{ActorId, Claim, ClaimId, CodeId, FieldId, Value};
use crate::story::StoryId;
use crate::window::desk::Desk;

/// How many claims are looked through at most, the open story's first; more would cost a frame.
const LOOKED_AT: usize = 20_000;

/// The coder's earlier values of one field. What the chosen claim holds does not count, so that the
/// order stays while it is filled in.
#[derive(Debug, Default)]
pub struct Used {
    key: Option<(u64, Option<StoryId>, Option<ClaimId>, FieldId)>,
    /// What the last claim that has the field holds in it.
    pub last: Option<Value>,
    /// Actors of this field, then those of others.
    pub actors: Vec<Usual<ActorId>>,
    /// Codes of this field.
    pub codes: Vec<Usual<CodeId>>,
    /// Words of this field.
    pub texts: Vec<Usual<String>>,
}

/// A value with how often it was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usual<T> {
    /// The value.
    pub value: T,
    /// How often, as a list shows it: "last", "3 here", "12"; empty where it was in other fields only.
    pub often: String,
}

/// How often something was filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Count {
    last: bool,
    here: usize,
    all: usize,
    /// In other fields, those of the open story more.
    elsewhere: usize,
}

impl Count {
    fn often(self) -> String {
        match self {
            Self { last: true, .. } => "last".to_owned(),
            Self { here: 0, all: 0, .. } => String::new(),
            Self { here: 0, all, .. } => all.to_string(),
            Self { here, .. } => format!("{here} here"),
        }
    }
}

/// Values as they are counted.
struct Counts<'a, T>(HashMap<&'a T, Count>)
where
    T: ?Sized;

impl<'a, T: Eq + Hash + Ord + ?Sized> Counts<'a, T> {
    fn add(&mut self, value: &'a T, here: bool, this_field: bool) {
        let count = self.0.entry(value).or_default();
        if this_field {
            count.all += 1;
            count.here += usize::from(here);
        } else {
            count.elsewhere += if here { 1000 } else { 1 };
        }
    }

    fn sorted<O>(mut self, last: impl IntoIterator<Item = &'a T>, own: impl Fn(&T) -> O) -> Vec<Usual<O>> {
        for value in last {
            self.0.entry(value).or_default().last = true;
        }
        let mut counted: Vec<(&T, Count)> = self.0.into_iter().collect();
        counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        counted.into_iter().map(|(value, count)| Usual { value: own(value), often: count.often() }).collect()
    }
}

impl Used {
    /// Brings the values up to date for `field`.
    pub fn refresh(&mut self, desk: &Desk, field: &FieldId) {
        let view = desk.view;
        let key = Some((desk.session.revision(), view.story.clone(), view.chosen, field.clone()));
        if self.key == key {
            return;
        }
        let known = &desk.project().actors;
        let mut actors = Counts(HashMap::new());
        let mut codes = Counts(HashMap::new());
        let mut texts: Counts<str> = Counts(HashMap::new());
        let mut last: Option<(&Claim, &Value)> = None;
        let others = claims(desk).take(LOOKED_AT).filter(|(claim, _)| Some(claim.id) != view.chosen);
        for (claim, here) in others {
            for (id, value) in &claim.fields {
                let this = id == field;
                if this && last.is_none_or(|(last, _)| last.made < claim.made) {
                    last = Some((claim, value));
                }
                match value {
                    // One that was merged away counts as the one it became.
                    Value::Actor(actor) => {
                        if let Some(actor) = known.get(actor) {
                            actors.add(&actor.id, here, this);
                        }
                    }
                    Value::Choice(code) if this => codes.add(code, here, true),
                    Value::Choices(some) if this => some.iter().for_each(|code| codes.add(code, here, true)),
                    Value::Text(text) if this => texts.add(text.as_str(), here, true),
                    _ => {}
                }
            }
        }
        let last = last.map(|(_, value)| value);
        let (last_actor, last_codes, last_words) = match last {
            Some(Value::Actor(actor)) => (known.get(actor).map(|actor| &actor.id), &[][..], None),
            Some(Value::Choice(code)) => (None, std::slice::from_ref(code), None),
            Some(Value::Choices(some)) => (None, some.as_slice(), None),
            Some(Value::Text(words)) => (None, &[][..], Some(words.as_str())),
            _ => (None, &[][..], None),
        };
        self.actors = actors.sorted(last_actor, Clone::clone);
        self.codes = codes.sorted(last_codes, Clone::clone);
        self.texts = texts.sorted(last_words, str::to_owned);
        self.last = last.cloned();
        self.key = key;
    }
}

/// The coder's claims, the open story's first, and whether each is of that.
fn claims<'a>(desk: &Desk<'a>) -> impl Iterator<Item = (&'a Claim, bool)> {
    let (project, coder) = (desk.project(), desk.session.coder().clone());
    let open = desk.view.story.clone();
    let here = open.as_ref().and_then(|id| project.story(id)).and_then(|work| work.work_of(&coder));
    let here = here.into_iter().flat_map(|work| work.claims.values()).map(|claim| (&**claim, true));
    let others = project.stories.iter().filter(move |(id, _)| open.as_ref() != Some(id));
    let others = others.filter_map(move |(_, work)| work.work_of(&coder));
    here.chain(others.flat_map(|work| work.claims.values()).map(|claim| (&**claim, false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_goes_first_then_the_storys_then_the_projects() {
        let mut counts: Counts<str> = Counts(HashMap::new());
        for (value, here, this) in [
            ("often", false, true),
            ("often", false, true),
            ("once", false, true),
            ("here", true, true),
            ("other field", true, false),
            ("the last", false, true),
        ] {
            counts.add(value, here, this);
        }
        let sorted = counts.sorted(["the last"], str::to_owned);
        let shown: Vec<String> = sorted.iter().map(|one| format!("{} {}", one.value, one.often)).collect();
        assert_eq!(shown, ["the last last", "here 1 here", "often 2", "once 1", "other field "]);
    }
}
