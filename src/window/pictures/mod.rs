//! The pictures: the strip beside the article, and one of them enlarged in its place.
//!
//! Files are read and decoded by the `loader` on threads of its own. Regions are kept in
//! 1/10000 of the upright picture; `mapping` is the only way from there to the screen and back.

mod bar;
mod caption;
mod decode;
mod edits;
mod figure;
mod gesture;
mod icons;
mod keys;
mod loader;
mod mapping;
mod menu;
mod overlay;
mod placeholder;
mod pointer;
mod regions;
mod strip;
mod task;
mod ties;
mod tool;
mod toolbar;
mod under;
mod viewer;
mod worker;

use egui::{Context, Ui};

use super::commands::Command;
use super::desk::Desk;
use crate::story::PictureId;
pub use decode::PictureTrouble;
use loader::Loader;
pub use loader::Resolver;
pub use regions::tag as region_tag;
use strip::Strip;
pub use strip::at_reading_line;
pub use task::{PictureTask, Spot};
use tool::Tool;
use viewer::Viewer;

/// The strip and the viewer with the pictures they share.
#[derive(Default)]
pub struct Pictures {
    loader: Loader,
    strip: Strip,
    viewer: Viewer,
}

impl Pictures {
    /// Says where pictures' files lie; asked on the loader's threads, so it may touch the disk.
    pub fn set_resolver(&mut self, resolver: Resolver) {
        self.loader.set_resolver(resolver);
    }

    /// Shows the strip; fills `ui`.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk) {
        self.loader.begin(ui.ctx(), desk.view.story.as_ref());
        self.strip.show(ui, desk, &mut self.loader);
    }

    /// Shows the enlarged picture in the article's place; fills `ui`.
    pub fn viewer(&mut self, ui: &mut Ui, desk: &mut Desk) {
        self.loader.begin(ui.ctx(), desk.view.story.as_ref());
        self.viewer.show(ui, desk, &mut self.loader);
    }

    /// Draws on the enlarged picture with the command's tool from now on; asked for again, puts what the
    /// tool draws in the middle of what is seen.
    pub fn draw(&mut self, command: Command, desk: &mut Desk) {
        let tool = Tool::ALL.into_iter().find(|tool| tool.command() == command);
        if let Some(tool) = tool {
            self.viewer.ask_for(tool, desk);
        }
    }

    /// Takes the viewer's keys (Esc, arrows, Delete, zoom) while a picture is enlarged. To be
    /// called before commands get theirs; [`Pictures::viewer`] does it too, which may be too late.
    pub fn keys(&mut self, ctx: &Context, desk: &mut Desk) {
        self.viewer.keys(ctx, desk);
    }

    /// Whether the enlarged picture has the keyboard: keys that tag are then commands, as in the
    /// article.
    #[must_use]
    pub fn has_keyboard(&self, ctx: &Context) -> bool {
        self.viewer.has_keyboard(ctx)
    }

    /// The missing picture whose place in the strip was at this point of the window when it was last
    /// shown.
    #[must_use]
    pub fn missing_at(&self, at: egui::Pos2) -> Option<PictureId> {
        self.strip.missing_at(at)
    }

    /// Tries once more what could not be read: new files may have come to lie there.
    pub fn look_again(&mut self) {
        self.loader.forget_failures();
    }

    /// Whether a picture is still being read; `pressmark shot` waits for it.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.loader.is_busy()
    }
}
