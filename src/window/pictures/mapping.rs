//! From a picture to the screen and back.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use crate::claims::{FULL_SIDE, Shape, Spot};

/// Where a whole picture lies on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mapping {
    /// The upright picture's rectangle, in points; it may reach beyond what is visible.
    pub picture: Rect,
}

impl Mapping {
    /// The rectangle on screen of a region's outline.
    #[must_use]
    pub fn to_screen(self, shape: &Shape) -> Rect {
        let [left, top, right, bottom] = shape.bounds();
        Rect::from_min_max(self.point((left, top)), self.point((right, bottom)))
    }

    /// Where a place of the picture lies on screen.
    #[must_use]
    pub fn point(self, (x, y): Spot) -> Pos2 {
        let along = |from: f32, length: f32, part: u16| {
            (f64::from(from) + f64::from(length) * f64::from(part) / f64::from(FULL_SIDE)) as f32
        };
        let Rect { min, .. } = self.picture;
        pos2(along(min.x, self.picture.width(), x), along(min.y, self.picture.height(), y))
    }

    /// The place on the picture nearest to a place on screen.
    #[must_use]
    pub fn to_picture(self, at: Pos2) -> (u16, u16) {
        let part = |from: f32, length: f32, at: f32| {
            let share = (f64::from(at) - f64::from(from)) / f64::from(length.max(f32::MIN_POSITIVE));
            (share * f64::from(FULL_SIDE)).round().clamp(0.0, f64::from(FULL_SIDE)) as u16
        };
        let Rect { min, .. } = self.picture;
        (part(min.x, self.picture.width(), at.x), part(min.y, self.picture.height(), at.y))
    }
}

/// What part of a picture is looked at, and how closely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lens {
    /// Points a pixel of the picture takes; `None` fits the whole picture in.
    zoom: Option<f32>,
    /// What is in the middle of the view, as a share of the picture's sides.
    centre: Vec2,
}

impl Default for Lens {
    fn default() -> Self {
        Self { zoom: None, centre: Vec2::splat(0.5) }
    }
}

/// The smallest and the largest zoom, in points a pixel.
const ZOOM: std::ops::RangeInclusive<f32> = 0.02..=32.0;

impl Lens {
    /// How many points one of the picture's pixels takes.
    #[must_use]
    pub fn zoom(self, view: Rect, pixels: Vec2) -> f32 {
        let fit = (view.size() / pixels).min_elem().max(f32::MIN_POSITIVE);
        // A stamp is not blown up beyond four times its size to fill a screen.
        self.zoom.unwrap_or(fit.min(4.0))
    }

    /// Whether the whole picture is fitted in.
    #[must_use]
    pub fn is_fitted(self) -> bool {
        self.zoom.is_none()
    }

    /// Where the picture lies when it is seen in `view`.
    #[must_use]
    pub fn mapping(self, view: Rect, pixels: Vec2) -> Mapping {
        let size = pixels * self.zoom(view, pixels);
        let middle = |axis: usize| {
            // A side that fits stays in the middle; one that does not leaves no gap.
            let slack = ((view.size()[axis] / size[axis]) / 2.0).min(0.5);
            self.centre[axis].clamp(slack, 1.0 - slack)
        };
        let min = view.center() - vec2(size.x * middle(0), size.y * middle(1));
        Mapping { picture: Rect::from_min_size(min, size) }
    }

    /// Zooms by `factor`, keeping what lies under `at` there.
    pub fn zoom_by(&mut self, factor: f32, at: Pos2, view: Rect, pixels: Vec2) {
        let from = self.mapping(view, pixels).picture;
        let zoom = self.zoom(view, pixels) * factor;
        self.zoom_to(zoom, at, from, view, pixels);
    }

    /// Shows one pixel of the picture as `zoom` points.
    pub fn set_zoom(&mut self, zoom: f32, view: Rect, pixels: Vec2) {
        let from = self.mapping(view, pixels).picture;
        self.zoom_to(zoom, view.center(), from, view, pixels);
    }

