//! Kinds of the templates, to be added to the project's.

use egui::{ScrollArea, Ui};

use super::super::shell::{buttons, enter, small};
use super::spots::put;
use crate::claims::{CodeBook, KindId, Template, templates};
use crate::project::Project;
use crate::window::chrome::parts::word;
use crate::window::chrome::text::plain;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// Which kinds are ticked, by their template's number.
#[derive(Default)]
pub(super) struct Starters {
    /// A code book that was read from a file.
    read: Option<Template>,
    ticked: Vec<(usize, KindId)>,
}

impl Starters {
    /// Those of a code book that was read; what the project lacks is ticked.
    pub(super) fn of(name: &str, book: CodeBook, project: &Project) -> Self {
        let new = book.kinds.iter().filter(|kind| project.codebook.kind(&kind.id).is_none());
        let ticked = new.map(|kind| (0, kind.id.clone())).collect();
        let about = "Kinds of the file that was read.".to_owned();
        Self { read: Some(Template { name: plain(name).into_owned(), about, book }), ticked }
    }

    /// The file first, then the templates.
    fn all(&self) -> impl Iterator<Item = &Template> {
        self.read.iter().chain(templates())
    }

    /// Shows the templates; says whether the choice is over.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk) -> bool {
        let theme = desk.theme;
        let entered = enter(ui);
        let book = desk.codebook();
        let height = (ui.ctx().content_rect().height() - 220.0).clamp(200.0, 560.0);
        ScrollArea::vertical().id_salt("starters").max_height(height).auto_shrink([false, true]).show(
            ui,
            |ui| {
                let mut toggled = None;
                for (number, template) in self.all().enumerate() {
                    ui.add_space(6.0);
                    word(ui, &template.name, Face::SansMedium.at(13.5), theme.ink);
                    small(ui, &template.about, theme.faint);
                    for kind in &template.book.kinds {
                        let known = book.kind(&kind.id).is_some();
                        let place = self.ticked.iter().position(|(at, id)| *at == number && *id == kind.id);
                        let mut ticked = place.is_some();
                        let name = if known {
                            format!("{} (its id is taken)", kind.name)
                        } else {
                            kind.name.clone()
                        };
                        let same = self.ticked.iter().any(|(at, id)| *at != number && *id == kind.id);
                        let tick = egui::Checkbox::new(&mut ticked, plain(&name).into_owned());
                        let response =
                            ui.push_id((number, &kind.id), |ui| ui.add_enabled(!known && !same, tick)).inner;
                        if response.on_hover_text(&kind.definition).changed() {
                            toggled = Some((place, number, kind.id.clone()));
                        }
                    }
                }
                match toggled {
                    Some((Some(at), ..)) => drop(self.ticked.remove(at)),
                    Some((None, number, id)) => self.ticked.push((number, id)),
                    None => {}
                }
            },
        );
        match buttons(ui, theme, &["Add kinds", "Back"], !self.ticked.is_empty()) {
            Some(1) => true,
            taken if (taken.is_some() || entered) && !self.ticked.is_empty() => {
                self.add(desk);
                true
            }
            _ => false,
        }
    }

    /// Adds what is ticked; a key that is taken stays with the one that has it.
    fn add(&self, desk: &mut Desk) {
        let mut book = (*desk.codebook_to_be()).clone();
        for (number, id) in &self.ticked {
            let Some(mut kind) = self.all().nth(*number).and_then(|from| from.book.kind(id)).cloned() else {
                continue;
            };
            if kind.key.is_some_and(|key| book.kind_for_key(key).is_some()) {
                kind.key = ('1'..='9').find(|key| book.kind_for_key(*key).is_none());
            }
            book.kinds.push(kind);
        }
        put(desk, "add kinds from a template", book);
    }
}
