use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use super::output::{Failure, stdout};
use crate::store;
use crate::story::visible;

/// What `pressmark new` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder to make it in; it may exist if it is empty.
    dir: PathBuf,
    /// What to call the project; without it, as the folder.
    #[arg(long)]
    name: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let folder_name = || {
        let name = arguments.dir.file_name().unwrap_or(arguments.dir.as_os_str());
        name.to_string_lossy().into_owned()
    };
    let name = arguments.name.clone().unwrap_or_else(folder_name);
    let opened = store::create(&arguments.dir, &name)?;
    let root = opened.folder.root().to_string_lossy();
    let mut out = stdout();
    writeln!(out, "made {} in {}", visible(&opened.project.name), visible(&root))?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
