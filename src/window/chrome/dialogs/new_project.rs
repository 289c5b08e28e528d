//! What a new project is called, and where it goes.

use std::path::{Path, PathBuf};

use egui::{ComboBox, Context, TextEdit, Ui, vec2};

use super::path_field::{Manner, PathField};
use super::shell::{Shell, Step, buttons, enter, focus_once, small};
use crate::claims::templates;
use crate::story::slug_from;
use crate::window::chrome::text::path_text;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::pending::Pending;

/// The dialog that makes a project.
pub(super) struct NewProject {
    name: String,
    fresh: bool,
    template: usize,
    field: PathField,
    refusal: Option<String>,
    /// Where the project is to be made, and why it cannot be, once that is known.
    asked: Option<(PathBuf, Pending<Option<String>>)>,
}

impl NewProject {
    pub(super) fn new(start: Option<PathBuf>) -> Self {
        let mut field = PathField::new(start);
        field.fresh = false;
        Self { name: String::new(), fresh: true, template: 0, field, refusal: None, asked: None }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "new project", title: "New project", width: 540.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    /// The folder that will be made.
    fn path(&self) -> PathBuf {
        self.field.path().join(folder_name(&self.name))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        let label = ui.label("Name");
        let name = TextEdit::singleline(&mut self.name)
            .id(egui::Id::unique("new project name"))
            .hint_text("Korea talks 2018")
            .font(Face::Sans.at(13.5))
            .margin(vec2(8.0, 6.0))
            .char_limit(80)
            .desired_width(f32::INFINITY);
        let name = ui.add(name).labelled_by(label.id);
        focus_once(&mut self.fresh, &name);
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.label("Code book");
            let chosen = &templates()[self.template];
            let combo = ComboBox::from_id_salt("code book template").selected_text(&chosen.name).width(240.0);
            let shown = combo.show_ui(ui, |ui| {
                for (number, template) in templates().iter().enumerate() {
                    let label = ui.selectable_label(number == self.template, &template.name);
                    if label.on_hover_text(&template.about).clicked() {
                        self.template = number;
                    }
                }
            });
            let name = format!("Code book: {}", chosen.name);
            ui.ctx().accesskit_node_builder(shown.response.id, |node| node.set_label(name.as_str()));
        });
        small(ui, &templates()[self.template].about, theme.faint);
        ui.add_space(6.0);
        ui.label("In the folder");
        let manner = Manner {
            id: "new project folder",
            name: "In the folder",
            folders_only: true,
            ticked: &[],
            rows: 6,
        };
        let before = self.field.typed.clone();
        let taken = self.field.show(ui, theme, &manner, entered);
        if let Some(entry) = &taken {
            self.field.enter(&entry.path);
        }
        if name.changed() || self.field.typed != before {
            (self.refusal, self.asked) = (None, None);
        }
        if let Some(step) = self.answered() {
            return step;
        }
        ui.add_space(4.0);
        match &self.refusal {
            Some(reason) => small(ui, reason, theme.alarm),
            None if self.name.trim().is_empty() => {
                small(ui, "The project gets a folder of its own, named after it.", theme.faint)
            }
            None => small(ui, format!("Makes {}", path_text(&self.path())), theme.faint),
        }
        match buttons(ui, theme, &["Create", "Cancel"], !self.name.trim().is_empty()) {
            Some(0) => self.ask(ui.ctx()),
            Some(_) => return Step::Close,
            None if entered && taken.is_none() => self.ask(ui.ctx()),
            None => {}
        }
        Step::Stay
    }

    /// Has the disk asked whether the folder can be made.
    fn ask(&mut self, ctx: &Context) {
        if !self.name.trim().is_empty() && self.asked.is_none() {
            let path = self.path();
            let at = path.clone();
            self.asked = Some((path, Pending::begin(ctx, move || refusal(&at))));
        }
    }

    /// What follows from the disk's answer, once it is there.
    fn answered(&mut self) -> Option<Step> {
        let (path, mut pending) = self.asked.take()?;
        pending.poll();
        match pending {
            Pending::Waiting(_) => self.asked = Some((path, pending)),
            Pending::Here(None) => {
                let name = self.name.trim().to_owned();
                return Some(Step::Ask(Request::NewProject { path, name, template: self.template }));
            }
            Pending::Here(refusal) => self.refusal = refusal,
            Pending::Broken => self.refusal = Some("The folder could not be looked at.".to_owned()),
        }
        None
    }
}

/// The project's folder, from its name. Letters of any script stay; what a file system might take
/// amiss does not.
fn folder_name(name: &str) -> String {
    let plain = slug_from(name, |_| false);
    if name.chars().any(|letter| letter.is_alphabetic() && !letter.is_ascii()) {
        let kept = name.trim().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
        let kept: String = kept.take(40).collect();
        return kept.trim_matches('-').to_lowercase();
    }
    plain.as_str().to_owned()
}

/// Why no project can be made at `path`.
fn refusal(path: &Path) -> Option<String> {
    let parent = path.parent()?;
    if !parent.is_dir() {
        return Some(format!("There is no folder {}.", path_text(parent)));
    }
    if path.is_dir() {
        return match std::fs::read_dir(path).map(|mut entries| entries.next().is_some()) {
            Ok(false) => None,
            Ok(true) => {
                Some(format!("{} exists and is not empty. Choose another name or folder.", path_text(path)))
            }
            Err(error) => Some(format!("{} cannot be read: {error}.", path_text(path))),
        };
    }
    path.exists().then(|| format!("{} is a file. Choose another name or folder.", path_text(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_never_goes_into_a_folder_that_holds_something() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks");
        assert_eq!(refusal(&path), None);
        std::fs::create_dir(&path).unwrap();
        assert_eq!(refusal(&path), None, "an empty folder will do");
        std::fs::write(path.join("notes.txt"), "mine").unwrap();
        assert!(refusal(&path).unwrap().contains("not empty"));
        assert!(refusal(&path.join("notes.txt")).unwrap().contains("is a file"));
        assert!(refusal(&folder.path().join("no/talks")).unwrap().contains("There is no folder"));
    }

    #[test]
    fn folders_are_named_after_their_project() {
        assert_eq!(folder_name("Korea talks, 2018"), "korea-talks-2018");
        assert_eq!(folder_name("../../etc"), "etc");
        assert_eq!(folder_name("朝鲜 谈判"), "朝鲜-谈判");
    }
}
