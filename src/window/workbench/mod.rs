//! The application: it owns the session and the view, shows the panels, and carries out what they
//! ask for.
//!
//! One frame: what came in from other threads is taken up, keys become commands, and all of it is
//! carried out; then the panels are shown and leave requests, which are carried out in turn; last,
//! what was edited is handed to the saver.

mod actors;
mod again;
mod arrivals;
mod books;
mod errands;
mod importing;
mod indexing;
mod keeper;
mod keys;
mod layout;
mod linking;
mod lookout;
mod memory;
mod opening;
mod others;
mod pasting;
mod picturing;
mod places;
mod quit;
mod reading;
mod repeating;
mod requests;
mod restoring;
mod reviewing;
mod run;
mod searching;
mod several;
mod stepping;
mod structuring;
mod tagging;
mod tidings;
mod touring;
mod waiting;
mod welcome;

pub use self::places::Homes;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use egui::{Context, Ui};

use self::errands::Errands;
use self::importing::Imports;
use self::indexing::Indexing;
use self::keeper::Keeper;
use self::linking::Linking;
use self::lookout::Lookout;
use self::opening::{Opening, Wanted};
use self::pasting::PasteKey;
use self::picturing::Picturing;
use self::quit::Leaving;
use self::waiting::Waiting;
use super::article::Article;
use super::chrome::dialogs::Dialogs;
use super::chrome::menus::MenuBar;
use super::chrome::notices::Notices;
use super::chrome::palette::Palette;
use super::chrome::status::{SaveNote, StatusLine};
use super::chrome::tour::Tour;
use super::claims::ClaimsPanel;
use super::clipboard::Clipboard;
use super::commands::{Command, Keymap};
use super::desk::{Desk, Request};
use super::digest::Digest;
use super::picker::Picker;
use super::pictures::Pictures;
use super::review::ReviewPanel;
use super::search::SearchPanel;
use super::settings::{Settings, SettingsFile};
use super::stories::StoriesPanel;
use super::theme::{Look, Theme};
use super::turns::Turns;
use super::view::{Panels, View};
use crate::claims::{ClaimId, CodeBook, CoderId};
use crate::project::{Project, Session};

/// The workbench: everything behind the window.
pub struct Workbench {
    session: Session,
    /// Where the project is kept; `None` while none is open, and in tests and pictures.
    keeper: Option<Keeper>,
    view: View,
    digest: Option<Digest>,
    theme: Theme,
    /// The look egui's own widgets have been given.
    dressed: Option<Look>,
    keys: Keymap,
    /// The code book they were made for.
    keyed: Arc<CodeBook>,
    requests: Vec<Request>,
    /// The claims made since the start, for repeating: the newest last.
    made: repeating::Made,
    /// The claim the pointer was found over in this frame, or the two ends of a link.
    under_pointer: (Option<ClaimId>, Option<ClaimId>),
    panels: PanelSet,
    settings: Settings,
    settings_file: Option<SettingsFile>,
    homes: Homes,
    errands: Errands,
    opening: Opening,
    imports: Imports,
    indexing: Indexing,
    picker: Picker,
    clipboard: Clipboard,
    paste_key: PasteKey,
    picturing: Picturing,
    leaving: Leaving,
    linking: Linking,
    lookout: Lookout,
    /// Whether the window was seen to be on the screen.
    on_screen: bool,
    /// What waits until the first frame was shown.
    once_shown: Option<Box<dyn FnOnce()>>,
    /// Whether a save was under way in the last frame.
    saving: bool,
    /// The panel asked for last: on a narrow window the others give way to it.
    wanted_panel: Option<Command>,
    /// The panels that had room in the last frame.
    fitting: Panels,
    /// Whether a project was asked for at all; if not, the welcome page is shown.
    has_project: bool,
}

/// The parts of the window, with what each remembers between frames.
#[derive(Default)]
struct PanelSet {
    menus: MenuBar,
    status: StatusLine,
    palette: Palette,
    notices: Notices,
    dialogs: Dialogs,
    stories: StoriesPanel,
    article: Article,
    pictures: Pictures,
    claims: ClaimsPanel,
    search: SearchPanel,
    review: ReviewPanel,
    tour: Tour,
}

impl Workbench {
    /// A workbench over a session that is kept nowhere: for tests and pictures.
    #[must_use]
    pub fn on(session: Session, look: Look) -> Self {
        let settings = Settings { look, ..Settings::default() };
        let mut bench = Self::bare(session, settings);
        bench.has_project = true;
        bench.picker = Picker::built_in();
        bench.view.story = bench.session.project().stories.keys().next().cloned();
        bench
    }

