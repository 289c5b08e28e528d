//! Reading a whole project.

mod claims;
mod loose;
pub(super) mod story;

pub(super) use claims::with_own_ids;

use std::collections::BTreeSet;
use std::fs;
use std::iter::Flatten;
use std::path::Path;
use std::sync::Arc;
use std::vec::IntoIter;

use super::files::{ActorsFile, CodeBookFile, ProjectFile};
use super::finding::{Damage, MEND};
use super::folder::Folder;
use super::format::Record;
use super::index::{Index, Stamp};
use super::marks::{Marked as _, Marks};
use super::read::{self, Sort, locate};
use super::{Finding, Progress, StoreError, format};
use crate::claims::Names;
use crate::project::{Access, Project, StoryWork, Touched};
use crate::story::{StoryId, folded};

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
    /// What the list of stories says of the files, to be kept for the next start.
    pub index: Index,
    /// How far the files go into journals that they are ahead of.
    pub(super) marks: Marks,
}

/// Reads the project in `dir`: all its stories, with every coder's claims.
///
/// # Errors
/// If `dir` is no folder or holds no project. Damage within a project is no error: what is damaged
/// is listed in [`Opened::findings`] and cannot be changed, and the rest opens.
pub fn open(dir: &Path) -> Result<Opened, StoreError> {
    open_watched(dir, &Progress::default())
}

/// Reads the project in `dir` as [`open`] does, and tells how far it is.
///
/// # Errors
/// As [`open`], and if `progress` was cancelled.
pub fn open_watched(dir: &Path, progress: &Progress) -> Result<Opened, StoreError> {
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
    let mut marks = Marks::default();
    if let Some(file) = top.read_or_note::<CodeBookFile>(&folder.codebook()) {
        marks.note(Touched::CodeBook, file.marks());
        project.codebook = Arc::new(top.sound(&folder.codebook(), file.into_codebook()));
    }
    if let Some(file) = top.read_or_note::<ActorsFile>(&folder.actors()) {
        marks.note(Touched::Actors, file.marks());
        project.actors = Arc::new(top.sound(&folder.actors(), file.into_actors()));
    }
    let Top { mut findings, reasons, .. } = top;
    if !reasons.is_empty() {
        project.access = Access::ReadOnly(reasons.join("; "));
    }
    let (names, mut closed) = list(&folder, &mut findings);
    let mut index = Index::begun(&project.id);
    progress.begin(names.len(), &project.codebook, &project.actors);
    for (id, (stamp, story)) in names.iter().zip(read_stories(&folder, &names, progress)?) {
        findings.extend(story.findings);
        marks.extend(story.marks);
        match story.work {
            Some(work) => {
                index.add(id, &work, stamp);
                project.stories.insert(id.clone(), work);
            }
            None => drop(closed.insert(id.clone())),
        }
    }
    findings.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Ok(Opened { project, folder: folder.closing(closed), findings, index, marks })
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
    fn read<T: Record>(&mut self, path: &Path) -> Option<Option<T>> {
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
    fn read_or_note<T: Record>(&mut self, path: &Path) -> Option<T> {
        let file = self.read(path);
        if file.is_none() {
            self.findings.push(missing().of(self.folder.shown(path)));
        }
        file.flatten()
    }

    /// What a file says, noting what would be lost if it were written again.
    fn sound<T>(&mut self, path: &Path, (value, damage): (T, Option<Damage>)) -> T {
        if let Some(damage) = damage {
            let file = self.folder.shown(path);
            self.reasons.push(format!("{file} {}", damage.problem));
            self.findings.push(damage.of(file));
        }
        value
    }
}

/// The stories' folders, and those that cannot be read.
fn list(folder: &Folder, findings: &mut Vec<Finding>) -> (Vec<StoryId>, BTreeSet<StoryId>) {
    let mut names = Vec::new();
    let mut closed = BTreeSet::new();
    let mut unlike = BTreeSet::new();
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
        let Ok(id) = StoryId::try_from(name.clone()) else {
            unlike.extend(StoryId::try_from(folded(&name)));
            let problem = "is not a story's name: only letters a-z, digits and single dashes";
            findings.push(Damage::new(problem, "Rename the folder, then open the project again.").of(shown));
            continue;
        };
        match locate(folder.root(), &folder.story(&id), Sort::Folder) {
            Ok(Some(real)) if is_anothers(folder, &id, &real) => {
                let problem = "is a link to the folder of another story";
                findings.push(Damage::new(problem, "Remove the link, or put a copy in its place.").of(shown));
                closed.insert(id);
            }
            Ok(_) => names.push(id),
            Err(damage) => {
                findings.push(damage.of(shown));
                closed.insert(id);
            }
        }
    }
    names.sort();
    // A new story beside a folder whose name differs only by case would be the same one elsewhere.
    closed.extend(unlike.into_iter().filter(|id| names.binary_search(id).is_err()));
    (names, closed)
}

