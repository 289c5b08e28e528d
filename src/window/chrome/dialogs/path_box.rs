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
    /// A folder in which to save the code book as a file.
    SaveBook,
    /// A folder in which to save the code book as a page.
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
            Self::SaveBook | Self::SaveBookPage => "Save the code book in\u{2026}",
        }
    }

    /// Whether files are asked for, and not a folder.
    #[must_use]
    pub fn wants_files(self) -> bool {
        matches!(self, Self::Import | Self::ImportAgain | Self::Pictures | Self::ReadBook)
    }

    /// What the files that are asked for are called together.
    #[must_use]
    pub fn kinds_of_files(self) -> &'static str {
        match self {
            Self::Pictures => "Pictures",
            Self::ReadBook => "Code books",
            _ => "Texts, pages and pictures",
        }
    }

    /// The endings of the files that are asked for.
    #[must_use]
    pub fn extensions(self) -> Vec<&'static str> {
        if self == Self::ReadBook {
            return vec!["ron"];
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
            Self::SaveBook => "Choose the folder that the file goes into: codebook.ron, which is replaced.",
            Self::SaveBookPage => {
                "Choose the folder that the page goes into: codebook.html, which is replaced."
            }
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
        Self { purpose, field: PathField::new(start), recent, chosen: Vec::new(), refusal: None }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "path box", title: self.purpose.title(), width: 560.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        small(ui, self.purpose.advice(), theme.faint);
        let manner = Manner {
            id: "path box field",
            name: if self.purpose.wants_files() { "File" } else { "Folder" },
            folders_only: !self.purpose.wants_files(),
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
                self.field.enter(&entry.path);
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
            Purpose::SaveCopy | Purpose::SaveBook | Purpose::SaveBookPage => "Save here".to_owned(),
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
            Purpose::SaveBook if path.is_dir() => Step::Ask(Request::SaveBook(path)),
            Purpose::SaveBookPage if path.is_dir() => Step::Ask(Request::SaveBookPage(path)),
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
