//! What the value is typed into or picked from.

use std::rc::Rc;

use egui::{TextEdit, Ui, vec2};

use super::SetField;
use crate::claims::{Field, FieldType, Value};
use crate::window::chrome::dialogs::shell::{focus_once, small};
use crate::window::chrome::text::plain;
use crate::window::claims::{Kept, plain_value};
use crate::window::desk::Desk;
use crate::window::fonts::Face;

/// How many actors are offered for what was typed.
const OFFERS: usize = 6;

/// The actors that fit what was typed, by name: a registry of 20,000 is not searched in every frame.
pub(super) type Offers = Kept<(u64, String), Rc<[(String, Value)]>>;

/// The line to type in.
pub(super) fn line_id() -> egui::Id {
    egui::Id::unique("set field value")
}

impl SetField {
    /// Shows what a value is typed into or picked from; gives the value, once it is one. An Enter that
    /// picks something is no longer `entered`.
    pub(super) fn value(
        &mut self,
        ui: &mut Ui,
        desk: &Desk,
        field: &Field,
        entered: &mut bool,
    ) -> Option<Value> {
        match &field.holds {
            FieldType::Choice(_) | FieldType::Choices(_) => self.pick_codes(ui, desk, field, entered),
            FieldType::YesNo => {
                let values = [Value::YesNo(true), Value::YesNo(false), Value::CannotSay];
                self.pick(ui, ["yes", "no", "can\u{2019}t say"].into_iter().zip(values));
            }
            FieldType::Actor => self.actor(ui, desk, field),
            FieldType::Text | FieldType::Number | FieldType::Date | FieldType::Passage => {
                self.line(ui, "", &plain(&field.name));
                self.picked = plain_value(field, &self.typed);
            }
        }
        self.picked.clone()
    }

    pub(super) fn pick<'a>(&mut self, ui: &mut Ui, values: impl Iterator<Item = (&'a str, Value)>) {
        ui.horizontal_wrapped(|ui| {
            for (name, value) in values {
                let on = self.picked.as_ref() == Some(&value);
                if ui.selectable_label(on, plain(name)).clicked() {
                    self.picked = Some(value);
                }
            }
        });
    }

    /// Whoever fits best what was typed is taken, unless another one is picked.
    fn actor(&mut self, ui: &mut Ui, desk: &Desk, field: &Field) {
        if self.line(ui, "", &plain(&field.name)) {
            self.picked = None;
        }
        if self.typed.trim().is_empty() {
            self.picked = None;
            return;
        }
        let actors = &desk.project().actors;
        let fitting = || {
            let fitting = actors.complete(&self.typed).into_iter().take(OFFERS);
            fitting.map(|actor| (actor.name.clone(), Value::Actor(actor.id.clone()))).collect()
        };
        let offers = self.offers.of((desk.session.revision(), self.typed.clone()), fitting).clone();
        if self.picked.is_none() {
            self.picked = offers.first().map(|(_, value)| value.clone());
        }
        if offers.is_empty() {
            small(ui, "Nobody in the registry is called so.", desk.theme.alarm);
        }
        self.pick(ui, offers.iter().map(|(name, value)| (name.as_str(), value.clone())));
    }

    /// The line to type in; says whether something was typed.
    pub(super) fn line(&mut self, ui: &mut Ui, hint: &str, name: &str) -> bool {
        let line = TextEdit::singleline(&mut self.typed)
            .id(line_id())
            .font(Face::Sans.at(13.5))
            .margin(vec2(8.0, 6.0))
            .hint_text(hint)
            .desired_width(f32::INFINITY);
        let line = ui.add(line);
        ui.ctx().accesskit_node_builder(line.id, |node| node.set_label(name));
        focus_once(&mut self.fresh, &line);
        line.changed()
    }
}
