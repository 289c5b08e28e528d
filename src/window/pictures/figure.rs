//! A region's outline as it lies on the screen: what the pointer meets, and how it is drawn.

use egui::{Color32, Mesh, Painter, Pos2, Rect, Stroke, Vec2, pos2};

use super::mapping::Mapping;
use crate::claims::Shape;

/// How near the pointer must come to a point, a corner or a handle, in points of the screen.
pub const REACH: f32 = 7.0;
/// How near it must come to an edge.
const EDGE: f32 = 4.0;
/// The radius of the ring that stands for a point.
const RING: f32 = 6.5;
/// An outline of more corners, as only a file may hold, is drawn without its ground: looking for
/// what lies inside takes the square of their number.
const FILLED: usize = 300;

/// An outline on the screen.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its corners in order; one for a point, and any number for a polygon that a file holds.
    pub corners: Vec<Pos2>,
    sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Rectangle,
    Polygon,
    Point,
}

impl Figure {
    /// The outline where the picture lies now.
    pub fn new(shape: &Shape, mapping: Mapping) -> Self {
        let sort = match shape {
            Shape::Rectangle { .. } => Sort::Rectangle,
            Shape::Polygon(_) => Sort::Polygon,
            Shape::Point { .. } => Sort::Point,
        };
        Self { corners: shape.corners().into_iter().map(|at| mapping.point(at)).collect(), sort }
    }

    /// The smallest rectangle around what is drawn of it; empty for an outline without corners.
    pub fn rect(&self) -> Rect {
        let around = if self.corners.is_empty() { Rect::ZERO } else { Rect::from_points(&self.corners) };
        if self.sort == Sort::Point { around.expand(RING) } else { around }
    }

    /// Where its tag hangs, and by which share of the tag's width: the upper left corner of a
    /// rectangle, the highest corner of anything else.
    pub fn hook(&self) -> (Pos2, f32) {
        let highest = self.corners.iter().copied().min_by(|a, b| a.y.total_cmp(&b.y));
        match highest.filter(|_| self.sort != Sort::Rectangle) {
            Some(corner) => (pos2(corner.x, self.rect().top()), 0.5),
            None => (self.rect().min, 0.0),
        }
    }

    /// Whether the pointer meets it: inside, or near enough to its line to mean it.
    pub fn meets(&self, at: Pos2) -> bool {
        match self.sort {
            // A point of grace: a thin region must be reachable too.
            Sort::Rectangle => self.rect().expand(2.0).contains(at),
            Sort::Point => self.corners.iter().any(|corner| corner.distance(at) <= RING + 2.0),
            Sort::Polygon => self.encloses(at) || self.edge_at(at).is_some(),
        }
    }

    /// The edge of a polygon under the pointer, by the corner it begins at.
    pub fn edge_at(&self, at: Pos2) -> Option<usize> {
        let polygon = self.sort == Sort::Polygon;
        let near = |(from, to): (Pos2, Pos2)| distance(from, to, at) <= EDGE;
        self.edges().position(|edge| polygon && near(edge))
    }

    /// The corner of a polygon under the pointer: the nearest.
    pub fn corner_at(&self, at: Pos2) -> Option<usize> {
        let away = self.corners.iter().map(|corner| corner.distance(at)).enumerate();
        let near = away.filter(|(_, away)| self.sort == Sort::Polygon && *away <= REACH);
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
    }

