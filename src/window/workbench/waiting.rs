//! While a project is read: its list of stories stands there already, if an index told it, and in
//! the middle it says what is being opened.
//!
//! What was open before lies aside meanwhile, out of reach of every key; it was saved before. It
//! comes back before anything else is done: when the project is there, and when it is not wanted
//! any more.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, Key, Modifiers};

use super::keeper::Keeper;
use super::{Workbench, welcome};
use crate::project::{Access, Project, Session};
use crate::store::{Preview, Progress};
use crate::story::StoryId;
use crate::window::chrome::status::SaveNote;
use crate::window::chrome::text::grouped;
use crate::window::commands::Keymap;
use crate::window::desk::Desk;
use crate::window::view::View;

/// A project that is read for longer than this, in seconds, is said to be opening.
const PATIENCE: f64 = 0.25;

/// A project on its way.
pub(super) struct Waiting {
    pub(super) path: PathBuf,
    pub(super) progress: Progress,
    /// When it was asked for, by egui's clock, in seconds.
    since: f64,
    /// What was open before, once the window shows that another project is opening.
    aside: Option<Aside>,
    /// The story to open as soon as it is there.
    pub(super) chosen: Option<StoryId>,
    name: Option<String>,
    stories: Option<usize>,
}

/// What was open before.
struct Aside {
    session: Session,
    keeper: Option<Keeper>,
    view: View,
    keys: Keymap,
    has_project: bool,
}

impl Waiting {
    pub(super) fn new(ctx: &Context, path: PathBuf, progress: Progress) -> Self {
        let since = ctx.input(|input| input.time);
        Self { path, progress, since, aside: None, chosen: None, name: None, stories: None }
    }

    fn is_shown(&self) -> bool {
        self.aside.is_some()
    }
}

impl Workbench {
    /// Whether the window shows that a project is opening.
    pub(super) fn shows_opening(&self) -> bool {
        self.opening.waiting.as_ref().is_some_and(Waiting::is_shown)
    }

    /// Shows the list of stories of the project that is being read.
    pub(super) fn preview_arrived(&mut self, progress: &Progress, preview: Preview) {
        let expected = self.opening.waiting.as_ref().is_some_and(|waiting| waiting.progress.is(progress));
        if !expected || !self.lay_aside() {
            return;
        }
        let last = self.settings.projects.get(&preview.project).and_then(|place| place.story.clone());
        if let Some(waiting) = &mut self.opening.waiting {
            waiting.name = Some(preview.name.clone());
            waiting.stories = Some(preview.stories.len());
        }
        self.panels.stories.expect(Some(Arc::new(preview)), last);
    }

    /// Says that a project is opening once that takes its time; at once, if nothing else is there
    /// to be looked at.
    pub(super) fn mind_waiting(&mut self, ctx: &Context) {
        let Some(waiting) = &self.opening.waiting else { return };
        let waited = ctx.input(|input| input.time) - waiting.since;
        if !waiting.is_shown() {
            if waited >= PATIENCE || !self.has_project {
                self.lay_aside();
            } else {
                ctx.request_repaint_after_secs((PATIENCE - waited) as f32);
            }
        }
        if self.shows_opening() {
            // The numbers that are shown go up.
            ctx.request_repaint_after_secs(0.1);
            let escape = |input: &mut egui::InputState| input.consume_key(Modifiers::NONE, Key::Escape);
            let free = ctx.memory(|memory| memory.top_modal_layer().is_none() && memory.focused().is_none());
            if free && ctx.input_mut(escape) {
                self.cancel_opening();
            }
        }
    }

