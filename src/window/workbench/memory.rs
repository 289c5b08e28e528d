//! What comes back at the next start: the window, the panels, the story, the place in it.

use egui::{Context, ViewportCommand};

use super::Workbench;
use crate::window::settings::WindowPlace;

impl Workbench {
    /// Goes back to where the reader was in the project that was just opened.
    pub(super) fn recall(&mut self) {
        let project = self.session.project();
        let place = self.settings.projects.get(&project.id).cloned().unwrap_or_default();
        self.panels.stories.refresh(&self.session);
        let first = self.panels.stories.neighbour(None, 1);
        let known = |id: &crate::story::StoryId| project.story(id).is_some();
        let chosen = self.opening.chosen.take().filter(known);
        let story = chosen.or(place.story.clone().filter(known)).or(first);
        self.view.story = None;
        self.digest = None;
        if let Some(id) = story {
            self.open_story(id);
        }
        self.view.chosen = place.chosen.filter(|id| {
            let work = self.view.story.as_ref().and_then(|story| self.session.project().story(story));
            work.is_some_and(|work| work.claim(self.session.coder(), *id).is_some())
        });
    }

    /// Brings a window that opened beyond the screen back onto it, once the screen is known.
    fn mind_screen(&mut self, ctx: &Context) {
        let monitor = ctx.input(|input| input.viewport().monitor_size);
        let (Some(monitor), false) = (monitor, self.on_screen) else { return };
        self.on_screen = true;
        let place = self.settings.window;
        let fitted = place.fitted(monitor * ctx.zoom_factor());
        if place.position.is_some() && fitted.position.is_none() {
            ctx.send_viewport_cmd(ViewportCommand::OuterPosition(egui::pos2(40.0, 40.0)));
        }
        if let Some((width, height)) = fitted.size.filter(|size| Some(*size) != place.size) {
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(egui::vec2(width, height) / ctx.zoom_factor()));
        }
    }

    /// Notes what should come back; the settings file is written when it has been quiet.
    pub(super) fn remember(&mut self, ctx: &Context) {
        if self.settings_file.is_none() {
            return;
        }
        self.mind_screen(ctx);
        self.settings.panels = self.view.panels;
        self.settings.furniture = self.view.furniture;
        self.settings.mentions = self.view.mentions;
        self.settings.links = self.view.links;
        self.settings.others = self.view.others.is_some();
        self.settings.look = self.theme.look;
        self.settings.zoom = ctx.zoom_factor();
        self.note_place();
        // egui tells places in zoomed points; the window is opened in the system's.
        let zoom = ctx.zoom_factor();
        ctx.input(|input| {
            let window = input.viewport();
            let size = window.inner_rect.map(|rect| (rect.width() * zoom, rect.height() * zoom));
            let maximised = window.maximized.unwrap_or_default();
            if let (Some(size), false) = (size, maximised || window.minimized.unwrap_or_default()) {
                let position = window.outer_rect.map(|rect| (rect.left() * zoom, rect.top() * zoom));
                self.settings.window = WindowPlace { size: Some(size), position, maximised };
            }
            self.settings.window.maximised = maximised;
        });
        if let Some(file) = &mut self.settings_file {
            file.keep(&self.settings);
        }
    }

    /// Notes the story, how far it is read, and the chosen claim.
    pub(super) fn note_place(&mut self) {
        if !self.has_project || self.shows_opening() {
            return;
        }
        // A story that was opened just now is not on the page yet: what is there is another's place.
        let shown = self.panels.article.shown() == self.view.story.as_ref();
        let at = shown.then(|| self.panels.article.top_pos());
        let place = self.settings.project(&self.session.project().id);
        if let Some(story) = &self.view.story {
            place.story = Some(story.clone());
            place.chosen = self.view.chosen;
            at.into_iter().for_each(|at| place.read_to(story, at));
        }
    }
}
