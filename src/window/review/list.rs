//! The list of findings: Enter goes to the chosen one and again into its form, Delete says it is
//! right so, Insert adds what it names to the code book, Esc closes.

use egui::{Context, Key, Modifiers, Ui};

use super::row::{Taken, finding_row};
use super::rows::{Row, Rows};
use crate::analysis::review::{Finding, Problem};
use crate::story::StoryId;
use crate::window::chrome::text::{counted, day, plain};
use crate::window::desk::{Desk, Request};
use crate::window::list::{List, headline, step_over_headlines};
use crate::window::view::Selection;

/// The list, and what is chosen in it.
pub(super) struct Findings {
    list: List,
    /// The chosen row that was gone to.
    went: Option<usize>,
}

/// What the list asks of the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    /// The panel closes.
    Close,
    /// The finding of this row is right so, or not any more.
    Dismiss(usize),
    /// The code book gets what the finding of this row says it lacks.
    Add(usize),
}

impl Default for Findings {
    fn default() -> Self {
        Self { list: List::new("review list", "To review"), went: None }
    }
}

impl Findings {
    pub(super) fn has_keyboard(&self, ctx: &Context) -> bool {
        self.list.has_keyboard(ctx)
    }

    /// The row of the chosen finding.
    pub(super) fn chosen(&self) -> Option<usize> {
        self.list.chosen()
    }

    /// Gives the list the keyboard, at the chosen finding or the first one.
    pub(super) fn enter(&mut self, rows: &Rows) {
        self.list.take_keyboard();
        self.choose(self.chosen().or_else(|| step(rows, None, 0)));
    }

    pub(super) fn choose(&mut self, row: Option<usize>) {
        if self.chosen() != row {
            self.went = None;
        }
        self.list.choose(row);
    }

    /// The row at the place of the chosen one, which may be gone.
    pub(super) fn nearest(&self, rows: &Rows) -> Option<usize> {
        step(rows, Some(self.chosen()?), 0)
    }

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, rows: &Rows) -> Wish {
        let mut wish = Wish::Nothing;
        let mut clicked = None;
        let walk = |row, delta| step(rows, row, delta);
        let pressed = self.list.show(ui, rows.len(), walk, |ui, at| match rows.get(at.row) {
            Some(Row::Story(story, listed)) => {
                if let Some((name, facts)) = heading(desk, story, *listed) {
                    headline(ui, desk.theme, at.rect, &name, facts);
                }
            }
            Some(Row::Finding(story, finding, dismissed)) => {
                match finding_row(ui, desk, story, finding, *dismissed, at) {
                    Taken::Nothing => {}
                    Taken::Line => clicked = Some((at.row, story, finding)),
                    Taken::Right => wish = Wish::Dismiss(at.row),
                    Taken::Add => wish = Wish::Add(at.row),
                }
            }
            None => {}
        });
        if pressed.walked {
            self.went = None;
        }
        if let Some((row, story, finding)) = clicked {
            self.list.choose_here(Some(row));
            self.list.take_keyboard();
            self.went = Some(row);
            go_to(desk, story, finding);
        }
        let here = self.chosen().and_then(|row| Some((row, rows.get(row)?)));
        if let Some((row, Row::Finding(story, finding, _))) = here {
            if pressed.enter {
                let again = self.went.replace(row) == Some(row);
                go_to(desk, story, finding);
                if again {
                    desk.ask(if finding.claim.is_some() {
                        Request::FocusForm
                    } else {
                        Request::FocusArticle
                    });
                }
            }
            if pressed.delete {
                return Wish::Dismiss(row);
            }
            let insert = || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Insert));
            if self.list.has_keyboard(ui.ctx()) && insert() {
                return Wish::Add(row);
            }
        }
        if pressed.escape { Wish::Close } else { wish }
    }
}

fn step(rows: &Rows, row: Option<usize>, delta: isize) -> Option<usize> {
    let is_headline = |row| matches!(rows.get(row), Some(Row::Story(..)));
    step_over_headlines(rows.len(), is_headline, row, delta)
}

/// A story's headline, and what stands at its right.
fn heading(desk: &Desk<'_>, story: &StoryId, listed: usize) -> Option<(String, String)> {
    let work = desk.project().story(story)?;
    let status = work.status(desk.session.coder()).name();
    let date = work.story.date.map(day).unwrap_or_default();
    let name = match plain(work.story.headline.trim()) {
        blank if blank.is_empty() => story.as_str().to_owned(),
        name => name.into_owned(),
    };
    Some((name, format!("{date}   {status}   {}", counted(listed, "finding", "findings"))))
}

/// Shows what a finding is about: its claim's form, its picture, its words.
fn go_to(desk: &mut Desk<'_>, story: &StoryId, finding: &Finding) {
    desk.ask(Request::OpenStory(story.clone()));
    match finding.claim {
        Some(claim) => {
            desk.ask(Request::GoTo(story.clone(), claim));
            let work = desk.project().story(story);
            if let Problem::NoPicture(picture) = &finding.problem
                && work.is_some_and(|work| work.story.picture(picture).is_some())
            {
                desk.ask(Request::Enlarge(Some(picture.clone())));
            }
        }
        None => {
            if let Some(range) = finding.range {
                desk.ask(Request::Choose(None));
                desk.ask(Request::Select(Some(Selection::of(range))));
                desk.ask(Request::Reveal(range));
            }
        }
    }
}
