use serde::Serialize;

use crate::story::visible;

/// Something in a project's files that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The file or folder, from the project's folder, with `/` between its parts.
    pub file: String,
    /// The line it stands in, from 1, where one can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What is wrong, as a sentence without its full stop.
    pub problem: String,
    /// What can be done about it, in whole sentences.
    pub remedy: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&visible(&self.file))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}. {}", visible(&self.problem), visible(&self.remedy))
    }
}

/// Why one file cannot be used; becomes a [`Finding`] once it is said which file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Damage {
    pub line: Option<usize>,
    pub problem: String,
    pub remedy: String,
    /// Whether an earlier copy in its place would mend it.
    pub by_copy: bool,
}

/// The remedy for a file that nothing but an earlier copy or a patient hand can mend.
pub(super) const MEND: &str =
    "Pressmark leaves it as it is: correct it by hand or bring back an earlier copy.";

impl Damage {
    pub fn new(problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { line: None, problem: problem.into(), remedy: remedy.into(), by_copy: false }
    }

    /// Damage that only an earlier copy or a patient hand can mend.
    pub fn to_mend(problem: impl Into<String>) -> Self {
        Self::new(problem, MEND).or_by_copy()
    }

    /// Damage whose remedy is not the only one: an earlier copy would mend it too.
    pub fn or_by_copy(self) -> Self {
        Self { by_copy: true, ..self }
    }

    pub fn on_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }

    pub fn of(self, file: impl Into<String>) -> Finding {
        Finding { file: file.into(), line: self.line, problem: self.problem, remedy: self.remedy }
    }

    /// The same, said where a folder was needed for something else.
    pub fn in_the_way(self, folder: &str) -> Self {
        let problem = format!("needs the folder {folder}, and that {}", self.problem);
        Self { problem, ..self }
    }

    /// The problem with its line, as a reason given elsewhere than beside the file's name.
    pub fn reason(&self) -> String {
        match self.line {
            Some(line) => format!("{} (line {line})", self.problem),
            None => self.problem.clone(),
        }
    }
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&visible(&self.reason()))
    }
}

impl std::error::Error for Damage {}

/// For functions whose other troubles are the system's;
/// [`SaveFailure::of_io`](super::SaveFailure) finds it again.
impl From<Damage> for std::io::Error {
    fn from(damage: Damage) -> Self {
        Self::other(damage)
    }
}
