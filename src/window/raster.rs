//! Draws egui's triangles on the processor: the window as a picture without a GPU or a display.
//!
//! Tests, `pressmark shot` and the README's pictures use it. It follows what egui's GPU renderers
//! do: gamma-space blending with premultiplied alpha, bilinear textures, and the top-left rule, so
//! that triangles that share an edge paint no pixel twice.

use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, ImageData, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, TextureId, TexturesDelta};

/// A processor-side stand-in for a graphics card.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
}

struct Texture {
    size: [usize; 2],
    pixels: Vec<[f32; 4]>,
}

impl Raster {
    /// Takes over new and changed textures. Freed ones go after the picture is drawn.
    pub fn update(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.set(id, change);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn set(&mut self, id: TextureId, change: ImageDelta) {
        let ImageData::Color(image) = change.image;
        let pixels = image.pixels.iter().map(|pixel| channels(*pixel));
        match (change.pos, self.textures.get_mut(&id)) {
            (Some([left, top]), Some(texture)) => {
                for (index, pixel) in pixels.enumerate() {
                    let (x, y) = (left + index % image.size[0], top + index / image.size[0]);
                    if let Some(place) = texture.pixels.get_mut(y * texture.size[0] + x) {
                        *place = pixel;
                    }
                }
            }
            _ => {
                self.textures.insert(id, Texture { size: image.size, pixels: pixels.collect() });
            }
        }
    }

    /// Draws a frame of `size` pixels on `ground`.
    #[must_use]
    pub fn draw(
        &self,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        size: [usize; 2],
        ground: Color32,
    ) -> image::RgbaImage {
        let mut canvas = Canvas { size, pixels: vec![channels(ground); size[0] * size[1]] };
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            let Primitive::Mesh(mesh) = primitive else { continue };
            let Some(texture) = self.textures.get(&mesh.texture_id) else { continue };
            let clip = [
                (clip_rect.min.x * pixels_per_point).round(),
                (clip_rect.min.y * pixels_per_point).round(),
                (clip_rect.max.x * pixels_per_point).round(),
                (clip_rect.max.y * pixels_per_point).round(),
            ];
            canvas.mesh(mesh, texture, pixels_per_point, clip);
        }
        canvas.into_image()
    }
}

impl Texture {
    /// The colour at normalised `u`, `v`, bilinear, clamped to the edge.
    fn sample(&self, u: f64, v: f64) -> [f32; 4] {
        let [width, height] = self.size;
        let place = |t: f64, side: usize| {
            let last = (side - 1) as f64;
            let at = (t * side as f64 - 0.5).clamp(0.0, last);
            let low = at.floor();
            (low as usize, (low + 1.0).min(last) as usize, (at - low) as f32)
        };
        let (left, right, across) = place(u, width);
        let (top, bottom, down) = place(v, height);
        let at = |x: usize, y: usize| self.pixels[y * width + x];
        let (a, b, c, d) = (at(left, top), at(right, top), at(left, bottom), at(right, bottom));
        std::array::from_fn(|n| {
            let upper = a[n] + (b[n] - a[n]) * across;
            let lower = c[n] + (d[n] - c[n]) * across;
            upper + (lower - upper) * down
        })
    }
}

