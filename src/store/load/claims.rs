use std::cell::LazyCell;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::super::files::{ClaimsFile, rescue_claims};
use super::super::finding::Damage;
use super::super::folder::{CLAIMS, Folder};
use super::super::{Finding, format, read};
use crate::claims::{Claim, ClaimId, CoderId, Passage, Value};
use crate::project::{CoderWork, StoryWork};
use crate::story::{StoryId, StoryText};

/// Reads every coder's claims on a story.
pub(super) fn read_all(folder: &Folder, id: &StoryId, work: &mut StoryWork, findings: &mut Vec<Finding>) {
    let entries = match fs::read_dir(folder.story(id)) {
        Ok(entries) => entries,
        Err(error) => {
            let damage = Damage::to_mend(format!("cannot be listed: {error}"));
            findings.push(damage.of(folder.shown(&folder.story(id))));
            return;
        }
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(stem) = name.to_str().and_then(|name| name.strip_suffix(CLAIMS)) else { continue };
        if stem.starts_with('.') {
            continue;
        }
        let path = folder.story(id).join(&name);
        match CoderId::try_from(stem.to_owned()) {
            Ok(coder) => read_one(folder, &path, coder, work, findings),
            Err(_) => findings.push(
                Damage::new(
                    "is not named after a coder (letters, digits, - and _): its claims are not shown",
                    "Rename the file, or move the claims you want to keep into the coder's own file.",
                )
                .of(folder.shown(&path)),
            ),
        }
    }
}

/// Reads one coder's claims into the story's work; if that fails, seals them.
fn read_one(folder: &Folder, path: &Path, coder: CoderId, work: &mut StoryWork, findings: &mut Vec<Finding>) {
    let shown = folder.shown(path);
    let mut seal = |work: &mut StoryWork, damage: Damage| {
        work.sealed.insert(coder.clone(), damage.reason());
        findings.push(damage.of(shown.clone()));
    };
    let text = match read::ron(folder.root(), path) {
        Ok(Some(text)) => text,
        // It went away since the folder was listed.
        Ok(None) => return,
        Err(damage) => return seal(work, damage),
    };
    let read = match format::parse::<ClaimsFile>(&text) {
        Ok(file) if file.coder == coder => {
            let (claims, renamed) = with_own_ids(file.claims);
            findings.extend(renamed.into_iter().map(|damage| damage.of(shown.clone())));
            CoderWork { status: file.status, claims }
        }
        Ok(file) => {
            let problem = format!("says it is {}\u{2019}s, but its name says {coder}", file.coder);
            seal(work, Damage::to_mend(problem));
            CoderWork { status: file.status, claims: with_own_ids(file.claims).0 }
        }
        Err(damage) => {
            seal(work, damage);
            CoderWork { claims: with_own_ids(rescue_claims(&text)).0, ..CoderWork::default() }
        }
    };
    // Few files have anything wrong in them, but one whose text was changed may have thousands.
    let lines = LazyCell::new(|| format::claim_lines(&text));
    for claim in read.claims.values() {
        findings.extend(misplaced(claim, &work.text).map(|damage| {
            let line = lines.get(&claim.id).copied();
            Damage { line, ..damage }.of(shown.clone())
        }));
    }
    // Work that holds nothing is no work, as when its first claim is undone.
    if read != CoderWork::default() {
        work.coders.insert(coder, read);
    }
}

type Claims = std::collections::BTreeMap<ClaimId, Arc<Claim>>;

/// The claims by id. Of two with one id the later gets a new one, for neither may be lost.
pub(in super::super) fn with_own_ids(list: Vec<Arc<Claim>>) -> (Claims, Vec<Damage>) {
    let mut claims = Claims::new();
    let mut renamed = Vec::new();
    for mut claim in list {
        if claims.contains_key(&claim.id) {
            let old = claim.id;
            Arc::make_mut(&mut claim).id = ClaimId::fresh();
            renamed.push(Damage::new(
                format!("has two claims with the id {old}: the second is now {}", claim.id),
                "Both are kept. Look whether one of them is a copy that should go.",
            ));
        }
        claims.insert(claim.id, claim);
    }
    (claims, renamed)
}

/// What is wrong with the places of a claim's passages, if anything.
fn misplaced(claim: &Claim, text: &StoryText) -> Option<Damage> {
    let bad = passages(claim).find(|passage| !passage.stands_in(text))?;
    let range = bad.range;
    let problem = match text.slice(range) {
        _ if range.end <= range.start => "ends before it starts",
        None if range.end > text.end() => "lies beyond the end of the text",
        None => "starts or ends inside a character",
        Some(_) => "does not stand there in the text",
    };
    let (start, end) = (range.start.0, range.end.0);
    Some(Damage::new(
        format!("claim {}: its passage at bytes {start} to {end} {problem}", claim.id),
        "The claim is kept and needs review.",
    ))
}

/// Every passage of a claim, those in its fields too.
fn passages(claim: &Claim) -> impl Iterator<Item = &Passage> {
    let named = claim.fields.values().chain(claim.parked.values()).filter_map(|value| match value {
        Value::Passage(passage) => Some(passage),
        _ => None,
    });
    claim.passages.iter().chain(named)
}
