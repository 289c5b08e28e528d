//! Standard output and standard error.

use std::io::{self, BufWriter, StdoutLock, Write as _};
use std::process::ExitCode;

use crate::store::StoreError;

/// Why a verb could not do its work.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something is wrong with the data.
    Data(String),
    /// Nobody can be told: standard output takes no more.
    Output(io::Error),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Data(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Says it on standard error; gives the exit status.
    pub fn report(self) -> ExitCode {
        match self {
            // Whoever read the output, such as `head`, has seen enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            Self::Output(error) => complain(&format!("the output cannot be written: {error}")),
            Self::Data(message) => complain(&message),
        }
        ExitCode::FAILURE
    }
}

/// One line on standard error. Should that be closed, there is nobody to tell.
pub(super) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "pressmark: {message}");
}

/// Standard output, for many lines.
pub(super) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}
