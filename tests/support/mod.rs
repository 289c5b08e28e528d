//! What several tests need: small projects, saved ones, and their files.
#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    missing_docs,
    reason = "for tests, each of which uses a part"
)]

mod run;
mod window;
pub mod workbench;

pub use run::Run;
pub use window::{CpuRenderer, find_place, place_of};

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use pressmark::claims::{Claim, ClaimId, CoderId, Passage};
use pressmark::project::{CoderWork, Edit, Project, Status, StoryWork, Touched};
use pressmark::store::{Folder, Saver};
use pressmark::story::{Block, Role, Story, StoryId, StoryText, TextRange};

pub const LONG: Duration = Duration::from_secs(120);

pub fn coder(name: &str) -> CoderId {
    CoderId::try_from(name.to_owned()).unwrap()
}

pub fn slug(name: &str) -> StoryId {
    StoryId::try_from(name.to_owned()).unwrap()
}

/// A story with a headline, two paragraphs and no claims.
pub fn story(headline: &str) -> StoryWork {
    let text = StoryText::from_canonical(format!("{headline}\n\nKim said “no”.\n\nLee said 是的.\n"));
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.as_str().split_inclusive('\n') {
        let words = line.trim_end();
        if !words.is_empty() {
            let role = if start == 0 { Role::Headline } else { Role::Paragraph };
            blocks.push(Block { role, range: TextRange::from_indices(start, start + words.len()) });
        }
        start += line.len();
    }
    let story = Story::new(headline, &text, blocks);
    StoryWork::new(story, text)
}

/// A claim on `quote`, which stands in the text.
pub fn claim(work: &StoryWork, id: u64, quote: &str) -> Arc<Claim> {
    let start = work.text.as_str().find(quote).unwrap();
    let mut claim = Claim::new(Some("quote".into()));
    claim.id = ClaimId(id);
    claim.made = "2019-02-28T09:30:00Z".parse().unwrap();
    claim.add_passage(Passage::of(&work.text, TextRange::from_indices(start, start + quote.len())).unwrap());
    Arc::new(claim)
}

/// Gives the coder these claims.
pub fn give(work: &mut StoryWork, whose: &str, claims: impl IntoIterator<Item = Arc<Claim>>) {
    let claims = claims.into_iter().map(|claim| (claim.id, claim)).collect();
    work.coders.insert(coder(whose), CoderWork { status: Status::InProgress, claims });
}

/// Puts a story on the shelf.
pub fn shelve(project: &mut Project, id: &str, work: StoryWork) {
    project.apply(Edit::Shelf { id: slug(id), to: Some(Box::new(work)) }).unwrap();
}

/// Everything that could be saved.
pub fn everything(project: &Project) -> BTreeSet<Touched> {
    let stories = project.stories.keys().cloned().map(Touched::Shelf);
    stories.chain([Touched::Actors, Touched::CodeBook]).collect()
}

/// A saver into a folder, knowing what its files say.
pub fn saver(folder: Folder) -> Saver {
    let on_disk = pressmark::store::open(folder.root()).unwrap().project;
    Saver::start(folder, on_disk)
}

/// Saves all of it and waits.
pub fn save_all(folder: &Folder, project: &Project) {
    let saver = saver(folder.clone());
    saver.save(project, &everything(project));
    saver.finish(LONG).unwrap();
}

/// A project with the story `one`, in which kim has two claims and lee one.
pub fn sample(dir: &Path) -> Project {
    let opened = pressmark::store::create(dir, "sample").unwrap();
    let mut project = opened.project;
    let mut work = story("Talks");
    let claims = [claim(&work, 1, "“no”"), claim(&work, 2, "是的")];
    let other = claim(&work, 3, "said");
    give(&mut work, "kim", claims);
    give(&mut work, "lee", [other]);
    shelve(&mut project, "one", work);
    shelve(&mut project, "two", story("More talks"));
    save_all(&opened.folder, &project);
    project
}

/// Every file below `dir` with its content, the program's own folder left out.
pub fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, dir: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with(".pressmark") {
                continue;
            }
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(dir, dir, &mut found);
    found
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
