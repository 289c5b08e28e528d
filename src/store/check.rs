use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::finding::{Damage, MEND};
use super::folder::{Folder, is_plain_name};
use super::read;
use super::{Finding, Opened, StoreError, format, open};
use crate::claims::{Claim, ClaimId, CoderId, FieldId, FieldType, Kind, Value};
use crate::project::{Project, StoryWork};
use crate::story::{PictureFile, StoryId, TextHash};

/// Looks at everything in the project in `dir`: what [`open`] finds, and whether kinds, fields,
/// actors and pictures that are named are there, ids are unique and pictures are unchanged.
///
/// # Errors
/// If there is no project to look at.
pub fn check(dir: &Path) -> Result<Vec<Finding>, StoreError> {
    let Opened { project, folder, findings, .. } = open(dir)?;
    let mut check = Check { project: &project, folder: &folder, findings, seen: BTreeMap::new() };
    let mut texts = BTreeMap::new();
    for (id, work) in &project.stories {
        if let Some(first) = texts.insert(&work.story.text, id) {
            let problem = format!("has the text of another story, {first}");
            let remedy = "Both are kept. Look whether one of them is a copy that should go.";
            check.note(&folder.story_file(id), "text:", problem, remedy);
        }
        check.pictures(id, work);
        for coder in work.coders.keys() {
            check.claims(id, work, coder);
        }
    }
    // Once every claim is known.
    for (id, work) in &project.stories {
        for coder in work.coders.keys() {
            check.links(id, work, coder);
        }
    }
    let mut findings = check.findings;
    findings.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Ok(findings)
}

struct Check<'a> {
    project: &'a Project,
    folder: &'a Folder,
    findings: Vec<Finding>,
    /// Where each claim's id was first met.
    seen: BTreeMap<ClaimId, String>,
}

