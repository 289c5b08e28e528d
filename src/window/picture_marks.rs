//! Which claims rest on which picture, so that a frame looks at no others.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::claims::Claim;
use crate::story::PictureId;

/// The regions of a list of claims, by picture.
#[derive(Clone, Debug, Default)]
pub struct PictureMarks(BTreeMap<PictureId, Vec<(usize, usize)>>);

impl PictureMarks {
    /// Those of these claims.
    #[must_use]
    pub fn of(claims: &[Arc<Claim>]) -> Self {
        let mut marks: BTreeMap<PictureId, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, claim) in claims.iter().enumerate() {
            for (index, region) in claim.regions.iter().enumerate() {
                match marks.get_mut(&region.picture) {
                    Some(list) => list.push((at, index)),
                    None => drop(marks.insert(region.picture.clone(), vec![(at, index)])),
                }
            }
        }
        Self(marks)
    }

    /// For each region on a picture the place of its claim in the list and its own in the claim, both
    /// from 0.
    #[must_use]
    pub fn on(&self, picture: &PictureId) -> &[(usize, usize)] {
        self.0.get(picture).map_or(&[], Vec::as_slice)
    }
}
