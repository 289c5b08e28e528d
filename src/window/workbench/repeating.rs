//! The last claim once more: its speaker, its kind, or all it says.

use std::sync::Arc;

use super::Workbench;
use super::tagging::{Deed, Ground};
use crate::claims::{Claim, ClaimId, CodeBook, Field, FieldType, KindId, Value};
use crate::project::Session;
use crate::story::StoryId;
use crate::window::commands::Command;

/// How many claims are remembered: some of the last may have been deleted.
const MOST: usize = 64;

/// The claims made since the start, the newest last. Their times are to the second, which does not
/// tell a quick hand's claims apart.
#[derive(Debug, Default)]
pub(super) struct Made(Vec<(StoryId, ClaimId)>);

impl Made {
    /// Remembers a claim that was made just now.
    pub(super) fn add(&mut self, story: &StoryId, claim: ClaimId) {
        self.0.retain(|(_, known)| *known != claim);
        self.0.push((story.clone(), claim));
        if self.0.len() > MOST {
            self.0.remove(0);
        }
    }

    /// The coder's last claim that `counts`: of those made since the start, or else by its time.
    fn last<'a>(&self, session: &'a Session, counts: impl Fn(&Claim) -> bool) -> Option<&'a Arc<Claim>> {
        let (project, coder) = (session.project(), session.coder());
        let known = |(story, id): &(StoryId, ClaimId)| project.story(story)?.claim(coder, *id);
        let fresh = self.0.iter().rev().filter_map(known).find(|claim| counts(claim));
        fresh.or_else(|| {
            let works = project.stories.values().filter_map(|work| work.work_of(coder));
            let claims = works.flat_map(|work| work.claims.values());
            claims.filter(|claim| counts(claim)).max_by_key(|claim| (claim.made, claim.id))
        })
    }
}

impl Workbench {
    /// Gives the selection, as a new claim, or else the chosen claim what the last claim has.
    pub(super) fn repeat(&mut self, command: Command) {
        let Some(ground) = self.ground() else { return };
        let deed = match command {
            Command::RepeatKind => self.same_kind(&ground),
            Command::RepeatSpeaker => self.same_speaker(&ground),
            _ => self.same_again(&ground),
        };
        match deed {
            Ok(deed) => self.perform_deed(Some(deed), ""),
            Err(why) => self.notify(why),
        }
    }

    /// Lists every place of the selected words, or of the chosen claim's first passage.
    pub(super) fn open_everywhere(&mut self) {
        let Some(ground) = self.ground() else { return };
        let (phrase, kind) = match ground.marked(None) {
            Some(marked) if !marked.passages.is_empty() => (marked, None),
            _ => match ground.chosen() {
                Some(claim) => (claim.as_ref().clone(), claim.kind.clone()),
                None => return,
            },
        };
        let Some(phrase) = phrase.passages.first().map(|passage| passage.quote().to_owned()) else {
            return self.notify("The chosen claim has no words to look for.");
        };
        let story = ground.id().clone();
        self.panels.dialogs.everywhere(story, phrase, kind);
    }

    fn last(&self, counts: impl Fn(&Claim) -> bool) -> Option<&Arc<Claim>> {
        // A claim is not repeated onto itself.
        let onto = self.view.chosen.filter(|_| !self.view.selects_words() && self.view.drawn.is_none());
        self.made.last(&self.session, |claim| onto != Some(claim.id) && counts(claim))
    }

    fn last_tagged(&self) -> Option<&Arc<Claim>> {
        let codebook = &self.session.project().codebook;
        self.last(|claim| claim.kind.as_ref().is_some_and(|kind| codebook.kind(kind).is_some()))
    }

    fn same_kind(&self, ground: &Ground<'_>) -> Result<Deed, &'static str> {
        let last = self.last_tagged().ok_or("There is no earlier claim whose kind could be repeated.")?;
        ground.tag(last.kind.clone()).ok_or("It is of the last claim\u{2019}s kind already.")
    }

    fn same_speaker(&self, ground: &Ground<'_>) -> Result<Deed, &'static str> {
        let codebook = &self.session.project().codebook;
        let last = self.last(|claim| speaker(claim, codebook).is_some());
        let (from, actor) = last
            .and_then(|claim| speaker(claim, codebook))
            .ok_or("There is no earlier claim with a speaker.")?;
        // What has no kind yet becomes one of the last kind, or it could have no speaker.
        let kind = last.and_then(|claim| claim.kind.clone());
        let marked = ground.marked(kind.clone());
        let is_new = marked.is_some();
        let mut claim = match marked {
            Some(claim) => claim,
            None => ground.chosen().ok_or("Choose a claim first.")?.as_ref().clone(),
        };
        let before = claim.clone();
        if claim.kind.is_none() {
            claim.retag(kind, codebook);
        }
        let field = speaker_field(codebook, claim.kind.as_ref(), from)
            .ok_or("Claims of this kind name nobody: tag it as another kind first.")?;
        claim.fields.insert(field.id.clone(), actor.clone());
        let label = format!("set {} as before", field.name.to_lowercase());
        if is_new {
            let name = codebook.kind_name(claim.kind.as_ref()).to_lowercase();
            return Ok(ground.made(format!("tag as {name}"), claim));
        }
        if claim == before {
            return Err("It has the last claim\u{2019}s speaker already.");
        }
        Ok(ground.changed(&label, claim))
    }

    fn same_again(&self, ground: &Ground<'_>) -> Result<Deed, &'static str> {
        let codebook = &self.session.project().codebook;
        let last = self.last_tagged().ok_or("There is no earlier claim that could be repeated.")?;
        let said = last.fields.iter().filter(|(_, value)| !matches!(value, Value::Passage(_)));
        let said = said.map(|(id, value)| (id.clone(), value.clone()));
        let name = codebook.kind_name(last.kind.as_ref()).to_lowercase();
        if let Some(mut claim) = ground.marked(last.kind.clone()) {
            claim.fields.extend(said);
            // All is said: the keyboard stays in the text.
            return Ok(Deed { fresh: false, ..ground.made(format!("repeat {name}"), claim) });
        }
        let before = ground.chosen().ok_or("Choose a claim first.")?;
        let mut claim = before.as_ref().clone();
        claim.retag(last.kind.clone(), codebook);
        claim.fields.extend(said);
        if claim == **before {
            return Err("It says what the last claim says already.");
        }
        Ok(ground.changed(&format!("repeat {name}"), claim))
    }
}

/// Whose claim it is: the first field of its kind that holds an actor, and who that is.
fn speaker<'a>(claim: &'a Claim, codebook: &'a CodeBook) -> Option<(&'a Field, &'a Value)> {
    let kind = codebook.kind(claim.kind.as_ref()?)?;
    let actors = kind.fields.iter().filter(|field| matches!(field.holds, FieldType::Actor));
    actors.filter_map(|field| Some((field, claim.fields.get(&field.id)?))).next()
}

/// The field a kind has for a speaker: the one called as `like`, or else its first for actors.
fn speaker_field<'a>(codebook: &'a CodeBook, kind: Option<&KindId>, like: &Field) -> Option<&'a Field> {
    let kind = codebook.kind(kind?)?;
    let mut actors = kind.fields.iter().filter(|field| matches!(field.holds, FieldType::Actor));
    let same = actors.clone().find(|field| field.id == like.id);
    same.or_else(|| actors.next())
}
