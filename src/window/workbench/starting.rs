//! How a workbench comes to be: over a session, as the real window, with a project read elsewhere.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use super::errands::Errands;
use super::importing::Imports;
use super::indexing::Indexing;
use super::linking::Linking;
use super::lookout::Lookout;
use super::opening::{Opening, Wanted};
use super::pasting::PasteKey;
use super::picturing::Picturing;
use super::places::{self, Homes};
use super::quit::Leaving;
use super::repeating::Made;
use super::waiting::Waiting;
use super::{PanelSet, Workbench};
use crate::project::{Project, Session};
use crate::window::clipboard::Clipboard;
use crate::window::commands::Keymap;
use crate::window::picker::Picker;
use crate::window::settings::{Settings, SettingsFile};
use crate::window::theme::{Look, Theme};
use crate::window::view::{Panels, View};

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
            made: Made::default(),
            under_pointer: (None, None),
            panels: PanelSet::default(),
            settings,
            settings_file: None,
            homes: Homes::default(),
            errands: Errands::default(),
            opening: Opening::default(),
            gone: None,
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
}
