//! What the system says of the user and of where things lie.

use std::path::{Path, PathBuf};

use crate::claims::CoderId;

/// The folder of the analyst's copy of the sample project, among what is the program's own.
const SAMPLE: &str = "sample/korea-talks";

/// Where tests and portable installations keep what belongs to no project.
const STATE_VARIABLE: &str = "PRESSMARK_STATE_DIR";

/// The folders of what is the program's own and belongs to no project.
#[derive(Clone, Debug, Default)]
pub struct Homes {
    /// For journals that a project's disk has no room for.
    state: Option<PathBuf>,
    /// For the copy of the sample project.
    data: Option<PathBuf>,
}

impl Homes {
    /// The user's own.
    #[must_use]
    pub fn of_user() -> Self {
        if let Some(folder) = std::env::var_os(STATE_VARIABLE).filter(|folder| !folder.is_empty()) {
            return Self::under(&PathBuf::from(folder));
        }
        directories::ProjectDirs::from("", "", "pressmark").map_or_else(Self::default, |folders| Self {
            state: Some(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_owned()),
            data: Some(folders.data_dir().to_owned()),
        })
    }

    /// All in one folder.
    #[must_use]
    pub fn under(folder: &Path) -> Self {
        Self { state: Some(folder.to_owned()), data: Some(folder.to_owned()) }
    }

    /// The user's own folder for journals that a project's disk has no room for.
    pub(super) fn state(&self) -> Option<&Path> {
        self.state.as_deref()
    }

    /// Where the analyst's copy of the sample project lies, or is to lie.
    pub(super) fn sample(&self) -> Option<PathBuf> {
        Some(self.data.as_ref()?.join(SAMPLE))
    }
}

/// The coder's name from the system's user name.
pub(super) fn system_coder() -> CoderId {
    let names = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    CoderId::nearest(names.into_iter().find(|name| !name.trim().is_empty()).as_deref().unwrap_or_default())
}
