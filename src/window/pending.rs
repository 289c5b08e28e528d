//! Something the window waits for, worked out by a thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::JoinHandle;

use egui::Context;

/// What a thread brings, once it has.
pub(crate) enum Pending<T> {
    Waiting(Receiver<T>),
    Here(T),
    /// The thread could not be started, or a fault of ours ended it.
    Broken,
}

impl<T: Send + 'static> Pending<T> {
    /// Has `work` done on a thread; the window is drawn again when it is.
    pub(crate) fn begin(ctx: &Context, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let (sender, receiver) = channel();
        let ctx = ctx.clone();
        let run = move || {
            // Whoever asked may be gone by now. A fault drops the sender, which is heard of too.
            let _ = catch_unwind(AssertUnwindSafe(move || drop(sender.send(work()))));
            ctx.request_repaint();
        };
        match std::thread::Builder::new().name("pending".to_owned()).spawn(run) {
            Ok(_) => Self::Waiting(receiver),
            Err(_) => Self::Broken,
        }
    }

    /// Takes up what has come.
    pub(crate) fn poll(&mut self) {
        if let Self::Waiting(receiver) = self {
            match receiver.try_recv() {
                Ok(come) => *self = Self::Here(come),
                Err(TryRecvError::Disconnected) => *self = Self::Broken,
                Err(TryRecvError::Empty) => {}
            }
        }
    }
}

/// Lets go of something made of many pieces on a thread: giving each of them back takes longer than
/// a frame, and some of it may touch a disk. Whoever must know that it is done waits for the thread.
pub(crate) fn let_go(what: impl Send + 'static) -> Option<JoinHandle<()>> {
    // Where there is no thread to be had, what it was to do is let go of here.
    std::thread::Builder::new().name("letting go".to_owned()).spawn(move || drop(what)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled<T: Send + 'static>(mut pending: Pending<T>) -> Pending<T> {
        while matches!(pending, Pending::Waiting(_)) {
            std::thread::yield_now();
            pending.poll();
        }
        pending
    }

    #[test]
    fn what_comes_is_heard_of_and_so_is_a_fault() {
        let ctx = Context::default();
        assert!(matches!(settled(Pending::begin(&ctx, || 7)), Pending::Here(7)));
        let fault: Pending<u8> = Pending::begin(&ctx, || panic!("as a test of what follows a fault"));
        assert!(matches!(settled(fault), Pending::Broken));
    }
}