    fn zoom_to(&mut self, zoom: f32, at: Pos2, from: Rect, view: Rect, pixels: Vec2) {
        let zoom = zoom.clamp(*ZOOM.start(), *ZOOM.end());
        let share = (at - from.min) / from.size();
        self.zoom = Some(zoom);
        self.centre = share + (view.center() - at) / (pixels * zoom);
        self.settle(view, pixels);
    }

    /// Moves the picture by so many points.
    pub fn pan(&mut self, by: Vec2, view: Rect, pixels: Vec2) {
        let size = self.mapping(view, pixels).picture.size();
        self.centre -= by / size;
        self.settle(view, pixels);
    }

    /// Forgets a pan beyond the edge, so that the way back has no dead part.
    fn settle(&mut self, view: Rect, pixels: Vec2) {
        let picture = self.mapping(view, pixels).picture;
        self.centre = (view.center() - picture.min) / picture.size();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_region_comes_back_from_the_screen_as_it_was(
            corners in (0..=FULL_SIDE, 0..=FULL_SIDE, 0..=FULL_SIDE, 0..=FULL_SIDE),
            pixels in (1_u16..16_384, 1_u16..16_384),
            zoom in 0.02_f32..32.0,
            centre in (0.0_f32..1.0, 0.0_f32..1.0),
        ) {
            let view = Rect::from_min_size(pos2(200.0, 60.0), vec2(900.0, 700.0));
            let pixels = vec2(f32::from(pixels.0), f32::from(pixels.1));
            let lens = Lens { zoom: Some(zoom), centre: vec2(centre.0, centre.1) };
            let mapping = lens.mapping(view, pixels);
            let shape = Shape::rectangle((corners.0, corners.1), (corners.2, corners.3));
            let rect = mapping.to_screen(&shape);
            let back = Shape::rectangle(mapping.to_picture(rect.min), mapping.to_picture(rect.max));
            for (axis, (was, is)) in shape.bounds().into_iter().zip(back.bounds()).enumerate() {
                // Points are f32: where a picture is so small or so far away that one of them
                // spans several units, it is as near as points allow.
                let length = mapping.picture.size()[axis % 2];
                let far = mapping.picture.min.to_vec2().abs()[axis % 2] + length;
                let grain = f64::from(far) * f64::from(f32::EPSILON) / f64::from(length) * 1e4;
                prop_assert!(f64::from(was.abs_diff(is)) <= grain.floor(), "{shape:?} {back:?} {grain}");
            }
        }

        #[test]
        fn what_is_under_the_pointer_stays_there(
            x in 0.3_f32..0.7, y in 0.3_f32..0.7, factor in 1.5_f32..4.0,
        ) {
            let view = Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0));
            let pixels = vec2(1600.0, 1200.0);
            let mut lens = Lens::default();
            let at = view.min + view.size() * vec2(x, y);
            let was = lens.mapping(view, pixels).to_picture(at);
            lens.zoom_by(factor, at, view, pixels);
            let is = lens.mapping(view, pixels).to_picture(at);
            prop_assert!(was.0.abs_diff(is.0) <= 2 && was.1.abs_diff(is.1) <= 2);
        }
    }

    #[test]
    fn a_fitted_picture_is_whole_and_in_the_middle() {
        let view = Rect::from_min_size(pos2(100.0, 100.0), vec2(400.0, 400.0));
        let picture = Lens::default().mapping(view, vec2(800.0, 400.0)).picture;
        assert_eq!(picture, Rect::from_min_size(pos2(100.0, 200.0), vec2(400.0, 200.0)));
    }

    #[test]
    fn a_pan_stops_at_the_edge() {
        let view = Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 400.0));
        let pixels = vec2(800.0, 800.0);
        let mut lens = Lens::default();
        lens.set_zoom(1.0, view, pixels);
        lens.pan(vec2(5000.0, 0.0), view, pixels);
        assert!(lens.mapping(view, pixels).picture.min.x.abs() < 0.01);
        lens.pan(vec2(-10.0, 0.0), view, pixels);
        assert!((lens.mapping(view, pixels).picture.min.x + 10.0).abs() < 0.01, "no dead part");
    }
}
