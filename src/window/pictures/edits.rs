//! Gestures on regions become requests.

use crate::claims::{ClaimId, Region, Shape};
use crate::story::PictureId;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};

/// A region that can be taken hold of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The one that was drawn and waits for its tag.
    Drawn,
    /// The claim's region of this number, from 0.
    Of(ClaimId, usize),
}

/// The outline `target` has, if it lies on `picture`.
pub fn shape_of(desk: &Desk, picture: &PictureId, target: Target) -> Option<Shape> {
    let region = match target {
        Target::Drawn => desk.view.drawn.as_ref()?,
        Target::Of(claim, index) => desk.digest?.claim(claim)?.regions.get(index)?,
    };
    (&region.picture == picture).then(|| region.shape.clone())
}

/// Gives `target` another outline.
pub fn reshape(desk: &mut Desk, picture: &PictureId, target: Target, shape: Shape, label: &str) {
    if shape_of(desk, picture, target).is_none_or(|was| was == shape) {
        return;
    }
    match target {
        Target::Drawn => desk.ask(Request::Draw(Some(Region { picture: picture.clone(), shape }))),
        Target::Of(claim, index) => desk.change_claim(claim, label, |claim| {
            if let Some(region) = claim.regions.get_mut(index) {
                region.shape = shape;
            }
        }),
    }
}

/// Takes a region away. A claim that rests on nothing else is deleted as a whole, by its command.
pub fn remove(desk: &mut Desk, target: Target) {
    match target {
        Target::Drawn => desk.ask(Request::Draw(None)),
        Target::Of(id, index) => {
            let Some(claim) = desk.digest.and_then(|digest| digest.claim(id)) else { return };
            if claim.regions.len() + claim.passages.len() <= 1 {
                desk.ask(Request::Choose(Some(id)));
                desk.ask(Request::Run(Command::DeleteClaim));
            } else {
                desk.change_claim(id, "remove region", |claim| {
                    if index < claim.regions.len() {
                        claim.regions.remove(index);
                    }
                });
            }
        }
    }
}

/// Adds what was drawn to the chosen claim.
pub fn add_to_chosen(desk: &mut Desk) {
    let (Some(claim), Some(region)) = (desk.view.chosen, desk.view.drawn.clone()) else { return };
    desk.change_claim(claim, "add region", |claim| claim.regions.push(region));
    desk.ask(Request::Draw(None));
}
