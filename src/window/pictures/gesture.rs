//! Drags on an enlarged picture.

use egui::{CursorIcon, Pos2, Rect, Vec2, pos2};

use super::edits::Target;
use super::figure::REACH;
use super::mapping::Mapping;
use crate::claims::{Shape, Spot};

/// What a drag does, from its start to its release.
#[derive(Clone, Debug)]
pub enum Drag {
    /// Moves what is seen.
    Pan,
    /// Draws a new rectangle from this place of the picture.
    Draw(Spot),
    /// Puts a point, or the next corner, where it is let go.
    Place,
    /// Moves a region that was here by the place it was taken hold of.
    Move(Target, Shape, Spot),
    /// Moves some of the edges around a region, taken hold of so far from them.
    Resize(Target, Shape, Handle, Vec2),
    /// Moves one corner of a polygon.
    Corner(Target, Shape, usize),
}

/// How far off a polygon's bounds its handle lies, in points.
const OFF: f32 = 12.0;

/// Which edges a handle moves: -1 the left or upper, 1 the right or lower, 0 none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle {
    across: i8,
    down: i8,
}

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

    /// The one at the lower right, by which a polygon is resized as a whole.
    pub const LAST: Self = Self { across: 1, down: 1 };

    /// Where a polygon that takes `rect` has it: off its corners, but within what is seen.
    pub fn whole(rect: Rect, view: Rect) -> Pos2 {
        (rect.right_bottom() + Vec2::splat(OFF)).min(view.max - Vec2::splat(REACH))
    }

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
    /// What "Undo" will say of it.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Move(..) => "move region",
            Self::Corner(..) => "move corner",
            _ => "resize region",
        }
    }

    /// The outline the drag makes with the pointer `at`; `None` for one that makes none.
    pub fn shape(&self, mapping: Mapping, at: Pos2) -> Option<(Option<Target>, Shape)> {
        let grip = if let Self::Resize(.., grip) = self { *grip } else { Vec2::ZERO };
        let place = mapping.to_picture(at - grip);
        match self {
            Self::Pan | Self::Place => None,
            Self::Draw(from) => Some((None, Shape::rectangle(*from, place))),
            Self::Move(target, shape, grip) => {
                let by = |to: u16, from: u16| i32::from(to) - i32::from(from);
                Some((Some(*target), shape.moved(by(place.0, grip.0), by(place.1, grip.1))))
            }
            Self::Corner(target, shape, corner) => Some((Some(*target), shape.with_corner(*corner, place))),
            Self::Resize(target, shape, handle, _) => {
                let pulled = |[left, top, right, bottom]: [u16; 4]| {
                    let edge = |low: u16, high: u16, to: u16, which: i8| match which {
                        -1 => (to, high),
                        1 => (low, to),
                        _ => (low, high),
                    };
                    let (left, right) = edge(left, right, place.0, handle.across);
                    let (top, bottom) = edge(top, bottom, place.1, handle.down);
                    [left, top, right, bottom]
                };
                Some((Some(*target), shape.fitted(pulled)))
            }
        }
    }
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
    fn every_handle_moves_its_edges_alone() {
        let mapping = Mapping { picture: Rect::from_min_size(pos2(0.0, 0.0), vec2(1000.0, 1000.0)) };
        let shape = Shape::rectangle((2000, 2000), (8000, 8000));
        let rect = mapping.to_screen(&shape);
        for handle in Handle::ALL {
            assert_eq!(Handle::at(rect, handle.place(rect) + vec2(3.0, -3.0)), Some(handle));
            let to = handle.place(rect) + vec2(50.0, 50.0);
            let (_, now) =
                Drag::Resize(Target::Drawn, shape.clone(), handle, Vec2::ZERO).shape(mapping, to).unwrap();
            let changed = shape.bounds().iter().zip(now.bounds()).filter(|(was, is)| *was != is).count();
            let edges = usize::from(handle.across.unsigned_abs() + handle.down.unsigned_abs());
            assert_eq!(changed, edges, "{handle:?}");
        }
        assert_eq!(Handle::at(rect, rect.center()), None);
    }
}
