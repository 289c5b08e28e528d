//! What lies in the folders that are given for import.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::shown;
use super::format::{extension, is_known_head};
use super::group::{Group, head, in_order};
use super::report::{Fate, Line};
use super::saved::{is_page, page_of};
use super::{Progress, picture};

/// More files and folders than this are not looked through.
const MOST_ENTRIES: usize = 200_000;
/// More stories than this are not imported at once.
const MOST_STORIES: usize = 20_000;
/// Folders in folders, down to here.
const DEEPEST: usize = 64;
/// So many lines tell of what was skipped; of the rest only the number.
const MOST_LINES: usize = 1_000;

/// The files that were given, those in folders included, sorted into stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The stories to be.
    pub groups: Vec<Group>,
    /// Pictures in folders that are called like no text there; a page may still name them.
    pub(super) loose: Vec<PathBuf>,
    /// What is left out, and why.
    pub(super) lines: Vec<Line>,
    /// What is left out beyond that.
    unnamed: usize,
    hidden: usize,
    entries: usize,
    too_much: bool,
}

impl Plan {
    /// Looks through what is given: files as [`group`](super::group()) has it, folders with all
    /// that is in them. Links in folders are not followed, so that none leads out or round.
    #[must_use]
    pub fn of(given: &[PathBuf], progress: &Progress) -> Self {
        let mut plan = Self::default();
        let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
            given.iter().cloned().partition(|path| path.is_dir());
        plan.groups = in_order(&files);
        let pages: BTreeSet<PathBuf> =
            files.iter().filter(|file| is_page(file)).map(|file| file.with_extension("")).collect();
        for folder in &folders {
            // Who drops a saved page drops the folder beside it too; the page takes from there what
            // it shows.
            let page = page_of(&name_of(folder)).map(|page| folder.with_file_name(page));
            if !page.is_some_and(|page| pages.contains(&page)) {
                plan.walk(folder, 0, progress);
            }
        }
        plan.close();
        plan
    }

    fn skip(&mut self, path: &Path, why: impl Into<String>) {
        if self.lines.len() < MOST_LINES {
            self.lines.push(Line { file: shown(path), fate: Fate::Skipped(why.into()) });
        } else {
            self.unnamed += 1;
        }
    }

    /// Tells of what has no line of its own.
    fn close(&mut self) {
        if self.too_much || self.groups.len() > MOST_STORIES {
            let why = format!(
                "more lies there than can be imported at once ({MOST_STORIES} stories, {MOST_ENTRIES} files); nothing was imported. Import it folder by folder"
            );
            *self = Self { lines: vec![Line::failed("", why)], ..Self::default() };
        }
        let tell = |count: usize, one: &str, many: &str| Line {
            file: format!("{count} {}", if count == 1 { one } else { many }),
            fate: Fate::Skipped("hidden, or of the system".to_owned()),
        };
        if self.hidden > 0 {
            self.lines.push(tell(self.hidden, "file or folder", "files and folders"));
        }
        if self.unnamed > 0 {
            let file = format!("{} more files", self.unnamed);
            let why = "for reasons such as these".to_owned();
            self.lines.push(Line { file, fate: Fate::Skipped(why) });
        }
    }

    fn walk(&mut self, folder: &Path, depth: usize, progress: &Progress) {
        progress.at(shown(folder));
        if folder.join("project.ron").is_file() {
            return self.skip(folder, "it is a Pressmark project; open it instead");
        }
        if depth > DEEPEST {
            return self.skip(folder, format!("it lies more than {DEEPEST} folders deep"));
        }
        let Some(mut here) = self.list(folder, progress) else { return };
        here.attribute();
        for (path, why) in std::mem::take(&mut here.passed) {
            self.skip(&path, why);
        }
        self.groups.append(&mut here.groups);
        self.loose.append(&mut here.pictures);
        for below in here.folders {
            if self.too_much || progress.is_cancelled() {
                return;
            }
            self.walk(&below, depth + 1, progress);
        }
    }

