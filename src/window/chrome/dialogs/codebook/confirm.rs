//! What would happen to claims, told before it does.

use egui::Ui;

use super::super::shell::{Step, buttons, enter};
use super::named::claim_list;
use crate::project::Use;
use crate::project::codebook::{Plan, Rework};
use crate::window::chrome::parts::word;
use crate::window::chrome::text::{counted, plain};
use crate::window::desk::{Desk, Request};
use crate::window::fonts::Face;

/// How many claims are seen at once.
const ROWS: usize = 8;

/// A change that waits for a yes.
pub(super) struct Confirm {
    rework: Rework,
    title: String,
    plan: Option<(u64, Plan)>,
    /// Which of the claims is looked at.
    chosen: usize,
}

/// How it goes on.
pub(super) enum Next {
    Stay,
    Back,
    Done,
    Ask(Box<Confirm>),
    /// Nothing is changed, and this claim is looked at.
    Visit(Box<Use>),
}

impl Confirm {
    pub(super) fn new(rework: Rework, title: String) -> Self {
        Self { rework, title, plan: None, chosen: 0 }
    }

    /// Makes the change at once where no claim is touched by it; says whether it did.
    pub(super) fn make_if_harmless(&mut self, desk: &mut Desk) -> bool {
        let harmless = self.plan(desk).is_some_and(Plan::touches_nothing);
        if harmless {
            self.make(desk);
        }
        harmless
    }

    fn plan(&mut self, desk: &Desk) -> Option<&Plan> {
        let revision = desk.session.revision();
        if self.plan.as_ref().is_none_or(|(at, _)| *at != revision) {
            let plan = self.rework.plan(desk.project(), desk.session.coder()).ok()?;
            self.plan = Some((revision, plan));
        }
        self.plan.as_ref().map(|(_, plan)| plan)
    }

    fn make(&self, desk: &mut Desk) {
        if let Some((_, plan)) = &self.plan {
            let mut title = self.title.chars();
            let first = title.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
            desk.ask(Request::Perform(format!("{first}{}", title.as_str()), plan.edit.clone()));
        }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, desk: &mut Desk) -> Next {
        let theme = desk.theme;
        let entered = enter(ui);
        let title = self.title.clone();
        word(ui, plain(&title), Face::SansMedium.at(14.5), theme.ink);
        ui.add_space(6.0);
        let deletes = matches!(
            self.rework,
            Rework::DeleteKind(_) | Rework::DeleteField(..) | Rework::DeleteCode(..) | Rework::DeleteLink(_)
        );
        let mut chosen = self.chosen;
        let Some(plan) = self.plan(desk) else { return Next::Back };
        for line in sentences(plan, deletes) {
            ui.label(line);
        }
        ui.add_space(6.0);
        if !plan.named.is_empty() {
            claim_list(ui, desk, &plan.named, &mut chosen, ROWS.min(plan.named.len()));
        }
        let seen = plan.named.get(chosen).cloned();
        self.chosen = chosen;
        let make = if deletes { "Delete" } else { "Change" };
        let names: &[&str] = if seen.is_some() { &[make, "Back", "Go to claim"] } else { &[make, "Back"] };
        match (buttons(ui, theme, names, true), seen) {
            (Some(1), _) => Next::Back,
            (Some(2), Some(seen)) => Next::Visit(Box::new(seen)),
            (taken, _) if taken.is_some() || entered => {
                self.make(desk);
                Next::Done
            }
            _ => Next::Stay,
        }
    }
}

/// What a change would do, in sentences.
pub(super) fn sentences(plan: &Plan, deletes: bool) -> Vec<String> {
    let claims = |number| counted(number, "claim", "claims");
    let mut lines = Vec::new();
    let stories = counted(plan.stories, "story", "stories");
    lines.push(match (plan.own, deletes) {
        (0, _) => "None of your claims is touched.".to_owned(),
        (own, true) => {
            format!("{} of yours in {stories} keep what they say, and show it as unknown.", claims(own))
        }
        (own, false) => format!("{} of yours in {stories} are looked at and changed with it.", claims(own)),
    });
    if plan.parked > 0 {
        lines.push(format!(
            "{} would fit no longer: put aside with the claim, never dropped.",
            counted(plan.parked, "value", "values")
        ));
    }
    if plan.others > 0 {
        let coders: Vec<String> =
            plan.coders.iter().map(|coder| plain(coder.as_str()).into_owned()).collect();
        lines.push(format!(
            "Also named by {} of {}: not yours to change, so what they say stays.",
            claims(plan.others),
            coders.join(", ")
        ));
    }
    if plan.locked > 0 {
        lines.push(format!(
            "{} of yours cannot be changed now, for their story is locked.",
            claims(plan.locked)
        ));
    }
    lines.push("Undo brings all of it back.".to_owned());
    lines
}

/// Goes on after one of the two.
pub(super) fn goes_on(next: Next) -> (Step, Option<super::Mode>) {
    match next {
        Next::Stay => (Step::Stay, None),
        Next::Back | Next::Done => (Step::Stay, Some(super::Mode::Edit)),
        Next::Visit(claim) => (Step::Ask(Request::Visit(claim)), None),
        Next::Ask(confirm) => (Step::Stay, Some(super::Mode::Confirm(confirm))),
    }
}