    fn edges(&self) -> impl Iterator<Item = (Pos2, Pos2)> + '_ {
        self.corners.iter().copied().zip(self.corners.iter().copied().cycle().skip(1))
    }

    /// By the even-odd rule: how often a ray to the right crosses the line.
    fn encloses(&self, at: Pos2) -> bool {
        let crosses = |(a, b): &(Pos2, Pos2)| {
            (a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)
        };
        self.edges().filter(crosses).count() % 2 == 1
    }

    /// Paints its ground.
    pub fn fill(&self, painter: &Painter, colour: Color32) {
        match self.sort {
            Sort::Rectangle => drop(painter.rect_filled(self.rect(), 1.0, colour)),
            Sort::Point => drop(painter.circle_filled(self.rect().center(), RING, colour)),
            Sort::Polygon if self.corners.len() <= FILLED => drop(painter.add(self.inside(colour))),
            Sort::Polygon => {}
        }
    }

    /// Paints its line; a point is a ring with a dot in it.
    pub fn line(&self, painter: &Painter, stroke: Stroke) {
        match (self.sort, self.corners.as_slice()) {
            (_, []) => {}
            (Sort::Point, [at, ..]) => {
                painter.circle_stroke(*at, RING, stroke);
                painter.circle_filled(*at, stroke.width.min(2.0), stroke.color);
            }
            (_, [at]) => drop(painter.circle_filled(*at, stroke.width + 1.0, stroke.color)),
            (_, corners) => drop(painter.add(egui::Shape::closed_line(corners.to_vec(), stroke))),
        }
    }

    /// Paints its line as dashes.
    pub fn dashes(&self, painter: &Painter, stroke: Stroke) {
        if self.sort == Sort::Point {
            return self.line(painter, stroke);
        }
        let closed: Vec<Pos2> = self.corners.iter().chain(self.corners.first()).copied().collect();
        painter.extend(egui::Shape::dashed_line(&closed, stroke, 4.0, 3.0));
    }

    /// What the line encloses by the even-odd rule, in bands between the heights at which something
    /// changes: within a band the edges neither end nor cross.
    fn inside(&self, colour: Color32) -> Mesh {
        let mut mesh = Mesh::default();
        let edges: Vec<(Pos2, Pos2)> = self.edges().filter(|(a, b)| a.y != b.y).collect();
        let mut heights: Vec<f32> = self.corners.iter().map(|corner| corner.y).collect();
        for (index, one) in edges.iter().enumerate() {
            heights.extend(edges[index + 1..].iter().filter_map(|other| crossing(*one, *other)));
        }
        heights.sort_by(f32::total_cmp);
        heights.dedup();
        let along = |(a, b): (Pos2, Pos2), y: f32| a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
        for band in heights.windows(2) {
            let (top, bottom) = (band[0], band[1]);
            let middle = (top + bottom) / 2.0;
            let mut through: Vec<(Pos2, Pos2)> =
                edges.iter().copied().filter(|(a, b)| (a.y > middle) != (b.y > middle)).collect();
            through.sort_by(|a, b| along(*a, middle).total_cmp(&along(*b, middle)));
            for pair in through.chunks_exact(2) {
                let first = mesh.vertices.len() as u32;
                for (edge, y) in [(pair[0], top), (pair[1], top), (pair[1], bottom), (pair[0], bottom)] {
                    mesh.colored_vertex(pos2(along(edge, y), y), colour);
                }
                mesh.add_triangle(first, first + 1, first + 2);
                mesh.add_triangle(first, first + 2, first + 3);
            }
        }
        mesh
    }
}

/// The height at which two edges cross.
fn crossing((a, b): (Pos2, Pos2), (c, d): (Pos2, Pos2)) -> Option<f32> {
    let (one, other) = (b - a, d - c);
    let cross = |u: Vec2, v: Vec2| u.x * v.y - u.y * v.x;
    let turn = cross(one, other);
    let (t, s) = (cross(c - a, other) / turn, cross(c - a, one) / turn);
    let within = |share: f32| share > 0.0 && share < 1.0;
    // Of parallel edges the shares are no numbers, and so within nothing.
    (within(t) && within(s)).then_some(a.y + t * one.y)
}

