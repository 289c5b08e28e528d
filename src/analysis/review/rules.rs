//! The rules, each over one claim or one story.

use std::sync::Arc;

use super::marks::is_quoted;
use super::{Finding, Problem};
use crate::claims::{Actors, Claim, CodeBook, FieldType, Passage, Rule, Value};
use crate::project::{Claims, CoderWork, Project, Status, StoryWork, is_left};
use crate::story::{Role, Story, StoryText, TextRange};

/// A coder's work on a story, shared with the project.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its blocks and pictures.
    pub story: Arc<Story>,
    /// Its text.
    pub text: StoryText,
    /// What the coder made of it.
    pub claims: Claims,
    /// How far the coder is.
    pub status: Status,
}

/// What claims are measured against.
#[derive(Clone, Debug)]
pub struct Bench {
    /// The kinds with their fields and rules.
    pub codebook: Arc<CodeBook>,
    /// The registry.
    pub actors: Arc<Actors>,
}

impl Case {
    /// A coder's work as it is now; costs nothing, whatever its size.
    #[must_use]
    pub fn of(work: &StoryWork, own: Option<&CoderWork>) -> Self {
        let own = own.cloned().unwrap_or_default();
        Self { story: work.story.clone(), text: work.text.clone(), claims: own.claims, status: own.status }
    }

    /// Whether it is the same work, so that the same would be found. Quick where much is shared.
    #[must_use]
    pub fn is_still(&self, work: &StoryWork, own: Option<&CoderWork>) -> bool {
        let same_work = match own {
            Some(own) => self.status == own.status && self.claims == own.claims,
            None => self.status == Status::ToDo && self.claims.is_empty(),
        };
        Arc::ptr_eq(&self.story, &work.story) && same_work
    }
}

impl Bench {
    /// The project's.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        Self { codebook: project.codebook.clone(), actors: project.actors.clone() }
    }

    /// Whether it is still the project's.
    #[must_use]
    pub fn is_of(&self, project: &Project) -> bool {
        Arc::ptr_eq(&self.codebook, &project.codebook) && Arc::ptr_eq(&self.actors, &project.actors)
    }

    /// Everything worth a second look in a story, in reading order. That the story is marked as done
    /// all the same is not among it: that depends on what the coder says is right so, see
    /// [`Finding::unfinished`].
    #[must_use]
    pub fn review(&self, case: &Case) -> Vec<Finding> {
        let mut found = Vec::new();
        for claim in case.claims.values() {
            self.claim(case, claim, &mut found);
        }
        captions(case, &mut found);
        found.sort_by_key(|finding| (finding.at, finding.claim, finding.sort()));
        found
    }

    fn claim(&self, case: &Case, claim: &Claim, found: &mut Vec<Finding>) {
        let at = claim.place(&case.story);
        let stands = |passage: &&Passage| passage.stands_in(&case.text);
        let range = claim.passages.iter().find(stands).map(|passage| passage.range);
        let mut note = |problem| {
            found.push(Finding { claim: Some(claim.id), kind: claim.kind.clone(), at, range, problem });
        };
        let clashes = claim.open_clashes().count();
        if clashes > 0 {
            note(Problem::Clash(clashes));
        }
        let lost = |passage: &&Passage| !passage.stands_in(&case.text) && !is_left(passage);
        let displaced = claim.all_passages().filter(lost).count();
        if displaced > 0 {
            note(Problem::Displaced(displaced));
        }
        match claim.kind.as_ref().map(|kind| self.codebook.kind(kind)) {
            None => note(Problem::Untagged),
            Some(None) => note(Problem::UnknownKind),
            Some(Some(kind)) => {
                for field in kind.fields.iter().filter(|field| field.required) {
                    if !claim.fields.contains_key(&field.id) {
                        note(Problem::Empty(field.id.clone()));
                    }
                }
                let marked = claim.passages.is_empty() || claim.passages.iter().any(is_quoted);
                if kind.rules.contains(&Rule::QuotationMark) && !marked && !is_indirect(claim) {
                    note(Problem::Unquoted);
                }
                for (id, _) in claim.fields.iter().filter(|(id, _)| kind.field(id).is_none()) {
                    note(Problem::UnknownField(id.clone()));
                }
            }
        }
        self.values(claim, &mut note);
        let mut missing: Vec<_> = claim.regions.iter().map(|region| &region.picture).collect();
        missing.sort_unstable();
        missing.dedup();
        missing.retain(|id| case.story.picture(id).is_none_or(|picture| picture.file.is_none()));
        missing.into_iter().for_each(|id| note(Problem::NoPicture(id.clone())));
    }

    /// Codes and actors that are not known.
    fn values(&self, claim: &Claim, note: &mut impl FnMut(Problem)) {
        let kind = claim.kind.as_ref().and_then(|kind| self.codebook.kind(kind));
        for (id, value) in claim.fields.iter() {
            if let Value::Actor(actor) = value
                && self.actors.get(actor).is_none()
            {
                note(Problem::UnknownActor(id.clone(), actor.clone()));
            }
            let Some(field) = kind.and_then(|kind| kind.field(id)) else { continue };
            let (FieldType::Choice(listed) | FieldType::Choices(listed)) = &field.holds else { continue };
            let chosen = match value {
                Value::Choice(code) => std::slice::from_ref(code),
                Value::Choices(codes) => codes,
                _ => &[],
            };
            for code in chosen.iter().filter(|code| !listed.iter().any(|known| known.id == **code)) {
                note(Problem::UnknownCode(id.clone(), code.clone()));
            }
        }
    }
}

/// Whether the coder said that the text puts it in its own words: then it has no quotation mark.
fn is_indirect(claim: &Claim) -> bool {
    let mut forms = claim.fields.iter().filter(|(id, _)| id.as_str() == "form");
    forms.any(|(_, form)| matches!(form, Value::Choice(code) if code.as_str() == "indirect"))
}

/// The captions that no claim touches, once work on the story has begun.
fn captions(case: &Case, found: &mut Vec<Finding>) {
    if case.status == Status::ToDo {
        return;
    }
    let blocks = &case.story.blocks;
    let captions = blocks.iter().filter(|block| block.role == Role::Caption && !block.range.is_empty());
    let mut captions: Vec<(TextRange, bool)> = captions.map(|block| (block.range, false)).collect();
    let ranges = case.claims.values().flat_map(|claim| claim.all_passages());
    for range in ranges.filter(|passage| passage.stands_in(&case.text)).map(|passage| passage.range) {
        let first = captions.partition_point(|(caption, _)| caption.end <= range.start);
        for (caption, touched) in &mut captions[first..] {
            if caption.start >= range.end {
                break;
            }
            *touched = true;
        }
    }
    for (range, _) in captions.into_iter().filter(|(_, touched)| !touched) {
        let problem = Problem::Uncoded;
        found.push(Finding { claim: None, kind: None, at: range.start, range: Some(range), problem });
    }
}
