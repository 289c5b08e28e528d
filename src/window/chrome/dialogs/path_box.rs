//! The built-in file dialog: where the system has none, and for whoever likes to type.

use std::path::{Path, PathBuf};

use egui::{Context, Ui};

use super::Answer;
use super::path_field::{Manner, PathField};
use super::shell::{Shell, Step, buttons, enter, small};
use crate::window::chrome::text::{counted, path_text, plain};
use crate::window::desk::{Desk, Request};
use crate::window::pictures::PictureTask;

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A project's folder, to open.
    OpenProject,
    /// Stories and their pictures, to import.
    Import,
    /// A folder with stories, to import.
    ImportFolder,
    /// A better source of the open story.
    ImportAgain,
    /// Pictures for the open story.
    Pictures,
    /// A folder in which to save a copy of the project.
    SaveCopy,
    /// A code book's file, to take kinds from.
    ReadBook,
    /// A file to save the code book in, for other projects.
    SaveBook,
    /// A file to save the code book in, as a page.
    SaveBookPage,
}

impl Purpose {
    /// The dialog's title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::OpenProject => "Open project",
            Self::Import => "Import stories",
            Self::ImportFolder => "Import folder",
            Self::ImportAgain => "Import again from",
            Self::Pictures => "Choose a picture",
            Self::SaveCopy => "Save a copy in\u{2026}",
            Self::ReadBook => "Add kinds from a file",
            Self::SaveBook => "Save the code book as a file",
            Self::SaveBookPage => "Save the code book as a page",
        }
    }

    /// Whether files are asked for, and not a folder.
    #[must_use]
    pub fn wants_files(self) -> bool {
        matches!(self, Self::Import | Self::ImportAgain | Self::Pictures | Self::ReadBook)
    }

    /// The file that is proposed, where one is to be written.
    #[must_use]
    pub fn proposed(self) -> Option<&'static str> {
        match self {
            Self::SaveBook => Some("codebook.ron"),
            Self::SaveBookPage => Some("codebook.html"),
            _ => None,
        }
    }

    /// A path for the file that is written, and whether it had the ending already.
    #[must_use]
    pub fn with_ending(self, path: PathBuf) -> (PathBuf, bool) {
        let endings = self.extensions();
        let has = path.extension().and_then(|ending| ending.to_str());
        match endings.first() {
            Some(ending)
                if !has.is_some_and(|has| endings.iter().any(|one| one.eq_ignore_ascii_case(has))) =>
            {
                let mut name = path.into_os_string();
                name.push(format!(".{ending}"));
                (name.into(), false)
            }
            _ => (path, true),
        }
    }

    /// What the files that are asked for are called together.
    #[must_use]
    pub fn kinds_of_files(self) -> &'static str {
        match self {
            Self::Pictures => "Pictures",
            Self::ReadBook | Self::SaveBook => "Code books",
            Self::SaveBookPage => "Pages",
            _ => "Texts, pages and pictures",
        }
    }

    /// The endings of the files that are asked for.
    #[must_use]
    pub fn extensions(self) -> Vec<&'static str> {
        match self {
            Self::ReadBook | Self::SaveBook => return vec!["ron"],
            Self::SaveBookPage => return vec!["html", "htm"],
            _ => {}
        }
        let pictures = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff"];
        let texts = ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "mhtml", "mht"];
        let texts = if self == Self::Pictures { &[][..] } else { &texts };
        texts.iter().chain(&pictures).copied().collect()
    }

    fn advice(self) -> &'static str {
        match self {
            Self::OpenProject => "Type or choose a project\u{2019}s folder. Tab completes, arrows choose.",
            Self::ImportFolder => "Choose a folder: every text and web page in it becomes a story.",
            Self::Import => "Choose texts or web pages, and the pictures that belong to them.",
            Self::ImportAgain => "Choose a better text or web page of this story. Nothing is changed yet.",
            Self::Pictures => "Choose a picture. More than one are added one after the other.",
            Self::SaveCopy => "Choose the folder that the copy goes into.",
            Self::ReadBook => "Choose a code book, such as the codebook.ron of another project.",
            Self::SaveBook => {
                "Say where the file goes and what it is called; other projects take kinds from it."
            }
            Self::SaveBookPage => "Say where the page goes and what it is called; any browser shows it.",
        }
    }
}

/// The built-in file dialog.
pub struct PathBox {
    purpose: Purpose,
    field: PathField,
    recent: Vec<PathBuf>,
    chosen: Vec<PathBuf>,
    refusal: Option<String>,
}