    /// The workbench of a real window: with the user's settings, opening `project`, or else the
    /// project that was open last, or a copy of the sample at the very first start.
    #[must_use]
    pub fn start(
        ctx: &Context,
        file: SettingsFile,
        settings: Settings,
        homes: Homes,
        project: Option<PathBuf>,
    ) -> Self {
        let coder = settings.coder.clone().unwrap_or_else(places::system_coder);
        let mut bench = Self::bare(Session::new(Project::new(""), coder), settings);
        bench.settings_file = Some(file);
        bench.homes = homes;
        bench.clipboard = Clipboard::System;
        bench.measure_when_idle(true);
        ctx.set_zoom_factor(bench.settings.zoom);
        let first_run = project.is_none() && bench.settings.recent.paths().is_empty();
        if first_run && !bench.settings.toured {
            bench.begin_tour();
        }
        match project.or_else(|| bench.settings.recent.paths().first().cloned()) {
            Some(project) => bench.go_to(ctx, Wanted::Known(project)),
            None if first_run => bench.open_sample(ctx),
            None => {}
        }
        // The first frame is not to offer what nobody has asked for.
        bench.lay_aside();
        bench
    }

    /// Has something done when the first frame was shown: what that need not wait for.
    pub fn once_shown(&mut self, work: impl FnOnce() + 'static) {
        self.once_shown = Some(Box::new(work));
    }

    fn bare(session: Session, settings: Settings) -> Self {
        let keys = Keymap::with(&session.project().codebook, &settings.keys);
        Self {
            keeper: None,
            view: View {
                panels: settings.panels,
                furniture: settings.furniture,
                mentions: settings.mentions,
                links: settings.links,
                others: settings.others.then(Arc::default),
                ..View::default()
            },
            digest: None,
            theme: Theme::of(settings.look),
            dressed: None,
            keys,
            keyed: session.project().codebook.clone(),
            requests: Vec::new(),
            made: repeating::Made::default(),
            under_pointer: (None, None),
            panels: PanelSet::default(),
            settings,
            settings_file: None,
            homes: Homes::default(),
            errands: Errands::default(),
            opening: Opening::default(),
            imports: Imports::default(),
            indexing: Indexing::default(),
            picker: Picker::default(),
            clipboard: Clipboard::default(),
            paste_key: PasteKey::default(),
            picturing: Picturing::default(),
            linking: Linking::default(),
            leaving: Leaving::default(),
            lookout: Lookout::default(),
            on_screen: false,
            once_shown: None,
            saving: false,
            wanted_panel: None,
            fitting: Panels::default(),
            has_project: false,
            session,
        }
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// What is looked at.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Whether heights are made exact in idle frames, as a real window does. Off elsewhere: a test
    /// waits for the window to come to rest.
    pub fn measure_when_idle(&mut self, on: bool) {
        self.panels.article.idle_measuring = on;
    }

    /// Asks for something as a panel would; it is carried out in the next frame.
    pub fn ask(&mut self, request: Request) {
        self.requests.push(request);
    }

    /// Shows a project that was read, and keeps it nowhere: nothing is ever written.
    pub fn look_at(&mut self, opened: crate::store::Opened) {
        let session = Session::new(opened.project, self.session.coder().clone());
        self.show_project(session, opened.folder);
    }

    /// Shows the list of stories of a project that is still on its way, as a real window does: what
    /// is chosen from it is opened once [`Workbench::keep_in`] brings the project.
    pub fn look_forward(
        &mut self,
        ctx: &Context,
        preview: crate::store::Preview,
        progress: crate::store::Progress,
    ) {
        self.opening.sent = Some(self.session.revision());
        self.opening.waiting = Some(Waiting::new(ctx, PathBuf::new(), progress.clone()));
        self.preview_arrived(&progress, preview);
    }

    /// Keeps the session in the project folder it was read from, as a real window does.
    pub fn keep_in(&mut self, ctx: &Context, opened: crate::store::Opened) {
        self.opening.chosen = self.take_back();
        self.opening.give_up();
        let fetched = self.who().resume_locked(opened);
        self.take_project(ctx, *fetched);
    }

    /// The claim of this number in the open story, in reading order from 1.
    #[must_use]
    pub fn claim_number(&self, number: usize) -> Option<ClaimId> {
        let digest = self.digest.as_ref()?;
        Some(digest.claims.get(number.checked_sub(1)?)?.id)
    }

    /// Whether something is still being read: a project, stories or pictures.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.errands.is_busy()
            || self.imports.is_busy()
            || self.opening.is_under_way()
            || self.panels.pictures.is_busy()
            || self.panels.search.is_busy()
            || self.panels.review.is_busy()
    }

