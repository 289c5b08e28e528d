//! One value for a field of several claims.

mod codes;
mod value;

use std::rc::Rc;

use egui::{Context, Ui};

use self::codes::Codes;
use self::value::Offers;
use super::shell::{Shell, Step, buttons, enter, small};
use crate::claims::{Field, FieldId, FieldType, Value};
use crate::window::chrome::text::{counted, plain};
use crate::window::claims::Kept;
use crate::window::desk::{Desk, Request};
use crate::window::several::{self, Several};

/// The dialog that sets a field of several claims.
pub(super) struct SetField {
    several: Several,
    /// Which of the fields is set.
    at: usize,
    typed: String,
    /// What was picked, for a field whose value is not typed.
    picked: Option<Value>,
    fresh: bool,
    /// The fields that can be set, for a state of the project.
    fields: Kept<u64, Rc<[Field]>>,
    offers: Offers,
    codes: Codes,
    steps: Steps,
}

/// What setting and clearing a field would do: worked out anew where the project or the value is
/// another, for several may be thousands.
#[derive(Default)]
struct Steps {
    set: Kept<(u64, FieldId, Value), Option<several::Step>>,
    clear: Kept<(u64, FieldId), Option<several::Step>>,
}

impl SetField {
    pub(super) fn new(several: Several) -> Self {
        Self {
            several,
            at: 0,
            typed: String::new(),
            picked: None,
            fresh: true,
            fields: Kept::default(),
            offers: Offers::default(),
            codes: Codes::default(),
            steps: Steps::default(),
        }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &Desk) -> Step {
        let title = format!("Set a field of {}", counted(self.several.claims.len(), "claim", "claims"));
        let shell = Shell { theme: desk.theme, id: "set field", title: &title, width: 460.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &Desk) -> Step {
        let Some((story, _)) = desk.story() else { return Step::Close };
        let mut entered = enter(ui);
        let (session, revision) = (desk.session, desk.session.revision());
        let fields = self.fields.of(revision, || {
            let mut fields = self.several.fields(session, story);
            // A passage belongs to one claim only.
            fields.retain(|field| field.holds != FieldType::Passage);
            fields.into()
        });
        let fields = fields.clone();
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
        let value = self.value(ui, desk, field, &mut entered);
        let set = value.as_ref().and_then(|value| {
            let asked = (revision, field.id.clone(), value.clone());
            let step = || self.several.set(session, story, &field.id, Some(value));
            self.steps.set.of(asked, step).as_ref()
        });
        let asked = (revision, field.id.clone());
        let cleared = self.steps.clear.of(asked, || self.several.set(session, story, &field.id, None));
        ui.add_space(6.0);
        let told = match (&value, set) {
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
            Some(1) if cleared.is_some() => cleared.as_ref(),
            Some(_) => return Step::Close,
            None => None,
        };
        wanted.map_or(Step::Stay, |(label, edit)| Step::Ask(Request::Perform(label.clone(), edit.clone())))
    }
}
