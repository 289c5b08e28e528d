//! Undo, redo and going back, and what is to be told of them.

use egui::Context;

use super::Workbench;
use crate::project::{Retraced, StepId};
use crate::window::chrome::text::plain;
use crate::window::commands::Command;
use crate::window::desk::Request;

/// How many things that stayed are told one by one.
const FEW: usize = 2;

impl Workbench {
    pub(super) fn turn_back_or_on(&mut self, back: bool) {
        let turned = if back { self.session.undo() } else { self.session.redo() };
        match turned {
            Ok(Some(retraced)) => {
                self.tell_retraced(if back { "Undo" } else { "Redo" }, &retraced);
                self.show_focus(retraced.focus);
            }
            Ok(None) => {
                self.notify(if back { "There is nothing to undo." } else { "There is nothing to redo." })
            }
            Err(error) => self.notify(&error.to_string()),
        }
    }

    /// Makes the project what it was after a step. What is typed is a step too.
    pub(super) fn go_back(&mut self, ctx: &Context, label: String, to: Option<StepId>) {
        self.commit_typed(ctx);
        let before = self.session.history().current();
        match self.session.go_back(label, to) {
            Ok(Some(retraced)) => {
                self.tell_retraced("Going back", &retraced);
                self.show_focus(retraced.focus);
                if self.session.history().current() != before {
                    let undo = Request::Run(Command::Undo);
                    let whole = retraced.left_out.is_empty() && retraced.clashes.is_empty();
                    let rest = if whole { "" } else { " but for that" };
                    self.panels.notices.offer(format!("The project is as it was then{rest}."), "Undo", undo);
                }
            }
            Ok(None) => self.notify("The project is as it was then already."),
            Err(error) => self.notify(&error.to_string()),
        }
    }

    /// Tells what stayed as it is because others wrote it, or because it has no place any more.
    fn tell_retraced(&mut self, what: &str, retraced: &Retraced) {
        for words in told(what, retraced) {
            self.panels.notices.error(words);
        }
    }
}

fn told(what: &str, Retraced { left_out, clashes, .. }: &Retraced) -> Vec<String> {
    let few = |mut all: Vec<String>, more: &str| {
        let rest = all.len().saturating_sub(FEW);
        all.truncate(FEW);
        if rest > 0 {
            all.push(format!("{rest} {more}"));
        }
        all
    };
    let left =
        left_out.iter().map(|why| format!("{what} left something as it is: {}.", plain(&why.to_string())));
    let mut told = few(left.collect(), "more things were left as they are.");
    let clashes = clashes.iter().map(|clash| format!("{what}: {}.", plain(&clash.to_string())));
    told.extend(few(clashes.collect(), "more things were changed by others since, and stay."));
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::EditError;
    use crate::story::StoryId;

    #[test]
    fn a_few_reasons_are_told_and_the_rest_is_counted() {
        let story = |number: u8| StoryId::try_from(format!("s{number}")).unwrap();
        let left_out = |count| (0..count).map(|number| EditError::NoStory(story(number))).collect();
        let told = |count| told("Undo", &Retraced { left_out: left_out(count), ..Retraced::default() });
        assert_eq!(told(0), [] as [String; 0]);
        assert_eq!(told(1), ["Undo left something as it is: there is no story called s0."]);
        assert_eq!((told(5).len(), told(5)[2].as_str()), (3, "3 more things were left as they are."));
    }
}