    /// Lays what is open aside, unless it was edited since: then it is not done with yet.
    pub(super) fn lay_aside(&mut self) -> bool {
        let sent = self.opening.sent;
        let Some(waiting) = self.opening.waiting.as_mut().filter(|waiting| !waiting.is_shown()) else {
            return self.shows_opening();
        };
        if sent != Some(self.session.revision()) || self.session.has_unsaved() || self.imports.is_running() {
            return false;
        }
        let mut nothing = Project::new("");
        nothing.access = Access::ReadOnly("The project is still being read.".to_owned());
        let nothing = Session::new(nothing, self.session.coder().clone());
        let view = View { panels: self.view.panels, furniture: self.view.furniture, ..View::default() };
        waiting.aside = Some(Aside {
            keys: std::mem::replace(&mut self.keys, Keymap::new(&nothing.project().codebook)),
            session: std::mem::replace(&mut self.session, nothing),
            keeper: self.keeper.take(),
            view: std::mem::replace(&mut self.view, view),
            has_project: std::mem::replace(&mut self.has_project, true),
        });
        self.digest = None;
        self.panels.stories.expect(Some(Arc::default()), None);
        true
    }

    /// Ends the waiting; what was laid aside is there again. Gives the story that was chosen from
    /// the list meanwhile.
    pub(super) fn take_back(&mut self) -> Option<StoryId> {
        let waiting = self.opening.waiting.take()?;
        if let Some(aside) = waiting.aside {
            let (panels, furniture) = (self.view.panels, self.view.furniture);
            let coder = self.session.coder().clone();
            self.session = aside.session;
            if *self.session.coder() != coder {
                self.session.set_coder(coder);
            }
            self.keeper = aside.keeper;
            self.view = View { panels, furniture, ..aside.view };
            self.keys = aside.keys;
            self.has_project = aside.has_project;
            self.digest = None;
            self.panels.stories.expect(None, None);
        }
        waiting.chosen
    }

    /// The project that is being read is not wanted any more.
    pub(super) fn cancel_opening(&mut self) {
        if let Some(waiting) = &self.opening.waiting {
            waiting.progress.cancel();
        }
        self.opening.give_up();
        self.take_back();
        self.panels.search.drop_early();
    }

    /// What the status line says of the save while a project is opening.
    pub(super) fn note_while_opening(&self) -> Option<SaveNote> {
        // What was open before was saved before it was laid aside.
        self.shows_opening().then_some(SaveNote::Unchanged)
    }

    /// Remembers the story to open once the project is there; false if none is on its way.
    pub(super) fn choose_early(&mut self, id: &StoryId) -> bool {
        let Some(waiting) = self.opening.waiting.as_mut().filter(|waiting| waiting.is_shown()) else {
            return false;
        };
        waiting.chosen = Some(id.clone());
        self.panels.stories.choose(id.clone());
        true
    }

    /// What stands in the middle, if a project is opening.
    pub(super) fn opening_page(&self) -> Option<OpeningPage> {
        let waiting = self.opening.waiting.as_ref().filter(|waiting| waiting.is_shown())?;
        let (read, all) = waiting.progress.so_far();
        Some(OpeningPage {
            name: waiting.name.clone().unwrap_or_else(|| super::reading::name_of(&waiting.path)),
            stories: waiting.stories.or((all > 0).then_some(all)),
            read: (read, all),
            since: waiting.since,
        })
    }
}

/// What is said of a project that is opening.
pub(super) struct OpeningPage {
    name: String,
    stories: Option<usize>,
    read: (usize, usize),
    since: f64,
}

impl OpeningPage {
    /// Shows it. True if the analyst does not want to wait any longer.
    pub(super) fn show(&self, ui: &mut egui::Ui, desk: &Desk<'_>) -> bool {
        // A project that is there in a moment is not talked about.
        if ui.input(|input| input.time) - self.since < PATIENCE {
            return false;
        }
        let mut cancelled = false;
        welcome::centred(ui, |ui| {
            let title = format!("Opening {}\u{2026}", crate::window::chrome::text::plain(&self.name));
            welcome::heading(ui, desk, &title, &self.hint());
            cancelled = ui.button("Cancel").clicked();
        });
        cancelled
    }

    fn hint(&self) -> String {
        let (read, all) = self.read;
        match self.stories {
            _ if all > 0 => format!("Reading {} of {} stories", grouped(read), grouped(all)),
            Some(1) => "1 story".to_owned(),
            Some(stories) => format!("{} stories", grouped(stories)),
            None => "Looking for its stories".to_owned(),
        }
    }
}
