//! Warnings to standard error, and an ear for the system's file dialog.
//!
//! `rfd` answers "nothing chosen" both when the analyst cancels and when there is no dialog to
//! show; only its log tells the two apart.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use log::{Level, LevelFilter, Log, Metadata, Record};

static DIALOG_FAILURES: AtomicU64 = AtomicU64::new(0);
/// Whether the libraries' own warnings are passed on.
static LIBRARIES_SPEAK: AtomicBool = AtomicBool::new(false);
static LOGGER: WindowLog = WindowLog;

/// A message longer than this may be quoting what it complains about.
const LONGEST: usize = 300;

struct WindowLog;

/// Begins to listen. Does nothing if some other logger was there first.
pub fn install() {
    if log::set_logger(&LOGGER).is_ok() {
        log::set_max_level(LevelFilter::Warn);
    }
}

/// From now on passes on the errors of the window's libraries. Before there is a window they tell of
/// each thing they try in vain; if all of it is in vain, the one sentence of
/// [`LaunchError`](super::launch::LaunchError) says so.
pub fn let_libraries_speak() {
    LIBRARIES_SPEAK.store(true, Ordering::SeqCst);
}

/// How often the system's file dialog could not be shown so far.
#[must_use]
pub fn dialog_failures() -> u64 {
    DIALOG_FAILURES.load(Ordering::SeqCst)
}

impl Log for WindowLog {
    fn enabled(&self, metadata: &Metadata) -> bool {
        metadata.level() <= Level::Warn
    }

    fn log(&self, record: &Record) {
        if !self.enabled(record.metadata()) {
            return;
        }
        if is_dialog_failure(record.target(), record.level()) {
            DIALOG_FAILURES.fetch_add(1, Ordering::SeqCst);
            // The built-in dialog opens instead; there is nothing to warn of.
            return;
        }
        // What the window's libraries have to say is not for the analyst, unless it is an error.
        let ours = record.target().starts_with("pressmark");
        let is_error = record.level() == Level::Error;
        let heard = ours || (is_error && LIBRARIES_SPEAK.load(Ordering::SeqCst));
        if !heard {
            return;
        }
        let message = record.args().to_string();
        let end = message.floor_char_boundary(LONGEST);
        let text = super::chrome::text::plain(&message[..end]).into_owned();
        eprintln!("pressmark: {}: {text}", record.level().as_str().to_lowercase());
    }

    fn flush(&self) {}
}

fn is_dialog_failure(target: &str, level: Level) -> bool {
    (target == "rfd" || target.starts_with("rfd::")) && level == Level::Error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_errors_of_the_dialog_count() {
        assert!(is_dialog_failure("rfd::backend::xdg_desktop_portal", Level::Error));
        assert!(!is_dialog_failure("rfd::backend", Level::Warn));
        assert!(!is_dialog_failure("rfdx", Level::Error));
        let before = dialog_failures();
        let record = Record::builder().target("rfd").level(Level::Error).args(format_args!("no")).build();
        LOGGER.log(&record);
        assert_eq!(dialog_failures(), before + 1);
    }
}
