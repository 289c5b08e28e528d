//! The dialogs. One is open at a time; each closes with Esc and does its first button with Enter.

mod about;
mod actors;
mod again;
mod codebook;
mod coder;
mod correct;
mod details;
mod encoding;
mod everywhere;
mod history;
mod imported;
mod in_use;
mod keys;
mod link;
mod listing;
mod new_project;
mod paste;
mod path_box;
mod path_field;
mod problems;
mod purpose;
mod quit;
mod recount;
mod replace;
mod restore;
mod review;
mod set_field;
mod shell;
mod tag_as;

pub use again::{Again, NewSource};
pub use path_box::PathBox;
pub use purpose::Purpose;
pub use restore::RestoreFrom;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, Ui};

use crate::claims::{ActorId, CodeBook, KindId};
use crate::import::{Doubt, Imported, PastedAs, Report};
use crate::project::{Project, StepId, Use};
use crate::store::{Finding, Folder, Holder};
use crate::story::StoryId;
use crate::window::desk::{Desk, Request};
use crate::window::several::Several;
use shell::Step;

/// The open dialog, if any.
#[derive(Default)]
pub struct Dialogs {
    open: Option<Dialog>,
    /// The code book's editor while a file is asked for from it; then it is shown again as it was.
    behind: Option<Box<codebook::Editor>>,
    /// The corrected words that were typed and not applied when their dialog was left.
    left: Option<correct::Draft>,
}

enum Dialog {
    Path(Box<PathBox>),
    NewProject(Box<new_project::NewProject>),
    Coder(coder::ChangeCoder),
    Problems(problems::Problems),
    Restore(Box<restore::Restore>),
    History(Box<history::History>),
    Correct(Box<correct::Correct>),
    Review(review::Review),
    Details(Box<details::Details>),
    Again(Box<Again>),
    Actors(Box<actors::Registry>),
    Paste(Box<paste::Paste>),
    CodeBook(Box<codebook::Editor>),
    Everywhere(Box<everywhere::Everywhere>),
    SetField(Box<set_field::SetField>),
    Keys(keys::KeysPage),
    TagAs(tag_as::TagAs),
    Link(Box<link::LinkTo>),
    About,
    Quit(quit::QuitUnsaved),
    Replace(replace::Replace),
    InUse(in_use::InUse),
    Imported(imported::Imported),
    Encoding(encoding::ChooseEncoding),
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

    /// Whether Enter begins a line in the field of a dialog that has the keyboard, and Ctrl+Enter accepts.
    #[must_use]
    pub fn begins_lines(ctx: &Context) -> bool {
        correct::has_keyboard(ctx)
    }

