//! The left column: the kinds, where more come from, and the way to the links.

use egui::Ui;

use super::list::{Act, Entry, List, reorder};
use super::spots::{locked, put};
use super::{Editor, Mode, starters};
use crate::project::codebook::{BookPart, add_kind};
use crate::window::chrome::text::plain;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};

impl Editor {
    /// The kinds, and the way to the links.
    pub(super) fn kinds(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let book = desk.codebook();
        let chosen = self.kind.as_ref().filter(|_| !self.links);
        let chosen = chosen.and_then(|id| book.kinds.iter().position(|kind| kind.id == *id));
        let list = List {
            id: "kinds",
            name: "Kinds",
            count: book.kinds.len(),
            chosen,
            rows: 12,
            tree: false,
            enabled: !locked(desk),
        };
        let (theme, counted) = (desk.theme, &self.counted);
        let act = list.show(ui, theme, |at| {
            let kind = &book.kinds[at];
            let mut facts = vec![counted.words(&BookPart::Kind(kind.id.clone()))];
            match kind.key {
                _ if kind.retired => facts.push("out of use".to_owned()),
                Some(key) => facts.push(key.to_string()),
                None => {}
            }
            facts.retain(|fact| !fact.is_empty());
            Entry {
                name: plain(&kind.name).into_owned(),
                detail: facts.join(" \u{b7} "),
                depth: 0,
                faint: kind.retired,
                badge: Some((kind.letter, theme.kind_ink(kind.colour))),
            }
        });
        match act {
            Some(Act::Pick(at)) => self.choose(book.kinds.get(at).map(|kind| kind.id.clone())),
            Some(act) => {
                let mut book = (*desk.codebook_to_be()).clone();
                if reorder(&mut book.kinds, chosen, act).is_some() {
                    put(desk, "move a kind in the code book", book);
                }
            }
            None => {}
        }
        if let Some(name) = self.spots.add(ui, desk, "Add a kind") {
            let mut book = (*desk.codebook_to_be()).clone();
            let id = add_kind(&mut book, &name);
            put(desk, format!("add the kind {}", name.trim()), book);
            self.choose(Some(id));
        }
        ui.add_space(4.0);
        if ui.add_enabled(!locked(desk), egui::Button::new("Add kinds from a template\u{2026}")).clicked() {
            self.mode = Mode::Starters(starters::Starters::default());
        }
        // The editor stays, or is back once the file is chosen.
        ui.horizontal(|ui| {
            if ui.add_enabled(!locked(desk), egui::Button::new("From a file\u{2026}")).clicked() {
                self.spots.commit(desk);
                desk.ask(Request::Run(Command::ReadBook));
            }
            if ui.add(egui::Button::new("Save as file\u{2026}")).clicked() {
                self.spots.commit(desk);
                desk.ask(Request::Run(Command::SaveBook));
            }
        });
        let links = egui::Button::new("Links between claims").selected(self.links);
        if ui.add(links).on_hover_text("How one claim bears on another: supports, answers").clicked() {
            self.links = true;
        }
    }
}
