//! Where the panels stand.

use egui::{CentralPanel, Frame, Margin, Panel, Stroke, Ui};

use super::{Workbench, welcome};
use crate::window::chrome::dialogs::Answer;
use crate::window::chrome::import_line;
use crate::window::chrome::tour::Places;
use crate::window::commands::Command;
use crate::window::settings::PanelWidths;
use crate::window::theme::Theme;
use crate::window::view::Panels;
use crate::window::{review, search};

/// The height of the menu bar, in points.
const BAR: f32 = 30.0;

impl Workbench {
    pub(super) fn show_panels(&mut self, ui: &mut Ui) {
        let save = self.save_note();
        let problems = self.keeper.as_ref().map_or(0, |keeper| keeper.findings.len());
        let open = self.has_project;
        let opening = self.opening_page();
        let importing = self.imports.line();
        let mut cancelled = false;
        let theme = self.theme.clone();
        let shown = fitting(self.view.panels, self.settings.widths, ui.available_width(), self.wanted_panel);
        self.fitting = shown;
        let mut read_problems = false;
        let answer = self.with_desk(|panels, desk, settings| {
            let bar = ground(&theme).inner_margin(Margin::symmetric(8, 0));
            let top = bar.inner_margin(Margin { top: 4, ..Margin::symmetric(8, 0) });
            Panel::top("menu bar").exact_size(BAR).frame(top).resizable(false).show(ui, |ui| {
                let lenses = settings.project(&desk.project().id).lenses.clone();
                panels.menus.show(ui, desk, &mut settings.recent, &lenses);
            });
            Panel::bottom("status line").frame(bar).resizable(false).show(ui, |ui| {
                let dismissed = &settings.project(&desk.project().id).dismissed;
                let to_review = desk.view.story.as_ref().map_or(0, |id| panels.review.count(id, dismissed));
                read_problems = panels.status.show(ui, desk, &save, problems, to_review);
            });
            if let Some(line) = &importing {
                Panel::bottom("import line").frame(bar).resizable(false).show(ui, |ui| line.show(ui, desk));
            }
            if open && panels.search.is_open() {
                let most = (ui.available_height() - 120.0).max(search::LEAST);
                let height = settings.widths.search.clamp(search::LEAST, most);
                let panel = Panel::bottom("search").resizable(true).default_size(height);
                let panel = panel.size_range(search::LEAST..=most).frame(ground(&theme).stroke(Stroke::NONE));
                let lenses = &mut settings.project(&desk.project().id).lenses;
                let panel = panel.show(ui, |ui| panels.search.show(ui, desk, lenses));
                settings.widths.search = panel.response.rect.height();
            }
            if open && panels.review.is_open() {
                let most = (ui.available_height() - 120.0).max(review::LEAST);
                let height = settings.widths.review.clamp(review::LEAST, most);
                let panel = Panel::bottom("review").resizable(true).default_size(height);
                let panel = panel.size_range(review::LEAST..=most).frame(ground(&theme).stroke(Stroke::NONE));
                let dismissed = &mut settings.project(&desk.project().id).dismissed;
                let panel = panel.show(ui, |ui| panels.review.show(ui, desk, dismissed));
                settings.widths.review = panel.response.rect.height();
            }
            if open && shown.stories {
                let panel = side(Panel::left("stories"), settings.widths.stories, 150.0..=420.0, &theme);
                let panel = panel.show(ui, |ui| panels.stories.show(ui, desk));
                settings.widths.stories = panel.response.rect.width();
            }
            let mut places = Places::default();
            if open && shown.claims {
                let panel = side(Panel::right("claims"), settings.widths.claims, 260.0..=640.0, &theme);
                let panel = panel.show(ui, |ui| panels.claims.show(ui, desk));
                settings.widths.claims = panel.response.rect.width();
                places.claims = panel.response.rect;
            } else {
                panels.claims.flush(desk);
            }
            if open && shown.pictures {
                let panel = side(Panel::right("pictures"), settings.widths.pictures, 160.0..=640.0, &theme);
                let panel = panel.show(ui, |ui| panels.pictures.show(ui, desk));
                settings.widths.pictures = panel.response.rect.width();
                places.pictures = panel.response.rect;
            }
            let middle = CentralPanel::default().frame(Frame::new().fill(theme.paper)).show(ui, |ui| {
                if let Some(page) = &opening {
                    cancelled = page.show(ui, desk);
                } else if !open {
                    welcome::show(ui, desk, settings.recent.paths());
                } else if desk.story().is_none() {
                    welcome::no_story(ui, desk);
                } else if desk.view.enlarged.is_some() {
                    panels.pictures.viewer(ui, desk);
                } else {
                    panels.article.show(ui, desk);
                }
            });
            places.article = middle.response.rect;
            panels.tour.places = places;
            panels.tour.show(ui, desk);
            // The line of an import asks things; a message over it would take its clicks.
            let above = if importing.is_some() { import_line::HEIGHT } else { 0.0 };
            panels.notices.show(ui, desk, above);
            panels.palette.show(ui, desk, settings.recent.paths());
            panels.dialogs.show(ui, desk)
        });
        if cancelled {
            self.cancel_opening();
        }
        if read_problems {
            self.show_problems(ui.ctx());
        }
        if let Some(purpose) = self.picker.show(ui, &theme) {
            self.open_path_box(purpose);
        }
        welcome::drop_hint(ui, self.view.story.is_some());
        match answer {
            Some(Answer::QuitAnyway) => self.leaving.anyway(ui.ctx()),
            Some(Answer::KeepTrying) => self.leaving.stay(),
            Some(Answer::SaveCopy) => {
                // Should no folder be chosen, the next try to quit asks again.
                self.leaving.stay();
                self.pick(ui.ctx(), crate::window::chrome::dialogs::Purpose::SaveCopy);
            }
            Some(Answer::CopyTo(folder)) => self.copy_project(ui.ctx(), folder),
            None => {}
        }
    }
}

