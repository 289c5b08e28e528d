//! How large a page shows a picture.

use super::super::tree::dom::{NodeId, Tree};

fn sides(tree: &Tree, image: NodeId) -> (Option<u32>, Option<u32>) {
    let side =
        |name| tree.attr(image, name).and_then(|value| value.trim_end_matches("px").parse::<u32>().ok());
    (side("width"), side("height"))
}

/// Whether a picture is shown too small to be one of the story.
pub(in super::super) fn is_small(tree: &Tree, image: NodeId) -> bool {
    let (width, height) = sides(tree, image);
    let small = |size: Option<u32>| size.is_some_and(|size| size > 1 && size <= 120);
    let tiny = |size: Option<u32>| size.is_some_and(|size| size <= 48);
    let counted = (width, height) == (Some(1), Some(1)) || (width, height) == (Some(0), Some(0));
    counted || (small(width) && small(height)) || tiny(width) && height != Some(1) && width != Some(1)
}

/// Whether a picture is shown as a square with sides of at most `side` pixels.
pub(in super::super) fn is_square_within(tree: &Tree, image: NodeId, side: u32) -> bool {
    let (width, height) = sides(tree, image);
    width == height && width.is_some_and(|width| width <= side && width > 1)
}
