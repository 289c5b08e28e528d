//! What the window's tests share.

use egui::{Color32, FullOutput, TexturesDelta};
use pressmark::window::raster::Raster;

/// Draws a test's window without a GPU.
#[derive(Default)]
pub struct CpuRenderer(Raster);

impl egui_kittest::TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.update(delta);
    }

    fn render(&mut self, ctx: &egui::Context, output: &FullOutput) -> Result<image::RgbaImage, String> {
        let scale = output.pixels_per_point;
        let primitives = ctx.tessellate(output.shapes.clone(), scale);
        let size = ctx.content_rect().size() * scale;
        let size = [size.x.round() as usize, size.y.round() as usize];
        Ok(self.0.draw(&primitives, scale, size, Color32::WHITE))
    }
}

/// Where `words` stand on screen: the middles of their first and last letters, as the
/// accessibility tree tells them.
pub fn place_of<State>(harness: &egui_kittest::Harness<'_, State>, words: &str) -> (egui::Pos2, egui::Pos2) {
    find_place(harness, words).unwrap_or_else(|| panic!("{words:?} is not on screen in one row"))
}

/// The same; `None` where they are not on screen in one row.
pub fn find_place<State>(
    harness: &egui_kittest::Harness<'_, State>,
    words: &str,
) -> Option<(egui::Pos2, egui::Pos2)> {
    use egui::accesskit::Role;
    use egui_kittest::kittest::NodeT as _;
    let letters = words.chars().count();
    for node in harness.root().children_recursive() {
        let run = node.accesskit_node();
        if run.role() != Role::TextRun {
            continue;
        }
        let value = run.value().unwrap_or_default();
        let Some(byte) = value.find(words) else { continue };
        let first = value[..byte].chars().count();
        let (Some(bounds), data) = (run.bounding_box(), run.data()) else { continue };
        let (Some(lefts), Some(widths)) = (data.character_positions(), data.character_widths()) else {
            continue;
        };
        let y = ((bounds.y0 + bounds.y1) / 2.0) as f32;
        let middle = |letter: usize, share: f32| {
            egui::pos2(bounds.x0 as f32 + lefts[letter] + widths[letter] * share, y)
        };
        return Some((middle(first, 0.25), middle(first + letters - 1, 0.75)));
    }
    None
}