/// Whether a story's folder really is, or lies in, that of another: each would be written over the
/// other.
fn is_anothers(folder: &Folder, id: &StoryId, real: &Path) -> bool {
    if real == folder.story(id) {
        return false;
    }
    let stories = locate(folder.root(), &folder.stories(), Sort::Folder).ok().flatten();
    stories.is_some_and(|stories| real.starts_with(&stories) && !real.starts_with(stories.join(id.as_str())))
}

/// Refuses a file of a story that is a link into the folder of another: it would be written for both.
fn own_file(folder: &Folder, id: &StoryId, path: &Path) -> Result<(), Damage> {
    if !fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
        return Ok(());
    }
    match locate(folder.root(), path, Sort::File)? {
        Some(real) if is_anothers(folder, id, &real) => Err(Damage::new(
            "is a link into the folder of another story",
            "Remove the link, or put a copy in its place.",
        )),
        _ => Ok(()),
    }
}

/// One story's folder, as far as it could be read.
#[derive(Default)]
pub(super) struct Read {
    pub work: Option<StoryWork>,
    pub findings: Vec<Finding>,
    pub marks: Marks,
}

/// Reads each story, after a look at what its files look like: what changes later will show.
fn read_stories(
    folder: &Folder,
    names: &[StoryId],
    progress: &Progress,
) -> Result<impl Iterator<Item = (Option<Stamp>, Read)>, StoreError> {
    let read = in_shares_with(names, |shared: &mut Names, id| {
        if progress.is_cancelled() {
            return (None, Read::default());
        }
        let read = (Stamp::of(folder, id), story::read(folder, id, shared));
        progress.step(id, read.1.work.as_ref());
        read
    });
    if progress.is_cancelled() { Err(StoreError::Cancelled) } else { Ok(read) }
}

/// One story as [`open`] would read it; `None` if it could not be.
pub(super) fn read_story(folder: &Folder, id: &StoryId) -> Option<StoryWork> {
    locate(folder.root(), &folder.story(id), Sort::Folder).ok()??;
    story::read(folder, id, &mut Names::default()).work
}

/// The project's own file, if it can be read.
pub(super) fn read_project_file(folder: &Folder) -> Option<ProjectFile> {
    let text = read::ron(folder.root(), &folder.project_file()).ok()??;
    format::parse(&text).ok()
}

/// What came of work that was shared out, in the order of what it was done for.
type Shares<R> = Flatten<IntoIter<Vec<R>>>;

/// Does `work` for each of the `items`, a share of them on each thread; gives what came of it in
/// their order.
pub(super) fn in_shares<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Shares<R> {
    in_shares_with(items, |(): &mut (), item| work(item))
}

/// As [`in_shares`], with something that each thread has for itself.
fn in_shares_with<T: Sync, R: Send, S: Default>(
    items: &[T],
    work: impl Fn(&mut S, &T) -> R + Sync,
) -> Shares<R> {
    let share = items.len().div_ceil(READERS).max(1);
    let work = &work;
    let shares: Vec<Vec<R>> = std::thread::scope(|scope| {
        let threads: Vec<_> = items
            .chunks(share)
            .map(|items| {
                scope.spawn(move || {
                    let mut own = S::default();
                    items.iter().map(|item| work(&mut own, item)).collect::<Vec<_>>()
                })
            })
            .collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, Vec<R>>| {
            // A thread that panicked has found a fault of ours; it must not look like no stories.
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        threads.into_iter().map(join).collect()
    });
    shares.into_iter().flatten()
}

/// What is said of a file that is not there.
fn missing() -> Damage {
    Damage::new("is missing", MEND.replace("correct it by hand or bring", "bring"))
}
