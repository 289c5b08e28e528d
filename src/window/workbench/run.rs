//! What each command does.

use egui::Context;

use super::Workbench;
use crate::project::Status;
use crate::window::chrome::availability::availability;
use crate::window::chrome::dialogs::Purpose;
use crate::window::clipboard::Clip;
use crate::window::commands::Command;
use crate::window::desk::Request;
use crate::window::digest::Digest;
use crate::window::theme::{Look, Theme};

/// One step of the zoom commands.
const ZOOM_STEP: f32 = 0.1;

impl Workbench {
    /// Does what a command says, or tells why it cannot be done now.
    pub(super) fn run(&mut self, command: Command, ctx: &Context) {
        if matches!(command, Command::Undo | Command::DeleteClaim | Command::Restore | Command::CorrectText) {
            // What is typed is the last thing done; committed, it can be brought back.
            self.commit_typed(ctx);
        }
        Digest::refresh(&mut self.digest, &self.session, self.view.story.as_ref());
        if let Err(reason) = self.with_desk(|_, desk, _| availability(command, desk)) {
            self.notify(&format!("{reason}."));
            return;
        }
        self.do_it(command, ctx);
    }

    fn do_it(&mut self, command: Command, ctx: &Context) {
        match command {
            Command::Undo | Command::Redo => self.turn_back_or_on(command == Command::Undo),
            Command::History => self.show_history(""),
            Command::CorrectText => self.open_correct(),
            Command::ReviewPassages => {
                if let Some(story) = self.view.story.clone() {
                    self.panels.dialogs.review(story);
                }
            }
            Command::Structure => self.toggle_structure(),
            Command::StoryDetails => {
                if let Some(story) = self.view.story.clone() {
                    self.panels.dialogs.details(story);
                }
            }
            Command::ReviewList => self.toggle_review(ctx),
            Command::SplitBlock => self.split_block(),
            Command::JoinBlocks => self.join_blocks(),
            Command::MakeRole(role) => self.make_role(role),
            Command::Actors => self.show_actors(None),
            Command::CodeBook | Command::ReadBook | Command::SaveBook | Command::SaveBookPage
                if !self.has_project =>
            {
                self.notify("Open or make a project first; a code book belongs to one.");
            }
            Command::CodeBook => self.panels.dialogs.code_book(),
            Command::ReadBook => self.pick(ctx, Purpose::ReadBook),
            Command::SaveBook => self.pick(ctx, Purpose::SaveBook),
            Command::SaveBookPage => self.pick(ctx, Purpose::SaveBookPage),
            Command::Copy => {
                if let Some(words) = self.ground().and_then(|ground| ground.copied()) {
                    ctx.copy_text(words);
                }
            }
            Command::Paste => self.paste(ctx, Clip::default()),
            Command::AddPicture | Command::ReplacePicture | Command::RemovePicture => {
                self.do_picture_here(ctx, command);
            }
            Command::Find => {
                self.view.enlarged = None;
                let selected =
                    self.ground().filter(|_| self.view.selection.is_some_and(|s| !s.range().is_empty()));
                let selected = selected.and_then(|ground| ground.copied()).unwrap_or_default();
                self.panels.article.find.open(&selected);
            }
            Command::FindNext | Command::FindPrevious => {
                let back = command == Command::FindPrevious;
                if self.step_hit(ctx, back) {
                    return;
                }
                match self.panels.article.find.step(back, self.view.selection) {
                    Some(hit) => self.select(hit),
                    None => self.panels.article.find.open(""),
                }
            }
            Command::SearchProject => self.open_search(),
            Command::ToggleStories | Command::TogglePictures | Command::ToggleClaims => {
                self.toggle_panel(command);
            }
            Command::ToggleFurniture => self.view.furniture ^= true,
            Command::ToggleMentions => self.view.mentions ^= true,
            Command::ToggleOthers => self.toggle_others(),
            Command::ToggleLinks => self.view.links ^= true,
            Command::ZoomIn => ctx.set_zoom_factor((ctx.zoom_factor() + ZOOM_STEP).min(4.0)),
            Command::ZoomOut => ctx.set_zoom_factor((ctx.zoom_factor() - ZOOM_STEP).max(0.5)),
            Command::ZoomReset => ctx.set_zoom_factor(1.0),
            Command::LightLook => self.set_look(Look::Light),
            Command::DarkLook => self.set_look(Look::Dark),
            Command::ContrastLook => self.set_look(Look::Contrast),
            Command::FullScreen => {
                let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or_default());
                ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
            }
            Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Command::MarkToDo => self.mark(Status::ToDo),
            Command::MarkInProgress => self.mark(Status::InProgress),
            Command::MarkDone => self.mark(Status::Done),
            Command::ImportAgain => self.pick(ctx, Purpose::ImportAgain),
            Command::ReadSourceAgain => self.read_source_again(ctx),
            Command::EnlargePicture => self.enlarge_nearest(),
            Command::DrawRectangles | Command::DrawPolygons | Command::DrawPoints => {
                self.with_desk(|panels, desk, _| panels.pictures.draw(command, desk));
            }
            Command::Tag(number) => {
                let kind = self.session.project().codebook.kinds.get(usize::from(number));
                if let Some(kind) = kind.map(|kind| kind.id.clone()) {
                    self.ask(Request::Tag(Some(kind)));
                }
            }
            Command::TagAs => self.panels.dialogs.tag_as(),
            Command::Highlight => self.ask(Request::Tag(None)),
            Command::Widen => self.widen(),
            Command::Narrow => {
                if let Some(range) = self.panels.article.narrow(&self.view) {
                    self.select(range);
                }
            }
            Command::RepeatSpeaker | Command::RepeatKind | Command::RepeatClaim => self.repeat(command),
            Command::TagEverywhere => self.open_everywhere(),
            Command::NextClaim => self.step_claim(false),
            Command::PreviousClaim => self.step_claim(true),
            Command::NextHighlight => self.step_highlight(false),
            Command::PreviousHighlight => self.step_highlight(true),
            Command::NextIncomplete => self.step_incomplete(false),
            Command::PreviousIncomplete => self.step_incomplete(true),
            Command::NextClash => self.step_clash(false),
            Command::PreviousClash => self.step_clash(true),
            Command::NextOther => self.step_other(false),
            Command::PreviousOther => self.step_other(true),
            Command::CopyOther => {
                let opened = self.view.others.as_ref().and_then(|others| others.opened.clone());
                if let Some((coder, claim)) = opened {
                    self.copy_other(&coder, claim);
                }
            }
            Command::EditClaim => self.ask(Request::FocusForm),
            Command::ShowClaim => {
                if let Some(claim) = self.view.chosen {
                    self.show_claim(claim);
                }
            }
            Command::AddPassage => {
                let deed = self.ground().and_then(|ground| ground.add_passage(None));
                self.perform_deed(deed, "Choose a claim, then select the words to add to it.");
            }
            Command::RemovePassage => match self.ground().map(|ground| ground.remove_passage()) {
                Some(Ok(deed)) => self.perform_deed(Some(deed), ""),
                Some(Err(why)) => self.notify(why),
                None => {}
            },
            Command::MovePassage => {
                let deed = self.ground().and_then(|ground| ground.move_passage());
                self.perform_deed(deed, "Choose a claim, then select the words its passage is to be.");
            }
            Command::LinkTo => self.open_link(),
            Command::GoToLinked => self.go_to_linked(),
            Command::LinkBack => self.follow_back(ctx),
            Command::TakeCue => {
                let deed = self.ground().and_then(|ground| ground.take_cue());
                self.perform_deed(deed, "Choose a claim that has a cue, then select the words of its cue.");
            }
            Command::TakeSpeaker => self.take_speaker(),
            Command::StartEarlier => self.move_edge(true, true),
            Command::StartLater => self.move_edge(true, false),
            Command::EndEarlier => self.move_edge(false, true),
            Command::EndLater => self.move_edge(false, false),
            Command::ChooseListed => self.choose_listed(),
            Command::SetField => self.open_set_field(),
            Command::DeleteClaim if self.view.several.is_some() => self.delete_several(),
            Command::DeleteClaim => {
                let deed = self.ground().and_then(|ground| ground.delete());
                self.perform_deed(deed, "Choose a claim first.");
            }
            Command::NewProject => {
                let start = self.root().and_then(std::path::Path::parent).map(std::path::Path::to_owned);
                self.panels.dialogs.new_project(start);
            }
            Command::OpenProject => self.pick(ctx, Purpose::OpenProject),
            Command::Import => self.pick(ctx, Purpose::Import),
            Command::ImportFolder => self.pick(ctx, Purpose::ImportFolder),
            Command::ImportReport => self.ask(Request::ShowImport),
            Command::Save => {
                self.with_desk(|panels, desk, _| panels.claims.commit(desk));
                if let Some(keeper) = &self.keeper {
                    keeper.saver.hurry();
                }
            }
            Command::Restore => self.open_restore(ctx),
            Command::ChangeCoder => self.panels.dialogs.change_coder(self.session.coder().as_str()),
            Command::NextStory => self.step_story(1),
            Command::PreviousStory => self.step_story(-1),
            Command::NextToDo => self.step_to_do(false),
            Command::PreviousToDo => self.step_to_do(true),
            Command::Palette => self.panels.palette.open(),
            Command::Keys => self.panels.dialogs.keys(),
            Command::Sample => self.open_sample(ctx),
            Command::Tour => self.begin_tour(),
            Command::About => self.panels.dialogs.about(),
        }
    }

    /// Folds a panel that is seen; brings back one that is folded, or that had to give way.
    fn toggle_panel(&mut self, command: Command) {
        let seen = match command {
            Command::ToggleStories => self.fitting.stories,
            Command::TogglePictures => self.fitting.pictures,
            _ => self.fitting.claims,
        };
        self.show_panel(command, !seen);
    }

    /// Opens or folds a panel; one that is opened stays on a window too narrow for all.
    pub(super) fn show_panel(&mut self, command: Command, open: bool) {
        match command {
            Command::ToggleStories => self.view.panels.stories = open,
            Command::TogglePictures => self.view.panels.pictures = open,
            _ => self.view.panels.claims = open,
        }
        self.wanted_panel = open.then_some(command);
    }

    pub(super) fn set_look(&mut self, look: Look) {
        self.theme = Theme::of(look);
    }

    fn mark(&mut self, status: Status) {
        if let Some(edit) = self.ground().map(|ground| ground.status(status)) {
            self.perform(format!("mark as {}", status.name()), edit);
        }
    }

    fn widen(&mut self) {
        let Some(work) = self.view.story.as_ref().and_then(|id| self.session.project().story(id)) else {
            return;
        };
        if let Some((wider, _)) = self.panels.article.widen(work, &self.view) {
            self.select(wider);
        }
    }

    fn move_edge(&mut self, start: bool, back: bool) {
        let deed = self.ground().and_then(|ground| ground.move_edge(start, back));
        self.perform_deed(deed, "Choose a claim first; its edge cannot go further here.");
    }

    fn step_story(&mut self, delta: isize) {
        self.panels.stories.refresh(&self.session);
        if let Some(id) = self.panels.stories.neighbour(self.view.story.as_ref(), delta) {
            self.open_story(id);
        }
    }

    /// Asks for a path: with the system's dialog, or else the built-in one.
    pub(super) fn pick(&mut self, ctx: &Context, purpose: Purpose) {
        let start = self.root().and_then(std::path::Path::parent).map(std::path::Path::to_owned);
        if !self.picker.ask(ctx, purpose, start) {
            self.open_path_box(purpose);
        }
    }

    pub(super) fn open_path_box(&mut self, purpose: Purpose) {
        let start = self.root().and_then(std::path::Path::parent).map(std::path::Path::to_owned);
        self.panels.dialogs.pick(purpose, start, self.settings.recent.paths());
    }

    fn enlarge_nearest(&mut self) {
        let Some(ground) = self.ground() else { return };
        let pictures = &ground.story().pictures;
        let here =
            pictures.iter().rev().find(|picture| picture.at <= self.view.reading_at).or(pictures.first());
        match here.map(|picture| picture.id.clone()) {
            Some(id) => self.ask(Request::Enlarge(Some(id))),
            None => self.notify("This story has no pictures."),
        }
    }
}
