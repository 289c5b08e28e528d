//! The window as a picture, drawn without a GPU or a display.

use std::time::{Duration, Instant};

use egui::{Color32, Context, Pos2, RawInput, Rect, vec2};
use image::RgbaImage;

use super::desk::Request;
use super::raster::Raster;
use super::theme::Look;
use super::workbench::Workbench;
use crate::claims::CoderId;
use crate::project::{Project, Session};
use crate::store::Opened;
use crate::story::StoryId;

/// What to draw.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The story to show; the first of the list if `None`.
    pub story: Option<StoryId>,
    /// Whose claims; the coder with the most if `None`.
    pub coder: Option<CoderId>,
    /// The number of the claim to choose, in reading order from 1.
    pub claim: Option<usize>,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// How much larger than its own size everything is.
    pub zoom: f32,
    /// The look.
    pub look: Look,
}

/// Pictures that take longer to read are drawn as still loading.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many frames the window takes to come to rest once nothing is read any more.
const REST: u32 = 8;

/// Draws the window on an opened project. Nothing is written.
#[must_use]
pub fn draw(opened: Opened, shot: &Shot) -> RgbaImage {
    let ctx = Context::default();
    super::fonts::install(&ctx);
    ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    ctx.set_zoom_factor(shot.zoom);
    let coder = shot.coder.clone().unwrap_or_else(|| busiest(&opened.project));
    let mut bench = Workbench::on(Session::new(Project::new(""), coder), shot.look);
    bench.look_at(opened);
    if let Some(story) = shot.story.clone() {
        bench.ask(Request::OpenStory(story));
    }
    let mut raster = Raster::default();
    let begun = Instant::now();
    let mut quiet = 0;
    let mut chosen = shot.claim.is_none();
    loop {
        let time = begun.elapsed().as_secs_f64();
        let size = vec2(shot.size.0 as f32, shot.size.1 as f32) / shot.zoom;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            time: Some(time + f64::from(quiet)),
            ..RawInput::default()
        };
        let mut output = ctx.run_ui(input, |ui| bench.frame(ui));
        raster.update(&mut output.textures_delta);
        if !chosen {
            chosen = true;
            let claim = shot.claim.and_then(|number| bench.claim_number(number));
            claim.into_iter().for_each(|id| bench.ask(Request::ShowClaim(id)));
        }
        let waiting = bench.is_busy() && begun.elapsed() < PATIENCE;
        quiet = if waiting { 0 } else { quiet + 1 };
        if quiet > REST {
            let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
            let size = [shot.size.0 as usize, shot.size.1 as usize];
            return raster.draw(&primitives, output.pixels_per_point, size, Color32::WHITE);
        }
        if waiting {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// The coder with the most claims.
fn busiest(project: &Project) -> CoderId {
    let claims = |coder: &&CoderId| -> usize {
        project.stories.values().filter_map(|work| work.work_of(coder)).map(|own| own.claims.len()).sum()
    };
    project.coders().into_iter().max_by_key(claims).cloned().unwrap_or_else(|| CoderId::nearest(""))
}