    /// What is in a folder, in the order of names; `None` if it cannot be read or is too much.
    fn list(&mut self, folder: &Path, progress: &Progress) -> Option<Here> {
        let unreadable = |plan: &mut Self, error: std::io::Error| {
            let why = format!("{} could not be read: {error}", shown(folder));
            plan.lines.push(Line::failed(shown(folder), why));
        };
        let listed = match fs::read_dir(folder) {
            Ok(listed) => listed,
            Err(error) => {
                unreadable(self, error);
                return None;
            }
        };
        let mut entries = Vec::new();
        for entry in listed {
            self.entries += 1;
            self.too_much |= self.entries > MOST_ENTRIES;
            if self.too_much || progress.is_cancelled() {
                return None;
            }
            match entry.and_then(|entry| Ok((entry.file_type()?, entry.path()))) {
                Ok(entry) => entries.push(entry),
                Err(error) => unreadable(self, error),
            }
        }
        entries.sort_by_cached_key(|(_, path)| name_of(path).to_lowercase());
        let mut here = Here::default();
        for (kind, path) in entries {
            if is_hidden(&name_of(&path)) {
                self.hidden += 1;
            } else if kind.is_symlink() {
                here.passed.push((path.clone(), link(folder, &path)));
            } else if kind.is_dir() {
                here.folders.push(path);
            } else if kind.is_file() {
                here.sort_in(path);
            } else {
                here.passed.push((path, "it is no regular file".to_owned()));
            }
        }
        Some(here)
    }
}

/// One folder.
#[derive(Default)]
struct Here {
    groups: Vec<Group>,
    pictures: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    passed: Vec<(PathBuf, String)>,
}

impl Here {
    fn sort_in(&mut self, path: PathBuf) {
        match sort_of(&path) {
            Some(Sort::Text) => self.groups.push(Group { text: path, pictures: Vec::new() }),
            Some(Sort::Picture) => self.pictures.push(path),
            None => {
                let why = "it is no text, page or picture this version knows; an article can be saved as a text or a web page";
                self.passed.push((path, why.to_owned()));
            }
        }
    }

    /// Gives pictures to the text they are called like, and sees which folders are a page's.
    fn attribute(&mut self) {
        let stems: BTreeSet<String> = self
            .groups
            .iter()
            .filter(|group| is_page(&group.text))
            .map(|group| stem_of(&group.text))
            .collect();
        for folder in std::mem::take(&mut self.folders) {
            match page_of(&name_of(&folder)) {
                // The page takes from there what it shows.
                Some(page) if stems.contains(page) => {}
                Some(_) => {
                    self.passed.push((folder, "it belongs to a saved page that is not here".to_owned()))
                }
                None => self.folders.push(folder),
            }
        }
        if self.groups.is_empty() {
            let alone = std::mem::take(&mut self.pictures).into_iter();
            self.groups.extend(alone.map(|text| Group { text, pictures: Vec::new() }));
            return;
        }
        let single = self.groups.len() == 1;
        for picture in std::mem::take(&mut self.pictures) {
            let stem = stem_of(&picture);
            let fits = |group: &&mut Group| single || is_called_like(&stem, &stem_of(&group.text));
            // Of "talks" and "talks-2" the second has the better claim to "talks-2-a".
            match self.groups.iter_mut().filter(fits).max_by_key(|group| stem_of(&group.text).len()) {
                Some(group) => group.pictures.push(picture),
                None => self.pictures.push(picture),
            }
        }
    }
}

/// Whether a picture of this name goes with a text of that name: "talks-1" with "talks".
fn is_called_like(picture: &str, text: &str) -> bool {
    picture.strip_prefix(text).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

enum Sort {
    Text,
    Picture,
}

/// What a file in a folder is meant as; `None` if nothing can be made of it.
fn sort_of(path: &Path) -> Option<Sort> {
    const TEXTS: [&str; 11] =
        ["txt", "text", "md", "markdown", "mdown", "html", "htm", "xhtml", "mhtml", "mht", "asc"];
    let name = name_of(path);
    let ending = extension(&name);
    if TEXTS.contains(&ending.as_str()) {
        return Some(Sort::Text);
    }
    if picture::is_picture(&name, &[]) {
        return Some(Sort::Picture);
    }
    let head = head(path)?;
    if picture::is_picture(&name, &head) {
        return Some(Sort::Picture);
    }
    is_known_head(&name, &head).then_some(Sort::Text)
}

/// Why a link in a folder is not followed.
fn link(folder: &Path, path: &Path) -> String {
    let inside = |to: &PathBuf| folder.canonicalize().is_ok_and(|folder| to.starts_with(folder));
    match path.canonicalize() {
        Ok(to) if inside(&to) => "it is a link; what it leads to is taken where it lies".to_owned(),
        Ok(_) => "it is a link that leads out of its folder, and is not followed".to_owned(),
        Err(_) => "it is a link that leads nowhere, or in a circle".to_owned(),
    }
}

/// What file managers and editors put beside the files one sees.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || matches!(name.to_lowercase().as_str(), "thumbs.db" | "desktop.ini" | "__macosx")
}

pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn stem_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
