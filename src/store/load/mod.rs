//! Reading a whole project.

mod claims;
mod story;

pub(super) use claims::with_own_ids;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::files::{ActorsFile, CodeBookFile, ProjectFile};
use super::finding::{Damage, MEND};
use super::folder::Folder;
use super::read::{self, Sort, locate};
use super::{Finding, StoreError, format};
use crate::claims::{Actors, CodeBook};
use crate::project::{Access, Project, StoryWork};
use crate::story::StoryId;

/// How many threads read stories; more only wait for the same disk.
const READERS: usize = 2;

/// A project read from disk.
#[derive(Debug)]
pub struct Opened {
    /// Everything that could be read.
    pub project: Project,
    /// Where it lies.
    pub folder: Folder,
    /// What is wrong with its files, by file and line. Those files are left as they are.
    pub findings: Vec<Finding>,
}

/// Reads the project in `dir`: all its stories, with every coder's claims.
///
/// # Errors
/// If `dir` is no folder or holds no project. Damage within a project is no error: what is damaged
/// is listed in [`Opened::findings`] and cannot be changed, and the rest opens.
pub fn open(dir: &Path) -> Result<Opened, StoreError> {
    let folder = Folder::at(dir)?;
    let mut top = Top { folder: &folder, findings: Vec::new(), reasons: Vec::new() };
    let head = match top.read::<ProjectFile>(&folder.project_file()) {
        Some(file) => file,
        None if top.findings.is_empty() => return Err(StoreError::NotAProject(dir.to_owned())),
        None => None,
    };
    let name = folder.root().file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut project = Project::new(&name);
    if let Some(head) = head {
        project.id = head.id;
        project.name = head.name;
    }
    if let Some(file) = top.read_or_note::<CodeBookFile>(&folder.codebook()) {
        project.codebook = Arc::new(top.codebook(file));
    }
    if let Some(file) = top.read_or_note::<ActorsFile>(&folder.actors()) {
        project.actors = Arc::new(top.actors(file));
    }
    let Top { mut findings, reasons, .. } = top;
    if !reasons.is_empty() {
        project.access = Access::ReadOnly(reasons.join("; "));
    }
    let (names, mut closed) = list(&folder, &mut findings);
    for (id, story) in read_stories(&folder, &names) {
        findings.extend(story.findings);
        match story.work {
            Some(work) => drop(project.stories.insert(id, work)),
            None => drop(closed.insert(id)),
        }
    }
    findings.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Ok(Opened { project, folder: folder.closing(closed), findings })
}

/// Reads the files at the top of a project, which the whole of it needs.
struct Top<'a> {
    folder: &'a Folder,
    findings: Vec<Finding>,
    /// Why the project may not be changed.
    reasons: Vec<String>,
}

impl Top<'_> {
    /// The file; `Some(None)` if it is damaged, which makes the project read-only, and `None` if
    /// there is none.
    #[expect(clippy::option_option, reason = "absent and damaged are different things")]
    fn read<T: DeserializeOwned>(&mut self, path: &Path) -> Option<Option<T>> {
        let root = self.folder.root();
        match read::ron(root, path).and_then(|text| text.map(|text| format::parse(&text)).transpose()) {
            Ok(file) => file.map(Some),
            Err(damage) => {
                let file = self.folder.shown(path);
                self.reasons.push(format!("{file} {}", damage.reason()));
                self.findings.push(damage.of(file));
                Some(None)
            }
        }
    }

    /// The file, if it could be read. A missing one is noted, but costs nothing: what is not there
    /// cannot be overwritten.
    fn read_or_note<T: DeserializeOwned>(&mut self, path: &Path) -> Option<T> {
        let file = self.read(path);
        if file.is_none() {
            self.findings.push(missing().of(self.folder.shown(path)));
        }
        file.flatten()
    }

    fn codebook(&mut self, file: CodeBookFile) -> CodeBook {
        let mut ids = BTreeSet::new();
        let twice = file.kinds.iter().find(|kind| !ids.insert(&kind.id));
        if let Some(kind) = twice {
            self.refuse(&self.folder.codebook(), format!("has the kind {} twice", kind.id));
        }
        CodeBook { kinds: file.kinds }
    }

    fn actors(&mut self, file: ActorsFile) -> Actors {
        let mut actors = Actors::default();
        for actor in file.actors {
            if actors.get(&actor.id).is_some() {
                self.refuse(&self.folder.actors(), format!("has the actor {} twice", actor.id));
            } else {
                actors.set(&actor.id.clone(), Some(actor));
            }
        }
        actors
    }

    /// A file that parses but would lose something if it were written again.
    fn refuse(&mut self, path: &Path, problem: String) {
        let file = self.folder.shown(path);
        self.reasons.push(format!("{file} {problem}"));
        self.findings.push(Damage::to_mend(problem).of(file));
    }
}

/// The stories' folders, and those that cannot be read.
fn list(folder: &Folder, findings: &mut Vec<Finding>) -> (Vec<StoryId>, BTreeSet<StoryId>) {
    let mut names = Vec::new();
    let mut closed = BTreeSet::new();
    let stories = folder.stories();
    let entries = match locate(folder.root(), &stories, Sort::Folder) {
        Ok(None) => return (names, closed),
        Ok(Some(real)) => fs::read_dir(real),
        Err(damage) => {
            findings.push(damage.of(folder.shown(&stories)));
            return (names, closed);
        }
    };
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            findings.push(Damage::to_mend(format!("cannot be listed: {error}")).of(folder.shown(&stories)));
            return (names, closed);
        }
    };
    for entry in entries.flatten() {
        let shown = folder.shown(&stories.join(entry.file_name()));
        let name = entry.file_name().into_string().unwrap_or_default();
        // Desktops leave files such as .DS_Store everywhere.
        if name.starts_with('.') {
            continue;
        }
        let Ok(id) = StoryId::try_from(name) else {
            let problem = "is not a story's name: only letters a-z, digits and single dashes";
            findings.push(Damage::new(problem, "Rename the folder, then open the project again.").of(shown));
            continue;
        };
        match locate(folder.root(), &folder.story(&id), Sort::Folder) {
            Ok(_) => names.push(id),
            Err(damage) => {
                findings.push(damage.of(shown));
                closed.insert(id);
            }
        }
    }
    names.sort();
    (names, closed)
}

/// One story's folder, as far as it could be read.
#[derive(Default)]
struct Read {
    work: Option<StoryWork>,
    findings: Vec<Finding>,
}

fn read_stories(folder: &Folder, names: &[StoryId]) -> BTreeMap<StoryId, Read> {
    let share = names.len().div_ceil(READERS).max(1);
    std::thread::scope(|scope| {
        let readers: Vec<_> = names
            .chunks(share)
            .map(|names| {
                scope.spawn(move || {
                    names.iter().map(|id| (id.clone(), story::read(folder, id))).collect::<Vec<_>>()
                })
            })
            .collect();
        let join = |reader: std::thread::ScopedJoinHandle<'_, _>| {
            // A reader that panicked has found a fault of ours; it must not look like no stories.
            reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        readers.into_iter().flat_map(join).collect()
    })
}

/// What is said of a file that is not there.
fn missing() -> Damage {
    Damage::new("is missing", MEND.replace("correct it by hand or bring", "bring"))
}
