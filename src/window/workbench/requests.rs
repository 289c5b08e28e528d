//! What panels and keys ask for is carried out here.

use egui::Context;

use super::Workbench;
use super::opening::Wanted;
use super::tagging::{Deed, Ground};
use crate::claims::ClaimId;
use crate::project::{Edit, EditError};
use crate::story::{BytePos, StoryId, TextRange};
use crate::window::article::Article;
use crate::window::commands::{Command, Keymap};
use crate::window::desk::Request;
use crate::window::digest::Digest;
use crate::window::view::Selection;

impl Workbench {
    /// Carries out everything asked for so far.
    pub(super) fn carry_out(&mut self, ctx: &Context) {
        while !self.requests.is_empty() {
            for request in std::mem::take(&mut self.requests) {
                match request {
                    Request::Hover(claim) => self.under_pointer = (Some(claim), None),
                    Request::HoverLink(one, other) => self.under_pointer = (Some(one), Some(other)),
                    request => {
                        ctx.request_repaint();
                        self.carry(request, ctx);
                        if self.view.chosen.is_some() {
                            self.view.several = None;
                        }
                    }
                }
            }
        }
    }

    fn carry(&mut self, request: Request, ctx: &Context) {
        if let Request::Choose(Some(claim)) | Request::ShowClaim(claim) = request
            && self.catch_link(claim)
        {
            return;
        }
        match request {
            Request::Run(command) => self.run(command, ctx),
            Request::Perform(label, edit) => self.perform(label, edit),
            Request::OpenStory(id) => self.open_story(id),
            Request::Choose(claim) => {
                self.view.chosen = claim;
                self.view.several = None;
            }
            Request::ChooseSeveral(several) => self.choose_several(several),
            Request::ShowClaim(claim) => self.show_claim(claim),
            Request::Hover(_) | Request::HoverLink(..) => {}
            Request::Select(selection) => self.view.selection = selection,
            Request::Walk(walked) => self.walk(walked),
            Request::ReadingAt(pos) => self.view.reading_at = pos,
            Request::Reveal(range) => {
                self.view.enlarged = None;
                self.panels.article.reveal(range);
            }
            Request::Tag(kind) if self.tags_several() => self.retag_several(kind),
            Request::Tag(kind) => {
                let deed = self.ground().and_then(|ground| ground.tag(kind));
                self.perform_deed(deed, "Select words first, or draw a region on a picture.");
            }
            Request::AddPassage(range) => {
                let deed = self.ground().and_then(|ground| ground.add_passage(Some(range)));
                self.perform_deed(deed, "Choose a claim first.");
            }
            Request::Draw(region) => self.view.drawn = region,
            Request::Enlarge(picture) => {
                self.view.enlarged = picture;
                self.view.drawn = None;
            }
            Request::FocusArticle => ctx.memory_mut(|memory| memory.request_focus(Article::id())),
            Request::FocusForm => {
                if self.view.chosen.is_some() {
                    self.show_panel(Command::ToggleClaims, true);
                    self.panels.claims.focus_first_empty();
                }
            }
            Request::OpenProject(path) => self.go_to(ctx, Wanted::Known(path)),
            Request::OpenAgain { anyway } => self.open_again(ctx, anyway),
            Request::NewProject { path, name, template } => {
                self.go_to(ctx, Wanted::New(path, name, template));
            }
            Request::Import(files) => self.import(ctx, files),
            Request::GoOnImporting => self.go_on_importing(),
            Request::ReadImportAs(encoding) => self.read_import_as(encoding),
            Request::ChooseEncoding(doubt) => self.panels.dialogs.encoding(doubt),
            Request::CancelImports => self.cancel_imports(),
            Request::ShowImport => self.show_import(),
            Request::ImportAgain(file) => self.import_again(ctx, file),
            Request::TakeAgain(id, label, files, edit) => self.take_again(&id, label, files, edit),
            Request::TakeStory(imported) => self.take_story(ctx, *imported),
            Request::Picture(task) => self.do_pictures(ctx, task),
            Request::Restore(backup) => self.restore(ctx, backup),
            Request::Mend(instead) => self.mend(ctx, instead),
            Request::ReadBook(file) => self.read_book(ctx, file),
            Request::SaveBook { purpose, path, replace } => self.save_book(ctx, purpose, path, replace),
            Request::SetCoder(coder) => self.set_coder(ctx, coder),
            Request::GoTo(story, claim) => self.show_focus(Some((story, Some(claim)))),
            Request::GoBack(label, to) => self.go_back(ctx, label, to),
            Request::ShowActor(actor) => self.show_actors(Some(actor)),
            Request::ShowRestored => self.show_history("restored"),
            Request::Link(from, how, to) => self.link(&from, how, to),
            Request::PointAt(how) => self.point_at(how),
            Request::Visit(to) => self.visit(&to),
            Request::Return(to) => self.return_to(ctx, *to),
            Request::OpenLens(name) => self.open_lens(&name),
            Request::ShowOther(claim) => self.show_other(claim),
            Request::SiftOther(coder) => self.sift_other(coder),
            Request::CopyOther(coder, claim) => self.copy_other(&coder, claim),
            Request::LiftSieve => self.panels.search.lift_sieve(),
            Request::SetKeys(own) => {
                self.keys = Keymap::with(&self.session.project().codebook, &own);
                self.settings.keys = *own;
            }
            Request::Notify(message) => self.notify(&message),
        }
    }

