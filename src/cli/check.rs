use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use super::output::{Failure, complain, stdout};
use crate::store;

/// What `pressmark check` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The project's folder.
    project: PathBuf,
    /// Print a list for other programs.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let findings = store::check(&arguments.project)?;
    let mut out = stdout();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &findings).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        for finding in &findings {
            writeln!(out, "{finding}")?;
        }
        if findings.is_empty() {
            writeln!(out, "all is well")?;
        }
    }
    out.flush()?;
    if findings.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    complain(&match findings.len() {
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    });
    Ok(ExitCode::FAILURE)
}
