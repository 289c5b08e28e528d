//! What can be done with a region's outline, in its own unit.

use super::evidence::clamped;
use super::{FULL_SIDE, Shape};

/// A place on a picture, from the left and from the top.
pub type Spot = (u16, u16);

/// The least width and height of an outline that is stretched: a smaller one could not be seen.
const LEAST: u16 = 10;

impl Shape {
    /// What it is called: "rectangle", "polygon of 5 corners", "point".
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Rectangle { .. } => "rectangle".to_owned(),
            Self::Point { .. } => "point".to_owned(),
            Self::Polygon(corners) => match corners.len() {
                1 => "polygon of 1 corner".to_owned(),
                many => format!("polygon of {many} corners"),
            },
        }
    }

    /// Its corners in order: four of a rectangle, one of a point; a polygon from a file may have any
    /// number, none too.
    #[must_use]
    pub fn corners(&self) -> Vec<Spot> {
        match self {
            Self::Rectangle { .. } => {
                let [left, top, right, bottom] = self.bounds();
                vec![(left, top), (right, top), (right, bottom), (left, bottom)]
            }
            Self::Polygon(corners) => corners.clone(),
            Self::Point { x, y } => vec![(*x, *y)],
        }
    }

    /// Twice the area it encloses, by the shoelace formula: what lies within another comes first.
    #[must_use]
    pub fn double_area(&self) -> u64 {
        let corners = self.corners();
        let next = corners.iter().cycle().skip(1);
        let cross =
            |(a, b): (&Spot, &Spot)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1);
        corners.iter().zip(next).map(cross).sum::<i64>().unsigned_abs()
    }

    /// The same with every corner within the picture, as one from a file may not be.
    #[must_use]
    pub fn inside(&self) -> Self {
        self.each(|at| at)
    }

    /// The outline moved by so much, as far as the picture's edges allow.
    #[must_use]
    pub fn moved(&self, across: i32, down: i32) -> Self {
        let shape = self.inside();
        let [left, top, right, bottom] = shape.bounds().map(i32::from);
        let full = i32::from(FULL_SIDE);
        let (across, down) = (across.clamp(-left, full - right), down.clamp(-top, full - bottom));
        shape.each(|(x, y)| (within(i32::from(x) + across), within(i32::from(y) + down)))
    }

    /// The outline with its right and lower edges moved by so much and all between them in
    /// proportion. A point has no edges.
    #[must_use]
    pub fn stretched(&self, across: i32, down: i32) -> Self {
        let [_, _, right, bottom] = self.inside().bounds();
        let edge = |edge: u16, by: i32| within(i32::from(edge) + by);
        self.fitted(|[left, top, ..]| [left, top, edge(right, across).max(left), edge(bottom, down).max(top)])
    }

    /// The outline brought from its bounds (left, top, right, bottom) into those that `change` makes
    /// of them, each pair either way round, at least a thousandth of the picture wide and high. A
    /// point stays.
    #[must_use]
    pub fn fitted(&self, change: impl FnOnce([u16; 4]) -> [u16; 4]) -> Self {
        let shape = self.inside();
        let from = shape.bounds();
        let [left, top, right, bottom] = change(from);
        let to = Self::rectangle((left, top), (right, bottom)).bounds();
        let (left, top) = (to[0].min(FULL_SIDE - LEAST), to[1].min(FULL_SIDE - LEAST));
        let to = [left, top, to[2].max(left + LEAST), to[3].max(top + LEAST)];
        let along = |at: u16, axis: usize| {
            let span = |ends: [u16; 4]| i32::from(ends[axis + 2]) - i32::from(ends[axis]);
            let (was, length) = (i32::from(at) - i32::from(from[axis]), span(from).max(1));
            // To the nearest unit.
            within(i32::from(to[axis]) + (2 * was * span(to) + length) / (2 * length))
        };
        match shape {
            Self::Point { .. } => shape,
            Self::Rectangle { .. } => Self::rectangle((to[0], to[1]), (to[2], to[3])),
            Self::Polygon(_) => shape.each(|(x, y)| (along(x, 0), along(y, 1))),
        }
    }

    /// A polygon with one of its corners elsewhere; nothing else has corners of its own.
    #[must_use]
    pub fn with_corner(&self, index: usize, to: Spot) -> Self {
        let mut shape = self.clone();
        if let Self::Polygon(corners) = &mut shape
            && let Some(corner) = corners.get_mut(index)
        {
            *corner = clamped(to);
        }
        shape
    }

    /// A polygon with one more corner on the edge that begins at this corner; `None` for others.
    #[must_use]
    pub fn with_corner_after(&self, index: usize, at: Spot) -> Option<Self> {
        let Self::Polygon(corners) = self else { return None };
        let mut corners = corners.clone();
        (index < corners.len()).then(|| corners.insert(index + 1, clamped(at)))?;
        Some(Self::Polygon(corners))
    }

    /// A polygon without one of its corners; `None` where fewer than three would be left.
    #[must_use]
    pub fn without_corner(&self, index: usize) -> Option<Self> {
        let Self::Polygon(corners) = self else { return None };
        let mut corners = corners.clone();
        (index < corners.len() && corners.len() > 3).then(|| corners.remove(index))?;
        Some(Self::Polygon(corners))
    }

    /// The outline with `change` made to each corner, kept within the picture.
    fn each(&self, change: impl Fn(Spot) -> Spot) -> Self {
        match self {
            Self::Rectangle { left, top, right, bottom } => {
                Self::rectangle(change((*left, *top)), change((*right, *bottom)))
            }
            Self::Point { x, y } => Self::point(change((*x, *y))),
            Self::Polygon(corners) => Self::Polygon(corners.iter().map(|at| clamped(change(*at))).collect()),
        }
    }
}

