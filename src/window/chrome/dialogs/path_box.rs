//! The built-in file dialog: where the system has none, and for whoever likes to type.

use std::path::{Path, PathBuf};

use egui::{Context, Ui};

use super::Answer;
use super::path_field::{Manner, PathField};
use super::purpose::Purpose;
use super::shell::{Shell, Step, buttons, enter, small};
use crate::window::chrome::text::{counted, path_text, plain};
use crate::window::desk::{Desk, Request};
use crate::window::pending::Pending;
use crate::window::pictures::PictureTask;

/// The built-in file dialog.
pub struct PathBox {
    purpose: Purpose,
    field: PathField,
    recent: Vec<PathBuf>,
    chosen: Vec<PathBuf>,
    refusal: Option<String>,
    /// The path that was decided on, and what lies there, once that is known.
    asked: Option<(PathBuf, Pending<Found>)>,
}

/// What lies at a path, as far as it matters here.
#[derive(Clone, Copy)]
enum Found {
    Project,
    Folder,
    File,
    /// Nothing, in a folder that is there.
    Free,
    Nothing,
}

impl Found {
    fn at(path: &Path) -> Self {
        match path {
            _ if path.is_file() => Self::File,
            _ if path.join("project.ron").is_file() => Self::Project,
            _ if path.is_dir() => Self::Folder,
            _ if path.parent().is_some_and(Path::is_dir) => Self::Free,
            _ => Self::Nothing,
        }
    }
}

impl PathBox {
    /// A dialog that starts in a folder, or in the user's own.
    #[must_use]
    pub fn new(purpose: Purpose, start: Option<PathBuf>, recent: &[PathBuf]) -> Self {
        let recent = if purpose == Purpose::OpenProject { recent.to_vec() } else { Vec::new() };
        let mut field = PathField::new(start);
        field.typed.push_str(purpose.proposed().unwrap_or_default());
        Self { purpose, field, recent, chosen: Vec::new(), refusal: None, asked: None }
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
            (self.refusal, self.asked) = (None, None);
        }
        let mut step = self.answered();
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
            Some(0) => self.ask(ui.ctx()),
            Some(_) => return Step::Close,
            None if entered && taken.is_none() => self.ask(ui.ctx()),
            None => {}
        }
        step
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

    /// Has the disk asked what lies at the path, for the first button.
    fn ask(&mut self, ctx: &Context) {
        if self.asked.is_none() {
            let path = self.field.path();
            let at = path.clone();
            self.asked = Some((path, Pending::begin(ctx, move || Found::at(&at))));
        }
    }

    /// What follows from the disk's answer, once it is there.
    fn answered(&mut self) -> Step {
        let Some((path, mut pending)) = self.asked.take() else { return Step::Stay };
        pending.poll();
        match pending {
            Pending::Waiting(_) => {
                self.asked = Some((path, pending));
                Step::Stay
            }
            Pending::Here(found) => self.finish(path, found),
            Pending::Broken => self.refuse("It could not be looked at."),
        }
    }

    /// What the first button does.
    fn finish(&mut self, path: PathBuf, found: Found) -> Step {
        let (is_file, is_folder) =
            (matches!(found, Found::File), matches!(found, Found::Project | Found::Folder));
        match self.purpose {
            Purpose::OpenProject if matches!(found, Found::Project) => Step::Ask(Request::OpenProject(path)),
            Purpose::OpenProject if is_folder => {
                self.refuse("This folder holds no project.ron, so it is not a project.")
            }
            Purpose::OpenProject => self.refuse("There is no such folder."),
            Purpose::Import | Purpose::Pictures if is_file => {
                let mut paths = self.chosen.clone();
                if !paths.contains(&path) {
                    paths.push(path);
                }
                self.take(paths)
            }
            Purpose::Import | Purpose::Pictures if !self.chosen.is_empty() => self.take(self.chosen.clone()),
            Purpose::Import | Purpose::Pictures => self.refuse("Choose at least one file."),
            Purpose::ImportFolder if is_folder => Step::Ask(Request::Import(vec![path])),
            Purpose::ImportFolder => self.refuse("There is no such folder."),
            Purpose::ImportAgain if is_file => Step::Ask(Request::ImportAgain(path)),
            Purpose::ImportAgain => self.refuse("There is no such file."),
            Purpose::SaveCopy if is_folder => Step::Answer(Answer::CopyTo(path)),
            Purpose::ReadBook if is_file => Step::Ask(Request::ReadBook(path)),
            Purpose::ReadBook => self.refuse("Choose a file."),
            Purpose::SaveBook | Purpose::SaveBookPage if is_folder => {
                self.refuse("That is a folder. Say what the file in it is called.")
            }
            Purpose::SaveBook | Purpose::SaveBookPage if !matches!(found, Found::Nothing) => {
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
