//! Which kind to tag with: found by its name, however many the code book has and whatever their keys.

use egui::{Context, Key, Modifiers, TextEdit, Ui, vec2};

use super::codebook::list::{Act, Entry, List};
use super::shell::{Shell, Step, buttons, enter, focus_once, small};
use crate::claims::Kind;
use crate::window::chrome::fuzzy;
use crate::window::chrome::text::plain;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// The open chooser.
pub(super) struct TagAs {
    typed: String,
    chosen: usize,
    fresh: bool,
}

impl Default for TagAs {
    fn default() -> Self {
        Self { typed: String::new(), chosen: 0, fresh: true }
    }
}

impl TagAs {
    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "tag as", title: "Tag as\u{2026}", width: 460.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        let (down, up) = ui.input_mut(|input| {
            let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key);
            (pressed(Key::ArrowDown), pressed(Key::ArrowUp))
        });
        let field = TextEdit::singleline(&mut self.typed)
            .id(egui::Id::unique("tag as field"))
            .hint_text("Type to find a kind")
            .font(Face::Sans.at(13.5))
            .margin(vec2(8.0, 6.0))
            .return_key(None)
            .desired_width(f32::INFINITY);
        let field = ui.add(field).accessible_name("Find a kind");
        focus_once(&mut self.fresh, &field);
        if field.changed() {
            self.chosen = 0;
        }
        let found = found(desk, self.typed.trim());
        self.chosen = (self.chosen + down).saturating_sub(up).min(found.len().saturating_sub(1));
        ui.add_space(6.0);
        let list = List {
            id: "tag as",
            name: "Kinds",
            count: found.len(),
            chosen: Some(self.chosen),
            rows: 10,
            tree: false,
            enabled: false,
        };
        let act = list.show(ui, theme, |at| {
            let (tag, kind) = found[at];
            Entry {
                name: plain(&kind.name).into_owned(),
                detail: desk.keys.key_text(tag),
                depth: 0,
                faint: false,
                badge: Some((kind.letter, theme.kind_ink(kind.colour))),
            }
        });
        let kind = found.get(self.chosen).map(|(_, kind)| *kind);
        ui.add_space(4.0);
        let words = match kind {
            Some(kind) => kind.definition.clone(),
            None => "No kind is called so; the code book (Ctrl+B) adds one.".to_owned(),
        };
        small(ui, plain(&words), theme.faint);
        let taken = buttons(ui, theme, &["Tag", "Cancel"], kind.is_some());
        let kind = match act {
            Some(Act::Pick(at)) => found.get(at).map(|(_, kind)| *kind),
            _ => kind.filter(|_| entered || taken == Some(0)),
        };
        match kind {
            Some(kind) => Step::Ask(Request::Tag(Some(kind.id.clone()))),
            None if taken == Some(1) => Step::Close,
            None => Step::Stay,
        }
    }
}

/// The kinds that fit what is typed, the best first; all in the order of the code book for nothing.
fn found<'a>(desk: &Desk<'a>, typed: &str) -> Vec<(Command, &'a Kind)> {
    let all = Command::tags(desk.codebook());
    let scored = all.filter_map(|(tag, kind)| Some((fuzzy::score(typed, &kind.name)?, tag, kind)));
    let mut scored: Vec<_> = scored.collect();
    if !typed.is_empty() {
        scored.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    }
    scored.into_iter().map(|(_, tag, kind)| (tag, kind)).collect()
}