fn within(value: i32) -> u16 {
    u16::try_from(value.clamp(0, i32::from(FULL_SIDE))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// Any outline a file may hold, also one that no gesture makes.
    fn shapes() -> impl Strategy<Value = Shape> {
        let spot = || any::<(u16, u16)>();
        prop_oneof![
            (spot(), spot()).prop_map(|((left, top), (right, bottom))| Shape::Rectangle {
                left,
                top,
                right,
                bottom
            }),
            vec(spot(), 0..7).prop_map(Shape::Polygon),
            spot().prop_map(|(x, y)| Shape::Point { x, y }),
        ]
    }

    fn size(shape: &Shape) -> (u16, u16) {
        let [left, top, right, bottom] = shape.bounds();
        (right - left, bottom - top)
    }

    proptest! {
        #[test]
        fn no_gesture_leaves_the_picture(
            shape in shapes(), by in (-30_000..30_000, -30_000..30_000), index in 0_usize..8, to in any::<(u16, u16)>(),
        ) {
            let made = [
                Some(shape.moved(by.0, by.1)),
                Some(shape.stretched(by.0, by.1)),
                Some(shape.inside().with_corner(index, to)),
                shape.inside().with_corner_after(index, to),
                shape.inside().without_corner(index),
            ];
            for made in made.into_iter().flatten() {
                let [left, top, right, bottom] = made.bounds();
                prop_assert!(left <= right && top <= bottom && right <= FULL_SIDE && bottom <= FULL_SIDE, "{made:?}");
            }
            let _ = (shape.double_area(), shape.name());
        }

        #[test]
        fn a_move_keeps_the_form(shape in shapes(), by in (-30_000..30_000, -30_000..30_000)) {
            let was = shape.inside();
            let now = shape.moved(by.0, by.1);
            prop_assert_eq!(size(&was), size(&now));
            prop_assert_eq!(was.double_area(), now.double_area());
            prop_assert_eq!(was.corners().len(), now.corners().len());
        }

        #[test]
        fn a_corner_added_and_taken_away_leaves_what_was(
            corners in vec((0..=FULL_SIDE, 0..=FULL_SIDE), 3..7), index in 0_usize..7, to in (0..=FULL_SIDE, 0..=FULL_SIDE),
        ) {
            let shape = Shape::Polygon(corners);
            match shape.with_corner_after(index, to) {
                Some(more) => prop_assert_eq!(more.without_corner(index + 1), Some(shape)),
                None => prop_assert!(index >= shape.corners().len()),
            }
        }
    }

    #[test]
    fn a_region_stops_at_the_edge_and_keeps_its_size() {
        let shape = Shape::rectangle((1000, 1000), (3000, 2000));
        assert_eq!(shape.moved(-5000, 500).bounds(), [0, 1500, 2000, 2500]);
        assert_eq!(shape.moved(0, 20_000).bounds(), [1000, 9000, 3000, 10_000]);
        assert_eq!(shape.stretched(-9000, 9000).bounds(), [1000, 1000, 1010, 10_000]);
    }

    #[test]
    fn a_polygon_is_stretched_in_proportion() {
        let shape = Shape::Polygon(vec![(1000, 1000), (3000, 1000), (2000, 2000)]);
        let wider = shape.stretched(2000, 0);
        assert_eq!(wider, Shape::Polygon(vec![(1000, 1000), (5000, 1000), (3000, 2000)]));
        assert_eq!(Shape::point((5, 5)).stretched(50, 50), Shape::point((5, 5)));
        assert_eq!(shape.double_area(), 2_000_000);
        assert_eq!(shape.without_corner(0), None, "two corners are no outline");
        assert_eq!(shape.name(), "polygon of 3 corners");
    }
}
