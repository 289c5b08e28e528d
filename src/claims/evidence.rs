use serde::{Deserialize, Serialize};

use crate::story::PictureId;

/// An area of a picture.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The picture it lies on.
    pub picture: PictureId,
    /// Its outline.
    pub shape: Shape,
}

/// The length of a picture's side in a region's unit.
pub const FULL_SIDE: u16 = 10_000;

/// The outline of a region, in 1/10000 of the upright picture's width and height.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Shape {
    /// An upright rectangle.
    Rectangle {
        /// The left edge.
        left: u16,
        /// The upper edge.
        top: u16,
        /// The right edge.
        right: u16,
        /// The lower edge.
        bottom: u16,
    },
    /// An outline with these corners, each from the left and from the top; the last one is joined to
    /// the first.
    Polygon(Vec<(u16, u16)>),
    /// A single place.
    Point {
        /// From the left.
        x: u16,
        /// From the top.
        y: u16,
    },
}

impl Shape {
    /// The rectangle between two corners, kept within the picture.
    #[must_use]
    pub fn rectangle(one: (u16, u16), other: (u16, u16)) -> Self {
        let ((left, top), (right, bottom)) = (clamped(one), clamped(other));
        Self::Rectangle {
            left: left.min(right),
            top: top.min(bottom),
            right: left.max(right),
            bottom: top.max(bottom),
        }
    }

    /// The outline with these corners, kept within the picture; `None` with fewer than three.
    #[must_use]
    pub fn polygon(corners: impl IntoIterator<Item = (u16, u16)>) -> Option<Self> {
        let mut corners: Vec<(u16, u16)> = corners.into_iter().map(clamped).collect();
        corners.dedup();
        (corners.len() >= 3).then_some(Self::Polygon(corners))
    }

    /// A single place, kept within the picture.
    #[must_use]
    pub fn point(at: (u16, u16)) -> Self {
        let (x, y) = clamped(at);
        Self::Point { x, y }
    }

    /// Left, top, right and bottom of the smallest rectangle around the shape.
    #[must_use]
    pub fn bounds(&self) -> [u16; 4] {
        match self {
            // One read from a file may be the wrong way round.
            Self::Rectangle { left, top, right, bottom } => {
                [*left.min(right), *top.min(bottom), *left.max(right), *top.max(bottom)]
            }
            Self::Point { x, y } => [*x, *y, *x, *y],
            Self::Polygon(corners) => {
                let mut bounds = [u16::MAX, u16::MAX, 0, 0];
                for &(x, y) in corners {
                    bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
                }
                // One read from a file may have no corners.
                if corners.is_empty() { [0; 4] } else { bounds }
            }
        }
    }
}

/// A place kept within the picture.
pub(super) fn clamped((x, y): (u16, u16)) -> (u16, u16) {
    (x.min(FULL_SIDE), y.min(FULL_SIDE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_are_put_right_and_kept_inside() {
        let shape = Shape::rectangle((9000, 500), (200, 20_000));
        assert_eq!(shape.bounds(), [200, 500, 9000, 10_000]);
    }

    #[test]
    fn outlines_have_three_corners_or_more() {
        assert_eq!(Shape::polygon([(1, 1), (1, 1), (5, 5)]), None);
        let shape = Shape::polygon([(100, 900), (20_000, 50), (300, 10_000)]).unwrap();
        assert_eq!(shape.bounds(), [100, 50, 10_000, 10_000]);
        assert_eq!(Shape::point((7, 20_000)).bounds(), [7, 10_000, 7, 10_000]);
        assert_eq!(Shape::Polygon(Vec::new()).bounds(), [0; 4]);
    }
}
