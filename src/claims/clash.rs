use serde::{Deserialize, Serialize};

use super::{Claim, CodeBook, FieldId, KindId, Value};

/// Something of a claim that was changed in two places in two ways, as on two machines between two
/// syncs. The claim shows one of the values; a clash keeps the other until the coder settles it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Clash {
    /// The other kind.
    Kind(Option<KindId>),
    /// The other value of a field; `None` where the other side had cleared it.
    Field(FieldId, Option<Value>),
    /// The other value of a parked field.
    Parked(FieldId, Option<Value>),
    /// The other note.
    Note(String),
    /// The other side had deleted the claim while this one changed it.
    Deleted,
}

/// How a clash is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settle {
    /// What the claim shows stays; the other value is dropped.
    KeepShown,
    /// The other value takes the place of the one that is shown.
    TakeOther,
}

impl Clash {
    /// Whether two versions of a claim say the same where this clash is.
    #[must_use]
    pub fn same_in(&self, one: &Claim, other: &Claim) -> bool {
        match self {
            Self::Kind(_) => one.kind == other.kind,
            Self::Field(id, _) => one.fields.get(id) == other.fields.get(id),
            Self::Parked(id, _) => one.parked.get(id) == other.parked.get(id),
            Self::Note(_) => one.note == other.note,
            Self::Deleted => true,
        }
    }

    /// Whether the claim shows the other value by now, so that there is nothing to settle.
    #[must_use]
    pub fn is_moot(&self, claim: &Claim) -> bool {
        match self {
            Self::Kind(kind) => claim.kind == *kind,
            Self::Field(id, value) => claim.fields.get(id) == value.as_ref(),
            Self::Parked(id, value) => claim.parked.get(id) == value.as_ref(),
            Self::Note(note) => claim.note == *note,
            Self::Deleted => false,
        }
    }
}

impl Claim {
    /// The clashes that wait to be settled.
    pub fn open_clashes(&self) -> impl Iterator<Item = &Clash> {
        self.clashes.iter().filter(|clash| !clash.is_moot(self))
    }

    /// Keeps a clash, in its place among the others; one that is known already is not kept twice.
    pub fn add_clash(&mut self, clash: Clash) {
        if let Err(at) = self.clashes.binary_search(&clash) {
            self.clashes.insert(at, clash);
        }
    }

    /// The claim with one of its clashes settled; `None` where that deletes it.
    ///
    /// A kind is taken as by a retag: values that it has no field for are parked.
    #[must_use]
    pub fn settled(&self, clash: &Clash, how: Settle, codebook: &CodeBook) -> Option<Self> {
        let mut claim = self.clone();
        if how == Settle::TakeOther {
            match clash {
                Clash::Kind(kind) => claim.retag(kind.clone(), codebook),
                Clash::Field(id, Some(value)) => drop(claim.fields.insert(id.clone(), value.clone())),
                Clash::Field(id, None) => drop(claim.fields.remove(id)),
                Clash::Parked(id, Some(value)) => drop(claim.parked.insert(id.clone(), value.clone())),
                Clash::Parked(id, None) => drop(claim.parked.remove(id)),
                Clash::Note(note) => claim.note.clone_from(note),
                Clash::Deleted => return None,
            }
        }
        let mut clashes = std::mem::take(&mut claim.clashes);
        clashes.retain(|other| other != clash && !other.is_moot(&claim));
        claim.clashes = clashes;
        Some(claim)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clashing() -> Claim {
        let mut claim = Claim::new(Some("quote".into()));
        claim.fields.insert("speaker".into(), Value::Actor("kim".into()));
        claim.fields.insert("form".into(), Value::Choice("direct".into()));
        claim.note = "mine".to_owned();
        for clash in [
            Clash::Deleted,
            Clash::Note("theirs".to_owned()),
            Clash::Field("speaker".into(), Some(Value::Actor("lee".into()))),
            Clash::Field("form".into(), None),
            Clash::Kind(Some("stance".into())),
            Clash::Note("theirs".to_owned()),
        ] {
            claim.add_clash(clash);
        }
        claim
    }

    #[test]
    fn clashes_are_sorted_and_not_doubled() {
        let claim = clashing();
        assert_eq!(claim.clashes.len(), 5);
        assert!(claim.clashes.is_sorted());
    }

    #[test]
    fn the_other_value_is_taken_or_dropped() {
        let (claim, book) = (clashing(), CodeBook::default());
        let settle = |clash: &Clash, how| claim.settled(clash, how, &book);
        for clash in &claim.clashes {
            let kept = settle(clash, Settle::KeepShown).unwrap();
            assert_eq!(kept.clashes.len(), 4, "{clash:?}");
            assert_eq!(Claim { clashes: claim.clashes.clone(), ..kept }, claim, "nothing else changes");
        }
        let speaker = Clash::Field("speaker".into(), Some(Value::Actor("lee".into())));
        let taken = settle(&speaker, Settle::TakeOther).unwrap();
        assert_eq!(taken.fields.get(&"speaker".into()), Some(&Value::Actor("lee".into())));
        let cleared = settle(&Clash::Field("form".into(), None), Settle::TakeOther).unwrap();
        assert_eq!(cleared.fields.get(&"form".into()), None);
        let retagged = settle(&Clash::Kind(Some("stance".into())), Settle::TakeOther).unwrap();
        assert_eq!(retagged.parked.get(&"form".into()), Some(&Value::Choice("direct".into())));
        assert_eq!(settle(&Clash::Deleted, Settle::TakeOther), None);
    }

    #[test]
    fn what_was_settled_by_hand_is_no_longer_open() {
        let mut claim = clashing();
        claim.note = "theirs".to_owned();
        assert_eq!(claim.open_clashes().count(), 4);
        let kept = claim.settled(&Clash::Deleted, Settle::KeepShown, &CodeBook::default()).unwrap();
        assert_eq!(kept.clashes.len(), 3);
    }
}
