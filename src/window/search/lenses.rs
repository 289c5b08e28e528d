//! Saved searches.

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{Button, Key, PopupCloseBehavior, ScrollArea, TextEdit, Ui, vec2};
use serde::{Deserialize, Serialize};

use super::SearchPanel;
use super::head::menu_text;
use crate::analysis::search::Query;
use crate::window::chrome::parts::close_button;
use crate::window::claims::shown;
use crate::window::desk::Desk;

/// A search with a name. It is the user's, and belongs to one project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lens {
    /// What the analyst calls it; no two of a project are called the same.
    pub name: String,
    /// What it finds.
    pub query: Query,
}

/// How the menu of lenses stands.
#[derive(Default)]
pub(super) struct Lenses {
    /// The lens that is looked through.
    pub(super) on: Option<String>,
    /// The name that is being typed for a new one.
    typed: String,
    /// The lens that is being renamed, and its new name so far.
    renaming: Option<(String, String)>,
}

/// More lenses than this are not kept.
const MOST: usize = 200;

impl SearchPanel {
    pub(super) fn lens_menu(&mut self, ui: &mut Ui, desk: &Desk<'_>, lenses: &mut Vec<Lens>) {
        let on: Vec<String> = self.lenses.on.iter().map(|name| shown(name, 24)).collect();
        let mut button = Button::new(menu_text("Lens", &on, desk.theme.ink));
        if !on.is_empty() {
            button = button.fill(desk.theme.selection);
        }
        let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        MenuButton::from_button(button).config(config).ui(ui, |ui| {
            ui.set_min_width(260.0);
            ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
            ScrollArea::vertical().max_height(220.0).show(ui, |ui| self.lens_rows(ui, desk, lenses));
            if !self.query.is_empty() {
                self.save_row(ui, lenses);
            } else if lenses.is_empty() {
                ui.label("A lens is a search with a name.");
            }
        });
    }

    fn lens_rows(&mut self, ui: &mut Ui, desk: &Desk<'_>, lenses: &mut Vec<Lens>) {
        let mut gone = None;
        for index in 0..lenses.len() {
            let name = lenses[index].name.clone();
            ui.push_id(index, |ui| {
                ui.horizontal(|ui| {
                    if let Some((_, typed)) = self.lenses.renaming.as_mut().filter(|(old, _)| *old == name) {
                        let field = ui.add(TextEdit::singleline(typed).desired_width(150.0));
                        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                        let new = typed.trim().to_owned();
                        let free = !new.is_empty()
                            && lenses.iter().all(|lens| lens.name == name || lens.name != new);
                        let done = ui.add_enabled(free, Button::new("Rename")).clicked();
                        if free && (done || entered) {
                            if self.lenses.on.as_ref() == Some(&name) {
                                self.lenses.on = Some(new.clone());
                                self.sieved = None;
                            }
                            lenses[index].name = new;
                            self.lenses.renaming = None;
                        }
                        return;
                    }
                    let on = self.lenses.on.as_ref() == Some(&name);
                    let label = shown(&name, 32);
                    if ui.add(Button::selectable(on, &label)).clicked() {
                        if on {
                            self.lift_sieve()
                        } else {
                            self.take_up(&lenses[index])
                        }
                        ui.close();
                    }
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        if close_button(ui, desk.theme, &format!("Delete lens {label}")).clicked() {
                            gone = Some(index);
                        }
                        if ui.small_button("Rename").clicked() {
                            self.lenses.renaming = Some((name.clone(), name.clone()));
                        }
                    });
                })
            });
        }
        if let Some(index) = gone {
            let lens = lenses.remove(index);
            if self.lenses.on.as_ref() == Some(&lens.name) {
                self.lenses.on = None;
                self.sieved = None;
            }
        }
    }

    /// A lens of a name that is there already takes its place.
    fn save_row(&mut self, ui: &mut Ui, lenses: &mut Vec<Lens>) {
        ui.separator();
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut self.lenses.typed)
                .hint_text("Name of a new lens")
                .desired_width(150.0);
            let field = ui.add(edit).accessible_name("Name of a new lens");
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let name = self.lenses.typed.trim().to_owned();
            let can = !name.is_empty() && self.engine.wrong().is_none() && lenses.len() < MOST;
            let clicked = ui.add_enabled(can, Button::new("Save as lens")).clicked();
            if can && (clicked || entered) {
                let lens = Lens { name: name.clone(), query: self.query.clone() };
                match lenses.iter_mut().find(|old| old.name == name) {
                    Some(old) => *old = lens,
                    None => lenses.push(lens),
                }
                lenses.sort_by_key(|lens| lens.name.to_lowercase());
                self.lenses.typed.clear();
                self.lenses.on = Some(name);
                self.sieved = None;
                ui.close();
            }
        });
    }
}
