//! The passages that are not at their place since the text changed: each with its words before and
//! after, to be accepted, moved or left.

use egui::{Context, ScrollArea, Ui};

use super::shell::{Shell, Step, buttons, enter, instead, small, steady};
use crate::claims::anchors::Outcome;
use crate::project::{StoryWork, Waiting, earlier_texts, waiting};
use crate::story::{StoryId, TextRange};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{counted, plain};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::pending::Pending;

/// The dialog that lists the passages without a place.
pub(super) struct Review {
    story: StoryId,
    /// They, as they were at that state of the project.
    list: Option<(u64, Pending<Vec<Waiting>>)>,
}

/// What is done with one passage.
enum Verdict {
    Place(TextRange),
    Leave,
    TakeUp,
}

impl Review {
    pub(super) fn new(story: StoryId) -> Self {
        Self { story, list: None }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let shell =
            Shell { theme: desk.theme, id: "review passages", title: "Review passages", width: 780.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        self.look(ui.ctx(), desk);
        let Some(work) = desk.project().story(&self.story) else { return Step::Close };
        let height = (ui.ctx().content_rect().height() - 240.0).clamp(120.0, 460.0);
        let Some((_, Pending::Here(list))) = &self.list else {
            steady(ui, height, |ui| instead(ui, theme, "Looking where the passages go\u{2026}", ""));
            return if buttons(ui, theme, &["Close"], true).is_some() { Step::Close } else { Step::Stay };
        };
        let (left, list): (Vec<&Waiting>, Vec<&Waiting>) = list.iter().partition(|one| one.is_left());
        let mut verdict = None;
        steady(ui, height, |ui| {
            if list.is_empty() && left.is_empty() {
                instead(
                    ui,
                    theme,
                    "Every passage of yours stands at its place",
                    "Here come those whose words are not where they were after the text was corrected or imported again.",
                );
                return;
            }
            let about = "The text has changed, and the words of these passages are not at their place. Select other words in the story first to move one there. Undo takes each step back.";
            small(ui, if list.is_empty() { "Nothing waits." } else { about }, theme.faint);
            ui.add_space(6.0);
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                for (index, one) in list.iter().chain(&left).enumerate() {
                    if index == list.len() {
                        let words =
                            format!("{} left as they were", counted(left.len(), "passage", "passages"));
                        word(ui, words, Face::SansStrong.at(13.0), theme.ink);
                        ui.add_space(4.0);
                    }
                    ui.push_id(index, |ui| {
                        if let Some(given) = row(ui, desk, work, one) {
                            verdict = Some((*one, given));
                        }
                    });
                }
            });
        });
        let sure: Vec<(&Waiting, TextRange)> = list
            .iter()
            .filter(|one| one.found.outcome == Outcome::Placed)
            .filter_map(|one| Some((*one, one.found.range?)))
            .collect();
        let names = [format!("Accept {} sure", sure.len()), "Close".to_owned()];
        let names = names.each_ref().map(String::as_str);
        let (names, offset) = if sure.is_empty() { (&names[1..], 1) } else { (&names[..], 0) };
        let taken = buttons(ui, theme, names, true).map(|at| at + offset);
        let place = |desk: &mut Desk, label: &str, places: &[(&Waiting, TextRange)]| {
            let edit = Waiting::settle(places.iter().copied(), (&self.story, work), desk.session.coder());
            desk.ask(Request::Perform(label.to_owned(), edit));
        };
        match (verdict, taken) {
            (Some((one, Verdict::Place(range))), _) => place(desk, "move a passage", &[(one, range)]),
            (Some((one, verdict)), _) => {
                let leave = matches!(verdict, Verdict::Leave);
                let edit = one.leave(leave, (&self.story, work), desk.session.coder());
                let label = if leave { "leave a passage" } else { "take a passage up again" };
                desk.ask(Request::Perform(label.to_owned(), edit));
            }
            (None, Some(0)) => place(desk, "accept passages", &sure),
            (None, Some(_)) => return Step::Close,
            (None, None) if entered && list.is_empty() => return Step::Close,
            (None, None) => {}
        }
        Step::Stay
    }

    /// Has looked, on a thread, for the places; again whenever the project changes.
    fn look(&mut self, ctx: &Context, desk: &Desk) {
        if let Some((_, pending)) = &mut self.list {
            pending.poll();
        }
        let revision = desk.session.revision();
        if self.list.as_ref().is_some_and(|(of, _)| *of == revision) {
            return;
        }
        let Some(work) = desk.project().story(&self.story).cloned() else { return };
        let texts = earlier_texts(desk.session, &self.story);
        let coder = desk.session.coder().clone();
        self.list = Some((revision, Pending::begin(ctx, move || waiting(&work, &coder, &texts))));
    }
}

/// One passage: before, after, and what can be done.
fn row(ui: &mut Ui, desk: &Desk, work: &StoryWork, one: &Waiting) -> Option<Verdict> {
    let theme = desk.theme;
    let mut verdict = None;
    let after = one.found.range.and_then(|range| work.text.slice(range));
    word(ui, "Before", Face::SansMedium.at(12.0), theme.faint);
    words(ui, one.passage.quote());
    let how = match one.found.outcome {
        Outcome::Placed => format!("After, sure ({} of 100)", one.found.score),
        Outcome::Review => format!("After, perhaps ({} of 100)", one.found.score),
        Outcome::Orphan => "After: its words are gone".to_owned(),
    };
    word(ui, &how, Face::SansMedium.at(12.0), theme.faint);
    if let Some(after) = after {
        words(ui, after);
    }
    ui.horizontal(|ui| {
        if let Some(range) = one.found.range
            && ui.button("Accept").clicked()
        {
            verdict = Some(Verdict::Place(range));
        }
        let selected = desk.view.selection.map(crate::window::view::Selection::range);
        let selected = selected.filter(|range| !range.is_empty() && desk.view.story.is_some());
        let hint = "Select the words in the story first";
        let button = ui.add_enabled(selected.is_some(), egui::Button::new("Move to selection"));
        if button.on_disabled_hover_text(hint).clicked() {
            verdict = selected.map(Verdict::Place);
        }
        if one.is_left() {
            if ui.button("Take up again").clicked() {
                verdict = Some(Verdict::TakeUp);
            }
        } else if ui.button("Leave").clicked() {
            verdict = Some(Verdict::Leave);
        }
    });
    ui.add_space(10.0);
    verdict
}

fn words(ui: &mut Ui, words: &str) {
    let text = egui::RichText::new(plain(words)).font(Face::Serif.at(14.5));
    ui.add(egui::Label::new(text).selectable(false).wrap());
}
