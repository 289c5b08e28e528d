//! Opening the real window, and saying what is missing where there can be none.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use eframe::NativeOptions;
use egui::{ViewportBuilder, vec2};
use thiserror::Error;

use super::desk::Request;
use super::fonts::SystemFonts;
use super::settings::SettingsFile;
use super::workbench::{Homes, Workbench};

/// Why no window could be opened.
#[derive(Debug, Error)]
pub enum LaunchError {
    /// There is no display.
    #[error("there is no display: start it in a graphical session (or under Xvfb), or {INSTEAD}")]
    NoDisplay,
    /// There should be one, but nobody answers.
    #[error("the display {0} does not answer: start it in a graphical session (or under Xvfb), or {INSTEAD}")]
    DeadDisplay(String),
    /// A library of the window system is not installed.
    #[error(
        "a library for windows is missing ({0}): on Debian or Ubuntu install libx11-6 libx11-xcb1 libxcursor1 libxi6 \
         libxkbcommon-x11-0, or {INSTEAD}"
    )]
    NoWindowLibrary(String),
    /// OpenGL is not there.
    #[error(
        "OpenGL could not be used ({0}): on Debian or Ubuntu install libgl1 libegl1 libgl1-mesa-dri, or {INSTEAD}"
    )]
    NoGraphics(String),
    /// The window was there and is gone.
    #[error("the window was lost ({0}): is the display still there? Start it again to go on")]
    Lost(String),
}

/// What works where no window does.
const INSTEAD: &str = "use a verb that needs none, such as \u{201c}pressmark claims PROJECT\u{201d} or \
    \u{201c}pressmark shot PROJECT --out window.png\u{201d}";

/// The variables that name a display, those that are tried first before the others.
const DISPLAYS: [&str; 3] = ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"];

/// Opens the window on `project`, or else on the one that was open last, or the sample; returns
/// when it is closed.
///
/// # Errors
/// What is missing, with the names of the packages and what to run instead.
pub fn launch(project: Option<PathBuf>) -> Result<(), LaunchError> {
    if cfg!(target_os = "linux") && display().is_none() {
        return Err(LaunchError::NoDisplay);
    }
    super::log::install();
    super::fonts::prepare();
    let (file, settings, message) = SettingsFile::open();
    let place = settings.window;
    let (width, height) = place.size.unwrap_or((1440.0, 900.0));
    let mut viewport = ViewportBuilder::default()
        .with_title("Pressmark")
        .with_app_id("pressmark")
        .with_inner_size(vec2(width, height))
        .with_min_inner_size(vec2(560.0, 360.0))
        .with_maximized(place.maximised)
        .with_drag_and_drop(true);
    if let Some((x, y)) = place.position {
        viewport = viewport.with_position(egui::pos2(x, y));
    }
    let options = NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        // They are asked after the bundled ones.
        system_font_fallback: false,
        ..NativeOptions::default()
    };
    let started = Cell::new(false);
    let run = || {
        eframe::run_native(
            "Pressmark",
            options,
            Box::new(|cc| {
                started.set(true);
                super::log::let_libraries_speak();
                super::fonts::install(&cc.egui_ctx);
                let fonts = Arc::new(SystemFonts::default());
                cc.egui_ctx.add_font_provider(fonts.clone());
                let mut bench = Workbench::start(&cc.egui_ctx, file, settings, Homes::of_user(), project);
                bench.once_shown(move || fonts.prepare());
                message.into_iter().for_each(|message| bench.ask(Request::Notify(message)));
                Ok(Box::new(bench))
            }),
        )
    };
    hush_missing_libraries();
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) if started.get() => Err(LaunchError::Lost(cause(&error))),
        Ok(Err(error)) => Err(told(&error)),
        Err(panic) => match missing_library(&*panic) {
            Some(message) => Err(LaunchError::NoWindowLibrary(message.to_owned())),
            // A fault of ours: the panic hook has told it, and nothing is to be caught.
            None => std::panic::resume_unwind(panic),
        },
    }
}

/// A missing libxkbcommon-x11 is told by a panic within the window library, before anything of
/// ours runs. It is told in our words, so the panic need not print its own.
fn hush_missing_libraries() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if missing_library(info.payload()).is_none() {
            usual(info);
        }
    }));
}

/// What a panic says of a library that could not be loaded, if that is what it is about.
fn missing_library(panic: &(dyn Any + Send)) -> Option<&str> {
    let message = panic.downcast_ref::<String>().map(String::as_str);
    let message = message.or_else(|| panic.downcast_ref::<&str>().copied())?;
    message.contains("libxkbcommon").then_some(message.trim_end_matches('.'))
}

/// The display that will be tried.
fn display() -> Option<String> {
    let values = DISPLAYS.iter().filter_map(std::env::var_os).filter(|value| !value.is_empty());
    values.map(|value| super::chrome::text::plain(&value.to_string_lossy()).into_owned()).next()
}

fn told(error: &eframe::Error) -> LaunchError {
    match error {
        eframe::Error::WinitEventLoop(_) | eframe::Error::Winit(_) => {
            let cause = cause(error);
            if cause.contains("librar") || cause.contains("cannot open") {
                LaunchError::NoWindowLibrary(cause)
            } else {
                display().map_or(LaunchError::NoDisplay, LaunchError::DeadDisplay)
            }
        }
        _ => LaunchError::NoGraphics(cause(error)),
    }
}

/// What an error says of its cause, without the place in the window library's source.
fn cause(error: &eframe::Error) -> String {
    let message = match error {
        // The template it goes on about helps nobody.
        eframe::Error::NoGlutinConfigs(_, cause) => cause.to_string(),
        _ => error.to_string(),
    };
    let after_place = message.split_once("os error at ").and_then(|(_, rest)| rest.split_once(": "));
    after_place.map_or(message.clone(), |(_, cause)| cause.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_missing_library_is_hushed() {
        let told = "Library libxkbcommon-x11.so could not be loaded.".to_owned();
        let panic: Box<dyn Any + Send> = Box::new(told);
        assert_eq!(missing_library(&*panic), Some("Library libxkbcommon-x11.so could not be loaded"));
        let panic: Box<dyn Any + Send> = Box::new("index out of bounds");
        assert_eq!(missing_library(&*panic), None);
    }

    #[test]
    fn each_says_what_to_run_instead() {
        let errors = [
            LaunchError::NoDisplay,
            LaunchError::DeadDisplay(":7".to_owned()),
            LaunchError::NoWindowLibrary("x".to_owned()),
            LaunchError::NoGraphics("x".to_owned()),
        ];
        for error in errors {
            let told = error.to_string();
            assert!(told.contains("pressmark shot PROJECT --out window.png"), "{told}");
            assert!(!told.contains('\n'), "{told}");
        }
    }
}
