//! The fields of a kind.

use egui::Ui;

use super::Editor;
use super::field::type_name;
use super::list::{Act, Entry, List, reorder};
use super::spots::{locked, put};
use crate::claims::KindId;
use crate::project::codebook::{add_field, kind_mut};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::plain;
use crate::window::desk::Desk;
use crate::window::fonts::Face;

impl Editor {
    pub(super) fn fields(&mut self, ui: &mut Ui, desk: &mut Desk, id: &KindId) {
        let Some(kind) = desk.codebook().kind(id) else { return };
        word(ui, "Fields", Face::SansMedium.at(13.0), desk.theme.ink);
        let chosen =
            self.field.as_ref().and_then(|field| kind.fields.iter().position(|other| other.id == *field));
        let list = List {
            id: "fields",
            name: "Fields",
            count: kind.fields.len(),
            chosen,
            rows: 6,
            tree: false,
            enabled: !locked(desk),
        };
        let act = list.show(ui, desk.theme, |at| {
            let field = &kind.fields[at];
            let must = if field.required { ", required" } else { "" };
            Entry {
                name: plain(&field.name).into_owned(),
                detail: format!("{}{must}", type_name(&field.holds)),
                depth: 0,
                faint: false,
                badge: None,
            }
        });
        match act {
            Some(Act::Pick(at)) => {
                self.field = kind.fields.get(at).map(|field| field.id.clone());
                self.code = None;
                self.find.clear();
                self.bring = true;
            }
            Some(act) => {
                let mut book = (*desk.codebook_to_be()).clone();
                let moved = kind_mut(&mut book, id).and_then(|kind| reorder(&mut kind.fields, chosen, act));
                if moved.is_some() {
                    put(desk, "move a field in the code book", book);
                }
            }
            None => {}
        }
        if let Some(name) = self.spots.add(ui, desk, "Add a field") {
            let mut book = (*desk.codebook_to_be()).clone();
            self.field = add_field(&mut book, id, &name);
            self.code = None;
            put(desk, format!("add the field {}", name.trim()), book);
        }
        let field = self.field.clone().and_then(|field| desk.codebook().kind(id)?.field(&field));
        if let Some(field) = field {
            self.one_field(ui, desk, id, field);
            // What was added just now is there in the next frame.
            let there = self.code.as_ref().is_none_or(|id| field.codes().iter().any(|code| code.id == *id));
            if there && std::mem::take(&mut self.bring) {
                ui.scroll_to_cursor(Some(egui::Align::BOTTOM));
            }
        }
    }
}
