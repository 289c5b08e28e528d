//! Which actors a claim names.

use super::{ActorId, Claim, Clash, Value};

impl Claim {
    /// Every actor it names: in its fields, in those that are parked, and in the other values of its
    /// clashes. One that is named twice comes twice.
    pub fn actors(&self) -> impl Iterator<Item = &ActorId> {
        let clashing = self.clashes.iter().filter_map(|clash| match clash {
            Clash::Field(_, value) | Clash::Parked(_, value) => value.as_ref(),
            Clash::Kind(_) | Clash::Note(_) | Clash::Deleted => None,
        });
        let values = self.fields.values().chain(self.parked.values()).chain(clashing);
        values.filter_map(|value| match value {
            Value::Actor(id) => Some(id),
            _ => None,
        })
    }

    /// Makes it name `to` wherever it names an actor that `is_meant`.
    pub fn rename_actors(&mut self, is_meant: impl Fn(&ActorId) -> bool, to: &ActorId) {
        let change = |value: &mut Value| {
            if let Value::Actor(id) = value
                && is_meant(id)
            {
                *id = to.clone();
            }
        };
        self.fields.values_mut().chain(self.parked.values_mut()).for_each(change);
        if !self.clashes.is_empty() {
            for clash in &mut self.clashes {
                if let Clash::Field(_, Some(value)) | Clash::Parked(_, Some(value)) = clash {
                    change(value);
                }
            }
            self.clashes.sort();
            self.clashes.dedup();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_is_found_and_renamed_wherever_it_is_named() {
        let actor = |name: &str| Value::Actor(name.into());
        let mut claim = Claim::new(None);
        claim.fields.extend([("speaker".into(), actor("old")), ("target".into(), actor("kim"))]);
        claim.parked.insert("source".into(), actor("old"));
        for id in ["new", "old"] {
            claim.add_clash(Clash::Field("target".into(), Some(actor(id))));
        }
        claim.add_clash(Clash::Note("old".to_owned()));
        assert_eq!(claim.actors().filter(|id| id.as_str() == "old").count(), 3);
        claim.rename_actors(|id| id.as_str() == "old", &"new".into());
        assert_eq!(claim.actors().filter(|id| id.as_str() == "new").count(), 3);
        assert_eq!(claim.actors().filter(|id| id.as_str() == "old").count(), 0);
        assert_eq!(claim.clashes.len(), 2, "both clashes say the same now");
        assert!(claim.clashes.is_sorted());
    }
}
