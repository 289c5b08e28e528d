//! The filters: each a menu whose button says what it lets through.

use std::collections::BTreeSet;

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{Button, PopupCloseBehavior, Stroke, TextEdit, Ui, vec2};

use super::SearchPanel;
use super::head::menu_text;
use super::menus::LONG;
use crate::analysis::search::{Filter, Place, Query};
use crate::project::Status;
use crate::window::chrome::parts::word;
use crate::window::claims::shown;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// How long a name may be on a button, in characters.
const SHORT: usize = 22;

impl SearchPanel {
    pub(super) fn filters(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        self.places(ui, desk);
        self.kinds(ui, desk);
        self.actors(ui, desk);
        self.codes(ui, desk);
        self.coders(ui, desk);
        self.dates(ui, desk);
        self.statuses(ui, desk);
        if self.query.filter != Filter::default() && ui.button("Clear filters").clicked() {
            self.query.filter = Filter::default();
            self.days = Default::default();
            self.lenses.on = None;
        }
    }

    fn places(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let usual = self.query.places == Query::default().places;
        let names: Vec<String> = self.query.places.iter().map(|place| place.name().to_owned()).collect();
        menu(ui, desk, "In", if usual { &[] } else { &names }, |ui| {
            for place in Place::ALL {
                tick(ui, &mut self.query.places, place, place.name());
            }
        });
    }

    fn kinds(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let book = desk.codebook();
        let filter = &mut self.query.filter;
        let names: Vec<String> =
            filter.kinds.iter().map(|kind| shown(book.kind_name(kind.as_ref()), SHORT)).collect();
        menu(ui, desk, "Kind", &names, |ui| {
            for kind in &book.kinds {
                tick(ui, &mut filter.kinds, Some(kind.id.clone()), &shown(&kind.name, LONG));
            }
            tick(ui, &mut filter.kinds, None, "Highlight");
        });
    }

    fn actors(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let actors = &desk.project().actors;
        let filter = &mut self.query.filter;
        let names: Vec<String> = filter.actors.iter().map(|actor| shown(actors.name(actor), SHORT)).collect();
        menu(ui, desk, "Actor", &names, |ui| self.menus.actors(ui, desk, &mut filter.actors));
    }

    /// The codes of every question of choice.
    fn codes(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let values = &mut self.query.filter.values;
        for choice in self.menus.choices(desk).iter() {
            let chosen = values.entry(choice.field.clone()).or_default();
            let names: Vec<String> = chosen.iter().map(|code| shown(choice.code_name(code), SHORT)).collect();
            menu(ui, desk, &shown(&choice.name, SHORT), &names, |ui| {
                self.menus.codes(ui, desk, choice, chosen);
            });
        }
        values.retain(|_, codes| !codes.is_empty());
    }

    fn coders(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let chosen = &mut self.query.filter.coders;
        let names: Vec<String> = chosen.iter().map(|coder| shown(coder.as_str(), SHORT)).collect();
        menu(ui, desk, "Coder", &names, |ui| self.menus.coders(ui, desk, chosen));
    }

    fn dates(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let filter = &mut self.query.filter;
        let name =
            |day: Option<jiff::civil::Date>| day.map_or_else(|| "\u{2026}".to_owned(), |day| day.to_string());
        let asked = filter.from.is_some() || filter.until.is_some();
        let names = asked.then(|| format!("{} \u{2013} {}", name(filter.from), name(filter.until)));
        menu(ui, desk, "Date", names.as_slice(), |ui| {
            let days = [("From", &mut filter.from), ("Until", &mut filter.until)];
            for ((label, day), typed) in days.into_iter().zip(&mut self.days) {
                ui.horizontal(|ui| {
                    let label = word(ui, label, Face::Sans.at(12.5), desk.theme.faint);
                    let edit = TextEdit::singleline(typed).hint_text("2018-12-24").desired_width(110.0);
                    ui.add(edit).labelled_by(label.id);
                });
                *day = typed.trim().parse().ok();
                if day.is_none() && !typed.trim().is_empty() {
                    word(ui, "A day is year-month-day.", Face::Sans.at(11.5), desk.theme.alarm);
                }
            }
        });
    }

    fn statuses(&mut self, ui: &mut Ui, desk: &Desk<'_>) {
        let chosen = &mut self.query.filter.status;
        let names: Vec<String> = chosen.iter().map(|status| status.name().to_owned()).collect();
        menu(ui, desk, "Status", &names, |ui| {
            for status in Status::ALL {
                if ui.radio(*chosen == Some(status), status.name()).clicked() {
                    *chosen = (*chosen != Some(status)).then_some(status);
                }
            }
        });
    }
}

/// A menu that stays open while several things are ticked.
fn menu(ui: &mut Ui, desk: &Desk<'_>, name: &str, chosen: &[String], contents: impl FnOnce(&mut Ui)) {
    let mut button = Button::new(menu_text(name, chosen, desk.theme.ink));
    if !chosen.is_empty() {
        button = button.fill(desk.theme.selection);
    }
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    MenuButton::from_button(button).config(config).ui(ui, |ui| {
        ui.set_min_width(150.0);
        ui.spacing_mut().item_spacing = vec2(8.0, 5.0);
        // Menus take the outlines off all that is in them, boxes to be ticked too.
        ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(1.0, desk.theme.faint);
        contents(ui);
    });
}

pub(super) fn tick<T: Ord + Clone>(ui: &mut Ui, chosen: &mut BTreeSet<T>, what: T, name: &str) {
    let mut on = chosen.contains(&what);
    if ui.checkbox(&mut on, name).changed() {
        if on {
            chosen.insert(what)
        } else {
            chosen.remove(&what)
        };
    }
}
