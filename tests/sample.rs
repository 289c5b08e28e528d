//! The sample project that comes with the program: what it must show, and that it is sound.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use pressmark::claims::{Claim, CoderId};
use pressmark::import::read_story;
use pressmark::project::{Project, Status, StoryWork, Touched};
use pressmark::store::{Saver, lay_sample, open};
use pressmark::story::Role;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/korea-talks")
}

/// A copy to work on, so that no test can change the sample.
fn sample() -> (tempfile::TempDir, PathBuf) {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("korea-talks");
    for (name, bytes) in files(&home()) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    (scratch, folder)
}

/// Every file below `folder` but the program's own, by its path from there.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| name == ".pressmark") {
                continue;
            } else if path.is_dir() {
                open.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), bytes);
            }
        }
    }
    found
}

fn project() -> Project {
    let (_scratch, folder) = sample();
    let opened = open(&folder).unwrap();
    assert_eq!(opened.findings, [], "nothing is wrong with the sample");
    opened.project
}

#[test]
fn the_program_carries_the_whole_sample() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("sample/korea-talks");
    lay_sample(&folder).unwrap();
    assert_eq!(files(&folder), files(&home()), "src/store/sample.rs names the files of saves/korea-talks");
}

#[test]
fn laying_the_sample_again_changes_nothing_and_finishes_what_was_cut_off() {
    let scratch = tempfile::tempdir().unwrap();
    lay_sample(scratch.path()).unwrap();
    fs::remove_file(scratch.path().join("project.ron")).unwrap();
    fs::remove_file(scratch.path().join("stories/talks-slow-zh/story.ron")).unwrap();
    lay_sample(scratch.path()).unwrap();
    assert_eq!(files(scratch.path()), files(&home()));
    fs::write(scratch.path().join("actors.ron"), "mine").unwrap();
    fs::remove_file(scratch.path().join("codebook.ron")).unwrap();
    lay_sample(scratch.path()).unwrap();
    assert_eq!(fs::read(scratch.path().join("actors.ron")).unwrap(), b"mine");
    assert!(!scratch.path().join("codebook.ron").exists(), "it is a project, and the analyst's own");
}

fn story<'a>(project: &'a Project, start: &str) -> &'a StoryWork {
    let found = project.stories.iter().find(|(id, _)| id.as_str().starts_with(start));
    found.unwrap_or_else(|| panic!("no story {start}")).1
}

fn claims(project: &Project) -> Vec<(&StoryWork, &Arc<Claim>)> {
    project.stories.values().flat_map(all_of).collect()
}

fn all_of(work: &StoryWork) -> impl Iterator<Item = (&StoryWork, &Arc<Claim>)> {
    work.coders.values().flat_map(|coder| coder.claims.values()).map(move |claim| (work, claim))
}

#[test]
fn it_has_claims_of_every_sort() {
    let project = project();
    let claims = claims(&project);
    assert!(claims.len() >= 20, "{}", claims.len());
    for kind in &project.codebook.kinds {
        let count = claims.iter().filter(|(_, claim)| claim.kind.as_ref() == Some(&kind.id)).count();
        assert!(count >= 4, "{}: {count}", kind.name);
    }
    let count = |is: &dyn Fn(&Claim) -> bool| claims.iter().filter(|(_, claim)| is(claim)).count();
    assert!(count(&|claim| claim.kind.is_none()) >= 1, "a highlight");
    assert!(count(&|claim| claim.passages.len() > 1) >= 3, "several passages");
    assert!(count(&|claim| !claim.regions.is_empty()) >= 3, "regions");
    assert!(count(&|claim| !claim.note.is_empty()) >= 3, "notes");
    let main = story(&project, "three-capitals");
    let kim = &main.coders[&CoderId::nearest("kim")];
    let order = kim.in_order(&main.story);
    let overlap = |pair: &[Arc<Claim>]| pair[0].passages[0].range.overlaps(pair[1].passages[0].range);
    assert!(order.windows(2).filter(|pair| overlap(pair)).count() >= 3, "overlapping claims");
    assert!(main.coders.contains_key(&CoderId::nearest("lee")), "two coders on one story");
}

#[test]
fn every_claim_is_sound() {
    let project = project();
    for (work, claim) in claims(&project) {
        assert!(claim.passages.iter().all(|passage| passage.stands_in(&work.text)), "{}", claim.quote());
        let Some(kind) = &claim.kind else { continue };
        let kind = project.codebook.kind(kind).unwrap();
        for (id, value) in &claim.fields {
            assert!(kind.field(id).unwrap().takes(value), "{id}");
        }
        for field in kind.fields.iter().filter(|field| field.required) {
            assert!(claim.fields.contains_key(&field.id), "{}: no {}", claim.quote(), field.name);
        }
        for region in &claim.regions {
            assert!(work.story.picture(&region.picture).unwrap().file.is_some());
        }
    }
}

#[test]
fn the_main_story_keeps_its_troubles() {
    let project = project();
    let main = story(&project, "three-capitals");
    let text = main.text.as_str();
    for trouble in ["KCNA", "KNCA", "\"brighter\" chapter\"", "“", "\"in no hurry\""] {
        assert!(text.contains(trouble), "{trouble}");
    }
    assert!(!text.contains('<'), "the importer cleans stray tags away");
    let count = |role| main.story.blocks.iter().filter(|block| block.role == role).count();
    assert_eq!((count(Role::Headline), count(Role::Byline), count(Role::Furniture)), (1, 1, 3));
    assert_eq!(
        (count(Role::Caption), count(Role::Credit)),
        (6, 6),
        "one of them twice, each with its credit"
    );
    let with_file = main.story.pictures.iter().filter(|picture| picture.file.is_some()).count();
    assert_eq!((main.story.pictures.len(), with_file), (5, 3));
    assert_eq!(main.status(&CoderId::nearest("kim")), Status::InProgress);
    assert_eq!(story(&project, "talks-slow").story.language.as_deref(), Some("zh"));
}

#[test]
fn its_texts_are_what_the_import_makes_of_their_sources() {
    let project = project();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    for work in project.stories.values() {
        let source = sources.join(work.story.source.as_deref().unwrap());
        let imported = read_story(&source, &[]).unwrap();
        assert!(imported.text == work.text, "{}", source.display());
        assert_eq!(imported.story.blocks, work.story.blocks);
        assert_eq!(imported.story.encoding, work.story.encoding);
    }
}

#[test]
fn saving_it_again_changes_no_byte() {
    let (_scratch, folder) = sample();
    let before = files(&folder);
    let opened = open(&folder).unwrap();
    let shelves = opened.project.stories.keys().cloned().map(Touched::Shelf);
    let touched: BTreeSet<Touched> = shelves.chain([Touched::Actors]).collect();
    let saver = Saver::start(opened.folder, opened.project.clone());
    saver.save(&opened.project, &touched);
    saver.finish(Duration::from_secs(60)).unwrap();
    assert!(files(&folder) == before);
}
