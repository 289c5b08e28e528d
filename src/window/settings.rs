//! What the program remembers between runs: of the user, not of any project.
//!
//! It is only settings: a file that cannot be read is put aside and the defaults are used.

mod file;

pub use file::SettingsFile;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::own_keys::OwnKeys;
use super::review::Dismissed;
use super::search::Lens;
use super::theme::Look;
use super::view::Panels;
use crate::claims::{ClaimId, CoderId};
use crate::story::{BytePos, StoryId};

/// Everything remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Where the window was.
    pub window: WindowPlace,
    /// How much larger than its own size everything is.
    pub zoom: f32,
    /// The look.
    pub look: Look,
    /// Which panels are open.
    pub panels: Panels,
    /// How wide the panels are, in points.
    pub widths: PanelWidths,
    /// Whether page furniture is shown.
    pub furniture: bool,
    /// Whether mentions of actors are underlined.
    pub mentions: bool,
    /// Whether links between claims are drawn.
    pub links: bool,
    /// Whether other coders' claims are shown.
    pub others: bool,
    /// Whether the tour was shown.
    pub toured: bool,
    /// Whose claims are made; `None` until someone said so.
    pub coder: Option<CoderId>,
    /// The keys the analyst gave to commands.
    pub keys: OwnKeys,
    /// The projects opened last.
    pub recent: Recent,
    /// Where the reader was in each project, by its id.
    pub projects: BTreeMap<String, ProjectPlace>,
}

/// Where the window was, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowPlace {
    /// Width and height.
    pub size: Option<(f32, f32)>,
    /// The left upper corner.
    pub position: Option<(f32, f32)>,
    /// Whether it filled the screen.
    pub maximised: bool,
}

/// The widths of the panels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelWidths {
    /// The list of stories.
    pub stories: f32,
    /// The pictures.
    pub pictures: f32,
    /// The claims.
    pub claims: f32,
    /// The height of the search below the article.
    pub search: f32,
    /// The height of the review there.
    pub review: f32,
}

/// The projects opened last, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recent(Vec<PathBuf>);

/// Where the reader was in a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectPlace {
    /// The story that was open.
    pub story: Option<StoryId>,
    /// The claim whose form was open.
    pub chosen: Option<ClaimId>,
    /// The saved searches, by name.
    pub lenses: Vec<Lens>,
    /// What the review is not to warn of, since it is right so.
    pub dismissed: Dismissed,
    /// How far each story was read; the one read last stands last.
    reading: Vec<(StoryId, BytePos)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            window: WindowPlace::default(),
            zoom: 1.0,
            look: Look::default(),
            panels: Panels::default(),
            widths: PanelWidths::default(),
            furniture: false,
            mentions: false,
            links: false,
            others: false,
            toured: false,
            coder: None,
            keys: OwnKeys::default(),
            recent: Recent::default(),
            projects: BTreeMap::new(),
        }
    }
}

impl Default for PanelWidths {
    fn default() -> Self {
        Self { stories: 206.0, pictures: 262.0, claims: 370.0, search: 280.0, review: 240.0 }
    }
}

impl Settings {
    /// The remembered place in a project, made if there is none.
    pub fn project(&mut self, id: &str) -> &mut ProjectPlace {
        self.projects.entry(id.to_owned()).or_default()
    }

    /// With every number that cannot be meant replaced by its default.
    #[must_use]
    pub fn sound(mut self) -> Self {
        let within = |value: f32, low: f32, high: f32, instead: f32| {
            if value.is_finite() && (low..=high).contains(&value) { value } else { instead }
        };
        let usual = Self::default();
        self.zoom = within(self.zoom, 0.3, 5.0, usual.zoom);
        self.widths.stories = within(self.widths.stories, 80.0, 1_000.0, usual.widths.stories);
        self.widths.pictures = within(self.widths.pictures, 80.0, 2_000.0, usual.widths.pictures);
        self.widths.claims = within(self.widths.claims, 80.0, 2_000.0, usual.widths.claims);
        self.widths.search = within(self.widths.search, 80.0, 2_000.0, usual.widths.search);
        self.widths.review = within(self.widths.review, 80.0, 2_000.0, usual.widths.review);
        let side = |value: f32| value.is_finite() && (200.0..=20_000.0).contains(&value);
        self.window.size = self.window.size.filter(|(width, height)| side(*width) && side(*height));
        let corner = |value: f32| value.is_finite() && value.abs() <= 20_000.0;
        self.window.position = self.window.position.filter(|(x, y)| corner(*x) && corner(*y));
        self.recent.0.retain(|path| path.is_absolute());
        self.recent.0.truncate(Recent::MOST);
        for place in self.projects.values_mut() {
            let surplus = place.reading.len().saturating_sub(ProjectPlace::MOST);
            place.reading.drain(..surplus);
        }
        self
    }
}