impl Check<'_> {
    /// Notes a finding in the line of a story's file where `needle` stands.
    fn note(&mut self, path: &Path, needle: &str, problem: String, remedy: &str) {
        // Read again only where something is wrong, which is rare.
        let text = read::text(self.folder.root(), path).ok().flatten().unwrap_or_default();
        let line = format::line_of(&text, needle);
        self.findings.push(Damage { line, ..Damage::new(problem, remedy) }.of(self.folder.shown(path)));
    }

    fn pictures(&mut self, id: &StoryId, work: &StoryWork) {
        let path = self.folder.story_file(id);
        let mut ids = BTreeSet::new();
        for picture in &work.story.pictures {
            if !ids.insert(&picture.id) {
                let problem = format!("two pictures have the id {}", picture.id.0);
                self.note(&path, &quoted(&picture.id.0), problem, MEND);
            }
            if picture.at > work.text.end() {
                let problem = format!("picture {} stands beyond the end of the text", picture.id.0);
                self.note(&path, &quoted(&picture.id.0), problem, MEND);
            }
            // Opening has told of a name that is none.
            if let Some(file) = picture.file.as_ref().filter(|file| is_plain_name(&file.name))
                && let Err((problem, remedy)) = self.picture_file(id, file)
            {
                self.note(&path, &quoted(&file.name), format!("picture {} {problem}", file.name), remedy);
            }
        }
    }

    /// Whether the file is there and its content is the one its name was made from.
    fn picture_file(&self, id: &StoryId, file: &PictureFile) -> Result<(), (String, &'static str)> {
        const BRING: &str = "Its captions and regions stay. Bring the file back from an earlier copy.";
        let path = self.folder.pictures(id).join(&file.name);
        let bytes = match read::bytes(self.folder.root(), &path) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Err(("is missing from the story\u{2019}s pictures".to_owned(), BRING)),
            Err(damage) => return Err((damage.problem, BRING)),
        };
        let stem = file.name.split('.').next().unwrap_or_default();
        if stem.len() == 16 && TextHash::of(&bytes).0.starts_with(stem) {
            return Ok(());
        }
        Err((
            "is not the picture that was imported: its content does not fit its name".to_owned(),
            "Regions may lie elsewhere now. Bring the file back from an earlier copy.",
        ))
    }

    fn claims(&mut self, id: &StoryId, work: &StoryWork, coder: &CoderId) {
        let path = self.folder.claims(id, coder);
        let shown = self.folder.shown(&path);
        let Some(coded) = work.coders.get(coder) else { return };
        let lines = LazyCell::new(|| {
            let text = read::text(self.folder.root(), &path).ok().flatten().unwrap_or_default();
            format::claim_lines(&text)
        });
        let found = |claim: &Claim, problem: String, remedy: &str| {
            let line = lines.get(&claim.id).copied();
            let problem = format!("claim {} {problem}", claim.id);
            Damage { line, ..Damage::new(problem, remedy) }.of(shown.clone())
        };
        let mut findings = Vec::new();
        for claim in coded.claims.values() {
            if let Some(first) = self.seen.insert(claim.id, shown.clone()) {
                let problem = format!("has the id of another claim, in {first}");
                findings.push(found(claim, problem, "Look whether one of them is a copy that should go."));
            }
            let clashes = claim.open_clashes().count();
            if clashes > 0 {
                let noun = if clashes == 1 { "clash" } else { "clashes" };
                let remedy = "Open its form: it shows both values and asks which one stays.";
                findings.push(found(claim, format!("has {clashes} {noun} to settle"), remedy));
            }
            for problem in self.dangling(work, claim) {
                findings.push(found(claim, problem, "It is kept: add what it names, or correct the claim."));
            }
        }
        self.findings.extend(findings);
    }

    /// Links to claims that are nowhere in the project, or in ways the code book does not have.
    fn links(&mut self, id: &StoryId, work: &StoryWork, coder: &CoderId) {
        let Some(coded) = work.coders.get(coder) else { return };
        let path = self.folder.claims(id, coder);
        for claim in coded.claims.values() {
            for link in &claim.links {
                let needle = claim.id.to_string();
                if !self.seen.contains_key(&link.to) {
                    let problem =
                        format!("claim {needle} is linked to a claim that is not there: {}", link.to);
                    let remedy = "The link is kept: bring the claim back, or remove the link in the form.";
                    self.note(&path, &needle, problem, remedy);
                }
                if self.project.codebook.link(&link.how).is_none() {
                    let how = &link.how;
                    let problem =
                        format!("claim {needle} is linked in a way the code book does not have: {how}");
                    let remedy = "The link is kept: add the way, or remove the link in the form.";
                    self.note(&path, &needle, problem, remedy);
                }
            }
        }
    }

    /// What a claim names that is not there.
    fn dangling(&self, work: &StoryWork, claim: &Claim) -> Vec<String> {
        let mut problems = Vec::new();
        let kind = claim.kind.as_ref().and_then(|id| self.project.codebook.kind(id));
        if let (Some(id), None) = (&claim.kind, kind) {
            problems.push(format!("is of a kind the code book does not have: {id}"));
        }
        if claim.passages.is_empty() && claim.regions.is_empty() {
            problems.push("rests on no passage and no region".to_owned());
        }
        for region in claim.regions.iter().filter(|region| work.story.picture(&region.picture).is_none()) {
            problems.push(format!("lies on a picture the story does not have: {}", region.picture.0));
        }
        for (id, value) in &claim.fields {
            if let Some(kind) = kind {
                problems.extend(wrong_field(kind, id, value));
            }
            if let Value::Actor(actor) = value
                && self.project.actors.get(actor).is_none()
            {
                problems.push(format!("names an actor who is not in the registry: {actor}"));
            }
        }
        problems
    }
}

/// What is wrong with a field's value by the code book.
fn wrong_field(kind: &Kind, id: &FieldId, value: &Value) -> Option<String> {
    let Some(field) = kind.field(id) else {
        return Some(format!("has a field its kind does not ask for: {id}"));
    };
    if !field.takes(value) {
        return Some(format!("has a value of the wrong sort in {id}"));
    }
    match (&field.holds, value) {
        (FieldType::Choice(codes), Value::Choice(code)) if codes.iter().all(|known| known.id != *code) => {
            Some(format!("has a code in {id} the code book does not list: {code}"))
        }
        _ => None,
    }
}

fn quoted(name: &str) -> String {
    format!("{name:?}")
}