/// How far a place is from a piece of a line.
fn distance(from: Pos2, to: Pos2, at: Pos2) -> f32 {
    let way = to - from;
    let share = ((at - from).dot(way) / way.length_sq().max(f32::MIN_POSITIVE)).clamp(0.0, 1.0);
    (from + way * share).distance(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const MAPPING: Mapping = Mapping { picture: Rect { min: pos2(0.0, 0.0), max: pos2(1000.0, 1000.0) } };

    fn polygon(corners: &[(u16, u16)]) -> Figure {
        Figure::new(&Shape::Polygon(corners.to_vec()), MAPPING)
    }

    /// The area of what is painted.
    fn painted(mesh: &Mesh) -> f32 {
        let at = |index: u32| mesh.vertices[index as usize].pos;
        let area = |t: &[u32]| {
            let (u, v) = (at(t[1]) - at(t[0]), at(t[2]) - at(t[0]));
            (u.x * v.y - u.y * v.x).abs() / 2.0
        };
        mesh.indices.chunks_exact(3).map(area).sum()
    }

    #[test]
    fn a_bay_is_no_part_of_an_outline() {
        // A horseshoe, open at the top.
        let figure = polygon(&[
            (1000, 1000),
            (4000, 1000),
            (4000, 7000),
            (6000, 7000),
            (6000, 1000),
            (9000, 1000),
            (9000, 9000),
            (1000, 9000),
        ]);
        assert!(figure.meets(pos2(200.0, 200.0)) && figure.meets(pos2(500.0, 800.0)));
        assert!(!figure.meets(pos2(500.0, 300.0)), "the bay");
        assert!(figure.meets(pos2(500.0, 697.0)), "its edge, from outside");
        assert!((painted(&figure.inside(Color32::RED)) - 520_000.0).abs() < 100.0);
        assert_eq!(figure.corner_at(pos2(404.0, 104.0)), Some(1));
        assert_eq!(figure.edge_at(pos2(502.0, 701.0)), Some(2));
        assert_eq!(figure.edge_at(pos2(500.0, 300.0)), None);
    }

    #[test]
    fn a_bow_is_two_triangles() {
        let figure = polygon(&[(0, 0), (10_000, 10_000), (10_000, 0), (0, 10_000)]);
        assert!((painted(&figure.inside(Color32::RED)) - 500_000.0).abs() < 100.0);
        assert!(figure.meets(pos2(100.0, 500.0)) && !figure.meets(pos2(500.0, 100.0)));
    }

    #[test]
    fn a_point_is_met_within_its_ring_at_every_zoom() {
        let shape = Shape::point((5000, 5000));
        for side in [100.0, 5000.0] {
            let mapping = Mapping { picture: Rect::from_min_size(pos2(0.0, 0.0), vec2(side, side)) };
            let (figure, centre) = (Figure::new(&shape, mapping), pos2(side / 2.0, side / 2.0));
            assert!(figure.meets(centre + vec2(5.0, 5.0)) && !figure.meets(centre + vec2(9.0, 9.0)));
        }
    }

    proptest! {
        #[test]
        fn what_is_painted_is_what_is_met(
            corners in vec((0_u16..=10_000, 0_u16..=10_000), 0..8), x in 0.0_f32..1000.0, y in 0.0_f32..1000.0,
        ) {
            let figure = polygon(&corners);
            let mesh = figure.inside(Color32::RED);
            let at = pos2(x, y);
            // Near the line rounding decides.
            prop_assume!(figure.edges().all(|(a, b)| distance(a, b, at) > 1.0));
            let covers = |t: &[u32]| {
                let corner = |n: usize| mesh.vertices[t[n] as usize].pos;
                let side = |a: Pos2, b: Pos2| (b - a).x * (at - a).y - (b - a).y * (at - a).x;
                let sides = [side(corner(0), corner(1)), side(corner(1), corner(2)), side(corner(2), corner(0))];
                sides.iter().all(|s| *s >= -0.01) || sides.iter().all(|s| *s <= 0.01)
            };
            // On the seam of two triangles both say so.
            let painted = mesh.indices.chunks_exact(3).any(covers);
            prop_assert_eq!(painted, figure.encloses(at));
        }
    }
}
