//! Icons, drawn: no font is relied on for them.

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Stroke, StrokeKind, Vec2, pos2, vec2};

/// A sign on a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A framed landscape: a picture.
    Picture,
    /// Back, before.
    Left,
    /// Onwards, after.
    Right,
    /// Nearer.
    Plus,
    /// Farther.
    Minus,
    /// Move what is seen.
    Move,
    /// An upright rectangle.
    Rectangle,
    /// An outline with corners.
    Polygon,
    /// A single place.
    Point,
}

impl Icon {
    /// Draws the icon in the middle of `rect`, 12 points wide.
    pub fn paint(self, painter: &Painter, rect: Rect, colour: Color32) {
        let middle = rect.center();
        let stroke = Stroke::new(1.4, colour);
        let at = |x: f32, y: f32| middle + vec2(x, y);
        let line = |points: Vec<Pos2>| {
            painter.line(points, stroke);
        };
        match self {
            Self::Picture => {
                let frame = Rect::from_center_size(middle, vec2(12.0, 10.0));
                painter.rect_stroke(
                    frame,
                    CornerRadius::same(2),
                    Stroke::new(1.1, colour),
                    StrokeKind::Inside,
                );
                painter.circle_filled(at(-2.4, -1.6), 1.2, colour);
                let hills = vec![at(-4.4, 3.2), at(-1.2, 0.4), at(0.6, 1.9), at(2.6, -0.4), at(4.6, 2.0)];
                painter.line(hills, Stroke::new(1.1, colour));
            }
            Self::Left => line(vec![at(2.0, -4.0), at(-2.0, 0.0), at(2.0, 4.0)]),
            Self::Right => line(vec![at(-2.0, -4.0), at(2.0, 0.0), at(-2.0, 4.0)]),
            Self::Plus => {
                line(vec![at(-4.5, 0.0), at(4.5, 0.0)]);
                line(vec![at(0.0, -4.5), at(0.0, 4.5)]);
            }
            Self::Minus => line(vec![at(-4.5, 0.0), at(4.5, 0.0)]),
            Self::Rectangle => {
                let frame = Rect::from_center_size(middle, vec2(12.0, 9.0));
                painter.rect_stroke(frame, CornerRadius::ZERO, stroke, StrokeKind::Inside);
            }
            Self::Polygon => {
                let corners = vec![at(-5.5, -1.5), at(0.5, -5.5), at(5.5, -2.0), at(3.5, 5.0), at(-3.5, 4.0)];
                painter.add(egui::Shape::closed_line(corners, stroke));
            }
            Self::Point => {
                painter.circle_stroke(middle, 5.0, stroke);
                painter.circle_filled(middle, 1.6, colour);
            }
            Self::Move => {
                for way in [Vec2::RIGHT, Vec2::DOWN, Vec2::LEFT, Vec2::UP] {
                    let tip = middle + way * 6.0;
                    line(vec![middle, tip]);
                    let side = way.rot90() * 2.0;
                    line(vec![tip - way * 2.0 + side, tip, tip - way * 2.0 - side]);
                }
            }
        }
    }
}

/// A dashed rectangle with rounded corners.
pub fn dashed(painter: &Painter, rect: Rect, stroke: Stroke) {
    let radius = 6.0_f32.min(rect.size().min_elem() / 2.0).max(0.0);
    let inner = rect.shrink(radius);
    let corners = [inner.right_bottom(), inner.left_bottom(), inner.left_top(), inner.right_top()];
    let mut points: Vec<Pos2> = Vec::with_capacity(21);
    for (quarter, corner) in (0_u8..).zip(corners) {
        for step in 0_u8..=4 {
            let angle = (f32::from(quarter) + f32::from(step) / 4.0) * std::f32::consts::FRAC_PI_2;
            points.push(pos2(corner.x + radius * angle.cos(), corner.y + radius * angle.sin()));
        }
    }
    points.extend(points.first().copied());
    painter.extend(egui::Shape::dashed_line(&points, stroke, 4.0, 3.0));
}
