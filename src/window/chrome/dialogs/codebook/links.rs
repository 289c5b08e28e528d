//! The ways of linking claims.

use egui::Ui;

use super::Editor;
use super::kind::labelled;
use super::list::{Act, Entry, List, reorder};
use super::spots::{Manner, locked, put};
use crate::claims::{LinkId, LinkKind};
use crate::project::codebook::{BookPart, Rework, Spot};
use crate::window::chrome::text::plain;
use crate::window::desk::Desk;

impl Editor {
    /// The ways of linking claims.
    pub(super) fn links(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let book = desk.codebook();
        let chosen = self.link.as_ref().and_then(|id| book.links.iter().position(|link| link.id == *id));
        let list = List {
            id: "links",
            name: "Links",
            count: book.links.len(),
            chosen,
            rows: 10,
            tree: false,
            enabled: !locked(desk),
        };
        let act = list.show(ui, desk.theme, |at| Entry {
            name: plain(&book.links[at].name).into_owned(),
            detail: plain(&book.links[at].back).into_owned(),
            depth: 0,
            faint: false,
            badge: None,
        });
        match act {
            Some(Act::Pick(at)) => self.link = book.links.get(at).map(|link| link.id.clone()),
            Some(act) => {
                let mut book = (*desk.codebook_to_be()).clone();
                if reorder(&mut book.links, chosen, act).is_some() {
                    put(desk, "move a link in the code book", book);
                }
            }
            None => {}
        }
        if let Some(name) = self.spots.add(ui, desk, "Add a link") {
            let mut book = (*desk.codebook_to_be()).clone();
            let name = name.trim().to_owned();
            let id = (1..)
                .map(|number| {
                    if number == 1 {
                        name.to_lowercase()
                    } else {
                        format!("{}-{number}", name.to_lowercase())
                    }
                })
                .map(|id| LinkId::from(id.split_whitespace().collect::<Vec<_>>().join("-")))
                .find(|id| book.link(id).is_none());
            if let Some(id) = id {
                let back = format!("{name}, from the other end");
                book.links.push(LinkKind { id: id.clone(), name: name.clone(), back });
                put(desk, format!("add the link {name}"), book);
                self.link = Some(id);
            }
        }
        let Some(id) = self.link.clone().filter(|id| desk.codebook().link(id).is_some()) else { return };
        ui.add_space(8.0);
        labelled(ui, "Reads", |ui| {
            self.spots.show(
                ui,
                desk,
                &Spot::LinkName(id.clone()),
                "Reads",
                &Manner { width: 300.0, rows: 1, hint: "" },
            );
        });
        labelled(ui, "From the other end", |ui| {
            let spot = Spot::LinkBack(id.clone());
            self.spots.show(
                ui,
                desk,
                &spot,
                "From the other end",
                &Manner { width: 300.0, rows: 1, hint: "" },
            );
        });
        let name = desk.codebook().link(&id).map(|link| link.name.clone()).unwrap_or_default();
        labelled(ui, "", |ui| self.uses(ui, desk, BookPart::Link(id.clone()), &name));
        if ui.add_enabled(!locked(desk), egui::Button::new("Delete link")).clicked() {
            self.rework(desk, Rework::DeleteLink(id), format!("Delete the link {name}"));
        }
    }
}
