//! Correcting the words of one block, with a word on what becomes of the passages before it is done.

use egui::{Context, Key, Modifiers, ScrollArea, TextEdit, Ui, vec2};

use super::shell::{Shell, Step, buttons, focus_once, small};
use crate::project::{Carried, Correction};
use crate::story::StoryId;
use crate::window::chrome::text::counted;
use crate::window::commands::Command;
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;
use crate::window::pending::Pending;

/// The dialog that corrects a block of a story's text.
pub(super) struct Correct {
    story: StoryId,
    block: usize,
    words: String,
    fresh: bool,
    /// What the words would make of the story, for the words and the state of the project that it was
    /// worked out for.
    outcome: Option<(String, u64, Pending<Option<Correction>>)>,
}

impl Correct {
    pub(super) fn new(story: StoryId, block: usize, words: &str) -> Self {
        Self { story, block, words: words.to_owned(), fresh: true, outcome: None }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "correct text", title: "Correct text", width: 720.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        // Enter begins a line here.
        let entered = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let label = ui.label("The words of this block. The text as it was stays beside the new one.");
        let height = (ui.ctx().content_rect().height() - 280.0).clamp(120.0, 420.0);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            let field = TextEdit::multiline(&mut self.words)
                .id(egui::Id::unique("corrected words"))
                .font(Face::Serif.at(16.0))
                .margin(vec2(10.0, 8.0))
                .desired_rows(6)
                .desired_width(f32::INFINITY);
            let field = ui.add(field).labelled_by(label.id);
            focus_once(&mut self.fresh, &field);
        });
        ui.add_space(6.0);
        self.work_out(ui.ctx(), desk);
        let ready = match &self.outcome {
            Some((_, _, Pending::Here(Some(correction)))) => {
                let (words, alarm) = fares(correction.carried);
                small(ui, words, if alarm { theme.alarm } else { theme.faint });
                Some(correction)
            }
            Some((_, _, Pending::Here(None))) => {
                small(ui, "Nothing is changed yet.", theme.faint);
                None
            }
            Some((_, _, Pending::Broken)) => {
                small(ui, "A fault in Pressmark ended this. Please report it.", theme.alarm);
                None
            }
            _ => {
                small(ui, "Looking where the passages go\u{2026}", theme.faint);
                None
            }
        };
        let others = others(desk, &self.story);
        if let Some(names) = &others {
            let text = format!("What {names} marked stays as it is until they open the story themselves.");
            small(ui, text, theme.faint);
        }
        let taken = buttons(ui, theme, &["Apply", "Cancel"], ready.is_some());
        match (taken, ready) {
            (Some(0), Some(correction)) => self.apply(desk, correction.clone()),
            (None, Some(correction)) if entered => self.apply(desk, correction.clone()),
            (Some(1), _) => Step::Close,
            _ => Step::Stay,
        }
    }

    /// Has worked out, on a thread, what the words would do; again whenever they change.
    fn work_out(&mut self, ctx: &Context, desk: &Desk) {
        let revision = desk.session.revision();
        if let Some((_, _, pending)) = &mut self.outcome {
            pending.poll();
        }
        let waits = matches!(&self.outcome, Some((_, _, Pending::Waiting(_))));
        let current =
            self.outcome.as_ref().is_some_and(|(words, of, _)| *words == self.words && *of == revision);
        // What is typed meanwhile waits its turn, so that one thread at most is busy with it.
        if current || waits {
            return;
        }
        let Some(work) = desk.project().story(&self.story).cloned() else { return };
        let (coder, block, words) = (desk.session.coder().clone(), self.block, self.words.clone());
        let pending = Pending::begin(ctx, move || Correction::of_block(&work, &coder, block, &words));
        self.outcome = Some((self.words.clone(), revision, pending));
    }

    fn apply(&self, desk: &mut Desk, correction: Correction) -> Step {
        let unsure = correction.carried.review + correction.carried.orphans > 0;
        let edit = correction.into_edit(&self.story, desk.session.coder());
        desk.ask(Request::Perform("correct the text".to_owned(), edit));
        if unsure { Step::Ask(Request::Run(Command::ReviewPassages)) } else { Step::Close }
    }
}

/// How the passages fare, in words, and whether some have no place.
fn fares(carried: Carried) -> (String, bool) {
    let Carried { kept, placed, review, orphans } = carried;
    if kept + placed + review + orphans == 0 {
        return ("You have marked nothing in this story.".to_owned(), false);
    }
    let words = format!(
        "{}: {} placed, {review} to review, {orphans} whose words are gone.",
        counted(kept + placed + review + orphans, "passage", "passages"),
        kept + placed,
    );
    (words, review + orphans > 0)
}

/// The other coders who marked something in the story.
pub(super) fn others(desk: &Desk, story: &StoryId) -> Option<String> {
    let work = desk.project().story(story)?;
    let others =
        work.coders.iter().filter(|(coder, work)| *coder != desk.session.coder() && !work.claims.is_empty());
    let names: Vec<&str> = others.map(|(coder, _)| coder.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
