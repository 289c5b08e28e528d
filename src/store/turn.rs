//! Turns of programs that write into one folder.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a turn is waited for, and how often it is asked for.
const TURN: (Duration, Duration) = (Duration::from_millis(500), Duration::from_millis(2));

/// The right to replace files in a folder, while it is held. It is asked of the folder and never of the
/// files, which a lock would close to readers on some systems.
pub(super) struct Turn {
    _folder: Option<File>,
}

impl Turn {
    /// Takes it as soon as nobody else has it; where there are no such locks, or somebody holds on to it,
    /// goes on without: that is then as safe as the last look at the file.
    pub fn take(folder: &Path) -> Self {
        let Ok(folder) = File::open(folder) else { return Self { _folder: None } };
        let (patience, pause) = TURN;
        let begun = Instant::now();
        while let Err(TryLockError::WouldBlock) = folder.try_lock() {
            if begun.elapsed() > patience {
                break;
            }
            std::thread::sleep(pause);
        }
        Self { _folder: Some(folder) }
    }
}
