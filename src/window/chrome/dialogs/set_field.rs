//! One value for a field of several claims.

use egui::{Context, TextEdit, Ui, vec2};

use super::shell::{Shell, Step, buttons, enter, focus_once, small};
use crate::claims::{CodeId, Field, FieldType, Value};
use crate::window::chrome::text::{counted, plain};
use crate::window::claims::plain_value;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::several::Several;

/// How many actors are offered for what was typed.
const OFFERS: usize = 6;

/// The dialog that sets a field of several claims.
pub(super) struct SetField {
    several: Several,
    /// Which of the fields is set.
    at: usize,
    typed: String,
    /// What was picked, for a field whose value is not typed.
    picked: Option<Value>,
    fresh: bool,
}

impl SetField {
    pub(super) fn new(several: Several) -> Self {
        Self { several, at: 0, typed: String::new(), picked: None, fresh: true }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let title = format!("Set a field of {}", counted(self.several.claims.len(), "claim", "claims"));
        let shell = Shell { theme: desk.theme, id: "set field", title: &title, width: 460.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &Desk) -> Step {
        let Some((story, _)) = desk.story() else { return Step::Close };
        let entered = enter(ui);
        let mut fields = self.several.fields(desk.session, story);
        // A passage belongs to one claim only.
        fields.retain(|field| field.holds != FieldType::Passage);
        self.at = self.at.min(fields.len().saturating_sub(1));
        let Some(field) = fields.get(self.at) else {
            small(ui, "Highlights have no fields: tag them first.", desk.theme.faint);
            let taken = buttons(ui, desk.theme, &["Close"], true);
            return if taken.is_some() || entered { Step::Close } else { Step::Stay };
        };
        small(ui, "Field", desk.theme.faint);
        ui.horizontal_wrapped(|ui| {
            for (at, field) in fields.iter().enumerate() {
                if ui.selectable_label(at == self.at, plain(&field.name)).clicked() {
                    *self = Self { at, ..Self::new(self.several.clone()) };
                }
            }
        });
        ui.add_space(8.0);
        small(ui, "Value", desk.theme.faint);
        let value = self.value(ui, desk, field);
        let set =
            value.as_ref().and_then(|value| self.several.set(desk.session, story, &field.id, Some(value)));
        let cleared = self.several.set(desk.session, story, &field.id, None);
        ui.add_space(6.0);
        let told = match (&value, &set) {
            (None, _) => "Nothing is set yet.".to_owned(),
            (Some(_), None) => "All that can have it have it already.".to_owned(),
            (Some(_), Some((label, _))) => format!("This will {}.", plain(label)),
        };
        small(ui, told, desk.theme.faint);
        let names: &[&str] = if cleared.is_some() { &["Set", "Clear", "Cancel"] } else { &["Set", "Cancel"] };
        let taken = buttons(ui, desk.theme, names, set.is_some());
        let wanted = match taken {
            Some(0) => set,
            None if entered => set,
            Some(1) if cleared.is_some() => cleared,
            Some(_) => return Step::Close,
            None => None,
        };
        wanted.map_or(Step::Stay, |(label, edit)| Step::Ask(Request::Perform(label, edit)))
    }

    /// Shows what a value is typed into or picked from; gives the value, once it is one.
    fn value(&mut self, ui: &mut Ui, desk: &Desk, field: &Field) -> Option<Value> {
        match &field.holds {
            FieldType::Choice(codes) => {
                let codes = codes.iter().filter(|code| !code.retired);
                self.pick(ui, codes.map(|code| (code.name.as_str(), Value::Choice(code.id.clone()))));
            }
            FieldType::Choices(codes) => {
                let mut taken: Vec<CodeId> = match self.picked.take() {
                    Some(Value::Choices(taken)) => taken,
                    _ => Vec::new(),
                };
                ui.horizontal_wrapped(|ui| {
                    for code in codes.iter().filter(|code| !code.retired) {
                        let at = taken.binary_search(&code.id);
                        if ui.selectable_label(at.is_ok(), plain(&code.name)).clicked() {
                            match at {
                                Ok(at) => drop(taken.remove(at)),
                                Err(at) => taken.insert(at, code.id.clone()),
                            }
                        }
                    }
                });
                self.picked = (!taken.is_empty()).then_some(Value::Choices(taken));
            }
            FieldType::YesNo => {
                let values = [Value::YesNo(true), Value::YesNo(false), Value::CannotSay];
                self.pick(ui, ["yes", "no", "can\u{2019}t say"].into_iter().zip(values));
            }
            FieldType::Actor => self.actor(ui, desk, field),
            FieldType::Text | FieldType::Number | FieldType::Date | FieldType::Passage => {
                self.line(ui, field);
                self.picked = plain_value(field, &self.typed);
            }
        }
        self.picked.clone()
    }

    fn pick<'a>(&mut self, ui: &mut Ui, values: impl Iterator<Item = (&'a str, Value)>) {
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
        if self.line(ui, field) {
            self.picked = None;
        }
        if self.typed.trim().is_empty() {
            self.picked = None;
            return;
        }
        let fitting = desk.project().actors.complete_by(&self.typed, |_| 0);
        let offers = fitting.into_iter().take(OFFERS).map(|actor| (actor, Value::Actor(actor.id.clone())));
        let offers: Vec<_> = offers.collect();
        if self.picked.is_none() {
            self.picked = offers.first().map(|(_, value)| value.clone());
        }
        if offers.is_empty() {
            small(ui, "Nobody in the registry is called so.", desk.theme.alarm);
        }
        self.pick(ui, offers.into_iter().map(|(actor, value)| (actor.name.as_str(), value)));
    }

    /// The line to type in; says whether something was typed.
    fn line(&mut self, ui: &mut Ui, field: &Field) -> bool {
        let line = TextEdit::singleline(&mut self.typed)
            .id(egui::Id::unique("set field value"))
            .font(Face::Sans.at(13.5))
            .margin(vec2(8.0, 6.0))
            .desired_width(f32::INFINITY);
        let line = ui.add(line);
        ui.ctx().accesskit_node_builder(line.id, |node| node.set_label(plain(&field.name).as_ref()));
        focus_once(&mut self.fresh, &line);
        line.changed()
    }
}
