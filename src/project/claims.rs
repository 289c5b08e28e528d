use std::collections::{BTreeMap, btree_map};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use crate::claims::{Claim, ClaimId};

/// One coder's claims on one story, by id. A map that costs nothing to clone: clones share it until
/// one of them changes, for what is in memory and what is known of the files is mostly the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims(Arc<BTreeMap<ClaimId, Arc<Claim>>>);

impl Claims {
    /// Whether both are the very same in memory: a cheap test, and never wrong when it says yes.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Claims {
    type Target = BTreeMap<ClaimId, Arc<Claim>>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Claims {
    fn deref_mut(&mut self) -> &mut Self::Target {
        Arc::make_mut(&mut self.0)
    }
}

impl FromIterator<(ClaimId, Arc<Claim>)> for Claims {
    fn from_iter<I: IntoIterator<Item = (ClaimId, Arc<Claim>)>>(claims: I) -> Self {
        Self(Arc::new(claims.into_iter().collect()))
    }
}

impl<'a> IntoIterator for &'a Claims {
    type Item = (&'a ClaimId, &'a Arc<Claim>);
    type IntoIter = btree_map::Iter<'a, ClaimId, Arc<Claim>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
