//! The command line: the same work without a window.
//!
//! Exit status 0; 1 if something was wrong with the data, said on standard error; 2 for wrong use.

mod check;
mod claims;
mod import;
mod inspect;
mod new;
mod output;
mod review;
mod rows;
mod search;
mod shot;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::output::Failure;
use crate::story::visible;

/// A desktop workbench for hand-annotating news.
#[derive(Debug, Parser)]
#[command(name = "pressmark", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// What to do; without it, the window opens.
    #[command(subcommand)]
    verb: Option<Verb>,
    /// The project to open.
    project: Option<PathBuf>,
}

/// What can be done without a window. One module each.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Make an empty project with the default code book.
    New(new::Arguments),
    /// List the claims, one a row.
    Claims(claims::Arguments),
    /// Find words in a whole project, each between the words around it.
    Search(search::Arguments),
    /// List what is worth a second look before work on a story is done.
    Review(review::Arguments),
    /// Verify everything in a project.
    Check(check::Arguments),
    /// Add stories to a project.
    Import(import::Arguments),
    /// Show what an import would make of a file.
    Inspect(inspect::Arguments),
    /// Draw the window as a picture, without a display.
    Shot(shot::Arguments),
}

/// Does what the command line asks for.
#[must_use]
pub fn run() -> ExitCode {
    // Clap itself ends the program with status 2 for wrong use.
    let arguments = Arguments::parse();
    let result = match arguments.verb {
        Some(Verb::New(arguments)) => new::run(&arguments),
        Some(Verb::Claims(arguments)) => claims::run(&arguments),
        Some(Verb::Search(arguments)) => search::run(&arguments),
        Some(Verb::Review(arguments)) => review::run(&arguments),
        Some(Verb::Check(arguments)) => check::run(&arguments),
        Some(Verb::Import(arguments)) => import::run(&arguments),
        Some(Verb::Inspect(arguments)) => inspect::run(&arguments),
        Some(Verb::Shot(arguments)) => shot::run(&arguments),
        None => window(arguments.project),
    };
    result.unwrap_or_else(|failure| failure.report())
}

/// The encoding an argument names.
fn encoding(label: &str) -> Result<crate::import::Encoding, String> {
    let unknown =
        || "no such encoding; names are those of the web: utf-8, gbk, big5, windows-1252 …".to_owned();
    crate::import::Encoding::named(label).ok_or_else(unknown)
}

/// Opens the window.
fn window(project: Option<PathBuf>) -> Result<ExitCode, Failure> {
    if let Some(path) = project.as_ref().filter(|path| !path.exists()) {
        let path = visible(&path.to_string_lossy());
        return Err(Failure::Data(format!("there is no folder {path}")));
    }
    if let Some(path) = project.as_ref().filter(|path| !path.is_dir()) {
        let path = visible(&path.to_string_lossy());
        return Err(Failure::Data(format!(
            "{path} is no project\u{2019}s folder; to add a file to a project: pressmark import FILE --into PROJECT"
        )));
    }
    crate::window::launch::launch(project).map_err(|error| Failure::Data(error.to_string()))?;
    Ok(ExitCode::SUCCESS)
}