/// The article never gets narrower than this, in points.
const ARTICLE: f32 = 330.0;
/// Unless there is room for one panel only, which was asked for: then down to this.
const LEAST: f32 = 120.0;

/// Which of the open panels have room: on a narrow window the pictures give way first, then the
/// stories, then the claims; the one asked for last after all others.
fn fitting(open: Panels, widths: PanelWidths, room: f32, wanted: Option<Command>) -> Panels {
    let mut shown = open;
    let taken = |shown: Panels| {
        let width = |is_open: bool, width: f32| if is_open { width } else { 0.0 };
        width(shown.stories, widths.stories)
            + width(shown.pictures, widths.pictures)
            + width(shown.claims, widths.claims)
    };
    let mut order = [Command::TogglePictures, Command::ToggleStories, Command::ToggleClaims];
    order.sort_by_key(|panel| wanted == Some(*panel));
    for panel in order {
        let least = if wanted == Some(panel) { LEAST } else { ARTICLE };
        if room - taken(shown) >= least {
            break;
        }
        match panel {
            Command::TogglePictures => shown.pictures = false,
            Command::ToggleStories => shown.stories = false,
            _ => shown.claims = false,
        }
    }
    shown
}

fn ground(theme: &Theme) -> Frame {
    Frame::new().fill(theme.panel)
}

fn side(panel: Panel, width: f32, range: std::ops::RangeInclusive<f32>, theme: &Theme) -> Panel {
    let (least, most) = (*range.start(), *range.end());
    panel
        .resizable(true)
        .default_size(width.clamp(least, most))
        .size_range(least..=most)
        .frame(ground(theme).stroke(Stroke::NONE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_give_way_on_a_narrow_window_and_come_back_on_a_wide_one() {
        let fit = |room| fitting(Panels::default(), PanelWidths::default(), room, None);
        assert_eq!(fit(1440.0), Panels::default());
        assert_eq!(fit(1100.0), Panels { pictures: false, ..Panels::default() });
        assert_eq!(fit(800.0), Panels { stories: false, pictures: false, claims: true });
        assert_eq!(fit(600.0), Panels { stories: false, pictures: false, claims: false });
        let wanted =
            |room| fitting(Panels::default(), PanelWidths::default(), room, Some(Command::TogglePictures));
        assert_eq!(wanted(600.0), Panels { stories: false, pictures: true, claims: false });
    }
}
