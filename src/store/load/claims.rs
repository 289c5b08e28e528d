use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::super::files::{ClaimsFile, rescue_claims};
use super::super::finding::Damage;
use super::super::folder::{CLAIMS, Folder};
use super::super::marks::{Marked as _, Marks};
use super::super::read::{Sort, locate};
use super::super::{Finding, format, read};
use super::{Read, own_file};
use crate::claims::{Claim, ClaimId, CoderId, Names, Passage, Value};
use crate::project::{Claims, CoderWork, StoryWork, Touched};
use crate::story::{StoryId, StoryText, TextHash, composed, folded};

/// Reads every coder's claims on a story, sharing `shared` names with those read before.
pub(super) fn read_all(
    folder: &Folder,
    id: &StoryId,
    work: &mut StoryWork,
    read: &mut Read,
    shared: &mut Names,
) {
    let Read { findings, marks, .. } = read;
    let listed = match locate(folder.root(), &folder.story(id), Sort::Folder) {
        // It went away since the story was read.
        Ok(None) => return,
        Ok(Some(real)) => names(&real).map_err(|error| Damage::to_mend(format!("cannot be listed: {error}"))),
        Err(damage) => Err(damage),
    };
    let names = match listed {
        Ok(names) => names,
        Err(damage) => return findings.push(damage.of(folder.shown(&folder.story(id)))),
    };
    let mut seen = BTreeMap::new();
    for name in &names {
        let path = folder.story(id).join(name);
        let shown = folder.shown(&path);
        let Some(stem) = name.to_str().and_then(|name| name.strip_suffix(CLAIMS)) else {
            findings.push(not_a_coder().of(shown));
            continue;
        };
        if let Some(twin) = seen.insert(folded(stem), stem) {
            let twin = format!("{twin}{CLAIMS}");
            findings.push(twins(&twin).of(shown.clone()));
        }
        // Of one name spelt in two ways only one can be shown: both are one coder's.
        let spelt = OsString::from(composed(stem) + CLAIMS);
        if spelt != *name && names.contains(&spelt) {
            continue;
        }
        match CoderId::try_from(composed(stem)) {
            Ok(coder) if coder.as_str() == stem => {
                read_one(folder, id, &path, coder, work, (findings, marks), shared)
            }
            Ok(coder) => {
                read_one(folder, id, &path, coder.clone(), work, (findings, marks), shared);
                // It would be saved under another name, and be there twice.
                let damage = misspelt(&coder);
                work.sealed.entry(coder).or_insert_with(|| damage.reason());
                findings.push(damage.of(shown));
            }
            Err(_) => findings.push(not_a_coder().of(shown)),
        }
    }
}

/// The names in a story's folder that end as those of claims files do, those first that are spelt
/// as keyboards spell them.
fn names(real: &Path) -> io::Result<Vec<OsString>> {
    let is_claims = |name: &OsString| {
        let name = name.to_string_lossy();
        name.ends_with(CLAIMS) && !name.starts_with('.')
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(real)? {
        names.extend(Some(entry?.file_name()).filter(is_claims));
    }
    names.sort_by_cached_key(|name| {
        let text = name.to_string_lossy().into_owned();
        (composed(&text) != text, text)
    });
    Ok(names)
}

fn not_a_coder() -> Damage {
    Damage::new(
        "is not named after a coder (letters, digits, - and _): its claims are not shown",
        "Rename the file, or move the claims you want to keep into the coder\u{2019}s own file.",
    )
}

fn twins(other: &str) -> Damage {
    Damage::new(
        format!(
            "has the name of {other} but for case or the spelling of accents: other systems cannot keep both"
        ),
        "Neither is changed by the other here. Move the claims of one into the other, or rename one.",
    )
}

fn misspelt(coder: &CoderId) -> Damage {
    Damage::new(
        "spells its letters and their accents apart, as some archives and older disks do: its claims are shown but cannot be changed",
        format!("Rename the file to {coder}{CLAIMS}, typed anew, then open the project again."),
    )
}

/// Reads one coder's claims into the story's work; if that fails, seals them.
fn read_one(
    folder: &Folder,
    id: &StoryId,
    path: &Path,
    mut coder: CoderId,
    work: &mut StoryWork,
    (findings, marks): (&mut Vec<Finding>, &mut Marks),
    names: &mut Names,
) {
    let shown = folder.shown(path);
    let mut seal = |work: &mut StoryWork, damage: Damage| {
        work.sealed.insert(coder.clone(), damage.reason());
        findings.push(damage.of(shown.clone()));
    };
    let text = match own_file(folder, id, path).and_then(|()| read::ron(folder.root(), path)) {
        Ok(Some(text)) => text,
        // It went away since the folder was listed.
        Ok(None) => return,
        Err(damage) => return seal(work, damage),
    };
    let mut read = match format::parse::<ClaimsFile>(&text) {
        Ok(file) if file.coder == coder => {
            marks.note(Touched::Work(id.clone(), coder.clone()), file.marks());
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
    read.claims = compact(&read.claims, names, &work.text);
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
        coder.share(names);
        work.coders.insert(coder, read);
    }
}

/// Copies of claims to keep. Those that were read go all at once, so that they leave no holes in the
/// memory between what stays.
fn compact(read: &Claims, names: &mut Names, text: &StoryText) -> Claims {
    read.iter().map(|(id, claim)| (*id, Arc::new(claim.compact(names, text)))).collect()
}

/// The claims by id. Of two with one id the later gets a new one, for neither may be lost; the same
/// each time the file is read.
pub(in super::super) fn with_own_ids(list: Vec<Arc<Claim>>) -> (Claims, Vec<Damage>) {
    let mut claims = Claims::default();
    let mut renamed = Vec::new();
    // Not one that a claim further down has.
    let given: BTreeSet<ClaimId> = list.iter().map(|claim| claim.id).collect();
    let mut counts: BTreeMap<ClaimId, usize> = BTreeMap::new();
    for mut claim in list {
        let old = claim.id;
        let count = counts.entry(old).or_default();
        *count += 1;
        if *count > 1 {
            let mut id = derived(&claim, *count);
            while given.contains(&id) || claims.contains_key(&id) {
                id = ClaimId(id.0.wrapping_add(1));
            }
            Arc::make_mut(&mut claim).id = id;
            renamed.push(Damage::new(
                format!("has two claims with the id {old}: the second is now {id}"),
                "Both are kept. Look whether one of them is a copy that should go.",
            ));
        }
        claims.insert(claim.id, claim);
    }
    (claims, renamed)
}

/// An id for the claim that is the `count`th of its id, made from what it says.
fn derived(claim: &Claim, count: usize) -> ClaimId {
    // A claim was read from text, so it can be written as text.
    let says = ron::to_string(claim).unwrap_or_default();
    let hash = TextHash::of(format!("{} {count} {says}", claim.id).as_bytes());
    ClaimId(hash.0.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(claim.id.0))
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
        Value::Passage(passage) => Some(&**passage),
        _ => None,
    });
    claim.passages.iter().chain(named)
}
