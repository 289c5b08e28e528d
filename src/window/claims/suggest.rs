//! What was filled in before: the last value, then the most used first.

use std::collections::HashMap;

use crate::claims::{ActorId, Claim, ClaimId, FieldId, Value};
use crate::story::StoryId;
use crate::window::desk::Desk;

/// How many claims are looked through at most, the open story's first; more would cost a frame.
const LOOKED_AT: usize = 20_000;

/// More than any count: what was filled in last is often filled in again.
const LATEST: usize = usize::MAX / 4;

/// The coder's earlier values of one field.
#[derive(Debug, Default)]
pub struct Used {
    key: Option<(u64, Option<StoryId>, Option<ClaimId>, FieldId)>,
    /// Actors, of whatever field: those of the last claim, then the most used first.
    pub actors: Vec<ActorId>,
    /// Words of this very field: those of the last claim that has some, then the most used first.
    pub texts: Vec<String>,
}

impl Used {
    /// Brings the values up to date for `field`.
    pub fn refresh(&mut self, desk: &Desk, field: &FieldId) {
        let view = desk.view;
        let key = Some((desk.session.revision(), view.story.clone(), view.chosen, field.clone()));
        if self.key == key {
            return;
        }
        let mut actors: HashMap<&ActorId, usize> = HashMap::new();
        let mut texts: HashMap<&str, usize> = HashMap::new();
        let known = &desk.project().actors;
        let mut last: Option<&Claim> = None;
        let mut last_words: Option<(jiff::Timestamp, &str)> = None;
        for (claim, weight) in claims(desk).take(LOOKED_AT) {
            if Some(claim.id) != desk.view.chosen
                && claim.fields.values().any(|value| matches!(value, Value::Actor(_)))
                && last.is_none_or(|last| last.made < claim.made)
            {
                last = Some(claim);
            }
            for (id, value) in &claim.fields {
                match value {
                    // One that was merged away counts as the one it became.
                    Value::Actor(actor) => {
                        if let Some(actor) = known.get(actor) {
                            *actors.entry(&actor.id).or_default() += weight;
                        }
                    }
                    Value::Text(text) if id == field => {
                        *texts.entry(text).or_default() += weight;
                        if Some(claim.id) != view.chosen
                            && last_words.is_none_or(|(made, _)| made < claim.made)
                        {
                            last_words = Some((claim.made, text));
                        }
                    }
                    _ => {}
                }
            }
        }
        for actor in last.into_iter().flat_map(Claim::actors).filter_map(|id| known.get(id)) {
            *actors.entry(&actor.id).or_default() += LATEST;
        }
        if let Some((_, words)) = last_words {
            *texts.entry(words).or_default() += LATEST;
        }
        self.actors = most_used(actors.into_iter().collect()).into_iter().cloned().collect();
        self.texts = most_used(texts.into_iter().collect()).into_iter().map(str::to_owned).collect();
        self.key = key;
    }
}

/// The coder's claims, the open story's first; those count more, since a story's speakers recur.
fn claims<'a>(desk: &Desk<'a>) -> impl Iterator<Item = (&'a Claim, usize)> {
    let (project, coder) = (desk.project(), desk.session.coder().clone());
    let open = desk.view.story.clone();
    let here = open.as_ref().and_then(|id| project.story(id)).and_then(|work| work.work_of(&coder));
    let here = here.into_iter().flat_map(|work| work.claims.values()).map(|claim| (&**claim, 1000));
    let others = project.stories.iter().filter(move |(id, _)| open.as_ref() != Some(id));
    let others = others.filter_map(move |(_, work)| work.work_of(&coder));
    here.chain(others.flat_map(|work| work.claims.values()).map(|claim| (&**claim, 1)))
}

fn most_used<T: Ord>(mut counted: Vec<(T, usize)>) -> Vec<T> {
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counted.into_iter().map(|(value, _)| value).collect()
}
