//! Correcting the words of one block, with a word on what becomes of the passages before it is done.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Id, Key, Modifiers, ScrollArea, TextEdit, Ui, vec2};

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
    draft: Draft,
    words: String,
    fresh: bool,
    /// Where the caret is at first, in characters.
    caret: usize,
    /// Whether the words are those that were typed here when the dialog was last left.
    again: bool,
    /// What the words would make of the story, for the words and the state of the project that it was
    /// worked out for.
    outcome: Option<(String, u64, Pending<Option<Correction>>)>,
}

/// What was typed for a block of a story.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    story: StoryId,
    block: usize,
    /// What the block said.
    was: String,
    words: String,
}

/// The field, by its name.
fn field() -> Id {
    Id::unique("corrected words")
}

/// Whether the field has the keyboard: there Enter begins a line.
pub(super) fn has_keyboard(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.has_focus(field()))
}

impl Correct {
    /// For a block that says `was`, at this character. What was typed for it before, and left, is there
    /// again.
    pub(super) fn new(story: StoryId, block: usize, was: &str, caret: usize, left: Option<Draft>) -> Self {
        let left = left.filter(|left| (&left.story, left.block, left.was.as_str()) == (&story, block, was));
        let again = left.is_some();
        let words = left.map_or_else(|| was.to_owned(), |left| left.words);
        let draft = Draft { story, block, was: was.to_owned(), words: String::new() };
        Self { draft, words, fresh: true, caret, again, outcome: None }
    }

    /// What is typed and differs from the text.
    pub(super) fn draft(&self) -> Option<Draft> {
        let words = self.words.clone();
        (words != self.draft.was).then(|| Draft { words, ..self.draft.clone() })
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "correct text", title: "Correct text", width: 720.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        // Enter begins a line here.
        let entered = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let about = if self.again {
            "The words of this block, as you left them here. The text as it was stays beside the new one."
        } else {
            "The words of this block. The text as it was stays beside the new one."
        };
        let label = ui.label(about);
        let height = (ui.ctx().content_rect().height() - 280.0).clamp(120.0, 420.0);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            let field = TextEdit::multiline(&mut self.words)
                .id(field())
                .font(Face::Serif.at(16.0))
                .margin(vec2(10.0, 8.0))
                .desired_rows(6)
                .desired_width(f32::INFINITY);
            let field = ui.add(field).labelled_by(label.id);
            if self.fresh {
                let mut state = TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
                state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(self.caret))));
                state.store(ui.ctx(), field.id);
            }
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
        let others = others(desk, &self.draft.story);
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
        let Some(work) = desk.project().story(&self.draft.story).cloned() else { return };
        let (coder, block, words) = (desk.session.coder().clone(), self.draft.block, self.words.clone());
        let pending = Pending::begin(ctx, move || Correction::of_block(&work, &coder, block, &words));
        self.outcome = Some((self.words.clone(), revision, pending));
    }

    fn apply(&self, desk: &mut Desk, correction: Correction) -> Step {
        let unsure = correction.carried.review + correction.carried.orphans > 0;
        let edit = correction.into_edit(&self.draft.story, desk.session.coder());
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
