//! Drives the store for a tester that kills, starves and lies to it at every step.
//!
//! ```text
//! durability PATH prepare DIR
//! durability PATH save-loop DIR N
//! durability PATH verify DIR ACKED ATTEMPTED
//! ```
//!
//! PATH is one of the ways on which files are written. `save-loop` makes N saves, each a revision
//! one higher than the last found, and prints `BEGIN r` and then `ACK r` once the save is durable or
//! `FAIL r reason`; at last `DONE`. `verify` opens the project as the program does, and ends with 0
//! if all of it is whole and of one revision between ACKED and ATTEMPTED; 0 is "no project yet".
#![allow(clippy::print_stdout, reason = "the tester reads it")]

mod arrivals;
mod paths;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// A way on which files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Way {
    /// A story's claims file, without a journal.
    Story,
    /// The journal; the files of several stories follow.
    Journal,
    /// History packed after each save.
    Pack,
    /// The first writes of a project in the first format.
    Migrate,
    /// Saves over what another program wrote meanwhile.
    Merge,
    /// New stories with their pictures.
    Import,
    /// Several new stories made aside while they are read, which come in as one step.
    Bring,
    /// A picture added by hand to a story that is there.
    Lay,
    /// A story's text taken from a better source, with the claims on it.
    Correct,
    /// The index, made true after each save.
    Index,
    /// A backup before each save, and the newest taken in place of a damaged file.
    Backup,
}

impl Way {
    /// Whether the window's journal is at work.
    fn has_journal(self) -> bool {
        matches!(self, Self::Journal | Self::Pack | Self::Bring | Self::Lay | Self::Correct)
    }
}

#[derive(Parser)]
struct Arguments {
    way: Way,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Makes what a run begins with.
    Prepare { dir: PathBuf },
    /// Saves and saves.
    SaveLoop { dir: PathBuf, saves: u64 },
    /// Looks whether all is well.
    Verify { dir: PathBuf, acked: u64, attempted: u64 },
}

fn main() -> ExitCode {
    let Arguments { way, task } = Arguments::parse();
    let done = match task {
        Task::Prepare { dir } => paths::prepare(way, &dir),
        Task::SaveLoop { dir, saves } => paths::save_loop(way, &dir, saves),
        Task::Verify { dir, acked, attempted } => paths::verify(way, &dir, acked, attempted),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}
