//! The processor's time that this thread has used: what a busy machine does meanwhile is not in it.

use std::time::Duration;

/// A moment on the thread's own clock.
#[derive(Clone, Copy)]
pub struct Moment(Duration);

impl Moment {
    pub fn now() -> Self {
        Self(used())
    }

    pub fn elapsed(self) -> Duration {
        used().saturating_sub(self.0)
    }
}

#[cfg(unix)]
fn used() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let used = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(used.tv_sec.unsigned_abs(), u32::try_from(used.tv_nsec).unwrap_or_default())
}

/// Elsewhere the clock on the wall must do.
#[cfg(not(unix))]
fn used() -> Duration {
    static BEGUN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    BEGUN.get_or_init(std::time::Instant::now).elapsed()
}
