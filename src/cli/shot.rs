use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::output::Failure;
use crate::claims::CoderId;
use crate::store;
use crate::story::{StoryId, visible};
use crate::window::shot::{Shot, draw};
use crate::window::theme::Look;

/// What `pressmark shot` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The project's folder.
    project: PathBuf,
    /// The story to show; without it, the first of the list.
    #[arg(long)]
    story: Option<String>,
    /// Whose claims to show; without it, those of the coder with the most.
    #[arg(long)]
    coder: Option<String>,
    /// The number of a claim to choose, in reading order from 1.
    #[arg(long)]
    claim: Option<usize>,
    /// Width and height in pixels.
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1440x900", value_parser = size)]
    size: (u32, u32),
    /// The look.
    #[arg(long, value_enum, default_value = "light")]
    theme: Theme,
    /// How much larger than its own size everything is.
    #[arg(long, default_value_t = 1.0)]
    zoom: f32,
    /// The PNG file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Theme {
    Light,
    Dark,
    Contrast,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let opened = store::open(&arguments.project)?;
    let story = arguments.story.as_deref().map(|name| known_story(&opened.project, name)).transpose()?;
    let coder = arguments.coder.clone().map(CoderId::try_from).transpose();
    let coder = coder.map_err(|error| Failure::Data(error.to_string()))?;
    let look = match arguments.theme {
        Theme::Light => Look::Light,
        Theme::Dark => Look::Dark,
        Theme::Contrast => Look::Contrast,
    };
    let shot = Shot {
        story,
        coder,
        claim: arguments.claim,
        size: arguments.size,
        zoom: arguments.zoom.clamp(0.3, 5.0),
        look,
    };
    let image = draw(opened, &shot);
    let failed = |error: image::ImageError| {
        let file = arguments.out.to_string_lossy();
        Failure::Data(format!("{} could not be written: {error}", visible(&file)))
    };
    image.save_with_format(&arguments.out, image::ImageFormat::Png).map_err(failed)?;
    Ok(ExitCode::SUCCESS)
}

fn known_story(project: &crate::project::Project, name: &str) -> Result<StoryId, Failure> {
    let known = StoryId::try_from(name.to_owned()).ok().filter(|id| project.story(id).is_some());
    known.ok_or_else(|| Failure::Data(format!("the project has no story called {}", visible(name))))
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let sides =
        text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    let fits = |side: u32| (200..=8192).contains(&side);
    sides
        .filter(|(width, height)| fits(*width) && fits(*height))
        .ok_or_else(|| "two numbers from 200 to 8192, such as 1440x900".to_owned())
}