    /// Waits until all edits are on the disk: for the way out and for tests.
    ///
    /// # Errors
    /// Why they are not.
    pub fn finish(&mut self, timeout: Duration) -> Result<(), crate::store::SaveFailure> {
        self.save_edits();
        self.keeper.as_ref().map_or(Ok(()), |keeper| keeper.saver.finish(timeout))
    }

    /// One frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.dress(ui);
        self.take_arrivals(ui.ctx());
        self.follow_codebook();
        self.take_keys(ui.ctx());
        self.carry_out(ui.ctx());
        self.mind_links(ui.ctx());
        self.mind_several();
        self.mind_search(ui.ctx());
        self.mind_review(ui.ctx());
        self.mind_others();
        self.mind_tour();
        self.show_panels(ui);
        self.carry_out(ui.ctx());
        self.save_edits();
        self.mind_saved();
        self.mind_index();
        self.mind_opening(ui.ctx());
        self.mind_waiting(ui.ctx());
        self.light_hovered(ui.ctx());
        self.remember(ui.ctx());
        self.mind_leaving(ui.ctx());
    }

    /// The code book's keys are those of the code book, whoever changed it and however.
    fn follow_codebook(&mut self) {
        let codebook = &self.session.project().codebook;
        if !Arc::ptr_eq(&self.keyed, codebook) {
            self.keys = Keymap::with(codebook, &self.settings.keys);
            self.keyed = codebook.clone();
        }
    }

    /// Runs `show` with a desk on which everything lies as it is now.
    fn with_desk<R>(&mut self, show: impl FnOnce(&mut PanelSet, &mut Desk<'_>, &mut Settings) -> R) -> R {
        let mut desk = Desk {
            session: &self.session,
            view: &self.view,
            digest: self.digest.as_ref(),
            theme: &self.theme,
            keys: &self.keys,
            requests: &mut self.requests,
        };
        show(&mut self.panels, &mut desk, &mut self.settings)
    }

    /// Gives egui's widgets the look, when it changed.
    fn dress(&mut self, ui: &mut Ui) {
        if self.dressed != Some(self.theme.look) {
            self.theme.install(ui.ctx());
            // Zooming is a command like any other.
            ui.ctx().options_mut(|options| options.zoom_with_keyboard = false);
            ui.ctx().add_plugin(Turns::default());
            ui.set_style(ui.ctx().global_style());
            self.dressed = Some(self.theme.look);
        }
    }

    /// Lights the claim that was found under the pointer in this frame, in the next one.
    fn light_hovered(&mut self, ctx: &Context) {
        let under = std::mem::take(&mut self.under_pointer);
        if (self.view.hovered, self.view.hovered_end) != under {
            (self.view.hovered, self.view.hovered_end) = under;
            ctx.request_repaint();
        }
    }

    /// Hands what was edited to the saver.
    fn save_edits(&mut self) {
        let unsaved = self.session.take_unsaved();
        if let (Some(keeper), false) = (&self.keeper, unsaved.is_empty()) {
            keeper.saver.keep(self.session.project(), unsaved);
        }
    }

    /// Once a save is done, pictures that were not there yet may be.
    fn mind_saved(&mut self) {
        let saving = matches!(self.save_note(), SaveNote::Saving);
        if std::mem::replace(&mut self.saving, saving) && !saving {
            self.panels.pictures.look_again();
            self.indexing.saved();
        }
    }

    /// The folder of the open project.
    fn root(&self) -> Option<&Path> {
        self.keeper.as_ref().map(|keeper| keeper.folder.root())
    }

    /// Another coder sits down: with claims, a journal and a history of their own. It is the one
    /// with files here, where only case differs.
    fn set_coder(&mut self, ctx: &Context, coder: CoderId) {
        let coder = self.session.project().coder_like(&coder);
        if *self.session.coder() == coder {
            return;
        }
        self.settings.coder = Some(coder.clone());
        self.put_away(ctx);
        self.session.set_coder(coder);
        self.view.chosen = None;
        if let Some(root) = self.root().map(Path::to_owned) {
            self.go_to(ctx, Wanted::Known(root));
        }
    }
}

impl eframe::App for Workbench {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
        if ui.ctx().cumulative_frame_nr() == 0 {
            // Another follows, which says that this one was shown.
            ui.ctx().request_repaint();
        } else if let Some(work) = self.once_shown.take() {
            work();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.leave();
    }
}
