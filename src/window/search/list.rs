//! The list of hits: the arrows walk and show each where it stands, Enter goes there.

use egui::{Context, Ui};

use super::go::go_to;
use super::results::{Results, Row};
use super::row::hit_row;
use crate::analysis::search::{Found, Hit, Names, Room};
use crate::window::chrome::text::{counted, day, plain};
use crate::window::desk::{Desk, Request};
use crate::window::list::{List, headline, step_over_headlines};

/// The list, and what is chosen in it.
pub(super) struct Hits(List);

/// What the list asks of the panel.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    /// To where the search was begun.
    Back,
    /// The article has the keyboard now.
    Away,
}

impl Default for Hits {
    fn default() -> Self {
        Self(List::new("search results", "Hits"))
    }
}

impl Hits {
    pub(super) fn has_keyboard(&self, ctx: &Context) -> bool {
        self.0.has_keyboard(ctx)
    }

    /// The row of the chosen hit.
    pub(super) fn chosen(&self) -> Option<usize> {
        self.0.chosen()
    }

    pub(super) fn choose(&mut self, row: Option<usize>) {
        self.0.choose(row);
    }

    /// Keeps what is chosen without moving the list.
    pub(super) fn keep(&mut self, row: Option<usize>) {
        self.0.choose_here(row);
    }

    pub(super) fn take_keyboard(&mut self) {
        self.0.take_keyboard();
    }

    /// Gives the list the keyboard, at the chosen hit or the first one, and shows that.
    pub(super) fn enter(&mut self, desk: &mut Desk<'_>, results: &Results) {
        self.take_keyboard();
        self.choose(self.chosen().or_else(|| step(results, None, 0)));
        self.preview(desk, results);
    }

    /// Chooses the next hit, or the one before, and shows it.
    pub(super) fn step(&mut self, desk: &mut Desk<'_>, results: &Results, delta: isize) {
        self.choose(step(results, self.chosen(), delta));
        self.preview(desk, results);
    }

    fn preview(&self, desk: &mut Desk<'_>, results: &Results) {
        if let Some(Row::Hit(found, hit)) = self.chosen().and_then(|row| results.row(row)) {
            go_to(desk, found, hit);
        }
    }

    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        results: &Results,
        names: &Names,
    ) -> Wish {
        let mut clicked = None;
        let step = |row, delta| step(results, row, delta);
        let pressed = self.0.show(ui, results.rows(), step, |ui, at| match results.row(at.row) {
            Some(Row::Story(found)) => headline(ui, desk.theme, at.rect, &name(found), facts(found)),
            Some(Row::Hit(found, hit)) => {
                let line = found.line(hit, names, Room { side: 160, hit: 60 });
                let response = hit_row(ui, desk, &line, at);
                if response.clicked() {
                    clicked = Some((at.row, found, hit, response.double_clicked()));
                }
            }
            None => {}
        });
        if let Some((row, found, hit, twice)) = clicked {
            self.keep(Some(row));
            return self.go(desk, (found, hit), twice);
        }
        if let Some(Row::Hit(found, hit)) = self.chosen().and_then(|row| results.row(row))
            && (pressed.walked || pressed.enter)
        {
            return self.go(desk, (found, hit), pressed.enter);
        }
        if pressed.escape { Wish::Back } else { Wish::Nothing }
    }

    /// Shows a hit; the keyboard stays in the list, or goes with it.
    fn go(&mut self, desk: &mut Desk<'_>, (found, hit): (&Found, Hit), along: bool) -> Wish {
        go_to(desk, found, hit);
        if along {
            desk.ask(Request::FocusArticle);
            return Wish::Away;
        }
        self.take_keyboard();
        Wish::Nothing
    }
}

fn step(results: &Results, row: Option<usize>, delta: isize) -> Option<usize> {
    let is_headline = |row| matches!(results.row(row), Some(Row::Story(_)));
    step_over_headlines(results.rows(), is_headline, row, delta)
}

fn name(found: &Found) -> String {
    match plain(found.story.story.headline.trim()) {
        blank if blank.is_empty() => found.story.id.as_str().to_owned(),
        name => name.into_owned(),
    }
}

fn facts(found: &Found) -> String {
    let date = found.story.story.date.map(day).unwrap_or_default();
    format!("{date}   {}", counted(found.hits.len(), "hit", "hits"))
}