/// Premultiplied colours in 0 to 1, gamma space.
struct Canvas {
    size: [usize; 2],
    pixels: Vec<[f32; 4]>,
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, scale: f32, clip: [f32; 4]) {
        for corners in mesh.triangles() {
            let [a, b, c] = corners.map(|index| mesh.vertices[index as usize]);
            self.triangle([a, b, c], texture, f64::from(scale), clip);
        }
    }

    fn triangle(&mut self, corners: [Vertex; 3], texture: &Texture, scale: f64, clip: [f32; 4]) {
        let mut points = corners.map(|v| [f64::from(v.pos.x) * scale, f64::from(v.pos.y) * scale]);
        let mut corners = corners;
        let mut area = edge(points[0], points[1], points[2]);
        if area == 0.0 || !area.is_finite() {
            return;
        }
        if area < 0.0 {
            points.swap(1, 2);
            corners.swap(1, 2);
            area = -area;
        }
        let bound = |axis: usize, low: f32, high: f32| {
            let side = self.size[axis] as f64;
            let values = points.map(|point| point[axis]);
            let min =
                values.into_iter().fold(f64::INFINITY, f64::min).floor().max(f64::from(low)).clamp(0.0, side);
            let max = values
                .into_iter()
                .fold(f64::NEG_INFINITY, f64::max)
                .ceil()
                .min(f64::from(high))
                .clamp(0.0, side);
            min as usize..max as usize
        };
        let (columns, rows) = (bound(0, clip[0], clip[2]), bound(1, clip[1], clip[3]));
        let colours = corners.map(|corner| channels(corner.color));
        let plain = corners.iter().all(|corner| corner.uv == corners[0].uv);
        let flat = plain.then(|| texture.sample(f64::from(corners[0].uv.x), f64::from(corners[0].uv.y)));
        for y in rows {
            for x in columns.clone() {
                let centre = [x as f64 + 0.5, y as f64 + 0.5];
                let Some(weights) = inside(&points, centre, area) else { continue };
                let blend = |values: [f64; 3]| {
                    values[0] * weights[0] + values[1] * weights[1] + values[2] * weights[2]
                };
                let texel = flat.unwrap_or_else(|| {
                    let u = blend(corners.map(|corner| f64::from(corner.uv.x)));
                    let v = blend(corners.map(|corner| f64::from(corner.uv.y)));
                    texture.sample(u, v)
                });
                let source: [f32; 4] = std::array::from_fn(|n| {
                    blend(colours.map(|colour| f64::from(colour[n]))) as f32 * texel[n]
                });
                let place = &mut self.pixels[y * self.size[0] + x];
                *place = std::array::from_fn(|n| source[n] + place[n] * (1.0 - source[3]));
            }
        }
    }

    fn into_image(self) -> image::RgbaImage {
        let bytes = self.pixels.iter().flatten().map(|v| (v.clamp(0.0, 1.0) * 255.0).round() as u8).collect();
        let (width, height) = (self.size[0] as u32, self.size[1] as u32);
        image::RgbaImage::from_raw(width, height, bytes).unwrap_or_default()
    }
}

fn channels(colour: Color32) -> [f32; 4] {
    colour.to_array().map(|value| f32::from(value) / 255.0)
}

/// Twice the signed area of the triangle; positive when clockwise on screen.
fn edge(a: [f64; 2], b: [f64; 2], p: [f64; 2]) -> f64 {
    (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
}

/// The barycentric weights of `p`, if the triangle owns it by the top-left rule.
fn inside(points: &[[f64; 2]; 3], p: [f64; 2], area: f64) -> Option<[f64; 3]> {
    let mut weights = [0.0; 3];
    for (n, weight) in weights.iter_mut().enumerate() {
        let (from, to) = (points[(n + 1) % 3], points[(n + 2) % 3]);
        let distance = edge(from, to, p);
        let owned = (to[1] == from[1] && to[0] > from[0]) || to[1] < from[1];
        if distance < 0.0 || (distance == 0.0 && !owned) {
            return None;
        }
        *weight = distance / area;
    }
    Some(weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Rect, pos2};

    #[test]
    fn a_half_transparent_rectangle_is_blended_once_along_its_diagonal() {
        let mut raster = Raster::default();
        let white = egui::ColorImage::filled([1, 1], Color32::WHITE);
        raster.set(TextureId::default(), ImageDelta::full(white, egui::TextureOptions::LINEAR));
        let mut mesh = Mesh::default();
        let rect = Rect::from_min_max(pos2(2.0, 2.0), pos2(14.0, 14.0));
        mesh.add_colored_rect(rect, Color32::from_rgba_premultiplied(0, 0, 0, 128));
        let primitives = [ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) }];
        let image = raster.draw(&primitives, 1.0, [16, 16], Color32::WHITE);
        let grey: Vec<u8> = (2..14).map(|n| image.get_pixel(n, n).0[0]).collect();
        assert!(grey.iter().all(|value| (126..=128).contains(value)), "{grey:?}");
        assert_eq!(image.get_pixel(1, 1).0, [255; 4]);
    }
}
