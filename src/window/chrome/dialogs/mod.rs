//! The dialogs. One is open at a time; each closes with Esc and does its first button with Enter.

mod about;
mod coder;
mod history;
mod keys;
mod listing;
mod new_project;
mod path_box;
mod path_field;
mod problems;
mod quit;
mod shell;

pub use path_box::{PathBox, Purpose};

use std::collections::BTreeSet;
use std::path::PathBuf;

use egui::Ui;

use crate::project::StepId;
use crate::store::Finding;
use crate::window::desk::{Desk, Request};
use shell::Step;

/// The open dialog, if any.
#[derive(Default)]
pub struct Dialogs {
    open: Option<Dialog>,
}

enum Dialog {
    Path(Box<PathBox>),
    NewProject(Box<new_project::NewProject>),
    Coder(coder::ChangeCoder),
    Problems(Vec<Finding>),
    History(Box<history::History>),
    Keys,
    About,
    Quit(quit::QuitUnsaved),
}

/// An answer that is no request to change or open anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Leave although something is not saved.
    QuitAnyway,
    /// Go on trying to save, and stay.
    KeepTrying,
    /// Save a copy of the project somewhere else.
    SaveCopy,
    /// The folder that was asked for with [`Purpose::SaveCopy`].
    CopyTo(PathBuf),
}

impl Dialogs {
    /// Whether a dialog has the keyboard.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Asks for a path with the built-in dialog.
    pub fn pick(&mut self, purpose: Purpose, start: Option<PathBuf>, recent: &[PathBuf]) {
        self.open = Some(Dialog::Path(Box::new(PathBox::new(purpose, start, recent))));
    }

    /// Asks what a new project is called and where it goes.
    pub fn new_project(&mut self, start: Option<PathBuf>) {
        self.open = Some(Dialog::NewProject(Box::new(new_project::NewProject::new(start))));
    }

    /// Asks whose claims are made from now on.
    pub fn change_coder(&mut self, now: &str) {
        self.open = Some(Dialog::Coder(coder::ChangeCoder::new(now)));
    }

    /// Lists what could not be read.
    pub fn problems(&mut self, findings: Vec<Finding>) {
        self.open = Some(Dialog::Problems(findings));
    }

    /// Lists every step, with those marked that were restored after a crash, and goes back to any.
    pub fn history(&mut self, restored: BTreeSet<StepId>, filter: &str) {
        self.open = Some(Dialog::History(Box::new(history::History::new(restored, filter))));
    }

    /// Shows every key.
    pub fn keys(&mut self) {
        self.open = Some(Dialog::Keys);
    }

    /// Says what this program is.
    pub fn about(&mut self) {
        self.open = Some(Dialog::About);
    }

    /// Asks what to do when the analyst leaves and something cannot be saved.
    pub fn quit_unsaved(&mut self, reason: &str) {
        self.open = Some(Dialog::Quit(quit::QuitUnsaved::new(reason)));
    }

    /// Shows the open dialog.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk) -> Option<Answer> {
        let ctx = ui.ctx().clone();
        let step = match self.open.as_mut()? {
            Dialog::Path(dialog) => dialog.show(&ctx, desk),
            Dialog::NewProject(dialog) => dialog.show(&ctx, desk),
            Dialog::Coder(dialog) => dialog.show(&ctx, desk),
            Dialog::Problems(findings) => problems::show(&ctx, desk, findings),
            Dialog::History(dialog) => dialog.show(&ctx, desk),
            Dialog::Keys => keys::show(&ctx, desk),
            Dialog::About => about::show(&ctx, desk),
            Dialog::Quit(dialog) => dialog.show(&ctx, desk),
        };
        if step == Step::Stay {
            return None;
        }
        self.open = None;
        // Before the outcome, which may want the keyboard elsewhere.
        desk.ask(Request::FocusArticle);
        match step {
            Step::Ask(request) => desk.ask(request),
            Step::Answer(answer) => return Some(answer),
            Step::Stay | Step::Close => {}
        }
        None
    }
}