impl PathBox {
    /// A dialog that starts in a folder, or in the user's own.
    #[must_use]
    pub fn new(purpose: Purpose, start: Option<PathBuf>, recent: &[PathBuf]) -> Self {
        let recent = if purpose == Purpose::OpenProject { recent.to_vec() } else { Vec::new() };
        let mut field = PathField::new(start);
        field.typed.push_str(purpose.proposed().unwrap_or_default());
        Self { purpose, field, recent, chosen: Vec::new(), refusal: None }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "path box", title: self.purpose.title(), width: 560.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        small(ui, self.purpose.advice(), theme.faint);
        let writes = self.purpose.proposed().is_some();
        let manner = Manner {
            id: "path box field",
            name: if writes || self.purpose.wants_files() { "File" } else { "Folder" },
            folders_only: !writes && !self.purpose.wants_files(),
            ticked: &self.chosen,
            rows: 9,
        };
        let before = self.field.typed.clone();
        let taken = self.field.show(ui, theme, &manner, entered);
        if self.field.typed != before {
            self.refusal = None;
        }
        let mut step = Step::Stay;
        if let Some(entry) = &taken {
            if entry.project && self.purpose == Purpose::OpenProject {
                step = Step::Ask(Request::OpenProject(entry.path.clone()));
            } else if entry.folder {
                let name = self.field.path().file_name().map(|name| name.to_string_lossy().into_owned());
                self.field.enter(&entry.path);
                self.field.typed.push_str(name.filter(|_| writes).as_deref().unwrap_or_default());
            } else if writes {
                self.field.typed = entry.path.display().to_string();
                self.field.fresh = true;
            } else if self.purpose == Purpose::ImportAgain {
                step = Step::Ask(Request::ImportAgain(entry.path.clone()));
            } else if self.purpose == Purpose::ReadBook {
                step = Step::Ask(Request::ReadBook(entry.path.clone()));
            } else {
                self.toggle(&entry.path);
            }
        }
        if let Some(path) = self.recent_row(ui, theme) {
            step = Step::Ask(Request::OpenProject(path));
        }
        if let Some(refusal) = &self.refusal {
            small(ui, plain(refusal), theme.alarm);
        }
        let name = match self.purpose {
            Purpose::OpenProject => "Open".to_owned(),
            Purpose::Pictures => "Take".to_owned(),
            Purpose::Import if self.chosen.is_empty() => "Import".to_owned(),
            Purpose::Import => format!("Import {}", counted(self.chosen.len(), "file", "files")),
            Purpose::ImportFolder => "Import this folder".to_owned(),
            Purpose::ImportAgain | Purpose::ReadBook => "Look at it".to_owned(),
            Purpose::SaveCopy => "Save here".to_owned(),
            Purpose::SaveBook | Purpose::SaveBookPage => "Save".to_owned(),
        };
        match buttons(ui, theme, &[&name, "Cancel"], true) {
            Some(0) => self.finish(),
            Some(_) => Step::Close,
            None if entered && taken.is_none() => self.finish(),
            None => step,
        }
    }

    fn recent_row(&self, ui: &mut Ui, theme: &crate::window::theme::Theme) -> Option<PathBuf> {
        if self.recent.is_empty() {
            return None;
        }
        let mut taken = None;
        ui.horizontal_wrapped(|ui| {
            small(ui, "Recent:", theme.faint);
            for path in self.recent.iter().take(5) {
                let name = path
                    .file_name()
                    .map_or_else(|| path_text(path), |name| plain(&name.to_string_lossy()).into_owned());
                let button = ui.push_id(path, |ui| ui.small_button(name)).inner;
                if button.on_hover_text(path_text(path)).clicked() {
                    taken = Some(path.clone());
                }
            }
        });
        taken
    }

    fn toggle(&mut self, path: &Path) {
        match self.chosen.iter().position(|chosen| chosen == path) {
            Some(at) => drop(self.chosen.remove(at)),
            None => self.chosen.push(path.to_owned()),
        }
    }

    /// What the first button does. The metadata of one path is asked here; its folder has just
    /// been listed, so the disk is awake.
    fn finish(&mut self) -> Step {
        let path = self.field.path();
        match self.purpose {
            Purpose::OpenProject if path.join("project.ron").is_file() => {
                Step::Ask(Request::OpenProject(path))
            }
            Purpose::OpenProject if path.is_dir() => {
                self.refuse("This folder holds no project.ron, so it is not a project.")
            }
            Purpose::OpenProject => self.refuse("There is no such folder."),
            Purpose::Import | Purpose::Pictures if path.is_file() => {
                let mut paths = self.chosen.clone();
                if !paths.contains(&path) {
                    paths.push(path);
                }
                self.take(paths)
            }
            Purpose::Import | Purpose::Pictures if !self.chosen.is_empty() => self.take(self.chosen.clone()),
            Purpose::Import | Purpose::Pictures => self.refuse("Choose at least one file."),
            Purpose::ImportFolder if path.is_dir() => Step::Ask(Request::Import(vec![path])),
            Purpose::ImportFolder => self.refuse("There is no such folder."),
            Purpose::ImportAgain if path.is_file() => Step::Ask(Request::ImportAgain(path)),
            Purpose::ImportAgain => self.refuse("There is no such file."),
            Purpose::SaveCopy if path.is_dir() => Step::Answer(Answer::CopyTo(path)),
            Purpose::ReadBook if path.is_file() => Step::Ask(Request::ReadBook(path)),
            Purpose::ReadBook => self.refuse("Choose a file."),
            Purpose::SaveBook | Purpose::SaveBookPage if path.is_dir() => {
                self.refuse("That is a folder. Say what the file in it is called.")
            }
            Purpose::SaveBook | Purpose::SaveBookPage if path.parent().is_some_and(Path::is_dir) => {
                Step::Ask(Request::SaveBook { purpose: self.purpose, path, replace: false })
            }
            Purpose::SaveCopy | Purpose::SaveBook | Purpose::SaveBookPage => {
                self.refuse("There is no such folder.")
            }
        }
    }

    fn take(&self, files: Vec<PathBuf>) -> Step {
        Step::Ask(match self.purpose {
            Purpose::Pictures => Request::Picture(PictureTask::Chosen(files)),
            _ => Request::Import(files),
        })
    }

    fn refuse(&mut self, reason: &str) -> Step {
        self.refusal = Some(reason.to_owned());
        self.field.fresh = true;
        Step::Stay
    }
}
