//! Opening the real window, and saying what is missing where there can be none.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use eframe::NativeOptions;
use egui::{ViewportBuilder, vec2};
use thiserror::Error;

use super::desk::Request;
use super::settings::SettingsFile;
use super::workbench::Workbench;

/// Why no window could be opened.
#[derive(Debug, Error)]
pub enum LaunchError {
    /// There is no display.
    #[error(
        "there is no display: start it in a graphical session (or under Xvfb), or use a verb that needs none, \
         such as \u{201c}pressmark claims PROJECT\u{201d} or \u{201c}pressmark shot PROJECT --out window.png\u{201d}"
    )]
    NoDisplay,
    /// A library of the window system is not installed.
    #[error(
        "a library for windows is missing ({0}): on Debian or Ubuntu install libx11-6 libx11-xcb1 libxcursor1 libxi6 \
         libxkbcommon-x11-0, or use \u{201c}pressmark shot\u{201d}, which needs none"
    )]
    NoWindowLibrary(String),
    /// OpenGL is not there.
    #[error(
        "OpenGL could not be used ({0}): on Debian or Ubuntu install libgl1 libegl1 libgl1-mesa-dri, or use \
         \u{201c}pressmark shot\u{201d}, which needs none"
    )]
    NoGraphics(String),
}

/// Opens the window on `project`, or else on the one that was open last, or the sample; returns
/// when it is closed.
///
/// # Errors
/// What is missing, with the names of the packages and what to run instead.
pub fn launch(project: Option<PathBuf>) -> Result<(), LaunchError> {
    if cfg!(target_os = "linux") && !has_display() {
        return Err(LaunchError::NoDisplay);
    }
    super::log::install();
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
    let options = NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..NativeOptions::default() };
    // A missing libxkbcommon-x11 is told by a panic within the window library, before anything of
    // ours runs.
    let run = || {
        eframe::run_native(
            "Pressmark",
            options,
            Box::new(|cc| {
                cc.egui_ctx.set_fonts(super::fonts::definitions());
                let mut bench = Workbench::start(&cc.egui_ctx, file, settings, project);
                message.into_iter().for_each(|message| bench.ask(Request::Notify(message)));
                Ok(Box::new(bench))
            }),
        )
    };
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(told(&error)),
        Err(panic) => {
            let message = panic.downcast_ref::<String>().cloned();
            let message = message.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            match message.filter(|message| message.contains("xkbcommon")) {
                Some(message) => Err(LaunchError::NoWindowLibrary(message)),
                // A fault of ours: the panic hook has told it, and nothing is to be caught.
                None => std::panic::resume_unwind(panic),
            }
        }
    }
}

fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}

fn told(error: &eframe::Error) -> LaunchError {
    let message = error.to_string();
    match error {
        eframe::Error::WinitEventLoop(_) | eframe::Error::Winit(_)
            if !message.contains("cannot open") && message.contains("DISPLAY") =>
        {
            LaunchError::NoDisplay
        }
        eframe::Error::WinitEventLoop(_) | eframe::Error::Winit(_) => LaunchError::NoWindowLibrary(message),
        _ => LaunchError::NoGraphics(message),
    }
}