impl WindowPlace {
    /// The place on a monitor of this size; a corner that would be off the screen is dropped, so
    /// that the system chooses, and a window that is too large is made to fit.
    #[must_use]
    pub fn fitted(self, monitor: egui::Vec2) -> Self {
        let reachable = |(x, y): (f32, f32)| {
            // Some of the title bar must be within reach of the pointer.
            (-100.0..monitor.x - 100.0).contains(&x) && (-20.0..monitor.y - 40.0).contains(&y)
        };
        Self {
            size: self.size.map(|(width, height)| (width.min(monitor.x), height.min(monitor.y))),
            position: self.position.filter(|corner| reachable(*corner)),
            maximised: self.maximised,
        }
    }
}

impl Recent {
    const MOST: usize = 12;

    /// The projects, the newest first.
    #[must_use]
    pub fn paths(&self) -> &[PathBuf] {
        &self.0
    }

    /// Puts a project first. A path that is not absolute means nothing at the next start.
    pub fn add(&mut self, path: &Path) {
        if let Ok(path) = std::path::absolute(path) {
            self.forget(&path);
            self.0.insert(0, path);
            self.0.truncate(Self::MOST);
        }
    }

    /// Takes a project off the list.
    pub fn forget(&mut self, path: &Path) {
        self.0.retain(|old| old != path);
    }
}

impl ProjectPlace {
    const MOST: usize = 200;

    /// How far a story was read.
    #[must_use]
    pub fn reading_at(&self, story: &StoryId) -> Option<BytePos> {
        self.reading.iter().rev().find(|(id, _)| id == story).map(|(_, at)| *at)
    }

    /// Remembers how far a story was read; the stories read longest ago are forgotten.
    pub fn read_to(&mut self, story: &StoryId, at: BytePos) {
        if let Some(last) = self.reading.last_mut().filter(|(id, _)| id == story) {
            last.1 = at;
            return;
        }
        self.reading.retain(|(id, _)| id != story);
        self.reading.push((story.clone(), at));
        if self.reading.len() > Self::MOST {
            self.reading.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_nobody_can_mean_are_replaced() {
        let mut settings = Settings { zoom: f32::NAN, ..Settings::default() };
        settings.window.size = Some((-3.0, 800.0));
        settings.window.position = Some((f32::INFINITY, 0.0));
        settings.widths.claims = 1e9;
        settings.recent.0.push("relative".into());
        let sound = settings.sound();
        assert_eq!(sound, Settings::default());
    }

    #[test]
    fn a_window_beyond_the_screen_comes_back() {
        let place =
            WindowPlace { size: Some((3000.0, 900.0)), position: Some((2500.0, 10.0)), maximised: false };
        let fitted = place.fitted(egui::vec2(1920.0, 1080.0));
        assert_eq!(fitted.size, Some((1920.0, 900.0)));
        assert_eq!(fitted.position, None);
    }

    #[test]
    fn the_last_twelve_projects_and_two_hundred_stories_are_kept() {
        let mut settings = Settings::default();
        for number in 0..20 {
            settings.recent.add(Path::new(&format!("/home/kim/{number}")));
        }
        settings.recent.add(Path::new("/home/kim/15"));
        assert_eq!(settings.recent.paths().len(), 12);
        assert_eq!(settings.recent.paths()[0], Path::new("/home/kim/15"));
        let place = settings.project("p");
        let id = |number: usize| StoryId::try_from(format!("story-{number}")).unwrap();
        for number in 0..300 {
            place.read_to(&id(number), BytePos(1));
            place.read_to(&id(number), BytePos(7));
        }
        assert_eq!(place.reading.len(), 200);
        assert_eq!(place.reading_at(&id(299)), Some(BytePos(7)));
        assert_eq!(place.reading_at(&id(3)), None);
    }
}
