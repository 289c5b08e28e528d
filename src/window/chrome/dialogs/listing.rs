//! What is in a folder, read by a thread, and how a half-typed path is completed.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub path: PathBuf,
    pub name: String,
    pub folder: bool,
    /// A folder that holds a `project.ron`.
    pub project: bool,
}

/// The contents of the folder that was asked for last.
#[derive(Default)]
pub(super) struct Listing {
    folder: Option<PathBuf>,
    contents: Option<Result<Vec<Entry>, String>>,
    reading: Option<Receiver<Result<Vec<Entry>, String>>>,
}

/// A folder may hold more; typing narrows what is shown, not what is read.
const MOST: usize = 20_000;

impl Listing {
    /// The contents of `folder`, the folders first; `None` until they are read.
    pub(super) fn of(&mut self, ctx: &egui::Context, folder: &Path) -> Option<&Result<Vec<Entry>, String>> {
        if self.folder.as_deref() != Some(folder) {
            self.folder = Some(folder.to_owned());
            self.contents = None;
            self.reading = self.begin(ctx, folder.to_owned());
        }
        if let Some(contents) = self.reading.as_ref().and_then(|reading| reading.try_recv().ok()) {
            self.contents = Some(contents);
            self.reading = None;
        }
        self.contents.as_ref()
    }

    fn begin(&self, ctx: &egui::Context, folder: PathBuf) -> Option<Receiver<Result<Vec<Entry>, String>>> {
        let (sender, reading) = channel();
        let ctx = ctx.clone();
        let read = move || {
            // The analyst may have typed on.
            let _ = sender.send(read(&folder).map_err(|error| reason(&error)));
            ctx.request_repaint();
        };
        std::thread::Builder::new().name("folder".to_owned()).spawn(read).ok().map(|_| reading)
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "There is no such folder.".to_owned(),
        std::io::ErrorKind::NotADirectory => "This is not a folder.".to_owned(),
        std::io::ErrorKind::PermissionDenied => "You may not read this folder.".to_owned(),
        _ => format!("This folder cannot be read: {error}."),
    }
}

fn read(folder: &Path) -> std::io::Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = std::fs::read_dir(folder)?
        .flatten()
        .take(MOST)
        .map(|entry| {
            let path = entry.path();
            // Follows links, as opening will.
            let is_folder = path.is_dir();
            Entry {
                name: entry.file_name().to_string_lossy().into_owned(),
                project: is_folder && path.join("project.ron").is_file(),
                folder: is_folder,
                path,
            }
        })
        .collect();
    entries.sort_by_cached_key(|entry| (!entry.folder, entry.name.to_lowercase(), entry.name.clone()));
    Ok(entries)
}

/// A typed path as the folder to list and the beginning of a name in it.
pub(super) fn split(typed: &str) -> (PathBuf, String) {
    let (folder, stem) = match typed.rfind(std::path::is_separator) {
        Some(slash) => typed.split_at(slash + 1),
        None => ("", typed),
    };
    (expand(folder), stem.to_owned())
}

/// A typed path as a real one: `~` is the user's folder, and a relative path starts there.
pub(super) fn expand(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let home = || directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()).unwrap_or_default();
    match typed.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with(std::path::is_separator) => {
            home().join(rest.trim_start_matches(std::path::is_separator))
        }
        _ if Path::new(typed).is_absolute() => PathBuf::from(typed),
        _ => home().join(typed),
    }
}

/// The entries whose names begin with `stem`, or, if none does, those that hold it. Hidden ones
/// are shown when a dot is typed.
pub(super) fn matching<'a>(entries: &'a [Entry], stem: &str, folders_only: bool) -> Vec<&'a Entry> {
    let wanted = stem.to_lowercase();
    let shown = |entry: &&Entry| {
        (entry.folder || !folders_only) && (wanted.starts_with('.') || !entry.name.starts_with('.'))
    };
    let begin: Vec<&Entry> =
        entries.iter().filter(shown).filter(|entry| entry.name.to_lowercase().starts_with(&wanted)).collect();
    if begin.is_empty() {
        return entries
            .iter()
            .filter(shown)
            .filter(|entry| entry.name.to_lowercase().contains(&wanted))
            .collect();
    }
    begin
}

/// How far `stem` can be completed without a choice: the longest beginning that all candidates
/// share, with a separator behind a single folder. `None` if nothing is gained.
pub(super) fn complete(candidates: &[&Entry], stem: &str) -> Option<String> {
    let (first, rest) = candidates.split_first()?;
    if rest.is_empty() {
        let end = if first.folder { std::path::MAIN_SEPARATOR_STR } else { "" };
        return Some(format!("{}{end}", first.name));
    }
    let mut shared: Vec<char> = first.name.chars().collect();
    for entry in rest {
        let same = |pair: &(&char, char)| pair.0.to_lowercase().eq(pair.1.to_lowercase());
        let length = shared.iter().zip(entry.name.chars()).take_while(same).count();
        shared.truncate(length);
    }
    (shared.len() > stem.chars().count()).then(|| shared.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, folder: bool) -> Entry {
        Entry { path: PathBuf::from(name), name: name.to_owned(), folder, project: false }
    }

    #[test]
    fn a_path_is_split_where_typing_goes_on() {
        assert_eq!(split("/home/kim/sa"), (PathBuf::from("/home/kim/"), "sa".to_owned()));
        assert_eq!(split("/home/kim/saves/"), (PathBuf::from("/home/kim/saves/"), String::new()));
        assert_eq!(split("/"), (PathBuf::from("/"), String::new()));
    }

    #[test]
    fn completion_goes_as_far_as_it_is_certain() {
        let entries = [entry("saves", true), entry("savings", true), entry("story.txt", false)];
        let all = matching(&entries, "sa", false);
        assert_eq!(complete(&all, "sa"), Some("sav".to_owned()));
        assert_eq!(complete(&matching(&entries, "SAVE", false), "SAVE"), Some("saves/".to_owned()));
        assert_eq!(complete(&matching(&entries, "sto", false), "sto"), Some("story.txt".to_owned()));
        assert_eq!(complete(&matching(&entries, "sav", false), "sav"), None);
        assert!(matching(&entries, "sto", true).is_empty());
    }

    #[test]
    fn hidden_entries_wait_for_a_dot() {
        let entries = [entry(".git", true), entry("notes", true)];
        assert_eq!(matching(&entries, "", true).len(), 1);
        assert_eq!(matching(&entries, ".", true).len(), 1);
    }

    #[test]
    fn folders_come_first_and_projects_are_known() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("talks")).unwrap();
        std::fs::write(folder.path().join("talks/project.ron"), "()").unwrap();
        std::fs::write(folder.path().join("a.txt"), "a").unwrap();
        let entries = read(folder.path()).unwrap();
        let facts: Vec<_> = entries.iter().map(|e| (e.name.as_str(), e.folder, e.project)).collect();
        assert_eq!(facts, [("talks", true, true), ("a.txt", false, false)]);
        assert!(read(&folder.path().join("none")).is_err());
    }
}
