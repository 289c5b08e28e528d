//! The system's file dialogs, asked on a thread of their own.
//!
//! The window never waits for them. Where there is none, the answer says so and the built-in
//! [`PathBox`](super::chrome::dialogs::PathBox) is opened instead.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use super::chrome::dialogs::Purpose;
use super::log::dialog_failures;

/// Set to anything, the built-in dialog is used from the start.
const BUILT_IN_VARIABLE: &str = "PRESSMARK_PATH_BOX";
/// After this long without an answer the built-in dialog is offered: a broken portal hangs.
const PATIENCE: Duration = Duration::from_secs(3);

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// These were chosen.
    Paths(Vec<PathBuf>),
    /// The analyst changed their mind.
    Cancelled,
    /// There is no system dialog.
    Unavailable,
}

/// At most one system dialog.
#[derive(Default)]
pub struct Picker {
    running: Option<Running>,
    unavailable: bool,
}

struct Running {
    purpose: Purpose,
    answer: Receiver<Picked>,
    since: Instant,
}

impl Picker {
    /// One that never asks the system: for windows nobody sits at.
    #[must_use]
    pub fn built_in() -> Self {
        Self { unavailable: true, ..Self::default() }
    }

    /// Asks for a path. False if the built-in dialog must be used: the environment says so, or
    /// the system has none. A second dialog while one is open is not opened.
    #[must_use]
    pub fn ask(&mut self, ctx: &egui::Context, purpose: Purpose, start: Option<PathBuf>) -> bool {
        if self.unavailable || std::env::var_os(BUILT_IN_VARIABLE).is_some_and(|value| !value.is_empty()) {
            return false;
        }
        if self.running.is_some() {
            return true;
        }
        let (sender, answer) = channel();
        let repaint = ctx.clone();
        let work = move || {
            // Nobody listens any more if the built-in dialog was taken instead.
            let _ = sender.send(pick(purpose, start));
            repaint.request_repaint();
        };
        if std::thread::Builder::new().name("file dialog".to_owned()).spawn(work).is_err() {
            return false;
        }
        self.running = Some(Running { purpose, answer, since: Instant::now() });
        ctx.request_repaint_after(PATIENCE);
        true
    }

    /// The answer, once.
    pub fn poll(&mut self) -> Option<(Purpose, Picked)> {
        let running = self.running.as_ref()?;
        let picked = match running.answer.try_recv() {
            Ok(picked) => picked,
            Err(TryRecvError::Disconnected) => Picked::Unavailable,
            Err(TryRecvError::Empty) => return None,
        };
        let purpose = running.purpose;
        self.running = None;
        self.unavailable |= picked == Picked::Unavailable;
        Some((purpose, picked))
    }

    /// Whether the system has kept the analyst waiting so long that the built-in dialog should be
    /// offered. It may also be that its dialog is open and being used.
    #[must_use]
    pub fn keeps_waiting(&self) -> Option<Purpose> {
        let running = self.running.as_ref()?;
        (running.since.elapsed() >= PATIENCE).then_some(running.purpose)
    }

    /// Stops waiting; a late answer is not heard.
    pub fn give_up(&mut self) {
        self.running = None;
    }

    /// Shows, when the system keeps the analyst waiting, a line with a way out; true if it was
    /// taken. Stop waiting then and open the built-in dialog.
    pub fn show(&mut self, ui: &mut egui::Ui, theme: &super::theme::Theme) -> Option<Purpose> {
        let purpose = self.keeps_waiting()?;
        let frame = egui::Frame::popup(ui.style()).fill(theme.paper);
        let area = egui::Area::new(egui::Id::unique("waiting for a file dialog"))
            .order(egui::Order::Foreground)
            .anchor(egui::Align2::CENTER_TOP, egui::vec2(0.0, 44.0));
        let shown = area.show(ui.ctx(), |ui| {
            frame
                .show(ui, |ui| {
                    ui.horizontal(|ui| {
                        ui.label("Waiting for the system\u{2019}s file dialog.");
                        ui.button("Use the built-in dialog").clicked()
                    })
                    .inner
                })
                .inner
        });
        if shown.inner {
            self.give_up();
            return Some(purpose);
        }
        None
    }
}

fn pick(purpose: Purpose, start: Option<PathBuf>) -> Picked {
    let failures = dialog_failures();
    let mut dialog = rfd::FileDialog::new().set_title(purpose.title());
    if let Some(start) = start {
        dialog = dialog.set_directory(start);
    }
    let paths = if let Some(name) = purpose.proposed() {
        let dialog = dialog.set_file_name(name).add_filter(purpose.kinds_of_files(), &purpose.extensions());
        dialog.save_file().map(|file| vec![file])
    } else if purpose.wants_files() {
        dialog
            .add_filter(purpose.kinds_of_files(), &purpose.extensions())
            .add_filter("All files", &["*"])
            .pick_files()
    } else {
        dialog.pick_folder().map(|folder| vec![folder])
    };
    match paths {
        Some(paths) if !paths.is_empty() => Picked::Paths(paths),
        _ if dialog_failures() > failures => Picked::Unavailable,
        _ => Picked::Cancelled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(picked: Picked) -> Picker {
        let (sender, answer) = channel();
        sender.send(picked).unwrap();
        let running = Running { purpose: Purpose::OpenProject, answer, since: Instant::now() };
        Picker { running: Some(running), unavailable: false }
    }

    #[test]
    fn an_answer_is_given_once() {
        let mut picker = answered(Picked::Cancelled);
        assert_eq!(picker.poll(), Some((Purpose::OpenProject, Picked::Cancelled)));
        assert_eq!(picker.poll(), None);
        assert!(!picker.unavailable);
    }

    #[test]
    fn a_system_without_dialogs_is_asked_once() {
        let mut picker = answered(Picked::Unavailable);
        assert_eq!(picker.poll(), Some((Purpose::OpenProject, Picked::Unavailable)));
        assert!(!picker.ask(&egui::Context::default(), Purpose::OpenProject, None));
    }

    #[test]
    fn a_hung_portal_is_noticed() {
        let (_sender, answer) = channel();
        let since = Instant::now().checked_sub(PATIENCE).unwrap();
        let mut picker =
            Picker { running: Some(Running { purpose: Purpose::Import, answer, since }), unavailable: false };
        assert_eq!(picker.keeps_waiting(), Some(Purpose::Import));
        picker.give_up();
        assert_eq!(picker.keeps_waiting(), None);
    }
}
