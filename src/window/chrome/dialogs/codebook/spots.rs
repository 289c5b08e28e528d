//! The places of the editor where words are typed. What is typed is kept when the place is left.

use std::sync::Arc;

use egui::{Id, Key, KeyboardShortcut, Modifiers, TextEdit, Ui, vec2};

use super::super::shell::small;
use crate::claims::CodeBook;
use crate::project::Edit;
use crate::project::codebook::Spot;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// What is being typed.
#[derive(Default)]
pub(super) struct Spots {
    draft: Option<(Spot, String)>,
    refusal: Option<(Spot, String)>,
    /// What stands in the fields that add something, by their names.
    adding: std::collections::HashMap<&'static str, String>,
}

/// How a place is shown.
pub(super) struct Manner {
    pub width: f32,
    pub rows: usize,
    pub hint: &'static str,
}

impl Spots {
    /// Shows a place with what stands there.
    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk, spot: &Spot, name: &str, manner: &Manner) {
        let now = spot.words(desk.codebook()).unwrap_or_default();
        let mut text = match &self.draft {
            Some((at, text)) if at == spot => text.clone(),
            _ => now,
        };
        let edit =
            if manner.rows > 1 { TextEdit::multiline(&mut text) } else { TextEdit::singleline(&mut text) };
        let edit = edit
            .id(Id::unique(("code book", spot)))
            .font(Face::Sans.at(13.0))
            .margin(vec2(7.0, 4.0))
            .desired_rows(manner.rows.max(1))
            .hint_text(manner.hint)
            .desired_width(manner.width);
        let response = ui.add_enabled(!locked(desk), edit).accessible_name(name);
        if response.changed() {
            self.refusal = None;
            self.draft = Some((spot.clone(), text));
        }
        if response.lost_focus() && self.draft.as_ref().is_some_and(|(at, _)| at == spot) {
            self.commit(desk);
        }
        if let Some((_, why)) = self.refusal.as_ref().filter(|(at, _)| at == spot) {
            small(ui, why, desk.theme.alarm);
        }
    }

    /// Keeps what is typed, or tells why it cannot stand there.
    pub(super) fn commit(&mut self, desk: &mut Desk) {
        let Some((spot, words)) = self.draft.take() else { return };
        let book = desk.codebook_to_be();
        if spot.words(&book).is_none_or(|now| now.trim() == words.trim()) {
            return;
        }
        let taken = command_with(&spot, &words, desk);
        let made = taken.map_or_else(|| spot.rewritten(&book, &words).map_err(|why| why.to_string()), Err);
        match made {
            Ok(book) => put(desk, format!("change {} in the code book", spot.name().to_lowercase()), book),
            Err(why) => {
                self.refusal = Some((spot.clone(), why));
                self.draft = Some((spot, words));
            }
        }
    }

    /// Shows a field that adds something; gives the name when Enter is pressed in it.
    pub(super) fn add(&mut self, ui: &mut Ui, desk: &Desk, name: &'static str) -> Option<String> {
        let text = self.adding.entry(name).or_default();
        let id = Id::unique(("code book add", name));
        let edit = TextEdit::singleline(text)
            .id(id)
            .font(Face::Sans.at(13.0))
            .margin(vec2(7.0, 4.0))
            .hint_text(name)
            .desired_width(ui.available_width());
        let response = ui.add_enabled(!locked(desk), edit).accessible_name(name);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if !entered || text.trim().is_empty() {
            return None;
        }
        response.request_focus();
        Some(std::mem::take(text))
    }
}

/// Whether the code book cannot be changed now.
pub(super) fn locked(desk: &Desk) -> bool {
    matches!(desk.project().access, crate::project::Access::ReadOnly(_))
}

/// Asks for the code book to become this one.
pub(super) fn put(desk: &mut Desk, label: impl Into<String>, book: CodeBook) {
    if *desk.codebook_to_be() != book {
        desk.ask(Request::Perform(label.into(), Edit::CodeBook(Arc::new(book))));
    }
}

/// Why no kind can have this key, if a command has it or the keyboard does not.
fn command_with(spot: &Spot, words: &str, desk: &Desk) -> Option<String> {
    let typed = words.trim().to_uppercase();
    if !matches!(spot, Spot::Key(_)) || typed.is_empty() {
        return None;
    }
    let Some(key) = Key::from_name(&typed).filter(|_| typed.chars().count() == 1) else {
        return Some("A letter or a digit that the keyboard has.".to_owned());
    };
    let shortcut = KeyboardShortcut::new(Modifiers::NONE, key);
    let bound =
        desk.keys.bindings().iter().find(|(other, _)| *other == shortcut).map(|(_, command)| *command);
    bound
        .filter(|command| !matches!(command, Command::Tag(_)))
        .map(|command| format!("{typed} is the key of \u{201c}{}\u{201d}.", command.name(desk.codebook())))
}
