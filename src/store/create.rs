use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::files::{ActorsFile, CodeBookFile, ProjectFile};
use super::folder::Folder;
use super::index::Index;
use super::load::Opened;
use super::marks::Marks;
use super::saver::Writer;
use super::{SaveFailure, StoreError, durable};
use crate::claims::CodeBook;
use crate::project::Project;

/// Texts and sources are bytes whose hashes are known; git must not change their line ends.
const GIT_ATTRIBUTES: &str = "\
*.ron text eol=lf
stories/*/text-*.txt -text
stories/*/source/** -text
stories/*/pictures/** binary
";

/// Makes a project with the default code book in `dir`, which is made too if need be.
///
/// # Errors
/// If `dir` is a project already, holds anything else, or cannot be written.
pub fn create(dir: &Path, name: &str) -> Result<Opened, StoreError> {
    create_from(dir, Project::new(name))
}

/// Makes a project in `dir` with this code book, as [`create`] does.
///
/// # Errors
/// As [`create`].
pub fn create_with(dir: &Path, name: &str, codebook: CodeBook) -> Result<Opened, StoreError> {
    create_from(dir, Project { codebook: Arc::new(codebook), ..Project::new(name) })
}

/// Makes a project in `dir` with the name, code book and actors of `project`, and no stories yet.
pub(super) fn create_from(dir: &Path, project: Project) -> Result<Opened, StoreError> {
    let io = |source| StoreError::Io { path: dir.to_owned(), source };
    match fs::symlink_metadata(dir) {
        Ok(metadata) if !metadata.is_dir() && !dir.is_dir() => {
            return Err(StoreError::NotAFolder(dir.to_owned()));
        }
        Ok(_) => {}
        Err(_) => make_root(dir).map_err(io)?,
    }
    let folder = Folder::at(dir)?;
    if fs::symlink_metadata(folder.project_file()).is_ok() {
        return Err(StoreError::AlreadyAProject(dir.to_owned()));
    }
    if fs::read_dir(folder.root()).map_err(io)?.next().is_some() {
        return Err(StoreError::NotEmpty(dir.to_owned()));
    }
    write_all(&folder, &project)?;
    let index = Index::begun(&project.id);
    Ok(Opened { project, folder, findings: Vec::new(), index, marks: Marks::default() })
}

/// Makes the project's folder with those that are missing above it, so that a power cut leaves them there.
fn make_root(dir: &Path) -> std::io::Result<()> {
    let missing = |folder: &&Path| !folder.as_os_str().is_empty() && fs::symlink_metadata(folder).is_err();
    let missing: Vec<&Path> = dir.ancestors().take_while(missing).collect();
    fs::create_dir_all(dir)?;
    for parent in missing.into_iter().filter_map(Path::parent) {
        let here = parent.as_os_str().is_empty();
        durable::sync_folder(if here { Path::new(".") } else { parent })?;
    }
    Ok(())
}

/// Writes everything of an empty project; `project.ron`, which makes it one, comes last.
fn write_all(folder: &Folder, project: &Project) -> Result<(), SaveFailure> {
    let failed = |path: &Path| {
        let file = folder.shown(path);
        move |error: std::io::Error| SaveFailure::of_io(file, &error)
    };
    let attributes = folder.root().join(".gitattributes");
    durable::replace(&attributes, GIT_ATTRIBUTES.as_bytes()).map_err(failed(&attributes))?;
    let stories = folder.stories();
    durable::make_folder(folder.root(), &stories).map_err(failed(&stories))?;
    make_hidden(folder).map_err(failed(&folder.hidden()))?;
    let mut writer = Writer::new(folder.clone());
    writer.write_first(&folder.codebook(), &CodeBookFile::of(&project.codebook))?;
    writer.write_first(&folder.actors(), &ActorsFile::of(&project.actors))?;
    writer.write_first(&folder.project_file(), &ProjectFile::of(project))
}

/// Makes the folder for what is the program's own, which git shall not see.
pub(super) fn make_hidden(folder: &Folder) -> std::io::Result<()> {
    let hidden = folder.hidden();
    durable::make_folder(folder.root(), &hidden)?;
    let ignore = hidden.join(".gitignore");
    if ignore.exists() { Ok(()) } else { durable::replace(&ignore, b"*\n") }
}
