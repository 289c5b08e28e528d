//! The actors: their dialog, and taking one who is named in the text.

use super::Workbench;
use crate::claims::{ActorId, Claim, FieldType, Value};
use crate::project::Edit;
use crate::window::chrome::text::plain;

impl Workbench {
    /// Opens the registry at `actor`, or else at the first one the chosen claim names.
    pub(super) fn show_actors(&mut self, actor: Option<ActorId>) {
        let chosen = || self.ground()?.chosen()?.actors().next().cloned();
        let actor = actor.or_else(chosen);
        let actor = actor.and_then(|id| Some(self.session.project().actors.get(&id)?.id.clone()));
        self.panels.dialogs.actors(actor);
    }

    /// Makes whoever is named at the pointer or the caret the chosen claim's speaker: the first
    /// actor field that is empty, or else the first of all.
    pub(super) fn take_speaker(&mut self) {
        let actor = match self.panels.article.named(&self.view) {
            [] => return self.notify("Point at an underlined name, or put the caret on one."),
            [only] => only.clone(),
            several => {
                let actors = &self.session.project().actors;
                let names: Vec<_> = several.iter().map(|id| plain(actors.name(id))).collect();
                let told = format!("That may be {}: choose in the form.", names.join(" or "));
                return self.notify(&told);
            }
        };
        let Some((story, claim)) = self.ground().and_then(|ground| Some((ground.id(), ground.chosen()?)))
        else {
            return;
        };
        let codebook = &self.session.project().codebook;
        let fields = claim.kind.as_ref().and_then(|kind| codebook.kind(kind)).map(|kind| &kind.fields);
        let mut fields = fields.into_iter().flatten().filter(|field| matches!(field.holds, FieldType::Actor));
        let first = fields.clone().next();
        let field = fields.find(|field| !claim.fields.contains_key(&field.id)).or(first);
        let Some(field) = field else {
            return self.notify("Claims of this kind name nobody: tag it as another kind first.");
        };
        let mut changed = Claim::clone(claim);
        let was = changed.fields.insert(field.id.clone(), Value::Actor(actor.clone()));
        if was == Some(Value::Actor(actor)) {
            return;
        }
        let label = format!("set {}", field.name.to_lowercase());
        let edit = Edit::put(story.clone(), self.session.coder().clone(), changed);
        self.perform(label, edit);
    }
}