    /// Asks for a path with the built-in dialog.
    pub fn pick(&mut self, purpose: Purpose, start: Option<PathBuf>, recent: &[PathBuf]) {
        self.put_behind();
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

    /// Lists what could not be read, and offers backups of what is damaged in `folder`.
    pub fn problems(&mut self, ctx: &Context, findings: Vec<Finding>, folder: Option<Folder>) {
        self.open = Some(Dialog::Problems(problems::Problems::new(ctx, findings, folder)));
    }

    /// Lists the backups of a coder's claims on a story.
    pub fn restore(&mut self, ctx: &Context, from: RestoreFrom) {
        self.open = Some(Dialog::Restore(Box::new(restore::Restore::new(ctx, from))));
    }

    /// Lists every step, with those marked that were restored after a crash, and goes back to any.
    pub fn history(&mut self, restored: BTreeSet<StepId>, filter: &str) {
        self.open = Some(Dialog::History(Box::new(history::History::new(restored, filter))));
    }

    /// Asks for the right words of a story's block, which are these now.
    pub fn correct(&mut self, story: StoryId, block: usize, words: &str, caret: usize) {
        let left = self.left.take();
        self.open = Some(Dialog::Correct(Box::new(correct::Correct::new(story, block, words, caret, left))));
    }

    /// Lists the coder's passages that are not at their place since a story's text changed.
    pub fn review(&mut self, story: StoryId) {
        self.open = Some(Dialog::Review(review::Review::new(story)));
    }

    /// Shows what is known of a story beside its text, to be changed.
    pub fn details(&mut self, story: StoryId) {
        self.open = Some(Dialog::Details(Box::new(details::Details::new(story))));
    }

    /// Shows what a new source would make of a story, before it is taken.
    pub fn again(&mut self, dialog: Again) {
        self.open = Some(Dialog::Again(Box::new(dialog)));
    }

    /// Lists the actors, and shows the page of this one.
    pub fn actors(&mut self, chosen: Option<ActorId>) {
        self.open = Some(Dialog::Actors(Box::new(actors::Registry::new(chosen))));
    }

    /// Shows each way in which a paste was understood, `first` of all, and why not in another.
    pub fn paste(&mut self, ways: Vec<(PastedAs, Imported)>, first: PastedAs, refused: Option<String>) {
        self.open = Some(Dialog::Paste(Box::new(paste::Paste::new(ways, first, refused))));
    }

    /// Opens the editor of the code book.
    pub fn code_book(&mut self) {
        self.open = Some(Dialog::CodeBook(Box::default()));
    }

    /// Opens the editor at the kinds of a code book that was read, to be taken.
    pub fn take_kinds(&mut self, name: &str, book: CodeBook, project: &Project) {
        self.put_behind();
        let mut editor = self.behind.take().unwrap_or_default();
        editor.take_kinds(name, book, project);
        self.open = Some(Dialog::CodeBook(editor));
    }

    /// Lists every place where a phrase stands, to be tagged.
    pub fn everywhere(&mut self, story: StoryId, phrase: String, kind: Option<KindId>) {
        self.open = Some(Dialog::Everywhere(Box::new(everywhere::Everywhere::new(story, phrase, kind))));
    }

    /// Asks which field of several claims becomes what.
    pub fn set_field(&mut self, several: Several) {
        self.open = Some(Dialog::SetField(Box::new(set_field::SetField::new(several))));
    }

    /// Asks which claim this one is linked with, and how.
    pub fn link(&mut self, from: Use, codebook: &CodeBook) {
        self.open = Some(Dialog::Link(Box::new(link::LinkTo::new(from, codebook))));
    }

    /// Asks which kind to tag with.
    pub fn tag_as(&mut self) {
        self.open = Some(Dialog::TagAs(tag_as::TagAs::default()));
    }

    /// Shows every key.
    pub fn keys(&mut self) {
        self.open = Some(Dialog::Keys(keys::KeysPage::default()));
    }

    /// Says what this program is.
    pub fn about(&mut self) {
        self.open = Some(Dialog::About);
    }

    /// Asks what to do when the analyst leaves and something cannot be saved.
    pub fn quit_unsaved(&mut self, reason: &str) {
        self.open = Some(Dialog::Quit(quit::QuitUnsaved::new(reason)));
    }

    /// Asks whether a file may go in whose place one is to be written.
    pub fn replace(&mut self, purpose: Purpose, path: PathBuf) {
        self.put_behind();
        self.open = Some(Dialog::Replace(replace::Replace::new(purpose, path)));
    }

    /// Says who has the project open, and asks how to go on.
    pub fn in_use(&mut self, holder: &Holder) {
        self.open = Some(Dialog::InUse(in_use::InUse::new(holder)));
    }

    /// Lists what an import did with every file.
    pub fn imported(&mut self, report: Arc<Report>) {
        self.open = Some(Dialog::Imported(imported::Imported::new(report)));
    }

    /// Lists how a text that is being imported would begin in each encoding.
    pub fn encoding(&mut self, doubt: Arc<Doubt>) {
        self.open = Some(Dialog::Encoding(encoding::ChooseEncoding::new(doubt)));
    }

    /// Keeps the code book's editor, if it is open, for when the dialog that takes its place closes.
    fn put_behind(&mut self) {
        match self.open.take() {
            Some(Dialog::CodeBook(editor)) => self.behind = Some(editor),
            other => self.open = other,
        }
    }

    /// Shows the open dialog.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk) -> Option<Answer> {
        let ctx = ui.ctx().clone();
        let step = match self.open.as_mut()? {
            Dialog::Path(dialog) => dialog.show(&ctx, desk),
            Dialog::NewProject(dialog) => dialog.show(&ctx, desk),
            Dialog::Coder(dialog) => dialog.show(&ctx, desk),
            Dialog::Problems(dialog) => dialog.show(&ctx, desk),
            Dialog::Restore(dialog) => dialog.show(&ctx, desk),
            Dialog::History(dialog) => dialog.show(&ctx, desk),
            Dialog::Correct(dialog) => dialog.show(&ctx, desk),
            Dialog::Review(dialog) => dialog.show(&ctx, desk),
            Dialog::Details(dialog) => dialog.show(&ctx, desk),
            Dialog::Again(dialog) => dialog.show(&ctx, desk),
            Dialog::Actors(dialog) => dialog.show(&ctx, desk),
            Dialog::Paste(dialog) => dialog.show(&ctx, desk),
            Dialog::CodeBook(dialog) => dialog.show(&ctx, desk),
            Dialog::Everywhere(dialog) => dialog.show(&ctx, desk),
            Dialog::SetField(dialog) => dialog.show(&ctx, desk),
            Dialog::TagAs(dialog) => dialog.show(&ctx, desk),
            Dialog::Keys(page) => page.show(&ctx, desk),
            Dialog::Link(dialog) => dialog.show(&ctx, desk),
            Dialog::About => about::show(&ctx, desk),
            Dialog::Quit(dialog) => dialog.show(&ctx, desk),
            Dialog::Replace(dialog) => dialog.show(&ctx, desk),
            Dialog::InUse(dialog) => dialog.show(&ctx, desk),
            Dialog::Imported(dialog) => dialog.show(&ctx, desk),
            Dialog::Encoding(dialog) => dialog.show(&ctx, desk),
        };
        if step == Step::Stay {
            return None;
        }
        let closed = self.open.take();
        let behind = self.behind.take();
        if let Some(Dialog::Correct(dialog)) = &closed {
            self.left = dialog.draft();
        }
        if matches!(closed, Some(Dialog::Path(_) | Dialog::Replace(_))) {
            self.open = behind.map(Dialog::CodeBook);
        }
        if self.open.is_none() {
            // Before the outcome, which may want the keyboard elsewhere.
            desk.ask(Request::FocusArticle);
        }
        match step {
            Step::Ask(request) => desk.ask(request),
            Step::Answer(answer) => return Some(answer),
            Step::Stay | Step::Close => {}
        }
        None
    }
}
