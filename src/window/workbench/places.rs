//! What the system says of the user and of where things lie.

use std::path::PathBuf;

use crate::claims::CoderId;
use crate::window::settings::Settings;

/// The sample project's place in a checkout, and beside an installed program.
const SAMPLE: &str = "saves/korea-talks";

/// Where tests and portable installations keep what belongs to no project.
const STATE_VARIABLE: &str = "PRESSMARK_STATE_DIR";

/// The user's own folder for journals that a project's disk has no room for.
pub(super) fn state_folder() -> Option<PathBuf> {
    let named = std::env::var_os(STATE_VARIABLE).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    named.or_else(|| {
        let folders = directories::ProjectDirs::from("", "", "pressmark")?;
        Some(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_owned())
    })
}

/// The coder's name from the system's user name.
pub(super) fn system_coder() -> CoderId {
    let names = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    CoderId::nearest(names.into_iter().find(|name| !name.trim().is_empty()).as_deref().unwrap_or_default())
}

/// The project to open when none is asked for: the last one, else the sample.
pub(super) fn first_project(settings: &Settings) -> Option<PathBuf> {
    let last = settings.recent.paths().first().cloned();
    let beside = || Some(std::env::current_exe().ok()?.parent()?.join(SAMPLE));
    let is_project = |path: &PathBuf| path.join("project.ron").is_file();
    last.filter(is_project)
        .or_else(|| Some(PathBuf::from(SAMPLE)).filter(is_project))
        .or_else(|| beside().filter(is_project))
}
