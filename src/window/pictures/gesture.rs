//! Drags on an enlarged picture.

use egui::{CursorIcon, Pos2, Rect, Vec2, pos2};

use super::edits::Target;
use super::mapping::Mapping;
use crate::claims::{FULL_SIDE, Shape};

/// What a drag does, from its start to its release.
#[derive(Clone, Debug)]
pub enum Drag {
    /// Moves what is seen.
    Pan,
    /// Draws a new region from this place of the picture.
    Draw((u16, u16)),
    /// Moves a region that was here by the place it was taken hold of.
    Move(Target, Shape, (u16, u16)),
    /// Moves some of a region's edges.
    Resize(Target, Shape, Handle),
}

/// Which edges a handle moves: -1 the left or upper, 1 the right or lower, 0 none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle {
    across: i8,
    down: i8,
}

/// How near the pointer must come to a handle, in points.
const REACH: f32 = 7.0;

impl Handle {
    /// The eight handles, corners first: where a region is tiny, they are of most use.
    pub const ALL: [Self; 8] = {
        const fn handle(across: i8, down: i8) -> Handle {
            Handle { across, down }
        }
        [
            handle(-1, -1),
            handle(1, -1),
            handle(-1, 1),
            handle(1, 1),
            handle(0, -1),
            handle(-1, 0),
            handle(1, 0),
            handle(0, 1),
        ]
    };

    /// Where the handle of a region that takes `rect` lies.
    pub fn place(self, rect: Rect) -> Pos2 {
        let part = |from: f32, to: f32, which: i8| from + (to - from) * (f32::from(which) + 1.0) / 2.0;
        pos2(part(rect.left(), rect.right(), self.across), part(rect.top(), rect.bottom(), self.down))
    }

    /// The handle within reach of `at`.
    pub fn at(rect: Rect, at: Pos2) -> Option<Self> {
        Self::ALL.into_iter().find(|handle| (handle.place(rect) - at).abs().max_elem() <= REACH)
    }

    /// What the pointer looks like over it.
    pub fn cursor(self) -> CursorIcon {
        match self.across * self.down {
            1 => CursorIcon::ResizeNwSe,
            -1 => CursorIcon::ResizeNeSw,
            _ if self.across == 0 => CursorIcon::ResizeVertical,
            _ => CursorIcon::ResizeHorizontal,
        }
    }
}

impl Drag {
    /// The outline the drag makes with the pointer `at`; `None` for a pan.
    pub fn shape(&self, mapping: Mapping, at: Pos2) -> Option<(Option<Target>, Shape)> {
        let place = mapping.to_picture(at);
        match self {
            Self::Pan => None,
            Self::Draw(from) => Some((None, Shape::rectangle(*from, place))),
            Self::Move(target, shape, grip) => {
                let by = |to: u16, from: u16| i32::from(to) - i32::from(from);
                Some((Some(*target), moved(shape, by(place.0, grip.0), by(place.1, grip.1))))
            }
            Self::Resize(target, shape, handle) => {
                let [mut left, mut top, mut right, mut bottom] = shape.bounds();
                match handle.across {
                    -1 => left = place.0,
                    1 => right = place.0,
                    _ => {}
                }
                match handle.down {
                    -1 => top = place.1,
                    1 => bottom = place.1,
                    _ => {}
                }
                Some((Some(*target), grown(Shape::rectangle((left, top), (right, bottom)))))
            }
        }
    }
}

/// The outline moved, as far as the picture's edges allow.
pub fn moved(shape: &Shape, across: i32, down: i32) -> Shape {
    let [left, top, right, bottom] = shape.bounds().map(i32::from);
    let full = i32::from(FULL_SIDE);
    let across = across.clamp(-left, full - right);
    let down = down.clamp(-top, full - bottom);
    let unit = |value: i32| u16::try_from(value).unwrap_or(0);
    Shape::rectangle((unit(left + across), unit(top + down)), (unit(right + across), unit(bottom + down)))
}

/// The outline with its right and lower edges moved.
pub fn stretched(shape: &Shape, across: i32, down: i32) -> Shape {
    let [left, top, right, bottom] = shape.bounds();
    let edge = |from: u16, to: u16, by: i32| {
        let to = (i32::from(to) + by).clamp(i32::from(from), i32::from(FULL_SIDE));
        u16::try_from(to).unwrap_or(FULL_SIDE)
    };
    grown(Shape::rectangle((left, top), (edge(left, right, across), edge(top, bottom, down))))
}

/// The outline, at least a thousandth of the picture wide and high: nothing else can be seen.
fn grown(shape: Shape) -> Shape {
    const LEAST: u16 = 10;
    let [left, top, right, bottom] = shape.bounds();
    let (left, top) = (left.min(FULL_SIDE - LEAST), top.min(FULL_SIDE - LEAST));
    Shape::rectangle((left, top), (right.max(left + LEAST), bottom.max(top + LEAST)))
}

/// Whether a drag went too short a way to be one.
pub fn is_tiny(way: Vec2) -> bool {
    way.abs().max_elem() < 4.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    #[test]
    fn a_region_stops_at_the_edge_and_keeps_its_size() {
        let shape = Shape::rectangle((1000, 1000), (3000, 2000));
        assert_eq!(moved(&shape, -5000, 500).bounds(), [0, 1500, 2000, 2500]);
        assert_eq!(moved(&shape, 0, 20_000).bounds(), [1000, 9000, 3000, 10_000]);
        assert_eq!(stretched(&shape, -9000, 9000).bounds(), [1000, 1000, 1010, 10_000]);
    }

    #[test]
    fn every_handle_moves_its_edges_alone() {
        let mapping = Mapping { picture: Rect::from_min_size(pos2(0.0, 0.0), vec2(1000.0, 1000.0)) };
        let shape = Shape::rectangle((2000, 2000), (8000, 8000));
        let rect = mapping.to_screen(&shape);
        for handle in Handle::ALL {
            assert_eq!(Handle::at(rect, handle.place(rect) + vec2(3.0, -3.0)), Some(handle));
            let to = handle.place(rect) + vec2(50.0, 50.0);
            let (_, now) = Drag::Resize(Target::Drawn, shape.clone(), handle).shape(mapping, to).unwrap();
            let changed = shape.bounds().iter().zip(now.bounds()).filter(|(was, is)| *was != is).count();
            let edges = usize::from(handle.across.unsigned_abs() + handle.down.unsigned_abs());
            assert_eq!(changed, edges, "{handle:?}");
        }
        assert_eq!(Handle::at(rect, rect.center()), None);
    }
}
