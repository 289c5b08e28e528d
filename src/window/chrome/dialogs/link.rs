//! Which claim the chosen one is linked with, and in which way: found by words, or pointed at.

use std::time::{Duration, Instant};

use egui::{Context, Key, Modifiers, ScrollArea, Ui};

use super::shell::{Shell, Step, buttons, enter, focus_once, small};
use crate::claims::{Claim, CodeBook, LinkId};
use crate::project::Use;
use crate::story::StoryId;
use crate::window::claims::claim_words;
use crate::window::desk::{Desk, Request};

/// As many claims as the list holds; who wants another types more of it.
const MOST: usize = 200;
/// How long a frame may look through claims.
const A_WHILE: Duration = Duration::from_millis(3);

/// The dialog that links a claim.
pub(super) struct LinkTo {
    from: Use,
    how: Option<LinkId>,
    words: String,
    fresh: bool,
    search: Option<Search>,
    picked: usize,
}

/// The claims that fit what is typed, as far as they are looked through.
struct Search {
    words: String,
    revision: u64,
    /// The stories that are still to be looked through, the last first.
    left: Vec<StoryId>,
    found: Vec<Use>,
}

impl LinkTo {
    pub(super) fn new(from: Use, codebook: &CodeBook) -> Self {
        let how = codebook.links.first().map(|way| way.id.clone());
        Self { from, how, words: String::new(), fresh: true, search: None, picked: 0 }
    }

    pub(super) fn show(&mut self, ctx: &Context, desk: &mut Desk) -> Step {
        let shell = Shell { theme: desk.theme, id: "link claim", title: "Link to\u{2026}", width: 660.0 };
        shell.show(ctx, |ui| self.contents(ui, desk))
    }

    fn contents(&mut self, ui: &mut Ui, desk: &mut Desk) -> Step {
        let theme = desk.theme;
        let entered = enter(ui);
        let moved = ui.input_mut(|input| {
            let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key);
            (pressed(Key::ArrowDown), pressed(Key::ArrowUp))
        });
        small(ui, claim_words(desk, &self.from), theme.faint);
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            for way in &desk.codebook().links {
                let name = crate::window::claims::shown(&way.name, 40);
                if ui.selectable_label(self.how.as_ref() == Some(&way.id), name).clicked() {
                    self.how = Some(way.id.clone());
                }
            }
        });
        ui.add_space(4.0);
        let field = egui::TextEdit::singleline(&mut self.words)
            .hint_text("words, kind or speaker of the other claim")
            .return_key(None)
            .desired_width(f32::INFINITY);
        let field = ui.add(field);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Search claims"));
        focus_once(&mut self.fresh, &field);
        self.look(ui.ctx(), desk);
        let Some(Search { found, left, .. }) = &self.search else { return Step::Stay };
        let last = found.len().saturating_sub(1);
        let picked = (self.picked + moved.0).saturating_sub(moved.1).min(last);
        let walked = picked != self.picked;
        self.picked = picked;
        let mut clicked = None;
        ScrollArea::vertical().max_height(300.0).min_scrolled_height(300.0).auto_shrink([false, false]).show(
            ui,
            |ui| {
                for (number, one) in found.iter().enumerate() {
                    let words = claim_words(desk, one);
                    let row = egui::Button::selectable(number == picked, words).truncate();
                    let wide = egui::vec2(ui.available_width(), 22.0);
                    let row = ui.add(row.min_size(wide).right_text(""));
                    if walked && number == picked {
                        row.scroll_to_me(None);
                    }
                    if row.clicked() {
                        clicked = Some(number);
                    }
                }
                if found.is_empty() && left.is_empty() {
                    small(ui, "No other claim fits.", theme.faint);
                }
            },
        );
        let taken = buttons(ui, theme, &["Link", "Click it in the story", "Cancel"], !found.is_empty());
        let Some(how) = self.how.clone() else { return Step::Close };
        let chosen = clicked.or((entered || taken == Some(0)).then_some(picked)).and_then(|at| found.get(at));
        match (chosen, taken) {
            (Some(to), _) => Step::Ask(Request::Link(Box::new(self.from.clone()), how, to.claim)),
            (None, Some(1)) => Step::Ask(Request::PointAt(how)),
            (None, Some(2)) => Step::Close,
            _ => Step::Stay,
        }
    }

    /// Looks for a while through what is left: this story first, then the project.
    fn look(&mut self, ctx: &Context, desk: &Desk) {
        let (words, revision) = (self.words.trim().to_lowercase(), desk.session.revision());
        if self.search.as_ref().is_none_or(|old| old.words != words || old.revision != revision) {
            let others = desk.project().stories.keys().rev().filter(|id| **id != *self.from.story);
            let left = others.cloned().chain([(*self.from.story).clone()]).collect();
            self.search = Some(Search { words, revision, left, found: Vec::new() });
            self.picked = 0;
        }
        let Some(search) = &mut self.search else { return };
        let until = Instant::now() + A_WHILE;
        while search.found.len() < MOST {
            let Some(id) = search.left.pop() else { return };
            let Some(work) = desk.project().story(&id) else { continue };
            for (coder, coded) in &work.coders {
                let fitting = coded
                    .in_order(&work.story)
                    .into_iter()
                    .filter(|claim| claim.id != self.from.claim && fits(desk, claim, &search.words));
                search.found.extend(fitting.map(|claim| Use {
                    story: id.clone().into(),
                    coder: coder.clone().into(),
                    claim: claim.id,
                }));
            }
            if Instant::now() >= until {
                ctx.request_repaint();
                return;
            }
        }
    }
}

/// Whether every word typed stands in the claim's quote, note, kind or actors.
fn fits(desk: &Desk, claim: &Claim, words: &str) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut all = format!("{} {} ", desk.codebook().kind_name(claim.kind.as_ref()), claim.note);
    all.push_str(&claim.quote());
    for actor in claim.actors().filter_map(|id| desk.project().actors.get(id)) {
        all.push(' ');
        all.push_str(&actor.name);
    }
    let all = all.to_lowercase();
    words.split_whitespace().all(|word| all.contains(word))
}