    pub(super) fn ground(&self) -> Option<Ground<'_>> {
        Ground::of(&self.session, &self.view)
    }

    /// Makes an edit; a refusal is told.
    pub(super) fn perform(&mut self, label: String, edit: Edit) {
        let made = self.session.perform(label, edit);
        self.tell_refusal(made);
    }

    /// Makes what a tagging gesture asks for and chooses its claim.
    pub(super) fn perform_deed(&mut self, deed: Option<Deed>, otherwise: &str) {
        let Some(deed) = deed else {
            self.notify(otherwise);
            return;
        };
        let gone = matches!(deed.edit, Edit::Claim { to: None, .. });
        let tagged = deed.fresh && deed.label != "highlight";
        let is_new = self.ground().is_some_and(|ground| ground.claim(deed.claim).is_none());
        let made = self.session.perform(deed.label, deed.edit);
        if !self.tell_refusal(made) {
            return;
        }
        if let (true, Some(story)) = (is_new, &self.view.story) {
            self.made.add(story, deed.claim);
        }
        self.view.chosen = (!gone).then_some(deed.claim);
        if gone {
            let undo = self.keys.key_text(Command::Undo);
            self.notify(&format!("The claim was deleted; {undo} brings it back."));
        }
        if tagged {
            // The form opens at its first empty field.
            self.ask(Request::FocusForm);
        }
        self.view.drawn = None;
        if let Some(selection) = self.view.selection.filter(|_| deed.spends_selection) {
            self.view.selection = Some(Selection::caret(selection.range().end));
        }
    }

    /// Tells why an edit was refused; says whether it was made.
    pub(super) fn tell_refusal(&mut self, made: Result<(), EditError>) -> bool {
        if let Err(error) = &made {
            self.notify(&error.to_string());
        }
        made.is_ok()
    }

    pub(super) fn notify(&mut self, message: &str) {
        if !message.is_empty() {
            self.panels.notices.info(message);
        }
    }

    /// Opens a story where it was left.
    pub(super) fn open_story(&mut self, id: StoryId) {
        if self.choose_early(&id) {
            return;
        }
        if self.view.story.as_ref() == Some(&id) || self.session.project().story(&id).is_none() {
            return;
        }
        self.note_place();
        let place = self.settings.projects.get(&self.session.project().id);
        if let Some(pos) = place.and_then(|place| place.reading_at(&id)) {
            self.panels.article.return_to(pos);
        }
        self.view.story = Some(id);
        self.view.chosen = None;
        self.view.several = None;
        self.view.selection = None;
        self.view.drawn = None;
        self.view.enlarged = None;
        self.view.structure = None;
        self.view.reading_at = BytePos(0);
    }

    /// Chooses a claim and brings it into view: its passage in the text, or its picture.
    pub(super) fn show_claim(&mut self, id: ClaimId) {
        self.view.chosen = Some(id);
        Digest::refresh(&mut self.digest, &self.session, self.view.story.as_ref());
        let Some(claim) = self.digest.as_ref().and_then(|digest| digest.claim(id)) else { return };
        if let Some(passage) = claim.passages.first() {
            self.view.enlarged = None;
            self.panels.article.reveal(passage.range);
        } else if let Some(region) = claim.regions.first() {
            self.view.enlarged = Some(region.picture.clone());
        }
    }

    /// Shows where a step was undone or redone.
    pub(super) fn show_focus(&mut self, focus: crate::project::Focus) {
        let Some((story, claim)) = focus else { return };
        self.open_story(story);
        self.view.chosen = None;
        let known = claim.filter(|id| {
            let work = self.view.story.as_ref().and_then(|story| self.session.project().story(story));
            work.is_some_and(|work| work.claim(self.session.coder(), *id).is_some())
        });
        if let Some(id) = known {
            self.show_claim(id);
        }
    }

    /// Selects a range and brings it into view.
    pub(super) fn select(&mut self, range: TextRange) {
        self.view.selection = Some(Selection::of(range));
        self.panels.article.reveal(range);
    }
}
